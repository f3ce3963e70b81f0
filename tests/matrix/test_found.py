"""Searching, drafts, templates and macros: nothing but what their reader sees, compared with the tables."""

from __future__ import annotations

import re
from itertools import product

import pytest

from cards import paths
from server.store.conversations import Conversations
from tests.matrix import people
from tests.matrix.expected import PROGRAMS, SEES, cell
from tests.matrix.test_told import READERS, roles, seen
from tests.matrix.world import MERGED, UNKNOWN, World, message_id

QUERIES = (
    "Secret",
    "sec",
    "wald.example",
    "from:wald",
    "is:open",
    "status:open",
    "assignee:otto",
    "assignee:none",
)
DRAFT = "Sehr geheimer Entwurf"
NAMED = re.compile(r"Secret (\w+)")


def findable(who: str) -> set[str]:
    """What somebody's lists and searches may hold.

    What is confidential stands in the lists of those who are on its list alone (A4): an emergency access opens it
    by its mail or its id.
    """
    if who == "foreigner":
        return set()
    return seen(who) - ({"restricted"} if who == "emergency" else set())


def found(world: World, who: str, query: str) -> list[str]:
    """The kinds of conversations that somebody finds, page by page."""
    kinds = {known: kind for kind, known in world.ids.items()}
    rows, after = list[str](), None
    while True:
        page = world.ask(who, "POST", "/search", {"query": query, "after": after}, key=None).get_json()
        rows += [kinds[row["id"]] for row in page["rows"]]
        after = page["after"]
        if after is None:
            return rows


@pytest.mark.parametrize("who", READERS)
def test_a_search_finds_all_that_is_seen_and_nothing_else(matrix: World, who: str) -> None:
    rows = found(matrix, who, "Secret")
    assert sorted(rows) == sorted(findable(who))


@pytest.mark.parametrize("who", READERS)
def test_no_other_query_finds_what_is_not_seen(matrix: World, who: str) -> None:
    for query in QUERIES:
        answer = matrix.ask(who, "POST", "/search", {"query": query}, key=None)
        if answer.status_code == 200:
            assert {row["subject"] for row in answer.get_json()["rows"]} <= {
                f"Secret {kind}" for kind in seen(who)
            }
    for kind in SEES[who]:
        ends = MERGED.get(kind, kind)
        named = f"<{message_id(matrix.office, kind)}>"
        rows = matrix.ask(who, "POST", "/search", {"query": named}, key=None).get_json()["rows"]
        expected = [matrix.ids[ends]] if SEES[who][kind] == "+" and who != "foreigner" else []
        assert [row["id"] for row in rows] == expected, kind


@pytest.mark.parametrize("who", READERS)
def test_a_mailbox_or_colleague_of_others_cannot_be_told_from_none(matrix: World, who: str) -> None:
    answers = {}
    for word in ("hr", "support", "nowhere"):
        answer = matrix.ask(who, "POST", "/search", {"query": f"in:{word} Secret"}, key=None)
        answers[word] = answer.status_code, answer.get_data(as_text=True).replace(word, "x")
    clean = {word: re.sub(r'"at":\d+', "", text) for word, (_, text) in answers.items()}
    for box in {"hr", "support"} - set(roles(matrix, who)):
        if who != "foreigner":
            assert (answers[box][0], clean[box]) == (answers["nowhere"][0], clean["nowhere"])


@pytest.mark.parametrize("who", [who for who in READERS if who not in PROGRAMS])
def test_the_cards_of_a_search_show_what_is_seen(matrix: World, who: str) -> None:
    for path in (paths.SHOW_SEARCH, paths.SEARCH):
        text = matrix.press(who, path, {"query": "Secret", "nonce": matrix.nonce()}, {}).get_data(
            as_text=True
        )
        assert set(NAMED.findall(text)) == findable(who)


