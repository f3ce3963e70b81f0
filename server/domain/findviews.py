"""What search answers: facts, never words; times are ms UTC."""

from __future__ import annotations

from dataclasses import dataclass

from server.domain.listviews import RowView


@dataclass(frozen=True, slots=True)
class SearchView:
    """One page of what was found, newest first; `after` is the cursor of the next page.

    `unfinished`: the search was cut short before the page was full, and goes on from `after`. `building`: the
    index is not complete yet. `left_out`: a beginning stands for more words than were looked for.
    """

    query: str
    rows: tuple[RowView, ...]
    at: int
    after: str | None = None
    unfinished: bool = False
    building: bool = False
    left_out: bool = False
