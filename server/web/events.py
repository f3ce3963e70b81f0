"""Google's event object, read tolerantly: keys may be missing, unknown or of the wrong type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import getaddresses
from typing import Any
from zoneinfo import ZoneInfo

LOCALES = frozenset({"de", "en"})
PLATFORMS = {"WEB": "web", "IOS": "ios", "ANDROID": "android", "ANDRIOD": "android"}
RECIPIENTS = 50
"""Recipients of each kind that are looked at."""
ADDRESS = 1_000
LATEST = 253_402_300_799_999  # the last millisecond of the year 9999
NOTHING: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class GmailEvent:
    """What a person did in Gmail, as Google tells it; nothing of it is trusted but the tokens, once verified.

    `scopes` is None where Google does not say which were granted; `locale`, `time_zone` and `platform` are
    "" where it does not say or names none that we know. `recipients` are the addresses a draft goes to, in
    lower case.
    """

    params: Mapping[str, str]
    inputs: Mapping[str, Any] = field(repr=False)
    message_id: str
    thread_id: str
    message_token: str = field(repr=False)
    access_token: str = field(repr=False)
    user_id_token: str = field(repr=False)
    system_id_token: str = field(repr=False)
    scopes: frozenset[str] | None
    locale: str
    time_zone: str
    platform: str
    recipients: tuple[str, ...] = field(default=(), repr=False)

    def text(self, name: str) -> str:
        """Give what was typed or chosen in one field; "" if nothing was."""
        values = self._values(name)
        return values[0] if values else ""

    def texts(self, name: str) -> tuple[str, ...]:
        """Give everything chosen in one field."""
        return tuple(self._values(name))

    def switch(self, name: str) -> bool:
        """Tell whether a switch is on: Google leaves out one that is off."""
        return bool(self._values(name))

    def date_time_ms(self, name: str) -> int | None:
        """Give the moment chosen in a date picker, in ms since the epoch; None if none or impossible."""
        chosen = _object(self.inputs, name)
        picked = _object(chosen, "dateTimeInput") or _object(chosen, "dateInput")
        return _milliseconds(picked.get("msSinceEpoch"))

    def locale_or(self, fallback: str) -> str:
        """Give the language that Gmail shows, or the one the person or workspace has set."""
        return self.locale or fallback

    def time_zone_or(self, fallback: str) -> str:
        """Give the zone that Gmail is in, or the one the person or workspace has set."""
        return self.time_zone or fallback

    def _values(self, name: str) -> list[str]:
        values = _object(_object(self.inputs, name), "stringInputs").get("value")
        if isinstance(values, str):
            return [values] if values else []
        return (
            [value for value in values if isinstance(value, str) and value]
            if isinstance(values, list)
            else []
        )


def parse(event: Mapping[str, Any]) -> GmailEvent:
    """Read an event object; whatever is not of Google's form counts as absent."""
    common = _object(event, "commonEventObject")
    authorization = _object(event, "authorizationEventObject")
    gmail = _object(event, "gmail")
    return GmailEvent(
        params=_params(_object(common, "parameters")),
        inputs=_object(common, "formInputs"),
        message_id=_text(gmail, "messageId"),
        thread_id=_text(gmail, "threadId"),
        message_token=_text(gmail, "accessToken"),
        access_token=_text(authorization, "userOAuthToken"),
        user_id_token=_text(authorization, "userIdToken"),
        system_id_token=_text(authorization, "systemIdToken"),
        scopes=_scopes(authorization.get("authorizedScopes")),
        locale=_locale(_text(common, "userLocale")),
        time_zone=_zone(_text(_object(common, "timeZone"), "id")),
        platform=PLATFORMS.get(_text(common, "platform"), ""),
        recipients=_addresses(gmail),
    )


def _object(parent: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = parent.get(name)
    return found if isinstance(found, dict) else NOTHING


def _text(parent: Mapping[str, Any], name: str) -> str:
    found = parent.get(name)
    return found if isinstance(found, str) else ""


def _addresses(gmail: Mapping[str, Any]) -> tuple[str, ...]:
    lists = [gmail.get(name) for name in ("toRecipients", "ccRecipients", "bccRecipients")]
    named = [
        one for many in lists if isinstance(many, list) for one in many[:RECIPIENTS] if isinstance(one, str)
    ]
    found = (address.lower() for _, address in getaddresses([one[:ADDRESS] for one in named]))
    return tuple(dict.fromkeys(one for one in found if "@" in one))


def _params(found: Mapping[str, Any]) -> dict[str, str]:
    return {name: value for name, value in found.items() if isinstance(value, str)}


def _scopes(found: Any) -> frozenset[str] | None:
    return frozenset(one for one in found if isinstance(one, str)) if isinstance(found, list) else None


def _locale(shown: str) -> str:
    language = shown[:2].lower()
    return language if language in LOCALES and shown[2:3] in ("", "-", "_") else ""


def _zone(named: str) -> str:
    if not named:
        return ""
    try:
        return ZoneInfo(named).key
    # zoneinfo looks a name up as a file: one that is none fails in any of these ways.
    except (ValueError, KeyError, OSError):
        return ""


def _milliseconds(stated: Any) -> int | None:
    """Read an int64, which proto JSON writes as a string and the documentation as a number."""
    if isinstance(stated, str):
        stated = int(stated) if stated.isdecimal() and len(stated) <= len(str(LATEST)) else None
    if not isinstance(stated, int) or isinstance(stated, bool):
        return None
    return stated if 0 <= stated <= LATEST else None
