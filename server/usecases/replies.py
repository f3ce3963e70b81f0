"""Answering a mail from a client: which conversation a draft answers, and the check before it is sent (R11, F1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from server.domain import claims, intending, lifecycle, overriding, policy
from server.domain.conversation import Change, Conversation
from server.domain.errors import Invalid, NotFound
from server.domain.events import Event
from server.domain.guard import Situation, Warned, warnings
from server.domain.ids import canonical
from server.domain.views import ConversationView, Sentence
from server.domain.vocabulary import Act, Mode, Standing
from server.domain.workspace import Agent
from server.store.conversations import Stored, Wanted
from server.store.intents import Hints, Intent, Intents
from server.usecases.inbox import Asked, Done, Inbox, change, opened, read, view
from server.usecases.picturing import here
from server.usecases.presence import beat, reader_in

KEEP = "keep"
AFTER_SEND = {KEEP: None, "pending": Standing.PENDING, "closed": Standing.CLOSED}
"""What an agent may choose to happen once their reply is sent (PRODUCT O3)."""
LOOKED_AT = 50
"""Events and comments that a check looks back over."""


class By(StrEnum):
    """How a draft's conversation was found, the surest first (OUTLOOK.md 2.3)."""

    IN_REPLY_TO = "in_reply_to"
    INTENT = "intent"
    EXCHANGE = "conversation_id"


@dataclass(frozen=True, slots=True)
class Draft:
    """What a client knows of a draft: the Message-ID it answers, and Exchange's conversation id."""

    in_reply_to: str = ""
    exchange: str = ""

    @property
    def message_id(self) -> str:
        """The canonical id it answers, "" for none."""
        return canonical(self.in_reply_to) or "" if self.in_reply_to else ""


@dataclass(frozen=True, slots=True)
class Answering:
    """The conversation that a draft answers, and how that was found."""

    conversation: ConversationView
    by: By
    after_send: str


@dataclass(frozen=True, slots=True)
class SendCheck:
    """Whether to warn before a reply goes out, why, and where to look."""

    conversation: str | None
    warned: tuple[Warned, ...] = ()

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """What to say, the most serious first."""
        return tuple(one.said for one in self.warned)


def announce(inbox: Inbox, agent: Agent, *, draft: Draft, after_send: str = KEEP) -> None:
    """Remember that the agent is about to answer a mail, and what is to happen after sending.

    `draft.in_reply_to` is the mail that will be answered. NotFound if it is in no conversation the agent sees.
    """
    if after_send not in AFTER_SEND:
        raise Invalid("Please choose what happens after sending.")
    inbox, _, record, _ = _answered(inbox, agent, _hints(inbox, agent, draft), Wanted(comments=0))
    policy.require(inbox.directory, agent.id, Act.CLAIM, record)
    intents = _intents(inbox)
    intents.record(agent.id, Intent(record.id, after_send), names=[draft.message_id, draft.exchange])
    intents.remember_exchange(draft.exchange, record.id)


def composing(inbox: Inbox, agent: Agent, draft: Draft) -> None:
    """Tell colleagues that the agent is writing an answer; nothing happens for a draft that answers none.

    A draft shows nothing of the conversation, so this does not count as looking at it.
    """
    for _, candidates in _candidates(_hints(inbox, agent, draft)):
        for conversation in candidates:
            try:
                beat(inbox, agent, conversation=conversation, mode=Mode.COMPOSING, looks=False)
            except NotFound:
                continue
            return


def answering(inbox: Inbox, agent: Agent, draft: Draft) -> Answering:
    """The conversation that a draft answers, for the compose pane; NotFound if it answers none the agent sees."""
    hints = _hints(inbox, agent, draft)
    inbox, stored, record, by = _answered(inbox, agent, hints, Wanted())
    after = hints.intent.after_send if hints.intent else KEEP
    return Answering(view(Done(inbox, stored, record), agent.id), by, after)


