"""Whatever is merged, parted, split, moved, undone and said in whatever order: nothing is lost or doubled."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest

from server.store.commit import Store
from server.usecases import tidying
from tests.support.office import Office, mail, open_office
from tests.support.tidying_judge import judge, whole
from tests.support.tidying_ledger import Ledger
from tests.support.tidying_model import Model
from tests.support.tidying_play import REFUSED, Play, opened_to_all


def run_together(*runs: Callable[[], object]) -> None:
    """Several at once; whatever fails in one of them fails the test."""
    failed: list[BaseException] = []

    def run(one: Callable[[], object]) -> None:
        try:
            one()
        except BaseException as error:  # noqa: BLE001  # told below
            failed.append(error)

    threads = [threading.Thread(target=run, args=(one,)) for one in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


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
    wanted = {"merge", "unmerge", "split", "undo", "move", "say", "review", "claim", "answer"}
    assert wanted <= model.done.keys()
    judge(office, model)


def test_of_two_who_merge_both_ways_exactly_one_is_done(office: Office) -> None:
    one = office.deliver(mail("a@x")).conversation or ""
    other = office.deliver(mail("b@x")).conversation or ""

    def merge(source: str, into: str) -> None:
        tidying.merge(office.inbox, office.asked("anna", f"r{source}"), source=source, into=into)

    run_together(partial(merge, one, other), partial(merge, other, one))
    assert len([record for record in whole(office) if record.merged_into is not None]) == 1
    judge(office, Model(mails={"a@x", "b@x"}, known=[one, other]))


@pytest.mark.parametrize("act", ["merge", "split"])
def test_what_is_said_in_that_very_moment_is_not_lost(office: Office, act: str) -> None:
    model = Model()
    for name, refers in (("a@x", ()), ("b@x", ("a@x",)), ("c@x", ())):
        done = office.deliver(mail(name, refers=refers))
        model.mails.add(name)
        model.known.append(done.conversation or "")
    one, other = model.known[0], model.known[2]
    model.known = [one, other]

    def tidy() -> None:
        for _ in range(12):
            with suppress(*REFUSED):
                if act == "merge":
                    tidying.merge(office.inbox, office.asked("anna"), source=one, into=other)
                    tidying.unmerge(office.inbox, office.asked("anna"), source=one, target=other)
                else:
                    key = office.inbox.conversations.digests.message("b@x")
                    made = tidying.split(
                        office.inbox, office.asked("anna"), conversation=one, message=key, later=False
                    )
                    tidying.merge(office.inbox, office.asked("anna"), source=made.other or "", into=one)

    def say(name: str) -> None:
        talk = Play(office, model, 2, name)
        for _ in range(25):
            with suppress(*REFUSED):
                talk.say()

    run_together(tidy, partial(say, "x"), partial(say, "y"))
    model.known = [one, other]
    judge(office, model)
