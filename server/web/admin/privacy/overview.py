"""The page that leads to everything about privacy, and its small acts."""

from __future__ import annotations

from collections.abc import Iterator

from server.domain.workspace import Mailbox, Member
from server.usecases import emergency, holds
from server.usecases.privacy import erasing, finding, removing
from server.usecases.privacy.finding import About
from server.usecases.retention import forecast
from server.web.admin.blaming import blaming
from server.web.admin.page import Moved, Sent, Shown, Visit

SHOWN = 50
"""Pieces shown on the page about a person; the file has all of them."""


def show(visit: Visit) -> Shown:
    """The forms, what is under way, and what is held."""
    inbox, directory = visit.here, visit.here.directory
    read = {box.id for box, _ in _mine(visit)}
    facts = {
        "jobs": erasing.list_jobs(inbox, actor=visit.actor),
        "holds": holds.list_holds(inbox, actor=visit.actor),
        "name": directory.name_of,
        "boxes": [(box.id, box.name) for box in directory.mailboxes.values() if box.id not in read],
        "mine": [(box.id, box.name) for box, member in _mine(visit) if member.until is not None],
        "workspace": directory.workspace,
    }
    return Shown("privacy/privacy.html", facts)


def about(visit: Visit) -> Shown | Sent:
    """Everything about a person, as a page or as a file."""
    address = visit.form["about"]
    with blaming(visit, "about"):
        if visit.form["how"] == "file":
            found = finding.exported(visit.here, address, actor=visit.actor)
            return Sent("randnotiz.json", found, "application/json")
        pieces = list(_first(finding.about(visit.here, address, actor=visit.actor), SHOWN + 1))
    facts = {"address": address, "pieces": pieces[:SHOWN], "more": len(pieces) > SHOWN}
    return Shown("privacy/about.html", facts | {"name": visit.here.directory.name_of})


def hold(visit: Visit) -> Moved:
    """Hold an address, or a conversation."""
    what = visit.form["hold"]
    with blaming(visit, "hold"):
        if "@" in what:
            holds.hold_address(visit.here, what, actor=visit.actor)
        else:
            holds.hold_conversation(visit.here, conversation_of(what), actor=visit.actor)
    return Moved("/privacy", "This is kept until the hold is released.")


def release(visit: Visit) -> Moved:
    """Let it go."""
    what = visit.form["release"]
    if "@" in what:
        holds.release_address(visit.here, what, actor=visit.actor)
    else:
        holds.release_conversation(visit.here, conversation_of(what), actor=visit.actor)
    return Moved("/privacy", "The hold is released.")


def held(visit: Visit) -> Shown:
    """The conversations that are held themselves."""
    found = holds.held_conversations(visit.here, actor=visit.actor)
    return Shown("privacy/held.html", {"holds": found, "name": visit.here.directory.name_of})


def retention(visit: Visit) -> Shown:
    """What a run would remove now."""
    return Shown("privacy/retention.html", {"forecast": forecast(visit.here, actor=visit.actor)})


def ask_delete(visit: Visit) -> Moved:
    """On to the page that says what would go."""
    return Moved(f"/privacy/conversations/{conversation_of(visit.form['conversation'])}")


def confirm_delete(visit: Visit) -> Shown:
    """What would go with a conversation, in numbers."""
    found = removing.removal(visit.here, visit.path["conversation"], actor=visit.actor)
    names = [visit.here.directory.mailboxes[box].name for box in found.mailboxes]
    return Shown(
        "privacy/deleting.html", {"removal": found, "names": names, "seen": visit.seen(found.version)}
    )


def delete(visit: Visit) -> Moved:
    """Delete it, if it is still as it was shown."""
    found = removing.removal(visit.here, visit.path["conversation"], actor=visit.actor)
    visit.expect(found.version)
    removing.remove(visit.here, found.conversation, actor=visit.actor)
    return Moved("/privacy", "The conversation is deleted.")


def begin_emergency(visit: Visit) -> Moved:
    """Let the visitor read a mailbox for an hour."""
    with blaming(visit, "reason"):
        emergency.open_mailbox(
            visit.here, visit.form["mailbox"], reason=visit.form["reason"], actor=visit.actor
        )
    return Moved("/privacy", "You can read this mailbox for 60 minutes. Its managers see that.")


def end_emergency(visit: Visit) -> Moved:
    """End it early."""
    emergency.close_mailbox(visit.here, visit.form["ended"], actor=visit.actor)
    return Moved("/privacy", "The emergency access has ended.")


def conversation_of(text: str) -> str:
    """The id of a conversation, typed or at the end of a link; what cannot be one is asked for as it is."""
    found = text.strip().rstrip("/").rpartition("/")[2]
    return found if found.isascii() and found.isalnum() else "none"


def _first(pieces: Iterator[About], count: int) -> Iterator[About]:
    for _, piece in zip(range(count), pieces, strict=False):
        yield piece


def _mine(visit: Visit) -> tuple[tuple[Mailbox, Member], ...]:
    return visit.here.directory.memberships(visit.agent.id) if visit.agent else ()
