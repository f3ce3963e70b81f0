"""Who is told of a mention where two conversations become one, or one becomes two: it stands where its comment does."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from server.domain.merging import Joined

Told = Mapping[str, int]
"""Agent -> when they were mentioned (ms UTC), of those who have not looked since."""


def together(one: Told, other: Told) -> Told:
    """Of both: the newer mention of each."""
    return {
        who: max(one.get(who, 0), other.get(who, 0)) for who in (*other, *(w for w in one if w not in other))
    }


def apart(told: Told, done: Joined) -> tuple[Told, Told]:
    """Of the source and of the target, once a merge is undone; what came since the merge stays with the target."""
    back = {who: at for who, at in told.items() if who in done.told}
    left = {who: at for who, at in told.items() if who not in back or who in done.heard or at > done.at}
    return back, left


def divided(told: Told, said: Collection[tuple[str, int]], kept: Collection[str]) -> tuple[Told, Told]:
    """Of what stays and of what leaves in a split.

    `said` is whom the comments that leave mention, and when; `kept` are those whom one that stays mentions.
    """
    gone = {who: at for who, at in told.items() if (who, at) in said}
    return {who: at for who, at in told.items() if who not in gone or who in kept}, gone
