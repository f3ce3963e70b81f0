"""Work that falls due by itself: waking, ending claims, delayed reopens, and trimming what is old (C8).

Each piece is an ordinary commit guarded by the record's version, and the commit itself takes the piece off
the list of what is due. So a worker that is killed loses nothing, and two of them do nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from server.domain import claims, lifecycle, policy, review
from server.domain.arrival import reopened
from server.domain.conversation import Change, Conversation
from server.domain.events import Actor
from server.domain.indexes import draft_due_at, timers
from server.domain.vocabulary import Via
from server.domain.workspace import Directory
from server.store.commentindex import CommentIndex
from server.store.commit import Outcome
from server.store.conversations import Wanted
from server.store.due import Due, Taken
from server.store.searching import SearchIndex
from server.usecases.inbox import Inbox

CLOCKWORK = Actor("system", Via.JOB)
EVENTS_KEPT = 7 * 86_400_000
"""How long the stream of events reaches back, in ms; never less (DESIGN 7)."""
AUDIT_KEPT = 2 * 365 * 86_400_000
"""How long the audit log reaches back, in ms."""
AUDIT_LINES = 100_000
ATTEMPTS = 3
_NOTHING_ELSE = Wanted(comments=0)


def do_due(inbox: Inbox, *, limit: int = 100) -> Iterator[str]:
    """Do what is due, one piece at a time; yields the name of each piece that changed something.

    Pieces are taken singly, so that one which fails keeps no other waiting.
    """
    due = Due(inbox.conversations.store, inbox.conversations.keys)
    for _ in range(limit):
        taken = due.take(1)
        if not taken:
            return
        if _do(inbox, due, taken[0]):
            yield taken[0].member


def trim_events(inbox: Inbox) -> None:
    """Cut what is older than a week off the stream of events; the activity of conversations stays."""
    keys, before = inbox.conversations.keys, inbox.clock() - EVENTS_KEPT
    inbox.conversations.store.write("XTRIM", keys.events, "MINID", "~", before)


def trim_audit(inbox: Inbox) -> None:
    """Cut what is older than two years, or beyond the newest 100,000 lines, off the audit log."""
    keys, before = inbox.conversations.keys, inbox.clock() - AUDIT_KEPT
    inbox.conversations.store.write("XTRIM", keys.audit, "MINID", "~", before)
    inbox.conversations.store.write("XTRIM", keys.audit, "MAXLEN", "~", AUDIT_LINES)


def build_index(inbox: Inbox) -> Iterator[int]:
    """Build the indexes of words where they are not complete, yielding how many conversations were gone through.

    That of comments stands only where the workspace wants it; `inbox` is to have its directory as it now is.
    """
    index, comments = SearchIndex(inbox.conversations), CommentIndex(inbox.conversations)
    indexed = 0
    wanted, (exists, complete) = inbox.directory.workspace.search_comments, comments.stands()
    if exists and not wanted:
        comments.remove()
    for one, built in ((index, index.built()), (comments, complete or not wanted)):
        for count in () if built else one.build():
            indexed += count
            yield indexed


def _do(inbox: Inbox, due: Due, taken: Taken) -> bool:
    work, _, conversation = taken.member.partition(":")
    for _ in range(ATTEMPTS):
        stored = inbox.conversations.read(conversation, _NOTHING_ELSE)
        inbox = inbox.current(stored.directory_version)
        record = stored.conversation
        expected = timers(record).get(taken.member) if record else None
        if record is None or expected is None:
            due.done(taken)
            return False
        change = _WORK[work](inbox.directory, record, stored.at)
        if not change.events:  # the record says later: put it back to when it says
            due.put(taken.member, expected)
            return False
        committed, _ = inbox.conversations.commit(record, change, request=None)
        if committed.outcome is Outcome.DONE:
            return True
    return False  # somebody is busy with it; it comes back when its lease ends


def _wake(directory: Directory, record: Conversation, at: int) -> Change:
    del directory
    return lifecycle.wake(record, actor=CLOCKWORK, at=at)


def _end_claim(directory: Directory, record: Conversation, at: int) -> Change:
    del directory
    return claims.expire(record, actor=CLOCKWORK, at=at)


def _reopen(directory: Directory, record: Conversation, at: int) -> Change:
    keeps = record.assignee is None or policy.may_be_assigned(directory, record.assignee, record)
    return reopened(record, actor=CLOCKWORK, at=at, keeps_assignee=keeps)


def _end_draft(directory: Directory, record: Conversation, at: int) -> Change:
    del directory
    return review.expire(record, actor=CLOCKWORK, at=at, due_at=draft_due_at(record))


_WORK: dict[str, Callable[[Directory, Conversation, int], Change]] = {
    "wake": _wake,
    "claim": _end_claim,
    "reopen": _reopen,
    "draft": _end_draft,
}
