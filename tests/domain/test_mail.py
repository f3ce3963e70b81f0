"""The facts of a mail are read from its headers, whatever they hold."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain.addresses import Address
from server.domain.mail import parse
from server.domain.mailheaders import Headers, decoded

TEN = 1_767_603_600_000
"""Mon, 5 Jan 2026 10:00 +0100"""

ORDINARY: Headers = [
    ("Delivered-To", "jonas@kontor.example"),
    ("Received", "by mx.kontor.example; Mon, 5 Jan 2026 10:00:09 +0100"),
    ("Received", "from pc by wald.example with ESMTP (x;y); Mon, 5 Jan 2026 09:00:01 +0000"),
    ("Received", "unreadable"),
    ("From", "=?utf-8?q?Ada_W=C3=A4ld?= <ada@wald.example>"),
    ("Reply-To", "office@wald.example"),
    ("To", "Support <Support@kontor.example>"),
    ("Cc", "bewerbung@kontor.example"),
    ("Subject", "=?utf-8?q?Angebot_f=C3=BCr?=\r\n =?utf-8?b?IE3DpHJ6?="),
    ("Date", "Mon, 5 Jan 2026 10:00:00 +0100"),
    ("Message-ID", "<m2@wald.example>"),
    ("In-Reply-To", "<m1@kontor.example>"),
    ("References", "<m0@wald.example> <m1@kontor.example> <m2@wald.example>"),
    ("List-ID", "Help desk <HELP.kontor.example>"),
    ("Content-Language", "de-DE, en"),
]


def test_an_ordinary_mail() -> None:
    mail = parse(ORDINARY)
    assert (mail.message_id, mail.synthetic, mail.raw_message_id) == (
        "m2@wald.example",
        False,
        "<m2@wald.example>",
    )
    assert mail.in_reply_to == ("m1@kontor.example",)
    assert mail.references == ("m1@kontor.example", "m0@wald.example")
    assert mail.candidates == ("m1@kontor.example", "m0@wald.example")
    assert mail.subject == "Angebot für März"
    assert mail.sender == mail.author == Address("Ada Wäld", "ada@wald.example")
    assert mail.reply_to == (Address("", "office@wald.example"),)
    assert mail.to == (Address("Support", "support@kontor.example"),)
    assert mail.cc == (Address("", "bewerbung@kontor.example"),)
    assert mail.delivered_to == ("support@kontor.example", "bewerbung@kontor.example", "jonas@kontor.example")
    assert mail.list_ids == ("help.kontor.example",)
    assert (mail.date, mail.received_at) == (TEN, TEN + 1_000)
    assert (mail.language, mail.channel) == ("de-DE", "mail")


def test_a_mail_with_nothing_in_it() -> None:
    mail = parse([])
    assert mail.synthetic
    assert mail.message_id.startswith("synth:")
    assert (mail.subject, mail.sender, mail.date, mail.received_at, mail.language) == (
        "",
        Address("", ""),
        None,
        None,
        None,
    )


def test_an_empty_message_id_is_followed_by_the_next_one() -> None:
    assert parse([("Message-ID", "<>"), ("Message-Id", "<m@x.example>")]).message_id == "m@x.example"


def test_every_way_of_delivery_counts_in_its_order() -> None:
    names = ["Resent-To", "Envelope-To", "X-Forwarded-To", "X-Original-To", "Delivered-To", "Cc", "To"]
    mail = parse([(name, f"{name.lower()}@x.example") for name in names])
    assert mail.delivered_to == tuple(f"{name.lower()}@x.example" for name in reversed(names))


@pytest.mark.parametrize(
    ("headers", "author"),
    [
        ([("Reply-To", "ada@wald.example")], ("Ada Wald", "ada@wald.example")),
        ([("Reply-To", "Ada <ada@wald.example>")], ("Ada", "ada@wald.example")),
        ([("X-Original-From", "Ada <ada@wald.example>")], ("Ada", "ada@wald.example")),
        ([("X-Original-Sender", "ada@wald.example")], ("Ada Wald", "ada@wald.example")),
        (
            [
                ("X-Original-Sender", "c@x.example"),
                ("X-Original-From", "b@x.example"),
                ("Reply-To", "a@x.example"),
            ],
            ("Ada Wald", "a@x.example"),
        ),
        (
            [("Reply-To", "support@kontor.example"), ("X-Original-From", "Ada <ada@wald.example>")],
            ("Ada", "ada@wald.example"),
        ),
        ([], ("'Ada Wald' via Support", "support@kontor.example")),
    ],
)
def test_the_author_behind_a_rewritten_from(headers: Headers, author: tuple[str, str]) -> None:
    rewritten = [("From", "\"'Ada Wald' via Support\" <support@kontor.example>"), *headers]
    assert parse(rewritten, own_addresses={"support@kontor.example"}).author == Address(*author)


def test_the_reply_to_of_ordinary_mail_is_not_its_author() -> None:
    mail = parse(
        [("From", "ada@wald.example"), ("Reply-To", "boss@kontor.example")],
        own_addresses={"support@kontor.example"},
    )
    assert mail.author.address == "ada@wald.example"


def test_a_foreign_list_that_rewrites_from_names_itself_in_list_post() -> None:
    headers = [
        ("From", "Ada Wald via Talk <talk@lists.example>"),
        ("List-Post", "<mailto:talk@lists.example>"),
        ("Reply-To", "talk@lists.example, Ada Wald <ada@wald.example>"),
    ]
    assert parse(headers).author == Address("Ada Wald", "ada@wald.example")


@pytest.mark.parametrize(
    ("value", "at"),
    [
        ("Mon, 5 Jan 2026 10:00:00 +0100", TEN),
        ("5 Jan 2026 09:00 GMT", TEN),
        ("Mon, 5 Jan 2026 10:00:00 +0100 (Mitteleuropäische Zeit)", TEN),
        ("Mon, 5 Jan 2026 09:00:00", TEN),
        ("Mon, 5 Jan 2026 09:00:00 +9900", TEN),
        ("Mon, 5 Jan 0000 09:00:00 +0000", None),
        ("Mon, 5 Jan 99999 09:00:00 +0000", None),
        ("Mon, 35 Jan 2026 09:00:00 +0000", None),
        ("Fri, 31 Dec 9999 23:59:59 -1200", None),
        ("Thu, 1 Jan 1959 00:00:00 +0000", None),
        ("yesterday", None),
        ("", None),
        ("Mon, 5 Jan 2026 " + "9" * 5_000, None),
    ],
)
def test_dates(value: str, at: int | None) -> None:
    assert parse([("Date", value)]).date == at


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain", "plain"),
        ("=?utf-8?B?R3LDvMOfZQ==?=", "Grüße"),
        ("=?UTF-8?B?R3LDvMOfZQ?=", "Grüße"),
        ("=?utf-8?q?Gr=C3?= =?utf-8?q?=BC=C3=9Fe?=", "Grüße"),
        ("=?iso-8859-1?q?Gr=FC=DFe?=", "Grüße"),
        ("=?utf-8*de?q?Gr=C3=BC=C3=9Fe?=", "Grüße"),
        ("Re: =?utf-8?q?a?= b =?utf-8?q?c?=!", "Re: a b c!"),
        ("=?nonsense?q?abc?=", "abc"),
        ("=?idna?q?abc?=", "abc"),
        ("=?hex?q?6162?=", "6162"),
        ("=?utf-8?b?%%%?=", ""),
        ("=?utf-8?q?open", "=?utf-8?q?open"),
        ("Gr\udcfc\udcdfe", "Grüße"),
        ("a\x00b\x1b[31mc\x85d", "ab[31mcd"),
        ("=?utf-8?q?a=00=0D=0ABcc:_x?=", "a Bcc: x"),
        ("a\r\n\tb", "a b"),
        ("\u202eabc\u200f", "\u202eabc\u200f"),
        ("\ud800", "\ufffd"),
        ("<b>Angebot</b> & <script>", "<b>Angebot</b> & <script>"),
    ],
)
def test_text_of_a_subject(raw: str, text: str) -> None:
    assert decoded(raw) == text


def test_a_subject_is_cut_at_998_characters() -> None:
    assert len(parse([("Subject", "ä" * 5_000)]).subject) == 998


@pytest.mark.parametrize(
    ("header", "channel"),
    [
        (("Content-Class", "voice-uc"), "voicemail"),
        (("Content-Class", "urn:content-classes:voice"), "voicemail"),
        (("X-Voicemail-Duration", "12"), "voicemail"),
        (("Content-Type", "multipart/voice-message; version=2.0"), "voicemail"),
        (("Message-Context", "fax-message"), "fax"),
        (("X-FaxNumberOfPages", "2"), "fax"),
        (("X-WPCF7-Content-Type", "text/plain"), "form"),
        (("Content-Class", "urn:content-classes:message"), "mail"),
        (("Subject", "voicemail"), "mail"),
    ],
)
def test_channels(header: tuple[str, str], channel: str) -> None:
    assert parse([header]).channel == channel


NAMES = [
    *(name for name, _ in ORDINARY),
    "List-Post",
    "X-Original-From",
    "Reply-To",
    "X-Anything",
    "subject ",
]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(NAMES), st.binary() | st.text().map(lambda text: text.encode("utf-8", "replace"))
        )
    )
)
def test_no_mail_breaks_the_reader(raw: list[tuple[str, bytes]]) -> None:
    mail = parse([(name, value.decode("utf-8", "surrogateescape")) for name, value in raw])
    for text in _texts(mail):
        text.encode("utf-8")
        assert not any(ord(char) < 0x20 or 0x7F <= ord(char) <= 0x9F for char in text)
    assert mail.date is None or mail.date > 0


@pytest.mark.parametrize("unit", ["(", "<", '"', "a", ",", "=?utf-8?b?", "a@", "()", ";", "x:", "\t\n "])
def test_a_huge_header_takes_time_in_proportion(unit: str) -> None:
    value = unit * (100_000 // len(unit))
    started = time.process_time()
    parse([(name, value) for name in ("From", "To", "Subject", "References", "Message-ID")])
    assert time.process_time() - started < 10


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
