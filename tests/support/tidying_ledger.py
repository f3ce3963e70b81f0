"""Where everything is to be after each act, told again from the rules alone, and compared with where it is.

A merge takes everything along, its undoing brings back what it took and what answers that since, a split takes its
mails and what was said of them; everything else stays where it is, in its order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import accumulate

from server.domain.vocabulary import Standing
from tests.support.office import Office
from tests.support.tidying_model import NOTHING, Deed, Model
from tests.support.tidying_partings import Leaving, cut, everything, homeward
from tests.support.tidying_records import check_record, check_records
from tests.support.tidying_world import Held, Joining, Line, World, world

BETWEEN = ("merge", "unmerge", "split", "rejoin")
"""Acts on two conversations; all others are on the one that an id leads to."""


class Ledger:
    """A workspace, and what the acts on it must have made of it, one after the other."""

    def __init__(self, office: Office, model: Model) -> None:
        self.office, self.model = office, model
        self.joinings: dict[str, Joining] = {}
        self.due = set[str]()
        self.ids = dict[str, str]()
        self.now: World = world(office, model.known)
        self.past: list[Deed | None] = []

    def check(self, deed: Deed | None) -> None:
        """Compare what is there with what must be there after an act; None is one that was refused."""
        self.past.append(deed)
        try:
            self._check(deed)
        except AssertionError as error:
            error.add_note("\n".join(map(str, self.past)))
            raise

    def _check(self, deed: Deed | None) -> None:
        was, self.now = self.now, world(self.office, self.model.known)
        if deed is None or deed == NOTHING or _held_already(deed, was):
            assert self.now == was
            return
        one = deed.one if deed.name in BETWEEN else _end(was, deed.one)
        deed = replace(deed, one=one, mail=self._key(deed))
        leaving = list(self._leaving(deed, was))
        for name in self.now:
            self._placed(deed, was, leaving, name)
            self._told(deed, was, leaving, name)
        check_records(deed, was, self.now, self.joinings.get(deed.one))
        self.ids = {self._key_of(name): name for name in self.model.mails}
        for held in self.now.values():
            check_record(held, self.ids, self.model.senders)
        self._unanswered(deed, was)
        self._remember(deed, was)

    def _key_of(self, message_id: str) -> str:
        return self.office.inbox.conversations.digests.message(message_id)

    def _key(self, deed: Deed) -> str:
        return self._key_of(deed.mail) if deed.name == "mail" else deed.mail

    def _leaving(self, deed: Deed, was: World) -> Iterator[Leaving]:
        """What goes where in an act, by the rules."""
        if deed.name in ("merge", "rejoin"):
            yield everything(was, deed.one, deed.other)
        elif deed.name == "unmerge":
            names = self.model.refers.items()
            refers = {self._key_of(name): tuple(map(self._key_of, ids)) for name, ids in names}
            yield homeward(self.joinings[deed.one], was[deed.other], refers, to=deed.one)
        elif deed.name == "split":
            yield cut(was[deed.one], deed)
        elif deed.name == "mail":
            for name, held in was.items():  # what nobody has touched becomes part of what its mail belongs to
                into = self.now[name].record.merged_into
                if into is not None and held.record.merged_into is None:
                    assert not held.record.touched
                    yield everything(was, name, into)

    def _placed(self, deed: Deed, was: World, leaving: list[Leaving], name: str) -> None:
        """Every mail, comment and line stands where it must, in the order in which it stood."""
        held, before = self.now[name], was.get(name) or Held.nothing(self.now[name].record)
        if name not in (deed.one, deed.other) and deed.name != "mail":
            assert held == before
            return
        mails = set(before.mails) | ({deed.mail} if deed.name == "mail" and name == deed.one else set())
        said, lines = set(before.comments), Counter(before.lines)
        for gone in leaving:
            taken = gone.lines(was[gone.away])
            if gone.away == name:
                mails, said, lines = mails - gone.mails, said - gone.comments, lines - taken
            if gone.to == name:
                mails, said, lines = mails | gone.mails, said | gone.comments, lines + taken
        assert held.mails.keys() == mails
        assert said <= held.comments.keys()
        now = Counter(held.lines)
        assert not lines - now, "something that happened is told no more"
        self._new(deed, was, now - lines, name)
        assert (now - lines).total() == 0 or name in self.now
        assert len(held.comments.keys() - said) == sum(line.type == "comment_added" for line in now - lines)
        for other in was.values():
            _in_order(other.lines, held.lines)
        if deed.name in ("merge", "rejoin") and name == deed.other:
            _interleaved(before.lines, was[deed.one].lines, held.lines)

    def _new(self, deed: Deed, was: World, new: Counter[Line], name: str) -> None:
        """An act is told once on each side, and nothing that was told before is told again."""
        if new:
            assert not new.keys() & {line for held in was.values() for line in held.lines}
        side = "one" if name == deed.one else "other"
        told = Counter(line.type for line in new.elements())
        for kind in ("merged", "merged_into", "unmerged", "split", "moved", "tag_added"):
            wanted = TOLD.get((deed.name, kind), {}).get(side, 0)
            assert told[kind] == wanted or (deed.name == "mail" and told[kind] < wanted)

    def _told(self, deed: Deed, was: World, leaving: list[Leaving], name: str) -> None:
        """Who is told of a mention finds it where its comment, or what was given to them, is now."""
        if deed.name in ("say", "hand", "look", "review", "withdraw"):
            return
        told = set(was[name].told) if name in was else set()
        for gone in leaving:
            heard, still = gone.heard(was[gone.away], self.joinings.get(gone.to))
            told |= heard if gone.to == name else set()
            told -= heard - still if gone.away == name else set()
        assert self.now[name].told.keys() == told

    def _unanswered(self, deed: Deed, was: World) -> None:
        """What a customer wrote after everything that people did is in nothing that was settled before."""
        if deed.name in ("closed", "pending", "snoozed"):
            self.due -= self.now[deed.one].mails.keys()
        if deed.name == "mail":
            before, at = was.get(deed.one), self.now[deed.one].mails[deed.mail]
            self.due |= {deed.mail} if before is None or at >= before.record.human_act_at else set()
            self._answered(deed)
        for held in self.now.values():
            stands = held.record.standing is Standing.OPEN or held.record.reopen_due is not None
            assert stands or not self.due & held.mails.keys()

    def _answered(self, deed: Deed) -> None:
        """The first answer to a mail joins it, wherever that has been put."""
        refers, all_of = self.model.refers[self.ids[deed.mail]], self.model.refers.values()
        if len(refers) == 1 and sum(refers[0] in one for one in all_of) == 1:
            assert self._key_of(refers[0]) in self.now[deed.one].mails

    def _remember(self, deed: Deed, was: World) -> None:
        if deed.name == "merge":
            self.joinings[deed.one] = Joining(was[deed.one], was[deed.other], self.now[deed.other])
        elif deed.name == "unmerge":
            del self.joinings[deed.one]


TOLD: Mapping[tuple[str, str], Mapping[str, int]] = {
    ("merge", "merged"): {"other": 1},
    ("mail", "merged"): {"one": 1},
    ("merge", "merged_into"): {"one": 1},
    ("rejoin", "merged_into"): {"one": 1},
    ("unmerge", "unmerged"): {"one": 1, "other": 1},
    ("split", "split"): {"one": 1},
    ("move", "moved"): {"one": 1},
    ("tag", "tag_added"): {"one": 1},
}
"""How often an act is told on either side of it."""


def _held_already(deed: Deed, was: World) -> bool:
    """Whether two were parted already that were to be parted, or one again that were to be one."""
    into = was[deed.one].record.merged_into if deed.one in was else None
    return (deed.name == "unmerge" and into is None) or (deed.name == "rejoin" and into == deed.other)


def _end(was: World, name: str) -> str:
    """Where an id led before an act."""
    while name in was and (onward := was[name].record.merged_into) is not None:
        name = onward
    return name


def _in_order(before: tuple[Line, ...], now: tuple[Line, ...]) -> None:
    """What stood in one activity and still does stands in its order."""
    at = {line: place for place, line in enumerate(now)}
    places = [at[line] for line in before if line in at]
    assert places == sorted(places)


def _interleaved(kept: tuple[Line, ...], came: tuple[Line, ...], now: tuple[Line, ...]) -> None:
    """Two activities stand as one in the order of time; what was noticed late stands where it was noticed."""
    dated = [
        (at, side, place, line)
        for side, lines in enumerate((kept, came))
        for place, (at, line) in enumerate(
            zip(accumulate((one.at for one in lines), max), lines, strict=True)
        )
    ]
    assert [line for *_, line in sorted(dated)] == list(now[: len(dated)])
