"""Import from files: twice is once, what is broken is named, memory and time stay in bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.domain.errors import NotFound
from server.usecases.importing import Report, import_mail, size_of, thread_mail
from server.usecases.ingest import Result
from tests.support.office import Office

MAILS = (
    ("a@x", ""),
    ("b@x", "<a@x>"),
    ("c@x", "<nobody@x> <b@x>"),
    ("", ""),
    ("a@x", ""),
)


def eml(message_id: str, refers: str = "", sender: str = "ada@wald.example", day: int = 3) -> str:
    headers = [f"From: {sender}", "To: support@firma.example", "Subject: Frage", f"References: {refers}"]
    headers.append(f"Date: {day} Sep 2026 10:00:00 +0000")
    if message_id:
        headers.append(f"Message-ID: <{message_id}>")
    return "\n".join(headers) + "\n\nText\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, (message_id, refers) in enumerate(MAILS):
        (tmp_path / f"{number}.eml").write_text(eml(message_id, refers), encoding="utf-8")
    (tmp_path / "9.eml").write_bytes(b"\x00\xff no mail at all")
    return tmp_path


def run(office: Office, *paths: Path) -> Report:
    return import_mail(office.inbox, paths, mailbox="support", progress=lambda _: None)


def dumped(office: Office) -> dict[str, object]:
    client = office.workspaces.store.client
    names = client.scan_iter(match=f"v1:{{{office.id}}}:*", count=1000)
    return {name: client.execute_command("DUMP", name, NEVER_DECODE=True) for name in names}


def test_every_mail_is_taken_in_and_the_broken_one_named(office: Office, folder: Path) -> None:
    told: list[int] = []
    report = import_mail(office.inbox, [folder], mailbox="support", progress=told.append)
    assert (report.counts[Result.CREATED], report.counts[Result.ATTACHED], report.counts[Result.KNOWN]) == (
        2,
        2,
        1,
    )
    assert [fault.source.rpartition("/")[2] for fault in report.faults] == ["9.eml"]
    assert sum(told) == size_of([folder])


def test_a_second_time_changes_nothing_in_the_store(office: Office, folder: Path) -> None:
    run(office, folder)
    before = dumped(office)
    assert run(office, folder).counts[Result.KNOWN] == len(MAILS)
    assert dumped(office) == before


def test_conflicting_and_corrected_mail_is_imported_once_as_well(office: Office, tmp_path: Path) -> None:
    passed = "Authentication-Results: mx.firma.example; dmarc=pass header.from=firma.example\n"
    ours = eml("r@x", "<a@x>", sender="anna@firma.example")
    texts = [
        eml("a@x"),
        eml("a@x", sender="bob@feld.example", day=4),
        eml("a@x", sender="eve@boese.example", day=5),
    ]
    for number, text in enumerate([*texts, ours, passed + ours, ours]):
        (tmp_path / f"{number}.eml").write_text(text, encoding="utf-8")
    run(office, tmp_path)
    before = dumped(office)
    run(office, tmp_path)
    assert dumped(office) == before


def test_an_unknown_mailbox_is_said_before_anything_is_read(office: Office, folder: Path) -> None:
    with pytest.raises(NotFound):
        import_mail(office.inbox, [folder], mailbox="nowhere", progress=lambda _: None)


def test_threading_commits_once_for_each_mail_it_is_fed(office: Office, folder: Path) -> None:
    office.set("support", trust_references=True)
    files = sorted(folder.glob("*.eml"), reverse=True)
    threads = thread_mail(office.inbox, [*files, *files], mailbox="support")
    assert threads.commits == threads.report.taken == 2 * len(MAILS)
    groups = sorted(sorted(group) for group in threads.conversations)
    assert groups[0] == ["a@x", "b@x", "c@x"]
    assert groups[1][0].startswith("synth:")
