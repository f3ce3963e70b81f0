"""Texts in files that people open in a spreadsheet: none of them may be taken for a formula."""

from __future__ import annotations

import unicodedata

_BEGIN = frozenset("=+-@")


def spreadsheet_safe(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would take for a formula, full-width signs included."""
    first = unicodedata.normalize("NFKC", text.lstrip()[:1])
    if first[:1] in _BEGIN or text[:1] in {"\t", "\r", "\n"}:
        return f"'{text}"
    return text
