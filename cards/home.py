"""The card of the home page: the reader's own work and their mailboxes (PRODUCT 2.5: G6)."""

from __future__ import annotations

from cards.absence import availability_section
from cards.context import CardContext
from cards.parts import as_of
from cards.queue import QUEUES, queue_click
from cards.search import search_section
from cards.text import bold
from cards.views import views_section
from cards.widgets import Json, card, known_icon, leads_on, own_icon, row, section
from cards.words import first_name, mailbox, moment
from server.domain.listviews import EmergencyView, HomeView, MailboxCounts, Queue

_MAILBOXES = 40
_EMERGENCIES = 5


def home_card(view: HomeView, context: CardContext) -> Json:
    """Counts that open their list."""
    rows = [
        _queue(Queue.MINE, view.mine, known_icon("PERSON"), context),
        _queue(Queue.WAITING, view.waiting, known_icon("CLOCK"), context),
        _queue(Queue.MENTIONS, view.mentions, own_icon(context, "at"), context),
        _queue(Queue.FOLLOWED, view.followed, own_icon(context, "eye"), context),
    ]
    if view.unassigned is not None:
        rows.insert(1, _queue(Queue.UNASSIGNED, view.unassigned, known_icon("EMAIL"), context))
    if view.reviews:  # somebody waits for a word before they can send
        rows.insert(0, _queue(Queue.REVIEWS, view.reviews, own_icon(context, "pen"), context))
    boxes = [_mailbox(one, context) for one in view.mailboxes[:_MAILBOXES]]
    return card(
        "home",
        title=context.gettext("Hello, %(name)s", name=first_name(view.name)),
        subtitle=context.gettext("My work"),
        sections=[
            section(*(_emergency(one, context) for one in view.emergencies[:_EMERGENCIES])),
            availability_section(view, context),
            search_section(context),
            section(*rows),
            views_section(view.views, context),
            section(*boxes, header=context.gettext("Shared mailboxes")),
        ],
        footer=as_of(context, at=view.at),
    )


def _emergency(one: EmergencyView, context: CardContext) -> Json:
    """Who reads a mailbox of the reader's in an emergency, or did lately (PRODUCT 3.4)."""
    facts = {"who": one.name, "mailbox": one.mailbox, "time": moment(one.until, context, exact=True)}
    if one.you:
        said = context.gettext("You read %(mailbox)s until %(time)s (emergency access)", **facts)
    elif one.active:
        said = context.gettext("%(who)s reads %(mailbox)s until %(time)s (emergency access)", **facts)
    else:
        said = context.gettext("%(who)s read %(mailbox)s until %(time)s (emergency access)", **facts)
    return row(said, icon=own_icon(context, "warn"))


def _queue(queue: Queue, count: int, icon: Json, context: CardContext) -> Json:
    return row(
        bold(str(count)),
        top=context.gettext(QUEUES[queue].message),
        icon=icon,
        click=queue_click(context, queue),
        beside=leads_on(context),
    )


def _mailbox(counts: MailboxCounts, context: CardContext) -> Json:
    parts = []
    if counts.unassigned is not None:
        parts.append(context.ngettext("%(n)s unassigned", "%(n)s unassigned", counts.unassigned))
    parts.append(context.ngettext("%(n)s open", "%(n)s open", counts.open))
    parts.append(context.ngettext("%(n)s waiting", "%(n)s waiting", counts.pending))
    return row(
        mailbox(counts.mailbox),
        bottom=" · ".join(parts),
        click=queue_click(context, Queue.OPEN, mailbox_id=counts.mailbox.id),
        beside=leads_on(context),
    )
