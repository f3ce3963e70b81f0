"""What every page refuses: strangers, foreign forms, fields that are not its own, too much, and other hosts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flask import Flask
from marshmallow import Schema, fields, validate

from server.domain.errors import Conflict, Invalid
from server.store.commit import Store
from server.web import errors, logging
from server.web.admin import blueprint as admin
from server.web.admin import signing_in
from server.web.admin.page import Answer, Moved, Page, Right, Sent, Shown, Visit
from server.web.admin.pages import PAGES
from tests.support.admin_edge import PUBLIC_URL, AdminEdge, Browser, admin_edge
from tests.support.office import open_office

SHOWN = "parts/confirm.html"


class Thing(Schema):
    """A form of every kind of field."""

    name = fields.String(required=True, validate=validate.Length(1, 20))
    many = fields.List(fields.String(), load_default=list)
    role = fields.Dict(keys=fields.String(), values=fields.String(validate=validate.OneOf(["a", "b"])))
    file = fields.Raw()


@dataclass
class Made:
    """What the handlers were given, and what they shall do."""

    form: Any = None
    visit: Visit | None = None
    failure: Exception | None = None
    record: str = "before"


@pytest.fixture
def made() -> Made:
    return Made()


@pytest.fixture
def edge(store: Store, workspace: str, made: Made) -> Iterator[AdminEdge]:
    """The frame around pages that do nothing."""

    def show(visit: Visit) -> Answer:
        made.visit = visit
        facts = {
            "heading": "Thing",
            "lines": [str(visit.typed.get("name", [""])[0])],
            "action": "/admin/thing",
            "cancel": "/admin/thing",
            "word": "Go",
            "seen": visit.seen(made.record),
        }
        return Shown(SHOWN, facts)

    def take(visit: Visit) -> Answer:
        made.form = visit.form
        if made.failure is not None:
            raise made.failure
        return Moved("/thing", "Done with %(name)s.", {"name": visit.form["name"]})

    def careful(visit: Visit) -> Answer:
        visit.expect(made.record)
        return Moved("/thing")

    def send(_: Visit) -> Answer:
        return Sent('a"b\r\nX-Evil: 1;ü.csv', b"x", "text/csv")

    pages = (
        *signing_in.PAGES,
        *(
            Page(method="GET", path=f"/{right}", name=f"page.{right}", right=right, handler=show)
            for right in Right
        ),
        Page(method="GET", path="/of/<mailbox>", name="of", right=Right.MANAGER, handler=show),
        Page(method="GET", path="/thing", name="thing", right=Right.AGENT, handler=show),
        Page(
            method="POST",
            path="/thing",
            name="take",
            right=Right.AGENT,
            handler=take,
            form=Thing,
            again="thing",
        ),
        Page(
            method="POST", path="/careful", name="careful", right=Right.AGENT, handler=careful, again="thing"
        ),
        Page(method="GET", path="/file", name="file", right=Right.AGENT, handler=send),
    )
    with admin_edge(open_office(store, workspace)) as built:
        app = Flask("frame", static_folder=None)
        logging.observe(app, built.services.metrics)
        errors.register(app)
        app.register_blueprint(admin.blueprint(built.services, pages))
        yield replace(built, app=app)


def names(browser: Browser) -> list[int]:
    return [browser.client.get(f"/admin/{right}", base_url=browser.url).status_code for right in Right]


def test_each_right_opens_its_pages_and_those_below_it(edge: AdminEdge) -> None:
    assert names(edge.browser()) == [200, 303, 303, 303, 303]
    assert names(edge.browser("anna")) == [200, 200, 404, 404, 404]
    assert names(edge.browser("mona")) == [200, 200, 200, 404, 404]
    assert names(edge.browser("admin")) == [200, 200, 200, 200, 404]
    assert names(edge.browser("admin", operator=True)) == [200, 200, 200, 200, 200]
    assert names(edge.browser(operator=True)) == [200, 404, 200, 200, 200]


def test_a_manager_sees_the_pages_of_their_mailboxes_only(edge: AdminEdge) -> None:
    edge.office.set("hr", members={})
    for who, box, status in (
        ("mona", "support", 200),
        ("mona", "hr", 404),
        ("mona", "nothing", 404),
        ("admin", "hr", 200),
        ("admin", "nothing", 404),
        ("anna", "support", 404),
    ):
        edge.browser(who).get(f"/of/{box}", status=status)


def test_what_somebody_may_not_see_looks_like_what_is_not_there(edge: AdminEdge) -> None:
    browser = edge.browser("anna")
    assert browser.get("/of/hr", status=404).replace("/of/hr", "") == browser.get(
        "/of/nothing", status=404
    ).replace("/of/nothing", "")


def test_a_form_of_ours_is_taken_and_said_once(edge: AdminEdge, made: Made) -> None:
    browser = edge.browser("anna")
    browser.get("/thing")
    assert "Done with &lt;b&gt;." in browser.done("/thing", {"name": "<b>"})
    assert "Done with" not in browser.get("/thing")
    assert made.form["name"] == "<b>"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None, "http://randnotiz.example"])
def test_a_form_from_elsewhere_is_refused(edge: AdminEdge, made: Made, origin: str | None) -> None:
    browser = edge.browser("anna")
    browser.get("/thing")
    browser.post("/thing", {"name": "x"}, origin=origin, status=403)
    assert made.form is None


def test_a_form_without_our_token_or_with_somebody_elses_is_refused(edge: AdminEdge, made: Made) -> None:
    hers, his = edge.browser("anna"), edge.browser("ben")
    his.get("/thing")
    hers.page = None
    hers.post("/thing", {"name": "x"}, status=403)
    hers.page = his.page
    hers.post("/thing", {"name": "x"}, status=403)
    assert made.form is None


def test_a_form_is_worth_nothing_in_the_next_session(edge: AdminEdge, made: Made) -> None:
    browser = edge.browser("anna")
    browser.get("/thing")
    again = edge.browser("anna")
    again.page = browser.page
    again.post("/thing", {"name": "x"}, status=403)
    assert made.form is None


def test_a_field_that_is_not_the_forms_own_is_refused(edge: AdminEdge, made: Made) -> None:
    browser = edge.browser("anna")
    browser.get("/thing")
    text = browser.post("/thing", {"name": "kept", "admin": "true"}, status=422)
    assert "does not belong" in text
    assert "kept" in text
    assert made.form is None


def test_what_was_typed_stays_and_each_fault_is_named(edge: AdminEdge, made: Made) -> None:
    browser = edge.browser("anna")
    browser.get("/thing")
    text = browser.post("/thing", {"name": "n" * 21, "role:mia": "c"}, status=422)
    assert "n" * 21 in text
    assert made.visit is not None
    assert set(made.visit.faults) == {"name", "role:mia"}
    assert 'href="#f-role:mia"' in text


def test_lists_and_mappings_arrive_as_such_and_nothing_else_twice(edge: AdminEdge, made: Made) -> None:
    browser = edge.browser("anna")
    browser.get("/thing")
    browser.post("/thing", {"name": "x", "many": ["1", "2"], "role:mia": "a", "role:ben": "b"})
    assert made.form == {"name": "x", "many": ["1", "2"], "role": {"mia": "a", "ben": "b"}}
    browser.post("/thing", {"name": ["x", "y"]}, status=422)


@pytest.mark.parametrize(
    ("failure", "status"),
    [(Invalid("Not so."), 422), (Conflict("Too late."), 409)],
    ids=["invalid", "conflict"],
)
def test_a_refusal_shows_the_page_again(edge: AdminEdge, made: Made, failure: Exception, status: int) -> None:
    made.failure = failure
    browser = edge.browser("anna")
    browser.get("/thing")
    text = browser.post("/thing", {"name": "kept"}, status=status)
    assert str(failure) in text
    assert "kept" in text


def test_a_form_made_from_something_that_changed_is_a_conflict(edge: AdminEdge, made: Made) -> None:
    browser = edge.browser("anna")
    browser.get("/thing")
    browser.post("/careful")
    browser.get("/thing")
    made.record = "after"
    assert "Somebody changed this meanwhile" in browser.post("/careful", status=409)


def test_a_form_may_not_be_large(edge: AdminEdge, made: Made) -> None:
    browser = edge.browser("anna")
    browser.get("/thing")
    browser.post("/thing", {"name": "x" * 70_000}, status=413)
    browser.get("/thing")
    file: Any = (io.BytesIO(b"x" * 70_000), "x.txt")
    browser.post("/thing", {"name": "x", "file": file}, status=413, content_type="multipart/form-data")
    assert made.form is None


def test_a_form_has_the_form_of_a_form(edge: AdminEdge) -> None:
    browser = edge.browser("anna")
    browser.get("/thing")
    browser.post("/thing", status=403, content_type="application/json")


def test_a_form_after_the_session_asks_to_sign_in_and_does_nothing(edge: AdminEdge, made: Made) -> None:
    browser = edge.browser("anna")
    browser.get("/thing")
    browser.client.delete_cookie("__Host-randnotiz", domain="randnotiz.example")
    assert "/admin/sign-in" in browser.post("/thing", {"name": "x"}, status=401)
    assert made.form is None


def test_no_answer_may_be_kept_framed_or_read_as_something_else(edge: AdminEdge) -> None:
    browser = edge.browser("anna")
    for path, status in (("/thing", 200), ("/admin", 404), ("/file", 200), ("/nothing", 404), ("/", 303)):
        browser.get(path, status=status)
        assert browser.page is not None
        headers = browser.page.headers
        policy = headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_the_name_of_a_file_stays_within_its_header(edge: AdminEdge) -> None:
    browser = edge.browser("anna")
    browser.get("/file")
    assert browser.page is not None
    assert "X-Evil" not in browser.page.headers
    assert "\n" not in browser.page.headers["Content-Disposition"]


def test_pages_hold_no_inline_script_or_style(edge: AdminEdge) -> None:
    text = edge.browser("anna").get("/thing")
    assert "<script>" not in text
    assert " style=" not in text
    assert "javascript:" not in text


@pytest.mark.parametrize(
    "path", ["/%0d%0aX-Evil:1", "//evil.example", "/..%2f..%2fetc/passwd", "/static/../page.py"]
)
def test_an_odd_path_is_not_found(edge: AdminEdge, path: str) -> None:
    answer = edge.browser("anna").client.get("/admin" + path, base_url=PUBLIC_URL)
    assert answer.status_code in {404, 308}
    assert answer.headers.get("Location", "/admin/").removeprefix(PUBLIC_URL).startswith("/admin/")
    assert "X-Evil" not in answer.headers


def test_the_language_is_chosen_by_a_link_and_kept(edge: AdminEdge) -> None:
    browser = edge.browser("anna")
    assert '<html lang="en">' in browser.get("/thing")
    browser.get("/thing?lang=de", status=303)
    assert browser.page is not None
    assert browser.page.headers["Location"] == "/admin/thing"
    assert '<html lang="de">' in browser.get("/thing")


def test_a_page_with_its_style_and_script_is_small(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    sizes = [len(browser.get(path)) for path in ("/thing", "/static/admin.css", "/static/admin.js")]
    assert sum(sizes) < 60_000


def test_every_page_names_one_that_is_shown_again_and_has_its_path() -> None:
    shown = {page.name: page for page in PAGES if page.method == "GET"}
    assert len({page.name for page in PAGES}) == len(PAGES)
    assert len({(page.method, page.path) for page in PAGES}) == len(PAGES)
    for page in PAGES:
        if page.method == "POST" and page.again:
            again = shown[page.again]
            needed = {part for part in again.path.split("/") if part.startswith("<")}
            assert needed <= set(page.path.split("/")), page.name
        if page.method == "GET":
            assert page.form is None, page.name
