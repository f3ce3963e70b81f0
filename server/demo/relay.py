"""What Google's server does between the page and the service: build the event, sign it, post it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

import urllib3

from server.demo.issuer import Issuer
from server.demo.mailstore import Copy
from server.demo.people import SamplePerson

_SCOPE = "https://www.googleapis.com/auth/"
EMAIL_SCOPE = f"{_SCOPE}userinfo.email"
METADATA_SCOPE = f"{_SCOPE}gmail.addons.current.message.metadata"
LOCALE_SCOPE = f"{_SCOPE}script.locale"
COMPOSE_SCOPE = f"{_SCOPE}gmail.addons.current.action.compose"
SCOPES = (f"{_SCOPE}gmail.addons.execute", METADATA_SCOPE, COMPOSE_SCOPE, EMAIL_SCOPE, LOCALE_SCOPE)
_SECONDS = 30.0
_KINDS = frozenset({"stringInputs", "dateTimeInput", "dateInput", "timeInput"})

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Call:
    """One thing that happened in the page and is to reach the service; `recipients` are a draft's, in its window."""

    person: SamplePerson
    url: str
    message: Copy | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    form_inputs: Mapping[str, object] = field(default_factory=dict)
    locale: str = "de"
    zone: str = "Europe/Vienna"
    zone_offset_ms: int = 3_600_000
    recipients: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: status 0 and a fault if nothing did, `card` is parsed JSON."""

    status: int
    card: object = None
    fault: str = ""


class Relay:
    """Posts genuine events to the service; holds which scopes each person has granted."""

    def __init__(self, *, issuer: Issuer, public_url: str, service_url: str) -> None:
        """Speak to the service at `service_url`, under the name `public_url`."""
        self._issuer = issuer
        self.public_url = public_url.rstrip("/")
        self.service_url = service_url.rstrip("/")
        self._http = urllib3.PoolManager(retries=False, timeout=urllib3.Timeout(connect=2.0, read=_SECONDS))
        self._withheld: dict[str, frozenset[str]] = {}

    def granted(self, person: SamplePerson) -> list[str]:
        """List the scopes that somebody has consented to."""
        return [scope for scope in SCOPES if scope not in self._withheld.get(person.key, frozenset())]

    def withhold(self, person: SamplePerson, scopes: frozenset[str]) -> None:
        """Let somebody not have consented to these scopes (replaces what was withheld before)."""
        self._withheld[person.key] = scopes

    def grant(self, person: SamplePerson, scopes: frozenset[str]) -> None:
        """Record the consent that a person gave in the panel."""
        self._withheld[person.key] = self._withheld.get(person.key, frozenset()) - scopes

    def event(self, call: Call) -> Json:
        """Build the event object of one call."""
        common: Json = {"hostApp": "GMAIL", "platform": "WEB"}
        if LOCALE_SCOPE in self.granted(call.person):
            common["userLocale"] = call.locale
            common["timeZone"] = {"id": call.zone, "offset": call.zone_offset_ms}
        inputs = {name: value for name, value in call.form_inputs.items() if _is_filled(value)}
        if inputs:
            common["formInputs"] = inputs
        if call.parameters:
            common["parameters"] = {name: str(value) for name, value in call.parameters.items()}
        return {
            "commonEventObject": common,
            "authorizationEventObject": self._authorization(call),
            "gmail": self._gmail(call),
        }

    def send(self, call: Call) -> Answer:
        """Post a call's event, and give back what the service said."""
        if not self.is_ours(call.url):
            return Answer(0, fault=f"action.function is outside the add-on's address: {call.url}")
        event = self.event(call)
        authorization = event["authorizationEventObject"]
        token = authorization["systemIdToken"] if isinstance(authorization, dict) else ""
        headers = {
            "Content-Type": "application/json",
            "Authorization": f"Bearer {token}",
            "User-Agent": "Google-gsuiteaddons",
        }
        try:
            response = self._http.request(
                "POST", self._address(call.url), body=json.dumps(event).encode(), headers=headers
            )
        except urllib3.exceptions.HTTPError as error:
            return Answer(0, fault=type(error).__name__)
        return _answer(response.status, response.data)

    def is_ours(self, url: str) -> bool:
        """Tell whether a URL lies under the add-on's public address."""
        return url.startswith(self.public_url + "/")

    def _address(self, url: str) -> str:
        return self.service_url + url.removeprefix(self.public_url)

    def _authorization(self, call: Call) -> Json:
        granted = self.granted(call.person)
        found: Json = {
            "userOAuthToken": self._issuer.access_token(call.person),
            "systemIdToken": self._issuer.system_token(call.url),
            "authorizedScopes": granted,
        }
        if EMAIL_SCOPE in granted:
            found["userIdToken"] = self._issuer.user_token(call.person)
        return found

    def _gmail(self, call: Call) -> Json:
        if call.recipients is not None:
            return self._draft(call.person, call.recipients)
        if call.message is None:
            return {}
        found: Json = {
            "messageId": f"msg-f:{int(call.message.id, 16)}",
            "threadId": f"thread-f:{int(call.message.thread_id, 16)}",
        }
        if METADATA_SCOPE in self.granted(call.person):
            found["accessToken"] = self._issuer.message_token(call.person, call.message.id)
        return found

    def _draft(self, person: SamplePerson, recipients: tuple[str, ...]) -> Json:
        """What Google tells of a draft with draftAccess METADATA: to whom it goes, and no word of its thread."""
        if METADATA_SCOPE not in self.granted(person):
            return {}
        return {"toRecipients": list(recipients), "ccRecipients": [], "bccRecipients": []}


def _is_filled(value: object) -> bool:
    """Tell whether Google would send an input at all: of empty ones not even the name arrives."""
    if not isinstance(value, dict) or len(value) != 1 or next(iter(value)) not in _KINDS:
        raise ValueError("a form input has exactly one of " + ", ".join(sorted(_KINDS)))
    inner = next(iter(value.values()))
    if "stringInputs" in value:
        return any(text != "" for text in inner["value"])
    return bool(inner)


def _answer(status: int, body: bytes) -> Answer:
    if status != 200:
        return Answer(status, fault=f"HTTP {status}")
    try:
        return Answer(status, card=json.loads(body))
    except ValueError:
        return Answer(status, fault="the answer is no JSON")
