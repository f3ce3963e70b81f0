"""Other people's text made safe for a card: cleaned, cut, isolated, and escaped where Google renders HTML."""

from __future__ import annotations

import html
import re
from typing import Final

LINE: Final = 160
"""Characters of one line of somebody's text inside a card."""

NOTHING: Final = "…"
"""What stands where Google demands a text and there is none."""

# Control characters, lone surrogates, line separators and explicit bidi formatting. The last would let a
# name turn the text behind it around; right-to-left letters themselves need none of it.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_ADDRESS = re.compile(r"https://[^\s<>\"'`\\]{1,400}[^\s<>\"'`\\.,;:!?)\]]")
_SPACES = re.compile(r"\s+")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class Html(str):
    """Text that is already escaped for a field in which Google renders HTML."""

    __slots__ = ()


def clean(text: str) -> str:
    """The text without characters that nobody sees; line ends stay."""
    return text if text.isprintable() else _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\t", " "))


def encodable(text: str) -> str:
    """The text exactly as it is, unless it holds what no JSON document can carry."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()


def cut(text: str, limit: int) -> str:
    """The text, or its beginning and an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def line(text: str, limit: int = LINE) -> str:
    """The text on one line, for a field that shows plain text."""
    if not text.isprintable():
        text = _SPACES.sub(" ", clean(text)).strip()
    return text if len(text) <= limit else cut(text, limit)


def inline(text: str, limit: int = LINE) -> str:
    """Somebody's text inside a sentence of ours: right-to-left writing cannot reorder the rest."""
    text = line(text, limit)
    if text.isascii() or not _RIGHT_TO_LEFT.search(text):
        return text
    return f"\u2068{text}\u2069"


def rich(text: str) -> Html:
    """The text for a field in which Google renders HTML; what is escaped already stays as it is."""
    if isinstance(text, Html):
        return text
    text = clean(text)
    if "&" in text or "<" in text or ">" in text:
        text = html.escape(text, quote=False)
    return Html(text.replace("\n", "<br>") if "\n" in text else text)


def linked(text: str) -> Html:
    """The text with its https addresses as links; everything else stays text."""
    parts: list[str] = []
    done = 0
    for found in _ADDRESS.finditer(text):
        parts += (rich(text[done : found.start()]), anchor(found[0]))
        done = found.end()
    return Html("".join((*parts, rich(text[done:]))))


def anchor(url: str) -> Html:
    """A link that shows where it leads; `url` was checked to be one that may be opened."""
    shown = rich(cut(url, LINE))
    return Html(f'<a href="{html.escape(clean(url))}">{shown}</a>')


def bold(text: str) -> Html:
    """The text in bold."""
    return Html(f"<b>{rich(text)}</b>")
