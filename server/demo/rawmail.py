"""Mail as bytes, turned into headers, plain text and a time."""

from __future__ import annotations

import email
import email.policy
import email.utils
import html
import re
from dataclasses import dataclass
from email.message import Message
from html.parser import HTMLParser

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RawMail:
    """One mail: its headers in original spelling, the readable text, and when it arrived (ms UTC)."""

    headers: Headers
    text: str
    mime_type: str
    size: int
    at: int

    def first(self, name: str) -> str | None:
        """Give the first header of that name, in any case."""
        return first(self.headers, name)

    def addresses(self, *names: str) -> list[str]:
        """List the addresses in the named headers, lower-cased, in order, each once."""
        values = [value for name, value in self.headers if name.lower() in names]
        found = [address.lower() for _, address in email.utils.getaddresses(values) if "@" in address]
        return list(dict.fromkeys(found))


def first(headers: Headers, name: str) -> str | None:
    """Give the first header of that name, in any case."""
    return next((value for known, value in headers if known.lower() == name.lower()), None)


def parse(data: bytes, *, at: int) -> RawMail:
    """Read one mail; `at` is used where neither Received nor Date gives a time."""
    message = email.message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=email.policy.compat32)
    headers = tuple((name, _unfolded(value)) for name, value in message.raw_items())
    text = _text(message)
    return RawMail(headers, text, message.get_content_type(), len(data), _time(headers) or at)


def snippet(text: str) -> str:
    """Shorten text to the one line that a list shows."""
    return " ".join(text.split())[:120]


def _unfolded(value: object) -> str:
    raw = str(value).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return re.sub(r"\r?\n[ \t]*", " ", raw).replace("\x00", "").strip()


def _time(headers: Headers) -> int | None:
    received = [value.rsplit(";", 1)[-1] for name, value in headers if name.lower() == "received"]
    for candidate in [*reversed(received), first(headers, "Date") or ""]:
        try:
            return int(email.utils.parsedate_to_datetime(candidate.strip()).timestamp() * 1000)
        except (ValueError, OverflowError, TypeError):
            continue
    return None


def _text(message: Message) -> str:
    parts = [part for part in message.walk() if part.get_content_maintype() == "text"]
    shown = [part for part in parts if part.get_content_disposition() != "attachment"]
    plain = next((part for part in shown if part.get_content_subtype() == "plain"), None)
    if plain is not None:
        return _decoded(plain)
    marked_up = next((part for part in shown if part.get_content_subtype() == "html"), None)
    return "" if marked_up is None else _readable(_decoded(marked_up))


def _decoded(part: Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return str(part.get_payload())
    try:
        return data.decode(str(part.get_content_charset() or "utf-8"), "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


class _Reader(HTMLParser):
    """Collects the words of an HTML mail, a line per block."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self._hidden += tag in {"script", "style", "title"}
        if tag in {"br", "p", "div", "tr", "li", "h1", "h2", "h3"}:
            self.words.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in {"script", "style", "title"} and self._hidden > 0

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words.append(data)


def _readable(markup: str) -> str:
    reader = _Reader()
    reader.feed(markup)
    lines = "".join(reader.words).splitlines()
    return html.unescape(re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip())
