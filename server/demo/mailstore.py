"""Everybody's Gmail mailbox: the same mail under a different id for each person."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from server.demo import sources
from server.demo.delivery import Delivery, deliveries, to_everybody
from server.demo.people import SampleWorkspace
from server.demo.rawmail import Headers, RawMail, first, snippet

_ID = re.compile(r"<[^<>\s]+>")


@dataclass(frozen=True, slots=True)
class Copy:
    """One message in one person's Gmail mailbox; ids are 16 hex digits, `at` is internalDate (ms UTC)."""

    id: str
    thread_id: str
    person: str
    labels: tuple[str, ...]
    headers: Headers
    mime_type: str
    size: int
    at: int
    text: str

    @property
    def snippet(self) -> str:
        """The first line of text, as lists show it."""
        return snippet(self.text)

    def header(self, name: str) -> str:
        """Give a header's value, or nothing."""
        return first(self.headers, name) or ""


class MailStore:
    """Holds every copy in memory; safe to share between threads."""

    def __init__(self, workspace: SampleWorkspace) -> None:
        """Start with empty mailboxes for the people of a workspace."""
        self.workspace = workspace
        self._mutex = threading.Lock()
        self._copies: dict[tuple[str, str], Copy] = {}
        self._threads: dict[tuple[str, str], str] = {}
        self._addressed: Counter[str] = Counter()

    def load(self, path: Path | None, *, now: int) -> None:
        """Fill the mailboxes with the sample mail, or with what stands at `path`."""
        if path is None:
            for mail in sources.sample(now):
                self.deliver(mail, deliveries(mail, self.workspace, now=now))
        else:
            for mail in sources.from_path(path, now):
                self.deliver(mail, to_everybody(mail, self.workspace))

    def deliver(self, mail: RawMail, copies: Iterable[Delivery]) -> list[Copy]:
        """Put one mail into the mailboxes of those who get it."""
        with self._mutex:
            self._addressed.update(mail.addresses("to", "cc", "delivered-to"))
            return [self._put(mail, copy) for copy in copies]

    def copy(self, person: str, gmail_id: str) -> Copy | None:
        """Find one message in one person's mailbox."""
        with self._mutex:
            return self._copies.get((person, gmail_id))

    def thread(self, person: str, thread_id: str) -> list[Copy]:
        """List a thread of one person's mailbox, oldest first."""
        return sorted((c for c in self.of(person) if c.thread_id == thread_id), key=lambda c: c.at)

    def of(self, person: str) -> list[Copy]:
        """List all of one person's messages, newest first."""
        with self._mutex:
            mine = [copy for (owner, _), copy in self._copies.items() if owner == person]
        return sorted(mine, key=lambda copy: copy.at, reverse=True)

    def find(self, person: str, message_id: str) -> Copy | None:
        """Find a person's copy of the mail with an RFC 5322 Message-ID, with or without its brackets."""
        wanted = message_id.strip().removeprefix("<").removesuffix(">")
        if not wanted:
            return None
        return next((c for c in self.of(person) if c.header("Message-ID").strip("<> ") == wanted), None)

    def mark_read(self, person: str, gmail_id: str) -> None:
        """Take the label UNREAD off one message."""
        with self._mutex:
            copy = self._copies.get((person, gmail_id))
            if copy is not None:
                kept = tuple(label for label in copy.labels if label != "UNREAD")
                self._copies[person, gmail_id] = replace(copy, labels=kept)

    def busiest_addresses(self, limit: int) -> list[str]:
        """Name the addresses that most mail went to, so that foreign mail can be given a mailbox."""
        with self._mutex:
            return [address for address, _ in self._addressed.most_common(limit)]

    def mails(self) -> list[Copy]:
        """Every mail once, whoever has copies of it, with its headers as its mailbox group delivered it."""
        with self._mutex:
            return list(
                {copy.header("Message-ID") or copy.id: copy for copy in self._copies.values()}.values()
            )

    def _put(self, mail: RawMail, delivery: Delivery) -> Copy:
        gmail_id = self._fresh_id(mail, delivery.person)
        copy = Copy(
            id=gmail_id,
            thread_id=self._thread_of(mail, delivery.person) or gmail_id,
            person=delivery.person,
            labels=delivery.labels,
            headers=delivery.headers,
            mime_type=mail.mime_type,
            size=mail.size,
            at=mail.at,
            text=mail.text,
        )
        self._copies[delivery.person, gmail_id] = copy
        for own in _ID.findall(mail.first("Message-ID") or ""):
            self._threads[delivery.person, own] = copy.thread_id
        return copy

    def _thread_of(self, mail: RawMail, person: str) -> str | None:
        named = f"{mail.first('References') or ''} {mail.first('In-Reply-To') or ''}"
        known = (self._threads.get((person, ancestor)) for ancestor in reversed(_ID.findall(named)))
        return next((thread for thread in known if thread is not None), None)

    def _fresh_id(self, mail: RawMail, person: str) -> str:
        # Gmail's ids begin with the time; the tail keeps two people's copies apart.
        seed = f"{person}\n{mail.first('Message-ID')}\n{mail.first('Subject')}"
        tail = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "replace")).digest()[:4]) & 0xFFFFF
        number = (max(mail.at, 1 << 40) << 20) | tail
        while (person, f"{number:016x}") in self._copies:
            number += 1
        return f"{number:016x}"
