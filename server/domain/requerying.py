"""Searches that are kept follow what they name: a tag or a custom field that is called otherwise now."""

from __future__ import annotations

import re
from dataclasses import replace

from server.domain.catalogue import Field
from server.domain.searching import Kind, Piece, rewritten
from server.domain.searchwords import called, folded, words_of

_TYPED = re.compile(r"""[^\s:"<>]+""")
"""What can stand behind `field.` in a query."""


def with_tag(query: str, old: str, new: str) -> str:
    """The query with another tag in the place of one."""

    def change(piece: Piece) -> Piece:
        meant = piece.kind is Kind.TAG and words_of(piece.value) == words_of(old) != []
        return replace(piece, value=new) if meant else piece

    return rewritten(query, change)


def with_field(query: str, before: Field, after: Field) -> str:
    """The query with the new name of a field, or its id where the name cannot be typed."""
    name = after.name if _TYPED.fullmatch(after.name) else after.id

    def change(piece: Piece) -> Piece:
        wanted = folded(piece.name)
        meant = piece.kind is Kind.FIELD and called(wanted, before.name)
        return replace(piece, name=name) if meant and not called(wanted, after.name, after.id) else piece

    return rewritten(query, change)
