"""Whatever is merged, parted, split and said in whatever order: nothing is lost or doubled, the lists stay right."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from server.domain.comments import Comment
from server.domain.conversation import Conversation
from server.domain.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from server.domain.vocabulary import Standing
from server.store.auditing import Audit
from server.store.codec import decode, decode_event
from server.store.commit import Store
from server.usecases import comments, conversations, tidying
from server.usecases.comments import Draft
from server.usecases.inbox import Asked
from tests.support.office import MINUTE, NOW, Office, mail, open_office

REFUSED = (Conflict, Forbidden, Invalid, NotFound, Unavailable)
"""What may happen to somebody who is slower, or asks for what cannot be."""


@dataclass
class Model:
    """What must be found again: every mail and comment once; and who ever was a conversation."""

    mails: set[str] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    known: list[str] = field(default_factory=list)
    merges: list[tuple[str, str]] = field(default_factory=list)


class Play:
    """One random sequence of acts on one workspace; several may play at once."""

    def __init__(self, office: Office, model: Model, seed: int, name: str) -> None:
        self.office, self.model, self.name = office, model, name
        self.dice = random.Random(seed)
        self.number = 0

    def step(self) -> None:
        acts: list[Callable[[], None]] = [self.receive, self.answer, self.say, self.merge, self.merge]
        acts += [self.unmerge, self.split, self.claim, self.close]
        try:
            self.dice.choice(acts)()
        except REFUSED:
            return

    def receive(self) -> None:
        self._mail(())

    def answer(self) -> None:
        known = sorted(self.model.mails)
        if known:
            self._mail((self.dice.choice(known),))

    def say(self) -> None:
        self.number += 1
        text = f"{self.name} said {self.number}"
        comments.add_comment(self.office.inbox, self._asked(), conversation=self._one(), draft=Draft(text))
        self.model.said.add(text)

    def merge(self) -> None:
        source, into = self._one(), self._one()
        ends = self.office.inbox.conversations.ends([source, into])
        done = tidying.merge(self.office.inbox, self._asked(), source=source, into=into)
        if source in ends and ends[source].id != done.conversation.id:
            self.model.merges.append((ends[source].id, done.conversation.id))

    def unmerge(self) -> None:
        if self.model.merges:
            source, target = self.dice.choice(self.model.merges)
            tidying.unmerge(self.office.inbox, self._asked(), source=source, target=target)

    def split(self) -> None:
        one = self.office.conversation(self._one())
        timeline = self.office.inbox.messages.timelines([one.id])[0]
        begin, later = self.dice.choice(timeline).key, self.dice.random() < 0.5
        done = tidying.split(
            self.office.inbox, self._asked(), conversation=one.id, message=begin, later=later
        )
        if done.other:
            self.model.known.append(done.other)

    def claim(self) -> None:
        conversations.claim(self.office.inbox, self._asked(), conversation=self._one(), seen=None)

    def close(self) -> None:
        conversations.set_status(
            self.office.inbox, self._asked(), conversation=self._one(), to=Standing.CLOSED, seen=Standing.OPEN
        )

    def _mail(self, refers: tuple[str, ...]) -> None:
        self.number += 1
        name = f"{self.name}{self.number}@x"
        done = self.office.deliver(mail(name, refers=refers, at=NOW + self.number * MINUTE))
        self.model.mails.add(name)
        if done.conversation and done.conversation not in self.model.known:
            self.model.known.append(done.conversation)

    def _one(self) -> str:
        if not self.model.known:
            self.receive()
        return self.dice.choice(list(self.model.known))

    def _asked(self) -> Asked:
        return self.office.asked(
            self.dice.choice(("anna", "ben", "mona")), f"{self.name}-{self.dice.random()}"
        )


def whole(office: Office) -> list[Conversation]:
    audit = Audit(office.inbox.conversations)
    return [one for batch in audit.conversations() for one in batch]


def judge(office: Office, model: Model) -> None:
    """Every mail and comment stands once, is told of once, and the doctor finds nothing."""
    inbox = office.inbox
    of, digests = inbox.conversations, inbox.conversations.digests
    records = {one.id: one for one in whole(office)}
    placed: Counter[str] = Counter()
    told: Counter[str] = Counter()
    said: Counter[str] = Counter()
    texts: list[str] = []
    for name, record in records.items():
        timeline = inbox.messages.timelines([name])[0]
        lines, raw = of.store.read(
            [("LRANGE", of.keys.activity(name), 0, -1), ("HVALS", of.keys.comments(name))]
        )
        placed.update(moment.key for moment in timeline)
        events = [decode_event(line) for line in lines]
        told.update(str(e.data["message"]) for e in events if e.type == "message_in")
        said.update(str(e.data["comment"]) for e in events if e.type == "comment_added")
        texts += [decode(Comment, text).text for text in raw]
        if record.merged_into is not None:
            assert not timeline
            assert not raw
    assert placed == told == Counter(digests.message(one) for one in model.mails)
    assert Counter(texts) == Counter(model.said)
    assert set(said.values()) <= {1}
    assert len(said) == len(model.said)
    assert set(model.known) <= records.keys()
    assert of.ends(model.known).keys() == set(model.known)
    sound(office)


def sound(office: Office) -> None:
    audit = Audit(office.inbox.conversations)
    for batch in audit.conversations():
        assert not list(audit.missing(batch))
        assert not list(audit.contents(batch))
    assert not list(audit.strays())
    assert not list(audit.messages())
    assert not list(audit.aliases())


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_lost_or_doubled(store: Store, workspace: str, seed: int) -> None:
    office, model = open_office(store, workspace), Model()
    play = Play(office, model, seed, "m")
    for _ in range(40):
        play.step()
    judge(office, model)


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_lost_or_doubled_when_several_act_at_once(store: Store, workspace: str, seed: int) -> None:
    office, model = open_office(store, workspace), Model()
    for number in range(4):
        Play(office, model, number, f"s{number}").receive()
    plays = [Play(office, model, seed * 10 + number, "abc"[number]) for number in range(3)]
    failed: list[BaseException] = []

    def run(play: Play) -> None:
        try:
            for _ in range(15):
                play.step()
        except BaseException as error:  # noqa: BLE001  # told by the test below
            failed.append(error)

    threads = [threading.Thread(target=run, args=(play,)) for play in plays]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    judge(office, model)


def test_of_two_who_merge_both_ways_exactly_one_is_done(store: Store, workspace: str) -> None:
    office = open_office(store, workspace)
    one = office.deliver(mail("a@x")).conversation or ""
    other = office.deliver(mail("b@x")).conversation or ""
    ways = ((one, other), (other, one))
    threads = [
        threading.Thread(
            target=lambda way=way: tidying.merge(
                office.inbox, office.asked("anna", f"r{way[0]}"), source=way[0], into=way[1]
            )
        )
        for way in ways
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    merged = [record for record in whole(office) if record.merged_into is not None]
    assert len(merged) == 1
    sound(office)
