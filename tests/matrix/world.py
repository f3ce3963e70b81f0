"""One workspace with everybody and every kind of conversation, behind the real application, for a whole run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

import orjson
from werkzeug.test import TestResponse

from server.app import create_app
from server.bootstrap import milliseconds
from server.domain.access import Scope, Token, Webhook
from server.domain.administering import OPERATOR
from server.domain.catalogue import Field, Macro, MacroStep, SavedView, StepKind, Tag, Template
from server.domain.comments import Comment, Mention
from server.domain.conversation import Change, Conversation
from server.domain.conversation import event as happened
from server.domain.events import Actor
from server.domain.vocabulary import Role, Via
from server.domain.workspace import Agent, Directory, Mailbox, Member, Team
from server.providers.guarded import Guarded
from server.store.commit import Store
from server.store.conversations import Conversations
from server.store.ownviews import OwnViews
from server.store.templates import Templates
from server.usecases.tokens import revoke_token
from tests.matrix import people
from tests.matrix.google import KnownGoogle, event
from tests.support.api_edge import ApiEdge, api_edge, link_all
from tests.support.entra_issuer import tenant_of
from tests.support.office import Office, mail, open_office
from tests.support.programs import minted

SYSTEM = Actor("system", Via.JOB)
SUPPORT, HR = "support@firma.example", "hr@firma.example"
UNKNOWN = "nosuchconversation0"
FIELD = "reference"
ADDRESSED = {
    "ordinary": SUPPORT,
    "desk": SUPPORT,
    "restricted": SUPPORT,
    "both": f"{SUPPORT}, {HR}",
    "hr": HR,
    "merged": SUPPORT,
    "beyond": SUPPORT,
}
"""Kind of conversation → the mailboxes its first mail went to; `unknown` is none."""
NAMING = Comment(
    "naming", "agent:mona", 0, "@Lio @Lisa", (Mention(0, 4, "agent:lio"), Mention(5, 10, "agent:lisa"))
)
"""What mentions those who see only what they are mentioned in."""
SPARE = Token("spare", "Spare", "digest", (Scope.READ,))
HOOK = Webhook("hook", "Hook", "https://hooks.example/x", "secret", ("support",), enabled=False)
FOLLOWERS = ("anna", "fred", "oskar")
"""Following lets light members see; anna is on no list, and oskar sees only what is given to him."""
MERGED = {"merged": "ordinary", "beyond": "hr"}


@dataclass(slots=True)
class World:
    """The application, its people and its conversations by their kind."""

    edge: ApiEdge
    google: KnownGoogle
    foreign: Office
    ids: dict[str, str]
    first: dict[str, Conversation]
    tokens: dict[str, str] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)

    @property
    def office(self) -> Office:
        """The workspace."""
        return self.edge.office

    @property
    def conversations(self) -> Conversations:
        """Its records."""
        return self.office.workspaces.inbox(self.office.id).conversations

    def record(self, kind: str) -> Conversation:
        """What an act on this kind of conversation is about, as it now stands; merges are followed."""
        known = self.ids.get(kind)
        return self.conversations.ends([known])[known] if known else Conversation("", ())

    @property
    def directory(self) -> Directory:
        """Its people and mailboxes, as last known."""
        return self.office.workspaces.inbox(self.office.id).directory

    def comment(self, kind: str) -> str:
        """The id of a comment of mona's in this kind of conversation, with a text."""
        if kind not in self.ids:
            return UNKNOWN
        if kind not in self.comments:
            record, now = self.record(kind), self.office.time[0]
            said = Comment(f"said{next(_numbers)}", "agent:mona", milliseconds(), "Gut.")
            told = happened("comment_added", SYSTEM, now, comment=said.id)
            self.conversations.commit(record, Change(record, (told,), said), request=None)
            self.comments[kind] = said.id
        return self.comments[kind]

    def keep_programs(self) -> None:
        """Put back the token and the webhook that somebody was allowed to change or take away."""
        office, directory = self.office, self.office.inbox.directory
        for known, record in ((directory.tokens, SPARE), (directory.webhooks, HOOK)):
            now = known.get(record.id)
            if now != record:
                office.workspaces.directories.put(office.id, record, before=now)

    def bearer(self, principal: str) -> str | None:
        """Somebody's access token; None for nobody."""
        if principal not in self.tokens and principal != "nobody":
            self.tokens[principal] = self._token(principal)
        return self.tokens.get(principal)

    def _token(self, principal: str) -> str:
        if principal == "foreigner":
            return self.edge.issuer.token(people.FOREIGNER, tid=tenant_of(self.foreign.id))
        return self.edge.issuer.token(people.AGENTS.get(principal, people.STRANGER))

    def ask(self, principal: str, method: str, path: str, body: Any = None, **more: Any) -> TestResponse:
        """Call the API as somebody."""
        return self.edge.ask(None, method, path, body, token=self.bearer(principal), **more)

    def press(
        self, principal: str, path: str, parameters: dict[str, str], inputs: dict[str, str], mail: str = ""
    ) -> TestResponse:
        """Press something on a card as somebody."""
        content = orjson.dumps(event(self.account(principal), parameters, inputs, mail))
        return self.edge.app.test_client().post(path, data=content)

    def account(self, principal: str) -> str:
        """Somebody's account at Google; empty for nobody."""
        if principal == "nobody":
            return ""
        if principal == "foreigner":
            return f"{self.foreign.id}:{people.FOREIGNER}"
        return f"{self.office.id}:{people.AGENTS.get(principal, people.STRANGER)}"

    def nonce(self) -> str:
        """The number of a card that nobody has pressed yet."""
        return f"n{next(_numbers)}"

    def restore(self) -> None:
        """Put every conversation back as it was made."""
        self.comments.clear()
        names = map(self.conversations.keys.presence, self.ids.values())
        self.conversations.store.write("DEL", *names)
        kinds = list(self.first)
        for kind, now in zip(kinds, self.conversations.get_many([self.ids[k] for k in kinds]), strict=True):
            first = self.first[kind]
            assert now is not None
            if now.version != first.version:
                told = happened("facts_corrected", SYSTEM, self.office.time[0])
                self.conversations.store.write("DEL", self.conversations.keys.activity(now.id))
                _, self.first[kind] = self.conversations.commit(now, Change(first, (told,)), request=None)


