"""The activity of conversations that become one, and two again: each line finds its way back (PRODUCT R12)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from heapq import merge as merge_sorted

from server.domain.events import Event

ORIGIN = "of"
"""The fact of an event that names the conversation it was moved from; the way back where it moved twice."""


def interleaved(kept: Sequence[Event], moved: Sequence[Event], source: str) -> tuple[Event, ...]:
    """Two activities as one in the order of time; what moves says where it came from, unless that is "".

    Each keeps its own order: mail that was noticed late stands where it was noticed.
    """
    marked = [_with_origin(told, f"{source} {told.data.get(ORIGIN, '')}".strip()) for told in moved]
    return tuple(told for _, told in merge_sorted(_dated(kept), _dated(marked), key=lambda dated: dated[0]))


def _dated(activity: Sequence[Event]) -> Iterator[tuple[int, Event]]:
    latest = 0
    for told in activity:
        latest = max(latest, told.at)
        yield latest, told


def parted(
    activity: Sequence[Event], source: str, *, goes: Collection[str], stays: Collection[str]
) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """The activity that stays and the one that goes back to the source.

    What tells of a mail or a comment stands where that is: `goes` are those that go back, `stays` those that do not.
    """
    left, back = list[Event](), list[Event]()
    for told in activity:
        way = str(told.data.get(ORIGIN, "")).split()
        about = told.data.get("message") or told.data.get("comment")
        if about in goes or (about not in stays and way[:1] == [source]):
            rest = way[way.index(source) + 1 :] if source in way else way
            back.append(_with_origin(told, " ".join(rest)))
        else:
            left.append(told)
    return tuple(left), tuple(back)


def origins(told: Event) -> list[str]:
    """The conversations that an event was moved from, the last one first."""
    return str(told.data.get(ORIGIN, "")).split()


def _with_origin(told: Event, origin: str) -> Event:
    data = {name: value for name, value in told.data.items() if name != ORIGIN}
    return replace(told, data=data | ({ORIGIN: origin} if origin else {}))
