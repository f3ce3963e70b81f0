"""Everything that is stored about an address: what a person may ask of us, and what an erasure would touch.

Everything is looked at, a few hundred conversations at a time; nothing is held but what is handed out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

import orjson

from server.domain.administering import Matter, require
from server.domain.auditlog import Audited
from server.domain.conversation import Conversation
from server.domain.erasing import Eraser
from server.domain.events import Actor
from server.domain.messages import Message
from server.domain.persons import Person
from server.domain.workspace import Agent
from server.store import personal
from server.store.erasing import said_in
from server.store.feed import Feed
from server.store.purging import Contents, read_contents
from server.store.scanning import conversations_of
from server.usecases import audit
from server.usecases.holds import address_target, checked_address
from server.usecases.inbox import Inbox
from server.usecases.privacy.redacting import names_in
from server.usecases.privacy.runner import in_batches
from server.usecases.privacy.whom import colleagues

BATCH = 100
LONGEST_NAME = 80
NAMES = 20
"""Names looked for; a person has few, and what a mail says of its sender is anybody's word."""
Found = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class About:
    """One piece of what is stored: of which kind, and its facts."""

    kind: str
    facts: Found


def about(inbox: Inbox, address: str, *, actor: Actor) -> Iterator[About]:
    """Everything about an address, the person's own record here first; that it was asked for is audited."""
    require(inbox.directory, actor, Matter.PRIVACY)
    address = checked_address(address)
    audit.note(inbox, actor, Audited.EXPORTED, address_target(inbox, address))
    return _about(inbox, address)


def exported(inbox: Inbox, address: str, *, actor: Actor) -> Iterator[bytes]:
    """The same as one JSON document, piece by piece."""
    found = about(inbox, address, actor=actor)
    return _document(checked_address(address), inbox.clock(), found)


def names_beside(inbox: Inbox, person: Person, batch: list[Conversation]) -> Iterator[str]:
    """The names that stand beside somebody's addresses in some conversations."""
    for record in suspects(inbox, Eraser(person, ""), batch):
        messages = read_contents(inbox.conversations, record.id).messages
        parties = [party for one in messages for party in (one.author, one.sender)]
        found = [party.name for party in parties if person.has(party.address)]
        if person.has(record.customer):
            found.append(record.customer_name)
        yield from (name for name in found if name and "@" not in name and len(name) <= LONGEST_NAME)


def suspects(inbox: Inbox, eraser: Eraser, batch: list[Conversation]) -> Iterator[Conversation]:
    """The conversations that somebody takes part in, or in which something names them."""
    texts = said_in(inbox.conversations, batch)
    for record, text in zip(batch, texts, strict=True):
        named = eraser.record(record, written=(), at=0) != record
        if named or eraser.concerns(record) or eraser.person.anywhere.search(text):
            yield record


def batches(inbox: Inbox) -> Iterator[list[Conversation]]:
    """All conversations, a hundred at a time."""
    return in_batches(conversations_of(inbox.conversations), BATCH)


def changed_since(inbox: Inbox, change: str) -> Iterator[list[Conversation]]:
    """The conversations that were changed after a change (by its id in the stream), until there are no more."""
    feed = Feed(inbox.conversations.store)
    while told := feed.changes(inbox.workspace, change, limit=BATCH):
        change = told[-1].id
        found = inbox.conversations.get_many([*dict.fromkeys(one.conversation for one in told)])
        yield [record for record in found if record is not None]


def known_names(inbox: Inbox, agent: str | None) -> frozenset[str]:
    """The names of colleagues, which mean them and nobody else."""
    return frozenset(name.casefold() for name in colleagues(inbox, agent))


def _about(inbox: Inbox, address: str) -> Iterator[About]:
    agent = next((one for one in inbox.directory.agents.values() if address in one.emails), None)
    person = Person((address,), (agent.name,) if agent else ())
    if agent is not None:
        yield About("agent", asdict(agent) | {"link_code": None})
        yield from _personal(inbox, agent)
    yield from _blocked(inbox, person)
    taken = known_names(inbox, agent.id if agent else None)
    names = dict.fromkeys(person.names)
    for batch in batches(inbox):
        beside = (name for name in names_beside(inbox, person, batch) if name.casefold() not in taken)
        names |= dict.fromkeys(beside)
    spared = colleagues(inbox, agent.id if agent else None)
    eraser = Eraser(Person((address,), tuple(names)[:NAMES], spared), "\ufffc")
    for batch in batches(inbox):
        for record in suspects(inbox, eraser, batch):
            found = _of(eraser, record, read_contents(inbox.conversations, record.id))
            if found is not None:
                yield found


def _personal(inbox: Inbox, agent: Agent) -> Iterator[About]:
    """What an agent keeps for themselves, and what they follow."""
    of = inbox.conversations
    for kind, facts in personal.belongings(of.store, of.keys, agent.id):
        yield About(kind, facts)
    followed = of.store.read([("ZRANGE", of.keys.agent_index(agent.id, "followed"), 0, -1)])[0]
    yield About("following", {"id": agent.id, "conversations": followed})


def _blocked(inbox: Inbox, person: Person) -> Iterator[About]:
    """Where somebody's mail arrives as spam."""
    for box in inbox.directory.mailboxes.values():
        if found := [one for one in box.blocked if person.has(one)]:
            yield About("blocked", {"id": box.id, "mailbox": box.name, "addresses": found})


def _of(eraser: Eraser, record: Conversation, contents: Contents) -> About | None:
    """What a conversation holds of somebody: all of it where it is theirs, else what names them."""
    said, own = eraser.replacing(record), eraser.owns(record)
    messages = [one for one in contents.messages if eraser.message(one, said=said, own=own) != one]
    comments = [one for one in contents.comments if own or eraser.comment(one, said) != one]
    named = eraser.record(record, written=(), at=record.erased_at or 0) != record
    draft = contents.draft
    named = named or (draft is not None and names_in(draft, said))
    if not (messages or named or any(eraser.comment(one, said) != one for one in comments)):
        return None
    role = "customer" if own else "participant" if eraser.concerns(record) else "named"
    facts: dict[str, object] = {
        "id": record.id,
        "role": role,
        "mailboxes": list(record.mailboxes),
        "status": record.status.value,
        "subject": record.subject,
        "created_at": record.created_at,
        "closed_at": record.closed_at,
        "tags": list(record.tags),
        "fields": dict(record.fields),
        "links": list(record.links),
        "draft": asdict(draft) if draft is not None and (own or names_in(draft, said)) else None,
        "messages": [_message(one) for one in messages],
        "comments": [{"at": c.at, "author": c.author, "text": c.text} for c in comments],
        "events": [{"type": one.type, "at": one.at} for one in contents.activity] if own else [],
    }
    return About("conversation", facts)


def _message(message: Message) -> Found:
    return {
        "message_id": message.id,
        "at": message.at,
        "direction": message.direction.value,
        "from": {"name": message.author.name, "address": message.author.address},
        "to": list(message.to),
        "cc": list(message.cc),
        "subject": message.subject,
    }


def _document(address: str, at: int, found: Iterator[About]) -> Iterator[bytes]:
    yield b'{"address":' + orjson.dumps(address) + b',"at":' + orjson.dumps(at) + b',"found":['
    for number, one in enumerate(found):
        yield (b"," if number else b"") + orjson.dumps({"kind": one.kind, **one.facts})
    yield b"]}"
