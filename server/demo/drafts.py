"""Drafts that add-ons create in the demo's Gmail; they wait there until somebody opens them."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from itertools import count

FIRST_ID = 0x1D00000000000000


@dataclass(frozen=True, slots=True)
class CreatedDraft:
    """One draft of one person; the mail's own id is 16 hex digits, the draft's begins with `r`."""

    id: str
    message_id: str
    thread_id: str
    person: str
    mail: EmailMessage


class Drafts:
    """Everybody's created drafts, in memory; safe to share between threads."""

    def __init__(self) -> None:
        """Start with none."""
        self._mutex = threading.Lock()
        self._numbers = count(1)
        self._found: dict[str, CreatedDraft] = {}

    def add(self, person: str, thread_id: str, raw: bytes) -> CreatedDraft:
        """Keep a raw mail as a draft; ValueError for an empty one."""
        if not raw:
            raise ValueError
        mail = message_from_bytes(raw, _class=EmailMessage, policy=SMTP)
        with self._mutex:
            number = next(self._numbers)
            made = CreatedDraft(f"r{number}", f"{FIRST_ID + number:016x}", thread_id, person, mail)
            self._found[made.id] = made
            return made

    def get(self, person: str, draft: str) -> CreatedDraft | None:
        """Give one draft of a person."""
        found = self._found.get(draft)
        return found if found and found.person == person else None