@pytest.mark.parametrize("who", [who for who in READERS if who not in PROGRAMS])
def test_templates_and_macros_are_those_of_ones_own_mailboxes(matrix: World, who: str) -> None:
    own = set(roles(matrix, who))
    for kind in seen(who):
        record = matrix.record(kind)
        there = {"forall", *(f"for{box}" for box in own.intersection(record.mailboxes))}
        one = f"/conversations/{matrix.ids[kind]}"
        if cell(who, "take", kind) == "+":
            offered = matrix.ask(who, "GET", f"{one}/templates").get_json()["templates"]
            assert {template["id"] for template in offered} - {"monas"} == there
        macros = {macro["id"] for macro in matrix.ask(who, "GET", f"{one}/macros").get_json()["macros"]}
        assert macros <= there
        foreign = {"forsupport", "forhr"} - there
        for name, (method, path) in product(foreign, (("GET", "macros"), ("POST", "templates"))):
            body: dict[str, str] | None = {} if method == "POST" else None
            hidden, none = (
                matrix.ask(who, method, f"{one}/{path}/{which}", body) for which in (name, UNKNOWN)
            )
            assert (hidden.status_code, hidden.data) == (none.status_code, none.data), (kind, name)


@pytest.mark.parametrize("kind", ["ordinary", "restricted", "both", "hr"])
def test_the_text_of_a_draft_is_read_by_those_who_see_it_and_told_to_nobody(matrix: World, kind: str) -> None:
    one = f"/conversations/{matrix.ids[kind]}"
    start = {who: matrix.ask(who, "GET", "/changes").get_json()["cursor"] for who in READERS}
    reviewer = "agent:hanna" if kind == "hr" else "agent:ben"
    body = {"expected": None, "text": DRAFT, "reviewer": reviewer}
    assert matrix.ask("manager", "PUT", f"{one}/draft", body).status_code == 200
    for who in READERS:
        read = matrix.ask(who, "GET", f"{one}/draft")
        sees = SEES[who][kind] == "+" and who not in PROGRAMS
        assert (DRAFT in read.get_data(as_text=True)) is sees, who
        told = matrix.ask(who, "GET", f"/changes?after={start[who]}").get_data(as_text=True)
        assert "geheim" not in told
        assert ("review_asked" in told) is (SEES[who][kind] == "+" and who != "foreigner"), who
        assert "geheim" not in matrix.ask(who, "GET", one).get_data(as_text=True), who
        rows = matrix.ask(who, "POST", "/search", {"query": "geheimer"}, key=None).get_json()["rows"]
        assert not rows, who
    conversations: Conversations = matrix.conversations
    stream = conversations.store.read([("XREVRANGE", conversations.keys.events, "+", "-", "COUNT", 50)])[0]
    assert "geheim" not in str(stream)
    version = matrix.record(kind).version
    seen_as = matrix.record(kind).review
    assert seen_as is not None
    assert (
        matrix.ask("manager", "POST", f"{one}/draft/withdraw", {"expected": seen_as.version}).status_code
        == 200
    )
    assert matrix.record(kind).version > version


def test_what_is_restricted_since_cannot_be_undone_by_who_lost_it(matrix: World) -> None:
    """Ben gives it a tag; mona restricts it to others; what ben did is not his any more."""
    one = f"/conversations/{matrix.ids['desk']}"
    done = matrix.ask("agent", "POST", f"{one}/tags", {"add": "vip"}).get_json()
    act = done["undo"]["act"]
    assert (
        matrix.ask("manager", "PUT", f"{one}/visibility", {"to": ["mona"], "expected": None}).status_code
        == 200
    )
    lost = matrix.ask("agent", "POST", f"{one}/undo", {"act": act})
    none = matrix.ask("agent", "POST", f"/conversations/{UNKNOWN}/undo", {"act": act})
    assert (lost.status_code, lost.data) == (none.status_code, none.data) == (404, none.data)
    assert "vip" in matrix.record("desk").tags


@pytest.mark.parametrize("who", ["agent-unlisted", "given-nothing", "light-follower"])
def test_following_is_no_way_to_see(matrix: World, who: str) -> None:
    """They all follow it; only a light member sees by that, and what they follow holds nothing else."""
    rows = matrix.ask(who, "GET", "/queues/followed").get_json()
    kinds = {known: kind for kind, known in matrix.ids.items()}
    follows = {"ordinary", "restricted", "both"}
    assert people.AGENTS[who] in {"anna", "oskar", "fred"}
    assert {kinds[row["id"]] for row in rows["rows"]} == follows.intersection(seen(who))
    assert rows["total"] == len(rows["rows"])
