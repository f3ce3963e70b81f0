"""Events of saved views: what one finds, keeping a search, sharing and removing a view."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from cards import paths
from cards.home import home_card
from cards.responses import pushed, returned, rooted
from cards.views import ALL, MINE, NAME, QUERY, SORT, WHERE, keep_card, view_card, views_card
from cards.widgets import Json
from server.domain.catalogue import SavedView, ViewSort
from server.domain.errors import Invalid, NotFound
from server.domain.events import Actor
from server.domain.offering import OfferedView
from server.domain.savedviews import own_view
from server.domain.vocabulary import Via
from server.usecases import counts, views
from server.usecases.once import once
from server.usecases.opening import open_mail
from server.usecases.settings import views as shared
from server.usecases.settings.storing import version_of
from server.web.gmail.rendering import opened_card
from server.web.gmail.visit import Visit


def show(visit: Visit) -> Json:
    """What a view finds, or all views where none is named."""
    if not visit.param("view"):
        found = views.views_for(visit.inbox, visit.agent, actor=_actor(visit))
        return pushed(views_card(found.views, visit.context(visit.services.clock())))
    return pushed(_card(visit, visit.param("view")))


def show_keep(visit: Visit) -> Json:
    """The form for what was searched for, or of a view that there is."""
    visit = replace(visit, inbox=visit.inbox.fresh())
    found = views.views_for(visit.inbox, visit.agent, actor=_actor(visit))
    context = visit.context(visit.services.clock())
    if not visit.param("view"):
        new = own_view(SavedView("", "", visit.param("query")))
        return pushed(keep_card(new, found.sharing, context))
    known = next((one for one in found.views if one.id == visit.param("view") and one.theirs), None)
    if known is None:
        raise NotFound("There is no such view.")
    seen, where = _shared_as(visit, known)
    return pushed(keep_card(known, found.sharing, context, seen=seen, where=where))


def keep(visit: Visit) -> Json:
    """Keep what the form says: for oneself, or for whom was chosen."""
    visit = replace(visit, inbox=visit.inbox.fresh())
    made = once(visit.inbox, visit.asked(), lambda: {"id": _kept(visit)})
    return returned(_card(visit, str((made or {})["id"])))


def drop(visit: Visit) -> Json:
    """Remove a view."""
    visit = replace(visit, inbox=visit.inbox.fresh())
    view = visit.param("view")
    if view in visit.inbox.directory.views:
        known = shared.view_of(visit.inbox, view, actor=_actor(visit))
        shared.delete_view(visit.inbox, known, actor=_actor(visit), seen=visit.param("seen"))
    else:
        views.drop_view(visit.inbox, visit.agent, view)
    return rooted(_below(visit))


def _kept(visit: Visit) -> str:
    """The id of the view that was kept, changed or shared."""
    wanted, where = _typed(visit), visit.event.text(WHERE) or MINE
    boxes = () if where == ALL else (where,)
    actor = _actor(visit)
    if wanted.id in visit.inbox.directory.views:
        known = shared.view_of(visit.inbox, wanted.id, actor=actor)
        places = known.mailboxes if where == MINE or where in known.mailboxes else boxes
        after = replace(wanted, mailboxes=places)
        return shared.change_view(visit.inbox, after, actor=actor, seen=visit.param("seen")).id
    if where == MINE:
        return views.keep_view(visit.inbox, visit.agent, wanted).id
    if not wanted.id:
        return shared.create_view(visit.inbox, replace(wanted, mailboxes=boxes), actor=actor).id
    views.keep_view(visit.inbox, visit.agent, wanted)
    return views.share_view(visit.inbox, visit.agent, wanted.id, mailboxes=boxes, actor=actor).id


def _typed(visit: Visit) -> SavedView:
    event = visit.event
    try:
        sort = ViewSort(event.text(SORT) or ViewSort.NEWEST)
    except ValueError:
        raise Invalid("This card is out of date. Please refresh it.") from None
    return SavedView(visit.param("view"), event.text(NAME), event.text(QUERY), sort)


def _shared_as(visit: Visit, view: OfferedView) -> tuple[str, str]:
    """The version of a shared view, and for whom it is, as the form says it."""
    known = None if view.own else visit.inbox.directory.views.get(view.id)
    if known is None:
        return "", MINE
    return version_of(known), known.mailboxes[0] if known.mailboxes else ALL


def _card(visit: Visit, view: str) -> Json:
    context = visit.context(visit.services.clock())
    found = views.look_at_view(
        visit.inbox, visit.agent, view=view, zone=context.zone, after=visit.optional("after")
    )
    return view_card(found, context)


def _below(visit: Visit) -> Json:
    """The lowest card, afresh: the home page, or the mail on the screen."""
    if visit.shown is None:
        home = counts.home(visit.inbox, visit.agent)
        return home_card(home, visit.context(home.at))
    opened = open_mail(visit.inbox, visit.agent, visit.shown)
    return opened_card(opened, visit.context(opened.at))


def _actor(visit: Visit) -> Actor:
    return Actor("agent", Via.GMAIL, visit.agent.id)


ACTS: Mapping[str, Callable[[Visit], Json]] = {paths.KEEP_VIEW: keep, paths.DROP_VIEW: drop}
PUSHES: Mapping[str, Callable[[Visit], Json]] = {paths.SHOW_VIEW: show, paths.SHOW_KEEP: show_keep}
