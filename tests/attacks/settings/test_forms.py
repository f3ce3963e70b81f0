"""Every form of the settings, sent by whom and with what it should not be."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from marshmallow import RAISE, Schema

from server.domain.workspace import Directory
from server.web.admin import cookies
from server.web.admin.pages import PAGES
from server.web.admin.signing_in import Returned
from server.web.api.routes import ROUTES
from tests.attacks.settings.payloads import GETS, HOSTILE, KNOWN, POSTS, RAW, filled, nested, path_of
from tests.support.admin_edge import PUBLIC_URL, AdminEdge, Browser

EVERYTHING = {
    "admin": "true",
    "operator": "true",
    "id": "evil",
    "version": "1",
    "domains": "evil.example",
    "tenants": "evil",
    "google_sub": "sub-mona",
    "link_code": "x",
    "deactivated_at": "0",
    "until": "1",
}
"""What records have and no form may set unless it says so."""
LEAVING = {"sign_out", "me.out", "person.signed-out"}


def boss(edge: AdminEdge) -> tuple[Browser, str]:
    """Who may do everything, and the csrf of their session."""
    browser = edge.browser("admin", operator=True)
    session = browser.client.get_cookie("__Host-randnotiz", domain=PUBLIC_URL.removeprefix("https://"))
    assert session is not None
    return browser, cookies.derived(session.value, "csrf")


def whole(edge: AdminEdge) -> Directory:
    return replace(edge.office.inbox.directory, version=0)


def send(
    browser: Browser, path: str, data: dict[str, object], origin: str | None = PUBLIC_URL
) -> tuple[int, str]:
    headers = {"Origin": origin} if origin else {}
    answer = browser.client.post(f"/admin{path}", base_url=PUBLIC_URL, data=data, headers=headers)
    assert answer.status_code != 500, path
    return answer.status_code, answer.get_data(as_text=True)


def test_no_form_is_taken_from_elsewhere(edge: AdminEdge) -> None:
    browser, csrf = boss(edge)
    _, other = boss(edge)
    before = whole(edge)
    for page in POSTS:
        form: dict[str, object] = {**filled(page.form, "x"), "seen": "x"}
        attacks: list[tuple[dict[str, object], str | None]] = [
            ({**form}, PUBLIC_URL),
            ({**form, "csrf": ""}, PUBLIC_URL),
            ({**form, "csrf": other}, PUBLIC_URL),
            ({**form, "csrf": "ä" * 64}, PUBLIC_URL),
            *(
                ({**form, "csrf": csrf}, origin)
                for origin in (
                    "https://evil.example",
                    "null",
                    None,
                    f"{PUBLIC_URL}.evil.example",
                    f"{PUBLIC_URL}:444",
                )
            ),
        ]
        for data, origin in attacks:
            assert send(browser, path_of(page), data, origin)[0] == 403, (page.name, origin)
    assert whole(edge) == before


def test_no_form_takes_what_it_does_not_show(edge: AdminEdge) -> None:
    browser, csrf = boss(edge)
    before = whole(edge)
    for page in POSTS:
        known = set((page.form or Schema)().fields)
        more = {name: value for name, value in EVERYTHING.items() if name not in known}
        status, _ = send(browser, path_of(page), {**filled(page.form, "x"), "csrf": csrf, **more})
        assert status in {404, 422, 503}, page.name
    assert whole(edge) == before


def test_every_schema_is_closed() -> None:
    schemas = {schema for page in PAGES for schema in (page.form, page.query) if schema} - {Returned}
    schemas |= {schema for route in ROUTES for schema in (route.body, route.query) if schema}
    open_ones = {type(one).__name__ for schema in schemas for one in nested(schema()) if one.unknown != RAISE}
    assert not open_ones


def test_no_form_is_read_beyond_its_limit(edge: AdminEdge) -> None:
    browser, csrf = boss(edge)
    for page in POSTS:
        status, _ = send(browser, path_of(page), {"csrf": csrf, "x": "x" * (page.largest + 1)})
        assert status == 413, page.name


def test_what_is_typed_comes_back_as_text(edge: AdminEdge) -> None:
    """Whether it is refused and shown again, or taken and shown from then on."""
    browser, csrf = boss(edge)
    for page in POSTS:
        if page.name not in LEAVING:
            form = {**filled(page.form, HOSTILE), "csrf": csrf, "seen": "x"}
            _, shown = send(browser, path_of(page), dict(form))
            assert not [raw for raw in RAW if raw in shown], page.name


@pytest.mark.parametrize("who", ["admin", "mona"])
def test_a_hostile_name_is_text_on_every_page(edge: AdminEdge, who: str) -> None:
    browser = edge.browser(who, operator=who == "admin")
    for page in GETS:
        answer = browser.client.get(f"/admin{path_of(page)}", base_url=PUBLIC_URL)
        assert answer.status_code != 500, page.name
        if answer.mimetype == "text/html":
            text = answer.get_data(as_text=True)
            assert not [raw for raw in RAW if raw in text], page.name


@pytest.mark.parametrize("hostile", ["%0d%0aSet-Cookie:x=1", "%2f%2fevil.example%00", "%ff%5c" + "a" * 5000])
def test_a_hostile_path_or_query_is_only_not_found(edge: AdminEdge, hostile: str) -> None:
    browser, csrf = boss(edge)
    for page in PAGES:
        path = path_of(page, **dict.fromkeys((*KNOWN, "rest"), hostile))
        if page.method == "POST":
            send(browser, path, {"csrf": csrf})
            continue
        for query in ("", f"?lang=de&x={hostile}"):
            answer = browser.client.get(f"/admin{path}{query}", base_url=PUBLIC_URL)
            assert answer.status_code != 500, (page.name, query)
            assert not [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("x=")], (
                page.name
            )
            assert not re.match(r"//|/\\|https?:", answer.headers.get("Location", "/admin")), page.name
