"""The pages of signing in and out: with Google or Microsoft, by a code, by the operator's link."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus

from marshmallow import INCLUDE, Schema, fields, validate

from server.domain.errors import NotFound, RandnotizError, Unauthenticated, Unavailable
from server.domain.vocabulary import Role
from server.usecases import first_admin, sessions, signing_in
from server.usecases.sessions import Entered
from server.usecases.signing_in import CodeNeeded, SignedIn
from server.web.admin import cookies, gate
from server.web.admin.page import Answer, Away, Bearing, Moved, Page, Right, Shown, Visit
from server.web.admin.rendering import BASE, href, said

PROVIDERS = ("google", "microsoft")
LONGEST_PATH = 500
log = logging.getLogger("randnotiz.admin")

_OURS = re.compile(r"/admin(/[\w.~%:@=-]+)*/?(\?[\w.~%&=:@+-]*)?", re.ASCII)


class To(Schema):
    """Where to go after the sign-in."""

    to = fields.String(load_default="", validate=validate.Length(max=LONGEST_PATH))


class Returned(Schema):
    """What Google and Microsoft append, which is theirs to decide."""

    class Meta:
        """Whatever else they say."""

        unknown = INCLUDE


class Code(Schema):
    """The code of an invitation."""

    code = fields.String(required=True, validate=validate.Length(1, 100))


def home(visit: Visit) -> Answer:
    """On to the first page that is for the visitor."""
    if visit.agent is None and not visit.operator:
        raise gate.SignedOut("Please sign in.")
    if gate.may(visit, Right.ADMIN):
        return Moved("/guide")
    if visit.inbox is not None and gate.may(visit, Right.MANAGER):
        pairs = visit.inbox.directory.memberships(visit.me.id)
        managed = sorted((box.name, box.id) for box, member in pairs if member.role is Role.MANAGER)
        return Moved(f"/mailboxes/{managed[0][1]}")
    return Moved("/me")


def sign_in(visit: Visit) -> Answer:
    """The page with the buttons."""
    if visit.agent is not None:
        return Moved("/")
    return _buttons(visit, to=visit.query["to"])


def begin(visit: Visit) -> Answer:
    """On to Google or Microsoft."""
    name = visit.path["provider"]
    url, secret = signing_in.begin(
        visit.services.workspaces,
        _provider(visit, name),
        name,
        redirect_uri=redirect_uri(visit.services.public_url, name),
        to=visit.query["to"],
    )
    return Bearing(Away(url), {cookies.FLOW: secret})


def back(visit: Visit) -> Answer:
    """Somebody comes back from Google or Microsoft."""
    name = visit.path["provider"]
    public_url = visit.services.public_url
    try:
        made = signing_in.finish(
            visit.services.workspaces,
            _provider(visit, name),
            name,
            secret=cookies.read(public_url, cookies.FLOW),
            answer={key: str(value) for key, value in visit.query.items()},
            entered=_entered(visit),
        )
    except (Unauthenticated, Unavailable) as error:
        log.warning("refused", extra={"reason": error.facts.get("reason", error.code)})
        return Bearing(_buttons(visit, to="", refused=error), {cookies.FLOW: None})
    if isinstance(made, CodeNeeded):
        return Bearing(Moved("/sign-in/code"), {cookies.FLOW: made.secret})
    return _in(visit, made)


def code(_: Visit) -> Answer:
    """Ask for the code of the invitation."""
    return Shown("sign-in/code.html")


def enter_code(visit: Visit) -> Answer:
    """Judge a code that was typed."""
    secret = cookies.read(visit.services.public_url, cookies.FLOW)
    try:
        made = signing_in.finish_with_code(
            visit.services.workspaces, secret=secret, code=visit.form["code"], entered=_entered(visit)
        )
    except Unauthenticated as error:
        return Bearing(_buttons(visit, to="", refused=error), {cookies.FLOW: None})
    if isinstance(made, CodeNeeded):
        wrong = Shown("sign-in/code.html", {"wrong": True}, HTTPStatus.UNPROCESSABLE_ENTITY)
        return Bearing(wrong, {cookies.FLOW: made.secret})
    return _in(visit, made)


def sign_out(visit: Visit) -> Answer:
    """End this browser's session."""
    sessions.end(visit.services.workspaces, cookies.read(visit.services.public_url, cookies.SESSION))
    return Bearing(Moved("/sign-in"), {cookies.SESSION: None})


