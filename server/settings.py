"""What an operator may set, read once from the environment, with every fault reported together."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from server.secret_key import SecretKeyError, read_or_create

GOOGLE_ISSUER = "https://accounts.google.com"
GOOGLE_AUTH_URL = "https://accounts.google.com/o/oauth2/v2/auth"
GOOGLE_TOKEN_URL = "https://oauth2.googleapis.com/token"  # noqa: S105  # an address
GOOGLE_CERTS_URL = "https://www.googleapis.com/oauth2/v1/certs"
GMAIL_API_URL = "https://gmail.googleapis.com"
MICROSOFT_AUTHORITY = "https://login.microsoftonline.com"
OFFICE_JS_URL = "https://appsforoffice.microsoft.com/lib/1/hosted/office.js"
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
LOG_LEVELS = ("debug", "info", "warning", "error")
SHORTEST_KEY = 32


class SettingsError(Exception):
    """The settings cannot be used; `faults` has one line for each, naming the setting to change."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Settings:
    """Every setting, valid; docs/operations.md has the same table in words.

    `redis_url` None means the embedded server in `data`; `secret_keys` are newest first; `public_url` is empty
    only outside the web processes. What Google and Microsoft gave us, the operator and the receivers may be empty
    here: the operator enters them in the guide (server/domain/installation.py says what each is).
    """

    public_url: str
    data: Path
    redis_url: str | None
    secret_keys: tuple[bytes, ...] = field(repr=False)
    google_service_account: str
    google_client_id: str
    google_web_client_id: str
    google_web_client_secret: str = field(repr=False)
    google_issuer: str
    google_certs_url: str
    gmail_api_url: str
    microsoft_client_id: str
    microsoft_client_secret: str = field(repr=False)
    microsoft_authority: str
    microsoft_app_id_uri: str
    microsoft_clients: frozenset[str]
    office_js_url: str
    operator: str
    mail_receivers: frozenset[str]
    bind: str
    workers: int
    log_level: str

    @property
    def loopback(self) -> bool:
        """Whether we are reached from this machine only."""
        return (urlsplit(self.public_url).hostname or "") in LOOPBACK

    @property
    def google_auth_url(self) -> str:
        """Where people sign in with Google; at a stand-in under its issuer (B3)."""
        if self.google_issuer == GOOGLE_ISSUER:
            return GOOGLE_AUTH_URL
        return f"{self.google_issuer}/o/oauth2/v2/auth"

    @property
    def google_token_url(self) -> str:
        """Where a code is redeemed; at a stand-in under its issuer (B3)."""
        return GOOGLE_TOKEN_URL if self.google_issuer == GOOGLE_ISSUER else f"{self.google_issuer}/token"

    @property
    def store_folder(self) -> Path:
        """Where the embedded server keeps its records."""
        return self.data / "store"

    @property
    def metrics_folder(self) -> Path:
        """Where the web processes add up their metrics."""
        return self.data / "metrics"


def from_environment(*, web: bool = False, keys: bool = True) -> Settings:
    """Read the settings of this process; see `read`."""
    return read(os.environ, web=web, keys=keys)


def child_environment(**changes: str) -> dict[str, str]:
    """The environment for a process that we start: ours, with these changes."""
    return {**os.environ, **changes}


def read(environment: Mapping[str, str], *, web: bool = False, keys: bool = True) -> Settings:
    """Turn a mapping into settings, or raise SettingsError with every fault found.

    `web` demands the address under which we are reached; without `keys` no secret key is read, or created.
    """
    reader = _Reader(environment)
    bind = reader.bind()
    public_url = reader.base("RANDNOTIZ_PUBLIC_URL", needed=web)
    loopback = (urlsplit(public_url).hostname or "") in LOOPBACK
    redis_url = reader.text("RANDNOTIZ_REDIS_URL") or reader.text("REDIS_URL") or None
    data = Path(reader.text("RANDNOTIZ_DATA", "data")).expanduser().absolute()
    settings = Settings(
        public_url=public_url,
        data=data,
        redis_url=redis_url,
        secret_keys=reader.keys(data, embedded=redis_url is None) if keys else (),
        google_service_account=reader.text("RANDNOTIZ_GOOGLE_SERVICE_ACCOUNT"),
        google_client_id=reader.text("RANDNOTIZ_GOOGLE_CLIENT_ID"),
        google_web_client_id=reader.text("RANDNOTIZ_GOOGLE_WEB_CLIENT_ID"),
        google_web_client_secret=reader.text("RANDNOTIZ_GOOGLE_WEB_CLIENT_SECRET"),
        google_issuer=reader.provider("RANDNOTIZ_GOOGLE_ISSUER", GOOGLE_ISSUER, loopback=loopback),
        google_certs_url=reader.provider("RANDNOTIZ_GOOGLE_CERTS_URL", GOOGLE_CERTS_URL, loopback=loopback),
        gmail_api_url=reader.provider("RANDNOTIZ_GMAIL_API_URL", GMAIL_API_URL, loopback=loopback),
        microsoft_client_id=reader.text("RANDNOTIZ_MICROSOFT_CLIENT_ID").lower(),
        microsoft_client_secret=reader.text("RANDNOTIZ_MICROSOFT_CLIENT_SECRET"),
        microsoft_authority=reader.provider(
            "RANDNOTIZ_MICROSOFT_AUTHORITY", MICROSOFT_AUTHORITY, loopback=loopback
        ),
        microsoft_app_id_uri=reader.text("RANDNOTIZ_MICROSOFT_APP_ID_URI"),
        microsoft_clients=reader.names("RANDNOTIZ_MICROSOFT_CLIENTS"),
        office_js_url=reader.provider("RANDNOTIZ_OFFICE_JS_URL", OFFICE_JS_URL, loopback=loopback),
        operator=reader.text("RANDNOTIZ_OPERATOR"),
        mail_receivers=reader.names("RANDNOTIZ_MAIL_RECEIVERS"),
        bind=bind,
        workers=reader.number("RANDNOTIZ_WORKERS", 2, least=1, most=64),
        log_level=reader.choice("RANDNOTIZ_LOG_LEVEL", "info", LOG_LEVELS),
    )
    if reader.faults:
        raise SettingsError(tuple(reader.faults))
    return settings


