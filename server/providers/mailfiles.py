"""Headers of mail kept in files: single mails, mbox files, Maildir and folders of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from server.domain.mailheaders import Headers
from server.providers import mailstream

_OUTLOOK_ITEM = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class MailFile:
    """The headers of one mail, or why there are none.

    `source` names file and place ("inbox.mbox#00012"); `size` are the bytes it took, so that the sizes read
    so far and `total_size` make a progress bar.
    """

    source: str
    headers: Headers | None
    fault: str | None
    size: int


def read(paths: Iterable[Path]) -> Iterator[MailFile]:
    """Every mail below the given files and folders, in a stable order; a broken one is reported, not raised.

    Bodies are never kept: memory stays the same whatever the size of a file, time grows with its length.
    """
    for source, path in _files(paths):
        try:
            yield from _read_file(source, path)
        except OSError as error:
            yield MailFile(source, None, f"cannot be read: {error.strerror}", 0)


def total_size(paths: Iterable[Path]) -> int:
    """The bytes of all files that `read` would open."""
    return sum(path.stat().st_size for _, path in _files(paths) if path.is_file())


def _files(paths: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    for path in paths:
        if path.is_dir():
            yield from ((f"{path.name}/{found.relative_to(path)}", found) for found in _below(path))
        else:
            yield path.name, path


def _below(folder: Path) -> Iterator[Path]:
    """Files of a folder, sorted; of a Maildir only cur, new and sub-folders; symbolic links lead nowhere.

    A folder that cannot be listed stands for itself, so that it is reported.
    """
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.is_symlink())
    except OSError:
        yield folder
        return
    is_maildir = (folder / "cur").is_dir() and (folder / "new").is_dir()
    for entry in entries:
        if entry.is_dir():
            if not (is_maildir and entry.name == "tmp"):
                yield from _below(entry)
        elif not is_maildir and not entry.name.startswith("."):
            yield entry


def _read_file(source: str, path: Path) -> Iterator[MailFile]:
    if not path.is_file():
        fault = "is not a readable file" if path.exists() else "does not exist"
        yield MailFile(source, None, fault, 0)
        return
    size = path.stat().st_size
    with path.open("rb") as file:
        opening = next((line for line in mailstream.lines(file) if line.strip()), b"")
        file.seek(0)
        if mailstream.is_separator(opening):
            yield from _read_mbox(source, file, size=size)
        elif opening.startswith(_OUTLOOK_ITEM):
            yield MailFile(source, None, "is an Outlook item; save it as .eml", size)
        else:
            yield _mail(source, mailstream.head(mailstream.lines(file)), size=size)


def _read_mbox(source: str, file: BinaryIO, *, size: int) -> Iterator[MailFile]:
    number = 0
    for head, taken in mailstream.heads(mailstream.lines(file)):
        number += 1
        yield _mail(f"{source}#{number:05d}", head, size=taken)
    if number == 0:
        yield MailFile(source, None, "is not a mail", size)


def _mail(source: str, head: list[bytes], *, size: int) -> MailFile:
    headers = mailstream.fields(head)
    return MailFile(source, headers, None if headers else "is not a mail", size)
