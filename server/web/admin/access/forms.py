"""What the forms of tokens and webhooks hold."""

from __future__ import annotations

from marshmallow import fields, validate

from server.domain.access import Scope
from server.domain.webhooks import TYPES
from server.usecases.tokens import ROLES
from server.web.admin.inputs import NOT_LISTED, line, one_of
from server.web.api.fields import Closed

NO_ROLE = "none"
EXPIRES = {"30": 30, "90": 90, "365": 365, "never": None}
"""Days that a token lasts, by what the form sends."""


def _ticked(choices: tuple[str, ...]) -> fields.List[str]:
    known = validate.OneOf(choices, error=NOT_LISTED)
    return fields.List(fields.String(validate=known), load_default=list)


class Token(Closed):
    """A new token; `role` is mailbox → what it is there."""

    name = line(80, needed=True)
    scopes = _ticked(tuple(Scope))
    role = fields.Dict(
        keys=fields.String(validate=validate.Length(1, 64)),
        values=fields.String(validate=validate.OneOf([NO_ROLE, *ROLES], error=NOT_LISTED)),
        load_default=dict,
    )
    expires = one_of(tuple(EXPIRES))


class Webhook(Closed):
    """Where a webhook goes and what it is told of."""

    name = line(80, needed=True)
    url = line(2000, needed=True)
    mailboxes = fields.List(fields.String(validate=validate.Length(1, 64)), load_default=list)
    types = _ticked(TYPES)


class Switch(Closed):
    """Whether it is to be on."""

    on = one_of(("yes", "no"))
