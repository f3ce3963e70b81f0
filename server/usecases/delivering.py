"""One turn of delivering to a webhook: read what happened, send what is due, note what became of it.

At least once: a try that was made and not noted is made again under the same id. A turn ends at the first
failure, so that a target which does not answer costs one try, and the next comes later each time.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from server.domain.access import Webhook
from server.domain.auditlog import Audited
from server.domain.errors import Conflict
from server.domain.outbound import Refused
from server.domain.webhooks import (
    Job,
    again_at,
    body,
    headers,
    is_dead,
    jobs,
    paused_until,
    still_told,
)
from server.providers.guarded import Limits, NoAnswer, Reply
from server.store.conversations import Wanted
from server.store.outbox import Line, Outbox, State, look
from server.usecases.audit import told
from server.usecases.inbox import Inbox
from server.usecases.upkeep import CLOCKWORK

LIMITS = Limits(connect=4.0, total=10.0, size=0)
TURN_S = 20.0
_RECORD = Wanted(comments=0)
_GONE_STATUS = 410
"""With it a receiver says that it wants nothing any more (Standard Webhooks)."""


class Failure(StrEnum):
    """Why a try came to nothing, as the log keeps it; beside the reasons of a call that brought no answer."""

    STATUS = "status"
    REDIRECT = "redirect"
    ADDRESS = "address"


class Outside(Protocol):
    """The guarded way to addresses that people typed."""

    def check(self, url: str) -> None:
        """Refused for an address that is not called."""

    def post(self, url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits) -> Reply:
        """Send a body; Refused or NoAnswer."""


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one turn works with; `lease` says that nobody else delivers to this webhook."""

    inbox: Inbox
    outbox: Outbox
    outside: Outside
    lease: str

    @property
    def webhook(self) -> Webhook:
        return self.outbox.webhook


def pending(inbox: Inbox) -> tuple[Inbox, list[str]]:
    """The webhooks for which there is something to do, by the directory as it now stands; mostly one round trip."""
    conversations, webhooks = inbox.conversations, _enabled(inbox)
    version, states = look(conversations.store, conversations.keys, webhooks)
    fresh = inbox.current(version)
    if fresh.directory is not inbox.directory:
        inbox, webhooks = fresh, _enabled(fresh)
        _, states = look(conversations.store, conversations.keys, webhooks)
    now = inbox.clock()
    found = zip(webhooks, states, strict=True)
    return inbox, [webhook.id for webhook, state in found if state.has_work(webhook, now)]


def deliver(inbox: Inbox, webhook: str, outside: Outside, *, lasts_s: float = TURN_S) -> int:
    """One turn for one webhook; how many events are settled by it."""
    known = inbox.directory.webhooks.get(webhook)
    if known is None or not known.enabled:
        return 0
    outbox = Outbox(inbox.conversations.store, inbox.conversations.keys, known)
    state = _state(outbox)
    if state.born != known.since:
        outbox.begin(state)
        state = _state(outbox)
    if not state.has_work(known, inbox.clock()):
        return 0
    lease = outbox.take(state, secrets.token_hex(8), inbox.clock())
    if lease is None:
        return 0
    try:
        return _settled(_Turn(inbox, outbox, outside, lease), state, time.monotonic() + lasts_s)
    finally:
        outbox.leave(lease)


def send(inbox: Inbox, webhook: Webhook, job: Job, content: bytes, outside: Outside) -> Line:
    """Make one try, and tell what became of it."""
    now, began = inbox.clock(), time.monotonic()
    sent = headers(job, content, _secrets(inbox, webhook, now), now=now)
    status, error = None, ""
    try:
        status = outside.post(webhook.url, content, headers=sent, limits=LIMITS).status
        error = _failure(status)
    except NoAnswer as failed:
        error = failed.reason
    except Refused:
        error = Failure.ADDRESS
    taken = round((time.monotonic() - began) * 1000)
    return Line(now, job.id, job.type, job.tries + 1, status, taken, error)


