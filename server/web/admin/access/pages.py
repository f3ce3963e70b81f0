"""The table of the pages of tokens and webhooks."""

from __future__ import annotations

from typing import Any, Final

from server.web.admin.access import forms, tokens, webhooks
from server.web.admin.page import Handler, Page, Right

_TOKEN: Final = "/tokens/<token>"  # noqa: S105  # a path
_HOOK: Final = "/webhooks/<webhook>"


def _page(method: str, path: str, name: str, handler: Handler, **more: Any) -> Page:
    return Page(method=method, path=path, name=name, right=Right.ADMIN, handler=handler, **more)


PAGES: tuple[Page, ...] = (
    _page("GET", "/tokens", "tokens", tokens.show),
    _page("GET", "/tokens/new", "token.new", tokens.ask_new),
    _page("POST", "/tokens/new", "token.create", tokens.create, form=forms.Token, again="token.new"),
    _page("GET", f"{_TOKEN}/revoke", "token.revoke", tokens.ask_revoke),
    _page("POST", f"{_TOKEN}/revoke", "token.revoked", tokens.revoke, again="tokens"),
    _page("GET", "/webhooks", "webhooks", webhooks.show),
    _page("GET", "/webhooks/new", "webhook.new", webhooks.ask_new),
    _page(
        "POST", "/webhooks/new", "webhook.create", webhooks.create, form=forms.Webhook, again="webhook.new"
    ),
    _page("GET", _HOOK, "webhook", webhooks.show_one),
    _page("POST", _HOOK, "webhook.save", webhooks.save, form=forms.Webhook, again="webhook"),
    _page("POST", f"{_HOOK}/switch", "webhook.switch", webhooks.switch, form=forms.Switch, again="webhook"),
    _page("POST", f"{_HOOK}/test", "webhook.test", webhooks.test, again="webhook"),
    _page("GET", f"{_HOOK}/secret", "webhook.secret", webhooks.ask_secret),
    _page("POST", f"{_HOOK}/secret", "webhook.rotate", webhooks.new_secret, again="webhook"),
    _page("GET", f"{_HOOK}/remove", "webhook.remove", webhooks.ask_remove),
    _page("POST", f"{_HOOK}/remove", "webhook.removed", webhooks.remove, again="webhooks"),
)
