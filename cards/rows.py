"""Rows of conversations in a list; a click opens the mail in the reader's own Gmail."""

from __future__ import annotations

from urllib.parse import quote

from cards.context import CardContext
from cards.text import bold, line
from cards.widgets import Json, leads_on, link, row
from cards.words import due, moment, person, standing, waiting
from server.domain.listviews import RowView
from server.domain.vocabulary import Standing

SHOWN = 40
"""Rows of one page (PRODUCT 2.5, G6), with what was handed over before it."""

_SUBJECT = 100
_NAME = 60
_ID = 500


def mail_url(message_id: str, context: CardContext) -> str:
    """Where the reader's own Gmail shows a mail; `authuser`, because /u/0 may be another account (E3)."""
    who = f"?authuser={quote(context.agent_email, safe='')}" if context.agent_email else ""
    search = quote(f"rfc822msgid:{message_id}", safe="", errors="replace")
    return f"https://mail.google.com/mail/{who}#search/{search}"


def conversation_row(view: RowView, context: CardContext, *, mixed: bool = False) -> Json:
    """One conversation: subject, who wrote, how it stands, whose it is; `mixed` as for `about`."""
    subject, url = subject_of(view, context), own_url(view.message_id, context)
    bottom = about(view, context, mixed=mixed)
    if url is None:
        return row(bold(subject), bottom=bottom)
    return row(bold(subject), bottom=bottom, click=link(url), beside=leads_on(context))


def own_url(message_id: str | None, context: CardContext) -> str | None:
    """Where the reader's own Gmail shows a mail; None where its Message-ID is not known, or too long for a link."""
    if not message_id or len(message_id) > _ID:
        return None
    return mail_url(message_id, context)


def subject_of(view: RowView, context: CardContext) -> str:
    """The subject, or why there is none."""
    return subject_words(view.subject, context, kept=view.subject_kept)


def subject_words(subject: str, context: CardContext, *, kept: bool) -> str:
    """A subject on one line, or why there is none: `kept` is whether the workspace stores subjects at all."""
    if not subject.strip() and not kept:
        return context.gettext("(subject not stored)")
    return line(subject, _SUBJECT) or context.gettext("(no subject)")


def about(view: RowView, context: CardContext, *, mixed: bool = False) -> str:
    """Who wrote, how it stands, whose it is, in one line.

    In a `mixed` list of all kinds, what is open is called so, and what is nobody's too.
    """
    told = [
        *_handed(view, context),
        line(view.customer_name or view.customer_address, _NAME),
        standing(view.standing, context) if mixed and _waits(view) else "",
        _state(view, context),
    ]
    if view.assignee:
        told.append(line(person(view.assignee, context), _NAME))
    elif mixed:
        told.append(context.gettext("Unassigned"))
    return " · ".join(part for part in told if part)


def _handed(view: RowView, context: CardContext) -> list[str]:
    """Who handed it to the reader or to a team, and by when it is to be done."""
    made = []
    by, to = view.handed_by, view.assignee
    if by and not by.you and to and (to.you or to.id.startswith("team:")):
        made.append(context.gettext("handed over by %(who)s", who=line(person(by, context), _NAME)))
    if view.due_at is not None:
        made.append(due(view.due_at, context))
    return made


def _state(view: RowView, context: CardContext) -> str:
    if view.standing is Standing.SNOOZED and view.snoozed_until is not None:
        return context.gettext("Snoozed until %(time)s", time=moment(view.snoozed_until, context, exact=True))
    if view.waiting_since is not None and _waits(view):
        return waiting(view.waiting_since, context)
    return f"{standing(view.standing, context)} · {moment(view.last_message_at, context)}"


def _waits(view: RowView) -> bool:
    """Whether a line says since when the customer waits, in the place of how it stands."""
    return view.standing is Standing.OPEN and view.waiting_since is not None
