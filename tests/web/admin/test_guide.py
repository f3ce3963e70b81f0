"""The guide as its visitors meet it: what an admin reads, what only the operator enters, and what is downloaded."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace

import pytest

from server.domain.installation import OFFICE_CLIENTS
from server.providers.guarded import Guarded
from server.store.commit import Store
from server.store.outerkeys import CHECKUPS, INSTALLATION
from server.usecases import first_admin
from server.usecases.checkup import Checkup
from server.web.services import Services
from tests.store.counting import CountingClient
from tests.support.admin_edge import PUBLIC_URL, AdminEdge, Browser, admin_edge
from tests.support.office import RECEIVER, open_office

CLIENT = "4d5b8f0e-1111-4222-8333-9c0ffee00001"
TENANT = "7f3c1a52-aaaa-4bbb-8ccc-0123456789ab"
STEP = re.compile(r'<details class="step" id="(\w+)"( open)?>.*?<span class="st (\w+)">', re.DOTALL)


@pytest.fixture
def edge(store: Store, workspace: str) -> Iterator[AdminEdge]:
    """The office behind its settings; what the operator enters is for this test alone."""
    office = open_office(store, workspace)

    def looking(services: Services) -> Services:
        checkup = Checkup(
            store=store,
            public_url=PUBLIC_URL,
            local=True,
            key=b"k" * 32,
            fetch=Guarded(),
            looks={},
            tenants=lambda tenant: f"https://login.example/{tenant}",
            clock=lambda: office.time[0],
        )
        return replace(services, checkup=checkup)

    with admin_edge(office, more=looking) as made:
        yield made
    store.write("DEL", INSTALLATION)
    store.write("DEL", CHECKUPS)


def seen_of(page: str, step: str) -> str:
    """The `seen` of the form that a step has."""
    found = re.search(rf'action="/admin/guide/{step}".*?name="seen" value="(\w+)"', page, re.DOTALL)
    assert found
    return found[1]


def enter(browser: Browser, step: str, form: dict[str, str], *, status: int = 303) -> str:
    """Fill in a step's form as it is shown now."""
    page = browser.get("/guide")
    return browser.post(f"/guide/{step}", {"seen": seen_of(page, step), **form}, status=status)


def steps(page: str) -> dict[str, tuple[bool, str]]:
    """Each step with whether it is open, and how it stands."""
    return {name: (bool(is_open), kind) for name, is_open, kind in STEP.findall(page)}


def the_operator(edge: AdminEdge) -> Browser:
    """The operator, who reads English."""
    browser = edge.browser(operator=True)
    browser.client.get("/admin/guide?lang=en", base_url=PUBLIC_URL)
    return browser


def newcomer(edge: AdminEdge) -> Browser:
    """The operator before there is a workspace."""
    secret = first_admin.make_link(edge.office.workspaces)
    browser = edge.browser()
    browser.get(f"/link/{secret}")
    browser.post(f"/link/{secret}")
    return browser


def test_an_admin_reads_everything_and_enters_nothing(edge: AdminEdge) -> None:
    admin = edge.browser("admin")
    page = admin.get("/guide")
    assert list(steps(page)) == [
        "service",
        "workspace",
        "sign_in",
        "gmail",
        "outlook",
        "mailboxes",
        "people",
        "trial",
    ]
    assert 'name="google_client_id"' not in page
    assert "randnotiz admin-link" in page
    admin.post("/guide/gmail", {"google_client_id": "mine"}, status=404)
    assert edge.office.workspaces.installations.current().google_client_id == ""


@pytest.mark.parametrize("who", ["mona", "anna", "vera"])
def test_nobody_else_sees_it(edge: AdminEdge, who: str) -> None:
    for path in ("/guide", "/health", "/guide/deployment.json", "/guide/manifest.xml"):
        edge.browser(who).get(path, status=404)


