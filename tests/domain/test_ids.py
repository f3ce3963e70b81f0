"""Message-IDs are told apart and put together as PRODUCT R5 says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import ids

LONG = "a" * 1_000 + "@long.example"


@pytest.mark.parametrize(
    ("raw", "canonical"),
    [
        ("<a.1@host.example>", "a.1@host.example"),
        ("  <a.1@host.example>\r\n", "a.1@host.example"),
        ("a.1@host.example", "a.1@host.example"),
        ("(sent) <a.1@host.example> (by gateway)", "a.1@host.example"),
        ("a.1@host.example (by gateway)", "a.1@host.example"),
        ("<a.1\r\n @host.example>", "a.1@host.example"),
        ("<A.1@Host.Example>", "A.1@Host.Example"),
        ("<a/b%c#d?e@host.example>", "a/b%c#d?e@host.example"),
        ("<v1:{x}:y@host.example>", "v1:{x}:y@host.example"),
        ("<grüße@host.example>", "grüße@host.example"),
        ("<a(1)@host.example>", "a(1)@host.example"),
        ('<"a:1"@host.example>', '"a:1"@host.example'),
        ("<no-at-sign>", "no-at-sign"),
        ("<a@b@c>", "a@b@c"),
        ("<a.1@host.example", "a.1@host.example"),
        ("<> <a.1@host.example>", "a.1@host.example"),
        ("<a\x00b@host.example>", r"a\x00b@host.example"),
        ("<a\udcfcb@host.example>", r"a\xfcb@host.example"),
        ("", None),
        ("<>", None),
        ("< \t>", None),
        ("(only a comment)", None),
    ],
)
def test_an_id_has_one_canonical_text(raw: str, canonical: str | None) -> None:
    assert ids.canonical(raw) == canonical


def test_ids_that_differ_only_in_bytes_outside_utf8_stay_different() -> None:
    assert ids.canonical("<\udcfc@h.example>") != ids.canonical("<\udce4@h.example>")


def test_an_id_over_998_bytes_is_known_by_a_digest_of_all_of_it() -> None:
    one, other = ids.canonical(f"<{LONG}>"), ids.canonical(f"<{LONG}x>")
    assert one is not None
    assert one.startswith("digest:")
    assert one != other
    assert ids.canonical("<" + "ü" * 499 + ">") == "ü" * 499
    assert str(ids.canonical("<" + "ü" * 500 + ">")).startswith("digest:")


def test_the_alias_ignores_case() -> None:
    assert ids.lowered("A.1@Host.Example") == ids.lowered("a.1@HOST.example")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("<p@h.example>", ["p@h.example"]),
        ("p@h.example", ["p@h.example"]),
        ("<p@h.example", ["p@h.example"]),
        ('<p@h.example> (Ada\'s message of "Mon, 5 Jan 2026")', ["p@h.example"]),
        ("<p@h.example>; from ada@wald.example on Mon, Jan 05, 2026 at 10:00", ["p@h.example"]),
        ("Message from Ada <ada@wald.example> of Monday", []),
        (
            "Message from Ada <ada@wald.example> of Monday <20260105100000.17@h.example>",
            ["20260105100000.17@h.example"],
        ),
        ("Your message of Monday <CAF$x@h.example>", ["CAF$x@h.example"]),
        ("Ada's message of Monday", []),
        ("two words@h.example", []),
        ("<yes>", []),
        ("yes", []),
        ("<@>", []),
        ("<a@h.example>, <b@h.example>", ["a@h.example", "b@h.example"]),
        ("", []),
    ],
)
def test_what_counts_in_in_reply_to(value: str, expected: list[str]) -> None:
    assert list(ids.candidates([("In-Reply-To", value)])) == expected


def test_candidates_come_nearest_first_and_once() -> None:
    headers = [
        ("references", "<1@h.example>\r\n\t<2@h.example>,<3@h.example>"),
        ("In-Reply-To", "<3@h.example>"),
        ("References", "<4@h.example> stray <yes>"),
    ]
    assert ids.candidates(headers) == ("3@h.example", "4@h.example", "2@h.example", "1@h.example")


def test_beside_bracketed_references_a_bare_word_is_none() -> None:
    assert ids.candidates([("References", "bare@h.example <1@h.example>")]) == ("1@h.example",)


def test_an_address_of_a_party_is_no_id() -> None:
    headers = [
        ("From", "Ada <ada@wald.example>"),
        ("To", "Support <support@kontor.example>"),
        ("In-Reply-To", "Support@kontor.example"),
        ("References", "<ada@wald.example> <1@h.example>"),
    ]
    assert ids.candidates(headers) == ("1@h.example",)


def test_of_many_references_the_first_and_the_newest_50_count() -> None:
    many = " ".join(f"<{number}@h.example>" for number in range(2_000))
    found = ids.candidates([("References", many), ("In-Reply-To", "<parent@h.example>")])
    newest = [f"{number}@h.example" for number in range(1_999, 1_949, -1)]
    assert list(found) == ["parent@h.example", *newest, "0@h.example"]


def test_a_stand_in_id_is_the_same_in_every_copy() -> None:
    mail = [("From", "ada@wald.example"), ("Date", "Mon, 5 Jan 2026 10:00:00 +0100"), ("Subject", "Angebot")]
    first_hop = ("Received", "from a by b; Mon, 5 Jan 2026 10:00:01 +0100")
    mine = [("Received", "from b by mine; x"), first_hop, *mail]
    yours = [("Received", "from b by yours; y"), first_hop, *mail]
    assert ids.synthetic(mine) == ids.synthetic(yours)
    assert ids.synthetic(mine).startswith("synth:")
    assert ids.synthetic(mine) != ids.synthetic([*mine[:-1], ("Subject", "Anderes")])
    assert ids.synthetic([("From", "ab"), ("Date", "c")]) != ids.synthetic([("From", "a"), ("Date", "bc")])


@settings(deadline=None)
@given(st.text() | st.binary().map(lambda raw: raw.decode("utf-8", "surrogateescape")))
def test_any_value_gives_an_id_that_can_be_stored_and_read_again(raw: str) -> None:
    found = ids.canonical(raw)
    if found is not None:
        found.encode("utf-8")
        assert found.isprintable() or not any(ord(char) < 0x20 for char in found)
        assert ids.canonical(f"<{found}>") == found


@settings(deadline=None)
@given(st.lists(st.text(alphabet='<>()@,;ab1 \t\\"', max_size=40), max_size=4))
def test_any_references_give_distinct_ids_with_an_at_sign(values: list[str]) -> None:
    headers = [(name, value) for value in values for name in ("References", "In-Reply-To")]
    found = ids.candidates(headers)
    assert len(set(found)) == len(found)
    assert all("@" in token for token in found)
