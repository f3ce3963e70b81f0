"""Signing in with Google and Microsoft: who comes in, and every mix-up that must not let anybody in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from server.demo.issuer import SigningKey
from server.domain.auditlog import Audited
from server.domain.workspace import Agent
from server.store import auditlog
from server.store.commit import Store
from server.usecases import first_admin, sessions
from server.usecases.settings.agents import invite
from server.usecases.signing_in import CODE_TRIES, FLOW_MS
from server.web.admin.signing_in import safe_path
from tests.support.admin_edge import Browser
from tests.support.office import open_office
from tests.support.signing import SignIn, signing_in

BOTH = pytest.mark.parametrize("provider", ["google", "microsoft"])


@pytest.fixture
def desk(store: Store, workspace: str) -> Iterator[SignIn]:
    with signing_in(open_office(store, workspace)) as built:
        yield built


def add(desk: SignIn, who: str, **fields: Any) -> Agent:
    """Make somebody an agent, by the address that Google and Microsoft know."""
    person = desk.people[who]
    agent = Agent(who, person.name, (person.address,), **fields)
    desk.edge.office.workspaces.directories.put(desk.edge.office.id, agent, before=None)
    return agent


def linked(desk: SignIn, who: str, **fields: Any) -> Agent:
    person = desk.people[who]
    known = {"google_sub": person.sub, "entra_tenant": person.tenant, "entra_subject": person.oid}
    return add(desk, who, **(known | fields))


def refused(desk: SignIn, browser: Browser, path: str, *, say: str = "") -> None:
    """The browser comes back with what must not let it in."""
    text = browser.get(path, status=401)
    assert "Sign in with Google" in text
    assert say in text
    assert not desk.who(browser)


def with_query(path: str, **changed: str | None) -> str:
    parts = urlsplit(path)
    query = {name: values[0] for name, values in parse_qs(parts.query).items()} | changed
    return f"{parts.path}?{urlencode({name: value for name, value in query.items() if value is not None})}"


@BOTH
def test_a_known_account_comes_in_and_lands_where_it_wanted(desk: SignIn, provider: str) -> None:
    linked(desk, "mia")
    browser = desk.edge.browser()
    assert desk.enter(browser, provider, "mia", to="/admin/me") == "/me"
    assert desk.who(browser) == "mia"
    assert "Mia Berger" in browser.get("/me")


@BOTH
def test_the_flow_carries_state_nonce_and_pkce_and_hides_the_rest(desk: SignIn, provider: str) -> None:
    url = desk.start(desk.edge.browser(), provider)
    query = parse_qs(urlsplit(url).query)
    assert query["code_challenge_method"] == ["S256"]
    assert query["response_type"] == ["code"]
    assert len(query["state"][0]) >= 16
    assert len(query["nonce"][0]) >= 16
    assert len(query["code_challenge"][0]) == 43
    assert "client_secret" not in query
    assert "code_verifier" not in query


@BOTH
def test_a_sign_in_makes_a_new_session_and_ends_the_old_one(desk: SignIn, provider: str) -> None:
    linked(desk, "mia")
    linked(desk, "eva")
    browser = desk.edge.browser("eva")
    planted = browser.client.get_cookie("randnotiz", domain="127.0.0.1")
    assert planted is not None
    desk.enter(browser, provider, "mia")
    fresh = browser.client.get_cookie("randnotiz", domain="127.0.0.1")
    assert fresh is not None
    assert fresh.value != planted.value
    thief = desk.edge.browser()
    thief.client.set_cookie("randnotiz", planted.value, domain="127.0.0.1")
    thief.get("/me", status=303)


@BOTH
def test_without_or_with_another_state_nobody_comes_in(desk: SignIn, provider: str) -> None:
    linked(desk, "mia")
    for state in (None, "", "other"):
        browser = desk.edge.browser()
        path = desk.pick(desk.start(browser, provider), "mia")
        refused(desk, browser, with_query(path, state=state), say="did not confirm who you are")


@BOTH
def test_an_answer_counts_once(desk: SignIn, provider: str) -> None:
    linked(desk, "mia")
    browser = desk.edge.browser()
    path = desk.pick(desk.start(browser, provider), "mia")
    browser.get(path, status=303)
    browser.post("/sign-out") if browser.get("/me") else None
    refused(desk, browser, path, say="too old")


@BOTH
def test_a_code_that_was_redeemed_is_worth_nothing_in_another_flow(desk: SignIn, provider: str) -> None:
    linked(desk, "mia")
    first, second = desk.edge.browser(), desk.edge.browser()
    used = desk.pick(desk.start(first, provider), "mia")
    first.get(used, status=303)
    path = desk.pick(desk.start(second, provider), "mia")
    code = parse_qs(urlsplit(used).query)["code"][0]
    refused(desk, second, with_query(path, code=code))


@BOTH
def test_a_stolen_code_is_worth_nothing_without_the_verifier(desk: SignIn, provider: str) -> None:
    linked(desk, "mia")
    victim, thief = desk.edge.browser(), desk.edge.browser()
    stolen = parse_qs(urlsplit(desk.pick(desk.start(victim, provider), "mia")).query)["code"][0]
    path = desk.pick(desk.start(thief, provider), "tom")
    refused(desk, thief, with_query(path, code=stolen))


@BOTH
def test_an_answer_belongs_to_the_browser_that_asked(desk: SignIn, provider: str) -> None:
    linked(desk, "mia")
    asked, other = desk.edge.browser(), desk.edge.browser()
    path = desk.pick(desk.start(asked, provider), "mia")
    refused(desk, other, path, say="another browser")


def test_the_answer_of_one_is_not_taken_for_the_others(desk: SignIn) -> None:
    linked(desk, "mia")
    browser = desk.edge.browser()
    path = desk.pick(desk.start(browser, "google"), "mia")
    refused(desk, browser, path.replace("/google/", "/microsoft/"))


@BOTH
def test_a_flow_is_over_after_ten_minutes(desk: SignIn, provider: str, store: Store) -> None:
    browser = desk.edge.browser()
    desk.start(browser, provider)
    left = [
        int(store.client.execute_command("PTTL", key))
        for key in store.client.scan_iter(match="v1:passing:flow:*", count=1000)
    ]
    assert left
    assert all(0 < one <= FLOW_MS for one in left)


@BOTH
def test_somebody_who_changes_their_mind_is_asked_again(desk: SignIn, provider: str) -> None:
    browser = desk.edge.browser()
    state = parse_qs(urlsplit(desk.start(browser, provider)).query)["state"][0]
    refused(desk, browser, f"/sign-in/{provider}/back?error=access_denied&state={state}")


@pytest.mark.parametrize(
    "bent",
    [
        {"aud": "somebody-elses-client"},
        {"iss": "https://accounts.google.com"},
        {"nonce": "other"},
        {"nonce": None},
        {"email_verified": False},
        {"exp": 1},
    ],
    ids=",".join,
)
def test_a_google_token_that_is_not_for_this_very_sign_in_is_refused(
    desk: SignIn, bent: dict[str, object]
) -> None:
    linked(desk, "mia")
    desk.google.bent = bent
    browser = desk.edge.browser()
    refused(desk, browser, desk.pick(desk.start(browser, "google"), "mia"))


def test_a_google_token_signed_by_somebody_else_is_refused(desk: SignIn) -> None:
    linked(desk, "mia")
    desk.google.key = SigningKey()
    browser = desk.edge.browser()
    refused(desk, browser, desk.pick(desk.start(browser, "google"), "mia"))


def test_an_answer_that_names_another_issuer_is_refused(desk: SignIn) -> None:
    linked(desk, "mia")
    browser = desk.edge.browser()
    path = desk.pick(desk.start(browser, "google"), "mia")
    refused(desk, browser, with_query(path, iss="https://evil.example"))


@pytest.mark.parametrize(
    "bent",
    [
        {"aud": "4d5b8f0e-1111-4222-8333-9c0ffee00001"},
        {"iss": "https://login.microsoftonline.com/9d1f6c1e-40c4-4f5e-8a5f-2f7d5b6c1a10/v2.0"},
        {"nonce": "other"},
        {"tid": "7f3c1a52-aaaa-4bbb-8ccc-0123456789ab"},
        {"ver": "1.0"},
        {"exp": 1},
    ],
    ids=",".join,
)
def test_a_microsoft_token_that_is_not_for_this_very_sign_in_is_refused(
    desk: SignIn, bent: dict[str, object]
) -> None:
    linked(desk, "mia")
    desk.entra.bent = bent
    browser = desk.edge.browser()
    refused(desk, browser, desk.pick(desk.start(browser, "microsoft"), "mia"))


def test_a_tenant_that_no_workspace_lists_is_refused_even_with_a_good_token(desk: SignIn) -> None:
    linked(desk, "mia")
    other = "7f3c1a52-aaaa-4bbb-8ccc-0123456789ab"
    desk.entra.bent = {"tid": other, "iss": f"{desk.entra.url}/{other}/v2.0"}
    browser = desk.edge.browser()
    refused(desk, browser, desk.pick(desk.start(browser, "microsoft"), "mia"))


def test_the_same_address_with_another_object_id_is_nobody(desk: SignIn) -> None:
    linked(desk, "mia")
    desk.entra.bent = {"oid": "00000000-0000-4000-8000-000000000001"}
    browser = desk.edge.browser()
    assert desk.enter(browser, "microsoft", "mia") == "/sign-in/code"
    assert not desk.who(browser)


def test_an_invited_person_of_a_google_domain_comes_in_without_a_code(desk: SignIn) -> None:
    add(desk, "eva")
    browser = desk.edge.browser()
    desk.enter(browser, "google", "eva")
    assert desk.who(browser) == "eva"
    assert desk.edge.office.inbox.directory.agents["eva"].google_sub == desk.people["eva"].sub


@BOTH
def test_anybody_else_needs_the_code_of_the_invitation(desk: SignIn, provider: str) -> None:
    invited = invite(desk.edge.office.inbox, Agent("", "Tom", ("tom@firma.example",)))
    browser = desk.edge.browser()
    assert desk.enter(browser, provider, "tom", to="/admin/me") == "/sign-in/code"
    browser.get("/sign-in/code")
    assert "not valid" in browser.post("/sign-in/code", {"code": "WRONG"}, status=422)
    assert browser.post("/sign-in/code", {"code": invited.code}) == "/me"
    assert desk.who(browser) == invited.agent.id


def test_codes_cannot_be_tried_for_long(desk: SignIn) -> None:
    browser = desk.edge.browser()
    desk.enter(browser, "google", "tom")
    browser.get("/sign-in/code")
    for _ in range(CODE_TRIES - 1):
        browser.post("/sign-in/code", {"code": "WRONG"}, status=422)
    assert "too many" in browser.post("/sign-in/code", {"code": "WRONG"}, status=401)
    browser.get("/sign-in/code")
    browser.post("/sign-in/code", {"code": "WRONG"}, status=401)


@BOTH
def test_a_deactivated_agent_stays_out_and_that_is_audited(desk: SignIn, provider: str) -> None:
    linked(desk, "mia", deactivated_at=1)
    browser = desk.edge.browser()
    assert desk.enter(browser, provider, "mia") == "/sign-in/code"
    inbox = desk.edge.office.inbox
    [(_, line), *_] = auditlog.page(inbox.conversations.store, inbox.conversations.keys)
    assert line.kind is Audited.REFUSED
    assert "@" not in str(line)


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "/admin//evil.example",
        "/admin/\\evil",
        "/administration",
        "/admin/x\r\nSet-Cookie: a=b",
        "javascript:alert(1)",
        "/admin/../gmail",
        "",
    ],
)
def test_the_way_back_leads_to_a_page_of_ours_only(desk: SignIn, path: str) -> None:
    assert safe_path(path) == "/"
    linked(desk, "mia")
    browser = desk.edge.browser()
    assert desk.enter(browser, "google", "mia", to=urlencode({"": path})[1:]) == "/"


def test_pages_of_ours_are_ways_back() -> None:
    for path in ("/admin/", "/admin/mailboxes/support/members", "/admin/audit?kind=added&before=1-0"):
        assert safe_path(path) == path.removeprefix("/admin")


def test_the_operators_link_works_once_and_looking_at_it_does_not_count(desk: SignIn) -> None:
    secret = first_admin.make_link(desk.edge.office.workspaces)
    browser, scanner = desk.edge.browser(), desk.edge.browser()
    scanner.get(f"/link/{secret}")
    browser.get(f"/link/{secret}")
    assert browser.post(f"/link/{secret}") == "/guide"
    scanner.get(f"/link/{secret}", status=404)
    browser.get(f"/link/{secret}", status=404)
    desk.edge.browser().get("/link/wrong", status=404)


@BOTH
def test_who_comes_with_the_link_and_signs_in_is_the_first_admin(desk: SignIn, provider: str) -> None:
    _without_admins(desk)
    browser = desk.edge.browser(operator=True)
    desk.enter(browser, provider, "mia")
    agents = desk.edge.office.inbox.directory.agents
    mia = agents[desk.who(browser)]
    assert (mia.admin, mia.name, mia.emails) == (True, "Mia Berger", (desk.people["mia"].address,))
    assert first_admin.missing_admin(desk.edge.office.workspaces) is None


def test_an_invited_agent_who_comes_with_the_link_becomes_admin_and_stays_one_agent(desk: SignIn) -> None:
    _without_admins(desk)
    add(desk, "eva")
    browser = desk.edge.browser(operator=True)
    desk.enter(browser, "google", "eva")
    assert desk.who(browser) == "eva"
    assert desk.edge.office.inbox.directory.agents["eva"].admin


def test_the_link_makes_nobody_admin_where_there_is_one(desk: SignIn) -> None:
    browser = desk.edge.browser(operator=True)
    assert desk.enter(browser, "google", "mia") == "/sign-in/code"
    assert not any(a.emails == (desk.people["mia"].address,) for a in _agents(desk))


def test_nobody_becomes_admin_by_being_first(desk: SignIn) -> None:
    _without_admins(desk)
    browser = desk.edge.browser()
    assert desk.enter(browser, "google", "mia") == "/sign-in/code"
    assert not any(agent.admin for agent in _agents(desk))


def test_the_operator_stays_operator_beside_being_admin(desk: SignIn) -> None:
    _without_admins(desk)
    browser = desk.edge.browser(operator=True)
    desk.enter(browser, "google", "mia")
    assert "Mia Berger" in browser.get("/me")
    cookie = browser.client.get_cookie("randnotiz", domain="127.0.0.1")
    assert cookie is not None
    entered = sessions.enter(desk.edge.office.workspaces, cookie.value)
    assert entered is not None
    assert entered.session.operator


def test_without_sign_in_there_is_a_word_instead_of_a_button(desk: SignIn) -> None:
    desk.edge.providers.clear()
    browser = desk.edge.browser()
    assert "admin-link" in browser.get("/sign-in")
    browser.get("/sign-in/google", status=404)


def test_no_token_secret_or_address_is_logged(desk: SignIn, caplog: pytest.LogCaptureFixture) -> None:
    linked(desk, "mia")
    with caplog.at_level("DEBUG"):
        browser = desk.edge.browser()
        path = desk.pick(desk.start(browser, "google"), "mia")
        browser.get(path, status=303)
        desk.enter(desk.edge.browser(), "microsoft", "tom")
    ours = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("randnotiz"))
    code = parse_qs(urlsplit(path).query)["code"][0]
    for hidden in (code, "GOCSPX", "demo~only", "kontor.example", "eyJ"):
        assert hidden not in ours


def _agents(desk: SignIn) -> list[Agent]:
    return list(desk.edge.office.inbox.directory.agents.values())


def _without_admins(desk: SignIn) -> None:
    for agent in _agents(desk):
        if agent.admin:
            after = replace(agent, admin=False)
            desk.edge.office.workspaces.directories.put(desk.edge.office.id, after, before=agent)
