"""The real application on the test's own store, between the demo's stand-ins for Google."""

from __future__ import annotations

import email.utils
import io
import logging as python_logging
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from flask import Flask
from werkzeug.test import TestResponse

from server import bootstrap, settings
from server.app import create_app
from server.demo.delivery import deliveries
from server.demo.fake_google import FakeGoogle
from server.demo.issuer import CLIENT_ID, SERVICE_ACCOUNT, Issuer
from server.demo.mailstore import Copy, MailStore
from server.demo.people import SamplePerson, SampleWorkspace
from server.demo.rawmail import RawMail
from server.demo.relay import Call, Relay
from server.demo.serving import LoopbackServer
from server.demo.sources import date_header
from server.domain.conversation import Conversation
from server.providers import http
from server.providers.gmail import BUDGET, GmailReader
from server.store.connection import connect
from server.store.conversations import Wanted
from server.usecases.inbox import Inbox
from server.usecases.installations import Installations
from server.usecases.workspaces import Workspaces
from server.web import logging
from tests.store.counting import CountingClient
from tests.support import gmail_people
from tests.support.gmail_answers import Card, notice, problems

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

PUBLIC = "http://127.0.0.1:9"
TOKEN = re.compile(r"eyJ[\w-]{8}|ya29\.|AEoRXR|[\w.]+@[\w.]+\.example|msg-f:|thread-f:")
MINUTE = 60_000
DAY = 24 * 60 * MINUTE


@dataclass(slots=True)
class GmailEdge:
    """The application, its Gmail, and how people use them; `calls` are the paths asked of Gmail."""

    app: Flask
    sample: SampleWorkspace
    workspaces: Workspaces
    client: CountingClient
    mails: MailStore
    google: FakeGoogle
    issuer: Issuer
    relay: Relay
    log: io.StringIO
    server: LoopbackServer
    calls: list[str] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)
    locale: str = "de"

    @property
    def domain(self) -> str:
        """The firm's mail domain."""
        return self.sample.domains[0]

    @property
    def inbox(self) -> Inbox:
        """The workspace as it is now."""
        inbox = self.workspaces.inbox(self.sample.key)
        return replace(inbox, directory=inbox.directories.load(self.sample.key))

    def person(self, key: str) -> SamplePerson:
        """Somebody of the firm, or tom."""
        return self.sample.person(key)

    def mail(self, to: str = "support", *, age: int = MINUTE, **headers: str) -> str:
        """Deliver a mail and give its Message-ID; `to` is a mailbox, several, or an address."""
        own = f"<{secrets.token_hex(8)}@kunde.example>"
        given = {
            "From": "Petra Huber <p.huber@kunde.example>",
            "Subject": f"Rechnung {secrets.token_hex(4)}",
            "Message-ID": own,
            "To": ", ".join(one if "@" in one else f"{one}@{self.domain}" for one in to.split()),
        } | {name.replace("_", "-"): value for name, value in headers.items()}
        at = bootstrap.milliseconds() - age
        mail = RawMail((*given.items(), ("Date", date_header(at))), "Guten Tag", "text/plain", 900, at)
        self.mails.deliver(mail, deliveries(mail, self.sample, now=at))
        self.secrets |= {given["Message-ID"].strip("<>"), given["Subject"]}
        self.secrets |= {address for _, address in email.utils.getaddresses([given["From"], given["To"]])}
        return given["Message-ID"]

    def copy(self, who: str, message_id: str) -> Copy:
        """Somebody's own copy of a mail."""
        found = self.mails.find(who, message_id)
        assert found is not None
        return found

    def event(
        self, who: str | SamplePerson, path: str, mail: str | Copy | None = None, **call: Any
    ) -> dict[str, Any]:
        """The event that Google would send; `parameters` and `form_inputs` as `Call` takes them."""
        person = self.person(who) if isinstance(who, str) else who
        copy = self.copy(person.key, mail) if isinstance(mail, str) else mail
        call = {"locale": self.locale} | call
        event: dict[str, Any] = self.relay.event(Call(person, PUBLIC + path, copy, **call))
        tokens = [*event["authorizationEventObject"].values(), event["gmail"].get("accessToken", "")]
        self.secrets |= {token for token in tokens if isinstance(token, str) and token} | {person.sub}
        return event

    def post(self, path: str, event: Mapping[str, Any]) -> TestResponse:
        """Send an event as Google does."""
        token = event["authorizationEventObject"].get("systemIdToken", "")
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return self.app.test_client().post(path, data=orjson.dumps(event), headers=headers)

    def ask(self, who: str | SamplePerson, path: str, mail: str | Copy | None = None, **call: Any) -> Card:
        """Send somebody's event; the answer must be one that Google accepts for that entry point."""
        answer = self.post(path, self.event(who, path, mail, **call))
        assert (answer.status_code, answer.mimetype) == (200, "application/json"), answer.data
        envelope = answer.get_json()
        assert not problems(envelope, path, PUBLIC), problems(envelope, path, PUBLIC)
        return Card(envelope)

    def open(self, who: str | SamplePerson, mail: str | Copy) -> Card:
        """Open a mail."""
        return self.ask(who, "/gmail/message", mail)

    def press(
        self,
        who: str,
        card: Card,
        path: str,
        mail: str | None = None,
        *,
        inputs: Mapping[str, Any] | None = None,
        **wanted: str,
    ) -> Card:
        """Press what calls `path` on a card, with these parameters among its own."""
        typed = {
            name: text(value) if isinstance(value, str) else value for name, value in (inputs or {}).items()
        }
        return self.ask(
            who, path, mail, parameters=card.parameters(PUBLIC + path, **wanted), form_inputs=typed
        )

    def said(self, who: str, card: Card, path: str, mail: str | None = None, **more: Any) -> str:
        """Press, and give the notice alone."""
        return notice(self.press(who, card, path, mail, **more).envelope)

    def record(self, card: Card) -> Conversation:
        """The conversation that a card is about, as it is stored."""
        found = next(
            parameters["conversation"] for _, parameters in card.actions if parameters.get("conversation")
        )
        record = self.inbox.conversations.get_many([found])[0]
        assert record is not None
        return record

    def comments(self, card: Card) -> list[str]:
        """The texts of all its comments, oldest first."""
        stored = self.inbox.conversations.read(self.record(card).id, Wanted(comments=100))
        return [comment.text for comment in stored.comments]

    def check_log(self) -> None:
        """Nothing unforeseen was logged, and nothing of tokens, people or mail."""
        log = self.log.getvalue()
        assert "unforeseen" not in log, log
        assert not TOKEN.search(log), log
        assert not [secret for secret in self.secrets if secret in log]

    def trips(self, act: Callable[[], object]) -> int:
        """How many round trips to the store something takes."""
        before = self.client.trips
        act()
        return self.client.trips - before

    def everything(self) -> str:
        """All keys of this workspace, and all that stands in them."""
        keys = self.client.scan_iter(match=f"v1:{{{self.sample.key}}}*", count=1000)
        return "\n".join(sorted(_whole(self.client, key) for key in keys))


