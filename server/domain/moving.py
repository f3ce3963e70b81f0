"""Moving a conversation to another mailbox, or into one more (PRODUCT R12, DECISIONS A3)."""

from __future__ import annotations

from dataclasses import replace

from server.domain import policy
from server.domain.conversation import Change, Conversation, by_hand, event, expect
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.restricting import fitting, preset
from server.domain.vocabulary import Act
from server.domain.workspace import Directory


def may_go(directory: Directory, agent: str, conversation: Conversation, to: str) -> bool:
    """Whether an agent may tidy up in the mailbox `to`, so that they may put the conversation there (A3)."""
    there = replace(conversation, mailboxes=(to,), restricted_to=None, assignee=f"agent:{agent}")
    return policy.may(directory, agent, Act.TIDY, there)


def move(
    conversation: Conversation,
    *,
    to: str,
    seen: str,
    directory: Directory,
    actor: Actor,
    at: int,
) -> Change:
    """Let the mailbox `to` stand in the place of the home mailbox, provided that is still the one the actor saw.

    Answers keep coming to the old address, so mail to it still joins. Somebody who does not work in the new
    mailbox is not assignee any more; a confidential mailbox makes the conversation confidential.
    """
    home = conversation.mailboxes[0]
    expect("mailbox", seen=seen, current=home)
    restricted = _circle(conversation, to, directory, actor)
    past = (one for one in (*conversation.moved_from, home) if one != to)
    after = by_hand(
        conversation,
        actor,
        at,
        mailboxes=(to, *conversation.mailboxes[1:]),
        moved_from=tuple(dict.fromkeys(past)),
        restricted_to=restricted,
    )
    told = event("moved", actor, at, to=to, before=home)
    return fitting(Change(after, (told,)), directory, actor, at)


def add(
    conversation: Conversation,
    *,
    to: str,
    seen: str,
    directory: Directory,
    actor: Actor,
    at: int,
) -> Change:
    """Let the conversation be in the mailbox `to` as well, provided its home is still the one the actor saw."""
    expect("mailbox", seen=seen, current=conversation.mailboxes[0])
    after = by_hand(
        conversation,
        actor,
        at,
        mailboxes=(*conversation.mailboxes, to),
        moved_from=tuple(one for one in conversation.moved_from if one != to),
        restricted_to=_circle(conversation, to, directory, actor),
    )
    return fitting(Change(after, (event("mailbox_added", actor, at, mailbox=to),)), directory, actor, at)


def _circle(
    conversation: Conversation, to: str, directory: Directory, actor: Actor
) -> tuple[str, ...] | None:
    """Who alone sees it once it is in a mailbox where it was not; Invalid if the actor would not."""
    if to in conversation.mailboxes:
        raise Invalid("The conversation is in this mailbox already.")
    restricted = conversation.restricted_to
    if restricted is None:
        restricted = preset(directory, [to])
        if restricted is not None and actor.id not in restricted:
            raise Invalid(
                "You would not see it there any more: only some colleagues see what is in this mailbox."
            )
    return restricted
