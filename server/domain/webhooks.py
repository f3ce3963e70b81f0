"""What webhooks are sent, when again, and how it is signed: thin events, never a word that somebody wrote.

A receiver learns that something happened to a conversation of its mailboxes and how the conversation stands; for
more it asks the API. What is confidential does not exist here: whoever could be told of it hears `gone`, once.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson

from server.domain.access import Webhook
from server.domain.conversation import Conversation

SECRET_PREFIX = "whsec_"  # noqa: S105  # what every secret begins with
SECRET_BYTES = 32
GONE = "gone"
TEST = "test"
_SECOND, _MINUTE, _HOUR = 1_000, 60_000, 3_600_000
DELAYS = (5 * _SECOND, 5 * _MINUTE, 30 * _MINUTE, 2 * _HOUR, 4 * _HOUR, 8 * _HOUR, 10 * _HOUR)
"""How long after each try the next one comes, in ms: eight tries in a good day."""
LONGEST_PAUSE = 5 * _MINUTE
DEAD_AFTER = 24 * _HOUR
"""Nothing having arrived for so long, in spite of several tries, switches a webhook off."""
DEAD_TRIES = 8

TYPES = (
    "conversation_created",
    "message_in",
    "message_out",
    "message_reported",
    "auto_reply_received",
    "bounce",
    "assigned",
    "unassigned",
    "handover",
    "macro_applied",
    "undone",
    "status_changed",
    "snoozed",
    "woke",
    "reopened",
    "reopen_delayed",
    "priority_changed",
    "tag_added",
    "tag_removed",
    "field_changed",
    "comment_added",
    "comment_edited",
    "comment_deleted",
    "visibility_changed",
    "mailbox_added",
    "merged",
    "merged_into",
    "unmerged",
    "split",
    "moved",
    "linked",
    "unlinked",
    "sender_blocked",
    "sender_unblocked",
    "claimed",
    "claim_released",
    "retention_purged",
    "retention_reduced",
    "erased",
)
"""The types of events that can be sent; `gone` and `test` are always."""
UNSENT = (
    "message_copy_seen",
    "mentioned",
    "followed",
    "unfollowed",
    "review_asked",
    "review_approved",
    "review_returned",
    "review_edited",
    "review_used",
    "review_withdrawn",
    "guard_shown",
    "guard_overridden",
    "after_send",
    "thread_conflict",
    "id_conflict",
    "facts_corrected",
    "hold_changed",
    "conversation_deleted",
)
"""Types that concern nobody outside, or say less than another event of the same change."""


@dataclass(frozen=True, slots=True)
class Happening:
    """One change as it was written down: what happened, by whom, and who could see it after and before.

    `id` is its place in the stream (`<ms>-<number>`); `was` is None where who sees it has not changed.
    """

    id: str
    conversation: str
    types: tuple[str, ...]
    by: str
    now: Conversation
    was: Conversation | None

    @property
    def at(self) -> int:
        """When it happened, in ms UTC."""
        return int(self.id.partition("-")[0])


@dataclass(frozen=True, slots=True)
class Job:
    """One event on its way to one webhook; its `id` is the same in every try, so that a receiver knows it again."""

    id: str
    type: str
    at: int
    conversation: str = ""
    mailboxes: tuple[str, ...] = ()
    by: str = ""
    tries: int = 0


def shown(webhook: Webhook, record: Conversation | None) -> bool:
    """Whether a webhook may be told of a conversation: of its mailboxes, not confidential, still there."""
    if record is None or record.restricted_to is not None:
        return False
    if record.merged_into is not None or record.deleted_at is not None:
        return False
    return not set(webhook.mailboxes).isdisjoint(record.mailboxes)


def jobs(webhook: Webhook, happening: Happening, *, workspace: str) -> tuple[Job, ...]:
    """What a change means for a webhook: its events; or `gone`, if it can be told of the conversation no more."""
    before = happening.now if happening.was is None else happening.was
    if shown(webhook, happening.now):
        wanted = webhook.types or TYPES
        told = [kind for kind in happening.types if kind in TYPES and kind in wanted]
        boxes = _ours(webhook, happening.now)
        return tuple(_job(happening, kind, boxes, workspace, happening.by) for kind in told)
    if shown(webhook, before):
        return (_job(happening, GONE, _ours(webhook, before), workspace, ""),)
    return ()


def still_told(webhook: Webhook, job: Job, record: Conversation | None) -> bool:
    """Whether a webhook may still be told, now that its turn has come; `record` is how the conversation stands."""
    if set(webhook.mailboxes).isdisjoint(job.mailboxes):
        return False
    return job.type == GONE or shown(webhook, record)


def body(webhook: Webhook, job: Job, record: Conversation | None, *, workspace: str) -> bytes:
    """The content as it is sent and signed; `record` is the conversation as it stands now, unread for `gone`."""
    told: dict[str, object] = {"id": job.id, "type": job.type, "at": job.at, "workspace": workspace}
    if job.conversation:
        told |= {
            "mailboxes": [box for box in job.mailboxes if box in webhook.mailboxes],
            "conversation": _standing(record) if record and job.type != GONE else {"id": job.conversation},
            "actor": _actor(job.by),
        }
    return orjson.dumps(told)


def headers(job: Job, content: bytes, secrets: Iterable[str], *, now: int) -> Mapping[str, str]:
    """The headers of Standard Webhooks; `secrets` are those that are valid, `now` is in ms."""
    moment = str(now // 1000)
    signed = b".".join((job.id.encode(), moment.encode(), content))
    return {
        "webhook-id": job.id,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(f"v1,{_signature(secret, signed)}" for secret in secrets),
        "content-type": "application/json",
        "user-agent": "Randnotiz-Webhook/1",
    }


def secret_text(raw: bytes) -> str:
    """A secret as receivers are given it."""
    return SECRET_PREFIX + b64encode(raw).decode()


def again_at(tries: int, *, now: int) -> int | None:
    """When to try again after so many tries; None for never."""
    return now + DELAYS[tries - 1] if tries <= len(DELAYS) else None


def paused_until(failures: int, *, now: int) -> int:
    """How long a webhook rests after so many failures in a row; a dead target costs little that way."""
    return now + min(5 * _SECOND << min(failures - 1, 10), LONGEST_PAUSE)


def is_dead(failures: int, failing_since: int, *, now: int) -> bool:
    """Whether to give a webhook up."""
    return failures >= DEAD_TRIES and now - failing_since >= DEAD_AFTER


def _ours(webhook: Webhook, record: Conversation) -> tuple[str, ...]:
    return tuple(box for box in record.mailboxes if box in webhook.mailboxes)


def _job(happening: Happening, kind: str, boxes: tuple[str, ...], workspace: str, by: str) -> Job:
    known = f"{workspace}-{happening.id}-{kind}"
    return Job(known, kind, happening.at, happening.conversation, boxes, by)


def _standing(record: Conversation) -> Mapping[str, object]:
    return {
        "id": record.id,
        "status": record.standing,
        "assignee": record.assignee,
        "priority": record.priority,
        "tags": list(record.tags),
        "version": record.version,
    }


def _actor(by: str) -> Mapping[str, str] | None:
    kind, _, known = by.partition(":")
    if not kind:
        return None
    return {"kind": kind, "id": by} if known else {"kind": kind}


def _signature(secret: str, signed: bytes) -> str:
    key = b64decode(secret.removeprefix(SECRET_PREFIX))
    return b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
