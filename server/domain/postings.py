"""By which words a conversation is found, derived from its record alone (as every list is, DECISIONS A4).

A posting is `word:time:id`, so that all postings of one word stand together in the order of time, and a word is
gone from the store with the last conversation that has it. Signs mark what is no word of a text: `=` a
standing, `@` whose it is, `#` a tag. Whom it was given to (assignee, mentioned, followers) have one posting of it
among their own, `+`, so that a member who sees nothing else is found theirs in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter

from server.domain.conversation import Conversation
from server.domain.indexes import Place, granted, is_reduced
from server.domain.searchwords import address_words, words_of

MOST_WORDS = 48
"""Words of one conversation; the subject's come first."""
MOST_PEOPLE = 5
NOBODY = "@-"
GIVEN = "+"
_SAY = (
    *("subject", "customer_name", "customer", "participants", "fields"),
    *("headed_at", "created_at", "mailboxes", "restricted_to", "merged_into", "deleted_at"),
)
_SAYING = attrgetter(*_SAY)
_LOOKED_AT = attrgetter(
    *_SAY,
    *("tags", "assignee", "mentioned", "followers"),
    *("status", "snoozed_until", "purged_at", "reduced_at"),
)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MINUTE = 60_000
_PLACES = 5


def search_places(
    conversation: Conversation, words: Sequence[str] | None = None
) -> Mapping[Place, tuple[str, ...]]:
    """List -> postings of the conversation in it; `words` stand for its own, none where signs are enough.

    All its words stand in those of its mailboxes, or of the agents that it is restricted to.
    """
    if (
        conversation.merged_into is not None
        or conversation.deleted_at is not None
        or is_reduced(conversation)
    ):
        return {}
    where = position(conversation)
    words = said(conversation) if words is None else words
    postings = tuple(f"{word}:{where}" for word in (*_signs(conversation), *words))
    listed = conversation.restricted_to
    if listed is not None:
        return {Place("agent", agent, "search"): postings for agent in listed}
    given = (party.partition(":") for party in granted(conversation))
    of_people = {Place(kind, key, "search"): (f"{GIVEN}:{where}",) for kind, _, key in given}
    return of_people | {Place("mailbox", box, "search"): postings for box in conversation.mailboxes}


def same_search(one: Conversation, other: Conversation) -> bool:
    """Whether two states of a conversation are found alike, so that nothing is to be written."""
    return bool(_LOOKED_AT(one) == _LOOKED_AT(other))


def same_words(one: Conversation, other: Conversation) -> bool:
    """Whether two states of a conversation say the same words in the same lists, whatever else is different."""
    return bool(_SAYING(one) == _SAYING(other)) and is_reduced(one) == is_reduced(other)


def position(conversation: Conversation) -> str:
    """Where it stands among all that have a word: `time:id`, compared as text."""
    return f"{minute(began(conversation))}:{conversation.id}"


def began(conversation: Conversation) -> int:
    """When the conversation began, which is its date in search (ms UTC)."""
    return conversation.headed_at or conversation.created_at


def minute(at: int) -> str:
    """A moment to the minute as five characters in the order of time, until the year 2084."""
    count, made = max(0, min(at // _MINUTE, 36**_PLACES - 1)), ""
    for _ in range(_PLACES):
        count, digit = divmod(count, 36)
        made = _DIGITS[digit] + made
    return made


def marks(conversation: Conversation) -> tuple[str, ...]:
    """All words and signs by which the conversation is found."""
    return (*_signs(conversation), *said(conversation))


def said(conversation: Conversation) -> tuple[str, ...]:
    """The words by which the conversation is found, the subject's first."""
    return tuple(dict.fromkeys(_words(conversation)))[:MOST_WORDS]


def _signs(conversation: Conversation) -> tuple[str, ...]:
    signs = (
        standing_mark(conversation.standing),
        assignee_mark(conversation.assignee),
        *map(tag_mark, conversation.tags),
    )
    return tuple(dict.fromkeys(signs))


def standing_mark(standing: str) -> str:
    """The sign of a standing."""
    return f"={standing}"


def assignee_mark(party: str | None) -> str:
    """The sign of whose it is; ids end in what makes them different, and a record says the rest."""
    if party is None:
        return NOBODY
    kind, _, key = party.partition(":")
    return f"@{kind[:1]}{key[-8:]}"


def tag_mark(tag: str) -> str:
    """The sign of a tag."""
    return "#" + "-".join(words_of(tag))


def _words(conversation: Conversation) -> Iterator[str]:
    yield from words_of(conversation.subject)
    yield from words_of(conversation.customer_name)
    for address in (conversation.customer, *conversation.participants[:MOST_PEOPLE]):
        yield from address_words(address)
    for value in conversation.fields.values():
        yield from words_of(value)
