"""Whatever is merged, parted, moved and taken back while somebody is erased: nothing of them is left or comes back."""

from __future__ import annotations

from functools import partial

import pytest

from server.domain.errors import NotFound
from server.domain.events import Actor
from server.domain.jobs import JobState
from server.domain.vocabulary import Via
from server.store.commit import Store
from server.store.keys import Keys
from server.usecases.inspection import inspect
from server.usecases.privacy.erasing import ask, confirm, watch
from server.usecases.privacy.running import work
from tests.support.office import Office, open_office
from tests.support.tidying_model import Deed, Model
from tests.support.tidying_play import Play, opened_to_all
from tests.support.tidying_together import run_together
from tests.support.traces import dumps, traces
from tests.usecases.test_tidying_anything import steps

WHOM = "ada@wald.example"
BOSS = Actor("agent", Via.WEB, "mona")


class Tidying(Play):
    """Acts of people alone: no mail comes in any more."""

    def receive(self) -> Deed:
        """Nobody writes anew."""
        raise NotFound("")

    def answer(self) -> Deed:
        """Nobody answers."""
        raise NotFound("")


@pytest.fixture
def office(store: Store, workspace: str) -> Office:
    return opened_to_all(open_office(store, workspace))


def erased(office: Office) -> None:
    job = ask(office.inbox, WHOM, actor=BOSS)
    list(work(office.inbox, worker="w"))
    confirm(office.inbox, job.id, actor=BOSS)
    list(work(office.inbox, worker="w"))
    assert watch(office.inbox, job.id, actor=BOSS).job.state is JobState.DONE


def left(office: Office) -> list[str]:
    return traces(dumps(office.workspaces.store, Keys(office.id)), [WHOM, "wald.example"])


@pytest.mark.parametrize("seed", range(4))
def test_nothing_is_left_whatever_is_tidied_meanwhile(office: Office, seed: int) -> None:
    model = Model()
    before = Play(office, model, 300 + seed, "m")
    for _ in range(6):
        before.receive()
        before.answer()
    steps(before, 20)
    assert left(office)
    plays = [Tidying(office, model, 400 + 10 * seed + number, "ab"[number]) for number in range(2)]
    run_together(*(partial(steps, play, 25) for play in plays), partial(erased, office))
    assert left(office) == []
    steps(Tidying(office, model, 500 + seed, "c"), 25)
    assert left(office) == []
    assert list(inspect(office.inbox, repair=False, progress=lambda _: None)) == []