@contextmanager
def world(store: Store, workspace: str) -> Iterator[World]:
    """Found it and serve it for as long as the block lasts."""
    foreign = open_office(store, f"{workspace}f")
    _people(foreign, {people.FOREIGNER: Member(Role.MANAGER)}, {people.FOREIGNER: Member(Role.MANAGER)}, ())
    link_all(foreign)
    office = open_office(store, workspace)
    with api_edge(office) as edge:
        _everybody(office)
        link_all(office)
        google = KnownGoogle()
        outside = Guarded(resolve=lambda host, port: ["10.0.0.1"])
        services = replace(edge.services, google=google, gmail_mail=google.mail, outside=outside)
        edge.app = create_app(services)
        ids = {kind: _conversation(office, kind) for kind in ADDRESSED}
        made = World(edge, google, foreign, ids, {})
        _finish(made)
        made.tokens |= _programs(office)
        made.keep_programs()
        _remove(made)
        yield made


def _everybody(office: Office) -> None:
    _people(office, people.support(office.time[0]), people.HR, people.AGENTS.values())
    directories = office.workspaces.directories
    team = office.inbox.directory.teams["desk"]
    directories.put(office.id, Team("desk", "Desk", ("tess",)), before=team)
    dora = office.inbox.directory.agents["dora"]
    directories.put(office.id, replace(dora, deactivated_at=office.time[0]), before=dora)


def _people(office: Office, support: dict[str, Member], hr: dict[str, Member], ids: Any) -> None:
    directories, space = office.workspaces.directories, office.inbox.directory.workspace
    directories.change_workspace(space, replace(space, domains=(f"{office.id}.example",)))
    for name in sorted({*support, *hr, *ids}):
        before = office.inbox.directory.agents.get(name)
        address = (f"{name}@{office.id}.example",)
        agent = Agent(
            name, name.title(), address, google_sub=f"{office.id}-{name}", admin=name in people.ADMINS
        )
        directories.put(office.id, agent, before=before)
    for box, members in (("support", support), ("hr", hr)):
        known = office.inbox.directory.mailboxes[box]
        directories.put(office.id, Mailbox(box, known.name, known.addresses, members), before=known)


