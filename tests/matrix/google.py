"""A stand-in for Google: a person's token is the id of their account, and the open mail is what a test says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from server.domain.errors import Unauthenticated
from server.domain.mailheaders import Headers
from server.usecases.opening import Shown
from server.web.events import GmailEvent

SYSTEM_TOKEN = "system"


@dataclass(frozen=True, slots=True)
class Account:
    """A verified person."""

    sub: str
    email: str
    hd: str | None


@dataclass(frozen=True, slots=True)
class OneMail:
    """A mailbox with one message in it."""

    headers: Headers
    internal_date_ms: int | None = None
    label_ids: frozenset[str] = frozenset()

    def message(self) -> OneMail:
        """The open message."""
        return self

    def thread(self) -> Sequence[OneMail]:
        """All of its thread."""
        return [self]


@dataclass(slots=True)
class KnownGoogle:
    """Lets in who names an account; `mails` are the open mails by their Gmail id."""

    mails: dict[str, OneMail] = field(default_factory=dict)

    def verify_system(self, token: str, audience: str) -> None:
        """Only the add-on's own call."""
        if token != SYSTEM_TOKEN:
            raise Unauthenticated("This call is not Google's.", reason="system token")

    def verify_user(self, token: str) -> Account:
        """Who uses the add-on."""
        if not token:
            raise Unauthenticated("Nobody is signed in.", reason="user token")
        domain, _, name = token.partition(":")
        return Account(f"{domain}-{name}", f"{name}@{domain}.example", f"{domain}.example")

    def mail(self, event: GmailEvent) -> Shown:
        """The mail on the screen; an empty one where nobody put one there."""
        return Shown(event.message_id, self.mails.get(event.message_id, OneMail(())))


def event(token: str, parameters: dict[str, str], inputs: dict[str, Any], mail: str = "") -> dict[str, Any]:
    """What Google sends when somebody presses something."""
    authorization = {
        "systemIdToken": SYSTEM_TOKEN,
        "userIdToken": token,
        "userOAuthToken": "ya29.x",
        "authorizedScopes": [
            "https://www.googleapis.com/auth/userinfo.email",
            "https://www.googleapis.com/auth/gmail.addons.current.message.metadata",
            "https://www.googleapis.com/auth/gmail.addons.current.action.compose",
        ],
    }
    fields = {name: {"stringInputs": {"value": [value]}} for name, value in inputs.items()}
    common = {"hostApp": "GMAIL", "userLocale": "en", "parameters": parameters, "formInputs": fields}
    gmail = {"messageId": mail, "accessToken": "AEo"} if mail else {}
    return {"commonEventObject": common, "authorizationEventObject": authorization, "gmail": gmail}
