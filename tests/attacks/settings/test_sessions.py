"""Sessions, redirects and rights of the settings, as somebody would abuse them."""

from __future__ import annotations

import logging

import pytest

from server.domain.access import Scope
from server.domain.vocabulary import Role
from server.store.commit import Store
from server.usecases import first_admin
from server.web.admin.signing_in import safe_path
from tests.attacks.settings.payloads import GETS, path_of
from tests.support.admin_edge import PUBLIC_URL, AdminEdge
from tests.support.api_edge import api_edge
from tests.support.office import open_office
from tests.support.programs import minted

HOST = PUBLIC_URL.removeprefix("https://")


@pytest.mark.parametrize(
    "to",
    [
        *(
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "/%2f%2fevil.example",
            "%2f%2fevil.example",
        ),
        *(
            "https://evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "/admin/../../evil",
            "/administrator",
        ),
        *(
            "/admin\r\nLocation: //evil.example",
            "/admin/\t/evil",
            "/admin//evil.example",
            "/admin/@evil.example\n",
        ),
        *("https:/admin", "/admin\\..\\evil", " /admin/people", "/api/v1/me", "/admin?to=\u2028x"),
    ],
)
def test_after_signing_in_nobody_is_sent_away(to: str) -> None:
    path = safe_path(to)
    assert path.startswith("/")
    assert not path.startswith(("//", "/\\"))
    assert not set("\r\n\t\\") & set(path)
    assert path == "/" or to.startswith("/admin/")


def test_a_session_that_somebody_else_chose_is_never_used(edge: AdminEdge) -> None:
    """Fixation: what stood in the cookie before signing in is worth nothing afterwards."""
    chosen = [
        f"{edge.office.id}:mona:{'a' * 43}",
        f"::{'b' * 43}",
        "x",
        "",
        "::",
        "w:::",
        "ä:b:c",
        f"{'}'}{{:x:{'c' * 43}",
    ]
    for token in chosen:
        browser = edge.browser()
        browser.client.set_cookie("__Host-randnotiz", token, domain=HOST, secure=True, path="/")
        browser.get("/people", status=303)
        browser.get(f"/link/{(secret := first_admin.make_link(edge.office.workspaces, edge.office.id))}")
        browser.post(f"/link/{secret}")
        fresh = browser.client.get_cookie("__Host-randnotiz", domain=HOST)
        assert fresh is not None
        assert fresh.value != token
        stranger = edge.browser()
        stranger.client.set_cookie("__Host-randnotiz", token, domain=HOST, secure=True, path="/")
        stranger.get("/people", status=303)


def test_every_cookie_is_ours_alone(edge: AdminEdge) -> None:
    browser = edge.browser("admin", operator=True)
    for page in GETS:
        for name in ("", "?lang=de"):
            answer = browser.client.get(f"/admin{path_of(page)}{name}", base_url=PUBLIC_URL)
            for cookie in answer.headers.getlist("Set-Cookie"):
                assert cookie.startswith("__Host-"), page.name
                assert "Secure" in cookie
                assert "HttpOnly" in cookie
                assert "SameSite=Lax" in cookie
                assert "Path=/" in cookie
                assert "Domain" not in cookie


def test_no_secret_stands_on_a_page_in_a_file_or_in_the_log(
    edge: AdminEdge, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    secrets = ("digest-of-a-code", "digest-of-a-token", "sealed-secret", "sub-evil")
    browser = edge.browser("admin", operator=True)
    session = browser.client.get_cookie("__Host-randnotiz", domain=HOST)
    assert session is not None
    for page in GETS:
        text = browser.client.get(f"/admin{path_of(page)}", base_url=PUBLIC_URL).get_data(as_text=True)
        assert not [one for one in (*secrets, session.value) if one in text], page.name
    said = "\n".join(record.getMessage() + str(record.__dict__) for record in caplog.records)
    assert not [one for one in (*secrets, session.value, "evil@firma.example") if one in said]


def test_what_a_spreadsheet_would_run_is_text_in_the_audit_log(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    browser.get("/audit/csv")
    assert browser.page is not None
    for line in browser.page.get_data(as_text=True).removeprefix("\ufeff").splitlines():
        for cell in line.split(";" if ";" in line else ","):
            assert not cell.strip('"').startswith(("=", "+", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff20"))


def test_nobody_gives_themselves_more_than_they_have(store: Store, workspace: str) -> None:
    office = open_office(store, workspace)
    with api_edge(office) as api:
        program = minted(office, Scope.SETTINGS_READ, Scope.SETTINGS_WRITE, support=Role.MANAGER).text
        token = {"name": "x", "scopes": ["settings:write"], "roles": {"hr": "manager"}}
        for who, bearer in (("mona", None), ("anna", None), (None, program)):
            seen = "x" * 8
            for method, path, body in (
                ("PATCH", f"/settings/people/{who or 'anna'}", {"admin": True, "seen": seen}),
                ("POST", "/settings/people", {"name": "x", "emails": ["x@firma.example"], "admin": True}),
                ("POST", "/settings/tokens", token),
                ("POST", "/settings/privacy/emergency/hr", {"reason": "x"}),
                ("PATCH", "/settings/workspace", {"domains": ["evil.example"], "seen": seen}),
                ("PATCH", "/settings/workspace", {"tenants": ["evil"], "seen": seen}),
            ):
                before = office.inbox.directory
                answer = api.ask(who, method, path, body, token=bearer)
                assert answer.status_code in {403, 404, 409, 422}, (who, path, answer.data)
                assert office.inbox.directory == before, (who, path)
        assert api.ask(None, "GET", "/queues/mine", token=program).status_code == 403


@pytest.mark.parametrize(
    "url",
    [
        *(
            "https://127.0.0.1/",
            "https://localhost/",
            "https://[::1]/",
            "https://0x7f000001/",
            "https://2130706433/",
        ),
        *(
            "https://10.0.0.1/",
            "https://192.168.1.1/",
            "https://169.254.169.254/latest/",
            "https://[::ffff:127.0.0.1]/",
        ),
        *(
            "http://hooks.example/",
            "ftp://hooks.example/",
            "file:///etc/passwd",
            "gopher://hooks.example/",
            "https://",
        ),
        *(
            "https://user:pass@hooks.example/",
            "https://hooks.example:22/",
            "https://hooks.example\r\nX: y/",
            "//x",
        ),
        *("https://0.0.0.0/", "https://100.64.0.1/", "https://metadata.google.internal/", "https://127.1/"),
    ],
)
def test_a_webhook_leads_nowhere_inside(edge: AdminEdge, url: str) -> None:
    browser = edge.browser("admin")
    browser.get("/webhooks/new")
    browser.post("/webhooks/new", {"name": "Hook", "url": url, "mailboxes": ["support"]}, status=422)
    assert set(edge.office.inbox.directory.webhooks) == {"webhook"}
