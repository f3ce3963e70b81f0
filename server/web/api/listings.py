"""What lists, pickers and the caller's own place look like in answers: schemas for the description."""

from __future__ import annotations

from marshmallow import fields, validate

from server.domain.vocabulary import Availability, Role, Standing
from server.web.api import answers
from server.web.api.answers import many, maybe_moment, word, words
from server.web.api.fields import Closed, Flag, count, moment


class Row(Closed):
    """One line of a list."""

    id = words()
    subject = words()
    subject_kept = Flag(required=True)
    customer = fields.Nested(answers.Customer, required=True)
    status = word(Standing)
    assignee = fields.Nested(answers.Party, required=True, allow_none=True)
    waiting_since = maybe_moment()
    last_message_at = moment(required=True)
    snoozed_until = maybe_moment()
    message_id = words(allow_none=True)
    due_at = maybe_moment()
    handed_by = fields.Nested(answers.Party, required=True, allow_none=True)


class Rows(Closed):
    """A short list."""

    rows = many(fields.Nested(Row))


class QueuePage(Rows):
    """One page of a queue, oldest first; `after` leads to the next one."""

    total = count(required=True)
    after = words(allow_none=True)
    at = moment(required=True)


class Entry(Closed):
    """A comment, or something that happened."""

    kind = words(validate=validate.OneOf(["comment", "activity"]))
    at = moment(required=True)
    text = words()
    id = fields.String()
    author = fields.Nested(answers.Party)
    mentions = fields.List(fields.Nested(answers.Span))
    edited = Flag()
    deleted = Flag()
    may_edit = Flag()
    may_delete = Flag()


class Timeline(Closed):
    """Comments and activity, newest first; `older` leads on."""

    entries = many(fields.Nested(Entry))
    older = words(allow_none=True)


class Candidate(Closed):
    """Somebody who may be given the conversation."""

    id = words()
    name = words()
    you = Flag(required=True)
    team = Flag(required=True)
    open_count = count(required=True)
    cap = count(required=True, allow_none=True)
    availability = word(Availability)
    absence = fields.Nested(answers.Absence, required=True, allow_none=True)


class Candidates(Closed):
    """Who may be given it, best matches first, and how many more there are."""

    candidates = many(fields.Nested(Candidate))
    more = count(required=True)


class Viewer(answers.Party):
    """Somebody who could see a confidential conversation; `chosen`: is on the list, or stands ready for it."""

    chosen = Flag(required=True)


class Viewers(Closed):
    """Who can be put on the list; the caller always stays on it."""

    people = many(fields.Nested(Viewer))


class Tags(Closed):
    """Tags on it, and those known in its mailboxes."""

    tags = many(fields.String())
    known = many(fields.String())


class Counts(answers.Label):
    """A mailbox with its counts; null where they are not the reader's."""

    unassigned = count(required=True, allow_none=True)
    open = count(required=True)
    pending = count(required=True)


class Home(Closed):
    """The reader's own counts."""

    name = words()
    mine = count(required=True)
    unassigned = count(required=True, allow_none=True)
    waiting = count(required=True)
    mentions = count(required=True)
    followed = count(required=True)
    reviews = count(required=True)
    mailboxes = many(fields.Nested(Counts))
    availability = word(Availability)
    absence = fields.Nested(answers.Absence, required=True, allow_none=True)
    at = moment(required=True)


class Name(Closed):
    """Somebody who can be mentioned."""

    name = words()


class People(Closed):
    """Names that go on as typed."""

    people = many(fields.Nested(Name))


class Me(Closed):
    """The caller."""

    id = words()
    name = words()
    email = words()
    locale = words()
    zone = words()


class Space(Closed):
    """The workspace."""

    id = words()
    name = words()
    presence = words(validate=validate.OneOf(["on", "anonymous", "off"]))


class MyMailbox(Closed):
    """A mailbox of the caller; `limited` members see only what is given to them."""

    id = words()
    name = words()
    addresses = many(fields.String())
    list_ids = many(fields.String())
    role = word(Role)
    limited = Flag(required=True)


class MeAnswer(Closed):
    """Who the caller is, and where they work."""

    agent = fields.Nested(Me, required=True)
    workspace = fields.Nested(Space, required=True)
    mailboxes = many(fields.Nested(MyMailbox))
