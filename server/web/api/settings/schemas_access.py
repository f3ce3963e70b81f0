"""What calls about API tokens and webhooks carry and answer; a secret is told once, when it is made."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from server.domain.access import Scope
from server.domain.vocabulary import Role
from server.domain.webhooks import TYPES
from server.usecases.tokens import ROLES
from server.web.api.fields import Closed, Flag, count, moment, text
from server.web.api.settings.schemas import ID, Change, Record, ident, idents, one_of

LONGEST_URL = 2000


def _scopes(**more: Any) -> fields.List[Any]:
    return fields.List(one_of(Scope), validate=validate.Length(1, len(Scope)), **more)


def _roles(**more: Any) -> fields.Dict:
    described = {"description": "Mailbox → what the token is in it"}
    return fields.Dict(keys=ident(), values=one_of(ROLES), metadata=described, **more)


class NewToken(Closed):
    """A token to be made."""

    name = text(80, shortest=1, required=True)
    scopes = _scopes(required=True)
    roles = _roles(load_default=dict)
    expires_at = moment(load_default=None, allow_none=True)


class TokenRecord(Record):
    """A token without its text."""

    name = fields.String(required=True)
    scopes = fields.List(fields.Enum(Scope, by_value=True), required=True)
    roles = fields.Dict(keys=fields.String(), values=fields.Enum(Role, by_value=True), required=True)
    created_by = fields.String(required=True, allow_none=True)
    created_at = moment(required=True)
    expires_at = moment(required=True, allow_none=True)
    used_at = moment(required=True, allow_none=True)
    expired = Flag(required=True)


class TokenList(Closed):
    """The tokens, the newest first."""

    tokens = fields.List(fields.Nested(TokenRecord), required=True)


class MintedToken(Closed):
    """A token with its text, which is told only now."""

    id = fields.String(required=True)
    token = fields.String(metadata={"description": "Missing when the call is only repeated"})


class WebhookFields(Closed):
    """What can be said of a webhook; without types it is sent every type of event."""

    name = text(80, shortest=1)
    url = text(LONGEST_URL, shortest=1)
    mailboxes = idents()
    types = fields.List(one_of(TYPES), validate=validate.Length(max=len(TYPES)))


class NewWebhook(WebhookFields):
    """A webhook to be made."""

    name = text(80, shortest=1, required=True)
    url = text(LONGEST_URL, shortest=1, required=True)
    mailboxes = idents(required=True)


class WebhookChange(Change, WebhookFields):
    """A change of a webhook; `enabled` switches it off, or on from now on."""

    enabled = Flag()


class WebhookRecord(Record, WebhookFields):
    """A webhook and how its deliveries go, without its secret; `failures` are those in a row.

    `failed_at` says that it was switched off because nothing had arrived for a day.
    """

    enabled = Flag(required=True)
    created_at = moment(required=True)
    old_secret_until = moment(required=True, allow_none=True)
    failed_at = moment(required=True, allow_none=True)
    waiting = count(required=True)
    failures = count(required=True)
    arrived_at = moment(required=True, allow_none=True)


class WebhookList(Closed):
    """The webhooks, by name."""

    webhooks = fields.List(fields.Nested(WebhookRecord), required=True)


class WebhookSecret(Closed):
    """A webhook's new secret, which is told only now."""

    id = text(ID, required=True)
    secret = fields.String(metadata={"description": "Missing when the call is only repeated"})


class DeliveryRecord(Closed):
    """One try to deliver; `error` is empty where it arrived."""

    at = moment(required=True)
    id = fields.String(required=True)
    type = fields.String(required=True)
    tries = count(required=True)
    status = fields.Integer(required=True, allow_none=True)
    ms = count(required=True)
    error = fields.String(required=True)
    last = Flag(required=True, metadata={"description": "It is not tried again"})


class DeliveryList(Closed):
    """The newest hundred tries, newest first."""

    deliveries = fields.List(fields.Nested(DeliveryRecord), required=True)
