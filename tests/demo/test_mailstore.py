"""Everybody has the same mail under other ids; the sample holds every kind that the product meets."""

import email.utils
import mailbox
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from server.demo.mailstore import Copy, MailStore
from server.demo.outgoing import Outgoing, send
from server.demo.people import RECEIVER, sample_workspace
from server.demo.sources import age_ms

NOW = 1_795_000_000_000


@pytest.fixture
def store() -> MailStore:
    store = MailStore(sample_workspace())
    store.load(None, now=NOW)
    return store


def about(store: MailStore, person: str, subject: str) -> Copy:
    return next(copy for copy in reversed(store.of(person)) if subject in copy.header("Subject"))


def test_the_same_mail_has_another_id_for_everybody(store: MailStore) -> None:
    copies = [about(store, person, "4711") for person in ("jonas", "mia", "eva", "lena")]
    assert len({copy.id for copy in copies}) == 4
    assert len({copy.header("Message-ID") for copy in copies}) == 1
    assert all(re.fullmatch(r"[0-9a-f]{16}", copy.id) for copy in copies)


def test_dates_are_as_old_as_the_file_says(store: MailStore) -> None:
    copy = about(store, "jonas", "4711")
    assert copy.at == NOW - 35 * 60_000
    assert email.utils.parsedate_to_datetime(copy.header("Date")).timestamp() == copy.at // 1000
    assert "X-Demo-Age" not in dict(copy.headers)


def test_only_members_get_a_mailbox_s_mail(store: MailStore) -> None:
    assert "INBOX" in about(store, "mia", "Monteurin").labels
    with pytest.raises(StopIteration):
        about(store, "lena", "Monteurin")
    assert [copy.header("Subject") for copy in store.of("tom")] == ["Fotos vom Wochenende"]


def test_a_private_mail_is_in_one_mailbox_only(store: MailStore) -> None:
    holders = [
        p.key
        for p in store.workspace.people
        if any("Heute Abend" in c.header("Subject") for c in store.of(p.key))
    ]
    assert holders == ["jonas"]


def test_a_reply_is_sent_for_its_author_and_delivered_to_the_others(store: MailStore) -> None:
    message_id = "m-2210-1@mail.kontor.example"
    sent, received = store.find("mia", message_id), store.find("jonas", f"<{message_id}>")
    assert sent is not None
    assert received is not None
    assert sent.labels == ("SENT",)
    assert "INBOX" in received.labels
    assert not sent.header("Authentication-Results")
    assert "dmarc=pass" in received.header("Authentication-Results")
    assert len(store.thread("jonas", received.thread_id)) == 3


def test_a_forged_colleague_has_sent_nothing(store: MailStore) -> None:
    forged = about(store, "mia", "ontonummer")
    assert forged.labels[0] == "INBOX"
    assert forged.header("Authentication-Results").startswith(RECEIVER)
    assert "dmarc=fail" in forged.header("Authentication-Results")


