"""The first tab of a mailbox: its name, where its mail comes from, its language, and what its people should know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from server.domain.workspace import Mailbox
from server.usecases.settings.mailboxes import change_mailbox, confirm_list, forget_list, seen_lists
from server.web.admin.blaming import blaming
from server.web.admin.mailboxes.framing import framed, mailbox
from server.web.admin.page import Moved, Shown, Visit
from server.web.admin.zones import ZONES


def show(visit: Visit) -> Shown:
    """The form, and the list ids that were learnt or confirmed."""
    box = mailbox(visit)
    learnt = seen_lists(visit.here, box.id, actor=visit.actor)
    facts = framed(visit, "general", _values(box), learnt=learnt, zones=ZONES)
    return Shown("mailboxes/general.html", facts)


def save(visit: Visit) -> Moved:
    """Change what is not the same any more; a manager's form has no addresses."""
    box, form = mailbox(visit), visit.form
    visit.expect(_values(box))
    after = replace(
        box,
        name=form["name"],
        addresses=box.addresses if form["addresses"] is None else form["addresses"],
        locale=form["locale"],
        zone=form["zone"],
        guideline=form["guideline"],
    )
    with blaming(visit, address="addresses", value="addresses", limit="name", zone="zone"):
        change_mailbox(visit.here, after, actor=visit.actor)
    return Moved(f"/mailboxes/{box.id}", "Saved.")


def lists(visit: Visit) -> Moved:
    """Confirm a list id as the mailbox's own, or say that it is none."""
    box = mailbox(visit)
    settle = confirm_list if visit.form["own"] else forget_list
    settle(visit.here, box, visit.form["list_id"], actor=visit.actor)
    return Moved(f"/mailboxes/{box.id}", "Saved.")


def _values(box: Mailbox) -> Mapping[str, object]:
    return {
        "name": box.name,
        "addresses": "\n".join(box.addresses),
        "locale": box.locale,
        "zone": box.zone,
        "guideline": box.guideline,
    }
