"""Google's event object: every documented form, everything missing, and anything at all in its place."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.web.events import GmailEvent, parse
from tests.web.event_schema import load

TOKENS = {
    "userOAuthToken": "ya29.x",
    "userIdToken": "eyJ.u",
    "systemIdToken": "eyJ.s",
    "authorizedScopes": ["https://www.googleapis.com/auth/userinfo.email"],
}
OPEN = {
    "messageId": "msg-f:1862729221917227576",
    "threadId": "thread-f:1862729221917227576",
    "accessToken": "AEoRXR",
}
HOME: dict[str, Any] = {
    "commonEventObject": {
        "hostApp": "GMAIL",
        "platform": "WEB",
        "userLocale": "de-AT",
        "timeZone": {"id": "Europe/Vienna", "offset": "3600000"},
    },
    "authorizationEventObject": TOKENS,
    "gmail": {},
    "userTimezone": "old",
}
BUTTON: dict[str, Any] = {
    "commonEventObject": {
        "hostApp": "GMAIL",
        "platform": "ANDRIOD",
        "parameters": {"op": "comment", "cid": "42"},
        "formInputs": {
            "comment": {"stringInputs": {"value": ["Looks like a duplicate"]}},
            "tags": {"stringInputs": {"value": ["t1", "t7"]}},
            "snooze": {"dateTimeInput": {"msSinceEpoch": "1767225600000", "hasDate": True, "hasTime": True}},
            "due": {"dateInput": {"msSinceEpoch": 1767225600000}},
            "quiet": {"stringInputs": {"value": ["on"]}},
        },
    },
    "authorizationEventObject": TOKENS,
    "gmail": OPEN,
}
BARE: dict[str, Any] = {"commonEventObject": {"hostApp": "GMAIL", "unheard": [{"of": 1}]}}


def common(**changed: Any) -> GmailEvent:
    return parse({"commonEventObject": changed})


def test_a_home_page_event() -> None:
    event = parse(HOME)
    assert (event.locale, event.time_zone, event.platform) == ("de", "Europe/Vienna", "web")
    assert (event.message_id, event.thread_id, event.message_token) == ("", "", "")
    assert (event.access_token, event.user_id_token, event.system_id_token) == ("ya29.x", "eyJ.u", "eyJ.s")
    assert event.scopes == frozenset({"https://www.googleapis.com/auth/userinfo.email"})


def test_a_pressed_button() -> None:
    event = parse(BUTTON)
    assert event.params == {"op": "comment", "cid": "42"}
    assert event.text("comment") == "Looks like a duplicate"
    assert event.texts("tags") == ("t1", "t7")
    assert event.date_time_ms("snooze") == event.date_time_ms("due") == 1_767_225_600_000
    assert event.switch("quiet")
    assert event.platform == "android"
    assert event.message_id == "msg-f:1862729221917227576"


def test_what_is_missing_is_nothing() -> None:
    event = parse(BARE)
    assert (event.text("comment"), event.texts("tags"), event.switch("quiet")) == ("", (), False)
    assert event.date_time_ms("snooze") is None
    assert event.params == {}
    assert event.scopes is None
    assert parse({}) == parse(BARE)


def test_no_token_shows_in_a_trace() -> None:
    assert not any(secret in repr(parse(BUTTON)) for secret in ("ya29", "eyJ", "AEoRXR", "duplicate"))


@pytest.mark.parametrize(
    ("shown", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("en_US", "en"),
        ("EN-GB", "en"),
        ("fr-FR", "it"),
        ("deu", "it"),
        ("", "it"),
    ],
)
def test_the_language_is_gmail_s_or_the_one_set(shown: str, language: str) -> None:
    assert common(userLocale=shown).locale_or("it") == language


@pytest.mark.parametrize(
    "named",
    ["", "Mars/Olympus", "../../etc/passwd", "/etc/localtime", "Europe", "nul\0", "x" * 5000, "Europé"],
)
def test_a_zone_that_does_not_exist_is_the_one_set(named: str) -> None:
    assert common(timeZone={"id": named}).time_zone_or("UTC") == "UTC"


@pytest.mark.parametrize(
    "stated",
    [None, "", "soon", "1e3", 1.5, True, [], {}, -1, "-1", 10**15, "9" * 5000, 253_402_300_800_000, "1_000"],
)
def test_a_moment_that_is_none_is_nothing(stated: Any) -> None:
    picked = {"dateTimeInput": {"msSinceEpoch": stated}}
    assert common(formInputs={"snooze": picked}).date_time_ms("snooze") is None


@pytest.mark.parametrize("event", [HOME, BUTTON, BARE], ids=["home", "button", "bare"])
def test_the_fast_reader_and_the_schema_agree(event: dict[str, Any]) -> None:
    fast, slow = parse(event), load(event)
    assert fast.params == slow["common"].get("params", {})
    assert fast.time_zone == slow["common"].get("zone", {}).get("id", "")
    for name in ("message_id", "thread_id", "message_token"):
        assert getattr(fast, name) == slow.get("gmail", {}).get(name, "")
    for name in ("access_token", "user_id_token", "system_id_token"):
        assert getattr(fast, name) == slow.get("authorization", {}).get(name, "")
    scopes = slow.get("authorization", {}).get("scopes")
    assert fast.scopes == (None if scopes is None else frozenset(scopes))
    for name, given_input in slow["common"].get("inputs", {}).items():
        assert list(fast.texts(name)) == given_input["strings"].get("value", [])
        moment = given_input["date_time"] or given_input["date"]
        assert fast.date_time_ms(name) == (moment and moment["ms_since_epoch"])


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


def places(node: Any) -> list[list[str]]:
    """Every path in an event whose value junk may replace."""
    if not isinstance(node, dict):
        return [[]]
    return [[]] + [[name, *rest] for name, below in node.items() for rest in places(below)]


@given(place=st.sampled_from([one for one in places(BUTTON | HOME) + places(BUTTON) if one]), junk=JUNK)
def test_no_wrong_type_anywhere_breaks_the_reading(place: list[str], junk: Any) -> None:
    event = orjson.loads(orjson.dumps(BUTTON))
    node = event
    for name in place[:-1]:
        node = node.setdefault(name, {})
    node[place[-1]] = junk
    read = parse(event)
    for name in ("comment", "tags", "snooze", "due", "quiet"):
        assert isinstance(read.text(name), str)
        assert all(isinstance(one, str) for one in read.texts(name))
        assert isinstance(read.date_time_ms(name), int | None)
        assert isinstance(read.switch(name), bool)
    assert all(isinstance(value, str) for value in read.params.values())
    assert isinstance(read.message_id + read.user_id_token + read.locale_or("en") + read.time_zone, str)


@given(junk=st.dictionaries(st.text(), JUNK))
def test_no_object_at_all_breaks_the_reading(junk: dict[str, Any]) -> None:
    assert parse(junk).scopes is None
