"""Addresses are found in whatever stands in a header."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.addresses import (
    Address,
    addresses_in,
    domain_of,
    first_address,
    local_part_of,
    without_tag,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("ada@wald.example", [("", "ada@wald.example")]),
        ("Ada Wald <Ada@Wald.Example>", [("Ada Wald", "ada@wald.example")]),
        (
            '"Wald, Ada" <ada@wald.example>, bo@x.example',
            [("Wald, Ada", "ada@wald.example"), ("", "bo@x.example")],
        ),
        ("ada@wald.example (Ada Wald)", [("Ada Wald", "ada@wald.example")]),
        ('"The \\"Boss\\"" <b@x.example>', [('The "Boss"', "b@x.example")]),
        ("=?utf-8?q?J=C3=B6rg?= <j@x.example>", [("Jörg", "j@x.example")]),
        ("=?utf-8?q?Wald=2C_Ada?= <a@x.example>", [("Wald, Ada", "a@x.example")]),
        ("=?utf-8?q?Ada_=3Cada=40wald=2Eexample=3E?=", [("Ada", "ada@wald.example")]),
        ("J\udcf6rg <j@x.example>", [("Jörg", "j@x.example")]),
        (
            "Team: a@x.example, B <b@x.example>;, c@x.example",
            [("", "a@x.example"), ("B", "b@x.example"), ("", "c@x.example")],
        ),
        ("Team(all of us) :a@x.example;", [("", "a@x.example")]),
        ("undisclosed-recipients:;", []),
        ("boss@bank.example <thief@x.example>", [("boss@bank.example", "thief@x.example")]),
        ("<a(work)@x.example>", [("", "a@x.example")]),
        ("<@relay.example,@other.example:a@x.example>", [("", "a@x.example")]),
        ("<mailto:a@x.example>", [("", "a@x.example")]),
        ("MAILER-DAEMON (Mail System)", [("MAILER-DAEMON", "")]),
        ("Mail System <MAILER-DAEMON>", [("Mail System", "mailer-daemon")]),
        ("Ada <>", [("Ada", "")]),
        ("a@x.example, A@X.example", [("", "a@x.example")]),
        ('"unclosed <a@x.example>', [('"unclosed', "a@x.example")]),
        ("a@x.example; b@x.example", [("", "a@x.example"), ("", "b@x.example")]),
        ("", []),
        (",,;", []),
    ],
)
def test_parties_of_a_header(value: str, expected: list[tuple[str, str]]) -> None:
    assert addresses_in([value]) == tuple(Address(name, address) for name, address in expected)


def test_the_first_party_with_an_address_speaks() -> None:
    assert first_address(["Team, Ada <ada@wald.example>"]).address == "ada@wald.example"
    assert first_address(["Team"]) == Address("Team", "")
    assert first_address([]) == Address("", "")


def test_parts_of_an_address() -> None:
    assert domain_of("ada@wald.example") == "wald.example"
    assert domain_of("ada") == ""
    assert local_part_of("support+de@kontor.example") == "support"
    assert without_tag("support+de@kontor.example") == "support@kontor.example"
    assert without_tag("a.b@googlemail.example") == "a.b@googlemail.example"


def test_a_list_without_end_is_cut() -> None:
    assert len(addresses_in([", ".join(f"a{number}@x.example" for number in range(5_000))])) == 1_000


@settings(deadline=None)
@given(st.binary())
def test_no_header_breaks_the_reader(raw: bytes) -> None:
    for party in addresses_in([raw.decode("utf-8", "surrogateescape")]):
        for text in (party.name, party.address):
            text.encode("utf-8")
            assert not any(ord(char) < 0x20 or 0x7F <= ord(char) <= 0x9F for char in text)
        assert party.address == party.address.lower()


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(alphabet='Aüz ,;<>()"\\@', max_size=12),
            st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True),
        ),
        max_size=5,
    )
)
def test_quoted_names_never_hide_or_invent_an_address(parties: list[tuple[str, str]]) -> None:
    quoted = [(name.replace("\\", "\\\\").replace('"', '\\"'), address) for name, address in parties]
    value = ", ".join(f'"{name}" <{address}>' for name, address in quoted)
    assert [party.address for party in addresses_in([value])] == list(
        dict.fromkeys(address for _, address in parties)
    )
