"""Every operation of the API on every kind of conversation, by everybody: allowed, refused, or not there at all."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from werkzeug.test import TestResponse

from server.web.api.routes import ROUTES
from tests.matrix import operations, people
from tests.matrix.expected import MAY, PROGRAMS, SEES, cell
from tests.matrix.operations import FOR_PEOPLE, ON_A_CONVERSATION, Asked, Case
from tests.matrix.rights import RIGHTS
from tests.matrix.world import FIELD, UNKNOWN, World

BY_NAME = {route.name: route for route in ROUTES}
STATUS = {"G": (404,), "F": (403,), ".": (404,), "U": (401,), "N": (403,)}
CHANGING = frozenset({"Date", "Content-Length", "X-Request-Id"})


def call(world: World, case: Case, principal: str, kind: str) -> TestResponse:
    route, known = BY_NAME[case.route], world.ids.get(kind, UNKNOWN)
    path = route.path.replace("<conversation>", known).replace("<field>", FIELD).replace("<other>", UNKNOWN)
    path = path.replace("<macro>", "forall").replace("<template>", "forall")
    if "<comment>" in path:
        path = path.replace("<comment>", world.comment(kind))
    asked = Asked(world, kind, world.record(kind), people.AGENTS.get(principal, "mona"))
    return world.ask(principal, route.method, path, case.body(asked))


def sign(principal: str, case: Case, kind: str) -> str:
    """The cell; a program is turned away from what is for people before anything is looked at."""
    expected = cell(principal, case.act, kind)
    away = principal in PROGRAMS and case.route in FOR_PEOPLE and expected != "U"
    return "F" if away else expected


def shape(answer: TestResponse) -> tuple[int, str, Mapping[str, str]]:
    """All that somebody can tell answers apart by."""
    text = answer.get_data(as_text=True)
    return answer.status_code, text, {k: v for k, v in answer.headers.items() if k not in CHANGING}


def test_every_operation_has_a_cell() -> None:
    known = {case.route for case in ON_A_CONVERSATION}
    known |= {*operations.OF_ONESELF, *operations.OF_A_PERSON, *operations.OF_A_MAIL, *operations.OF_NOBODY}
    known |= {*RIGHTS, *operations.OF_A_VIEW}
    assert known == set(BY_NAME)
    on_a_conversation = {route.name for route in ROUTES if "<conversation>" in route.path}
    assert {case.route for case in ON_A_CONVERSATION} == on_a_conversation - set(RIGHTS)


@pytest.mark.parametrize("case", ON_A_CONVERSATION, ids=str)
def test_each_may_what_the_table_says(matrix: World, case: Case) -> None:
    wrong = []
    for principal, row in SEES.items():
        unseen = shape(call(matrix, case, principal, "unknown"))
        for kind in row:
            if "<comment>" in BY_NAME[case.route].path:
                matrix.comment(kind)
            before = matrix.record(kind).version
            expected = sign(principal, case, kind)
            answer = call(matrix, case, principal, kind)
            told = (
                f"{principal} {kind} {expected}: {answer.status_code} {answer.get_data(as_text=True)[:200]}"
            )
            names_role = principal not in PROGRAMS and case.act != "edit-others"
            if answer.status_code not in (case.done if expected == "+" else STATUS[expected]):
                wrong.append(told)
            elif expected == "." and shape(answer) != unseen:
                wrong.append(f"tells that it exists: {told}")
            elif expected == "F" and names_role and '"role":' not in answer.get_data(as_text=True):
                wrong.append(f"names no role: {told}")
            if expected == "G" and matrix.record(kind).version == before:
                wrong.append(f"was not done: {told}")
            if expected in "+G":
                matrix.restore()
            elif matrix.record(kind).version != before:
                wrong.append(f"was refused and changed something: {told}")
    assert not wrong, "\n".join(wrong)


def test_nothing_is_for_people_alone_that_the_table_does_not_name() -> None:
    assert {route.name for route in ROUTES if route.for_people} == FOR_PEOPLE


@pytest.mark.parametrize("name", operations.OF_ONESELF)
def test_what_is_ones_own_is_for_agents_and_programs(matrix: World, name: str) -> None:
    route = BY_NAME[name]
    path, body = route.path.replace("<queue>", "mine"), {"query": "Secret"} if route.body else None
    answers = {who: matrix.ask(who, route.method, path, body, key=None).status_code for who in SEES}
    special = {"nobody": 401, "token-expired": 401, "token-revoked": 401}
    special |= dict.fromkeys(("stranger", "deactivated", "token-settings"), 403)
    assert answers == {who: special.get(who, 200) for who in SEES}


@pytest.mark.parametrize("name", operations.OF_A_VIEW)
def test_a_view_is_there_for_its_mailboxes_and_shows_each_their_own(matrix: World, name: str) -> None:
    special = {"nobody": 401, "token-expired": 401, "token-revoked": 401}
    special |= dict.fromkeys(("stranger", "deactivated", "token-settings"), 403)
    special |= dict.fromkeys(("admin", "outsider", "removed", "emergency-ended", "foreigner"), 404)
    for view, elsewhere in (("forall", 200), ("forsupport", 404)):
        path = BY_NAME[name].path.replace("<view>", view)
        answers = {who: matrix.ask(who, "GET", path) for who in SEES}
        expected = {"elsewhere": elsewhere, "token-elsewhere": elsewhere, **special}
        assert {who: one.status_code for who, one in answers.items()} == {
            who: expected.get(who, 200) for who in SEES
        }
        for who, one in answers.items():
            if one.status_code == 200:
                shown = {row["id"] for row in one.get_json()["rows"]}
                typed = matrix.ask(who, "POST", "/search", {"query": "secret"}, key=None).get_json()
                assert shown == {row["id"] for row in typed["rows"]}, who


def test_only_people_say_that_they_are_there(matrix: World) -> None:
    body = {"availability": "available"}
    answers = {who: matrix.ask(who, "PUT", "/me/availability", body).status_code for who in SEES}
    special = {"nobody": 401, "token-expired": 401, "token-revoked": 401, "stranger": 403, "deactivated": 403}
    assert answers == {who: special.get(who, 403 if who in PROGRAMS else 200) for who in SEES}


@pytest.mark.parametrize("principal", [who for who, row in MAY.items() if row["comment"] == "+"])
def test_everybody_mends_and_takes_back_what_they_wrote(matrix: World, principal: str) -> None:
    one = f"/conversations/{matrix.ids['both']}/comments"
    if SEES[principal]["both"] != "+":
        one = one.replace(matrix.ids["both"], matrix.ids["desk"])
    said = matrix.ask(principal, "POST", one, {"text": "Gut."}).get_json()["comments"][-1]["id"]
    wanted = 403 if principal in PROGRAMS else 200
    assert matrix.ask(principal, "PUT", f"{one}/{said}", {"text": "Besser."}).status_code == wanted
    assert matrix.ask(principal, "DELETE", f"{one}/{said}").status_code in (wanted, 200)


@pytest.mark.parametrize("principal", SEES)
def test_what_is_offered_is_what_is_allowed(matrix: World, principal: str) -> None:
    acts = {
        "take": "take", "assign": "assign", "status": "work", "snooze": "work", "priority": "work",
        "tag": "work", "claim": "take", "spam": "work", "field": "work",
        "comment": "comment", "edit_comment": "comment", "delete_comment": "delete-others",
        "restrict": "restrict", "follow": "follow", "tidy": "tidy", "link": "work", "block": "block",
        "review": "take",
    }  # fmt: skip
    for kind, sight in SEES[principal].items():
        if sight != "+":
            continue
        view = matrix.ask(principal, "GET", f"/conversations/{matrix.ids[kind]}").get_json()
        allowed = {act for act, group in acts.items() if cell(principal, group, kind) in "+G"}
        assert set(view["can"]) == allowed - ({"edit_comment"} if principal in PROGRAMS else set()), kind
