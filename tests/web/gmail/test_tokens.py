"""Who is refused before anything happens, and who is asked for consent."""

from __future__ import annotations

from typing import Any

import pytest

from cards import paths
from server.demo.issuer import SigningKey
from server.demo.relay import EMAIL_SCOPE, METADATA_SCOPE
from tests.support.gmail_edge import PUBLIC, GmailEdge

MESSAGE = "/gmail/message"
ALL = sorted(paths.CALLBACKS | paths.PUSHES | paths.SUGGESTIONS | {"/gmail/home", MESSAGE})
FOREIGN = SigningKey()
SYSTEM: dict[str, dict[str, Any]] = {
    "forged": {"key": FOREIGN},
    "expired": {"iat": 1, "exp": 3_600},
    "another audience": {"audience": "https://evil.example/gmail/take"},
    "another endpoint": {"audience": f"{PUBLIC}/gmail/home"},
    "wrong account": {"email": "service-1@gcp-sa-gsuiteaddons.iam.gserviceaccount.com"},
    "foreign issuer": {"iss": "https://accounts.google.com"},
    "address not verified": {"email_verified": False},
}
USER: dict[str, dict[str, Any]] = {
    "forged": {"key": FOREIGN},
    "expired": {"iat": 1, "exp": 3_600},
    "for another client": {"aud": "1-other.apps.googleusercontent.com"},
    "foreign issuer": {"iss": "https://evil.example"},
    "address not verified": {"email_verified": False},
}


def refused(edge: GmailEdge, path: str, event: dict[str, Any]) -> None:
    calls, before = len(edge.calls), edge.everything()
    answer = edge.post(path, event)
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert answer.get_json()["code"] == "unauthenticated"
    assert len(edge.calls) == calls
    assert edge.everything() == before


@pytest.mark.parametrize("broken", SYSTEM)
def test_who_is_not_google_does_nothing(edge: GmailEdge, broken: str) -> None:
    mail = edge.mail()
    take = edge.open("jonas", mail).parameters(PUBLIC + paths.TAKE)
    changes = {"audience": PUBLIC + paths.TAKE} | SYSTEM[broken]
    event = edge.event("jonas", paths.TAKE, mail, parameters=take)
    event["authorizationEventObject"]["systemIdToken"] = edge.issuer.system_token(**changes)
    refused(edge, paths.TAKE, event)


@pytest.mark.parametrize("broken", USER)
def test_who_is_nobody_does_nothing(edge: GmailEdge, broken: str) -> None:
    mail = edge.mail()
    event = edge.event("jonas", MESSAGE, mail)
    token = edge.issuer.user_token(edge.person("jonas"), **USER[broken])
    event["authorizationEventObject"]["userIdToken"] = token
    refused(edge, MESSAGE, event)


def test_a_token_that_was_just_good_is_refused_everywhere_else(edge: GmailEdge) -> None:
    event = edge.event("jonas", "/gmail/home")
    assert edge.post("/gmail/home", event).status_code == 200
    for path in ALL:
        if path != "/gmail/home":
            refused(edge, path, event)


def test_only_an_opened_mail_needs_the_mails_own_scope(edge: GmailEdge) -> None:
    edge.relay.withhold(edge.person("jonas"), frozenset({METADATA_SCOPE}))
    mail = edge.mail()
    reading = {MESSAGE, paths.DRAFT_USE, paths.MACRO_REPLY}  # a reply needs the headers of what it answers
    for path in ALL:
        asked = edge.ask("jonas", path, mail).envelope.get("requesting_google_scopes")
        assert asked == ({"scopes": [METADATA_SCOPE]} if path in reading else None)


def test_nobody_is_served_without_saying_who_they_are(edge: GmailEdge) -> None:
    edge.relay.withhold(edge.person("jonas"), frozenset({EMAIL_SCOPE}))
    before = edge.everything()
    for path in ALL:
        answer = edge.ask("jonas", path, edge.mail())
        assert answer.envelope == {"requesting_google_scopes": {"scopes": [EMAIL_SCOPE]}}
    assert edge.everything() == before
