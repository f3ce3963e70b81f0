"""The search box of the home card, and the card of what it finds."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.rows import SHOWN, conversation_row
from cards.widgets import Json, action, button, buttons, card, field, paragraph, section, way
from server.domain.findviews import SearchView
from server.domain.searching import LONGEST

QUERY = "query"


def search_section(context: CardContext) -> Json:
    """A box to search in, with its button."""
    find = action(context, paths.SHOW_SEARCH)
    return section(_box(context, ""), buttons(button(context.gettext("Search"), find)))


def search_card(view: SearchView, context: CardContext) -> Json:
    """One page of what was found, newest first, below the box to search on."""
    again = buttons(button(context.gettext("Search"), action(context, paths.SEARCH)))
    rows = [conversation_row(one, context, mixed=True) for one in view.rows[:SHOWN]]
    told = [paragraph(text) for text in notes(view, context)]
    sections = [
        section(_box(context, view.query), again),
        section(*told, *rows),
        further(view, paths.SHOW_SEARCH, context, query=view.query),
    ]
    if view.query and len(view.query) <= LONGEST:
        keep = action(context, paths.SHOW_KEEP, query=view.query)
        sections.append(section(buttons(button(context.gettext("Save this search"), keep))))
    return card("search", title=context.gettext("Search"), subtitle=view.query, sections=sections)


def further(found: SearchView, path: str, context: CardContext, **parameters: str) -> Json:
    """The line that leads to the next page; nothing on the last."""
    if found.after is None:
        return section()
    text = context.gettext("Search on") if found.unfinished else context.gettext("Show more")
    return section(way(text, action(context, path, after=found.after, **parameters), context))


def notes(view: SearchView, context: CardContext) -> list[str]:
    """What somebody should know of what was found."""
    found: list[str] = []
    if not view.rows and view.after is None:
        found.append(context.gettext("Nothing was found."))
    if view.building:
        found.append(context.gettext("Not everything can be found yet: the index is being built."))
    if view.left_out:
        found.append(
            context.gettext("Many words begin like this. Type more of the word to find all of them.")
        )
    return found


def _box(context: CardContext, value: str) -> Json:
    return field(QUERY, context.gettext("Words, customer, tag:…, status:open"), value=value)
