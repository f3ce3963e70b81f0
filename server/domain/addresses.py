"""Addresses as they stand in mail headers, read without ever failing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Address:
    """One party of a mail; `address` is lower-cased and "" where the header holds none."""

    name: str
    address: str


def domain_of(address: str) -> str:
    """The domain of an address, "" where it has none."""
    return address.rpartition("@")[2] if "@" in address else ""


def addresses_in(values: Iterable[str]) -> tuple[Address, ...]:
    """Every address of the given raw header values, in order, each once."""
    raise NotImplementedError
