"""Replacing everything about one person by a pseudonym: pure functions from a record to what is left of it (R16).

What happened, when, and who of us did it stays. What says who the person is goes: addresses, names, the subjects
and custom fields of their conversations, the passages of texts that name them, the Message-IDs of their mail.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from server.domain.addresses import Address
from server.domain.comments import Comment, Mention
from server.domain.conversation import Conversation
from server.domain.events import Event
from server.domain.messages import Message
from server.domain.persons import Person
from server.domain.retention import emptied_event

Replace = Callable[[str], str]
_TEXTS = frozenset({"sender", "tag"})
_FIELD_TEXTS = frozenset({"to", "before", "name"})
"""The facts of events that are texts of people; all others are ids, words and numbers."""


@dataclass(frozen=True, slots=True)
class Eraser:
    """Who is erased and what stands in their place; `agent` is their id where they worked here."""

    person: Person
    pseudonym: str
    agent: str | None = None

    def concerns(self, record: Conversation) -> bool:
        """Whether the person takes part in a conversation."""
        return self.owns(record) or any(map(self.person.has, record.participants))

    def owns(self, record: Conversation) -> bool:
        """Whether the conversation is the person's: they are its customer, or were."""
        return self.person.has(record.customer) or record.customer == self.pseudonym

    def replacing(self, record: Conversation, *, joined: bool = False) -> Replace:
        """What replaces their names in the texts of a conversation; `joined`: one of theirs is part of it."""
        found = self.person.within if joined or self.concerns(record) else self.person.anywhere
        return lambda text: found.sub(self.pseudonym, text)

    def record(self, record: Conversation, *, written: Collection[str], at: int) -> Conversation:
        """The conversation without them; `written` are the Message-IDs of their mail."""
        said, own = self.replacing(record), self.owns(record)
        theirs = self.person.has(record.customer)
        # The mails of what became part of another conversation stand there: which of them was the last is not known.
        away = record.merged_into is not None and self.concerns(record)
        return replace(
            record,
            subject=self.pseudonym if own and record.subject else said(record.subject),
            customer=self.pseudonym if theirs else record.customer,
            customer_name="" if theirs else said(record.customer_name),
            participants=self._parties(record.participants),
            last_message_id=None if away or record.last_message_id in written else record.last_message_id,
            fields={} if own else {name: said(value) for name, value in record.fields.items()},
            tags=tuple(dict.fromkeys(map(said, record.tags))),
            erased_at=at if theirs else record.erased_at,
        )

    def message(
        self, message: Message, *, said: Replace, own: bool, written: Collection[str] = ()
    ) -> Message:
        """The mail without them, and without the ids of what was `written` by them.

        What was changed may not be written into again (A6).
        """
        theirs = self.wrote(message)
        left = replace(
            message,
            id="" if theirs else message.id,
            sender=self._party(message.sender, said),
            author=self._party(message.author, said),
            subject=self.pseudonym
            if (own or self._is_between(message)) and message.subject
            else said(message.subject),
            to=self._parties(message.to),
            cc=self._parties(message.cc),
            outside=self._parties(message.outside),
        )
        names = not set(written).isdisjoint((*message.in_reply_to, *message.references))
        if left == message and not (own or names):
            return message
        return replace(left, in_reply_to=(), references=(), subject_digest="", redacted=True)

    def wrote(self, message: Message) -> bool:
        """Whether a mail is theirs."""
        return self.person.has(message.author.address) or self.person.has(message.sender.address)

    def _is_between(self, message: Message) -> bool:
        """Whether a mail is theirs, or was written to nobody outside but them."""
        return self.wrote(message) or (bool(message.outside) and all(map(self.person.has, message.outside)))

    def comment(self, comment: Comment, said: Replace) -> Comment:
        """The comment with the pseudonym in the place of what names them; mentions of colleagues stay."""
        text, kept, start = "", list[Mention](), 0
        for mention in sorted(comment.mentions, key=lambda one: one.start):
            text += said(comment.text[start : mention.start])
            start = mention.end
            if self.agent is not None and mention.who == f"agent:{self.agent}":
                text += f"@{self.pseudonym}"
                continue
            shown = comment.text[mention.start : mention.end]
            kept.append(Mention(len(text), len(text) + len(shown), mention.who))
            text += shown
        text += said(comment.text[start:])
        return comment if text == comment.text else replace(comment, text=text, mentions=tuple(kept))

    def event(self, told: Event, *, said: Replace, own: bool, keys: Collection[str]) -> Event:
        """What happened, without the name of who wrote; `keys` are those of their mail."""
        if own and told.type == "field_changed":
            return emptied_event(told)
        texts = _TEXTS | _FIELD_TEXTS if told.type == "field_changed" else _TEXTS
        data = {n: said(v) if n in texts and isinstance(v, str) else v for n, v in told.data.items()}
        if data.get("message") in keys and "sender" in data:
            data["sender"] = self.pseudonym
        return told if data == dict(told.data) else replace(told, data=data)

    def _parties(self, parties: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.pseudonym if self.person.has(one) else one for one in parties))

    def _party(self, party: Address, said: Replace) -> Address:
        if self.person.has(party.address):
            return Address(name="", address=self.pseudonym)
        return Address(said(party.name), party.address)
