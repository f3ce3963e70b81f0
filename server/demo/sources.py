"""Where the demo's mail comes from: the sample folder, or any mbox, Maildir or .eml files."""

from __future__ import annotations

import contextlib
import email.utils
import mailbox
import re
from collections.abc import Iterator
from pathlib import Path

from server.demo.people import RECEIVER
from server.demo.rawmail import RawMail, parse

SAMPLE = Path(__file__).parent / "sample_mail" / "mail"
LIMIT = 2_000
_AGE = re.compile(r"(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?")
_ZONE_HOURS = 1


def sample(now: int) -> list[RawMail]:
    """Read the sample mail, each as old as its X-Demo-Age says, oldest first."""
    mails = [_aged(parse(path.read_bytes(), at=now), now) for path in sorted(SAMPLE.glob("*.eml"))]
    return sorted(mails, key=lambda mail: mail.at)


def from_path(path: Path, now: int) -> list[RawMail]:
    """Read a file or folder of any known kind; the newest 2,000 mails, oldest first."""
    mails = sorted((parse(data, at=now) for data in _bytes_of(path)), key=lambda mail: mail.at)
    return mails[-LIMIT:]


def age_ms(text: str) -> int:
    """Turn 35m, 2h10m or 3d into milliseconds; ValueError for anything else."""
    match = _AGE.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        raise ValueError(text)
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60_000


def date_header(at: int) -> str:
    """Write a time as an RFC 5322 date in the firm's own zone."""
    local = email.utils.formatdate(at / 1000 + _ZONE_HOURS * 3600)
    return local.replace("-0000", f"+{_ZONE_HOURS:02}00")


def received_header(at: int, host: str) -> str:
    """Write the Received line of the firm's own server."""
    return f"from {host} by {RECEIVER} with ESMTPS id {at:x}; {date_header(at)}"


def authentication_header(domain: str) -> str:
    """Write what the firm's own server says about a mail that passed every check."""
    passed = f"spf=pass smtp.mailfrom={domain}; dkim=pass header.d={domain}; dmarc=pass header.from={domain}"
    return f"{RECEIVER}; {passed}"


def _aged(mail: RawMail, now: int) -> RawMail:
    at = now - age_ms(mail.first("X-Demo-Age") or "1h")
    kept = tuple(pair for pair in mail.headers if not pair[0].lower().startswith("x-demo-age"))
    return RawMail((*kept, ("Date", date_header(at))), mail.text, mail.mime_type, mail.size, at)


def _bytes_of(path: Path) -> Iterator[bytes]:
    if path.is_dir() and (path / "cur").is_dir():
        yield from _boxed(mailbox.Maildir(path, create=False))
    elif path.is_dir():
        for child in sorted(path.iterdir()):
            if not child.name.startswith("."):
                yield from _bytes_of(child)
    elif _is_mbox(path):
        yield from _boxed(mailbox.mbox(path, create=False))
    else:
        yield path.read_bytes()


def _boxed(box: mailbox.Maildir | mailbox.mbox) -> Iterator[bytes]:
    with contextlib.closing(box):
        yield from (box.get_bytes(key) for key in box.iterkeys())


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(5) == b"From "
