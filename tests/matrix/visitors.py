"""Browsers of everybody, signed in as the service itself would have signed them in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from server.usecases import first_admin, sessions
from server.web.admin import cookies
from tests.matrix import people
from tests.matrix.rights import GROUPS
from tests.matrix.world import World
from tests.support.api_edge import PUBLIC_URL

VISITORS: Mapping[str, str] = {
    **{who: group for group in ("both", "own", "others", "none") for who in GROUPS[group]},
    **dict.fromkeys(("admin", "emergency"), "admins"),
    **dict.fromkeys(("agent", "given", "viewer", "light"), "members"),
    "operator": "operator",
    "foreigner": "foreigner",
    "deactivated": "nobody",
    "nobody": "nobody",
}
"""Who visits → their column in the table of pages."""


@dataclass(slots=True)
class Visitors:
    """One browser for each visitor, with the token of its session."""

    world: World
    known: dict[str, tuple[FlaskClient, str]] = field(default_factory=dict)

    def browser(self, who: str) -> tuple[FlaskClient, str]:
        """Somebody's browser."""
        if who not in self.known:
            client, token = self.world.edge.app.test_client(), self._token(who)
            if token:
                host = urlsplit(PUBLIC_URL).netloc
                client.set_cookie(f"__Host-{cookies.SESSION}", token, domain=host, secure=True, path="/")
            self.known[who] = client, token
        return self.known[who]

    def get(self, who: str, path: str) -> TestResponse:
        """Somebody asks for a page; `path` is below /admin."""
        return self.browser(who)[0].get(f"/admin{path}", base_url=PUBLIC_URL)

    def post(
        self,
        who: str,
        path: str,
        form: Mapping[str, object] | None = None,
        *,
        csrf: str | None = None,
        origin: str | None = PUBLIC_URL,
        **more: str,
    ) -> TestResponse:
        """Somebody sends a form with the csrf of their own session, unless another is given."""
        client, token = self.browser(who)
        own = cookies.derived(token, "csrf") if csrf is None else csrf
        headers = {"Origin": origin} if origin is not None else {}
        data = {"csrf": own, **(form or {})}
        return client.post(f"/admin{path}", base_url=PUBLIC_URL, data=data, headers=headers, **more)

    def _token(self, who: str) -> str:
        workspaces = self.world.office.workspaces
        if who == "nobody":
            return ""
        if who == "operator":
            return first_admin.use_link(workspaces, first_admin.make_link(workspaces, self.world.office.id))
        self.world.foreign.time[0] = self.world.office.time[0]
        office = self.world.foreign if who == "foreigner" else self.world.office
        agent = office.inbox.directory.agents[people.AGENTS.get(who, people.FOREIGNER)]
        return sessions.begin(office.inbox, agent, min(sessions.accounts_of(agent)))
