"""The search box of the settings: what somebody finds, each with the way to the mail in their own client.

The query is sent in the form, never in the address (DECISIONS F2); of a saved view only the id stands there.
"""

from __future__ import annotations

from collections.abc import Mapping

from cards.context import CardContext
from cards.rows import about, own_url, subject_of
from cards.search import notes
from server.domain.findviews import SearchView
from server.domain.listviews import RowView
from server.domain.searching import LONGEST
from server.usecases import searching, views
from server.web.admin.blaming import blaming
from server.web.admin.inputs import line
from server.web.admin.page import Page, Right, Shown, Visit
from server.web.api.fields import Closed
from server.web.gmail.visit import zone_of


class Asked(Closed):
    """What is searched for, and from where a page goes on."""

    query = line(LONGEST, needed=True)
    after = line(120)


class View(Closed):
    """A saved view, and from where a page goes on."""

    view = line(64)
    after = line(120)


def show(visit: Visit) -> Shown:
    """The box, with what a saved view finds if one is named."""
    if not visit.query.get("view"):
        return _page(visit, {"query": ""})
    context = _context(visit)
    after = visit.query["after"] or None
    found = views.look_at_view(visit.here, visit.me, view=visit.query["view"], zone=context.zone, after=after)
    among = found.among
    told = [visit.words.gettext("Sorted among the newest %(limit)s.", limit=among)] if among else []
    facts = {"query": found.view.query, "view": found.view, "told": told, **_found(found.found, context)}
    return _page(visit, facts)


def find(visit: Visit) -> Shown:
    """One page of what a query finds."""
    context = _context(visit)
    query = visit.form["query"].strip()
    with blaming(visit, "query"):
        found = searching.search(
            visit.here, visit.me, query=query, zone=context.zone, after=visit.form["after"] or None
        )
    return _page(visit, {"query": query, "told": [], **_found(found, context)})


def _found(found: SearchView, context: CardContext) -> Mapping[str, object]:
    return {
        "rows": [_row(one, context) for one in found.rows],
        "after": found.after,
        "unfinished": found.unfinished,
        "notes": notes(found, context),
    }


def _row(one: RowView, context: CardContext) -> Mapping[str, str | None]:
    told = about(one, context, mixed=True)
    return {"subject": subject_of(one, context), "about": told, "url": own_url(one.message_id, context)}


def _page(visit: Visit, facts: Mapping[str, object]) -> Shown:
    me = visit.me
    boxes = visit.here.directory.memberships(me.id)
    common = {
        "saved": views.views_for(visit.here, me, actor=visit.actor).views,
        "emergency": any(member.until is not None for _, member in boxes),
        # Without a Google account nothing opens in Gmail, whatever address somebody has.
        "gmail": me.google_sub is not None,
        "outlook": me.entra_subject is not None,
    }
    return Shown("search.html", {**common, **facts})


def _context(visit: Visit) -> CardContext:
    me, workspace = visit.me, visit.here.directory.workspace
    return CardContext(
        base=visit.services.public_url,
        translate=visit.words,
        locale=visit.locale,
        zone=zone_of(me.zone or workspace.zone),
        now=visit.here.clock(),
        nonce="",
        agent_email=me.emails[0] if me.emails else None,
    )


PAGES: tuple[Page, ...] = (
    Page(method="GET", path="/search", name="search", right=Right.AGENT, handler=show, query=View),
    Page(
        method="POST",
        path="/search",
        name="search.found",
        right=Right.AGENT,
        handler=find,
        form=Asked,
        again="search",
    ),
)