def link(visit: Visit) -> Answer:
    """Show the button of the operator's link; looking at it does not use it up, as mail scanners look."""
    good = first_admin.is_link(visit.services.workspaces, visit.path["secret"])
    status = HTTPStatus.OK if good else HTTPStatus.NOT_FOUND
    return Shown("sign-in/link.html", {"good": good}, status)


def use_link(visit: Visit) -> Answer:
    """Open the operator's session, once."""
    try:
        token = first_admin.use_link(visit.services.workspaces, visit.path["secret"])
    except NotFound:
        return Shown("sign-in/link.html", {"good": False}, HTTPStatus.NOT_FOUND)
    return Bearing(Moved("/guide"), {cookies.SESSION: token, cookies.VISITOR: None})


def redirect_uri(public_url: str, provider: str) -> str:
    """Where Google or Microsoft send people back to: what has to be entered there."""
    return f"{public_url}{href('/sign-in')}/{provider}/back"


def safe_path(path: str) -> str:
    """A page of ours below /admin; anything else is the first page (no open redirect)."""
    ours = _OURS.fullmatch(path) and "/." not in path
    return path.removeprefix(BASE) or "/" if ours else "/"


def _in(visit: Visit, made: SignedIn) -> Answer:
    older = cookies.read(visit.services.public_url, cookies.SESSION)
    if older:
        sessions.end(visit.services.workspaces, older)
    fresh = {cookies.SESSION: made.token, cookies.FLOW: None, cookies.VISITOR: None}
    return Bearing(Moved(safe_path(made.to)), fresh)


def _buttons(visit: Visit, *, to: str, refused: RandnotizError | None = None) -> Shown:
    known = visit.services.sign_in()
    facts = {
        "providers": [name for name in PROVIDERS if name in known],
        "to": to,
        "first": visit.operator
        and visit.inbox is not None
        and not first_admin.has_admin(visit.here.directory),
        "refused": said(refused, visit.words) if refused else "",
    }
    return Shown("sign-in/buttons.html", facts, HTTPStatus.UNAUTHORIZED if refused else HTTPStatus.OK)


def _provider(visit: Visit, name: str) -> signing_in.Provider:
    found = visit.services.sign_in().get(name)
    if found is None:
        raise NotFound("This page does not exist, or it is not yours.")
    return found


def _entered(visit: Visit) -> Entered | None:
    token = cookies.read(visit.services.public_url, cookies.SESSION)
    return sessions.enter(visit.services.workspaces, token) if token else None


PAGES: tuple[Page, ...] = (
    Page(method="GET", path="/", name="home", right=Right.ANYBODY, handler=home),
    Page(method="GET", path="/sign-in", name="sign_in", right=Right.ANYBODY, handler=sign_in, query=To),
    Page(method="GET", path="/sign-in/code", name="sign_in.code", right=Right.ANYBODY, handler=code),
    Page(
        method="POST",
        path="/sign-in/code",
        name="sign_in.enter_code",
        right=Right.ANYBODY,
        handler=enter_code,
        form=Code,
        again="sign_in.code",
    ),
    Page(
        method="GET",
        path="/sign-in/<any(google,microsoft):provider>",
        name="sign_in.begin",
        right=Right.ANYBODY,
        handler=begin,
        query=To,
    ),
    Page(
        method="GET",
        path="/sign-in/<any(google,microsoft):provider>/back",
        name="sign_in.back",
        right=Right.ANYBODY,
        handler=back,
        query=Returned,
    ),
    Page(method="POST", path="/sign-out", name="sign_out", right=Right.ANYBODY, handler=sign_out),
    Page(method="GET", path="/link/<secret>", name="link", right=Right.ANYBODY, handler=link),
    Page(method="POST", path="/link/<secret>", name="link.use", right=Right.ANYBODY, handler=use_link),
)