class _Reader:
    """Reads one setting after the other and collects what is wrong with them."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self.faults: list[str] = []

    def text(self, name: str, default: str = "", *, needed: bool = False) -> str:
        value = self.environment.get(name, "").strip() or default
        if needed and not value:
            self.faults.append(f"{name} is not set; docs/operations.md says what it is")
        return value

    def number(self, name: str, default: int, *, least: int, most: int) -> int:
        value = self.text(name, str(default))
        if re.fullmatch(r"[0-9]{1,9}", value) and least <= int(value) <= most:
            return int(value)
        self.faults.append(f"{name} is {value!r}; set a whole number from {least} to {most}")
        return default

    def choice(self, name: str, default: str, allowed: tuple[str, ...]) -> str:
        value = self.text(name, default).lower()
        if value not in allowed:
            self.faults.append(f"{name} is {value!r}; set one of {', '.join(allowed)}")
        return value

    def names(self, name: str) -> frozenset[str]:
        return frozenset(part.strip().lower() for part in self.text(name).split(",") if part.strip())

    def bind(self) -> str:
        value = self.text("RANDNOTIZ_BIND", "127.0.0.1:8080")
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or int(port) > 65535:
            self.faults.append(f"RANDNOTIZ_BIND is {value!r}; set HOST:PORT, for example 127.0.0.1:8080")
        return value

    def base(self, name: str, *, needed: bool) -> str:
        """A base URL of ours: https, or http on loopback; no path, so that audiences are predictable."""
        value = self.text(name, needed=needed).rstrip("/")
        parts = _split(value)
        if not value or (parts and _safe(parts) and not parts.path):
            return value
        self.faults.append(f"{name} is {value!r}; set https://HOST without a path (http only on loopback)")
        return ""

    def provider(self, name: str, default: str, *, loopback: bool) -> str:
        """A URL of Google's or Microsoft's; another one weakens a check and is for loopback only (B3)."""
        value = self.text(name, default).rstrip("/")
        parts = _split(value)
        if value != default and not loopback:
            self.faults.append(
                f"{name} may differ from {default} only while RANDNOTIZ_PUBLIC_URL is on loopback; unset it"
            )
        elif not parts or not _safe(parts):
            self.faults.append(f"{name} is {value!r}; set an https URL (http only on loopback)")
        return value

    def keys(self, data: Path, *, embedded: bool) -> tuple[bytes, ...]:
        """The secret keys, newest first: from the environment, else from a file only we can read."""
        value = self.text("RANDNOTIZ_SECRET_KEY")
        path = Path(self.text("RANDNOTIZ_SECRET_KEY_FILE", str(data / "secret.key"))).expanduser()
        # With a fresh key the records of a restored backup would no longer recognise anybody.
        create = embedded and not (data / "store" / "appendonlydir").exists()
        if not value and not create and not path.exists():
            self.faults.append(
                f"RANDNOTIZ_SECRET_KEY is not set and {path} does not exist; set the key that the records "
                f"were made with, or for a new store one from: openssl rand -base64 48"
            )
            return ()
        try:
            value = value or read_or_create(path, create=create)
        except SecretKeyError as error:
            self.faults.append(f"RANDNOTIZ_SECRET_KEY_FILE: {error}")
            return ()
        keys = tuple(part.strip().encode() for part in value.split(",") if part.strip())
        if not 1 <= len(keys) <= 2 or min(map(len, keys)) < SHORTEST_KEY:
            self.faults.append(
                f"RANDNOTIZ_SECRET_KEY must be one key, or two with the newest first, of at least "
                f"{SHORTEST_KEY} characters each; make one with: openssl rand -base64 48"
            )
        return keys


def _split(url: str) -> SplitResult | None:
    """The parts of a URL, or None where it is none."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # reading it is what refuses a bad port
    except ValueError:
        return None
    return parts if parts.hostname else None


def _safe(parts: SplitResult) -> bool:
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
