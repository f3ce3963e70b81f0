"""The text of a draft that waits to be reviewed, beside the record that says how its review stands.

Whoever makes a reply of it in the mail itself holds it meanwhile, so that two presses do not make two.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from server.domain.drafts import Draft
from server.domain.errors import Unavailable
from server.store.codec import decode
from server.store.commit import Check, Write
from server.store.conversations import Conversations

HOLD_MS = 20_000
"""How long making a reply may take: longer than any call of Gmail; then whoever began it is gone."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as it was when the record had this version; `draft` is None where there is none.

    `held`: whoever asked for it holds it, and nobody else can use it.
    """

    draft: Draft | None
    version: int
    held: bool = False


def kept_draft(of: Conversations, conversation: str) -> Kept:
    """The draft of a conversation in one round trip; the version is read after it and so is never too old."""
    text, version = of.store.read(
        [
            ("HGET", of.keys.draft(conversation), "draft"),
            ("HGET", of.keys.conversation(conversation), "version"),
        ]
    )
    return Kept(decode(Draft, text) if text else None, int(version or 0))


@contextmanager
def held_draft(of: Conversations, conversation: str, holder: str) -> Iterator[Kept]:
    """The same, held by whoever `holder` (a fresh id) stands for, unless somebody else holds it; one round trip.

    Let go of where what is done with it fails.
    """
    keys = of.keys
    names = keys.using(conversation), keys.draft(conversation), keys.conversation(conversation)
    held, text, version = of.store.call("inbox_1_hold", names, (holder, HOLD_MS), attempts=2)
    try:
        yield Kept(decode(Draft, text) if text else None, int(version or 0), bool(held))
    except BaseException:
        if held:
            let_go(of, conversation, holder)
        raise


def let_go(of: Conversations, conversation: str, holder: str) -> None:
    """Hold it no longer; where that cannot be said now, it ends by itself."""
    key = of.keys.using(conversation)
    with suppress(Unavailable):
        of.store.commit(checks=[Check(key, None, holder)], writes=[Write("DEL", key)])


def is_held(of: Conversations, conversation: str) -> bool:
    """Whether somebody makes a reply of the draft just now."""
    return bool(of.store.read([("EXISTS", of.keys.using(conversation))])[0])


def holding(of: Conversations, conversation: str, holder: str | None) -> Check:
    """What must hold still as a draft is noted as used: the holder holds it (None: nobody does)."""
    return Check(of.keys.using(conversation), None, holder)
