"""Who visits a page: the session behind the cookie, the right that the page asks for, and whose form it is."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Mapping
from typing import cast

from flask import g, request

from server.domain.errors import Forbidden, NotFound, StoreAway, Unauthenticated
from server.domain.vocabulary import Role
from server.domain.workspace import Agent
from server.usecases import sessions
from server.web.admin import cookies
from server.web.admin.page import Page, Right, Visit
from server.web.api.calls import LANGUAGES, language
from server.web.services import Services


class SignedOut(Unauthenticated):
    """Nobody is signed in (any more)."""


class ForeignForm(Forbidden):
    """A form that was not made by a page of ours for this session."""


def visit(services: Services, page: Page, path: Mapping[str, str]) -> Visit:
    """The visit, if the visitor may have it; SignedOut for nobody, NotFound for somebody else's page."""
    found = _visitor(services, path)
    g.admin_visit = found
    if page.right is Right.ANYBODY:
        return found
    if found.agent is None and not found.operator:
        raise SignedOut("Please sign in.")
    if not may(found, page.right, path.get("mailbox")):
        raise NotFound("This page does not exist, or it is not yours.")
    return found


def current(services: Services) -> Visit:
    """The visit of this request, made without any right where none was made yet: for pages about failures."""
    known = cast("Visit | None", g.get("admin_visit"))
    try:
        return known or _visitor(services, {})
    except StoreAway:
        # Nobody knows who it is, and the page says so little that nobody has to.
        return Visit(services=services, locale=_locale(services), path={}, csrf="")


def may(visit: Visit, right: Right, mailbox: str | None = None) -> bool:
    """Whether the visitor has a right; a manager's is in one mailbox, or, without one named, in any."""
    agent = visit.agent
    if right is Right.ANYBODY:
        return True
    if right is Right.OPERATOR:
        return visit.operator
    if right is Right.AGENT:
        return agent is not None
    if mailbox is not None and (visit.inbox is None or mailbox not in visit.inbox.directory.mailboxes):
        return False
    if visit.operator or (agent is not None and agent.admin):
        return True
    if right is Right.ADMIN or agent is None or visit.inbox is None:
        return False
    managed = {
        box.id
        for box, member in visit.inbox.directory.memberships(agent.id)
        if member.role is Role.MANAGER and member.until is None
    }
    return mailbox in managed if mailbox else bool(managed)


def check_form(visit: Visit, public_url: str) -> None:
    """ForeignForm unless a page of ours made this form for this very session (CSRF)."""
    sent = request.form.get("csrf", "")
    if request.headers.get("Origin") != public_url or not visit.csrf:
        raise ForeignForm(
            "This form came from another page. Please open %(url)s and try again.", url=public_url
        )
    if not hmac.compare_digest(sent.encode(), visit.csrf.encode()):
        raise ForeignForm("This form is too old. Please open the page again and repeat.")


def _visitor(services: Services, path: Mapping[str, str]) -> Visit:
    token = cookies.read(services.public_url, cookies.SESSION)
    entered = sessions.enter(services.workspaces, token) if token else None
    if entered is None:
        # A browser without a session gets a secret of its own, so that its forms are its own as well.
        secret = g.admin_visitor = cookies.read(
            services.public_url, cookies.VISITOR
        ) or secrets.token_urlsafe(24)
        csrf = cookies.derived(secret, "csrf")
        return Visit(services=services, locale=_locale(services), path=path, csrf=csrf)
    agent, inbox = entered.agent, entered.inbox
    return Visit(
        services=services,
        locale=_locale(services, agent, inbox.directory.workspace.locale if inbox else None),
        path=path,
        csrf=cookies.derived(token, "csrf"),
        inbox=inbox,
        agent=agent,
        operator=entered.session.operator,
    )


def _locale(services: Services, agent: Agent | None = None, workspace: str | None = None) -> str:
    """What the browser chose here, what the agent set, what the browser asks for, what the workspace speaks."""
    chosen = cookies.read(services.public_url, cookies.LANGUAGE)
    own = agent.locale if agent else None
    known = next((one for one in (chosen, own) if one in LANGUAGES), None)
    return known or language(request.accept_languages, workspace)
