"""Every page of the settings, on what is theirs, others' or nobody's, by everybody: open, or not there at all."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from server.web.admin.page import Page
from server.web.admin.pages import PAGES
from tests.matrix.pages import CELLS, RIGHTS
from tests.matrix.visitors import VISITORS, Visitors
from tests.matrix.world import UNKNOWN, World

PAGE = {page.name: page for page in PAGES}
LARGEST = 60 * 1024
CHANGING = re.compile(r'name="(csrf|seen)" value="[^"]*"|[0-9a-zA-Z_-]{22,}')


@pytest.fixture(scope="session")
def visitors(built: World) -> Visitors:
    """Everybody's browser."""
    return Visitors(built)


def path_of(world: World, page: Page, row: str) -> str:
    """The path of a page about the thing that a row of the table names."""
    kind, _, place = row.partition("-")
    unknown = place == "nowhere"
    mailbox = place if kind in {"manager", "owner"} and place else "support"
    values = {
        "mailbox": mailbox,
        "agent": UNKNOWN
        if unknown and "<mailbox>" not in page.path
        else "hanna"
        if mailbox == "hr"
        else "ben",
        "team": UNKNOWN if unknown else "desk",
        "token": UNKNOWN if unknown else "spare",
        "webhook": UNKNOWN if unknown else "hook",
        "conversation": UNKNOWN if unknown else world.ids["ordinary"],
        **dict.fromkeys(("tag", "template", "macro", "view"), f"for{place}"),
        "field": f"for{place}" if kind == "item" else UNKNOWN if unknown else "forall",
        **dict.fromkeys(("job", "secret", "nonce"), UNKNOWN),
    }
    if kind == "own":
        values["template"] = values["view"] = UNKNOWN if unknown else place
    path = re.sub(r"<any\((\w+),\w+\):\w+>", r"\1", page.path)
    return re.sub(r"<(\w+)>", lambda found: values[found[1]], path)


def ask(visitors: Visitors, page: Page, row: str, who: str, *, allowed: bool) -> TestResponse:
    """Open a page, or send its form; where that would be allowed, with something that does not belong to it."""
    path = path_of(visitors.world, page, row)
    if page.method == "GET":
        return visitors.get(who, path)
    return visitors.post(who, path, {"no_field_of_it": "true"} if allowed else {})


def shape(answer: TestResponse, path: str) -> tuple[int, str, str]:
    text = CHANGING.sub("", answer.get_data(as_text=True)).replace(path, "")
    return answer.status_code, text, str(answer.headers.get("Location"))


def fits(sign: str, page: Page, answer: TestResponse) -> bool:
    status = answer.status_code
    if sign == "S":
        return (
            answer.headers.get("Location", "").startswith("/admin/sign-in?to=")
            if page.method == "GET"
            else status == 401
        )
    if sign == ".":
        return status == 404
    if page.name.startswith("guide"):  # nothing is set up here that it could look at
        return status not in {401, 403}
    return status in ({200, 303} if page.method == "GET" else {422})


def test_every_page_has_a_cell() -> None:
    assert set(PAGE) == set(RIGHTS)
    assert {row for rows in RIGHTS.values() for row in rows} == set(CELLS)


@pytest.mark.parametrize("name", RIGHTS)
def test_each_may_what_the_table_says(matrix: World, visitors: Visitors, name: str) -> None:
    page, before, wrong = PAGE[name], replace(matrix.office.inbox.directory, version=0), []
    for who, group in VISITORS.items():
        unknown = next((row for row in RIGHTS[name] if row.endswith("-nowhere")), "")
        none = (
            shape(ask(visitors, page, unknown, who, allowed=False), path_of(matrix, page, unknown))
            if unknown
            else None
        )
        for row in RIGHTS[name]:
            sign = CELLS[row][group]
            answer = ask(visitors, page, row, who, allowed=sign in "+?")
            told = f"{who} {row} {sign}: {answer.status_code} {answer.headers.get('Location', '')}"
            if sign == "?":
                assert answer.status_code in {200, 303, 403, 404, 422, 503}, told
                continue
            if not fits(sign, page, answer):
                wrong.append(told)
            if sign == "." and none and shape(answer, path_of(matrix, page, row)) != none:
                wrong.append(f"tells that it exists: {told}")
    assert not wrong, "\n".join(wrong)
    assert replace(matrix.office.inbox.directory, version=0) == before, "something was changed"


@pytest.mark.parametrize("name", [page.name for page in PAGES if page.method == "GET"])
def test_a_page_is_small_safe_and_shows_no_mail(matrix: World, visitors: Visitors, name: str) -> None:
    """The admin administers and does not read; nobody's page holds what only members of a mailbox see."""
    page = PAGE[name]
    for row in RIGHTS[name]:
        for who in ("admin", "operator", "manager-unlisted"):
            answer = visitors.get(who, path_of(matrix, page, row))
            text = answer.get_data(as_text=True)
            assert len(answer.data) <= LARGEST
            assert not re.search(r"Secret \w|@wald\.example", text), (who, row)
            policy = answer.headers["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in policy or policy == "sandbox"
            assert "unsafe" not in policy
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "no-store"
            assert not re.search(r"<script(?![^>]* src=)|\son\w+=|javascript:", text), (who, row)


@pytest.mark.parametrize("who", ["operator", "admin", "manager", "manager-unlisted", "agent", "outsider"])
def test_the_menu_leads_only_where_one_may_go(matrix: World, visitors: Visitors, who: str) -> None:
    start = visitors.get(who, "/").headers["Location"].removeprefix("/admin")
    menu = set(re.findall(r'href="/admin(/[^"?#]*)"', visitors.get(who, start).get_data(as_text=True)))
    assert menu
    for path in menu - {"/static/admin.css"}:
        assert path == "/guide" or visitors.get(who, path).status_code in {200, 303}, path


def test_of_another_workspace_nothing_is_shown(matrix: World, visitors: Visitors) -> None:
    """Mailboxes, teams and people of the same names are one's own there."""
    mine = f"@{matrix.office.id}.example"
    for page in PAGES:
        if page.method == "GET":
            for row in RIGHTS[page.name]:
                text = visitors.get("foreigner", path_of(matrix, page, row)).get_data(as_text=True)
                assert mine not in text, page.name
                assert matrix.office.id not in text.replace(matrix.foreign.id, ""), page.name


@pytest.mark.parametrize("name", ["macro.new", "macro"])
def test_a_macro_names_nobody_and_nothing_of_others(matrix: World, visitors: Visitors, name: str) -> None:
    """Hanna and the template of hr are not for the manager of support alone; who administers people knows all."""
    shown = {
        who: visitors.get(who, path_of(matrix, PAGE[name], "item-support")).get_data(as_text=True)
        for who in ("manager-unlisted", "manager", "admin")
    }
    for words in ("Hanna", "forhr"):
        assert words not in shown["manager-unlisted"]
        assert words in shown["manager"]
        assert words in shown["admin"]
    assert "Mona" in shown["manager-unlisted"]
