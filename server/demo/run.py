"""Start and stop the stand-ins for Gmail and Outlook."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from server.demo.fake_google import FakeGoogle
from server.demo.guard import is_loopback
from server.demo.host import Host
from server.demo.issuer import CLIENT_ID, SERVICE_ACCOUNT, WEB_CLIENT_ID, WEB_CLIENT_SECRET, Issuer
from server.demo.mailstore import MailStore
from server.demo.outlook import entra
from server.demo.outlook.entra import EntraIssuer
from server.demo.outlook.fake_microsoft import FakeMicrosoft
from server.demo.outlook.host import OFFICE_JS, OutlookHost
from server.demo.people import SampleWorkspace, sample_workspace
from server.demo.relay import Relay
from server.demo.serving import LoopbackServer
from server.domain.installation import OFFICE_CLIENTS


@dataclass(frozen=True, slots=True)
class RunningDemo:
    """The fakes of Google and Microsoft and the pages, all serving; the service itself runs elsewhere."""

    workspace: SampleWorkspace
    store: MailStore
    issuer: Issuer
    google: FakeGoogle
    relay: Relay
    entra: EntraIssuer
    microsoft: FakeMicrosoft
    google_server: LoopbackServer
    microsoft_server: LoopbackServer
    host_server: LoopbackServer

    @property
    def url(self) -> str:
        """Where the page is."""
        return self.host_server.url

    def service_environment(self) -> dict[str, str]:
        """Name the settings with which the service trusts this Google and this Microsoft."""
        google = self.google_server.url
        return {
            "RANDNOTIZ_PUBLIC_URL": self.relay.public_url,
            "RANDNOTIZ_GOOGLE_SERVICE_ACCOUNT": SERVICE_ACCOUNT,
            "RANDNOTIZ_GOOGLE_CLIENT_ID": CLIENT_ID,
            "RANDNOTIZ_GOOGLE_WEB_CLIENT_ID": WEB_CLIENT_ID,
            "RANDNOTIZ_GOOGLE_WEB_CLIENT_SECRET": WEB_CLIENT_SECRET,
            "RANDNOTIZ_GOOGLE_ISSUER": self.issuer.url,
            "RANDNOTIZ_GOOGLE_CERTS_URL": f"{google}/oauth2/v1/certs",
            "RANDNOTIZ_GMAIL_API_URL": google,
            "RANDNOTIZ_MAIL_RECEIVERS": ",".join(self.workspace.receivers),
            "RANDNOTIZ_MICROSOFT_CLIENT_ID": entra.CLIENT_ID,
            "RANDNOTIZ_MICROSOFT_CLIENT_SECRET": entra.CLIENT_SECRET,
            "RANDNOTIZ_MICROSOFT_CLIENTS": ",".join(OFFICE_CLIENTS),
            "RANDNOTIZ_OPERATOR": f"{self.workspace.name} (Demo)",
            "RANDNOTIZ_MICROSOFT_AUTHORITY": self.entra.url,
            "RANDNOTIZ_OFFICE_JS_URL": f"{self.url}{OFFICE_JS}",
        }

    def stop(self) -> None:
        """End all servers and free their ports."""
        self.google.faults.release()
        for server in (self.host_server, self.google_server, self.microsoft_server):
            server.stop()


def start(
    *,
    service_url: str,
    mail: Path | None = None,
    port: int = 0,
    google_port: int = 0,
    public_url: str | None = None,
) -> RunningDemo:
    """Start the fakes, then the pages; they need nothing of the service until somebody clicks.

    `service_url` is where the service listens, `public_url` the name under which cards address it (by default
    the same); both must be loopback. OSError if a port is taken; ValueError for a foreign address.
    """
    public = (public_url or service_url).rstrip("/")
    if not (is_loopback(service_url) and is_loopback(public)):
        raise ValueError("The demo speaks to a service on loopback only.")
    google_server, microsoft_server, host_server = (
        LoopbackServer(google_port),
        LoopbackServer(),
        LoopbackServer(port),
    )
    store = MailStore(sample_workspace())
    store.load(mail, now=now_ms())
    issuer = Issuer(url=google_server.url, now_ms=now_ms)
    google = FakeGoogle(store=store, issuer=issuer)
    tokens = EntraIssuer(url=microsoft_server.url, now_ms=now_ms)
    microsoft = FakeMicrosoft(workspace=store.workspace, issuer=tokens)
    relay = Relay(issuer=issuer, public_url=public, service_url=service_url)
    pages = Host(store=store, relay=relay, now_ms=now_ms, drafts=google.drafts).app()
    OutlookHost(store=store, issuer=tokens, public_url=public, now_ms=now_ms).register(pages)
    google_server.start(google.app())
    microsoft_server.start(microsoft.app())
    host_server.start(pages)
    return RunningDemo(
        workspace=store.workspace,
        store=store,
        issuer=issuer,
        google=google,
        relay=relay,
        entra=tokens,
        microsoft=microsoft,
        google_server=google_server,
        microsoft_server=microsoft_server,
        host_server=host_server,
    )


def now_ms() -> int:
    """Read the clock in milliseconds since the epoch."""
    return time.time_ns() // 1_000_000
