"""Lists, counts and pickers hold exactly what their reader sees: compared with the table, one by one."""

from __future__ import annotations

from itertools import product

import pytest

from server.domain.listviews import Queue
from server.domain.vocabulary import Role, Standing
from tests.matrix import people
from tests.matrix.expected import PROGRAMS, SEES
from tests.matrix.world import MERGED, World

READERS = [who for who, row in SEES.items() if not {"N", "U", "F"}.intersection(row.values())]


def seen(who: str) -> set[str]:
    """The kinds of conversations that somebody sees, those merged into another left out."""
    return {kind for kind, sight in SEES[who].items() if sight == "+" and kind not in MERGED}


def expected(world: World, who: str, queue: Queue, mailbox: str | None) -> set[str]:
    """What stands open in my own list, or in that of nobody, by brute force over every conversation."""
    me, member = f"agent:{people.AGENTS.get(who)}", roles(world, who)
    found = set()
    for kind in seen(who):
        record = world.record(kind)
        boxes = [box for box in record.mailboxes if mailbox in {None, box} and box in member]
        whole = any(not member[box] for box in boxes) and record.restricted_to is None
        wanted = record.assignee == me if queue is Queue.MINE else record.assignee is None and whole
        if wanted and record.standing is Standing.OPEN:
            found.add(kind)
    return found


def roles(world: World, who: str) -> dict[str, bool]:
    """Mailbox → whether only what is given is seen there."""
    programs = {"token-manager": ("support", "hr"), "token-elsewhere": ("hr",)}
    if who in PROGRAMS:
        return dict.fromkeys(programs.get(who, ("support",)), False)
    if who == "foreigner":
        return {}
    found = world.office.inbox.directory.memberships(people.AGENTS[who])
    return {box.id: member.role is Role.LIGHT or member.only_assigned for box, member in found}


@pytest.mark.parametrize("who", READERS)
def test_a_queue_holds_nothing_unseen_and_its_total_is_true(matrix: World, who: str) -> None:
    kinds = {known: kind for kind, known in matrix.ids.items()}
    for queue, mailbox in product(Queue, (None, "support", "hr", "nowhere")):
        answer = matrix.ask(who, "GET", f"/queues/{queue}" + (f"?mailbox={mailbox}" if mailbox else ""))
        if mailbox is not None and mailbox not in roles(matrix, who) and who != "foreigner":
            assert answer.status_code == 404, (queue, mailbox)
            continue
        if who == "foreigner":
            assert answer.status_code == (404 if mailbox == "nowhere" else 200)
            assert mailbox == "nowhere" or answer.get_json()["total"] == 0
            continue
        page = answer.get_json()
        rows = [kinds[row["id"]] for row in page["rows"]]
        assert set(rows) <= seen(who), (queue, mailbox)
        assert len(rows) == len(set(rows)) == page["total"], (queue, mailbox)
        if (queue, mailbox) == (Queue.MINE, None) or queue is Queue.UNASSIGNED:
            assert set(rows) == expected(matrix, who, queue, mailbox), (queue, mailbox)


@pytest.mark.parametrize("who", READERS)
def test_a_mailbox_that_is_not_ones_own_is_one_that_does_not_exist(matrix: World, who: str) -> None:
    answers = {
        box: (answer.status_code, answer.data)
        for box in ("support", "hr", "nowhere")
        for answer in [matrix.ask(who, "GET", f"/queues/open?mailbox={box}")]
    }
    for box in ("support", "hr"):
        if box not in roles(matrix, who) and who != "foreigner":
            assert answers[box] == answers["nowhere"]


@pytest.mark.parametrize("who", READERS)
def test_the_counts_at_home_are_those_of_the_queues(matrix: World, who: str) -> None:
    home = matrix.ask(who, "GET", "/home").get_json()
    assert home["mine"] == matrix.ask(who, "GET", "/queues/mine").get_json()["total"]
    assert home["mentions"] == matrix.ask(who, "GET", "/queues/mentions").get_json()["total"]
    own = roles(matrix, who) if who != "foreigner" else {"support": False, "hr": False}
    assert {box["id"] for box in home["mailboxes"]} == set(own)
    for box in home["mailboxes"]:
        queue = matrix.ask(who, "GET", f"/queues/open?mailbox={box['id']}").get_json()
        assert box["open"] == queue["total"]
        assert box["unassigned"] is None or not own[box["id"]]


@pytest.mark.parametrize("who", READERS)
def test_nobody_is_named_who_shares_no_mailbox(matrix: World, who: str) -> None:
    if who == "foreigner":
        known = {people.FOREIGNER}
    else:
        directory, me = matrix.office.inbox.directory, people.AGENTS.get(who, "")
        boxes = roles(matrix, who)
        known = {m for box in boxes for m in directory.mailboxes[box].members if directory.memberships(m)} | {
            me
        }
    names = {"Desk"} if "tess" in known else set()
    names |= {name.title() for name in known}
    for start in "abcdefhijklmnoprstv":
        answer = matrix.ask(who, "GET", f"/people?query={start}").get_json()
        assert {one["name"] for one in answer["people"]} <= names
    for kind in seen(who):
        path = f"/conversations/{matrix.ids[kind]}/assignees"
        found = matrix.ask(who, "GET", path).get_json()["candidates"]
        assert {one["name"] for one in found} <= names
        allowed = set(people.LISTED) | {"desk"} if kind == "restricted" else known | {"desk"}
        assert {one["id"].partition(":")[2] for one in found} <= allowed, kind


@pytest.mark.parametrize("who", READERS)
def test_of_the_unseen_nothing_stands_in_any_answer(matrix: World, who: str) -> None:
    """Subjects, senders and ids of every conversation that somebody does not see are nowhere in what they can read."""
    hidden = [kind for kind, sight in SEES[who].items() if sight == "." and kind in matrix.ids]
    secrets = {kind: (f"Secret {kind}", f"{kind}@wald", matrix.ids[kind]) for kind in hidden}
    for kind in hidden:  # what was merged into something seen is seen with it, and its mail with it
        if kind in MERGED and SEES[who][MERGED[kind]] == "+":
            secrets.pop(kind)
    paths = [
        "/me",
        "/home",
        "/people?query=",
        "/changes?after=0-0_0-0",
        *(f"/queues/{queue}" for queue in Queue),
    ]
    for kind in seen(who):
        one = f"/conversations/{matrix.ids[kind]}"
        paths += [one, f"{one}/timeline", f"{one}/previous", f"{one}/assignees", f"{one}/tags"]
    for path in paths:
        text = matrix.ask(who, "GET", path).get_data(as_text=True)
        if path.startswith("/changes"):
            continue  # `gone` names what was seen before; judged in test_live.py
        for kind, words in secrets.items():
            assert not [word for word in words if word in text], (path, kind)
