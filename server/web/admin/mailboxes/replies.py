"""What a mailbox does when somebody has replied, and when a customer writes again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from server.domain.vocabulary import Status
from server.domain.workspace import Mailbox
from server.usecases.settings.mailboxes import change_mailbox
from server.web.admin.mailboxes.forms import REPLY_ASSIGNEES, REPLY_STATUSES
from server.web.admin.mailboxes.framing import framed, mailbox
from server.web.admin.page import Moved, Shown, Visit


def show(visit: Visit) -> Shown:
    """The form."""
    values = _values(mailbox(visit))
    facts = framed(visit, "replies", values, statuses=REPLY_STATUSES, assignees=REPLY_ASSIGNEES)
    return Shown("mailboxes/replies.html", facts)


def save(visit: Visit) -> Moved:
    """Change the policies."""
    box, form = mailbox(visit), visit.form
    visit.expect(_values(box))
    after = replace(
        box,
        reply_status=Status(form["reply_status"]),
        reply_assignee=form["reply_assignee"],
        reopen_days=form["reopen_days"],
        duplicate_guard=form["guard"] == "warn",
        trust_references=form["trust_references"],
        blocked=form["blocked"],
    )
    change_mailbox(visit.here, after, actor=visit.actor)
    return Moved(f"/mailboxes/{box.id}/replies", "Saved.")


def _values(box: Mailbox) -> Mapping[str, object]:
    return {
        "reply_status": str(box.reply_status),
        "reply_assignee": box.reply_assignee,
        "reopen_days": box.reopen_days,
        "guard": "warn" if box.duplicate_guard else "off",
        "trust_references": box.trust_references,
        "blocked": ", ".join(box.blocked),
    }