def test_what_the_operator_enters_takes_effect_and_ticks_the_step(edge: AdminEdge) -> None:
    operator = the_operator(edge)
    assert steps(operator.get("/guide"))["gmail"] == (False, "todo")
    to = enter(
        operator,
        "gmail",
        {"google_service_account": "Addon@project.iam.gserviceaccount.com", "google_client_id": "12.apps"},
    )
    values = edge.office.workspaces.installations.current()
    assert values.google_service_account == "addon@project.iam.gserviceaccount.com"
    assert values.gmail
    assert to == "/guide?step=gmail#gmail"
    page = operator.get("/guide?step=gmail")
    assert "addon@project.iam.gserviceaccount.com" in page
    assert steps(page)["gmail"][0]
    assert steps(page)["outlook"] == (False, "todo")
    assert "Not used" in page


def test_a_value_that_cannot_be_is_named_beside_its_field_and_kept(edge: AdminEdge) -> None:
    operator = the_operator(edge)
    page = enter(operator, "outlook", {"microsoft_client_id": "<b>not an id"}, status=422)
    assert 'id="e-microsoft_client_id"' in page
    assert "&lt;b&gt;not an id" in page
    assert steps(page)["outlook"][0]
    assert not edge.office.workspaces.installations.current().outlook


def test_what_the_environment_says_cannot_be_changed_here(edge: AdminEdge) -> None:
    operator = the_operator(edge)
    page = operator.get("/guide")
    assert "Set by RANDNOTIZ_MAIL_RECEIVERS" in page
    assert 'name="mail_receivers"' not in page
    page = enter(operator, "gmail", {"mail_receivers": "mx.evil.example"}, status=422)
    assert "RANDNOTIZ_MAIL_RECEIVERS" in page
    assert edge.office.workspaces.installations.current().mail_receivers == (RECEIVER,)


def test_a_secret_is_never_shown_again_and_stays_when_left_empty(edge: AdminEdge) -> None:
    operator = the_operator(edge)
    enter(operator, "sign_in", {"google_web_client_id": "web", "google_web_client_secret": "hush-hush"})
    assert "hush-hush" not in operator.get("/guide")
    enter(operator, "sign_in", {"google_web_client_id": "web-2", "google_web_client_secret": ""})
    values = edge.office.workspaces.installations.current()
    assert (values.google_web_client_id, values.google_web_client_secret) == ("web-2", "hush-hush")
    stored = edge.office.workspaces.store.read([("HGETALL", INSTALLATION)])[0]
    assert "hush-hush" not in repr(stored)
    enter(operator, "sign_in", {"google_web_client_id": "web-2", "forget_google": "true"})
    assert edge.office.workspaces.installations.current().google_web_client_secret == ""


def test_two_who_enter_at_once_are_told(edge: AdminEdge) -> None:
    first, second = the_operator(edge), the_operator(edge)
    stale = seen_of(second.get("/guide"), "service")
    enter(first, "service", {"operator": "Firma GmbH"})
    page = second.post("/guide/service", {"operator": "Other Ltd", "seen": stale}, status=409)
    assert "Other Ltd" in page
    assert edge.services.workspaces.installations.current().operator == "Firma GmbH"


def test_entering_is_told_in_the_audit_log_without_the_values(edge: AdminEdge) -> None:
    enter(the_operator(edge), "service", {"operator": "Firma GmbH"})
    keys = edge.office.inbox.conversations.keys
    lines = edge.office.workspaces.store.read([("XREVRANGE", keys.audit, "+", "-")])[0]
    told = [json.loads(fields["told"]) for _, fields in lines]
    (entry,) = [one for one in told if one["kind"] == "installed"]
    assert entry["data"] == {"changed": ["operator"]}
    assert "Firma" not in json.dumps(told)


def test_a_workspace_is_founded_and_its_operator_led_to_signing_in(edge: AdminEdge, workspace: str) -> None:
    operator = newcomer(edge)
    page = operator.get("/guide")
    assert steps(page)["workspace"] == (False, "todo")
    new = f"{workspace}b"
    wrong = operator.post("/guide/found", {"id": "Not An Id", "name": "Firma"}, status=422)
    assert "Not An Id" in wrong
    form = {
        "id": new,
        "name": "Firma B",
        "domains": f"{new}.example",
        "tenants": TENANT,
        "zone": "Europe/Berlin",
    }
    assert operator.post("/guide/found", form) == "/guide"
    made = edge.office.workspaces.directories.load(new).workspace
    assert (made.name, made.domains, made.tenants) == ("Firma B", (f"{new}.example",), (TENANT,))
    page = operator.get("/guide")
    assert "Firma B" in page
    enter(operator, "sign_in", {"google_web_client_id": "web", "google_web_client_secret": "hush"})
    assert 'href="/admin/sign-in"' in operator.get("/guide")
    edge.office.workspaces.directories.forget(new)
    edge.office.workspaces.store.write("DEL", f"v1:directory:tenant:{TENANT}")


