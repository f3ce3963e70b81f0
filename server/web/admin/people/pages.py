"""The table of the pages of people, and of everybody's own."""

from __future__ import annotations

from typing import Final

from server.web.admin.page import Page, Right
from server.web.admin.people import forms, listing, me, own_templates, person

_ONE: Final = "/people/<agent>"
_OWN: Final = "/me/templates/<template>"

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
    Page(
        method="GET",
        path="/me/templates",
        name="me.templates",
        right=Right.AGENT,
        handler=own_templates.show,
    ),
    Page(
        method="POST",
        path="/me/templates",
        name="me.templates.new",
        right=Right.AGENT,
        handler=own_templates.add,
        form=forms.OwnTemplate,
        again="me.templates",
    ),
    Page(
        method="GET",
        path=_OWN,
        name="me.template",
        right=Right.AGENT,
        handler=own_templates.show_one,
    ),
    Page(
        method="POST",
        path=_OWN,
        name="me.template.save",
        right=Right.AGENT,
        handler=own_templates.save,
        form=forms.OwnTemplate,
        again="me.template",
    ),
    Page(
        method="POST",
        path=f"{_OWN}/remove",
        name="me.template.gone",
        right=Right.AGENT,
        handler=own_templates.remove,
        again="me.template",
    ),
    Page(
        method="POST", path="/me/sign-out", name="me.out", right=Right.AGENT, handler=me.sign_out, again="me"
    ),
)
