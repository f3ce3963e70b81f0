"""What an installation is called by Google and Microsoft, and by whom it is run: checked, and by whom it was said."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final
from urllib.parse import urlsplit

from server.domain.errors import Invalid

LONGEST = 2_000
_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_ACCOUNT = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+", re.ASCII)
_TOKEN = re.compile(r"[\x21-\x7e]+", re.ASCII)
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", re.ASCII)

OFFICE_CLIENTS: Final = (
    "d3590ed6-52b3-4102-aeff-aad2292ab01c",
    "93d53678-613d-4013-afc1-62e9e444a0a5",
    "bc59ab01-8403-45c6-8796-ac3ef710b3e3",
)
"""Office on desktops, Office on the web, Outlook on the web: who gets tokens for the check before sending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """Everything about this installation that Google, Microsoft or the law ask for; "" and () are not known yet.

    The Google client is the add-on's, the web client is for signing in. `microsoft_clients` are applications
    besides ours that may get tokens for us; `mail_receivers` are believed about what they authenticated.
    """

    google_service_account: str = ""
    google_client_id: str = ""
    google_web_client_id: str = ""
    google_web_client_secret: str = field(default="", repr=False)
    microsoft_client_id: str = ""
    microsoft_app_id_uri: str = ""
    microsoft_client_secret: str = field(default="", repr=False)
    microsoft_clients: tuple[str, ...] = ()
    operator: str = ""
    mail_receivers: tuple[str, ...] = ()

    @property
    def gmail(self) -> bool:
        """Whether the Gmail side can tell who calls."""
        return bool(self.google_service_account and self.google_client_id)

    @property
    def outlook(self) -> bool:
        """Whether there is an Outlook side."""
        return bool(self.microsoft_client_id)

    @property
    def google_sign_in(self) -> bool:
        """Whether people may sign in to the settings with Google."""
        return bool(self.google_web_client_id and self.google_web_client_secret)

    @property
    def microsoft_sign_in(self) -> bool:
        """Whether people may sign in to the settings with Microsoft."""
        return bool(self.microsoft_client_id and self.microsoft_client_secret)

    def app_id_uri(self, public_url: str) -> str:
        """The Application ID URI: the one that is set, else the one that the guide tells to set."""
        return self.microsoft_app_id_uri or f"api://{urlsplit(public_url).netloc}/{self.microsoft_client_id}"


SECRETS: Final = frozenset({"google_web_client_secret", "microsoft_client_secret"})
"""Values that are sealed where they are stored, and never shown again."""

NAMES: Final = tuple(one.name for one in fields(Installation))


def environment_name(name: str) -> str:
    """The setting of the environment that says the same."""
    return f"RANDNOTIZ_{name.upper()}"


def merged(environment: Installation, entered: Installation) -> Installation:
    """Both as one: where both say something, the environment wins."""
    return Installation(**{name: getattr(environment, name) or getattr(entered, name) for name in NAMES})


def from_texts(texts: Mapping[str, str]) -> Installation:
    """The values as they are stored: lists with a comma in between; names that are not ours are passed over."""
    known = {name: texts[name] for name in NAMES if texts.get(name)}
    values: dict[str, Any] = {name: _listed(text) if name in _LISTS else text for name, text in known.items()}
    return Installation(**values)


def to_texts(values: Installation) -> dict[str, str]:
    """The values as they are stored and as forms show them."""
    found = ((name, getattr(values, name)) for name in NAMES)
    return {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in found}


def checked(typed: Mapping[str, str]) -> dict[str, str]:
    """What somebody typed, as it may be stored; Invalid with the `field` that is wrong."""
    return {name: _checked(name, " ".join(text.split())) for name, text in typed.items()}


def _checked(name: str, text: str) -> str:
    if name not in NAMES:
        raise Invalid("There is no such setting.", field=name)
    if len(text) > LONGEST or not text.isprintable():
        raise Invalid("This is too long, or holds characters that cannot be shown.", field=name)
    return _CHECKS[name](name, text) if text else ""


def _account(name: str, text: str) -> str:
    if _ACCOUNT.fullmatch(text):
        return text.lower()
    raise Invalid("This is no service account: it looks like an e-mail address.", field=name)


def _token(name: str, text: str) -> str:
    if _TOKEN.fullmatch(text):
        return text
    raise Invalid("This must be one word without spaces, as it was shown to you.", field=name)


def _guid(name: str, text: str) -> str:
    if _GUID.fullmatch(text.lower()):
        return text.lower()
    raise Invalid("This must be an id such as 4d5b8f0e-1111-4222-8333-9c0ffee00001.", field=name)


def _guids(name: str, text: str) -> str:
    return ", ".join(_guid(name, one) for one in _listed(text))


def _api_uri(name: str, text: str) -> str:
    if _TOKEN.fullmatch(text) and text.startswith("api://"):
        return text
    raise Invalid("This must begin with api://, as the app registration shows it.", field=name)


def _hosts(name: str, text: str) -> str:
    found = _listed(text.lower())
    if all(_HOST.fullmatch(one) for one in found):
        return ", ".join(found)
    raise Invalid("Please give host names, with a comma in between.", field=name)


def _words(_name: str, text: str) -> str:
    return text


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))


_LISTS: Final = frozenset({"microsoft_clients", "mail_receivers"})
_CHECKS: Final[Mapping[str, Callable[[str, str], str]]] = {
    "google_service_account": _account,
    "google_client_id": _token,
    "google_web_client_id": _token,
    "google_web_client_secret": _token,
    "microsoft_client_id": _guid,
    "microsoft_app_id_uri": _api_uri,
    "microsoft_client_secret": _token,
    "microsoft_clients": _guids,
    "operator": _words,
    "mail_receivers": _hosts,
}
