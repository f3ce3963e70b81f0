"""What calls that put conversations right take and answer."""

from __future__ import annotations

from marshmallow import fields, validate

from server.domain.linking import BY_HAND, OTHER_SIDE
from server.web.api.answers import Label, View, many, words
from server.web.api.fields import Closed, Flag, count, moment, text
from server.web.api.listings import Row


class Merge(Closed):
    """Which conversation this one becomes part of."""

    into = text(100, shortest=1, required=True)


class Unmerge(Closed):
    """Which conversation was merged into this one."""

    source = text(100, shortest=1, required=True)


class Split(Closed):
    """From which mail on, by its key; `later` takes all later ones along."""

    message = text(100, shortest=1, required=True)
    later = Flag(required=True)


class Move(Closed):
    """To which mailbox, provided the home mailbox is still the expected one; if it `stays`, into one more."""

    to = text(100, shortest=1, required=True)
    expected = text(100, shortest=1, required=True)
    stays = Flag(load_default=False)


class LinkWith(Closed):
    """Another conversation, and how this one belongs to it."""

    other = text(100, shortest=1, required=True)
    kind = fields.String(required=True, validate=validate.OneOf(BY_HAND))


class Block(Closed):
    """Whether new mail of the sender is to arrive as spam."""

    blocked = Flag(required=True)


class MailToSplit(Closed):
    """One mail, by its key."""

    key = words()
    at = moment(required=True)
    sender = words()
    subject = words()
    outbound = Flag(required=True)


class MergeCandidate(Closed):
    """A conversation that may become part of this one; `suggested` where a mail refers to both."""

    row = fields.Nested(Row, required=True)
    mails = count(required=True)
    suggested = Flag(required=True)


class Linked(Closed):
    """Another conversation and how this one belongs to it."""

    kind = fields.String(required=True, validate=validate.OneOf(list(OTHER_SIDE)))
    row = fields.Nested(Row, required=True)


class MergedIn(Closed):
    """A conversation that was merged into this one, and until when that can be undone."""

    id = words()
    subject = words()
    until = moment(required=True)


class Tidy(Closed):
    """What can be put right; `blocked` is null where there is no sender to block."""

    mail_count = count(required=True)
    comment_count = count(required=True)
    mails = many(fields.Nested(MailToSplit))
    candidates = many(fields.Nested(MergeCandidate))
    merged = many(fields.Nested(MergedIn))
    links = many(fields.Nested(Linked))
    places = many(fields.Nested(Label))
    blocked = Flag(required=True, allow_none=True)


class Tidied(Closed):
    """The conversation as it now stands, and the one that was made or freed beside it."""

    conversation = fields.Nested(View, required=True)
    other = words(allow_none=True)


class Exposed(Closed):
    """Comments that people of more mailboxes would see."""

    comments = count(required=True)
    subject = words()
    mailboxes = many(fields.String())


class MergePlan(Closed):
    """What merging another conversation into this one would do; `refusal` says why it cannot be done."""

    row = fields.Nested(Row, required=True)
    mails = count(required=True)
    comments = count(required=True)
    shown = many(fields.Nested(Exposed))
    refusal = words(allow_none=True)
