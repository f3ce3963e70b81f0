"""What calls about privacy and the audit log carry and answer; addresses travel in bodies only."""

from __future__ import annotations

from marshmallow import fields, validate

from server.domain.auditlog import Audited
from server.domain.jobs import JobKind, JobState
from server.usecases.emergency import LONGEST_REASON
from server.web.api.fields import LATEST, Closed, Either, Flag, Whole, count, moment, text
from server.web.api.settings.schemas import ident, one_of

LONGEST_ADDRESS = 320
FARTHEST = 1_000_000


class Whom(Closed):
    """An address."""

    address = text(LONGEST_ADDRESS, shortest=1, required=True)


class About(Whom):
    """An address, and how many pieces were told already."""

    skip = Whole(load_default=0, validate=validate.Range(0, FARTHEST))


class Piece(Closed):
    """One piece of what is stored: a conversation, or the record of who works here."""

    kind = fields.String(required=True)
    facts = fields.Dict(keys=fields.String(), required=True)


class Pieces(Closed):
    """Some pieces; `next` is what to skip for the next ones, null where there are no more."""

    found = fields.List(fields.Nested(Piece), required=True)
    next = count(required=True, allow_none=True)


class Erasure(Whom):
    """Whom to erase, with names they are known by beside those in mail."""

    names = fields.List(text(80, shortest=1), validate=validate.Length(max=20), load_default=list)


class Confirmation(Closed):
    """Which of the names found are the person's; without it all of them."""

    names = fields.List(text(80, shortest=1), validate=validate.Length(max=40), load_default=None)


class JobAnswer(Closed):
    """Work on everything that is stored; counts are by kind (conversations, messages, comments, …)."""

    id = fields.String(required=True)
    kind = fields.Enum(JobKind, by_value=True, required=True)
    state = fields.Enum(JobState, by_value=True, required=True)
    by = fields.String(required=True)
    created_at = moment(required=True)
    changed_at = moment(required=True)
    pseudonym = fields.String(required=True)
    found = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    counts = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    held = fields.List(fields.String(), required=True)
    left = fields.List(fields.String(), required=True)
    seen = count(required=True)
    passes = count(required=True)


class JobDetail(JobAnswer):
    """The same, with the names that were found while it waits for a word."""

    names = fields.List(fields.String(), required=True)


class JobList(Closed):
    """What is not over, then what is, newest first."""

    jobs = fields.List(fields.Nested(JobAnswer), required=True)


class Holdable(Either):
    """An address or a conversation."""

    alternatives = ("address", "conversation")
    address = text(LONGEST_ADDRESS, shortest=1)
    conversation = ident()


class HoldRecord(Closed):
    """One hold on an address."""

    address = fields.String(required=True)
    at = moment(required=True)
    by = fields.String(required=True)


class HoldList(Closed):
    """The holds on addresses, newest first."""

    holds = fields.List(fields.Nested(HoldRecord), required=True)


class ForecastAnswer(Closed):
    """What a retention run would do now, in conversations."""

    purged = count(required=True)
    reduced = count(required=True)
    held = count(required=True)
    oldest_at = moment(required=True, allow_none=True)


class RemovalAnswer(Closed):
    """What deleting a conversation would take away."""

    conversation = fields.String(required=True)
    version = count(required=True)
    messages = count(required=True)
    comments = count(required=True)
    mailboxes = fields.List(fields.String(), required=True)


class EmergencyWish(Closed):
    """Why a mailbox has to be read."""

    reason = text(LONGEST_REASON, shortest=1, required=True)


class EmergencyAnswer(Closed):
    """Until when it may be read."""

    until = moment(required=True)


class AuditQuery(Closed):
    """Which lines; `until` is not included."""

    who = text(80, load_default="")
    kind = one_of(("", *Audited), load_default="")
    target = text(200, load_default="")
    since = fields.Integer(load_default=None, validate=validate.Range(0, LATEST))
    until = fields.Integer(load_default=None, validate=validate.Range(0, LATEST))
    after = fields.String(load_default="", validate=validate.Regexp(r"^([0-9]{1,15}(-[0-9]{1,15})?)?$"))


class AuditLine(Closed):
    """One line of the audit log."""

    at = moment(required=True)
    kind = fields.Enum(Audited, by_value=True, required=True)
    by = fields.String(required=True)
    via = fields.String(required=True)
    target = fields.String(required=True)
    data = fields.Dict(keys=fields.String(), required=True)


class AuditLines(Closed):
    """Some lines, newest first; `older` continues, null at the end."""

    lines = fields.List(fields.Nested(AuditLine), required=True)
    older = fields.String(required=True, allow_none=True)


class Done(Closed):
    """Whether it holds now."""

    held = Flag(required=True)
