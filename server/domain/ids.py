"""Message-IDs: one canonical text per id, and the ids a mail may join (PRODUCT R5, DECISIONS D5)."""

from __future__ import annotations

from server.domain.mailheaders import Headers


def canonical(raw: str) -> str | None:
    """The one text an id is known by, or None where the value holds no id."""
    raise NotImplementedError


def lowered(message_id: str) -> str:
    """The alias under which gateways that change the case of an id still find it."""
    return message_id.lower()


def candidates(headers: Headers) -> tuple[str, ...]:
    """The canonical ids this mail may join, nearest first."""
    raise NotImplementedError


def synthetic(headers: Headers) -> str:
    """The stand-in id of a mail that has none: "synth:" and a digest (PRODUCT R5.7)."""
    raise NotImplementedError