def text(value: str) -> dict[str, Any]:
    """What Google sends for a text field."""
    return {"stringInputs": {"value": [value]}}


def moment(at: int) -> dict[str, Any]:
    """What Google sends for a picked date and time."""
    return {"dateTimeInput": {"msSinceEpoch": str(at), "hasDate": True, "hasTime": True}}


@contextmanager
def gmail_edge(
    server_url: str, issuer: Issuer, key: str, folder: Path, *, patience: float = BUDGET
) -> Iterator[GmailEdge]:
    """Found a firm and serve it for as long as the block lasts; Gmail gets `patience` seconds for an answer."""
    sample, calls, log = gmail_people.firm(key), list[str](), io.StringIO()
    mails = MailStore(sample)
    google = FakeGoogle(store=mails, issuer=issuer)
    server = LoopbackServer()
    server.start(_counted(google.app(), calls))
    wanted = settings.read(_environment(server.url, issuer, server_url, folder), web=True)
    client = CountingClient(connect(server_url))
    workspaces = bootstrap.workspaces(client, wanted)
    # Round trips are counted here: the look for what was entered, once in two seconds, is left out.
    known = workspaces.installations
    still = Installations(known.store, known.environment, lambda: 0.0)
    workspaces = replace(workspaces, installations=still)
    gmail_people.found(workspaces, sample)
    with _logged(log):
        reader = GmailReader(server.url, http.connections(), budget=patience)
        services = replace(
            bootstrap.services(wanted), workspaces=workspaces, gmail_mail=bootstrap._gmail_mail(reader)
        )
        app = create_app(services)
        relay = Relay(issuer=issuer, public_url=PUBLIC, service_url=PUBLIC)
        yield GmailEdge(app, sample, workspaces, client, mails, google, issuer, relay, log, server, calls)
    google.faults.release()
    server.stop()
    client.inner.close()


def _environment(google: str, issuer: Issuer, redis: str, folder: Path) -> dict[str, str]:
    return {
        "RANDNOTIZ_PUBLIC_URL": PUBLIC,
        "RANDNOTIZ_DATA": str(folder),
        "RANDNOTIZ_REDIS_URL": redis,
        "RANDNOTIZ_SECRET_KEY": "k" * 40,
        "RANDNOTIZ_GOOGLE_SERVICE_ACCOUNT": SERVICE_ACCOUNT,
        "RANDNOTIZ_GOOGLE_CLIENT_ID": CLIENT_ID,
        "RANDNOTIZ_GOOGLE_ISSUER": issuer.url,
        "RANDNOTIZ_GOOGLE_CERTS_URL": f"{google}/oauth2/v1/certs",
        "RANDNOTIZ_GMAIL_API_URL": google,
        "RANDNOTIZ_MAIL_RECEIVERS": "mx.kontor.example",
    }


def _counted(app: Flask, calls: list[str]) -> Any:
    def counted(environ: WSGIEnvironment, start: StartResponse) -> Any:
        path = str(environ["PATH_INFO"])
        if path.startswith("/gmail/"):
            calls.append(path)
        return app(environ, start)

    return counted


@contextmanager
def _logged(stream: io.StringIO) -> Iterator[None]:
    """Log as in production, at the most talkative level, into a text."""
    root = python_logging.getLogger()
    handlers, level = root.handlers[:], root.level
    logging.configure("debug", stream=stream)
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def _whole(client: CountingClient, key: str) -> str:
    read = {
        "string": ("GET", key),
        "hash": ("HGETALL", key),
        "set": ("SMEMBERS", key),
        "zset": ("ZRANGE", key, 0, -1),
        "list": ("LRANGE", key, 0, -1),
        "stream": ("XRANGE", key, "-", "+"),
    }
    return f"{key} {client.execute_command(*read[client.execute_command('TYPE', key)])}"
