"""Searching: the query stands in the body, for addresses must not land in access logs (DECISIONS F2)."""

from __future__ import annotations

from marshmallow import fields

from server.domain.access import Scope
from server.domain.findviews import SearchView
from server.domain.searching import LONGEST
from server.usecases import searching
from server.web.api import rendering
from server.web.api.answers import many, words
from server.web.api.calls import Call, Route
from server.web.api.fields import Closed, Flag, moment, text
from server.web.api.listings import Row, Rows
from server.web.api.rendering import Json
from server.web.gmail.visit import zone_of

ONE = "/conversations/<conversation>"


class Query(Closed):
    """What is searched for, and from where a page goes on."""

    query = text(LONGEST, required=True)
    after = text(120, load_default=None, allow_none=True)


class FoundPage(Closed):
    """One page of what was found, newest first."""

    rows = many(fields.Nested(Row))
    after = words(allow_none=True)
    at = moment(required=True)
    unfinished = Flag(
        required=True, metadata={"description": "The page is not full, and there may be more behind `after`"}
    )
    building = Flag(required=True, metadata={"description": "Not all conversations can be found yet"})
    left_out = Flag(
        required=True,
        metadata={"description": "The beginning of a word stands for too many words: type more"},
    )


def search(call: Call) -> Json:
    """One page of what a query finds."""
    found = searching.search(
        call.inbox, call.agent, query=call.body["query"], zone=zone_of(call.zone), after=call.body["after"]
    )
    return page_of(found)


def company(call: Call) -> Json:
    """Conversations with others of the customer's company."""
    found = searching.company(call.inbox, call.agent, conversation=call.conversation())
    return {"rows": [rendering.row(one) for one in found.rows]}


def page_of(found: SearchView) -> Json:
    """A page of what was found, as it is answered."""
    return {
        "rows": [rendering.row(one) for one in found.rows],
        "after": found.after,
        "at": found.at,
        "unfinished": found.unfinished,
        "building": found.building,
        "left_out": found.left_out,
    }


ROUTES = (
    Route(
        method="POST",
        path="/search",
        name="search",
        summary="Find conversations, newest first",
        handler=search,
        body=Query,
        answer=FoundPage,
        scope=Scope.READ,
    ),
    Route(
        method="GET",
        path=f"{ONE}/company",
        name="company",
        summary="Conversations with others of the same company, newest first",
        handler=company,
        answer=Rows,
    ),
)
