"""Mail files of every kind give headers, and broken ones give a reason."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.domain.mailheaders import values
from server.providers.mailfiles import MailFile, read, total_size

MAIL = (
    b"From: ada@wald.example\nSubject: Angebot\n f\xc3\xbcr M\xe4rz\n"
    b"Message-ID: <1@wald.example>\n\nFrom: body\n"
)
SEPARATOR = b"From ada@wald.example Mon Jan  5 10:00:00 2026\n"


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def one(path: Path) -> MailFile:
    [mail] = read([path])
    return mail


@pytest.mark.parametrize(
    "content",
    [
        MAIL,
        MAIL.replace(b"\n", b"\r\n"),
        MAIL.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + MAIL,
        b"\n\r\n" + MAIL,
        b"From ada@wald.example\n" + MAIL,
        SEPARATOR + MAIL,
        MAIL.replace(b"Subject:", b"no field\n  and more of it\nSubject :"),
        MAIL.partition(b"\n\n")[0],
    ],
)
def test_one_mail_in_any_dress(tmp_path: Path, content: bytes) -> None:
    mail = one(written(tmp_path, "a.eml", content))
    assert mail.fault is None
    assert mail.headers is not None
    assert [name for name, _ in mail.headers] == ["From", "Subject", "Message-ID"]
    assert values(mail.headers, "subject") == ["Angebot für M\udce4rz"]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "is not a mail"),
        (b"\x00\x01\x02" * 1_000, "is not a mail"),
        (b"Dear Ada,\n\nFrom: me\n", "is not a mail"),
        (b"Name: value\n\n", "is not a mail"),
        (SEPARATOR + b"no header\n", "is not a mail"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is an Outlook item; save it as .eml"),
    ],
)
def test_what_is_no_mail_is_reported(tmp_path: Path, content: bytes, fault: str) -> None:
    assert one(written(tmp_path, "a.eml", content)) == MailFile("a.eml", None, fault, len(content))


def test_what_cannot_be_opened_is_reported(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    faults = [mail.fault for mail in read([tmp_path / "absent", tmp_path / "pipe"])]
    assert faults == ["does not exist", "is not a readable file"]


def test_an_mbox_is_cut_only_at_true_separators(tmp_path: Path) -> None:
    tricky = (
        MAIL
        + b"\nFrom me to you\n\nFrom ada Mon Jan  5 10:00:00 2026\n\n"
        + b"text\nFrom bo Mon Jan  5 10:00:00 2026\nTo: x\n\n"
    )
    broken = b"just text\n\n"
    content = SEPARATOR + tricky + SEPARATOR + b"To: y\n\n\n" + SEPARATOR + b"Odd: z\n\n" + SEPARATOR + broken
    mails = list(read([written(tmp_path, "in.mbox", content)]))
    assert [(mail.source, mail.fault) for mail in mails] == [
        ("in.mbox#00001", None),
        ("in.mbox#00002", None),
        ("in.mbox#00003", "is not a mail"),
    ]
    assert sum(mail.size for mail in mails) == len(content)


def test_an_mbox_with_quoted_separators_in_its_headers(tmp_path: Path) -> None:
    content = SEPARATOR + b">From other Mon Jan  5 10:00:00 2026\n" + MAIL
    assert one(written(tmp_path, "in.mbox", content)).headers is not None


def test_folders_are_read_in_order_and_a_maildir_without_its_tmp(tmp_path: Path) -> None:
    for name in (
        "b/2.eml",
        "b/1.eml",
        "a.mbox",
        "box/new/3",
        "box/cur/4:2,S",
        "box/tmp/5",
        "box/.Sent/cur/6",
        "box/.Sent/new/7",
    ):
        written(tmp_path / "mail", name, MAIL)
    written(tmp_path / "mail", "box/dovecot-uidlist", b"3 V1")
    written(tmp_path / "mail", ".DS_Store", b"x")
    (tmp_path / "mail" / "loop").symlink_to(tmp_path / "mail", target_is_directory=True)
    mails = list(read([tmp_path / "mail"]))
    assert [mail.source for mail in mails] == [
        "mail/a.mbox",
        "mail/b/1.eml",
        "mail/b/2.eml",
        "mail/box/.Sent/cur/6",
        "mail/box/.Sent/new/7",
        "mail/box/cur/4:2,S",
        "mail/box/new/3",
    ]
    assert all(mail.fault is None for mail in mails)
    assert total_size([tmp_path / "mail"]) == sum(mail.size for mail in mails) == 7 * len(MAIL)


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    body = b"no line end " * 200_000 + b"\n\n"
    path = written(tmp_path, "big.mbox", b"".join(SEPARATOR + MAIL + body for _ in range(8)))
    tracemalloc.start()
    count = sum(1 for _ in read([path]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 8
    assert peak < 6_000_000 < path.stat().st_size


def test_a_header_without_end_is_cut(tmp_path: Path) -> None:
    content = MAIL.partition(b"\n\n")[0] + b"\n" + b"X-A: b\n" * 400_000
    headers = one(written(tmp_path, "a.eml", content)).headers
    assert headers is not None
    assert len(headers) < 200_000


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([SEPARATOR, MAIL, b"\n", b"\r", b"\r\n", b" ", b":", b"From ", b"To: x\n", b"\xff"])
        | st.binary()
    )
)
def test_any_bytes_are_read_or_reported(tmp_path: Path, parts: list[bytes]) -> None:
    for mail in read([written(tmp_path, "any", b"".join(parts))]):
        assert (mail.headers is None) == (mail.fault is not None)
