"""The conversations that are measured: three mails, five comments of 200 characters and ten events each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from server.domain.addresses import Address
from server.domain.comments import Comment, Mention
from server.domain.conversation import Change, Conversation
from server.domain.direction import Direction, Proof
from server.domain.events import Event
from server.domain.mailclass import MailClass
from server.domain.messages import Message, Source
from server.domain.timeline import moment, summed
from server.domain.vocabulary import Via
from server.store.codec import encode
from server.store.commit import Write
from server.store.digests import Digests
from server.store.keys import Keys
from server.store.writing import change_writes, message_writes

MESSAGES, COMMENTS, EVENTS = 3, 5, 10
CUSTOMERS = 20_000
"""Different customers; the same one writes again after so many conversations."""
HOUR = 3_600_000
TEXT = (
    "Ich habe mit der Kundin telefoniert: die Rechnung vom letzten Monat ging an die alte Anschrift, "
    "und die Mahnung kam deshalb zu früh. Bitte die Gebühr streichen, neu ausstellen und sie heute anrufen. "
).ljust(200, ".")[:200]


@dataclass(frozen=True, slots=True)
class Sample:
    """One conversation by its number, as it is stored."""

    number: int
    started_at: int

    @property
    def id(self) -> str:
        """Its id, as long as those of the product."""
        return f"01k{self.number:023d}"

    @property
    def subject(self) -> str:
        """Its subject."""
        return f"Rechnung {self.number:06d} vom Oktober stimmt nicht"

    @property
    def customer(self) -> Address:
        """Who wrote it."""
        who = self.number % CUSTOMERS
        return Address(f"Anna Kundin {who}", f"anna.kundin@firma{who}.example")

    def message_id(self, place: int) -> str:
        """The canonical Message-ID of one of its mails."""
        return f"CAF{self.number:09d}.{place}.x7Qm@mail.firma{self.number % CUSTOMERS}.example"

    def writes(self, keys: Keys, digests: Digests) -> Iterator[Write]:
        """Everything that is stored of it."""
        messages = [self._message(place, digests) for place in range(MESSAGES)]
        record = summed(self._record(), [moment(message) for message in messages])
        yield from change_writes(keys, digests, None, Change(record, self._events(messages)), {}, None)
        for message in messages:
            yield from message_writes(keys, self.id, message)
            yield Write("SET", keys.alias(message.key), (self.id,))
        for comment in map(self._comment, range(COMMENTS)):
            yield Write("ZADD", keys.comment_ids(self.id), (comment.at, comment.id))
            yield Write("HSET", keys.comments(self.id), (comment.id, encode(comment)))

    def _record(self) -> Conversation:
        return Conversation(
            id=self.id,
            mailboxes=("support",),
            version=1,
            subject=self.subject,
            customer=self.customer.address,
            customer_name=self.customer.name,
            participants=(self.customer.address,),
            assignee="agent:eva",
            tags=("Rechnung",),
            mentioned=("agent:mia",),
            created_at=self.started_at,
            headed_at=self.started_at,
            human_act_at=self.started_at + 9 * HOUR,
            touched=True,
        )

    def _message(self, place: int, digests: Digests) -> Message:
        earlier = tuple(self.message_id(before) for before in range(place))
        at = self.started_at + place * HOUR
        return Message(
            key=digests.message(self.message_id(place)),
            id=self.message_id(place),
            direction=Direction.IN,
            proof=Proof.NONE,
            kind=MailClass.HUMAN,
            at=at,
            sender=self.customer,
            author=self.customer,
            source=Source.INGEST,
            subject=self.subject if place == 0 else f"Re: {self.subject}",
            to=("support@kontor.example",),
            outside=(self.customer.address,),
            date=at,
            in_reply_to=earlier[-1:],
            references=earlier,
            mailboxes=("support",),
        )

    def _comment(self, place: int) -> Comment:
        mentions = (Mention(0, 4, "agent:mia"),) if place == 0 else ()
        text = ("@Mia " + TEXT)[:200] if mentions else TEXT
        author = "agent:jonas" if place % 2 else "agent:eva"
        at = self.started_at + place * HOUR
        return Comment(f"01m{self.number:018d}{place:05d}", author, at, text, mentions)

    def _events(self, messages: list[Message]) -> tuple[Event, ...]:
        def told(place: int, kind: str, **data: object) -> Event:
            return Event(kind, self.started_at + place * HOUR, "agent:eva", Via.GMAIL, data)

        arrivals = [
            Event("message_in", m.at, "system", Via.GMAIL, {"message": m.key, "sender": m.sender.name})
            for m in messages
        ]
        return (
            *arrivals,
            told(1, "assigned", to="agent:jonas", before=None),
            told(2, "tag_added", tag="Rechnung"),
            told(3, "comment_added", comment=self._comment(0).id),
            told(4, "status_changed", to="pending", before="open"),
            told(5, "reopened", by="message", cycle=2),
            told(6, "assigned", to="agent:eva", before="agent:jonas"),
            told(7, "comment_added", comment=self._comment(1).id),
        )[:EVENTS]
