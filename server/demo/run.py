"""Start and stop the stand-in for Gmail."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from server.demo.fake_google import FakeGoogle
from server.demo.guard import is_loopback
from server.demo.host import Host
from server.demo.issuer import CLIENT_ID, SERVICE_ACCOUNT, Issuer
from server.demo.mailstore import MailStore
from server.demo.people import SampleWorkspace, sample_workspace
from server.demo.relay import Relay
from server.demo.serving import LoopbackServer


@dataclass(frozen=True, slots=True)
class RunningDemo:
    """The fake of Google and the page, both serving; the service itself runs elsewhere."""

    workspace: SampleWorkspace
    store: MailStore
    issuer: Issuer
    google: FakeGoogle
    relay: Relay
    google_server: LoopbackServer
    host_server: LoopbackServer

    @property
    def url(self) -> str:
        """Where the page is."""
        return self.host_server.url

    def service_environment(self) -> dict[str, str]:
        """Name the settings with which the service trusts this Google."""
        google = self.google_server.url
        return {
            "RANDNOTIZ_PUBLIC_URL": self.relay.public_url,
            "RANDNOTIZ_GOOGLE_SERVICE_ACCOUNT": SERVICE_ACCOUNT,
            "RANDNOTIZ_GOOGLE_CLIENT_ID": CLIENT_ID,
            "RANDNOTIZ_GOOGLE_ISSUER": self.issuer.url,
            "RANDNOTIZ_GOOGLE_CERTS_URL": f"{google}/oauth2/v1/certs",
            "RANDNOTIZ_GMAIL_API_URL": google,
            "RANDNOTIZ_MAIL_RECEIVERS": ",".join(self.workspace.receivers),
        }

    def stop(self) -> None:
        """End both servers and free their ports."""
        self.google.faults.release()
        self.host_server.stop()
        self.google_server.stop()


def start(
    *,
    service_url: str,
    mail: Path | None = None,
    port: int = 0,
    google_port: int = 0,
    public_url: str | None = None,
) -> RunningDemo:
    """Start the fake of Google, then the page; both need nothing of the service until somebody clicks.

    `service_url` is where the service listens, `public_url` the name under which cards address it (by default
    the same); both must be loopback. OSError if a port is taken; ValueError for a foreign address.
    """
    public = (public_url or service_url).rstrip("/")
    if not (is_loopback(service_url) and is_loopback(public)):
        raise ValueError("The demo speaks to a service on loopback only.")
    google_server, host_server = LoopbackServer(google_port), LoopbackServer(port)
    store = MailStore(sample_workspace())
    store.load(mail, now=now_ms())
    issuer = Issuer(url=google_server.url, now_ms=now_ms)
    google = FakeGoogle(store=store, issuer=issuer)
    relay = Relay(issuer=issuer, public_url=public, service_url=service_url)
    google_server.start(google.app())
    host_server.start(Host(store=store, relay=relay, now_ms=now_ms).app())
    return RunningDemo(store.workspace, store, issuer, google, relay, google_server, host_server)


def now_ms() -> int:
    """Read the clock in milliseconds since the epoch."""
    return time.time_ns() // 1_000_000
