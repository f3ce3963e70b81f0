"""The pages of API tokens and webhooks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest

from server.domain.access import Scope
from server.domain.vocabulary import Role
from server.domain.webhooks import GONE, TEST, TYPES
from server.providers.guarded import Guarded, Reason
from server.store.commit import Store
from server.usecases.delivering import Failure
from server.usecases.tokens import Tokens
from server.web.admin.access import words
from tests.store.counting import CountingClient
from tests.support.admin_edge import AdminEdge, Browser, admin_edge
from tests.support.https import Authority, Receiver, receiving, said
from tests.support.office import open_office

TOKEN = re.compile(r"rnt_\w+_[A-Za-z0-9_-]{43}")
SECRET = re.compile(r"whsec_[A-Za-z0-9+/=]+")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture
def receiver(authority: Authority) -> Iterator[Receiver]:
    with receiving(authority.serving("localhost")) as found:
        yield found


@pytest.fixture
def edge(store: Store, workspace: str, authority: Authority) -> Iterator[AdminEdge]:
    outside = Guarded(loopback=True, tls=authority.trusted())
    office = open_office(store, workspace)
    with admin_edge(office, more=lambda services: replace(services, outside=outside)) as built:
        yield built


def token_form(**changes: object) -> dict[str, str | list[str]]:
    form = {
        "name": "Zapier",
        "scopes": ["conversations:read", "conversations:write"],
        "role:support": "agent",
        "role:hr": "none",
        "expires": "30",
    }
    return form | changes  # type: ignore[return-value]


def hook_form(receiver: Receiver, **changes: object) -> dict[str, str | list[str]]:
    return {"name": "CRM", "url": receiver.url(path="/x"), "mailboxes": ["support"]} | changes  # type: ignore[return-value]


def made(edge: AdminEdge, browser: Browser, receiver: Receiver) -> str:
    """Make a webhook; its path."""
    browser.get("/webhooks/new")
    browser.post("/webhooks/new", hook_form(receiver), status=200)
    (known,) = edge.office.inbox.directory.webhooks
    return f"/webhooks/{known}"


def test_a_token_is_made_and_shown_once(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    assert "No tokens yet." in browser.get("/tokens")
    browser.get("/tokens/new")
    page = browser.post("/tokens/new", token_form(), status=200)
    text = TOKEN.findall(page)[0]
    inbox, token = Tokens(edge.office.workspaces).verify(text)
    assert (token.name, token.scopes, token.roles) == (
        "Zapier",
        (Scope.READ, Scope.WRITE),
        {"support": Role.AGENT},
    )
    assert token.expires_at == edge.office.time[0] + 30 * 86_400_000
    assert token.created_by == "admin"
    listed = browser.get("/tokens")
    assert "Zapier" in listed
    assert "made by Ada Admin" in listed
    assert not TOKEN.search(listed)
    assert inbox.workspace == edge.office.id


def test_a_reload_makes_no_second_token(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    browser.get("/tokens/new")
    shown = browser.page
    browser.post("/tokens/new", token_form(), status=200)
    browser.page = shown
    browser.post("/tokens/new", token_form(name="Again"), status=409)
    assert len(edge.office.inbox.directory.tokens) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"scopes": []}, "scopes"),
        ({"role:support": "none"}, "scopes"),
        ({"expires": "soon"}, "expires"),
        ({"role:support": "owner"}, "role:support"),
        ({"role:nowhere": "agent"}, "scopes"),
    ],
)
def test_a_form_that_makes_no_sense_keeps_what_was_typed(
    edge: AdminEdge, changes: dict[str, object], field: str
) -> None:
    browser = edge.browser("admin")
    browser.get("/tokens/new")
    page = browser.post("/tokens/new", token_form(**{"name": "Mein Programm", **changes}), status=422)
    assert f'id="e-{field}"' in page
    if "name" not in changes:
        assert "Mein Programm" in page
    assert not edge.office.inbox.directory.tokens


def test_taking_a_token_back_asks_first(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    browser.get("/tokens/new")
    text = TOKEN.findall(browser.post("/tokens/new", token_form(), status=200))[0]
    (known,) = edge.office.inbox.directory.tokens
    assert "It was never used." in browser.get(f"/tokens/{known}/revoke")
    Tokens(edge.office.workspaces).verify(text)
    assert "It was last used on" in browser.get(f"/tokens/{known}/revoke")
    assert "no longer valid" in browser.done(f"/tokens/{known}/revoke")
    assert not edge.office.inbox.directory.tokens
    browser.get(f"/tokens/{known}/revoke", status=404)


def test_a_webhook_is_made_changed_and_removed(edge: AdminEdge, receiver: Receiver) -> None:
    browser = edge.browser("admin")
    assert "No webhooks yet." in browser.get("/webhooks")
    browser.get("/webhooks/new")
    page = browser.post("/webhooks/new", hook_form(receiver), status=200)
    assert SECRET.search(page)
    (known,) = edge.office.inbox.directory.webhooks
    path = f"/webhooks/{known}"
    assert not SECRET.search(browser.get(path))
    changed = hook_form(receiver, name="Other", types=["assigned", "message_in"])
    assert "Saved." in browser.done(path, changed)
    webhook = edge.office.inbox.directory.webhooks[known]
    assert (webhook.name, webhook.types) == ("Other", ("message_in", "assigned"))
    assert "0 events that are waiting are dropped." in browser.get(f"{path}/remove")
    assert "was removed" in browser.done(f"{path}/remove")
    assert not edge.office.inbox.directory.webhooks


@pytest.mark.parametrize(
    "url", ["http://example.com/", "https://10.0.0.1/", "https://[::ffff:169.254.169.254]/", "nonsense"]
)
def test_an_address_inside_is_refused_beside_its_field(edge: AdminEdge, receiver: Receiver, url: str) -> None:
    browser = edge.browser("admin")
    browser.get("/webhooks/new")
    page = browser.post("/webhooks/new", hook_form(receiver, url=url), status=422)
    assert 'id="e-url"' in page
    assert url in unescape(page)


def test_a_webhook_without_a_mailbox_is_refused(edge: AdminEdge, receiver: Receiver) -> None:
    browser = edge.browser("admin")
    browser.get("/webhooks/new")
    page = browser.post("/webhooks/new", hook_form(receiver, mailboxes=[]), status=422)
    assert 'id="e-mailboxes"' in page


def test_two_admins_meet(edge: AdminEdge, receiver: Receiver) -> None:
    one, other = edge.browser("admin"), edge.browser("admin")
    path = made(edge, one, receiver)
    one.get(path)
    other.get(path)
    one.post(path, hook_form(receiver, name="One"))
    page = other.post(path, hook_form(receiver, name="Other"), status=409)
    assert "Other" in page
    assert "One" in page
    other.post(path, hook_form(receiver, name="Other"))


def test_a_test_says_what_became_of_it(edge: AdminEdge, receiver: Receiver) -> None:
    browser = edge.browser("admin")
    path = made(edge, browser, receiver)
    browser.get(path)
    assert "The test arrived (status 204," in browser.done(f"{path}/test")
    receiver.answer = lambda handler: said(handler, 500)
    assert "did not accept the event. (Status 500)" in browser.post(f"{path}/test", status=422)
    assert browser.get(path).count("<td>") == 2
    assert [one.headers["webhook-id"][-4:] for one in receiver.received] == ["test", "test"]


def test_a_webhook_is_switched_off_and_on(edge: AdminEdge, receiver: Receiver) -> None:
    browser = edge.browser("admin")
    path = made(edge, browser, receiver)
    browser.get(path)
    assert "Switch on" in browser.done(f"{path}/switch", {"on": "no"})
    assert "Switch off" in browser.done(f"{path}/switch", {"on": "yes"})


def test_a_new_secret_is_shown_once_and_the_old_one_stays_a_day(edge: AdminEdge, receiver: Receiver) -> None:
    browser = edge.browser("admin")
    path = made(edge, browser, receiver)
    assert "24 hours" in browser.get(f"{path}/secret")
    assert SECRET.search(browser.post(f"{path}/secret", status=200))
    page = browser.get(path)
    assert not SECRET.search(page)
    assert "the one before signs, too" in page


def test_these_pages_are_for_admins(edge: AdminEdge, receiver: Receiver) -> None:
    path = made(edge, edge.browser("admin"), receiver)
    mona = edge.browser("mona")
    for page in ("/tokens", "/tokens/new", "/webhooks", "/webhooks/new", path, f"{path}/secret"):
        mona.get(page, status=404)


def test_a_page_costs_three_round_trips_and_little_to_send(edge: AdminEdge, receiver: Receiver) -> None:
    browser = edge.browser("admin")
    path = made(edge, browser, receiver)
    workspaces = edge.office.workspaces
    counting = CountingClient(workspaces.store.client)
    for page in ("/tokens", "/tokens/new", "/webhooks", "/webhooks/new", path, f"{path}/remove"):
        object.__setattr__(workspaces.store, "client", counting)
        counting.trips = 0
        text = browser.get(page)
        object.__setattr__(workspaces.store, "client", counting.inner)
        assert counting.trips <= 3, page
        assert len(text.encode()) < 60_000


def test_every_word_of_the_log_is_said() -> None:
    assert set(words.FAILURES) == {*map(str, Reason), *map(str, Failure)}
    assert set(words.TYPES) == {*TYPES, GONE, TEST}
    assert set(words.SCOPES) == set(Scope)


def test_the_log_is_shown_in_the_readers_language(edge: AdminEdge, receiver: Receiver) -> None:
    browser = edge.browser("admin")
    path = made(edge, browser, receiver)
    receiver.answer = lambda handler: said(handler, 302)
    browser.get(path)
    browser.post(f"{path}/test", status=422)
    assert "It sent us elsewhere" in browser.get(path)
    browser.get(f"{path}?lang=de", status=303)
    assert "Sie schickt uns woandershin" in browser.get(path)
