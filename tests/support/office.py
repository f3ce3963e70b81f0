"""A workspace for tests: five who work at support@, two at hr@, and mail that comes in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from itertools import count

from server.domain.conversation import Conversation
from server.domain.installation import Installation
from server.domain.mailheaders import Headers
from server.domain.messages import Source
from server.domain.reading import Letter, Origin, read
from server.domain.vocabulary import Role, Via
from server.domain.workspace import Agent, Mailbox, Member, Team, Workspace
from server.store.commit import Store
from server.store.directories import Directories
from server.store.installation import InstallationStore
from server.store.secrets import SecretBox
from server.usecases.importing import IMPORTER
from server.usecases.inbox import Asked, Inbox
from server.usecases.ingest import Ingested, take_in
from server.usecases.installations import Installations
from server.usecases.placing import Rules
from server.usecases.workspaces import Workspaces

NOW = 1_790_000_000_000
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
RECEIVER = "mx.firma.example"

MEMBERS = {
    "support": {
        "anna": Member(Role.AGENT),
        "ben": Member(Role.AGENT),
        "mona": Member(Role.MANAGER),
        "vera": Member(Role.VIEWER),
        "otto": Member(Role.AGENT, only_assigned=True),
        "lio": Member(Role.LIGHT),
    },
    "hr": {"hanna": Member(Role.AGENT), "mona": Member(Role.MANAGER)},
}


@dataclass
class Office:
    """The workspace with a clock that the test sets."""

    workspaces: Workspaces
    id: str
    time: list[int] = field(default_factory=lambda: [NOW])
    numbers: count[int] = field(default_factory=count)

    @property
    def inbox(self) -> Inbox:
        """The inbox with the directory as it now stands."""
        return replace(
            self.workspaces.inbox(self.id),
            directory=self.workspaces.directories.load(self.id),
            receivers=frozenset({RECEIVER}),
        )

    def asked(self, agent: str, request: str | None = None) -> Asked:
        """Somebody who asks for something, each time anew."""
        return Asked(
            self.inbox.directory.agents[agent], Via.GMAIL, request or f"request-{next(self.numbers)}"
        )

    def letter(self, headers: Headers, *, sent_by: str | None = None, at: int | None = None) -> Letter:
        """A mail as the workspace reads it."""
        inbox = self.inbox
        return read(
            headers,
            Origin(Source.INGEST, self.time[0], at, sent_by),
            directory=inbox.directory,
            receivers=inbox.receivers,
            key_of=inbox.conversations.digests.message,
        )

    def deliver(
        self, headers: Headers, *, sent_by: str | None = None, at: int | None = None, **rules: object
    ) -> Ingested:
        """A mail comes in."""
        given = Rules(IMPORTER, **rules)  # type: ignore[arg-type]
        return take_in(self.inbox, self.letter(headers, sent_by=sent_by, at=at), given)

    def conversation(self, done: Ingested | str) -> Conversation:
        """The conversation a mail is in now."""
        name = done if isinstance(done, str) else done.conversation
        assert name is not None
        return self.inbox.conversations.ends([name])[name]

    def set(self, mailbox: str, **fields: object) -> None:
        """Change a mailbox's policies."""
        before = self.inbox.directory.mailboxes[mailbox]
        after = replace(before, **fields)  # type: ignore[arg-type]
        self.workspaces.directories.put(self.id, after, before=before)

    def events(self, conversation: str) -> list[str]:
        """The types of everything that happened to a conversation."""
        from server.store.codec import decode_event

        lines = self.inbox.messages.activity([conversation])[0]
        return [decode_event(line).type for line in lines]


def open_office(store: Store, workspace: str) -> Office:
    """Found the workspace with everybody in it."""
    time = [NOW]
    numbers = count()
    new_id: Callable[[], str] = lambda: f"i{next(numbers):06d}"  # noqa: E731
    box = SecretBox([b"k" * 32])
    directories = Directories(store, box, lambda: time[0])
    directories.found(Workspace(workspace, "Firma", ("firma.example",)))
    for name in sorted({agent for members in MEMBERS.values() for agent in members}):
        agent = Agent(name, name.title(), (f"{name}@firma.example",))
        directories.put(workspace, agent, before=None)
    directories.put(workspace, Team("desk", "Desk", ("anna", "otto")), before=None)
    for name, members in MEMBERS.items():
        address = f"{name}@firma.example"
        directories.put(workspace, Mailbox(name, name.title(), (address,), members), before=None)
    known = Installation(mail_receivers=(RECEIVER,))
    installations = Installations(InstallationStore(store, box), known, lambda: time[0])
    workspaces = Workspaces(store, directories, installations, lambda: time[0], new_id)
    return Office(workspaces, workspace, time)


def mail(
    message_id: str,
    *,
    sender: str = "ada@wald.example",
    to: str = "support@firma.example",
    refers: tuple[str, ...] = (),
    at: int = NOW,
    subject: str = "Frage",
    **more: str,
) -> Headers:
    """The headers of one mail; `refers` are the ids of its References, oldest first."""
    date = format_datetime(datetime.fromtimestamp(at / 1000, UTC))
    headers = [
        ("From", sender),
        ("To", to),
        ("Subject", subject),
        ("Date", date),
        ("Message-ID", f"<{message_id}>"),
    ]
    if refers:
        headers.append(("References", " ".join(f"<{other}>" for other in refers)))
        headers.append(("In-Reply-To", f"<{refers[-1]}>"))
    return (*headers, *((name.replace("_", "-"), value) for name, value in more.items()))
