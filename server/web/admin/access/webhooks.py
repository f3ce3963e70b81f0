"""Webhooks: listed, made (the secret is shown once), changed, tested, and how their deliveries go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from server.domain.access import Webhook
from server.domain.errors import Invalid, NotFound
from server.domain.webhooks import TYPES
from server.usecases import webhooks
from server.web.admin.access import words
from server.web.admin.blaming import blaming
from server.web.admin.page import Moved, Shown, Visit


def show(visit: Visit) -> Shown:
    """All webhooks."""
    rows = webhooks.list_webhooks(visit.here, visit.actor)
    hosts = {row.webhook.id: urlsplit(row.webhook.url).hostname or "" for row in rows}
    places = {row.webhook.id: _places(visit, row.webhook) for row in rows}
    return Shown("webhooks/list.html", {"rows": rows, "hosts": hosts, "places": places})


def ask_new(visit: Visit) -> Shown:
    """An empty form."""
    values = {"name": "", "url": "", "mailboxes": [], "types": []}
    return Shown("webhooks/new.html", {**_form(visit), "values": values, "seen": visit.seen(_known(visit))})


def create(visit: Visit) -> Shown:
    """Make a webhook and show its secret; sent once more by a reload, it is refused."""
    visit.expect(_known(visit))
    with blaming(visit, "url", value="name", limit="name", mailboxes="mailboxes", mailbox="mailboxes"):
        made = webhooks.create_webhook(visit.here, visit.actor, _wish(visit), outside=visit.services.way_out)
    return Shown("webhooks/made.html", {"webhook": made.webhook, "secret": made.secret, "fresh": True})


def show_one(visit: Visit) -> Shown:
    """One webhook with the newest deliveries."""
    webhook = _webhook(visit)
    row = webhooks.webhook_row(visit.here, webhook)
    lines = webhooks.deliveries(visit.here, visit.actor, webhook)
    values = _values(webhook)
    facts = {
        **_form(visit),
        "webhook": webhook,
        "values": values,
        "seen": visit.seen(values),
        "state": row.state,
        "lines": lines,
        "labels": _words(visit, words.TYPES),
        "failures": _words(visit, words.FAILURES),
        "now": visit.here.clock(),
    }
    return Shown("webhooks/one.html", facts)


def save(visit: Visit) -> Moved:
    """Change it."""
    webhook = _webhook(visit)
    visit.expect(_values(webhook))
    with blaming(visit, "url", value="name", limit="name", mailboxes="mailboxes", mailbox="mailboxes"):
        webhooks.change_webhook(
            visit.here, visit.actor, webhook, _wish(visit), outside=visit.services.way_out
        )
    return Moved(f"/webhooks/{webhook.id}", "Saved.")


def switch(visit: Visit) -> Moved:
    """Switch it on or off."""
    webhook, on = _webhook(visit), visit.form["on"] == "yes"
    webhooks.switch_webhook(visit.here, visit.actor, webhook, on=on)
    path = f"/webhooks/{webhook.id}"
    if on:
        return Moved(path, "It is on: what happens from now on is sent.")
    return Moved(path, "It is off: nothing more is sent.")


def test(visit: Visit) -> Moved:
    """Send a test, and say what became of it."""
    webhook = _webhook(visit)
    line = webhooks.send_test(visit.here, visit.actor, webhook, outside=visit.services.way_out)
    if not line.error:
        facts = {"status": line.status, "ms": line.ms}
        return Moved(f"/webhooks/{webhook.id}", "The test arrived (status %(status)s, %(ms)s ms).", facts)
    if line.status is not None:
        raise Invalid(
            "The test did not arrive: %(reason_word)s (Status %(status)s)",
            reason_word=words.FAILURES[line.error].message,
            status=line.status,
        )
    raise Invalid("The test did not arrive: %(reason_word)s", reason_word=words.FAILURES[line.error].message)


def ask_secret(visit: Visit) -> Shown:
    """What a new secret means."""
    return Shown("webhooks/secret.html", {"webhook": _webhook(visit)})


def new_secret(visit: Visit) -> Shown:
    """Make a new secret and show it."""
    made = webhooks.rotate_secret(visit.here, visit.actor, _webhook(visit))
    return Shown("webhooks/made.html", {"webhook": made.webhook, "secret": made.secret, "fresh": False})


def ask_remove(visit: Visit) -> Shown:
    """What removing does, in numbers."""
    webhook = _webhook(visit)
    state = webhooks.webhook_row(visit.here, webhook).state
    return Shown("webhooks/removing.html", {"webhook": webhook, "waiting": state.waiting})


def remove(visit: Visit) -> Moved:
    """Remove it."""
    webhook = _webhook(visit)
    webhooks.remove_webhook(visit.here, visit.actor, webhook)
    return Moved("/webhooks", "“%(name)s” was removed.", {"name": webhook.name})


def _form(visit: Visit) -> Mapping[str, object]:
    boxes = sorted(visit.here.directory.mailboxes.values(), key=lambda box: box.name.casefold())
    labels = _words(visit, words.TYPES)
    return {"boxes": [(box.id, box.name) for box in boxes], "types": [(kind, labels[kind]) for kind in TYPES]}


def _wish(visit: Visit) -> webhooks.Wish:
    form = visit.form
    return webhooks.Wish(form["name"], form["url"], tuple(form["mailboxes"]), tuple(form["types"]))


def _values(webhook: Webhook) -> Mapping[str, object]:
    return {
        "name": webhook.name,
        "url": webhook.url,
        "mailboxes": sorted(webhook.mailboxes),
        "types": list(webhook.types),
    }


def _words(visit: Visit, table: Mapping[str, object]) -> Mapping[str, str]:
    return {name: visit.words.gettext(said.message) for name, said in table.items()}  # type: ignore[attr-defined]


def _places(visit: Visit, webhook: Webhook) -> Sequence[str]:
    boxes = visit.here.directory.mailboxes
    return sorted(boxes[box].name for box in webhook.mailboxes if box in boxes)


def _known(visit: Visit) -> list[str]:
    return sorted(visit.here.directory.webhooks)


def _webhook(visit: Visit) -> Webhook:
    found = visit.here.directory.webhooks.get(visit.path["webhook"])
    if found is None:
        raise NotFound("There is no such webhook.")
    return found