def check(inbox: Inbox, asked: Asked, draft: Draft) -> SendCheck:
    """What the sender should know before the reply goes out; a send that is allowed is noted as in progress.

    Two round trips; a third where something is to be written for good: a warning shown, a claim or an
    after-send choice that takes effect.
    """
    agent = asked.agent
    hints = _hints(inbox, agent, draft)
    inbox, stored, record = _situation(inbox, agent, hints)
    if stored is None or record is None:
        return SendCheck(None)
    home = inbox.directory.mailboxes.get(record.mailboxes[0])
    if home is not None and not home.duplicate_guard:
        return SendCheck(record.id)
    named = inbox.directory.workspace.presence == "on"
    present = [one for one in here(stored) if policy.sees(inbox.directory, one.agent, record)]
    now = Situation(stored.at, agent.id, record, unseen(stored), stored.comments, present, named)
    warned = warnings(now, name=inbox.directory.name_of)
    if warned:
        _note(inbox, asked, record, hints, warned)
    else:
        _carry_out(inbox, asked, record, hints, draft)
    return SendCheck(record.id, warned)


def _answered(
    inbox: Inbox, agent: Agent, hints: Hints, wanted: Wanted
) -> tuple[Inbox, Stored, Conversation, By]:
    for by, candidates in _candidates(hints):
        for conversation in candidates:
            try:
                return (*read(inbox, agent.id, conversation, wanted), by)
            except NotFound:
                continue
    raise NotFound("This draft answers no conversation of a shared mailbox.")


def _situation(inbox: Inbox, agent: Agent, hints: Hints) -> tuple[Inbox, Stored | None, Conversation | None]:
    """Read the conversation and note "maybe sending" in the same round trip, without marking it as seen."""
    wanted = Wanted(comments=LOOKED_AT, activity=LOOKED_AT)
    reader = reader_in(inbox, agent, Mode.SENDING, looks=False)
    for _, candidates in _candidates(hints):
        for conversation in candidates:
            inbox, stored, record = opened(inbox, agent.id, conversation, wanted, reader)
            if record is not None and policy.may(inbox.directory, agent.id, Act.CLAIM, record):
                return inbox, stored, record
    return inbox, None, None


def unseen(stored: Stored) -> Sequence[Event]:
    """The events since the sender last looked; who never looked is told of everything that is recent."""
    return stored.newest(stored.activity_count - (stored.seen or 0))


def _note(inbox: Inbox, asked: Asked, record: Conversation, hints: Hints, warned: tuple[Warned, ...]) -> None:
    """Write down that somebody was warned; what they chose for after sending waits until their mail is seen."""
    reasons = [one.reason.value for one in warned]
    wanted = AFTER_SEND.get(hints.intent.after_send) if hints.intent else None

    def decide(_: Inbox, stored: Stored, current: Conversation) -> Change:
        made = overriding.shown(current, reasons=reasons, actor=asked.actor, at=stored.at)
        if wanted is None:
            return made
        return made.then(intending.intend(made.after, to=wanted, actor=asked.actor, at=stored.at))

    change(inbox, asked, record.id, Act.CLAIM, decide)


def _carry_out(inbox: Inbox, asked: Asked, record: Conversation, hints: Hints, draft: Draft) -> None:
    """End the sender's claim and do what they chose to happen after sending; nothing to do costs nothing."""
    wanted = AFTER_SEND.get(hints.intent.after_send) if hints.intent else None
    warned = asked.agent.id in record.warned
    if record.claimed_by != asked.agent.id and wanted in (None, record.standing) and not warned:
        return

    def decide(_: Inbox, stored: Stored, current: Conversation) -> Change:
        made = overriding.heeded(current, actor=asked.actor, at=stored.at)
        if wanted is not None and wanted in lifecycle.TRANSITIONS[current.standing]:
            done = lifecycle.set_status(
                made.after, to=wanted, seen=None, actor=asked.actor, at=stored.at, reason="reply"
            )
            made = made.then(done)
        if made.after.claimed_by == asked.agent.id:
            made = claims.ended(made, reason="send", actor=asked.actor, at=stored.at)
        return made

    change(inbox, asked, record.id, Act.CLAIM, decide)
    _intents(inbox).end(asked.agent.id, names=[draft.message_id, draft.exchange])


def _candidates(hints: Hints) -> list[tuple[By, tuple[str, ...]]]:
    return [
        (By.IN_REPLY_TO, hints.by_reply),
        (By.INTENT, (hints.intent.conversation,) if hints.intent else ()),
        (By.EXCHANGE, (hints.by_exchange,) if hints.by_exchange else ()),
    ]


def _hints(inbox: Inbox, agent: Agent, draft: Draft) -> Hints:
    return _intents(inbox).hints(agent.id, in_reply_to=draft.message_id, exchange=draft.exchange)


def _intents(inbox: Inbox) -> Intents:
    conversations = inbox.conversations
    return Intents(conversations.store, conversations.keys, conversations.digests)
