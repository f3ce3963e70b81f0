"""Whatever is merged, parted, split, moved, undone and said in whatever order: nothing is lost or doubled.

`PLAYS=200` in the environment plays that many, rather than a dozen.
"""

from __future__ import annotations

import os
from functools import partial

import pytest

from server.store.commit import Store
from tests.support.office import Office, open_office
from tests.support.tidying_judge import judge
from tests.support.tidying_ledger import Ledger
from tests.support.tidying_model import Model
from tests.support.tidying_play import Play, opened_to_all
from tests.support.tidying_together import run_together


@pytest.fixture
def office(store: Store, workspace: str) -> Office:
    return opened_to_all(open_office(store, workspace))


@pytest.mark.parametrize("seed", range(int(os.environ.get("PLAYS", "12"))))
def test_nothing_is_lost_or_doubled(office: Office, seed: int) -> None:
    model = Model()
    play = Play(office, model, seed, "m")
    play.receive()
    ledger = Ledger(office, model)
    for _ in range(60):
        ledger.check(play.step())
    judge(office, model)


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_lost_or_doubled_where_people_are_erased_between(office: Office, seed: int) -> None:
    model = Model()
    play = Play(office, model, 100 + seed, "m")
    for _ in range(3):
        for _ in range(15):
            play.step()
        play.erase()
    judge(office, model)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_lost_or_doubled_when_several_act_at_once(office: Office, seed: int) -> None:
    model = Model()
    for number in range(4):
        Play(office, model, number, f"s{number}").receive()
    plays = [Play(office, model, seed * 10 + number, "abc"[number]) for number in range(3)]
    run_together(*(partial(steps, play, 18) for play in plays))
    judge(office, model)


def test_nothing_is_lost_or_doubled_while_somebody_is_erased(office: Office) -> None:
    model = Model()
    for number in range(6):
        Play(office, model, number, f"s{number}").receive()
    plays = [Play(office, model, 50 + number, "ab"[number]) for number in range(2)]
    run_together(*(partial(steps, play, 15) for play in plays), Play(office, model, 7, "e").erase)
    judge(office, model)


def steps(play: Play, count: int) -> None:
    for _ in range(count):
        play.step()


def test_a_play_does_all_that_it_is_about(office: Office) -> None:
    model = Model()
    steps(Play(office, model, 5, "m"), 150)
    wanted = {"merge", "unmerge", "split", "undo", "move", "say", "review", "claim", "mail"}
    assert wanted <= model.done.keys()
    judge(office, model)
