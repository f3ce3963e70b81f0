"""What requests may carry: bodies and queries, each closed to anything else."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from server.domain.comments import LIMIT
from server.domain.snoozing import Preset
from server.domain.vocabulary import Availability, Priority, Standing
from server.web.api.fields import Closed, Either, Flag, moment, text

SETTABLE = (Standing.OPEN, Standing.PENDING, Standing.CLOSED, Standing.SPAM)
LONGEST_HEADERS = 200_000
RECIPIENTS = 500


def _standing(**more: Any) -> fields.Enum[Standing]:
    return fields.Enum(Standing, by_value=True, **more)


def _expected_party(**more: Any) -> fields.String:
    description = "Who the assignee was when the reader decided; null for nobody"
    return text(100, required=True, allow_none=True, metadata={"description": description}, **more)


class Address(Closed):
    """Somebody as a client shows them."""

    name = text(load_default="")
    address = text(320, required=True)


class Mail(Closed):
    """A mail as a client knows it."""

    message_id = text(4000, shortest=1, required=True)
    headers = text(LONGEST_HEADERS, load_default="", metadata={"description": "All internet headers, raw"})
    sender = fields.Nested(Address, data_key="from", allow_none=True, load_default=None)
    to = fields.List(fields.Nested(Address), validate=validate.Length(max=RECIPIENTS), load_default=list)
    cc = fields.List(fields.Nested(Address), validate=validate.Length(max=RECIPIENTS), load_default=list)
    subject = text(4000, load_default="")
    created_at = moment(allow_none=True, load_default=None)
    conversation_id = text(4000, load_default="", metadata={"description": "Exchange's conversation id"})


class Resolve(Mail):
    """A mail to be found."""

    create = Flag(load_default=False, metadata={"description": "Store a mail that would only be shown"})


class Add(Mail):
    """A mail to be put into a mailbox."""

    mailbox = text(100, shortest=1, required=True)


class Link(Closed):
    """The one-time code of an invitation."""

    code = text(100, shortest=1, required=True)


class Assign(Closed):
    """Whom to give the conversation to."""

    to = text(
        100, required=True, allow_none=True, metadata={"description": "agent:… or team:…; null for nobody"}
    )
    expected = _expected_party()


class Take(Closed):
    """Taking the conversation oneself."""

    expected = _expected_party()


class SetStatus(Closed):
    """How the conversation is to stand."""

    to = fields.String(required=True, validate=validate.OneOf([str(one) for one in SETTABLE]))
    expected = _standing(required=True)


class Snooze(Either):
    """Until when it sleeps: a moment, or a preset on the agent's clock; one of the two."""

    alternatives = ("until", "preset")

    until = moment()
    preset = fields.Enum(Preset, by_value=True)
    wake_on_reply = Flag(load_default=True)
    expected = _standing(required=True)


class SetPriority(Closed):
    """How urgent it is."""

    to = fields.Enum(Priority, by_value=True, required=True)
    expected = fields.Enum(Priority, by_value=True, required=True)


class Tag(Either):
    """A tag to put on, or one to take off; one of the two."""

    alternatives = ("add", "remove")

    add = text(200, shortest=1)
    remove = text(200, shortest=1)


class WriteComment(Closed):
    """An internal comment."""

    text = fields.String(required=True, validate=validate.Length(1, LIMIT))
    mention = fields.String(
        validate=validate.Length(max=200),
        load_default="",
        metadata={"description": "A colleague or team by name"},
    )
    wait = _standing(metadata={"description": "Set it to pending too, if it still stands so"})


class EditComment(Closed):
    """A comment as it is to read from now on."""

    text = fields.String(required=True, validate=validate.Length(1, LIMIT))


class SetField(Closed):
    """What a custom field is to say, as text; a date is YYYY-MM-DD, a ticked box true."""

    to = text(4000, required=True, metadata={"description": "Empty for no value"})
    expected = text(4000, required=True, metadata={"description": "What it said when the reader decided"})


class Restrict(Closed):
    """Who is to see it: agents by id, the caller among them; null for everybody of its mailboxes."""

    to = fields.List(text(100), required=True, allow_none=True, validate=validate.Length(max=RECIPIENTS))
    expected = fields.List(
        text(100),
        required=True,
        allow_none=True,
        validate=validate.Length(max=RECIPIENTS),
        metadata={"description": "The list that was shown; null for none"},
    )


class SetAvailability(Closed):
    """Whether the caller is there to work."""

    availability = fields.Enum(Availability, by_value=True, required=True)
    until = moment(load_default=None, allow_none=True)


class Claim(Closed):
    """Saying "I'm replying", or saying so again."""

    expected = text(
        100,
        allow_none=True,
        load_default=None,
        metadata={"description": "Whose claim was shown; null for nobody"},
    )
    renew = Flag(load_default=False)


class NoQuery(Closed):
    """No query at all."""


class After(Closed):
    """Where the page before ended."""

    after = text(100, load_default=None, allow_none=True)


class Search(Closed):
    """What somebody has typed so far."""

    query = text(200, load_default="")


class Page(After):
    """A page of a queue, of one mailbox if it is named."""

    mailbox = text(100, load_default=None, allow_none=True)
