"""What goes from one conversation to another in an act, by the rules (PRODUCT R12)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from tests.support.tidying_model import Deed
from tests.support.tidying_world import Held, Joining, Line, World


class Leaving(NamedTuple):
    """What goes: mails by key, comments by id, and lines about the conversation itself; `act` is why."""

    act: str
    away: str
    to: str
    mails: frozenset[str]
    comments: frozenset[str]
    own: Counter[Line]

    def lines(self, here: Held) -> Counter[Line]:
        """Everything that is told of what goes."""
        about = self.mails | self.comments
        return Counter(line for line in here.lines if line.about in about) + self.own

    def heard(self, here: Held, joining: Joining | None) -> tuple[set[str], set[str]]:
        """Those who were mentioned in what goes and have not looked, and those of them to whom that holds here too."""
        if self.act == "unmerge" and joining is not None:
            came, were = joining.source.told, joining.target.told
            heard = came.keys() & here.told.keys()
            return heard, {w for w in heard if w in were or here.told[w] > came[w]}
        if self.act == "split":
            newest = _mentioned(here, self.comments)
            heard = {who for who, at in here.told.items() if (who, at) in newest}
            kept = {who for who, _ in _mentioned(here, here.comments.keys() - self.comments)}
            return heard, heard & kept
        return set(here.told), set()


def everything(was: World, away: str, to: str) -> Leaving:
    """All of one conversation becomes part of another."""
    held = was[away]
    return Leaving("merge", away, to, frozenset(held.mails), frozenset(held.comments), held.own)


def cut(here: Held, deed: Deed) -> Leaving:
    """A mail, or it and all later ones with what was said since, begins a conversation of its own."""
    begin = (here.mails[deed.mail], deed.mail)
    mails = {key for key, at in here.mails.items() if (at, key) >= begin} if deed.later else {deed.mail}
    said = {one.id for one in here.comments.values() if deed.later and one.at >= begin[0]}
    return Leaving("split", deed.one, deed.other, frozenset(mails), frozenset(said), Counter())


def homeward(joining: Joining, here: Held, refers: Mapping[str, tuple[str, ...]], *, to: str) -> Leaving:
    """What a merge brought, so far as it is there still, with the mails that answer it since, nearest first."""
    theirs, ours = set(joining.source.mails), set(joining.target.mails)
    for key in sorted(here.mails, key=lambda key: here.mails[key]):
        if key not in theirs and key not in ours:
            nearest = next((one for one in reversed(refers[key]) if one in theirs or one in ours), None)
            (theirs if nearest in theirs else ours).add(key)
    mails = frozenset(theirs & here.mails.keys())
    said = frozenset(joining.source.comments.keys() & here.comments.keys())
    return Leaving("unmerge", here.record.id, to, mails, said, joining.source.own & here.own)


def _mentioned(here: Held, comments: object) -> set[tuple[str, int]]:
    """Who is mentioned in some of the comments, and when."""
    return {
        (mention.who.removeprefix("agent:"), one.at)
        for one in here.comments.values()
        if one.id in comments  # type: ignore[operator]
        for mention in one.mentions
        if mention.who != one.author
    }
