"""What the forms of a mailbox may hold."""

from __future__ import annotations

from marshmallow import fields

from server.domain.vocabulary import Role, Status
from server.usecases.checking import LOCALES
from server.web.admin.inputs import Number, Tick, Words, area, line, one_of, several
from server.web.api.fields import Closed

ROLES = tuple(str(role) for role in Role)
REPLY_STATUSES = (str(Status.PENDING), str(Status.CLOSED), str(Status.OPEN))
REPLY_ASSIGNEES = ("sender", "keep")


class NewMailbox(Closed):
    """A mailbox with its first members: all agents of it, `manager` its manager."""

    name = line(80, needed=True)
    address = line(320, needed=True)
    members = several()
    manager = line(100)


class General(Closed):
    """What a mailbox is called, where its mail comes from, and what its people should know."""

    name = line(80, needed=True)
    addresses = Words(load_default=None)
    locale = one_of(LOCALES)
    zone = line(64, needed=True)
    guideline = area()


class ListId(Closed):
    """One list id, confirmed as the mailbox's own or told to be none."""

    list_id = line(needed=True)
    own = Tick()


class Members(Closed):
    """Everybody's role at once, each by the agent's id; `confirmed` once the numbers have been seen."""

    role = fields.Dict(fields.String(), one_of(ROLES), load_default=dict)
    cap = fields.Dict(fields.String(), Number(0, 9_999), load_default=dict)
    only_assigned = several()
    managers_assign = Tick()
    managers_tidy = Tick()
    managers_block = Tick()
    viewers_comment = Tick()
    confirmed = Tick()


class NewMembers(Closed):
    """People to add, all in one role."""

    agents = several()
    role = one_of(ROLES)
    only_assigned = Tick()


class Replies(Closed):
    """What happens when somebody has replied, and when the customer writes again."""

    reply_status = one_of(REPLY_STATUSES)
    reply_assignee = one_of(REPLY_ASSIGNEES)
    reopen_days = Number(1, 3_650, required=True)
    guard = one_of(("off", "warn"))
    trust_references = Tick()
    blocked = Words(load_default=())


class Privacy(Closed):
    """How long closed conversations are kept, and who alone sees new ones."""

    retention_days = Number(1, 36_500)
    confidential = Tick()
    confidential_for = several()
