"""The card beside a mail of no mailbox (PRODUCT 2.5: G3); nothing is kept of it (DECISIONS A9)."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.queue import queue_click
from cards.widgets import (
    Json,
    action,
    button,
    buttons,
    card,
    known_icon,
    leads_on,
    menu,
    paragraph,
    row,
    section,
)
from cards.words import mailbox
from server.domain.listviews import OutsideView, Queue
from server.domain.views import MailboxLabel

_MAILBOXES = 20


def outside_card(view: OutsideView, context: CardContext) -> Json:
    """The mail stays the reader's own unless they add it to a mailbox."""
    widgets = [paragraph(context.gettext("This mail is in no shared mailbox. It stays entirely with you."))]
    add = _add_button(view, context)
    if add:
        widgets.append(buttons(add))
    mine = row(
        context.ngettext("%(n)s open", "%(n)s open", view.mine),
        top=context.gettext("My work"),
        icon=known_icon("PERSON"),
        click=queue_click(context, Queue.MINE),
        beside=leads_on(context),
    )
    return card(
        "outside", title=context.gettext("Not a team mail"), sections=[section(*widgets), section(mine)]
    )


def _add_button(view: OutsideView, context: CardContext) -> Json | None:
    if not view.mailboxes:
        return None
    if len(view.mailboxes) == 1:
        only = view.mailboxes[0]
        return button(context.gettext("Add to “%(name)s”", name=mailbox(only)), _add(only, context))
    items = ((mailbox(one), _add(one, context)) for one in view.mailboxes[:_MAILBOXES])
    return button(context.gettext("Add to … ▾"), menu(items))


def _add(label: MailboxLabel, context: CardContext) -> Json:
    return action(context, paths.ADD, mailbox=label.id, nonce=context.nonce)
