"""Whether the records of a workspace agree with each other and with every list made from them (DESIGN 5).

Everything is read a few hundred at a time. What looks wrong is read once more, for people work meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from server.domain import policy
from server.domain.administering import OPERATOR
from server.domain.conversation import Conversation
from server.domain.vocabulary import Status
from server.domain.workspace import Directory
from server.store.auditing import Audit, Wrong
from server.store.commentindex import CommentIndex
from server.store.searching import SearchIndex
from server.usecases.inbox import Inbox
from server.usecases.releasing import ALIVE, release_one


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be; `where` is an id or a key of ours, never an address."""

    where: str
    what: str
    repaired: bool = False


def inspect(inbox: Inbox, *, repair: bool, progress: Callable[[int], None]) -> Iterator[Finding]:
    """Everything wrong in a workspace; with `repair` lists are put right and wrong assignees released.

    `progress` is told how many conversations were looked at.
    """
    inbox = replace(inbox, directory=inbox.directories.load(inbox.workspace))
    audit = Audit(inbox.conversations)
    yield from _index(inbox, repair=repair)
    commented = CommentIndex(inbox.conversations)
    yield from _comment_index(inbox, commented, repair=repair)
    for batch in audit.conversations():
        yield from _of_records(inbox, batch, repair=repair)
        yield from _of_lists(audit, audit.missing(batch), repair=repair)
        yield from (Finding(where, what) for where, what in audit.contents(batch))
        if inbox.directory.workspace.search_comments:
            yield from _of_comments(commented, [record.id for record in batch], repair=repair)
        progress(len(batch))
    yield from _of_lists(audit, audit.strays(), repair=repair)
    for entry in _settled(commented):
        mended = repair and commented.take_out(entry)
        yield Finding(entry.rpartition(":")[2], "is found by a word that no comment has", mended)
    yield from (Finding(where, what) for where, what in audit.messages())
    yield from (Finding(where, what) for where, what in audit.aliases())


def _index(inbox: Inbox, *, repair: bool) -> Iterator[Finding]:
    """The index of words of a store from before there was one; the worker builds it too."""
    index = SearchIndex(inbox.conversations)
    if index.built():
        return
    if repair:
        for _ in index.build():
            pass
    yield Finding("search", "the index of words is not complete", repair)


def _comment_index(inbox: Inbox, index: CommentIndex, *, repair: bool) -> Iterator[Finding]:
    """Whether the words of comments are indexed where the workspace wants that, and only there, as the worker does."""
    wanted, (exists, complete) = inbox.directory.workspace.search_comments, index.stands()
    if wanted and not complete:
        if repair:
            for _ in index.build():
                pass
        yield Finding("search", "the index of comments is not complete", repair)
    if exists and not wanted:
        if repair:
            index.remove()
        yield Finding("search", "comments are indexed, and are not to be", repair)


def _of_comments(index: CommentIndex, conversations: list[str], *, repair: bool) -> Iterator[Finding]:
    for conversation in index.wrong(list(index.wrong(conversations))):
        mended = repair and index.put_right(conversation)
        yield Finding(conversation, "is not found by all words of its comments", mended)


def _settled(index: CommentIndex) -> Iterator[str]:
    """Entries that no comment calls for, and still stand when looked at again."""
    for entry in index.strays():
        if index.is_stray(entry):
            yield entry


def faults(directory: Directory, record: Conversation) -> Iterator[str]:
    """What a record itself must not say."""
    if record.status in (Status.CLOSED, Status.SPAM) and record.claimed_by is not None:
        yield "is settled, but somebody claims it"
    if record.snoozed_until is not None and record.status is not Status.OPEN:
        yield "is not open, but sleeps"
    if (record.claimed_by is None) != (record.claimed_until is None):
        yield "has half a claim"
    if not record.mailboxes:
        yield "is in no mailbox"
    if unknown := [box for box in record.mailboxes if box not in directory.mailboxes]:
        yield f"is in mailboxes that do not exist: {', '.join(unknown)}"


def _of_records(inbox: Inbox, batch: Iterable[Conversation], *, repair: bool) -> Iterator[Finding]:
    directory = inbox.directory
    for record in batch:
        if record.merged_into is not None or record.deleted_at is not None:
            continue
        yield from (Finding(record.id, fault) for fault in faults(directory, record))
        assignee = record.assignee if record.standing in ALIVE else None
        if assignee is not None and not policy.may_be_assigned(directory, assignee, record):
            done = repair and release_one(inbox, record.id, OPERATOR)
            yield Finding(record.id, "belongs to somebody who may not have it", done)
        for agent in directory.agents:
            if policy.sees(directory, agent, record) and not listed(directory, agent, record):
                yield Finding(record.id, f"is seen by agent {agent}, but stands in none of their lists")


def listed(directory: Directory, agent: str, record: Conversation) -> bool:
    """Whether some list that an agent is shown leads to the conversation, by the rules for lists alone (A4)."""
    boxes = directory.memberships(agent)
    if record.restricted_to is not None:  # an emergency access reads what it is led to
        return agent in record.restricted_to or any(member.until is not None for _, member in boxes)
    if any(box.id in record.mailboxes and not policy.limited(member) for box, member in boxes):
        return True
    mine = {f"agent:{agent}", *(f"team:{team}" for team in directory.teams_of(agent))}
    granted = {record.assignee, *record.mentioned, *(f"agent:{follower}" for follower in record.followers)}
    return bool(mine & granted)


def _of_lists(audit: Audit, wrong: Iterable[Wrong], *, repair: bool) -> Iterator[Finding]:
    for one in wrong:
        done = repair and audit.put_right(one)
        yield Finding(one.key, f"{one.member}: {one.what}", done)
