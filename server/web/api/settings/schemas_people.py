"""What calls about people and teams carry and answer."""

from __future__ import annotations

from marshmallow import fields, validate

from server.domain.vocabulary import Availability
from server.usecases.checking import LOCALES
from server.web.api.fields import Closed, Flag, count, moment, text
from server.web.api.settings.schemas import ID, Change, Record, Seen, idents, one_of


class PersonFields(Closed):
    """What can be changed of a person."""

    name = text(80, shortest=1)
    emails = fields.List(text(320, shortest=1), validate=validate.Length(1, 20))
    locale = one_of(LOCALES, allow_none=True)
    zone = text(64, shortest=1, allow_none=True)
    admin = Flag()


class NewPerson(PersonFields):
    """Somebody to be invited."""

    name = text(80, shortest=1, required=True)
    emails = fields.List(text(320, shortest=1), validate=validate.Length(1, 20), required=True)


class PersonChange(Change, PersonFields):
    """A change of a person."""


class PersonRecord(Record, PersonFields):
    """A person as who administers people sees them."""

    google = Flag(required=True, metadata={"description": "A Google account is linked"})
    microsoft = Flag(required=True, metadata={"description": "A Microsoft account is linked"})
    active = Flag(required=True)
    availability = fields.Enum(Availability, by_value=True, required=True)
    away_until = moment(required=True, allow_none=True)
    deputy = fields.String(required=True, allow_none=True)


class Persons(Closed):
    """People, those who left included."""

    people = fields.List(fields.Nested(PersonRecord), required=True)


class Invitation(Closed):
    """A person with the one-time code, which is told only now."""

    person = fields.Nested(PersonRecord, required=True)
    code = fields.String(metadata={"description": "Missing when the call is only repeated"})


class NewCode(Seen):
    """How a new code is meant: for the account of the other kind beside, or for other accounts instead."""

    beside = Flag(load_default=False)


class Unlink(Seen):
    """Which accounts are no longer theirs."""

    google = Flag(load_default=False)
    microsoft = Flag(load_default=False)


class LeavingPerson(Closed):
    """What letting somebody go would do."""

    conversations = count(required=True)
    mailboxes = count(required=True)
    teams = count(required=True)


class LeftPerson(Closed):
    """What letting somebody go did."""

    released = count(required=True)


class PutAvailability(Closed):
    """Whether somebody is there to work; `deputy` "" takes the one who is set away."""

    availability = fields.Enum(Availability, by_value=True, required=True)
    until = moment(allow_none=True, load_default=None)
    deputy = text(ID, allow_none=True, load_default=None)


class TeamFields(Closed):
    """What can be changed of a team."""

    name = text(80, shortest=1)
    members = idents()


class NewTeam(TeamFields):
    """A team to be added."""

    name = text(80, shortest=1, required=True)


class TeamChange(Change, TeamFields):
    """A change of a team."""


class TeamRecord(Record, TeamFields):
    """A team."""


class Teams(Closed):
    """Teams."""

    teams = fields.List(fields.Nested(TeamRecord), required=True)
