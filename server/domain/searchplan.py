"""What a query asks of the index, and whether a record is what was asked for; both from the same plan.

The index finds by words; the record has the last word, so that what the index cannot say exactly (phrases, senders,
fields), or says too late, is never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from server.domain import policy
from server.domain.conversation import Conversation
from server.domain.errors import Invalid
from server.domain.fieldvalues import fields_in
from server.domain.postings import assignee_mark, began, marks, standing_mark, tag_mark
from server.domain.searching import Kind, Piece, day_of, standing_of
from server.domain.searchwords import (
    SHORTEST,
    address_words,
    all_words,
    called,
    domain_words,
    folded,
    words_of,
)
from server.domain.vocabulary import Standing
from server.domain.workspace import Agent, Directory

SHOWN = (Standing.OPEN, Standing.PENDING, Standing.SNOOZED, Standing.CLOSED)
"""What is searched unless a status is asked for: spam only where it is."""
_PREFIX = 3
"""Letters from which on a word is found by its beginning."""
_ME = frozenset({"me", "mich", "ich"})
_NOBODY = frozenset({"nobody", "none", "niemand", "niemanden", "-"})


@dataclass(frozen=True, slots=True)
class Term:
    """One of `words` must be there, or none of them (`without`); those that end in * are beginnings."""

    words: tuple[str, ...]
    without: bool = False

    def fits(self, have: frozenset[str]) -> bool:
        """Whether the marks of a record satisfy it."""
        return self.without != any(_has(have, word) for word in self.words)


@dataclass(frozen=True, slots=True)
class Plan:
    """A query understood by one reader: terms for the index, and what only a record can say.

    `since` and `before` are ms UTC; `mailboxes` None means all of the reader's; `message` is a Message-ID;
    `other_than` a customer whose conversations are not meant. With `within`, its words are those of comments, of
    which a record knows nothing, and only a record can say the rest.
    """

    terms: tuple[Term, ...] = ()
    since: int | None = None
    before: int | None = None
    mailboxes: frozenset[str] | None = None
    assignees: frozenset[str | None] | None = None
    phrases: tuple[tuple[str, ...], ...] = ()
    senders: tuple[str, ...] = ()
    fields: tuple[tuple[frozenset[str], str], ...] = ()
    message: str | None = None
    other_than: str | None = None
    within: tuple[Term, ...] = ()

    @property
    def is_exact(self) -> bool:
        """Whether the index can say nearly all of it, so that what it offers is what is shown."""
        return not (self.phrases or self.senders or self.fields or self.other_than or self.within)

    def fits(self, record: Conversation) -> bool:
        """Whether a record is what was asked for; nothing is said of who may see it."""
        have = frozenset(marks(record))
        return all(term.fits(have) for term in self.terms) and self.fits_beside_terms(record)

    def fits_beside_terms(self, record: Conversation) -> bool:
        """The same of a record that the index has just offered, whose commit keeps its words in step."""
        return (
            (self.since is None or began(record) >= self.since)
            and (self.before is None or began(record) < self.before)
            and (self.mailboxes is None or not self.mailboxes.isdisjoint(record.mailboxes))
            and (self.assignees is None or record.assignee in self.assignees)
            and all(_says(record, phrase) for phrase in self.phrases)
            and all(_sent(record, sender) for sender in self.senders)
            and all(_filled(record, names, value) for names, value in self.fields)
            and (self.other_than is None or record.customer != self.other_than)
        )


def plan(pieces: Sequence[Piece], *, directory: Directory, agent: Agent, zone: ZoneInfo) -> Plan:
    """What the pieces mean for a reader; Invalid for somebody or something that they do not know."""
    made = _Making(directory, agent, zone)
    made.comments = any(piece.kind is Kind.WITHIN for piece in pieces)
    for piece in pieces:
        made.take(piece)
    return made.plan()


class _Making:
    """A plan while its pieces are gone through."""

    def __init__(self, directory: Directory, agent: Agent, zone: ZoneInfo) -> None:
        self.directory, self.agent, self.zone = directory, agent, zone
        self.terms: list[Term] = []
        self.since: int | None = None
        self.before: int | None = None
        self.mailboxes: frozenset[str] | None = None
        self.assignees: frozenset[str | None] | None = None
        self.phrases: list[tuple[str, ...]] = []
        self.senders: list[str] = []
        self.fields: list[tuple[frozenset[str], str]] = []
        self.message: str | None = None
        self.standing = False
        self.comments = False
        self.within: list[Term] = []

    def take(self, piece: Piece) -> None:
        """Add one piece."""
        getattr(self, f"_{piece.kind.value}")(piece)

    def plan(self) -> Plan:
        """All of it; spam only where it was asked for."""
        if self.comments and all(term.without for term in self.within):
            raise Invalid("Please say which word the comments should have.")
        if not self.standing:
            self.terms.append(Term(tuple(map(standing_mark, SHOWN))))
        return Plan(
            tuple(self.terms),
            self.since,
            self.before,
            self.mailboxes,
            self.assignees,
            tuple(self.phrases),
            tuple(self.senders),
            tuple(self.fields),
            self.message,
            within=tuple(self.within),
        )

    def _within(self, piece: Piece) -> None:
        del piece
        if not self.directory.workspace.search_comments:
            raise Invalid("Comments are not searched here. An admin can switch that on in the settings.")

    def _words(self, piece: Piece) -> None:
        if self.comments:
            found = words_of(piece.value)
            self.within += [Term((f"{w}*",) if len(w) >= _PREFIX else (w,), piece.without) for w in found]
            return
        if "@" in piece.value:
            self.terms += [Term((word,), piece.without) for word in address_words(piece.value.lower())]
            return
        self.terms += [Term(_spellings(word), piece.without) for word in words_of(piece.value)]

    def _phrase(self, piece: Piece) -> None:
        if self.comments:
            self.within += [Term((word,), piece.without) for word in words_of(piece.value)]
            return
        self.terms += [Term((word,), piece.without) for word in words_of(piece.value)]
        if not piece.without:
            self.phrases.append(tuple(all_words(piece.value)))

    def _status(self, piece: Piece) -> None:
        self.standing = self.standing or not piece.without
        self.terms.append(Term((standing_mark(standing_of(piece.value)),), piece.without))

    def _tag(self, piece: Piece) -> None:
        self.terms.append(Term((tag_mark(piece.value),), piece.without))

    def _from(self, piece: Piece) -> None:
        value = piece.value.lower().lstrip("@")
        words = [*address_words(value)] if "@" in value else _domain_or_name(value)
        self.terms += [Term(_spellings(word)) for word in words]
        self.senders.append(folded(value))

    def _assignee(self, piece: Piece) -> None:
        found = frozenset(self._parties(piece.value))
        if not found:
            raise Invalid("Nobody whom you know is called “%(name)s”.", name=piece.value)
        self.terms.append(Term(tuple(sorted(map(assignee_mark, found))), piece.without))
        if not piece.without:
            self.assignees = found if self.assignees is None else self.assignees & found

    def _parties(self, value: str) -> Iterable[str | None]:
        wanted = folded(value)
        if wanted in _NOBODY:
            return (None,)
        if wanted in _ME:
            return (f"agent:{self.agent.id}",)
        known = policy.colleagues(self.directory, self.agent.id)
        agents = (self.directory.agents[one] for one in known if one in self.directory.agents)
        found = [f"agent:{a.id}" for a in agents if called(wanted, a.name, *a.emails)]
        teams = self.directory.teams.values()
        return found + [f"team:{t.id}" for t in teams if called(wanted, t.name) and known & {*t.members}]

    def _mailbox(self, piece: Piece) -> None:
        wanted = folded(piece.value)
        boxes = [box for box, _ in self.directory.memberships(self.agent.id)]
        found = frozenset(b.id for b in boxes if called(wanted, b.name, *b.addresses))
        if not found:
            raise Invalid("You are in no mailbox that is called “%(name)s”.", name=piece.value)
        self.mailboxes = found if self.mailboxes is None else self.mailboxes & found

    def _field(self, piece: Piece) -> None:
        wanted = folded(piece.name)
        mine = (box.id for box, _ in self.directory.memberships(self.agent.id))
        known = fields_in(self.directory, mine)
        found = frozenset(one.id for one in known if called(wanted, one.name, one.id))
        if not found:
            raise Invalid("There is no field “%(field)s”.", field=piece.name)
        self.terms += [Term(_spellings(word)) for word in words_of(piece.value)]
        self.fields.append((found, folded(piece.value)))

    def _before(self, piece: Piece) -> None:
        at = self._midnight(day_of(piece.value))
        self.before = at if self.before is None else min(at, self.before)

    def _after(self, piece: Piece) -> None:
        at = self._midnight(day_of(piece.value))
        self.since = at if self.since is None else max(at, self.since)

    def _message(self, piece: Piece) -> None:
        self.message = piece.value

    def _midnight(self, day: date) -> int:
        return int(datetime.combine(day, time(), tzinfo=self.zone).astimezone(UTC).timestamp() * 1000)


def _spellings(word: str) -> tuple[str, ...]:
    """What finds a word: itself, words and tags that begin with it."""
    return (f"{word}*", f"#{word}*") if len(word) >= _PREFIX else (word, f"#{word}")


def _domain_or_name(value: str) -> list[str]:
    label = value.rpartition(".")[2]
    return (
        domain_words(value)
        if "." in value and " " not in value and len(label) >= SHORTEST
        else words_of(value)
    )


def _has(have: frozenset[str], word: str) -> bool:
    if word.endswith("*"):
        return any(one.startswith(word[:-1]) for one in have)
    return word in have


def _says(record: Conversation, phrase: tuple[str, ...]) -> bool:
    texts = (record.subject, record.customer_name, *record.fields.values())
    size = len(phrase)
    return any(
        words[at : at + size] == [*phrase]
        for words in map(all_words, texts)
        for at in range(len(words) - size + 1)
    )


def _sent(record: Conversation, sender: str) -> bool:
    return any(sender in folded(one) for one in (record.customer_name, record.customer, *record.participants))


def _filled(record: Conversation, names: frozenset[str], value: str) -> bool:
    return any(value in folded(text) for name, text in record.fields.items() if name in names)
