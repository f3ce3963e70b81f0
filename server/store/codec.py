"""Records as JSON text with their shape, and back: defaults are left out, old shapes are upgraded on reading.

The next commit of an upgraded record stores the new shape (DESIGN 5). When a shape changes: raise its number
here, add the function that upgrades the one before, and keep a sample of the old one in tests/store/shapes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

import orjson

from server.domain.access import Scope, Token, Webhook
from server.domain.addresses import Address
from server.domain.catalogue import (
    Field,
    FieldKind,
    Macro,
    MacroStep,
    SavedView,
    StepKind,
    Tag,
    Template,
    ViewSort,
)
from server.domain.comments import Comment, Mention
from server.domain.conversation import Conversation, Intended
from server.domain.direction import Direction, Proof
from server.domain.drafts import Draft, Review, ReviewState
from server.domain.events import Event
from server.domain.jobs import Job, JobKind, JobState
from server.domain.mailclass import MailClass
from server.domain.messages import Message, Source
from server.domain.undoing import Remembered
from server.domain.vocabulary import Act, Availability, Channel, Priority, Role, Standing, Status, Via
from server.domain.workspace import Agent, Mailbox, Member, Team, Workspace

SHAPE = 1
"""The shape that this version writes, of every kind of record."""

_Record = TypeVar("_Record")
_Convert = Mapping[str, Callable[[Any], Any]]


def _members(raw: Mapping[str, Mapping[str, Any]]) -> dict[str, Member]:
    return {agent: Member(**{**told, "role": Role(told["role"])}) for agent, told in raw.items()}


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


_ADDRESS: Callable[[Any], Any] = lambda raw: Address(raw["name"], raw["address"])  # noqa: E731

_CONVERT: Mapping[type, _Convert] = {
    Conversation: {
        **dict.fromkeys(
            (
                "mailboxes",
                "participants",
                "tags",
                "restricted_to",
                "followers",
                "mentioned",
                "reopens",
                "cut_from",
                "moved_from",
                "links",
            ),
            tuple,
        ),
        "conflicts_with": tuple,
        "status": Status,
        "priority": Priority,
        "channel": Channel,
        "intended": lambda raw: {
            agent: Intended(Standing(told["to"]), told["at"]) for agent, told in raw.items()
        },
        "review": lambda raw: Review(**{**raw, "state": ReviewState(raw["state"])}),
    },
    Draft: {},
    Remembered: {
        "acts": lambda raw: tuple(map(Act, raw)),
        "changed": lambda raw: {name: tuple(map(_hashable, pair)) for name, pair in raw.items()},
        "fields": tuple,
        "linked": tuple,
    },
    Comment: {"mentions": lambda raw: tuple(Mention(*m) for m in raw)},
    Message: {
        **dict.fromkeys(("to", "cc", "outside", "in_reply_to", "references", "mailboxes"), tuple),
        "direction": Direction,
        "proof": Proof,
        "kind": MailClass,
        "source": Source,
        "sender": _ADDRESS,
        "author": _ADDRESS,
    },
    Workspace: {"domains": tuple, "tenants": tuple, "linked_tenants": tuple},
    Agent: {"emails": tuple, "availability": Availability},
    Team: {"members": tuple},
    Mailbox: {
        **dict.fromkeys(("addresses", "own_list_ids", "confidential_for", "blocked"), tuple),
        "members": _members,
        "reply_status": Status,
    },
    Field: {"kind": FieldKind, "choices": tuple, "mailboxes": tuple},
    Tag: {"mailboxes": tuple},
    Template: {"mailboxes": tuple},
    Macro: {
        "mailboxes": tuple,
        "steps": lambda raw: tuple(MacroStep(StepKind(one["kind"]), one["value"]) for one in raw),
    },
    SavedView: {"sort": ViewSort, "mailboxes": tuple},
    Token: {
        "scopes": lambda raw: tuple(map(Scope, raw)),
        "roles": lambda raw: {box: Role(role) for box, role in raw.items()},
    },
    Webhook: {"mailboxes": tuple, "types": tuple},
    Job: {"kind": JobKind, "state": JobState, "held": tuple, "left": tuple},
}

UPGRADES: Mapping[tuple[type, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""(kind, old shape) -> what makes the next shape of it."""


def encode(record: object) -> str:
    """A record as compact JSON text, without the fields that have their default."""
    kind: Any = type(record)
    names, values, defaults = _known(kind)
    found = zip(names, values(record), defaults, strict=True)
    told = {name: value for name, value, default in found if value != default}
    if isinstance(record, Comment):
        told["mentions"] = [(m.start, m.end, m.who) for m in record.mentions]
    return orjson.dumps({"shape": SHAPE, **told}).decode()


def decode(kind: type[_Record], text: str, **beside: object) -> _Record:
    """A record from its JSON text; `beside` are fields that are kept elsewhere (id, version)."""
    told: dict[str, Any] = orjson.loads(text)
    shape = told.pop("shape", SHAPE)
    while shape < SHAPE:
        told = UPGRADES[kind, shape](told)
        shape += 1
    convert = _CONVERT[kind]
    for name, value in told.items():
        if name in convert and value is not None:
            told[name] = convert[name](value)
    return kind(**told, **beside)


def encode_event(event: Event) -> str:
    """An event as one line of JSON."""
    facts = {_STORED.get(name, name): value for name, value in event.data.items()}
    return orjson.dumps(
        {**facts, "type": event.type, "at": event.at, "by": event.by, "via": event.via}
    ).decode()


def decode_event(text: str) -> Event:
    """An event from its JSON line."""
    told = orjson.loads(text)
    head = told.pop("type"), told.pop("at"), told.pop("by"), Via(told.pop("via"))
    return Event(*head, {_READ.get(name, name): value for name, value in told.items()})


_STORED = {"by": "cause"}
"""Facts that are called like a part of the line itself: who did it must not be overwritten by what caused it."""
_READ = {stored: name for name, stored in _STORED.items()}


@cache
def _known(kind: type) -> tuple[list[str], attrgetter[tuple[object, ...]], list[object]]:
    """The names of what a record keeps, all their values at once, and their defaults; a class is looked at once."""
    kept = [f for f in fields(kind) if f.name != "version"]
    names = [f.name for f in kept]
    return names, attrgetter(*names), [_default(f) for f in kept]


def _default(field: Any) -> object:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else _NEVER


_NEVER = object()
