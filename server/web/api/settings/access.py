"""Calls about API tokens and webhooks; for admins, never for a program."""

from __future__ import annotations

from dataclasses import asdict

from server.domain.access import Scope
from server.domain.vocabulary import Role
from server.usecases import tokens, webhooks
from server.usecases.settings.storing import version_of
from server.web.api.calls import Call
from server.web.api.rendering import Json
from server.web.api.settings import schemas_access as schemas
from server.web.api.settings.calling import changing, reading


def list_tokens(call: Call) -> Json:
    """The tokens."""
    return {"tokens": [_token(row) for row in tokens.list_tokens(call.inbox, call.actor)]}


def create_token(call: Call) -> Json:
    """Make a token."""
    wish = tokens.Wish(
        name=call.body["name"],
        scopes=tuple(map(Scope, call.body["scopes"])),
        roles={box: Role(role) for box, role in call.body["roles"].items()},
        expires_at=call.body["expires_at"],
    )
    made = tokens.create_token(call.inbox, call.actor, wish)
    return {"id": made.token.id, "token": made.text}


def revoke_token(call: Call) -> None:
    """Take a token back."""
    known = tokens.token_of(call.inbox, call.actor, call.path["token"])
    tokens.revoke_token(call.inbox, call.actor, known)


def list_webhooks(call: Call) -> Json:
    """The webhooks."""
    return {"webhooks": [_webhook(row) for row in webhooks.list_webhooks(call.inbox, call.actor)]}


def create_webhook(call: Call) -> Json:
    """Make a webhook."""
    made = webhooks.create_webhook(
        call.inbox, call.actor, _wish(call, webhooks.Wish("", "", ())), outside=call.services.way_out
    )
    return {"id": made.webhook.id, "secret": made.secret}


def change_webhook(call: Call) -> Json:
    """Change a webhook, switch it on or off."""
    before = webhooks.webhook_of(call.inbox, call.actor, call.path["webhook"])
    wish = _wish(call, webhooks.Wish(before.name, before.url, before.mailboxes, before.types))
    after = webhooks.change_webhook(
        call.inbox,
        call.actor,
        before,
        wish,
        outside=call.services.way_out,
        seen=call.body["seen"],
        enabled=call.body.get("enabled", before.enabled),
    )
    return _webhook(webhooks.webhook_row(call.inbox, after))


def rotate_secret(call: Call) -> Json:
    """Give a webhook a new secret."""
    known = webhooks.webhook_of(call.inbox, call.actor, call.path["webhook"])
    made = webhooks.rotate_secret(call.inbox, call.actor, known)
    return {"id": made.webhook.id, "secret": made.secret}


def send_test(call: Call) -> Json:
    """Send a test."""
    known = webhooks.webhook_of(call.inbox, call.actor, call.path["webhook"])
    return asdict(webhooks.send_test(call.inbox, call.actor, known, outside=call.services.way_out))


def list_deliveries(call: Call) -> Json:
    """What became of the newest deliveries."""
    known = webhooks.webhook_of(call.inbox, call.actor, call.path["webhook"])
    lines = webhooks.deliveries(call.inbox, call.actor, known)
    return {"deliveries": [asdict(line) for line in lines]}


def remove_webhook(call: Call) -> None:
    """Remove a webhook."""
    known = webhooks.webhook_of(call.inbox, call.actor, call.path["webhook"])
    webhooks.remove_webhook(call.inbox, call.actor, known)


def _wish(call: Call, before: webhooks.Wish) -> webhooks.Wish:
    return webhooks.Wish(
        name=call.body.get("name", before.name),
        url=call.body.get("url", before.url),
        mailboxes=tuple(call.body.get("mailboxes", before.mailboxes)),
        types=tuple(call.body.get("types", before.types)),
    )


def _token(row: tokens.TokenRow) -> Json:
    token = row.token
    return {
        "id": token.id,
        "version": version_of(token),
        "name": token.name,
        "scopes": token.scopes,
        "roles": token.roles,
        "created_by": f"agent:{token.created_by}" if token.created_by else None,
        "created_at": token.created_at,
        "expires_at": token.expires_at,
        "used_at": row.used_at,
        "expired": row.expired,
    }


def _webhook(row: webhooks.WebhookRow) -> Json:
    webhook = row.webhook
    return {
        "id": webhook.id,
        "version": version_of(webhook),
        "name": webhook.name,
        "url": webhook.url,
        "mailboxes": webhook.mailboxes,
        "types": webhook.types,
        "enabled": webhook.enabled,
        "created_at": webhook.created_at,
        "old_secret_until": webhook.old_until,
        "failed_at": webhook.failed_at,
        "waiting": row.state.waiting,
        "failures": row.state.failures,
        "arrived_at": row.state.ok_at,
    }


_TOKEN, _HOOK = "tokens/<token>", "webhooks/<webhook>"  # paths
ROUTES = (
    reading("tokens", "list_tokens", "The API tokens, without their texts", list_tokens, schemas.TokenList),
    changing(
        "POST",
        "tokens",
        "create_token",
        "Make an API token",
        create_token,
        schemas.MintedToken,
        body=schemas.NewToken,
        secret=("token",),
    ),
    changing("DELETE", _TOKEN, "revoke_token", "Take an API token back", revoke_token, None),
    reading("webhooks", "list_webhooks", "The webhooks and how they go", list_webhooks, schemas.WebhookList),
    changing(
        "POST",
        "webhooks",
        "create_webhook",
        "Have events sent to an address",
        create_webhook,
        schemas.WebhookSecret,
        body=schemas.NewWebhook,
        secret=("secret",),
    ),
    changing(
        "PATCH",
        _HOOK,
        "change_webhook",
        "Change a webhook, switch it on or off",
        change_webhook,
        schemas.WebhookRecord,
        body=schemas.WebhookChange,
    ),
    changing(
        "POST",
        f"{_HOOK}/secret",
        "rotate_secret",
        "Give a webhook a new secret; the old one signs as well for a day",
        rotate_secret,
        schemas.WebhookSecret,
        secret=("secret",),
    ),
    changing(
        "POST",
        f"{_HOOK}/test",
        "send_test",
        "Send a test now and tell what became of it",
        send_test,
        schemas.DeliveryRecord,
    ),
    reading(
        f"{_HOOK}/deliveries",
        "list_deliveries",
        "What became of the newest deliveries",
        list_deliveries,
        schemas.DeliveryList,
    ),
    changing("DELETE", _HOOK, "remove_webhook", "Remove a webhook", remove_webhook, None),
)
