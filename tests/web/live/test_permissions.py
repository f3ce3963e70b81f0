"""Whatever happens and whoever may see it: each listener hears exactly of what they may see, over real HTTP."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

import pytest

from server.domain import policy
from server.domain.conversation import Conversation
from server.domain.errors import RandnotizError
from server.domain.vocabulary import Role, Standing
from server.domain.workspace import Mailbox, Member
from server.usecases import comments, conversations
from server.usecases.comments import Draft
from tests.web.live.listening import Block, Client, Open, listening

ROUNDS, ACTS = 3, 8
EVERYBODY = "all@firma.example"
ROLES = (
    Member(Role.MANAGER),
    Member(Role.AGENT),
    Member(Role.AGENT, only_assigned=True),
    Member(Role.VIEWER),
    Member(Role.LIGHT),
    None,
)
AROUND = {"presence", "reset"}
TEXTS = ("nur so", "@Lio schau bitte", "@Otto und @Hanna", "@Desk", "@Vera")


@dataclass(slots=True)
class Round:
    """What happened between two moments at which everybody has heard everything."""

    told: dict[str, set[tuple[str, int]]] = field(default_factory=dict)
    must_go: dict[str, set[str]] = field(default_factory=dict)

    def note(self, opened: Open, before: Conversation | None, now: Conversation) -> None:
        """Who may hear of one change, by what they saw before and see now."""
        directory = opened.edge.office.inbox.directory
        for agent in directory.agents:
            if policy.sees(directory, agent, now):
                self.told.setdefault(agent, set()).add((now.id, now.version))
            elif before is not None and policy.sees(directory, agent, before):
                self.must_go.setdefault(agent, set()).add(now.id)

    def check(self, agent: str, heard: list[Block]) -> None:
        """Judge what one listener heard."""
        changes = {(b.data["conversation"], b.data["version"]) for b in heard if b.event == "change"}
        gone = {b.data["conversation"] for b in heard if b.event == "gone"}
        assert changes == self.told.get(agent, set()), agent
        assert gone == self.must_go.get(agent, set()), agent
        assert all(b.data.keys() == {"event", "conversation"} for b in heard if b.event == "gone")


def acts(opened: Open, chance: random.Random, conversation: str) -> Iterator[None]:
    """One random act by somebody random; what is refused changes nothing."""
    office = opened.edge.office
    inbox, record = office.inbox, office.conversation(conversation)
    asked = office.asked(chance.choice(sorted(inbox.directory.agents)))
    party = chance.choice([None, "team:desk", *(f"agent:{one}" for one in inbox.directory.agents)])
    text = chance.choice(TEXTS)
    status = chance.choice([Standing.OPEN, Standing.PENDING, Standing.CLOSED])
    some = chance.sample(sorted(inbox.directory.agents), 4)
    doing = (
        lambda: conversations.restrict(
            inbox,
            asked,
            conversation=conversation,
            to=chance.choice([None, {*some, asked.agent.id}]),
            seen=record.restricted_to,
        ),
        lambda: conversations.assign(inbox, asked, conversation=conversation, to=party, seen=record.assignee),
        lambda: comments.add_comment(inbox, asked, conversation=conversation, draft=Draft(text)),
        lambda: conversations.set_status(
            inbox, asked, conversation=conversation, to=status, seen=record.standing
        ),
        lambda: conversations.add_tag(inbox, asked, conversation=conversation, tag=text[:5]),
    )
    try:
        chance.choice(doing)()
    except RandnotizError:
        return
    yield


def new_roles(opened: Open, chance: random.Random) -> None:
    """Somebody gets another role in some mailbox, or loses theirs."""
    office = opened.edge.office
    agent, box = chance.choice(["ben", "vera", "otto", "lio", "hanna"]), chance.choice(["support", "hr"])
    members = {**office.inbox.directory.mailboxes[box].members}
    role = chance.choice(ROLES)
    members = {name: held for name, held in members.items() if name != agent}
    office.set(box, members=members | ({agent: role} if role else {}))


@pytest.mark.parametrize("seed", range(4))
def test_each_listener_hears_exactly_of_what_they_may_see(opened: Open, seed: int) -> None:
    chance = random.Random(seed)
    office = opened.edge.office
    everybody = {agent: Member(Role.VIEWER) for agent in office.inbox.directory.agents}
    everybody["anna"] = Member(Role.AGENT)
    directories = office.workspaces.directories
    directories.put(office.id, Mailbox("all", "All", (EVERYBODY,), everybody), before=None)
    known = [opened.conversation("a"), opened.conversation("b", to="hr@firma.example")]
    known.append(opened.conversation("c", to="support@firma.example, hr@firma.example"))
    bell = opened.conversation("bell", to=EVERYBODY)
    with ExitStack() as stack:
        listeners: dict[str, Client] = {}
        for agent in office.inbox.directory.agents:
            listeners[agent] = stack.enter_context(listening(opened.port, opened.token(agent)))
            listeners[agent].next()
        for _ in range(ROUNDS):
            seen = Round()
            new_roles(opened, chance)
            for _ in range(ACTS):
                conversation = chance.choice(known)
                before = office.conversation(conversation)
                for _ in acts(opened, chance, conversation):
                    now = office.conversation(conversation)
                    if now.version != before.version:
                        assert now.version == before.version + 1
                        seen.note(opened, before, now)
            ring(opened, bell)
            for agent, client in listeners.items():
                seen.check(agent, [b for b in client.until(bell)[:-1] if b.event not in AROUND])


def ring(opened: Open, bell: str) -> None:
    """Do something that everybody hears of, so that all that came before has been heard."""
    office = opened.edge.office
    record = office.conversation(bell)
    to = Standing.PENDING if record.standing is Standing.OPEN else Standing.OPEN
    conversations.set_status(
        office.inbox, office.asked("anna"), conversation=bell, to=to, seen=record.standing
    )


def test_who_is_removed_while_listening_hears_nothing_more(opened: Open) -> None:
    conversation = opened.conversation()
    office = opened.edge.office
    with (
        listening(opened.port, opened.token("ben")) as ben,
        listening(opened.port, opened.token("anna")) as anna,
    ):
        ben.next(), anna.next()
        agent = office.inbox.directory.agents["ben"]
        gone = replace(agent, deactivated_at=office.time[0])
        office.workspaces.directories.put(office.id, gone, before=agent)
        conversations.take(office.inbox, office.asked("mona"), conversation=conversation, seen=None)
        anna.until(conversation)
        assert ben.event().event == "reset"
        assert ben.next() is None
    with listening(opened.port, opened.token("ben")) as ben:
        assert (ben.answer.status, ben.json()["code"]) == (403, "not_an_agent")
