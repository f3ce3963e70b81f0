"""What the forms of people may hold."""

from __future__ import annotations

from server.domain.vocabulary import Availability, Role
from server.usecases.checking import LOCALES
from server.web.admin.inputs import Tick, Words, area, line, one_of
from server.web.api.fields import Closed

AVAILABILITIES = tuple(str(one) for one in Availability)


class Invitation(Closed):
    """Whom to invite, and into which mailbox; `addresses` are as many as one likes."""

    addresses = Words(required=True)
    mailbox = line(100)
    role = one_of(tuple(str(role) for role in Role), default=str(Role.AGENT))


class Person(Closed):
    """Who somebody is; an empty language or zone means the workspace's."""

    name = line(80, needed=True)
    emails = Words(required=True)
    locale = one_of(("", *LOCALES), default="")
    zone = line(64)
    admin = Tick()


class Presence(Closed):
    """Whether somebody is there; `until` is a day and time on their own clock, or empty."""

    availability = one_of(AVAILABILITIES)
    until = line(40)
    deputy = line(100)


class Mine(Closed):
    """What everybody settles for themselves."""

    locale = one_of(("", *LOCALES), default="")
    zone = line(64)


class Code(Closed):
    """A new code; `unlink` parts somebody from the accounts that they have."""

    unlink = Tick()


class Into(Closed):
    """Into which mailbox the invited come, if the way came from one."""

    mailbox = line(100)


class OwnTemplate(Closed):
    """A template of one's own: one text for each language."""

    name = line(80, needed=True)
    de = area()
    en = area()
