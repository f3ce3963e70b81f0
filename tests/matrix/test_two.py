"""What names a second conversation, or a mailbox: whoever does not see that one is told of nothing."""

from __future__ import annotations

import pytest
from werkzeug.test import TestResponse

from cards import paths
from tests.matrix.expected import PROGRAMS, SEES, cell
from tests.matrix.test_api import shape
from tests.matrix.world import MERGED, UNKNOWN, World

HERE = {"ordinary": "support", "hr": "hr"}
"""The conversations that are asked about, with their home mailboxes; each with every other kind and mailbox."""
WORKING = {
    "support": {
        "manager",
        "manager-unlisted",
        "agent",
        "agent-unlisted",
        "given",
        "given-by-team",
        "token-manager",
    },
    "hr": {"manager", "elsewhere", "token-manager", "token-elsewhere"},
    "nowhere": set[str](),
}
"""Who may put a conversation into a mailbox: those who work there."""
SEEING = [who for who, row in SEES.items() if "+" in (row[here] for here in HERE)]
PEOPLE = [who for who in SEEING if who not in PROGRAMS]
STATUS = {"+": {200, 422}, "F": {403}, ".": {404}}
"""422: both are seen, and the two do not go together."""
ACTS = {
    "merge": ("POST", "/merge", "into", {}),
    "unmerge": ("POST", "/unmerge", "source", {}),
    "link": ("POST", "/links", "other", {"kind": "related"}),
}
CARDS = {
    paths.MERGE: "source",
    paths.UNMERGE: "source",
    paths.SHOW_MERGE: "source",
    paths.LINK_WITH: "other",
}


def sign(who: str, name: str, here: str, other: str) -> str:
    """Merging takes the right on both, parting that on the whole, and linking that on the one that is linked."""
    one = cell(who, "work" if name == "link" else "tidy", here)
    two = cell(who, "tidy" if name == "merge" else "read", other)
    if "." in (one, two) and (name == "merge" or one == "."):
        return "."
    return one if one == "F" else two


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("here", HERE)
def test_another_conversation_by_the_api(matrix: World, here: str, name: str) -> None:
    method, path, field, more = ACTS[name]
    wrong = []

    def ask(who: str, other: str) -> TestResponse:
        body = {field: matrix.ids.get(other, UNKNOWN), **more}
        return matrix.ask(who, method, f"/conversations/{matrix.ids[here]}{path}", body)

    for who in SEEING:
        unknown = shape(ask(who, "unknown"))
        for other in SEES[who]:
            expected = sign(who, name, here, other)
            if other == here or (expected == "+" and name == "merge"):
                continue  # merging is done where it is tested; here all must stay as it is
            answer = ask(who, other)
            if answer.status_code not in STATUS[expected]:
                wrong.append(f"{who} {other} {expected}: {answer.status_code} {answer.text[:120]}")
            if expected == "." and shape(answer) != unknown:
                wrong.append(f"tells that it exists: {who} {other}")
            if answer.status_code == 200:
                matrix.restore()
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("here", HERE)
def test_a_link_to_what_is_not_seen_is_none(matrix: World, here: str) -> None:
    wrong = []
    for who in SEEING:
        for other in SEES[who]:
            if SEES[who][here] != "+" or SEES[who][other] == "+" or other not in matrix.ids:
                continue
            before = matrix.record(here).version, matrix.record(other).version
            path = f"/conversations/{matrix.ids[here]}/links/{matrix.ids[other]}"
            answer = matrix.ask(who, "DELETE", path)
            allowed = cell(who, "work", here) == "+"
            if answer.status_code != (200 if allowed else 403):
                wrong.append(f"{who} {other}: {answer.status_code}")
            if (matrix.record(here).version, matrix.record(other).version) != before:
                wrong.append(f"changed: {who} {other}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("here", HERE)
def test_what_merging_would_do_is_told_of_two_that_are_seen(matrix: World, here: str) -> None:
    """Who may not merge them learns of no mailbox that is not theirs."""
    for who in SEEING:
        for other in SEES[who]:
            if other == here or SEES[who][here] != "+":
                continue
            path = f"/conversations/{matrix.ids[here]}/merge/{matrix.ids.get(other, UNKNOWN)}"
            answer = matrix.ask(who, "GET", path)
            end = MERGED.get(other, other)
            expected = 404 if SEES[who][other] != "+" else 422 if end == here else 200
            assert answer.status_code == expected, (who, other, answer.text)
            if expected == 200 and sign(who, "merge", here, other) != "+":
                assert answer.get_json()["refusal"]
                assert not answer.get_json()["shown"]


@pytest.mark.parametrize("path", CARDS)
@pytest.mark.parametrize("here", HERE)
def test_another_conversation_on_a_card(matrix: World, here: str, path: str) -> None:
    def press(who: str, other: str) -> bytes:
        named = {CARDS[path]: matrix.ids.get(other, UNKNOWN), "kind": "related"}
        parameters = {"conversation": matrix.ids[here], "nonce": matrix.nonce(), **named}
        return matrix.press(who, path, parameters, {}).get_data()

    for who in PEOPLE:
        unknown = press(who, "unknown")
        for other in SEES[who]:
            if SEES[who][other] == "." or SEES[who][here] == ".":
                assert press(who, other) == unknown, (who, other)


@pytest.mark.parametrize("stays", [False, True])
@pytest.mark.parametrize("here", HERE)
def test_another_mailbox(matrix: World, here: str, stays: bool) -> None:
    """By the API and on both cards: a mailbox in which one does not work is one that does not exist."""
    home, wrong = HERE[here], []

    def ask(who: str, to: str) -> TestResponse:
        body = {"to": to, "expected": home, "stays": stays}
        return matrix.ask(who, "PUT", f"/conversations/{matrix.ids[here]}/mailbox", body)

    def press(who: str, path: str, to: str) -> bytes:
        parameters = {"conversation": matrix.ids[here], "nonce": matrix.nonce(), "to": to, "seen": home}
        parameters |= {"stays": "1"} if stays else {}
        return matrix.press(who, path, parameters, {}).get_data()

    for who in SEEING:
        expected, nowhere = cell(who, "tidy", here), ask(who, "nowhere")
        if nowhere.status_code != {"+": 404, "F": 403, ".": 404}[expected]:
            wrong.append(f"{who} nowhere {expected}: {nowhere.status_code}")
        for to in {"support", "hr"} - {home}:
            if expected == "+" and who in WORKING[to]:
                continue
            if shape(ask(who, to)) != shape(nowhere):
                wrong.append(f"tells that it exists: {who} {to}")
            for path in (paths.MOVE, paths.SHOW_MOVE) if who in PEOPLE else ():
                same = press(who, path, to) == press(who, path, "nowhere")
                wrong += [] if same else [f"tells that it exists: {who} {path} {to}"]
    assert not wrong, "\n".join(wrong)
