"""What answers look like: schemas for the description; the hot paths make plain dicts, tested against these."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from server.domain.catalogue import FieldKind
from server.domain.views import Warn
from server.domain.vocabulary import Act, Availability, Channel, Mode, Priority, Role, Standing
from server.web.api.fields import Closed, Flag, count, moment


def _text(**more: Any) -> fields.String:
    return fields.String(required=True, **more)


def _maybe_moment() -> fields.Integer:
    return moment(required=True, allow_none=True)


def _word(kind: Any, **more: Any) -> fields.Enum[Any]:
    return fields.Enum(kind, by_value=True, required=True, **more)


def _many(what: Any) -> fields.List[Any]:
    return fields.List(what, required=True)


class Party(Closed):
    """An agent or a team; the name of somebody who is gone is empty."""

    id = _text(metadata={"description": "agent:… or team:…"})
    name = _text()
    you = Flag(required=True)


class Label(Closed):
    """A mailbox by name and first address."""

    id = _text()
    name = _text()
    address = _text()


class Customer(Closed):
    """The person outside."""

    name = _text()
    address = _text()


class ClaimNow(Closed):
    """Who is replying."""

    by = fields.Nested(Party, required=True)
    since = moment(required=True)
    until = moment(required=True)


class Here(Closed):
    """A colleague who has it before them; without a name where the workspace hides it."""

    name = _text()
    mode = _word(Mode)
    client = _text()
    since = moment(required=True)


class Span(Closed):
    """text[start:end] names somebody, counted in code points."""

    start = count(required=True)
    end = count(required=True)
    you = Flag(required=True)


class Comment(Closed):
    """One internal comment, plain text."""

    id = _text()
    author = fields.Nested(Party, required=True)
    at = moment(required=True)
    text = _text()
    mentions = _many(fields.Nested(Span))
    edited = Flag(required=True)
    deleted = Flag(required=True)
    may_edit = Flag(required=True)
    may_delete = Flag(required=True)


class CustomField(Closed):
    """A custom field with its value, empty for none; `link` is there where a value may be opened."""

    id = _text()
    name = _text()
    kind = _word(FieldKind)
    value = _text()
    choices = _many(fields.String())
    link = _text(allow_none=True)


class Guideline(Closed):
    """What a mailbox says about working in it, plain text."""

    mailbox = fields.Nested(Label, required=True)
    text = _text()


class Restricted(Closed):
    """How many see a confidential conversation, and who is on the list, as far as the reader knows them."""

    count = count(required=True)
    people = _many(fields.Nested(Party))


class Absence(Closed):
    """Somebody is away: until when, and who stands in; `may_give`: it can be given to the deputy."""

    until = _maybe_moment()
    deputy = fields.Nested(Party, required=True, allow_none=True)
    may_give = Flag(required=True)


class Notice(Closed):
    """What a reader should know before acting."""

    kind = _word(Warn)
    text = _text()


class View(Closed):
    """A conversation as its reader may see it."""

    id = _text(allow_none=True, metadata={"description": "null while nothing is stored yet"})
    version = count(required=True)
    at = moment(required=True)
    mailbox = fields.Nested(Label, required=True)
    other_mailboxes = _many(fields.Nested(Label))
    subject = _text()
    customer = fields.Nested(Customer, required=True)
    status = _word(Standing)
    priority = _word(Priority)
    channel = _word(Channel)
    assignee = fields.Nested(Party, required=True, allow_none=True)
    tags = _many(fields.String())
    role = _word(Role)
    can = _many(fields.Enum(Act, by_value=True))
    primary = _word(Act, allow_none=True)
    waiting_since = _maybe_moment()
    snoozed_until = _maybe_moment()
    closed_at = _maybe_moment()
    claim = fields.Nested(ClaimNow, required=True, allow_none=True)
    presence = _many(fields.Nested(Here))
    comments = _many(fields.Nested(Comment))
    comment_count = count(required=True)
    activity_count = count(required=True)
    previous_count = count(required=True)
    warnings = _many(fields.Nested(Notice))
    fields_ = fields.List(fields.Nested(CustomField), required=True, data_key="fields")
    guidelines = _many(fields.Nested(Guideline))
    restricted = fields.Nested(Restricted, required=True, allow_none=True)
    absence = fields.Nested(Absence, required=True, allow_none=True)


class Found(Closed):
    """What is beside a mail: its conversation, or why there is none to show."""

    kind = _text(validate=validate.OneOf(["conversation", "outside", "confidential", "elsewhere"]))
    conversation = fields.Nested(View, metadata={"description": "only of kind conversation"})
    mailboxes = fields.List(
        fields.Nested(Label), metadata={"description": "only of kind outside: where it could be added"}
    )
    mine = count(metadata={"description": "only of kind outside: my open conversations"})


class Row(Closed):
    """One line of a list."""

    id = _text()
    subject = _text()
    customer = fields.Nested(Customer, required=True)
    status = _word(Standing)
    assignee = fields.Nested(Party, required=True, allow_none=True)
    waiting_since = _maybe_moment()
    last_message_at = moment(required=True)
    snoozed_until = _maybe_moment()
    message_id = _text(allow_none=True)


class Rows(Closed):
    """A short list."""

    rows = _many(fields.Nested(Row))


class QueuePage(Rows):
    """One page of a queue, oldest first; `after` leads to the next one."""

    total = count(required=True)
    after = _text(allow_none=True)
    at = moment(required=True)


class Entry(Closed):
    """A comment, or something that happened."""

    kind = _text(validate=validate.OneOf(["comment", "activity"]))
    at = moment(required=True)
    text = _text()
    id = fields.String()
    author = fields.Nested(Party)
    mentions = fields.List(fields.Nested(Span))
    edited = Flag()
    deleted = Flag()
    may_edit = Flag()
    may_delete = Flag()


class Timeline(Closed):
    """Comments and activity, newest first; `older` leads on."""

    entries = _many(fields.Nested(Entry))
    older = _text(allow_none=True)


class Candidate(Closed):
    """Somebody who may be given the conversation."""

    id = _text()
    name = _text()
    you = Flag(required=True)
    team = Flag(required=True)
    open_count = count(required=True)
    cap = count(required=True, allow_none=True)
    availability = _word(Availability)
    absence = fields.Nested(Absence, required=True, allow_none=True)


class Candidates(Closed):
    """Who may be given it, best matches first, and how many more there are."""

    candidates = _many(fields.Nested(Candidate))
    more = count(required=True)


class Viewer(Party):
    """Somebody who could see a confidential conversation; `chosen`: is on the list, or stands ready for it."""

    chosen = Flag(required=True)


class Viewers(Closed):
    """Who can be put on the list; the caller always stays on it."""

    people = _many(fields.Nested(Viewer))


class Tags(Closed):
    """Tags on it, and those known in its mailboxes."""

    tags = _many(fields.String())
    known = _many(fields.String())


class Counts(Label):
    """A mailbox with its counts; null where they are not the reader's."""

    unassigned = count(required=True, allow_none=True)
    open = count(required=True)
    pending = count(required=True)