def test_domains_and_tenants_are_the_operators(edge: AdminEdge, workspace: str) -> None:
    operator, before = the_operator(edge), edge.office.inbox.directory.workspace
    page = operator.get("/guide")
    ours = (f"{workspace}.example", f"{workspace}.test")
    form = {"domains": "\n".join(ours), "seen": seen_of(page, "workspace")}
    operator.post("/guide/workspace", form)
    after = edge.office.inbox.directory.workspace
    assert after == replace(before, domains=ours)
    page = operator.get("/guide")
    stale = {"domains": "no domain", "seen": seen_of(page, "workspace")}
    assert "no domain" in operator.post("/guide/workspace", stale, status=422)
    edge.browser("admin").post("/guide/workspace", form, status=404)
    assert edge.office.inbox.directory.workspace == after


def test_files_for_google_and_microsoft_are_filled_with_our_address(edge: AdminEdge) -> None:
    operator = the_operator(edge)
    operator.get("/guide/manifest.xml", status=404)
    enter(
        operator, "outlook", {"microsoft_client_id": CLIENT, "microsoft_clients": ", ".join(OFFICE_CLIENTS)}
    )
    deployment = json.loads(operator.get("/guide/deployment.json"))
    assert deployment["addOns"]["common"]["homepageTrigger"]["runFunction"] == f"{PUBLIC_URL}/gmail/home"
    assert PUBLIC_URL in operator.get("/guide/manifest.xml")
    assert operator.page is not None
    assert operator.page.headers["Content-Disposition"] == "attachment; filename=manifest.xml"
    operator.page = operator.client.get("/admin/guide/randnotiz.zip", base_url=PUBLIC_URL)
    with zipfile.ZipFile(io.BytesIO(operator.page.data)) as package:
        assert CLIENT in package.read("manifest.json").decode()


def test_checking_now_keeps_what_was_found(edge: AdminEdge) -> None:
    admin = edge.browser("admin")
    assert "was not checked yet" in admin.get("/guide")
    page = admin.done("/guide/check")
    assert "only this machine reaches us" in page
    assert steps(page)["service"] == (True, "warn")  # the tests' store syncs once a second
    assert "appendfsync everysec" in page


def test_our_address_proves_that_it_is_us_to_anybody_who_asks(edge: AdminEdge) -> None:
    nobody = edge.browser()
    proof = nobody.get("/reach/abcdefghijklmnopqrst")
    assert proof == nobody.get("/reach/abcdefghijklmnopqrst")
    assert proof != nobody.get("/reach/abcdefghijklmnopqrsu")
    nobody.get("/reach/short", status=404)


@pytest.mark.parametrize("path", ["/guide", "/health"])
def test_a_page_is_small_and_asks_the_store_no_more_than_three_times(edge: AdminEdge, path: str) -> None:
    store = edge.office.workspaces.store
    client = CountingClient(store.client)
    for who in ("admin", None):
        browser = edge.browser(who) if who else the_operator(edge)
        browser.get(path)  # the first one reads the directory
        object.__setattr__(store, "client", client)
        client.trips = 0
        page = browser.get(path)
        object.__setattr__(store, "client", client.inner)
        assert client.trips <= 3
        assert len(page.encode()) < 60_000


@pytest.mark.parametrize("locale", ["de", "en"])
def test_it_speaks_both_languages(edge: AdminEdge, locale: str) -> None:
    admin = edge.browser("admin")
    admin.client.get(f"/admin/guide?lang={locale}", base_url=PUBLIC_URL)
    assert ("Jeder Schritt" in admin.get("/guide")) == (locale == "de")


def test_health_says_what_deserves_a_look(edge: AdminEdge) -> None:
    page = edge.browser("admin").get("/health")
    assert "Never heard of" in page
    assert "Only Ada Admin administers this workspace." in page
    assert "Gmail has not opened a card yet." in page
