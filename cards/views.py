"""Saved views: their section on the home card, what one finds, and the form that keeps, shares or removes one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cards import paths
from cards.context import CardContext
from cards.rows import SHOWN, conversation_row
from cards.search import further, notes
from cards.text import inline, line
from cards.widgets import (
    Json,
    action,
    button,
    buttons,
    card,
    choice,
    field,
    known_icon,
    leads_on,
    paragraph,
    row,
    section,
    way,
)
from server.domain.offering import OfferedView
from server.domain.savedviews import SORTS, FoundView, Sharing

NAME = "view_name"
QUERY = "view_query"
SORT = "view_sort"
WHERE = "view_where"
ALL = "all"
MINE = "mine"
"""Names of fields, and what the choice of the mailbox says beside ids."""

_ON_HOME = 15
_LISTED = 90
_NAME = 80


def views_section(views: Sequence[OfferedView], context: CardContext) -> Json:
    """The reader's views, each leading to what it finds."""
    rows = [_view(one, context) for one in views[:_ON_HOME]]
    if len(views) > _ON_HOME:
        click = action(context, paths.SHOW_VIEW)
        rows.append(way(context.gettext("All views"), click, context))
    return section(*rows, header=context.gettext("Saved views"))


def views_card(views: Iterable[OfferedView], context: CardContext) -> Json:
    """All of them."""
    rows = [_view(one, context) for one in list(views)[:_LISTED]]
    empty = paragraph(context.gettext("No saved views yet."))
    return card("views", title=context.gettext("Saved views"), sections=[section(*(rows or [empty]))])


def view_card(found: FoundView, context: CardContext) -> Json:
    """One page of what a view finds, in its order."""
    view, page = found.view, found.found
    told = [paragraph(text) for text in notes(page, context)]
    if found.among:
        told.append(paragraph(context.gettext("Sorted among the newest %(limit)s.", limit=found.among)))
    rows = [conversation_row(one, context, mixed=True) for one in page.rows[:SHOWN]]
    about = row(
        inline(view.query, 200), top=shared(view, context), bottom=context.gettext(SORTS[view.sort].message)
    )
    change = buttons(button(context.gettext("Edit view"), action(context, paths.SHOW_KEEP, view=view.id)))
    sections = [
        section(*told, *rows),
        further(page, paths.SHOW_VIEW, context, view=view.id),
        section(about, *([change] if view.theirs else [])),
    ]
    return card("view", title=inline(view.name, _NAME), subtitle=line(view.query, 100), sections=sections)


def keep_card(
    view: OfferedView, sharing: Sharing, context: CardContext, *, seen: str = "", where: str = MINE
) -> Json:
    """The form of a view: a new one has no id; `seen` is the version of a shared one, `where` whom it is for."""
    sorts = ((one.value, context.gettext(said.message), one is view.sort) for one, said in SORTS.items())
    widgets = [
        field(NAME, context.gettext("Name"), value=view.name),
        field(QUERY, context.gettext("What to search for"), value=view.query),
        choice(SORT, context.gettext("Order"), sorts),
    ]
    if sharing.possible:
        widgets.append(choice(WHERE, context.gettext("For whom"), _places(view, sharing, context, where)))
    keep = action(context, paths.KEEP_VIEW, view=view.id, seen=seen, nonce=context.nonce)
    sections = [section(*widgets)]
    if view.id:
        drop = action(context, paths.DROP_VIEW, view=view.id, seen=seen, nonce=context.nonce)
        sections.append(section(buttons(button(context.gettext("Remove view"), drop))))
    title = context.gettext("Edit view") if view.id else context.gettext("Save this search")
    return card(
        "keep", title=title, sections=sections, footer=button(context.gettext("Save"), keep, filled=True)
    )


def shared(view: OfferedView, context: CardContext) -> str:
    """Whose a view is."""
    if view.own:
        return context.gettext("Only you")
    return ", ".join(inline(one, 40) for one in view.where) or context.gettext("For all mailboxes")


def _view(view: OfferedView, context: CardContext) -> Json:
    return row(
        inline(view.name, _NAME),
        bottom="" if view.own else shared(view, context),
        icon=known_icon("BOOKMARK"),
        click=action(context, paths.SHOW_VIEW, view=view.id),
        beside=leads_on(context),
    )


def _places(
    view: OfferedView, sharing: Sharing, context: CardContext, where: str
) -> list[tuple[str, str, bool]]:
    """Whom it may be for: somebody's own may be shared, a shared one stays so."""
    items = [(MINE, context.gettext("Only you"), where == MINE)] if view.own or not view.id else []
    if sharing.everybody:
        items.append((ALL, context.gettext("For all mailboxes"), where == ALL))
    return [*items, *((box, inline(name, 60), where == box) for box, name in sharing.mailboxes[:90])]
