"""Every type of event on every kind of conversation: who hears of it, who hears that it is gone, who hears nothing."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from server.domain import events
from server.domain.conversation import Change, event
from server.domain.vocabulary import Mode
from server.usecases import hearing, live
from server.usecases.presence import beat
from tests.matrix import people
from tests.matrix.expected import SEES
from tests.matrix.world import MERGED, SYSTEM, World

SERVER = Path(live.__file__).parents[1]
LISTENERS = [who for who, row in SEES.items() if not {"N", "U", "F"}.intersection(row.values())]
KINDS = [kind for kind in SEES["admin"] if kind not in {*MERGED, "unknown"}]

TYPES = """
    conversation_created message_in message_out message_reported auto_reply_received bounce message_copy_seen
    assigned unassigned status_changed snoozed woke reopened reopen_delayed priority_changed tag_added tag_removed
    comment_added comment_edited comment_deleted mentioned claimed claim_released field_changed visibility_changed
    guard_shown guard_overridden mailbox_added thread_conflict id_conflict linked merged retention_purged
    facts_corrected retention_reduced hold_changed conversation_deleted handover followed unfollowed macro_applied
    undone after_send unlinked merged_into unmerged split moved sender_blocked sender_unblocked review_asked
    review_approved review_returned review_edited review_used review_withdrawn
"""
HEARD_BY_WHO_SEES = frozenset(TYPES.split())
"""Every type has the same audience: those who see the conversation after it; and `gone` those who saw it before."""
KINDS_OF_NEWS = frozenset({"change", "presence", "gone", "reset"})


def documented() -> set[str]:
    lines = re.findall(r"^    ((?:[a-z]+_?)+(?: [a-z_]+)*)  +\S", events.__doc__ or "", re.MULTILINE)
    return {word for line in lines for word in line.split() if "_" in word or word in HEARD_BY_WHO_SEES}


def made() -> set[str]:
    """The types of all events that the code makes."""
    found = set()
    for path in SERVER.rglob("*.py"):
        text = path.read_text()
        for node in ast.walk(ast.parse(text)) if "vent(" in text else ():
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name | ast.Attribute):
                continue
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr
            first = node.args[0] if node.args else None
            if (
                name in {"event", "Event"}
                and isinstance(first, ast.Constant)
                and isinstance(first.value, str)
            ):
                found.add(first.value)
    return found


def kinds_of_news() -> set[str]:
    """The kinds of news that a listener can be told."""
    trees = [ast.parse(Path(str(module.__file__)).read_text()) for module in (live, hearing)]
    calls = [
        node
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]
    heard = [node.args[0] for node in calls if isinstance(node.func, ast.Name) and node.func.id == "Heard"]
    return {str(node.value) for node in heard if isinstance(node, ast.Constant)}


def test_every_type_of_event_has_a_cell() -> None:
    assert made() | documented() == HEARD_BY_WHO_SEES
    assert kinds_of_news() == KINDS_OF_NEWS


def cursors(world: World) -> dict[str, str]:
    return {who: world.ask(who, "GET", "/changes").get_json()["cursor"] for who in LISTENERS}


def heard(world: World, who: str, after: str) -> list[dict[str, object]]:
    answer = world.ask(who, "GET", f"/changes?after={after}").get_json()
    assert not answer["reset"]
    found: list[dict[str, object]] = answer["changes"]
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_every_type_is_heard_by_those_who_see_it_and_nobody_else(matrix: World, kind: str) -> None:
    start, record = cursors(matrix), matrix.record(kind)
    for name in sorted(HEARD_BY_WHO_SEES):
        told = event(name, SYSTEM, matrix.office.time[0], tag="vip")
        _, record = matrix.conversations.commit(record, Change(record, (told,)), request=None)
    for who in LISTENERS:
        news = heard(matrix, who, start[who])
        types = {name for one in news for name in one.get("types", ())}  # type: ignore[attr-defined]
        assert types == (HEARD_BY_WHO_SEES if SEES[who][kind] == "+" else set()), who
        assert {one["conversation"] for one in news} <= {matrix.ids[kind]}
        assert SEES[who][kind] == "+" or not news, who


@pytest.mark.parametrize("kind", KINDS)
def test_that_somebody_is_there_is_told_to_those_who_see_it(matrix: World, kind: str) -> None:
    start, mona = cursors(matrix), matrix.office.inbox.directory.agents["mona"]
    beat(matrix.office.inbox, mona, conversation=matrix.ids[kind], mode=Mode.COMPOSING)
    for who in LISTENERS:
        news = [one for one in heard(matrix, who, start[who]) if one["event"] == "presence"]
        told = SEES[who][kind] == "+" and people.AGENTS.get(who) != "mona"
        assert news == ([{"event": "presence", "conversation": matrix.ids[kind]}] if told else []), who
    matrix.ask("manager", "DELETE", f"/conversations/{matrix.ids[kind]}/presence?mode=composing", key=None)


@pytest.mark.parametrize(
    ("before", "after"), list(product(("ordinary", "restricted", "desk", "both", "hr"), repeat=2))
)
def test_who_loses_sight_hears_that_it_is_gone_and_nothing_else(
    matrix: World, before: str, after: str
) -> None:
    """One conversation becomes, in all that decides who sees it, like another kind."""
    one, other = matrix.record("ordinary"), {kind: matrix.record(kind) for kind in (before, after)}
    names = ("mailboxes", "assignee", "mentioned", "followers", "restricted_to")
    like = [replace(one, **{name: getattr(other[kind], name) for name in names}) for kind in (before, after)]
    told = event("visibility_changed", SYSTEM, matrix.office.time[0])
    _, record = matrix.conversations.commit(one, Change(like[0], (told,)), request=None)
    start = cursors(matrix)
    matrix.conversations.commit(record, Change(like[1], (told,)), request=None)
    for who in LISTENERS:
        was, now = SEES[who][before] == "+", SEES[who][after] == "+"
        news = heard(matrix, who, start[who])
        expected = "change" if now else "gone" if was else None
        assert [entry["event"] for entry in news] == ([expected] if expected else []), who
        if expected == "gone":
            assert news == [{"event": "gone", "conversation": record.id}]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_deleted_is_gone_for_those_who_saw_it(matrix: World, kind: str) -> None:
    start, record = cursors(matrix), matrix.record(kind)
    told = event("conversation_deleted", SYSTEM, matrix.office.time[0])
    matrix.conversations.commit(record, Change(replace(record, deleted_at=1), (told,)), request=None)
    for who in LISTENERS:
        gone = [{"event": "gone", "conversation": record.id}] if SEES[who][kind] == "+" else []
        assert heard(matrix, who, start[who]) == gone, who
        assert matrix.ask(who, "GET", f"/conversations/{record.id}").status_code == 404
