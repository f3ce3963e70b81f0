"""The activity of conversations that become one, and two again: each line finds its way back (PRODUCT R12)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from heapq import merge as merge_sorted

from server.domain.events import Event

ORIGIN = "of"
"""The fact of an event that names the conversation it was moved from; the way back where it moved twice."""


def interleaved(kept: Sequence[Event], moved: Sequence[Event], source: str) -> tuple[Event, ...]:
    """Two activities as one in the order of time; what moves says where it came from.

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
    activity: Sequence[Event], source: str, *, messages: Collection[str], comments: Collection[str]
) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
    """The activity that stays and the one that goes back to the source, later events of its mails included."""
    stays, goes = list[Event](), list[Event]()
    for told in activity:
        first, _, rest = str(told.data.get(ORIGIN, "")).partition(" ")
        if first == source:
            goes.append(_with_origin(told, rest))
        elif not first and about(told, messages=messages, comments=comments):
            goes.append(told)
        else:
            stays.append(told)
    return tuple(stays), tuple(goes)


def about(told: Event, *, messages: Collection[str], comments: Collection[str]) -> bool:
    """Whether an event tells of one of these mails or comments."""
    return told.data.get("message") in messages or told.data.get("comment") in comments


def _with_origin(told: Event, origin: str) -> Event:
    data = {name: value for name, value in told.data.items() if name != ORIGIN}
    return replace(told, data=data | ({ORIGIN: origin} if origin else {}))
