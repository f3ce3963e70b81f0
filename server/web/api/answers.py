"""What answers look like: schemas for the description; the hot paths make plain dicts, tested against these."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from server.domain.catalogue import FieldKind
from server.domain.drafts import ReviewState, Step
from server.domain.linking import OTHER_SIDE
from server.domain.views import Warn
from server.domain.vocabulary import Act, Channel, Mode, Priority, Role, Standing
from server.web.api.fields import Closed, Flag, count, moment


def words(**more: Any) -> fields.String:
    """A text that is always there."""
    return fields.String(required=True, **more)


def maybe_moment() -> fields.Integer:
    """A moment, or null."""
    return moment(required=True, allow_none=True)


def word(kind: Any, **more: Any) -> fields.Enum[Any]:
    """One of a closed set of words."""
    return fields.Enum(kind, by_value=True, required=True, **more)


def many(what: Any) -> fields.List[Any]:
    """A list that is always there."""
    return fields.List(what, required=True)


class Party(Closed):
    """An agent or a team; the name of somebody who is gone is empty."""

    id = words(metadata={"description": "agent:… or team:…"})
    name = words()
    you = Flag(required=True)


class Label(Closed):
    """A mailbox by name and first address."""

    id = words()
    name = words()
    address = words()


class Customer(Closed):
    """The person outside."""

    name = words()
    address = words()


class ClaimNow(Closed):
    """Who is replying."""

    by = fields.Nested(Party, required=True)
    since = moment(required=True)
    until = moment(required=True)


class Here(Closed):
    """A colleague who has it before them; without a name where the workspace hides it."""

    name = words()
    mode = word(Mode)
    client = words()
    since = moment(required=True)


class Span(Closed):
    """text[start:end] names somebody, counted in code points."""

    start = count(required=True)
    end = count(required=True)
    you = Flag(required=True)


class Comment(Closed):
    """One internal comment, plain text."""

    id = words()
    author = fields.Nested(Party, required=True)
    at = moment(required=True)
    text = words()
    mentions = many(fields.Nested(Span))
    edited = Flag(required=True)
    deleted = Flag(required=True)
    may_edit = Flag(required=True)
    may_delete = Flag(required=True)


class CustomField(Closed):
    """A custom field with its value, empty for none; `link` is there where a value may be opened."""

    id = words()
    name = words()
    kind = word(FieldKind)
    value = words()
    choices = many(fields.String())
    link = words(allow_none=True)


class Guideline(Closed):
    """What a mailbox says about working in it, plain text."""

    mailbox = fields.Nested(Label, required=True)
    text = words()


class Restricted(Closed):
    """How many see a confidential conversation, and who is on the list, as far as the reader knows them."""

    count = count(required=True)
    people = many(fields.Nested(Party))


class Absence(Closed):
    """Somebody is away: until when, and who stands in; `may_give`: it can be given to the deputy."""

    until = maybe_moment()
    deputy = fields.Nested(Party, required=True, allow_none=True)
    may_give = Flag(required=True)


class Notice(Closed):
    """What a reader should know before acting."""

    kind = word(Warn)
    text = words()
    other = words(
        allow_none=True, metadata={"description": "thread_conflict: the conversation that could be merged"}
    )


class LinkTo(Closed):
    """Another conversation, how this one belongs to it, and how it stands; `assignee` is a name."""

    kind = fields.String(required=True, validate=validate.OneOf(list(OTHER_SIDE)))
    id = words()
    subject = words()
    status = word(Standing)
    snoozed_until = maybe_moment()
    assignee = words()
    message_id = words(allow_none=True)


class Review(Closed):
    """How the review of the conversation's draft stands; null where there is none. `can` is what the reader may do."""

    can = many(fields.Enum(Step, by_value=True))
    author = fields.Nested(Party, required=True, allow_none=True)
    reviewer = fields.Nested(Party, required=True, allow_none=True)
    state = word(ReviewState, allow_none=True)
    version = count(required=True, allow_none=True)
    asked_at = maybe_moment()
    yours = Flag(required=True)
    blocked = Flag(required=True, metadata={"description": "nobody of those who were asked can check it now"})


class Undo(Closed):
    """The caller's own act of just now: what undoing must name, what it was, until when it can be taken back."""

    act = moment(required=True)
    text = words()
    until = moment(required=True)


class View(Closed):
    """A conversation as its reader may see it."""

    id = words(allow_none=True, metadata={"description": "null while nothing is stored yet"})
    version = count(required=True)
    at = moment(required=True)
    mailbox = fields.Nested(Label, required=True)
    other_mailboxes = many(fields.Nested(Label))
    subject = words()
    subject_kept = Flag(required=True)
    customer = fields.Nested(Customer, required=True)
    status = word(Standing)
    priority = word(Priority)
    channel = word(Channel)
    assignee = fields.Nested(Party, required=True, allow_none=True)
    tags = many(fields.String())
    role = word(Role)
    can = many(fields.Enum(Act, by_value=True))
    primary = word(Act, allow_none=True)
    waiting_since = maybe_moment()
    snoozed_until = maybe_moment()
    closed_at = maybe_moment()
    claim = fields.Nested(ClaimNow, required=True, allow_none=True)
    presence = many(fields.Nested(Here))
    comments = many(fields.Nested(Comment))
    comment_count = count(required=True)
    activity_count = count(required=True)
    previous_count = count(required=True)
    warnings = many(fields.Nested(Notice))
    fields_ = fields.List(fields.Nested(CustomField), required=True, data_key="fields")
    guidelines = many(fields.Nested(Guideline))
    links = many(fields.Nested(LinkTo))
    restricted = fields.Nested(Restricted, required=True, allow_none=True)
    absence = fields.Nested(Absence, required=True, allow_none=True)
    due_at = maybe_moment()
    handed_by = fields.Nested(Party, required=True, allow_none=True)
    following = Flag(required=True)
    macros = Flag(required=True, metadata={"description": "Whether there are macros for it"})
    undo = fields.Nested(Undo, required=True, allow_none=True)
    review = fields.Nested(Review, required=True)


class Found(Closed):
    """What is beside a mail: its conversation, or why there is none to show."""

    kind = words(validate=validate.OneOf(["conversation", "outside", "confidential", "elsewhere"]))
    conversation = fields.Nested(View, metadata={"description": "only of kind conversation"})
    mailboxes = fields.List(
        fields.Nested(Label), metadata={"description": "only of kind outside: where it could be added"}
    )
    mine = count(metadata={"description": "only of kind outside: my open conversations"})


class Problem(Closed):
    """A problem document (RFC 9457); `code` is stable, `detail` in the caller's language."""

    class Meta:
        """More members say what is in the way."""

        include = {"type": fields.String(required=True)}  # noqa: RUF012  # marshmallow reads it once

    title = words()
    status = fields.Integer(required=True)
    code = words()
    detail = words()
    errors = fields.Dict(
        metadata={"description": "invalid_body, invalid_query: field → what is wrong with it"}
    )
    field = fields.String(metadata={"description": "conflict: what has another value now"})
    view = fields.Nested(View, metadata={"description": "conflict: the conversation as it stands"})
    role = fields.String(metadata={"description": "forbidden: the role that may"})
    can_link = Flag(metadata={"description": "not_an_agent: whether the code of an invitation can help"})