class Home(Closed):
    """The reader's own counts."""

    name = _text()
    mine = count(required=True)
    unassigned = count(required=True, allow_none=True)
    waiting = count(required=True)
    mentions = count(required=True)
    mailboxes = _many(fields.Nested(Counts))
    availability = _word(Availability)
    absence = fields.Nested(Absence, required=True, allow_none=True)
    at = moment(required=True)


class Name(Closed):
    """Somebody who can be mentioned."""

    name = _text()


class People(Closed):
    """Names that go on as typed."""

    people = _many(fields.Nested(Name))


class Me(Closed):
    """The caller."""

    id = _text()
    name = _text()
    email = _text()
    locale = _text()
    zone = _text()


class Space(Closed):
    """The workspace."""

    id = _text()
    name = _text()
    presence = _text(validate=validate.OneOf(["on", "anonymous", "off"]))


class MyMailbox(Closed):
    """A mailbox of the caller; `limited` members see only what is given to them."""

    id = _text()
    name = _text()
    addresses = _many(fields.String())
    list_ids = _many(fields.String())
    role = _word(Role)
    limited = Flag(required=True)


class MeAnswer(Closed):
    """Who the caller is, and where they work."""

    agent = fields.Nested(Me, required=True)
    workspace = fields.Nested(Space, required=True)
    mailboxes = _many(fields.Nested(MyMailbox))


class Problem(Closed):
    """A problem document (RFC 9457); `code` is stable, `detail` in the caller's language."""

    class Meta:
        """More members say what is in the way."""

        include = {"type": fields.String(required=True)}  # noqa: RUF012  # marshmallow reads it once

    title = _text()
    status = fields.Integer(required=True)
    code = _text()
    detail = _text()
    errors = fields.Dict(
        metadata={"description": "invalid_body, invalid_query: field → what is wrong with it"}
    )
    field = fields.String(metadata={"description": "conflict: what has another value now"})
    view = fields.Nested(View, metadata={"description": "conflict: the conversation as it stands"})
    role = fields.String(metadata={"description": "forbidden: the role that may"})
    can_link = Flag(metadata={"description": "not_an_agent: whether the code of an invitation can help"})