def _settled(turn: _Turn, state: State, deadline: float) -> int:
    settled, current = 0, state
    while time.monotonic() < deadline:
        current = _read_on(turn, current)
        now = turn.inbox.clock()
        job = turn.outbox.due(now) if current.paused_until <= now else None
        if job is None:
            if not current.is_behind:
                break
            continue
        after = _try(turn, current, job)
        if after is None or after.failures:
            break
        settled += 1
        current = after
    return settled


def _read_on(turn: _Turn, state: State) -> State:
    """Let everything wait that has happened since, as far as there is room."""
    if not state.is_behind:
        return state
    happened = turn.outbox.changes(state.cursor)
    if not happened:
        return replace(state, newest=state.cursor)
    workspace, cursor = turn.inbox.workspace, happened[-1].id
    made = [job for one in happened for job in jobs(turn.webhook, one, workspace=workspace)]
    turn.outbox.add(turn.lease, made, cursor=cursor, now=turn.inbox.clock())
    return replace(state, cursor=cursor, waiting=state.waiting + len(made))


def _try(turn: _Turn, state: State, job: Job) -> State | None:
    """Deliver one job; the state after it, None if the turn is over."""
    stored = turn.inbox.conversations.read(job.conversation, _RECORD)
    inbox = turn.inbox.current(stored.directory_version)
    if inbox.directory.webhooks.get(turn.webhook.id) != turn.webhook:
        return None  # it was changed, switched off or removed: the next turn knows
    record = stored.conversation
    if not still_told(turn.webhook, job, record):
        return state if turn.outbox.drop(turn.lease, job) else None
    content = body(turn.webhook, job, record, workspace=inbox.workspace)
    line = send(inbox, turn.webhook, job, content, turn.outside)
    if not line.error:
        kept = {"failures": 0, "paused_until": 0, "ok_at": line.at}
        noted = turn.outbox.note(turn.lease, job, line, state=kept)
        return replace(state, failures=0, waiting=state.waiting - 1) if noted else None
    return _failed(turn, state, job, line)


def _failed(turn: _Turn, state: State, job: Job, line: Line) -> State | None:
    now, failures = turn.inbox.clock(), state.failures + 1
    since = now if not state.failures or state.failing_since is None else state.failing_since
    again = again_at(line.tries, now=now)
    pause = paused_until(failures, now=now)
    kept = {"failures": failures, "failing_since": since, "paused_until": pause}
    noted = turn.outbox.note(turn.lease, job, replace(line, last=again is None), state=kept, again_at=again)
    if noted and (line.status == _GONE_STATUS or is_dead(failures, since, now=now)):
        _switch_off(turn, now)
    return replace(state, failures=failures, failing_since=since, paused_until=pause) if noted else None


def _switch_off(turn: _Turn, now: int) -> None:
    """Give a webhook up, with a line for its admins; somebody who changes it just now has the last word."""
    before = turn.webhook
    after = replace(before, enabled=False, failed_at=now)
    line = told(turn.inbox, CLOCKWORK, Audited.CHANGED, after, before=before, reason="nothing arrived")
    try:
        turn.inbox.directories.put(turn.inbox.workspace, after, before=before, told=line)
    except Conflict:
        return


def _failure(status: int) -> str:
    if 200 <= status < 300:
        return ""
    return Failure.REDIRECT if 300 <= status < 400 else Failure.STATUS


def _secrets(inbox: Inbox, webhook: Webhook, now: int) -> Sequence[str]:
    """The secrets that are valid, as receivers have them, the newest first."""
    old = webhook.old_secret if webhook.old_until is not None and webhook.old_until > now else None
    return [inbox.directories.opened(sealed) for sealed in (webhook.secret, old) if sealed]


def _enabled(inbox: Inbox) -> list[Webhook]:
    return [webhook for webhook in inbox.directory.webhooks.values() if webhook.enabled]


def _state(outbox: Outbox) -> State:
    return look(outbox.store, outbox.keys, [outbox.webhook])[1][0]
