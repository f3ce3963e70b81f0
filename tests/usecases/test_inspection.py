"""Lists agree with records whatever people do, and `doctor` finds and mends what does not (A4, DESIGN 5)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.domain.administering import OPERATOR
from server.domain.conversation import Conversation
from server.domain.errors import Conflict, NotFound, RandnotizError
from server.domain.listviews import Queue
from server.domain.vocabulary import Role, Standing
from server.domain.workspace import Member
from server.store.auditing import Audit
from server.store.commit import Store
from server.store.conversations import Wanted
from server.usecases import comments, conversations
from server.usecases.comments import Draft
from server.usecases.counts import home
from server.usecases.inspection import Finding, inspect
from server.usecases.queues import previous, queue
from server.usecases.settings import agents, mailboxes
from server.usecases.showing import look
from tests.domain.test_policy import brute_force_sees
from tests.support.office import DAY, MINUTE, NOW, Office, mail, open_office

NUMBERS = count()
PEOPLE = ("anna", "ben", "mona", "otto", "vera", "lio", "hanna")
steps = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("mail", "reply", "take", "assign", "status", "snooze", "tag", "untag", "comment", "claim"),
                *("restrict", "open", "edit", "delete", "member", "leave"),
            ]
        ),
        st.sampled_from(PEOPLE),
        st.integers(0, 5),
        st.integers(0, 5),
    ),
    min_size=3,
    max_size=14,
)


def findings(office: Office, *, repair: bool = False) -> list[Finding]:
    return list(inspect(office.inbox, repair=repair, progress=lambda _: None))


def act(office: Office, step: tuple[str, str, int, int]) -> None:
    """One thing that somebody does; what they may not do is refused, and nothing happens."""
    what, who, one, two = step
    name = _any(office, one)
    if what in {"mail", "reply"} or name is None:
        box = ("support@firma.example", "hr@firma.example", "support@firma.example, hr@firma.example")[
            two % 3
        ]
        number = next(NUMBERS)
        refers = (f"{one}@x", f"{two}@x") if what == "reply" else ()
        day = NOW - two * DAY
        office.deliver(mail(f"{one}@x" if what == "mail" else f"n{number}@x", to=box, refers=refers, at=day))
        return
    if what in {"member", "leave"}:
        staff(office, what, who, two)
        return
    record = office.conversation(name)
    asked = office.asked(who)
    doing: dict[str, Callable[[], object]] = {
        "take": lambda: conversations.take(office.inbox, asked, conversation=name, seen=record.assignee),
        "assign": lambda: conversations.assign(
            office.inbox,
            asked,
            conversation=name,
            to=("agent:anna", "agent:otto", "team:desk", "agent:mona", None, "agent:ben")[two],
            seen=record.assignee,
        ),
        "status": lambda: conversations.set_status(
            office.inbox,
            asked,
            conversation=name,
            to=(Standing.OPEN, Standing.PENDING, Standing.CLOSED, Standing.SPAM)[two % 4],
            seen=record.standing,
        ),
        "snooze": lambda: conversations.snooze(
            office.inbox,
            asked,
            conversation=name,
            until=2 * NOW + two,
            wake_on_reply=two % 2 == 0,
            seen=record.standing,
        ),
        "tag": lambda: conversations.add_tag(office.inbox, asked, conversation=name, tag=f"t{two}"),
        "untag": lambda: conversations.remove_tag(office.inbox, asked, conversation=name, tag=f"t{two}"),
        "comment": lambda: comments.add_comment(
            office.inbox,
            asked,
            conversation=name,
            draft=Draft(("@Anna bitte", "@Desk?", "@Otto", "@alle", "ok", "@Lio")[two]),
        ),
        "restrict": lambda: conversations.restrict(
            office.inbox,
            asked,
            conversation=name,
            to={who, *PEOPLE[one : one + two]},
            seen=record.restricted_to,
        ),
        "open": lambda: conversations.restrict(
            office.inbox, asked, conversation=name, to=None, seen=record.restricted_to
        ),
        "edit": lambda: comments.edit_comment(
            office.inbox,
            asked,
            conversation=name,
            comment=_comment(office, name),
            text=("@Lio", "@Otto")[two % 2],
        ),
        "delete": lambda: comments.delete_comment(
            office.inbox, asked, conversation=name, comment=_comment(office, name)
        ),
        "claim": lambda: conversations.claim(office.inbox, asked, conversation=name, seen=record.claimed_by),
    }
    try:
        doing[what]()
    except RandnotizError:
        return


ROLES = (
    Member(Role.VIEWER),
    Member(Role.LIGHT),
    Member(Role.AGENT),
    Member(Role.AGENT, only_assigned=True),
    Member(Role.MANAGER),
    None,
)


def staff(office: Office, what: str, who: str, number: int) -> None:
    """Somebody becomes something else in a mailbox, or leaves for a while."""
    inbox = office.inbox
    person, box = inbox.directory.agents[who], inbox.directory.mailboxes["support"]
    if what == "leave" and person.deactivated_at is None:
        agents.deactivate_agent(inbox, person, actor=OPERATOR)
    elif what == "leave":
        agents.reactivate_agent(inbox, person)
    else:
        members = {agent: member for agent, member in box.members.items() if agent != who}
        role = ROLES[number]
        after = replace(box, members=members | ({who: role} if role else {}))
        mailboxes.change_mailbox(inbox, after, actor=OPERATOR)


def _comment(office: Office, name: str) -> str:
    found = office.inbox.conversations.read(name, Wanted(comments=1)).comments
    return found[0].id if found else "none"


def _any(office: Office, number: int) -> str | None:
    found = [record.id for batch in Audit(office.inbox.conversations).conversations() for record in batch]
    return sorted(found)[number % len(found)] if found else None


def alive(office: Office) -> list[Conversation]:
    batches = Audit(office.inbox.conversations).conversations()
    return [record for batch in batches for record in batch if record.merged_into is None]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_after_anything_people_do_lists_agree_with_who_sees_what(
    store: Store, workspace: str, done: list[tuple[str, str, int, int]]
) -> None:
    office = open_office(store, f"{workspace}{next(NUMBERS)}")
    for step in done:
        act(office, step)
        office.time[0] += MINUTE
    assert findings(office) == []
    for agent in PEOPLE:
        check_lists(office, agent, alive(office))


def check_lists(office: Office, agent: str, records: list[Conversation]) -> None:
    """Every list and count that an agent is shown, against the rule applied to every record."""
    inbox = office.inbox
    directory, person = inbox.directory, inbox.directory.agents[agent]
    seen = [record for record in records if brute_force_sees(directory, agent, record)]
    members = {box.id: member for box, member in directory.memberships(agent)}
    whole = {box for box, m in members.items() if m.role is not Role.LIGHT and not m.only_assigned}

    def names(wanted: Callable[[Conversation], bool]) -> set[str]:
        return {record.id for record in seen if wanted(record)}

    def listed(name: Queue, mailbox: str | None = None) -> set[str]:
        page = queue(inbox, person, queue=name, mailbox=mailbox)
        assert page.total == len(page.rows)
        return {row.id for row in page.rows}

    shown = home(inbox, person)
    mine = names(lambda r: r.agent == agent and r.standing is Standing.OPEN)
    free = names(
        lambda r: r.assignee is None and r.standing is Standing.OPEN and bool(whole & {*r.mailboxes})
    )
    assert (shown.mine, listed(Queue.MINE)) == (len(mine), mine)
    assert shown.waiting == len(names(lambda r: r.agent == agent and r.standing is Standing.PENDING))
    assert shown.unassigned == (len(free) if whole else None)
    assert listed(Queue.UNASSIGNED) == free
    assert shown.mentions == len(listed(Queue.MENTIONS))
    assert listed(Queue.MENTIONS) <= names(lambda _: True)
    for box in shown.mailboxes:
        for standing, counted, name in (
            (Standing.OPEN, box.open, Queue.OPEN),
            (Standing.PENDING, box.pending, Queue.WAITING),
        ):
            here = [r for r in seen if box.mailbox.id in r.mailboxes and r.standing is standing]
            found = listed(name, box.mailbox.id)
            assert counted == len(found)
            # What is seen through another mailbox alone need not stand in this one's list.
            through = {r.id for r in here if brute_force_sees(directory, agent, only(r, box.mailbox.id))}
            assert through <= found <= {r.id for r in here}
    assert {box.mailbox.id for box in shown.mailboxes} == set(members)
    for record in records:
        if record not in seen:
            with pytest.raises(NotFound):
                look(inbox, person, conversation=record.id)
            with pytest.raises(NotFound):
                comments.activity(inbox, agent, conversation=record.id)
    for record in seen:
        before = previous(inbox, person, conversation=record.id)
        assert {row.id for row in before.rows} <= {one.id for one in seen} - {record.id}
        assert look(inbox, person, conversation=record.id).previous_count >= len(before.rows)


def only(record: Conversation, mailbox: str) -> Conversation:
    """The conversation as if it stood in one mailbox."""
    return replace(record, mailboxes=(mailbox,))


def test_every_kind_of_damage_to_lists_is_found_and_mended(office: Office) -> None:
    name = office.deliver(mail("a@x")).conversation or ""
    conversations.take(office.inbox, office.asked("anna"), conversation=name, seen=None)
    keys, store = office.inbox.conversations.keys, office.workspaces.store
    store.write("ZREM", keys.mailbox_index("support", "open"), name)
    store.write("ZADD", keys.agent_index("anna", "open"), 1, name)
    store.write("ZADD", keys.mailbox_index("support", "unassigned"), 1, name)
    store.write("ZADD", keys.mailbox_index("hr", "closed"), 1, "nobody")
    store.write("ZADD", keys.due, 1, f"wake:{name}")
    assert len(findings(office)) == 5
    assert all(finding.repaired for finding in findings(office, repair=True))
    assert findings(office) == []


def test_damage_to_records_is_found(office: Office) -> None:
    done = office.deliver(mail("a@x"))
    name = done.conversation or ""
    comments.add_comment(office.inbox, office.asked("anna"), conversation=name, draft=Draft("Hallo"))
    keys, store = office.inbox.conversations.keys, office.workspaces.store
    store.write("DEL", keys.comments(name))
    store.write("DEL", keys.messages(name))
    store.write("SET", keys.alias("lost"), "nobody")
    told = " ".join(finding.what for finding in findings(office))
    for fault in ("comments without place", "has 0 messages and says 1", "in no conversation", "leads to"):
        assert fault in told


def test_an_assignee_without_the_right_is_found_and_released(office: Office) -> None:
    name = office.deliver(mail("a@x")).conversation or ""
    conversations.take(office.inbox, office.asked("anna"), conversation=name, seen=None)
    box = office.inbox.directory.mailboxes["support"]
    members = {agent: member for agent, member in box.members.items() if agent != "anna"}
    office.set("support", members=members)
    assert any("may not have it" in finding.what for finding in findings(office))
    findings(office, repair=True)
    assert office.conversation(name).assignee is None
    assert findings(office) == []


@pytest.mark.parametrize("what", ["take", "claim"])
def test_of_many_who_act_at_the_same_moment_one_wins_and_the_others_learn_who(
    office: Office, what: str
) -> None:
    people = ("anna", "ben", "mona")
    for number in range(10):
        name = office.deliver(mail(f"{number}@x")).conversation or ""
        inbox = office.inbox

        def attempt(who: str, name: str = name, inbox: object = inbox) -> str | tuple[str, dict[str, object]]:
            run = conversations.take if what == "take" else conversations.claim
            try:
                run(inbox, office.asked(who), conversation=name, seen=None)  # type: ignore[arg-type]
            except Conflict as conflict:
                return who, conflict.facts
            return who

        with ThreadPoolExecutor(3) as pool:
            results = list(pool.map(attempt, people))
        winners = [result for result in results if isinstance(result, str)]
        assert len(winners) == 1
        record = office.conversation(name)
        assert (record.assignee if what == "take" else f"agent:{record.claimed_by}") == f"agent:{winners[0]}"
        for result in results:
            if not isinstance(result, str):
                assert result[1]["who"] == winners[0].title()
