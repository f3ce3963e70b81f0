"""API tokens: listed, made (shown once) and taken back."""

from __future__ import annotations

from collections.abc import Mapping

from server.domain.access import Scope, Token
from server.domain.errors import NotFound
from server.domain.vocabulary import Role
from server.domain.wording import ROLES as ROLE_WORDS
from server.usecases.tokens import ROLES, Wish, create_token, list_tokens, revoke_token
from server.web.admin.access.forms import EXPIRES, NO_ROLE
from server.web.admin.access.words import SCOPES
from server.web.admin.blaming import blaming
from server.web.admin.page import Moved, Shown, Visit

DAY_MS = 86_400_000


def show(visit: Visit) -> Shown:
    """All tokens."""
    rows = list_tokens(visit.here, visit.actor)
    facts = {
        "rows": rows,
        "scopes": _scopes(visit),
        "places": {r.token.id: _places(visit, r.token) for r in rows},
    }
    return Shown("tokens/list.html", facts)


def ask_new(visit: Visit) -> Shown:
    """An empty form."""
    return Shown("tokens/new.html", _form(visit))


def create(visit: Visit) -> Shown:
    """Make a token and show its text; sent once more by a reload, it is refused."""
    visit.expect(_known(visit))
    with blaming(visit, "name", scopes="scopes", roles="scopes", mailbox="scopes"):
        made = create_token(visit.here, visit.actor, _wish(visit))
    return Shown("tokens/made.html", {"token": made.token, "text": made.text})


def ask_revoke(visit: Visit) -> Shown:
    """What taking it back does."""
    token = _token(visit)
    used = next((row.used_at for row in list_tokens(visit.here, visit.actor) if row.token == token), None)
    return Shown("tokens/revoking.html", {"token": token, "used_at": used})


def revoke(visit: Visit) -> Moved:
    """Take it back."""
    token = _token(visit)
    revoke_token(visit.here, visit.actor, token)
    return Moved("/tokens", "The token “%(name)s” is no longer valid.", {"name": token.name})


def _form(visit: Visit) -> Mapping[str, object]:
    words = visit.words
    boxes = sorted(visit.here.directory.mailboxes.values(), key=lambda box: box.name.casefold())
    roles = [(NO_ROLE, words.gettext("No access"))]
    roles += [(role, words.gettext(ROLE_WORDS[role].message)) for role in reversed(ROLES)]
    return {
        "boxes": boxes,
        "roles": roles,
        "scopes": list(_scopes(visit).items()),
        "seen": visit.seen(_known(visit)),
    }


def _wish(visit: Visit) -> Wish:
    form, days = visit.form, EXPIRES[visit.form["expires"]]
    roles = {box: Role(role) for box, role in form["role"].items() if role != NO_ROLE}
    expires_at = visit.here.clock() + days * DAY_MS if days is not None else None
    return Wish(form["name"], tuple(map(Scope, form["scopes"])), roles, expires_at)


def _scopes(visit: Visit) -> Mapping[str, str]:
    return {scope: visit.words.gettext(said.message) for scope, said in SCOPES.items()}


def _places(visit: Visit, token: Token) -> list[tuple[str, str]]:
    """Names of mailboxes with the word of the role; a mailbox that is gone is left out."""
    boxes = visit.here.directory.mailboxes
    roles = ((boxes[box].name, role) for box, role in token.roles.items() if box in boxes)
    return [(name, visit.words.gettext(ROLE_WORDS[role].message)) for name, role in roles]


def _known(visit: Visit) -> list[str]:
    return sorted(visit.here.directory.tokens)


def _token(visit: Visit) -> Token:
    found = visit.here.directory.tokens.get(visit.path["token"])
    if found is None:
        raise NotFound("There is no such API token.")
    return found
