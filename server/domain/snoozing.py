"""When a sleep ends: the presets of R14 on the clock of the person who chooses."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

_MORNING = time(8)
_AFTERNOON = time(13)
_THREE_HOURS = 3 * 3_600_000
_MONDAY = 0


class Preset(StrEnum):
    """The ready answers to "until when?"."""

    HOURS = "3h"
    AFTERNOON = "afternoon"
    TOMORROW = "tomorrow"
    MONDAY = "monday"


def preset_until(preset: Preset, *, now: int, zone: ZoneInfo) -> int:
    """The moment a preset means, in ms UTC; an afternoon that has begun means tomorrow's."""
    if preset is Preset.HOURS:
        return now + _THREE_HOURS
    today = datetime.fromtimestamp(now / 1000, zone)
    if preset is Preset.AFTERNOON:
        day = today if today.time() < _AFTERNOON else today + timedelta(days=1)
        return _at(day, _AFTERNOON, zone)
    if preset is Preset.TOMORROW:
        return _at(today + timedelta(days=1), _MORNING, zone)
    ahead = (_MONDAY - today.weekday()) % 7 or 7
    return _at(today + timedelta(days=ahead), _MORNING, zone)


def _at(day: datetime, clock: time, zone: ZoneInfo) -> int:
    wall = datetime.combine(day.date(), clock, tzinfo=zone)
    return int(wall.astimezone(UTC).timestamp() * 1000)
