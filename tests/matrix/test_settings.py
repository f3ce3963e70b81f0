"""Every operation on the settings, on what is theirs, others' or nobody's, by everybody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from werkzeug.test import TestResponse

from server.usecases.settings.storing import version_of
from server.web.api.routes import ROUTES
from tests.matrix import rights
from tests.matrix.expected import SEES
from tests.matrix.rights import BODIES, CELLS, GROUPS, NEEDS_SEEN, NOT_DONE, QUERIES, REMOVES, RIGHTS, STALE
from tests.matrix.world import UNKNOWN, World

ROUTE = {route.name: route for route in ROUTES if route.path.startswith("/settings")}
GROUP = {who: group for group, members in GROUPS.items() for who in members}
STATUS = {"+": {200, 204, 409, 422, 503}, "F": {403}, ".": {404}, "U": {401}, "N": {403}}


def record(world: World, name: str, resource: str) -> Any:
    """What an operation is about, as it now stands."""
    directory, path = world.directory, ROUTE[name].path
    known: Mapping[str, Any]
    for part, known in (
        ("<tag>", directory.tags),
        ("<field>", directory.fields),
        ("<template>", directory.templates),
        ("<macro>", directory.macros),
        ("<view>", directory.views),
        ("<team>", directory.teams),
        ("<token>", directory.tokens),
        ("<webhook>", directory.webhooks),
        ("<mailbox>", directory.mailboxes),
        ("<agent>", directory.agents),
    ):
        if part in path:
            return known.get(resource)
    return directory.workspace


def named(name: str, row: str) -> str:
    """The id of the thing that a row of the table is about."""
    kind, _, place = row.partition("-")
    if kind == "person":
        return {"theirs": "pia", "unknown": "nobody"}[place]
    for part, known in {"<team>": "desk", "<token>": "spare", "<webhook>": "hook"}.items():
        if part in ROUTE[name].path:
            return known
    return f"for{place}" if kind in {"item", "into"} else place


def call(world: World, name: str, row: str, who: str) -> TestResponse:
    route, resource = ROUTE[name], named(name, row)
    path = route.path
    place = row.partition("-")[2]
    path = path.replace("<conversation>", world.ids.get(place, UNKNOWN)).replace("<job>", UNKNOWN)
    path = path.replace("emergency/<mailbox>", "emergency/support")
    for part in ("mailbox", "tag", "field", "template", "macro", "view", "team", "token", "webhook"):
        path = path.replace(f"<{part}>", resource)
    path = path.replace("<agent>", "pia" if "<mailbox>" in route.path else resource) + QUERIES.get(name, "")
    about, allowed = record(world, name, resource), CELLS[row][GROUP[who]] == "+"
    seen = STALE if allowed or about is None else version_of(about)
    if name in REMOVES:
        path += f"?seen={seen}"
    return world.ask(who, route.method, path, body(name, row, resource, seen))


def body(name: str, row: str, resource: str, seen: str) -> dict[str, Any] | None:
    if name not in BODIES:
        return None
    made = dict(BODIES[name])
    if name in NEEDS_SEEN:
        made["seen"] = seen
    if name in {"create_tag", "create_field", "create_template", "create_macro", "create_shared_view"}:
        made["mailboxes"] = [resource]
    return made | ({"into": resource} if name == "merge_tag" else {})


def shape(answer: TestResponse) -> tuple[int, bytes, Mapping[str, str]]:
    kept = {name: value for name, value in answer.headers.items() if name not in {"Date", "X-Request-Id"}}
    return answer.status_code, answer.data, kept


def test_every_operation_has_a_cell() -> None:
    assert set(ROUTE) == set(RIGHTS)
    assert set(GROUP) == set(SEES) - {"foreigner"}
    assert {name for name, route in ROUTE.items() if route.body} == set(BODIES)


@pytest.mark.parametrize("name", RIGHTS)
def test_each_may_what_the_table_says(matrix: World, name: str) -> None:
    wrong, before = [], replace(matrix.office.inbox.directory, version=0)
    for who, group in GROUP.items():
        unknown = next((row for row in RIGHTS[name] if row.endswith(("-nowhere", "-unknown"))), None)
        unseen = shape(call(matrix, name, unknown, who)) if unknown else None
        for row in RIGHTS[name]:
            expected = CELLS[row][group]
            if expected == "v":
                expected = "F" if SEES[who][row.partition("-")[2]] == "+" else "."
            if expected == "+" and name in NOT_DONE:
                continue
            answer = call(matrix, name, row, who)
            matrix.keep_programs()
            told = f"{who} {row} {expected}: {answer.status_code} {answer.get_data(as_text=True)[:200]}"
            if answer.status_code not in STATUS[expected]:
                wrong.append(told)
            elif expected == "." and unseen is not None and shape(answer) != unseen:
                wrong.append(f"tells that it exists: {told}")
    assert not wrong, "\n".join(wrong)
    assert replace(matrix.office.inbox.directory, version=0) == before, "what was refused changed something"


def test_a_table_without_gaps() -> None:
    assert {row for rows in RIGHTS.values() for row in rows} == set(CELLS)
    assert set(rights.BODIES) | set(rights.QUERIES) <= set(RIGHTS)
