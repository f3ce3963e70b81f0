"""Calls about saved views: those at the caller's hand, what one finds, and keeping one's own."""

from __future__ import annotations

from marshmallow import fields

from server.domain.access import Scope
from server.domain.catalogue import SavedView, ViewSort
from server.domain.offering import OfferedView
from server.domain.savedviews import own_view
from server.domain.searching import LONGEST
from server.usecases import views
from server.usecases.once import once
from server.web.api.answers import many, words
from server.web.api.calls import Call, Route
from server.web.api.fields import Closed, Flag, count, text
from server.web.api.finding import FoundPage, page_of
from server.web.api.rendering import Json
from server.web.api.settings.schemas import idents
from server.web.api.settings.views import SharedViewRecord, shared_view
from server.web.gmail.visit import zone_of

_MINE = "/me/views"


class ViewAnswer(Closed):
    """A saved view; `where` names the mailboxes of a shared one, none for all."""

    id = words()
    name = words()
    query = words()
    sort = fields.Enum(ViewSort, by_value=True, required=True)
    own = Flag(required=True)
    where = many(fields.String())
    may_change = Flag(required=True)


class Place(Closed):
    """A mailbox that the caller may share a view with."""

    id = words()
    name = words()


class ViewsAnswer(Closed):
    """The caller's own views, then those shared with them; with whom they may share one."""

    views = many(fields.Nested(ViewAnswer))
    share_with = many(fields.Nested(Place))
    share_with_all = Flag(required=True)


class ViewQuery(Closed):
    """From where a page goes on."""

    after = text(120, load_default=None, allow_none=True)


class ViewPage(FoundPage):
    """One page of what a view finds, in its order."""

    view = fields.Nested(ViewAnswer, required=True)
    cut = Flag(
        required=True, metadata={"description": "More was found than could be sorted: these are the newest"}
    )
    among = count(
        required=True, metadata={"description": "How many of the newest were sorted; 0: all of them"}
    )


class ViewBody(Closed):
    """A view of the caller's own."""

    name = text(80, shortest=1, required=True)
    query = text(LONGEST, shortest=1, required=True)
    sort = fields.Enum(ViewSort, by_value=True, load_default=ViewSort.NEWEST)


class ShareBody(Closed):
    """With which mailboxes to share it; none means all."""

    mailboxes = idents(required=True)


def at_hand(call: Call) -> Json:
    """The views at the caller's hand."""
    found = views.views_for(call.inbox, call.agent, actor=call.actor)
    boxes = [{"id": box, "name": name} for box, name in found.sharing.mailboxes]
    return {
        "views": [_offered(one) for one in found.views],
        "share_with": boxes,
        "share_with_all": found.sharing.everybody,
    }


def look(call: Call) -> Json:
    """What one finds."""
    found = views.look_at_view(
        call.inbox, call.agent, view=call.path["view"], zone=zone_of(call.zone), after=call.query["after"]
    )
    return {
        **page_of(found.found),
        "view": _offered(found.view),
        "cut": bool(found.among),
        "among": found.among,
    }


def keep(call: Call) -> Json:
    """Keep a new one."""
    made = once(
        call.inbox, call.asked(), lambda: _own(views.keep_view(call.inbox, call.agent, _wanted(call, "")))
    )
    return dict(made or {})


def change(call: Call) -> Json:
    """Change one."""
    return _own(views.keep_view(call.inbox, call.agent, _wanted(call, call.path["view"])))


def drop(call: Call) -> None:
    """Delete one."""
    views.drop_view(call.inbox, call.agent, call.ident("view"))


def share(call: Call) -> Json:
    """Share one."""
    boxes = tuple(call.body["mailboxes"])

    def made() -> Json:
        kept = views.share_view(call.inbox, call.agent, call.path["view"], mailboxes=boxes, actor=call.actor)
        return shared_view(kept)

    return dict(once(call.inbox, call.asked(), made) or {})


def _wanted(call: Call, view: str) -> SavedView:
    return SavedView(view, call.body["name"], call.body["query"], call.body["sort"])


def _own(one: SavedView) -> Json:
    return _offered(own_view(one))


def _offered(one: OfferedView) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "query": one.query,
        "sort": one.sort,
        "own": one.own,
        "where": one.where,
        "may_change": one.theirs,
    }


ROUTES = (
    Route(
        method="GET",
        path="/views",
        name="views",
        summary="Saved views: your own, then those shared with you",
        handler=at_hand,
        answer=ViewsAnswer,
        scope=Scope.READ,
    ),
    Route(
        method="GET",
        path="/views/<view>",
        name="look_at_view",
        summary="What a saved view finds for you, in its order",
        handler=look,
        query=ViewQuery,
        answer=ViewPage,
        scope=Scope.READ,
    ),
    Route(
        method="POST",
        path=_MINE,
        name="add_own_view",
        summary="Keep a search as a view of your own",
        handler=keep,
        body=ViewBody,
        answer=ViewAnswer,
        keyed=True,
        for_people=True,
    ),
    Route(
        method="PUT",
        path=f"{_MINE}/<view>",
        name="change_own_view",
        summary="Change a view of your own",
        handler=change,
        body=ViewBody,
        answer=ViewAnswer,
        keyed=True,
        for_people=True,
    ),
    Route(
        method="DELETE",
        path=f"{_MINE}/<view>",
        name="delete_own_view",
        summary="Delete a view of your own",
        handler=drop,
        answer=None,
        keyed=True,
        for_people=True,
    ),
    Route(
        method="POST",
        path=f"{_MINE}/<view>/share",
        name="share_view",
        summary="Make a view of your own one of mailboxes that you manage, or of all",
        handler=share,
        body=ShareBody,
        answer=SharedViewRecord,
        keyed=True,
        conflicts=True,
        for_people=True,
    ),
)
