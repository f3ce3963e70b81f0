"""Taking in mail from a file: messages per second at two sizes, beside notmuch where it is installed."""

from __future__ import annotations

import mailbox
import os
import shutil
import subprocess
import time
from email.message import EmailMessage
from pathlib import Path

from benchmarks import filling, stage
from benchmarks.filling import sample
from benchmarks.table import Figure, at_most, show
from server import bootstrap
from server.demo.founding import found
from server.demo.people import sample_workspace
from server.store.embedded import EmbeddedServer
from server.usecases.importing import import_mail

TEXT = "Guten Tag,\n\ndie Rechnung stimmt leider nicht. Bitte um eine neue.\n\n" * 20


def measure(folder: Path, sizes: tuple[int, int]) -> None:
    """Import two files of different length and print how fast."""
    rates, figures = [], list[Figure]()
    for size in sizes:
        place = folder / f"import-{size}"
        maildir = _write(place, size)
        rates.append(size / _import(place))
        figures.append(Figure(f"import, {size:,} messages", f"{rates[-1]:,.0f} per s"))
        figures.append(_notmuch(place, maildir, size))
    figures.append(at_most("import, time per message at the larger size", rates[0] / rates[1], 1.15))
    show("Importing mail (headers only; every message acknowledged on disk)", figures)


def _write(folder: Path, size: int) -> Path:
    """The same mails as one mbox and as a Maildir, three to a thread."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    box, maildir = mailbox.mbox(folder / "mails.mbox"), mailbox.Maildir(folder / "mails")
    for number in range(size):
        mail = _mail(number // 3, number % 3)
        box.add(mail)
        maildir.add(mail)
    box.close()
    return folder / "mails"


def _mail(number: int, place: int) -> EmailMessage:
    known, mail = sample(number), EmailMessage()
    mail["Message-ID"] = f"<{known.message_id(place)}>"
    mail["From"] = f"{known.customer.name} <{known.customer.address}>"
    mail["To"] = "Support <support@kontor.example>"
    mail["Subject"] = known.subject if place == 0 else f"Re: {known.subject}"
    mail["Date"] = "Sat, 01 Nov 2025 12:00:00 +0000"
    if place:
        mail["In-Reply-To"] = f"<{known.message_id(place - 1)}>"
        mail["References"] = " ".join(f"<{known.message_id(before)}>" for before in range(place))
    mail.set_content(TEXT)
    return mail


def _import(folder: Path) -> float:
    server = EmbeddedServer(folder / "store")
    try:
        settings, _ = stage.settings(folder, "http://127.0.0.1:1", redis_url=server.start())
        workspaces = bootstrap.connected(settings, server.url)
        found(workspaces, sample_workspace())
        started = time.perf_counter()
        inbox = workspaces.inbox(filling.WORKSPACE)
        import_mail(inbox, [folder / "mails.mbox"], mailbox="support", progress=lambda _: None)
        return time.perf_counter() - started
    finally:
        server.stop()


def _notmuch(folder: Path, maildir: Path, size: int) -> Figure:
    name = f"  notmuch new, {size:,} messages"
    if not shutil.which("notmuch"):
        return Figure(name, "not installed (apt-get install notmuch)")
    config = folder / "notmuch-config"
    config.write_text(
        f"[database]\npath={maildir}\n[user]\nname=x\nprimary_email=x@kontor.example\n", encoding="ascii"
    )
    environment = {**os.environ, "NOTMUCH_CONFIG": str(config), "HOME": str(folder)}
    started = time.perf_counter()
    subprocess.run(["notmuch", "new", "--quiet"], env=environment, check=True, capture_output=True)
    return Figure(name, f"{size / (time.perf_counter() - started):,.0f} per s")
