"""The table of the pages of people, and of everybody's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from marshmallow import Schema

from server.web.admin.catalogue.forms import OwnView, Share
from server.web.admin.page import Page, Right
from server.web.admin.people import forms, listing, me, own_templates, own_views, person

_ONE: Final = "/people/<agent>"


def _kept(plural: str, one: str, module: Any, form: type[Schema]) -> Iterator[Page]:
    """What somebody keeps for themselves: the list with a new one below it, one, save and delete."""

    def page(method: str, path: str, name: str, handler: Any, **more: Any) -> Page:
        full = f"/me/{plural}{path}"
        return Page(method=method, path=full, name=name, right=Right.AGENT, handler=handler, **more)

    many, single, key = f"me.{plural}", f"me.{one}", f"/<{one}>"
    yield page("GET", "", many, module.show)
    yield page("POST", "", f"{many}.new", module.add, form=form, again=many)
    yield page("GET", key, single, module.show_one)
    yield page("POST", key, f"{single}.save", module.save, form=form, again=single)
    yield page("POST", f"{key}/remove", f"{single}.gone", module.remove, again=single)


PAGES: tuple[Page, ...] = (
    Page(method="GET", path="/people", name="people", right=Right.ADMIN, handler=listing.show),
    Page(
        method="GET",
        path="/people/invite",
        name="people.invite",
        right=Right.ADMIN,
        handler=listing.ask_invite,
        query=forms.Into,
    ),
    Page(
        method="POST",
        path="/people/invite",
        name="people.invited",
        right=Right.ADMIN,
        handler=listing.send,
        form=forms.Invitation,
        again="people.invite",
    ),
    Page(method="GET", path=_ONE, name="person", right=Right.ADMIN, handler=person.show),
    Page(
        method="POST",
        path=_ONE,
        name="person.save",
        right=Right.ADMIN,
        handler=person.save,
        form=forms.Person,
        again="person",
    ),
    Page(
        method="POST",
        path=f"{_ONE}/presence",
        name="person.presence",
        right=Right.ADMIN,
        handler=person.save_presence,
        form=forms.Presence,
        again="person",
    ),
    Page(method="GET", path=f"{_ONE}/code", name="person.code", right=Right.ADMIN, handler=person.ask_code),
    Page(
        method="POST",
        path=f"{_ONE}/code",
        name="person.coded",
        right=Right.ADMIN,
        handler=person.code,
        form=forms.Code,
        again="person.code",
    ),
    Page(
        method="GET",
        path=f"{_ONE}/sign-out",
        name="person.out",
        right=Right.ADMIN,
        handler=person.ask_sign_out,
    ),
    Page(
        method="POST",
        path=f"{_ONE}/sign-out",
        name="person.signed-out",
        right=Right.ADMIN,
        handler=person.sign_out,
        again="person.out",
    ),
    Page(
        method="GET",
        path=f"{_ONE}/deactivate",
        name="person.leaving",
        right=Right.ADMIN,
        handler=person.ask_deactivate,
    ),
    Page(
        method="POST",
        path=f"{_ONE}/deactivate",
        name="person.left",
        right=Right.ADMIN,
        handler=person.deactivate,
        again="person.leaving",
    ),
    Page(
        method="POST",
        path=f"{_ONE}/reactivate",
        name="person.back",
        right=Right.ADMIN,
        handler=person.reactivate,
        again="person",
    ),
    Page(method="GET", path="/me", name="me", right=Right.AGENT, handler=me.show),
    Page(
        method="POST",
        path="/me",
        name="me.save",
        right=Right.AGENT,
        handler=me.save,
        form=forms.Mine,
        again="me",
    ),
    Page(
        method="POST",
        path="/me/presence",
        name="me.presence",
        right=Right.AGENT,
        handler=me.save_presence,
        form=forms.Presence,
        again="me",
    ),
    *_kept("templates", "template", own_templates, forms.OwnTemplate),
    *_kept("views", "view", own_views, OwnView),
    Page(
        method="POST",
        path="/me/views/<view>/share",
        name="me.view.shared",
        right=Right.AGENT,
        handler=own_views.share,
        form=Share,
        again="me.view",
    ),
    Page(
        method="POST", path="/me/sign-out", name="me.out", right=Right.AGENT, handler=me.sign_out, again="me"
    ),
)
