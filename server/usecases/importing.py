"""Taking in mail that lies in files: for good into a mailbox, or only to see how it would thread."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from server.domain.errors import Invalid, NotFound
from server.domain.events import Actor
from server.domain.mailheaders import Headers
from server.domain.messages import Source
from server.domain.reading import Letter, Origin, read
from server.domain.vocabulary import Via
from server.providers import mailfiles
from server.providers.mailfiles import MailFile
from server.usecases.inbox import Inbox
from server.usecases.ingest import Ingested, Result, take_in
from server.usecases.placing import Rules

IMPORTER = Actor("import", Via.INGEST)


@dataclass(frozen=True, slots=True)
class Fault:
    """A mail that was skipped: where it lies, and why."""

    source: str
    why: str


@dataclass(slots=True)
class Report:
    """What an import did: mails by what became of them, and those that were skipped."""

    counts: dict[Result, int] = field(default_factory=lambda: dict.fromkeys(Result, 0))
    faults: list[Fault] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """How many mails were read and taken in."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class Threads:
    """Conversations as lists of canonical ids; `commits` is the store's own count of what was written."""

    conversations: list[list[str]]
    report: Report
    commits: int


def size_of(paths: Sequence[Path]) -> int:
    """The bytes that an import of these files and folders will read."""
    return mailfiles.total_size(paths)


def import_mail(
    inbox: Inbox, paths: Sequence[Path], *, mailbox: str, progress: Callable[[int], None]
) -> Report:
    """Take every mail below the paths into a mailbox; doing it again changes nothing.

    Broken mails are reported and skipped. `progress` is told the bytes of each mail. NotFound for no such
    mailbox.
    """
    report = Report()
    for file, letter in _letters(inbox, paths, mailbox=mailbox, report=report):
        if letter is not None:
            _take(inbox, letter, mailbox=mailbox, copy=_copy_name(file.source), report=report)
        progress(file.size)
    return report


def thread_mail(inbox: Inbox, paths: Sequence[Path], *, mailbox: str) -> Threads:
    """Take every mail in, one by one in the given order, and return the conversations that came of it."""
    report = Report()
    home: dict[str, str] = {}
    for _, letter in _letters(inbox, paths, mailbox=mailbox, report=report):
        if letter is not None:
            # A mail that is given twice came twice: each time is a copy of its own.
            done = _take(inbox, letter, mailbox=mailbox, copy=str(report.taken), report=report)
            home[done.message.id] = done.conversation or ""
    ends = inbox.conversations.ends(home.values())
    groups: dict[str, list[str]] = {}
    for message, conversation in home.items():
        groups.setdefault(ends[conversation].id, []).append(message)
    return Threads(list(groups.values()), report, inbox.conversations.commits() if report.taken else 0)


def headers_of(path: Path) -> Headers:
    """The headers of the first mail in a file; Invalid if there is none."""
    file = next(iter(mailfiles.read([path])))
    if file.headers is None:
        raise Invalid("%(file)s %(fault)s.", file=file.source, fault=file.fault)
    return file.headers


def letter_of(inbox: Inbox, headers: Headers) -> Letter:
    """Read one mail from a file in the light of the workspace."""
    origin = Origin(Source.INGEST, inbox.clock())
    key_of = inbox.conversations.digests.message
    return read(headers, origin, directory=inbox.directory, receivers=inbox.receivers, key_of=key_of)


def _letters(
    inbox: Inbox, paths: Sequence[Path], *, mailbox: str, report: Report
) -> Iterator[tuple[MailFile, Letter | None]]:
    """Every mail below the paths, read; None for one that cannot be, which is then in the report."""
    if mailbox not in inbox.directory.mailboxes:
        raise NotFound("There is no mailbox “%(mailbox)s”.", mailbox=mailbox)
    for file in mailfiles.read(paths):
        if file.headers is None:
            report.faults.append(Fault(file.source, file.fault or "is not a mail"))
            yield file, None
        else:
            yield file, letter_of(inbox, file.headers)


def _take(inbox: Inbox, letter: Letter, *, mailbox: str, copy: str, report: Report) -> Ingested:
    done = take_in(inbox, letter, Rules(IMPORTER, mailbox=mailbox, importing=True, copy=copy))
    report.counts[done.result] += 1
    return done


def _copy_name(source: str) -> str:
    """A short name for one copy of a mail: where it lies, without telling where."""
    return hashlib.sha256(source.encode("utf-8", "surrogateescape")).hexdigest()[:12]
