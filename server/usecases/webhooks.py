"""Webhooks as admins set them up: where to, of which mailboxes, which events; and how their deliveries go."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from server.domain.access import Webhook
from server.domain.administering import Matter, require
from server.domain.errors import Invalid, NotFound
from server.domain.events import Actor
from server.domain.webhooks import SECRET_BYTES, TEST, TYPES, Job, body, secret_text
from server.domain.workspace import Directory
from server.store.outbox import Line, Outbox, State, look
from server.usecases.checking import free_name
from server.usecases.delivering import Outside, send
from server.usecases.inbox import Inbox
from server.usecases.settings.storing import removed, stored

OVERLAP = 24 * 3_600_000
"""How long the old secret signs as well after a change, in ms."""
MOST = 50
"""So many webhooks a workspace may have: each reads every change."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a webhook should be; no `types` means every type."""

    name: str
    url: str
    mailboxes: tuple[str, ...]
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Made:
    """A webhook and the text of its secret, which is known only now."""

    webhook: Webhook
    secret: str


@dataclass(frozen=True, slots=True)
class WebhookRow:
    """A webhook and how its deliveries go."""

    webhook: Webhook
    state: State


def create_webhook(inbox: Inbox, actor: Actor, wish: Wish, *, outside: Outside) -> Made:
    """Make a webhook; it is sent what happens from now on."""
    require(inbox.directory, actor, Matter.ACCESS)
    outside.check(wish.url.strip())
    known, secret, now = inbox.new_id(), _secret(), inbox.clock()
    sealed = inbox.directories.sealed(secret)

    def checked(directory: Directory) -> Webhook:
        require(directory, actor, Matter.ACCESS)
        if len(directory.webhooks) >= MOST:
            raise Invalid("There are %(limit)s webhooks already; that is the limit.", limit=MOST)
        fresh = Webhook(known, "", "", sealed, created_at=now, since=now)
        return _as_wished(directory, fresh, wish)

    return Made(stored(inbox, None, checked, actor=actor)[1], secret)


def change_webhook(
    inbox: Inbox,
    actor: Actor,
    before: Webhook,
    wish: Wish,
    *,
    outside: Outside,
    enabled: bool | None = None,
    seen: str = "",
) -> Webhook:
    """Change where it goes and what it is told of; what waits already is still sent, if it still may be.

    Switched on, it is sent what happens from now on, and nothing of what happened in between.
    """
    require(inbox.directory, actor, Matter.ACCESS)
    if wish.url.strip() != before.url:
        outside.check(wish.url.strip())
    switched = _switched(before, inbox.clock(), on=before.enabled if enabled is None else enabled)

    def checked(directory: Directory) -> Webhook:
        require(directory, actor, Matter.ACCESS)
        return _as_wished(directory, switched, wish)

    return stored(inbox, before, checked, actor=actor, seen=seen)[1]


def switch_webhook(inbox: Inbox, actor: Actor, before: Webhook, *, on: bool) -> Webhook:
    """Switch it off, or on again from now on."""
    return _replaced(inbox, actor, before, _switched(before, inbox.clock(), on=on))


def rotate_secret(inbox: Inbox, actor: Actor, before: Webhook) -> Made:
    """Give it a new secret; the old one signs as well for a day."""
    secret = _secret()
    after = replace(
        before,
        secret=inbox.directories.sealed(secret),
        old_secret=before.secret,
        old_until=inbox.clock() + OVERLAP,
    )
    return Made(_replaced(inbox, actor, before, after), secret)


def remove_webhook(inbox: Inbox, actor: Actor, webhook: Webhook) -> None:
    """Remove it, with what waits and its log."""
    removed(inbox, webhook, lambda directory: require(directory, actor, Matter.ACCESS), actor=actor)
    _outbox(inbox, webhook).forget()


def list_webhooks(inbox: Inbox, actor: Actor) -> list[WebhookRow]:
    """All webhooks, by name."""
    require(inbox.directory, actor, Matter.ACCESS)
    webhooks = sorted(inbox.directory.webhooks.values(), key=lambda webhook: webhook.name.lower())
    states = look(inbox.conversations.store, inbox.conversations.keys, webhooks)[1]
    return [WebhookRow(webhook, state) for webhook, state in zip(webhooks, states, strict=True)]


def webhook_of(inbox: Inbox, actor: Actor, name: str) -> Webhook:
    """The webhook of that id or name, for somebody who may know of it."""
    require(inbox.directory, actor, Matter.ACCESS)
    return find_webhook(inbox.directory, name)


def webhook_row(inbox: Inbox, webhook: Webhook) -> WebhookRow:
    """One webhook and how its deliveries go."""
    return WebhookRow(webhook, look(inbox.conversations.store, inbox.conversations.keys, [webhook])[1][0])


def find_webhook(directory: Directory, name: str) -> Webhook:
    """The webhook of that id or name; NotFound otherwise."""
    for webhook in directory.webhooks.values():
        if name == webhook.id or name.strip().lower() == webhook.name.lower():
            return webhook
    raise NotFound("There is no webhook “%(webhook)s”.", webhook=name[:80])


def deliveries(inbox: Inbox, actor: Actor, webhook: Webhook) -> Sequence[Line]:
    """The newest hundred tries, newest first."""
    require(inbox.directory, actor, Matter.ACCESS)
    return _outbox(inbox, webhook).lines()


def send_test(inbox: Inbox, actor: Actor, webhook: Webhook, *, outside: Outside) -> Line:
    """Send a test now, once, and tell what became of it; it works while the webhook is off, too."""
    require(inbox.directory, actor, Matter.ACCESS)
    job = Job(f"{inbox.workspace}-{inbox.new_id()}-{TEST}", TEST, inbox.clock())
    line = send(inbox, webhook, job, body(webhook, job, None, workspace=inbox.workspace), outside)
    line = replace(line, last=True)
    _outbox(inbox, webhook).tell(line)
    return line


def _as_wished(directory: Directory, before: Webhook, wish: Wish) -> Webhook:
    name = free_name(replace(before, name=wish.name), directory.webhooks.values())
    boxes = tuple(dict.fromkeys(wish.mailboxes))
    if not boxes:
        raise Invalid("Choose at least one mailbox whose events are sent.", mailboxes=True)
    for box in boxes:
        if box not in directory.mailboxes and box not in before.mailboxes:
            raise Invalid("There is no mailbox “%(mailbox)s”.", mailbox=box[:80])
    for kind in wish.types:
        if kind not in TYPES:
            raise Invalid("There is no event “%(type)s”.", type=kind[:80])
    types = tuple(kind for kind in TYPES if kind in wish.types)
    return replace(before, name=name, url=wish.url.strip(), mailboxes=boxes, types=types)


def _switched(before: Webhook, now: int, *, on: bool) -> Webhook:
    if before.enabled == on:
        return before
    return replace(before, enabled=on, failed_at=None, since=now if on else before.since)


def _replaced(inbox: Inbox, actor: Actor, before: Webhook, after: Webhook) -> Webhook:
    def checked(directory: Directory) -> Webhook:
        require(directory, actor, Matter.ACCESS)
        return after

    return stored(inbox, before, checked, actor=actor)[1]


def _secret() -> str:
    return secret_text(secrets.token_bytes(SECRET_BYTES))


def _outbox(inbox: Inbox, webhook: Webhook) -> Outbox:
    return Outbox(inbox.conversations.store, inbox.conversations.keys, webhook)
