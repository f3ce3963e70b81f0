"""Sessions: what carries one, what it costs, and everything that ends it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from server.domain.auditlog import Audited
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.store import auditlog
from server.store.commit import Store
from server.store.sessions import LONGEST_MS
from server.usecases import sessions
from server.usecases.sessions import IDLE_MS, TOUCHED_MS
from tests.store.counting import CountingClient
from tests.support.admin_edge import AdminEdge, Browser, admin_edge
from tests.support.office import open_office

ADMIN = Actor("agent", Via.WEB, "admin")
PAGE = "/me"


def signed_in(browser: Browser) -> bool:
    """Whether a page of somebody's own answers; else it leads to the sign-in."""
    return browser.client.get("/admin" + PAGE, base_url=browser.url).status_code == 200


def change(edge: AdminEdge, agent: str, **fields: object) -> None:
    before = edge.office.inbox.directory.agents[agent]
    after = replace(before, **fields)  # type: ignore[arg-type]
    edge.office.workspaces.directories.put(edge.office.id, after, before=before)


def audited(edge: AdminEdge) -> list[tuple[str, str, str]]:
    inbox = edge.office.inbox
    lines = auditlog.page(inbox.conversations.store, inbox.conversations.keys)
    return [(entry.kind, entry.by.party, entry.target) for _, entry in lines]


def test_nobody_is_sent_to_the_sign_in_and_from_there_back(edge: AdminEdge) -> None:
    browser = edge.browser()
    browser.get("/me?x=1", status=303)
    assert browser.page is not None
    assert browser.page.headers["Location"] == "/admin/sign-in?to=%2Fadmin%2Fme%3Fx%3D1"


def test_signing_out_ends_the_session_for_whoever_kept_its_cookie(edge: AdminEdge) -> None:
    browser = edge.browser("anna")
    kept = browser.client.get_cookie("__Host-randnotiz", domain="randnotiz.example")
    assert kept is not None
    browser.get(PAGE)
    assert browser.post("/sign-out") == "/sign-in"
    thief = edge.browser()
    thief.client.set_cookie("__Host-randnotiz", kept.value, domain="randnotiz.example", secure=True)
    assert not signed_in(thief)
    assert audited(edge)[0] == (Audited.SIGNED_OUT, "agent:anna", "agent:anna")


def test_every_sign_in_is_audited_and_none_reuses_a_token(edge: AdminEdge) -> None:
    agent = edge.office.inbox.directory.agents["anna"]
    tokens = {sessions.begin(edge.office.inbox, agent, "google:sub-anna") for _ in range(3)}
    assert len(tokens) == 3
    assert audited(edge)[:3] == [(Audited.SIGNED_IN, "agent:anna", "agent:anna")] * 3


def test_the_store_holds_no_token(edge: AdminEdge) -> None:
    agent = edge.office.inbox.directory.agents["anna"]
    secret = sessions.begin(edge.office.inbox, agent, "google:sub-anna").rpartition(":")[2]
    keys = edge.office.inbox.conversations.keys
    held = edge.office.workspaces.store.read([("HGETALL", keys.sessions("anna"))])[0]
    assert held
    assert secret not in str(held)


def test_sign_out_everywhere_ends_all_browsers_of_one_agent_and_of_nobody_else(edge: AdminEdge) -> None:
    hers = [edge.browser("anna"), edge.browser("anna")]
    his = edge.browser("ben")
    assert sessions.open_sessions(edge.office.inbox, "anna") == 2
    assert sessions.sign_out_everywhere(edge.office.inbox, ADMIN, "anna") == 2
    assert [signed_in(one) for one in hers] == [False, False]
    assert signed_in(his)
    assert audited(edge)[0] == (Audited.SIGNED_OUT, "agent:admin", "agent:anna")


@pytest.mark.parametrize(
    "loss",
    [
        lambda edge: change(edge, "anna", deactivated_at=1),
        lambda edge: change(edge, "anna", google_sub=None),
        lambda edge: change(edge, "anna", google_sub="sub-somebody-else"),
        lambda edge: edge.office.workspaces.directories.remove(
            edge.office.id, edge.office.inbox.directory.agents["anna"]
        ),
    ],
    ids=["deactivated", "unlinked", "linked to another account", "removed"],
)
def test_a_session_ends_with_what_it_rests_on(edge: AdminEdge, loss: Callable[[AdminEdge], None]) -> None:
    browser = edge.browser("anna")
    assert signed_in(browser)
    loss(edge)
    assert not signed_in(browser)


def test_a_session_ended_by_deactivation_does_not_return_with_the_agent(edge: AdminEdge) -> None:
    browser = edge.browser("anna")
    change(edge, "anna", deactivated_at=1)
    assert not signed_in(browser)
    change(edge, "anna", deactivated_at=None)
    assert not signed_in(browser)


def test_an_idle_session_ends_and_a_used_one_lasts_for_its_day(edge: AdminEdge) -> None:
    idle, used = edge.browser("anna"), edge.browser("ben")
    start = edge.office.time[0]
    while edge.office.time[0] < start + LONGEST_MS:
        assert signed_in(used)
        edge.office.time[0] += IDLE_MS // 2
    assert not signed_in(idle)
    assert not signed_in(used)


def test_a_session_is_one_round_trip_with_the_directory_and_noted_once_a_minute(
    store: Store, workspace: str
) -> None:
    counting = CountingClient(store.client)
    with admin_edge(open_office(Store(counting), workspace)) as edge:
        agent = edge.office.inbox.directory.agents["anna"]
        token = sessions.begin(edge.office.inbox, agent, "google:sub-anna")
        trips = []
        for wait in (0, 0, 0, TOUCHED_MS, 0):
            edge.office.time[0] += wait
            before = counting.trips
            assert sessions.enter(edge.office.workspaces, token) is not None
            trips.append(counting.trips - before)
    assert trips[1:3] == [1, 1]
    assert trips[3] > 1
    assert trips[4] == 1


@pytest.mark.parametrize("token", ["", "x", "a:b", "a:b:c:d", "::", "ä:ö:ü", "w:a:" + "x" * 600, "{}:*:*"])
def test_a_token_that_is_none_is_nobody(edge: AdminEdge, token: str) -> None:
    assert sessions.enter(edge.office.workspaces, token) is None


def test_the_cookie_is_out_of_reach_of_scripts_other_sites_and_plain_http(edge: AdminEdge) -> None:
    operator = edge.browser(operator=True)
    assert operator.client.get_cookie("__Host-randnotiz", domain="randnotiz.example") is not None
    browser = edge.browser()
    browser.get("/sign-in")
    assert browser.page is not None
    [cookie] = browser.page.headers.getlist("Set-Cookie")
    parts = {part.strip().partition("=")[0] for part in cookie.split(";")}
    assert cookie.startswith("__Host-randnotiz-visitor=")
    assert {"Secure", "HttpOnly", "SameSite", "Path"} <= parts
    assert "Domain" not in parts
    assert "SameSite=Lax" in cookie
