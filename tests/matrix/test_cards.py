"""Every action of the cards on every kind of conversation, by everybody: done, refused, or not there at all."""

from __future__ import annotations

import re

import orjson
import pytest
from werkzeug.test import TestResponse

from cards import paths
from server.web.gmail.acts import ACTS
from server.web.gmail.composing import COMPOSING
from server.web.gmail.shows import PUSHES, SUGGESTIONS, TRIGGERS
from tests.matrix import people, pressed
from tests.matrix.expected import PROGRAMS, SEES, cell
from tests.matrix.operations import Asked
from tests.matrix.pressed import ON_A_CONVERSATION, Press
from tests.matrix.world import UNKNOWN, World

REFUSED = ("For this you need to be", "Only who wrote a comment", "This comment does not exist.")
MISSING = ("This conversation does not exist.", "There is no colleague called")
OF_COMMENTS = {paths.SHOW_COMMENT, paths.EDIT_COMMENT, paths.DELETE_COMMENT}
PEOPLE = {who: row for who, row in SEES.items() if who not in PROGRAMS}
HANDLED = {**TRIGGERS, **ACTS, **PUSHES, **SUGGESTIONS, **COMPOSING}


def press(world: World, case: Press, principal: str, kind: str) -> TestResponse:
    """Somebody presses a button that carries this conversation's id."""
    asked = Asked(world, kind, world.record(kind), people.AGENTS.get(principal, "mona"))
    parameters = {"conversation": world.ids.get(kind, UNKNOWN), "nonce": world.nonce()} | case.parameters(
        asked
    )
    return world.press(principal, case.path, parameters, dict(case.inputs), case.mail)


def outcome(answer: TestResponse) -> str:
    """The sign of what was answered."""
    text = answer.get_data(as_text=True)
    if answer.status_code == 401:
        return "U"
    assert answer.status_code == 200, text
    if '"name":"stranger"' in text or text == EMPTY:
        return "N"
    if any(missing in text for missing in MISSING):
        return "."
    pushed = '"pushCard"' in text  # a macro's card says of a step why it would be refused
    return "F" if not pushed and any(refused in text for refused in REFUSED) else "+"


EMPTY = orjson.dumps({"autoComplete": {"items": []}}).decode()


def test_every_path_of_a_card_has_a_cell() -> None:
    known = {case.path for case in ON_A_CONVERSATION}
    known |= {*pressed.OF_ONESELF, *pressed.OF_A_MAIL, *pressed.OF_TWO, *pressed.OF_NOBODY}
    assert (
        known
        == {*HANDLED, paths.LINK, paths.REPLIED}
        == {*paths.CALLBACKS, *paths.PUSHES, *paths.SUGGESTIONS, *TRIGGERS}
    )


@pytest.mark.parametrize("case", ON_A_CONVERSATION, ids=str)
def test_each_may_what_the_table_says(matrix: World, case: Press) -> None:
    wrong = []
    for principal, row in PEOPLE.items():
        unseen = press(matrix, case, principal, "unknown")
        for kind in row:
            if case.path in OF_COMMENTS:
                matrix.comment(kind)
            before = matrix.record(kind).version
            expected = cell(principal, case.act, kind)
            answer = press(matrix, case, principal, kind)
            told = f"{principal} {kind} {expected}: {answer.get_data(as_text=True)[:400]}"
            if outcome(answer) != expected.replace("G", "+"):
                wrong.append(told)
            elif expected == "." and (answer.data, answer.status) != (unseen.data, unseen.status):
                wrong.append(f"tells that it exists: {told}")
            if expected in "+G":
                matrix.restore()
            elif matrix.record(kind).version != before:
                wrong.append(f"was refused and changed something: {told}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", pressed.OF_ONESELF)
def test_what_is_ones_own_is_for_agents_alone(matrix: World, path: str) -> None:
    answers = {}
    for who in PEOPLE:
        inputs = {"who": "", "mention_0": "", "availability": "available"}
        answers[who] = outcome(matrix.press(who, path, {"queue": "mine", "query": "Secret"}, inputs))
    alone = {"admin", "outsider", "removed", "emergency-ended", "foreigner"}
    unknown = {who: "N" for who in alone if path in paths.SUGGESTIONS}  # nobody whom they know
    special = {"nobody": "U", "stranger": "N", "deactivated": "N", **unknown}
    assert answers == {who: special.get(who, "+") for who in PEOPLE}


@pytest.mark.parametrize("principal", PEOPLE)
def test_what_a_card_offers_is_what_is_allowed(matrix: World, principal: str) -> None:
    acts = {case.path: case.act for case in ON_A_CONVERSATION if case.act != "read"}
    acts |= {paths.SHOW_ASSIGN: "assign", paths.SHOW_TAGS: "work", paths.SHOW_RESTRICT: "restrict"}
    for kind, sight in SEES[principal].items():
        if sight != "+":
            continue
        parameters = {"conversation": matrix.ids[kind], "nonce": matrix.nonce()}
        text = matrix.press(principal, paths.SHOW_MORE, parameters, {}).get_data(as_text=True)
        offered = set(re.findall(r"/gmail/[a-z/]+", text))
        assert not {path for path in offered if path in acts and cell(principal, acts[path], kind) == "F"}, (
            kind
        )
