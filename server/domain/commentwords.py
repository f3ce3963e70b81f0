"""By which words of its comments a conversation is found, where a workspace wants that.

The newest comments count, and so many words of them that an index of them stays small; what everybody writes all
the time finds nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from server.domain.comments import Comment
from server.domain.searchwords import all_words, words_of

COMMENTS = 10
"""How many comments count, the newest: as many as are read with any act on a conversation."""
MOST_WORDS = 40
"""Words of one conversation, those of the newest comment first: 4 KB of the store."""


def comment_words(comments: Iterable[Comment]) -> tuple[str, ...]:
    """The words by which the comments of one conversation are found; the newest are enough."""
    newest = sorted(comments, key=lambda one: (one.at, one.id), reverse=True)[:COMMENTS]
    words = (word for one in newest for word in words_of(one.text) if word not in _EVERYDAY)
    return tuple(dict.fromkeys(words))[:MOST_WORDS]


_EVERYDAY = frozenset(
    all_words(
        "ich du er sie es wir ihr mich dich ihn ihm ihnen uns euch mein dein sein ihre unser man dies dieser "
        "diese dieses jede jeder alle alles etwas nichts was wer wie wo wann warum da dort hier bin bist sind "
        "seid war waren wird werden wurde hat habe haben hatte hatten kann kannst können könnte muss müssen "
        "soll sollte sollen will wollen darf mag macht machen gibt geht dass wenn weil als ob aber denn doch "
        "noch schon nur auch so dann nun jetzt mal bei nach aus über unter um durch gegen ohne bis seit vor "
        "danke ja nein kein keine sehr mehr viel hallo "
        "me my you he she it we they them his her their this that these those be been are was were will would "
        "can could should must do does did done has have had if then as by about into out up down but no yes "
        "just also only please thanks hello there here what who how when where which"
    )
)
