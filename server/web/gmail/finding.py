"""Events of the search box."""

from __future__ import annotations

from cards.responses import pushed, updated
from cards.search import QUERY, search_card
from cards.widgets import Json
from server.usecases import searching
from server.web.gmail.visit import Visit


def show_search(visit: Visit) -> Json:
    """What was typed into the box of the home page, or the next page of what was found."""
    return pushed(_card(visit))


def search_again(visit: Visit) -> Json:
    """What was typed into the box above what was found."""
    return updated(_card(visit))


def _card(visit: Visit) -> Json:
    query = visit.param("query") or visit.event.text(QUERY)
    context = visit.context(visit.services.clock())
    found = searching.search(
        visit.inbox,
        visit.agent,
        query=query.strip(),
        zone=context.zone,
        after=visit.optional("after"),
    )
    return search_card(found, context)
