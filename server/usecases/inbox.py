"""What every use case takes first: one workspace as it stands, and the loop in which it is changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from server.domain import policy, undoing
from server.domain.activity import undo_view
from server.domain.assignment import taken_up
from server.domain.comments import Comment
from server.domain.conversation import Change, Conversation
from server.domain.errors import KeyReused, NotFound, Unavailable
from server.domain.events import Actor
from server.domain.presenting import conversation_view
from server.domain.views import ConversationView, UndoView
from server.domain.vocabulary import Act, Via
from server.domain.workspace import Agent, Directory
from server.store.commentindex import commented
from server.store.commit import Check, Outcome, Write
from server.store.conversations import NONE, Conversations, Reader, Stored, Wanted
from server.store.directories import Directories
from server.store.gmail import GmailIds, Mapped
from server.store.looks import Looks
from server.store.messages import Messages
from server.store.presence import Presence
from server.store.undos import kept_write
from server.usecases.conflicts import told
from server.usecases.picturing import picture

ATTEMPTS = 3
COMMENTS = 10
"""The newest comments that a view shows after a change."""
MERGES = 500
"""How many merges are followed from an old id: more than anybody makes by hand; it only ends what would never end."""


@dataclass(frozen=True, slots=True)
class Inbox:
    """One workspace for one request: its directory as just known, its records, a clock and fresh ids."""

    directory: Directory
    conversations: Conversations
    messages: Messages
    directories: Directories
    clock: Callable[[], int]
    new_id: Callable[[], str]
    receivers: frozenset[str] = frozenset()
    gmail_ids: dict[str, Mapped] = field(default_factory=dict)
    looks: Looks = field(default_factory=Looks)

    @property
    def workspace(self) -> str:
        """The workspace's id."""
        return self.directory.workspace.id

    @property
    def gmail(self) -> GmailIds:
        """What is remembered of the Gmail messages of its agents."""
        of = self.conversations
        return GmailIds(of.store, of.keys, of.digests, self.gmail_ids)

    def current(self, version: int) -> Inbox:
        """This inbox with the directory of at least that version, as it is now (DECISIONS A8)."""
        if version == self.directory.version and self.directories.holds(self.directory):
            return self
        return replace(self, directory=self.directories.load(self.workspace))

    def fresh(self) -> Inbox:
        """This inbox with the directory as it now stands; one round trip where nothing has changed."""
        version = self.conversations.store.read([("GET", self.conversations.keys.directory_version)])[0]
        return self.current(int(version or 0))

    def unchanged_directory(self) -> Check:
        """What must hold still as a change is made that this directory allowed (A8)."""
        version = self.directory.version
        return Check(self.conversations.keys.directory_version, None, str(version) if version else None)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, through which client, and under which request id (a key is made of both).

    `fingerprint` is a digest of what is asked, where the request id is not one itself: another content under
    the same id is refused (D2). `kind` is api where an API token asks, whose id and name `agent` then has.
    """

    agent: Agent
    via: Via
    request: str
    fingerprint: str = ""
    kind: str = "agent"

    @property
    def actor(self) -> Actor:
        """The asker as events name them."""
        return Actor(self.kind, self.via, self.agent.id)


Decide = Callable[[Inbox, Stored, Conversation], Change]
"""From the inbox, what is stored and the conversation to the change; pure but for fresh ids."""


@dataclass(frozen=True, slots=True)
class Done:
    """A change that was made (or had been made already), with what is needed to show it."""

    inbox: Inbox
    stored: Stored
    conversation: Conversation
    comment: Comment | None = None
    new_events: int = 0
    undo: UndoView | None = None


def change(
    inbox: Inbox,
    asked: Asked,
    conversation: str,
    act: Act | None,
    decide: Decide,
    *,
    mentions: Callable[[Inbox, Change], Mapping[str, int]] | None = None,
    comments: int = COMMENTS,
    acts: Collection[Act] = (),
    message: str = NONE,
    checks: Sequence[Check] = (),
) -> Done:
    """Read, judge, decide, commit; again if the record moved on meanwhile (machine level, DECISIONS D1).

    Without an `act` the decision judges the right itself; `acts` are those that it takes to undo it, where not
    that one alone (they are looked at after the decision). `comments` is how many of the newest it is given,
    `message` the key of a mail that it is told of, `checks` what must hold besides. A request that was done before
    returns what now stands, never a conflict. Raises NotFound, Forbidden, Invalid, Conflict (with the fresh view),
    Unavailable.
    """
    request = inbox.conversations.keys.request(asked.agent.id, asked.request)
    for _ in range(ATTEMPTS):
        wanted = Wanted(message=message, request=request, comments=comments, activity=20)
        inbox, stored, record = _found(inbox, asked.agent.id, conversation, wanted)
        if stored.request_result is not None:
            _refuse_other(asked, stored.request_result)
            return Done(inbox, stored, record)
        if act is not None:
            policy.require(inbox.directory, asked.agent.id, act, record)
        with told(inbox.conversations, inbox.directory, asked.agent.id, stored):
            made = decide(inbox, stored, record)
        made = taken_up(record, made, inbox.directory, actor=asked.actor, at=stored.at)
        if not made.events:
            return Done(inbox, stored, record)
        named = mentions(inbox, made) if mentions else {}
        kept = _kept(asked, record, made, acts or (() if act is None else (act,)), stored.at)
        committed, after = inbox.conversations.commit(
            record,
            made,
            request=request,
            result=asked.fingerprint,
            mentions=named,
            checks=[*checks, inbox.unchanged_directory()],
            writes=_beside(inbox, asked, stored, made, kept),
        )
        if committed.outcome is Outcome.DONE:
            return Done(
                inbox, stored, after, made.comment, len(made.events), undone_by(inbox, asked, made, kept)
            )
        conversation = record.id
    raise Unavailable("Too many people are changing this just now. Please try again.")


def _beside(
    inbox: Inbox, asked: Asked, stored: Stored, made: Change, kept: undoing.Remembered | None
) -> Iterator[Write]:
    """What is written beside a change: what it takes to undo it, and the words of its comment."""
    keys = inbox.conversations.keys
    if kept:
        yield kept_write(keys, asked.agent.id, made.after.id, kept)
    if inbox.directory.workspace.search_comments:
        yield from commented(keys, made, stored.comments)


def _kept(
    asked: Asked, record: Conversation, made: Change, acts: Collection[Act], at: int
) -> undoing.Remembered | None:
    """What to remember of an act so that it can be taken back; what an API token did cannot."""
    if asked.kind != "agent" or not acts or not undoing.UNDOABLE.issuperset(acts):
        return None
    return undoing.remembered(record, made.after, acts=sorted(acts), at=at)


def undone_by(inbox: Inbox, asked: Asked, made: Change, kept: undoing.Remembered | None) -> UndoView | None:
    """How to offer the asker the way back from what they did; None where nothing is remembered of it."""
    if kept is None:
        return None
    return undo_view(made.events, at=kept.at, name=inbox.directory.name_of, you=asked.actor.party)


def read(
    inbox: Inbox, agent: str, conversation: str, wanted: Wanted | None = None
) -> tuple[Inbox, Stored, Conversation]:
    """A conversation that the agent sees, following merges; NotFound otherwise."""
    return _found(inbox, agent, conversation, wanted or Wanted())


def opened(
    inbox: Inbox,
    agent: str,
    conversation: str,
    wanted: Wanted,
    reader: Reader | None = None,
    *,
    first: Stored | None = None,
) -> tuple[Inbox, Stored, Conversation | None]:
    """A conversation, with the reader's presence noted if one is given; None for one that the agent does not see.

    Presence is noted in the trip that reads, so who turns out to see nothing is taken out again. `first` is the
    conversation where it was read just now.
    """
    for _ in range(MERGES):
        stored, first = first or _stored(inbox, conversation, wanted, reader), None
        inbox = inbox.current(stored.directory_version)
        record = stored.conversation
        if record is None:
            return inbox, stored, None
        if record.merged_into is None:
            if policy.sees(inbox.directory, agent, record):
                return inbox, stored, record
            if reader:
                Presence(inbox.conversations.store, inbox.conversations.keys).leave(
                    record.id, agent, mode=reader.mode
                )
            return inbox, stored, None
        conversation = record.merged_into
    raise Unavailable("This conversation was merged too often to be followed.")


def _stored(inbox: Inbox, conversation: str, wanted: Wanted, reader: Reader | None) -> Stored:
    if reader is None:
        return inbox.conversations.read(conversation, wanted)
    return inbox.conversations.open(conversation, wanted, reader)


def view(done: Done, agent: str) -> ConversationView:
    """The conversation as the agent sees it after a change; the conversation itself is not read again."""
    stored = done.stored
    comments = tuple(c for c in stored.comments if done.comment is None or c.id != done.comment.id)
    added = done.comment is not None and len(comments) == len(stored.comments)
    if done.comment is not None:
        comments = tuple(sorted((*comments, done.comment), key=lambda c: (c.at, c.id)))
    shown = replace(
        picture(done.inbox.conversations, done.inbox.directory, agent, done.conversation, stored),
        comments=comments[-COMMENTS:],
        comment_count=stored.comment_count + added,
        activity_count=stored.activity_count + done.new_events,
    )
    return replace(conversation_view(shown, directory=done.inbox.directory, agent=agent), undo=done.undo)


def _refuse_other(asked: Asked, result: str) -> None:
    """Refuse another content under a request id that was used already."""
    if asked.fingerprint and result.partition(" ")[2] != asked.fingerprint:
        raise KeyReused("This request id was used for something else already. Please try again.")


def _found(inbox: Inbox, agent: str, conversation: str, wanted: Wanted) -> tuple[Inbox, Stored, Conversation]:
    for _ in range(MERGES):
        stored = inbox.conversations.read(conversation, wanted)
        inbox = inbox.current(stored.directory_version)
        record = stored.conversation
        if record is None:
            break
        if record.merged_into is None:
            if not policy.sees(inbox.directory, agent, record):
                break
            return inbox, stored, record
        conversation = record.merged_into
    raise NotFound("This conversation does not exist.")
