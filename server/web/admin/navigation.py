"""What stands in the menu beside a page: the mailboxes by name, then what else the visitor may set."""

from __future__ import annotations

from dataclasses import dataclass

from server.domain.views import Sentence
from server.web.admin import gate
from server.web.admin.page import Right, Visit


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu; without a path it is the heading of those that follow."""

    label: str
    path: str = ""
    icon: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    label: Sentence
    path: str
    icon: str
    right: Right


_FIRST = (_Known(Sentence("Set up"), "/guide", "check", Right.ADMIN),)
_WORKSPACE = (
    _Known(Sentence("People"), "/people", "person", Right.ADMIN),
    _Known(Sentence("Teams"), "/teams", "team", Right.ADMIN),
    _Known(Sentence("Tags"), "/tags", "tag", Right.ADMIN),
    _Known(Sentence("Fields"), "/fields", "pen", Right.ADMIN),
    _Known(Sentence("Templates"), "/templates", "doc", Right.ADMIN),
    _Known(Sentence("Macros"), "/macros", "check", Right.ADMIN),
    _Known(Sentence("Views"), "/views", "eye", Right.MANAGER),
    _Known(Sentence("Workspace"), "/workspace", "gear", Right.ADMIN),
    _Known(Sentence("API tokens"), "/tokens", "link", Right.ADMIN),
    _Known(Sentence("Webhooks"), "/webhooks", "ext", Right.ADMIN),
    _Known(Sentence("Privacy"), "/privacy", "shield", Right.ADMIN),
    _Known(Sentence("Audit log"), "/audit", "book", Right.ADMIN),
    _Known(Sentence("Health"), "/health", "pulse", Right.ADMIN),
)
_OWN = (
    _Known(Sentence("Search"), "/search", "search", Right.AGENT),
    _Known(Sentence("My account"), "/me", "person", Right.AGENT),
)


def entries(visit: Visit, here: str) -> list[Entry]:
    """The whole menu of a visitor; empty where nobody is signed in."""
    if visit.agent is None and not visit.operator:
        return []
    found = [_entry(visit, known, here) for known in _FIRST if _shown(visit, known)]
    if visit.inbox is not None:
        found += _group(visit, Sentence("Shared mailboxes"), _mailboxes(visit, here))
        found += _group(
            visit,
            Sentence("Workspace"),
            [_entry(visit, known, here) for known in _WORKSPACE if _shown(visit, known)],
        )
    own = [_entry(visit, known, here) for known in _OWN if _shown(visit, known)]
    return found + _group(visit, Sentence("You"), own)


def _mailboxes(visit: Visit, here: str) -> list[Entry]:
    boxes = sorted(visit.here.directory.mailboxes.values(), key=lambda box: box.name.casefold())
    found = [
        Entry(box.name, f"/mailboxes/{box.id}", "mail", _at(here, f"/mailboxes/{box.id}"))
        for box in boxes
        if gate.may(visit, Right.MANAGER, box.id)
    ]
    new = _Known(Sentence("New mailbox"), "/mailboxes", "plus", Right.ADMIN)
    return (
        [*found, Entry(_word(visit, new.label), new.path, new.icon, here == new.path)]
        if _shown(visit, new)
        else found
    )


def _group(visit: Visit, label: Sentence, inside: list[Entry]) -> list[Entry]:
    return [Entry(_word(visit, label)), *inside] if inside else []


def _entry(visit: Visit, known: _Known, here: str) -> Entry:
    return Entry(_word(visit, known.label), known.path, known.icon, _at(here, known.path))


def _shown(visit: Visit, known: _Known) -> bool:
    # Read when asked, for the table of pages is made of modules that need this one.
    from server.web.admin.pages import PAGES

    exists = any(page.method == "GET" and page.path == known.path for page in PAGES)
    return exists and gate.may(visit, known.right)


def _at(here: str, path: str) -> bool:
    return here == path or here.startswith(path + "/")


def _word(visit: Visit, label: Sentence) -> str:
    return visit.words.gettext(label.message)
