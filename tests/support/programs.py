"""API tokens for tests, made as an operator makes them."""

from __future__ import annotations

from server.domain.access import Scope
from server.domain.administering import OPERATOR
from server.domain.vocabulary import Role
from server.usecases.tokens import Minted, Wish, create_token
from tests.support.office import Office


def minted(
    office: Office,
    *scopes: Scope,
    name: str = "Zapier",
    expires_at: int | None = None,
    **roles: Role,
) -> Minted:
    """A token with these scopes (all, unless some are named) and roles in mailboxes (agent of support@)."""
    wish = Wish(name, scopes or tuple(Scope), roles or {"support": Role.AGENT}, expires_at)
    return create_token(office.inbox, OPERATOR, wish)