KINDS: dict[str, Callable[[Copy], bool]] = {
    "auto-reply": lambda c: (
        c.header("Auto-Submitted") == "auto-replied" and c.header("X-Auto-Response-Suppress") == "All"
    ),
    "bounce": lambda c: c.mime_type == "multipart/report" and "delivery-status" in c.header("Content-Type"),
    "list": lambda c: bool(c.header("List-Id") and c.header("List-Unsubscribe")),
    "own group": lambda c: (
        c.header("List-ID") == "<support.kontor.example>" and bool(c.header("X-Original-From"))
    ),
    "voicemail": lambda c: c.header("Content-Class") == "urn:content-classes:voice",
    "no Message-ID": lambda c: not c.header("Message-ID"),
    "both mailboxes": lambda c: "support@" in c.header("To") and "bewerbung@" in c.header("To"),
    "an alias": lambda c: "hilfe@" in c.header("To"),
    "the other alias": lambda c: "jobs@" in c.header("To"),
    "HTML-looking subject": lambda c: "<script>" in c.header("Subject"),
    "encoded words": lambda c: c.header("Subject").startswith("=?ISO-8859-1?Q?"),
    "raw UTF-8": lambda c: c.header("Subject").startswith("Grüße"),
    "long subject": lambda c: len(c.header("Subject")) > 250,
    "robot": lambda c: "no-reply@" in c.header("From"),
    "form": lambda c: c.header("Auto-Submitted") == "auto-generated" and "Reply-To" in dict(c.headers),
    "English": lambda c: "Kind regards" in c.text,
    "HTML only": lambda c: c.mime_type == "text/html" and "Gutschrift" in c.text and "alert(" not in c.text,
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_holds_every_kind(store: MailStore, kind: str) -> None:
    assert any(KINDS[kind](copy) for copy in store.of("mia"))


def test_the_sample_is_about_forty_mails(store: MailStore) -> None:
    everything = [c for p in store.workspace.people for c in store.of(p.key)]
    assert 40 <= len({(c.header("Message-ID"), c.header("Subject")) for c in everything}) <= 50


def test_reading_takes_the_mark_off(store: MailStore) -> None:
    copy = about(store, "jonas", "4711")
    assert "UNREAD" in copy.labels
    store.mark_read("jonas", copy.id)
    again, other = store.copy("jonas", copy.id), about(store, "mia", "4711")
    assert again is not None
    assert "UNREAD" not in again.labels
    assert "UNREAD" in other.labels


def test_a_reply_reaches_the_colleagues(store: MailStore) -> None:
    original = about(store, "jonas", "4711")
    sent = send(store, store.workspace.person("jonas"), Outgoing("Guten Tag!", original), now=NOW)
    assert sent.labels == ("SENT",)
    assert sent.thread_id == original.thread_id
    assert sent.header("In-Reply-To") == original.header("Message-ID")
    received = store.find("eva", sent.header("Message-ID"))
    assert received is not None
    assert received.header("Cc") == "support@kontor.example"


def test_a_forward_starts_a_thread_of_its_own(store: MailStore) -> None:
    original = about(store, "jonas", "4711")
    letter = Outgoing("Schau bitte.", original, forward_to="extern@example.net")
    sent = send(store, store.workspace.person("jonas"), letter, now=NOW)
    assert sent.thread_id != original.thread_id
    assert not sent.header("In-Reply-To")


@pytest.mark.parametrize(("text", "minutes"), [("35m", 35), ("2h10m", 130), ("3d", 4320)])
def test_ages(text: str, minutes: int) -> None:
    assert age_ms(text) == minutes * 60_000


@pytest.mark.parametrize("text", ["", "soon", "3", "m3"])
def test_what_is_no_age_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        age_ms(text)


MAIL = (
    b"From: Ann <ann@example.org>\r\nTo: team@firm.example\r\nSubject: %b\r\nMessage-ID: <%b@example.org>\r\n"
    b"Date: Thu, 1 Jan 2026 10:0%b:00 +0000\r\n\r\nHello\r\n"
)


def foreign(path: Path) -> MailStore:
    store = MailStore(sample_workspace())
    store.load(path, now=NOW)
    return store


def test_any_folder_of_mail_can_be_shown(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(MAIL % (b"one", b"1", b"1"))
    boxed = mailbox.mbox(tmp_path / "box.mbox")
    boxed.add(MAIL % (b"two", b"2", b"2"))
    boxed.close()
    folder = mailbox.Maildir(tmp_path / "dir")
    folder.add(MAIL % (b"three", b"3", b"3"))
    folder.close()
    store = foreign(tmp_path)
    assert [copy.header("Subject") for copy in store.of("jonas")] == ["three", "two", "one"]
    assert store.busiest_addresses(1) == ["team@firm.example"]


@pytest.mark.parametrize(
    "data", [b"", b"\xff\x00\xfe", b"Subject: \xe4\r\nContent-Type: text/plain; charset=nope\r\n\r\n\xe4"]
)
def test_a_broken_mail_is_shown_as_far_as_it_goes(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.eml").write_bytes(data)
    assert len(foreign(tmp_path).of("mia")) == 1
