"""A name guessed from an address, so that inviting somebody needs nothing but the address."""

from __future__ import annotations

import re

_APART = re.compile(r"[._]+")


def name_of(address: str) -> str:
    """`mia.von-berg@firma.de` is Mia Von-Berg until she says otherwise."""
    local = address.partition("@")[0].partition("+")[0]
    words = [word for word in _APART.split(local) if word]
    return " ".join("-".join(part.capitalize() for part in word.split("-")) for word in words) or address
