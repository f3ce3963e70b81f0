"""The settings between the stand-ins for Google and Microsoft, over real HTTP, and people who sign in there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

import requests
from urllib3 import PoolManager

from server.bootstrap import milliseconds
from server.demo import issuer as google_issuer
from server.demo.fake_google import FakeGoogle
from server.demo.issuer import Issuer, SigningKey
from server.demo.mailstore import MailStore
from server.demo.outlook import entra
from server.demo.outlook.entra import EntraIssuer
from server.demo.outlook.fake_microsoft import FakeMicrosoft
from server.demo.people import SamplePerson, sample_workspace
from server.demo.serving import LoopbackServer
from server.providers import http
from server.providers.certificates import Certificates
from server.providers.entra import EntraTokens, signing_keys
from server.providers.identity import GoogleTokens
from server.providers.remembered import Remembered
from server.providers.signin_google import GoogleSignIn
from server.providers.signin_microsoft import MicrosoftSignIn
from tests.support.admin_edge import AdminEdge, Browser, admin_edge
from tests.support.office import Office

PUBLIC = "http://127.0.0.1:9"
PATIENCE_S = 30


class BentGoogle(Issuer):
    """An issuer whose sign-in tokens a test may bend."""

    bent: Mapping[str, object] = {}
    key: SigningKey | None = None

    def sign_in_token(
        self, person: SamplePerson, *, nonce: str, key: SigningKey | None = None, **changes: object
    ) -> str:
        """Mint the token with what the test wants changed."""
        return super().sign_in_token(person, nonce=nonce, key=key or self.key, **{**changes, **self.bent})


class BentEntra(EntraIssuer):
    """The same for Entra's."""

    bent: Mapping[str, object] = {}

    def id_token(self, person: SamplePerson, **changes: object) -> str:
        """Mint the token with what the test wants changed."""
        return super().id_token(person, **{**changes, **self.bent})


@dataclass(slots=True)
class SignIn:
    """The settings with both sign-ins; the people are the demo's, who are nobody here at first."""

    edge: AdminEdge
    google: BentGoogle
    entra: BentEntra
    people: Mapping[str, SamplePerson] = field(default_factory=dict)

    def start(self, browser: Browser, provider: str, *, to: str = "") -> str:
        """Press the button; where the browser is sent."""
        browser.get(f"/sign-in/{provider}" + (f"?to={to}" if to else ""), status=303)
        assert browser.page is not None
        return browser.page.headers["Location"]

    def pick(self, url: str, who: str) -> str:
        """Pick an account at the stand-in; the path below /admin to which it sends the browser back."""
        asked = f"{url}&login={self.people[who].address}"
        answer = requests.get(asked, allow_redirects=False, timeout=PATIENCE_S)
        assert answer.status_code == 302, answer.text
        back = answer.headers["Location"]
        assert back.startswith(f"{PUBLIC}/admin/")
        return back.removeprefix(f"{PUBLIC}/admin")

    def enter(self, browser: Browser, provider: str, who: str, *, to: str = "") -> str:
        """Sign in; where that leads, below /admin."""
        browser.get(self.pick(self.start(browser, provider, to=to), who), status=303)
        assert browser.page is not None
        return browser.page.headers["Location"].removeprefix("/admin")

    def who(self, browser: Browser) -> str:
        """The id of the agent that a browser is signed in as; "" for nobody."""
        parts = urlsplit(PUBLIC)
        cookie = browser.client.get_cookie("randnotiz", domain=str(parts.hostname))
        return cookie.value.split(":")[1] if cookie else ""


@contextmanager
def signing_in(office: Office, *, public_url: str = PUBLIC) -> Iterator[SignIn]:
    """Serve an office whose domain and tenant are the demo's as well."""
    pool = http.connections()
    servers = LoopbackServer(), LoopbackServer()
    google = BentGoogle(url=servers[0].url, now_ms=milliseconds)
    microsoft = BentEntra(url=servers[1].url, now_ms=milliseconds)
    sample = sample_workspace()
    servers[0].start(FakeGoogle(store=MailStore(sample), issuer=google).app())
    servers[1].start(FakeMicrosoft(workspace=sample, issuer=microsoft).app())
    try:
        with admin_edge(office, public_url=public_url) as edge:
            before = office.inbox.directory.workspace
            after = replace(before, domains=(*before.domains, *sample.domains), tenants=sample.tenants)
            office.workspaces.directories.change_workspace(before, after)
            edge.providers["google"] = _google(google, pool)
            edge.providers["microsoft"] = _microsoft(office, microsoft, pool)
            yield SignIn(edge, google, microsoft, {person.key: person for person in sample.people})
    finally:
        office.workspaces.directories.forget(office.id)  # so that the next one may have domain and tenant
        for server in servers:
            server.stop()
        pool.clear()


def _google(issuer: Issuer, pool: PoolManager) -> GoogleSignIn:
    certs_url = f"{issuer.url}/oauth2/v1/certs"
    tokens = GoogleTokens(
        service_account="",
        client_id="",
        issuer=issuer.url,
        certs_url=certs_url,
        certificates=Certificates(pool, url=certs_url, clock=milliseconds),
        remembered=Remembered(clock=milliseconds),
        clock=milliseconds,
    )
    return GoogleSignIn(
        client_id=google_issuer.WEB_CLIENT_ID,
        client_secret=google_issuer.WEB_CLIENT_SECRET,
        auth_url=f"{issuer.url}/o/oauth2/v2/auth",
        token_url=f"{issuer.url}/token",
        tokens=tokens,
        pool=pool,
    )


def _microsoft(office: Office, issuer: EntraIssuer, pool: PoolManager) -> MicrosoftSignIn:
    directories = office.workspaces.directories
    tokens = EntraTokens(
        audiences=(),
        clients=(),
        issuer=issuer.url,
        keys=signing_keys(pool, authority=issuer.url, clock=milliseconds),
        known_tenant=lambda tenant: directories.workspace_of_tenant(tenant) is not None,
        remembered=Remembered(clock=milliseconds),
    )
    return MicrosoftSignIn(
        client_id=entra.CLIENT_ID,
        client_secret=entra.CLIENT_SECRET,
        authority=issuer.url,
        tokens=tokens,
        pool=pool,
    )
