"""The icons of the settings, drawn on 16 by 16; each stands beside a word and is hidden from screen readers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from markupsafe import Markup

DRAWN = Path(__file__).parent / "templates" / "parts" / "icons.svg"
_ONE = re.compile(r'<symbol id="([\w-]+)" viewBox="0 0 16 16">(.*?)</symbol>')


def icon(name: str) -> Markup:
    """One drawing, as large as the text beside it; KeyError for none of ours."""
    opening = '<svg class="i" viewBox="0 0 16 16" aria-hidden="true" focusable="false">'
    return Markup(f"{opening}{_drawings()[name]}</svg>")  # noqa: S704  # from a file of ours


@cache
def _drawings() -> Mapping[str, str]:
    return dict(_ONE.findall(DRAWN.read_text(encoding="utf-8")))
