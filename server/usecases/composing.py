"""Writing a mail in Gmail: which conversation the draft answers, what to know before, and a template for it (G7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain import claims, intending, policy
from server.domain.composing import ComposeView, Possible, likeliest
from server.domain.conversation import Change, Conversation
from server.domain.events import Actor
from server.domain.guard import Situation, warnings
from server.domain.views import ConversationView
from server.domain.vocabulary import Act, Mode, Standing, Via
from server.domain.workspace import Agent
from server.store.conversations import Reader, Stored, Wanted
from server.usecases.inbox import Asked, Done, Inbox, change, opened, view
from server.usecases.picturing import here, whole_boxes
from server.usecases.presence import LASTS_MS
from server.usecases.replies import LOOKED_AT, unseen
from server.usecases.templates import offer

NONE = "none"
"""What stands for "this draft answers none of them"."""
RECIPIENTS = 5
"""Recipients whose conversations are looked for."""
EACH = 5


@dataclass(frozen=True, slots=True)
class Written:
    """What Gmail tells of a draft: ids of its thread where it does, and to whom it goes.

    `chosen` is the conversation that the agent picked or that the card was about, "none" for none, "" where
    there was no card yet; `sure` says that the thread had told so then.
    """

    gmail_ids: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    chosen: str = ""
    sure: bool = False


def compose(inbox: Inbox, agent: Agent, draft: Written, *, locale: str = "", search: str = "") -> ComposeView:
    """What to show beside a draft; colleagues see that the agent is writing, and a claim of theirs goes on."""
    known = _of_thread(inbox, agent, draft)
    sure = known is not None
    inbox, candidates = (inbox, ()) if sure else _with_recipients(inbox, agent, draft.recipients)
    first = draft.chosen or known or (candidates[0].id if candidates else NONE)
    possible = tuple(Possible(one.id, one.subject) for one in candidates)
    inbox, stored, record = _opened(inbox, agent, first)
    templates = offer(inbox, agent, record, locale=locale, search=search)
    if stored is None or record is None:
        return ComposeView(inbox.clock(), templates, possible=possible)
    record = _renewed(inbox, agent, stored, record)
    named = inbox.directory.workspace.presence == "on"
    present = [one for one in here(stored) if policy.sees(inbox.directory, one.agent, record)]
    now = Situation(stored.at, agent.id, record, unseen(stored), stored.comments, present, named)
    return ComposeView(
        at=stored.at,
        templates=templates,
        answers=view(Done(inbox, stored, record), agent.id),
        sure=sure or draft.sure,
        possible=() if sure or draft.sure else possible,
        warned=warnings(now, name=inbox.directory.name_of),
        after_send=chosen.to if (chosen := record.intended.get(agent.id)) else None,
    )


def choose_after_send(inbox: Inbox, asked: Asked, *, conversation: str, to: Standing | None) -> None:
    """Choose what happens once the agent's reply is seen; None leaves it to the mailbox (DECISIONS C5)."""

    def decide(_: Inbox, stored: Stored, record: Conversation) -> Change:
        return intending.intend(record, to=to, actor=asked.actor, at=stored.at)

    change(inbox, asked, conversation, Act.CLAIM, decide)


def say_replied(inbox: Inbox, asked: Asked, *, conversation: str, replied: bool) -> ConversationView:
    """Answer "Did you reply?": yes does what was chosen for after sending, no forgets it."""

    def decide(_: Inbox, stored: Stored, record: Conversation) -> Change:
        return intending.answered(record, replied=replied, actor=asked.actor, at=stored.at)

    return view(change(inbox, asked, conversation, Act.CLAIM, decide), asked.agent.id)


def _of_thread(inbox: Inbox, agent: Agent, draft: Written) -> str | None:
    """The conversation that the draft's thread belongs to; None where the thread says nothing."""
    known = (inbox.gmail.find(agent.id, name) for name in draft.gmail_ids)
    return next((mapped.conversation for mapped in known if mapped is not None), None)


def _with_recipients(
    inbox: Inbox, agent: Agent, recipients: Sequence[str]
) -> tuple[Inbox, Sequence[Conversation]]:
    """The inbox as it is now, and the conversations of those to whom the draft goes, likeliest first."""
    conversations, directory = inbox.conversations, inbox.directory
    outside = [one for one in dict.fromkeys(recipients) if one not in directory.team_addresses][:RECIPIENTS]
    senders = [conversations.digests.sender(one) for one in outside]
    boxes = whole_boxes(directory, agent.id)
    commands = [
        ("ZRANGE", conversations.keys.mailbox_sender(box, one), 0, EACH - 1, "REV")
        for box in boxes
        for one in senders
    ]
    version, *lists = conversations.store.read([("GET", conversations.keys.directory_version), *commands])
    fresh = inbox.current(int(version or 0))
    if fresh is not inbox:
        return _with_recipients(fresh, agent, recipients)
    named = dict.fromkeys(one for found in lists for one in found)
    known = conversations.get_many(list(named)) if named else []
    found = [one for one in known if one is not None and _answerable(inbox, agent, one)]
    return inbox, likeliest(found, agent=agent.id, now=inbox.clock())


def _answerable(inbox: Inbox, agent: Agent, record: Conversation) -> bool:
    return record.merged_into is None and policy.may(inbox.directory, agent.id, Act.CLAIM, record)


def _opened(
    inbox: Inbox, agent: Agent, conversation: str
) -> tuple[Inbox, Stored | None, Conversation | None]:
    """Read the conversation and note "is writing" in the same trip; it does not count as having looked at it."""
    if conversation == NONE:
        return inbox, None, None
    wanted = Wanted(comments=LOOKED_AT, activity=LOOKED_AT)
    lasts = LASTS_MS[Mode.COMPOSING] if inbox.directory.workspace.presence != "off" else 0
    reader = Reader(agent.id, "gmail", Mode.COMPOSING, lasts, sees_all=False)
    inbox, stored, record = opened(inbox, agent.id, conversation, wanted, reader)
    if record is None or not policy.may(inbox.directory, agent.id, Act.CLAIM, record):
        return inbox, None, None
    return inbox, stored, record


def _renewed(inbox: Inbox, agent: Agent, stored: Stored, record: Conversation) -> Conversation:
    """The conversation, the agent's own claim prolonged; where somebody changed it meanwhile it stays as it is."""
    made = claims.renew(record, actor=Actor("agent", Via.GMAIL, agent.id), at=stored.at)
    if not made.events:
        return record
    return inbox.conversations.commit(record, made, request=None)[1]
