"""The store killed in the middle of a merge, its undoing, a split or a move: all of it is done, or nothing."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from server.domain.errors import RandnotizError
from server.store.undos import parsed
from server.usecases import comments, tidying, undoing
from server.usecases.comments import Draft
from server.usecases.upkeep import do_due
from tests.store.servers import running
from tests.support.office import MINUTE, NOW, Office, mail, open_office
from tests.support.tidying_judge import judge
from tests.support.tidying_model import Model
from tests.support.tidying_play import opened_to_all
from tests.usecases.privacy.test_traces import open_again

MAILS = 500
ROUNDS = 1
Act = Callable[[Office, str], None]


class Case:
    """A long conversation and a short one, and what can be done to them; requests are named by the caller."""

    def __init__(self, office: Office) -> None:
        self.model = Model()
        self.long = self._deliver(office, "l0@x", ())
        for number in range(1, MAILS):
            self._deliver(office, f"l{number}@x", ("l0@x",))
        self.short = self._deliver(office, "s0@x", ())
        for name in (self.long, self.short):
            for number in range(5):
                text = f"{name} {number}"
                comments.add_comment(office.inbox, office.asked("anna"), conversation=name, draft=Draft(text))
                self.model.said.add(text)
        self.act = 0

    def merge(self, office: Office, request: str) -> None:
        tidying.merge(office.inbox, office.asked("anna", request), source=self.long, into=self.short)

    def unmerge(self, office: Office, request: str) -> None:
        tidying.unmerge(office.inbox, office.asked("anna", request), source=self.long, target=self.short)

    def split(self, office: Office, request: str) -> None:
        of = office.inbox.conversations
        asked, key = office.asked("anna", request), of.digests.message(f"l{MAILS // 2}@x")
        tidying.split(office.inbox, asked, conversation=self.long, message=key, later=True)
        kept = parsed(of.store.read([("GET", of.keys.undo("anna", self.long))])[0])
        self.act = kept.at if kept else self.act

    def undo(self, office: Office, request: str) -> None:
        asked = office.asked("anna", request)
        undoing.undo(office.inbox, asked, conversation=self.long, act=self.act)

    def move(self, office: Office, request: str, *, seen: str = "support", to: str = "hr") -> None:
        asked = office.asked("anna", request)
        tidying.move(office.inbox, asked, conversation=self.long, to=to, seen=seen)

    def back(self, office: Office, request: str) -> None:
        self.move(office, request, seen="hr", to="support")

    def _deliver(self, office: Office, name: str, refers: tuple[str, ...]) -> str:
        self.model.mails.add(name)
        at = NOW + len(self.model.mails) * MINUTE
        done = office.deliver(mail(name, refers=refers, at=at), at=at)
        if done.conversation not in self.model.known:
            self.model.known.append(done.conversation or "")
        return done.conversation or ""


def kill_after(pid: int, seconds: float) -> threading.Thread:
    def kill() -> None:
        time.sleep(seconds)
        os.kill(pid, signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    return thread


def test_all_of_it_is_done_or_nothing(tmp_path: Path) -> None:
    dice = random.Random(5)
    with running(tmp_path) as (_, store):
        office = opened_to_all(open_office(store, "firma"))
        office.time[0] = NOW + 2 * MAILS * MINUTE
        case = Case(office)
        acts: list[Act] = [case.merge, case.unmerge, case.split, case.undo, case.move, case.back]
        lasts = {act: _timed(act, office, f"first-{at}") for at, act in enumerate(acts)}
    for number in range(ROUNDS * len(acts)):
        act, request = acts[number % len(acts)], f"killed-{number}"
        with running(tmp_path) as (server, store):
            killer = kill_after(server.pid, dice.random() * lasts[act])
            # The answer is lost; what was asked for is done, or not.
            with contextlib.suppress(RandnotizError):
                act(open_again(store, office), request)
            killer.join()
        with running(tmp_path) as (_, store):
            again = open_again(store, office)
            list(do_due(again.inbox))
            judge(again, case.model)
            act(again, request)
            judge(again, case.model)


def _timed(act: Act, office: Office, request: str) -> float:
    began = time.perf_counter()
    act(office, request)
    return time.perf_counter() - began