_numbers = count()


def _conversation(office: Office, kind: str) -> str:
    now = office.time[0]
    at = now - 60_000 + next(_numbers)
    done = office.deliver(
        mail(
            message_id(office, kind), to=ADDRESSED[kind], subject=f"Secret {kind}", at=at, sender=sender(kind)
        ),
        at=at,
    )
    assert done.conversation is not None
    return done.conversation


def message_id(office: Office, kind: str) -> str:
    """The Message-ID of the mail that began a kind of conversation."""
    return f"{kind}-{office.id}@wald.example"


def sender(kind: str) -> str:
    """Whose mail began it."""
    return f"{kind}@wald.example"


def _finish(made: World) -> None:
    """Give, restrict and merge them; then remember how they stand."""
    given = {"assignee": "agent:otto", "mentioned": ("agent:lio", "agent:lisa"), "followers": FOLLOWERS}
    wanted: dict[str, dict[str, Any]] = {
        "ordinary": given,
        "desk": {"assignee": "team:desk"},
        "restricted": {**given, "restricted_to": people.LISTED},
        "both": given,
        **{kind: {"merged_into": made.ids[into]} for kind, into in MERGED.items()},
    }
    inbox = made.office.inbox
    for kind, known in made.ids.items():
        record = inbox.conversations.get_many([known])[0]
        assert record is not None
        after = replace(record, **wanted.get(kind, {}))
        told = happened("facts_corrected", SYSTEM, inbox.clock())
        said = NAMING if after.mentioned else None
        change = Change(after, (told,), said and replace(said, at=inbox.clock() - 1))
        _, made.first[kind] = inbox.conversations.commit(record, change, request=None)


def _programs(office: Office) -> dict[str, str]:
    """Programs with different roles and scopes, one too late and one taken back."""
    directories = office.workspaces.directories
    directories.put(office.id, Field(FIELD, "Reference"), before=None)
    for place, boxes in {"support": ("support",), "hr": ("hr",), "all": ()}.items():
        name, steps = f"for{place}", (MacroStep(StepKind.TAG, "vip"),)
        for kind in (Tag, Field):
            directories.put(office.id, kind(name, name, mailboxes=boxes), before=None)
        directories.put(office.id, Template(name, name, {"de": "Guten Tag"}, boxes), before=None)
        directories.put(office.id, Macro(name, name, steps, boxes), before=None)
        view = SavedView(name, name, "secret", mailboxes=boxes)
        directories.put(office.id, view, before=None)
    templates = office.inbox.conversations
    Templates(templates.store, templates.keys, templates.digests).keep("mona", Template("monas", "Monas"))
    OwnViews(templates.store, templates.keys).keep("mona", SavedView("monas", "Monas", "secret"))
    directories.put(office.id, Agent("pia", "Pia", (f"pia@{office.id}.example",)), before=None)
    conversations = (Scope.READ, Scope.WRITE)
    made = {
        "token-manager": minted(office, *conversations, name="A", support=Role.MANAGER, hr=Role.MANAGER),
        "token-agent": minted(office, *conversations, name="B"),
        "token-viewer": minted(office, *conversations, name="C", support=Role.VIEWER),
        "token-elsewhere": minted(office, *conversations, name="D", hr=Role.AGENT),
        "token-settings": minted(office, Scope.SETTINGS_READ, Scope.SETTINGS_WRITE, name="E"),
        "token-expired": minted(office, *conversations, name="F"),
        "token-revoked": minted(office, *conversations, name="G"),
    }
    late = made["token-expired"].token
    directories.put(office.id, replace(late, expires_at=office.time[0] - 1), before=late)
    revoke_token(office.inbox, OPERATOR, made["token-revoked"].token)
    return {name: one.text for name, one in made.items()}


def _remove(made: World) -> None:
    """Let the process know the directory with rolf in it, and take him out a moment later."""
    assert made.ask("removed", "GET", f"/conversations/{made.ids['ordinary']}").status_code == 200
    box = made.office.inbox.directory.mailboxes["support"]
    members = {name: member for name, member in box.members.items() if name != "rolf"}
    made.office.workspaces.directories.put(made.office.id, replace(box, members=members), before=box)
