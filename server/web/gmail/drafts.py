"""A draft that a colleague checks: its card, each step, and the one that makes a draft in the person's own Gmail."""

from __future__ import annotations

from collections.abc import Callable

from cards.draft import PROPOSAL, REASON, REVIEWER, TEXT, draft_card
from cards.responses import draft_opened, pushed, updated
from cards.widgets import Json
from cards.words import sentence
from server.domain.errors import Conflict, Invalid
from server.domain.views import ConversationView, Sentence
from server.usecases import people, review
from server.web.gmail.rendering import answer
from server.web.gmail.visit import Visit
from server.web.services import CreatedDraft

READY = Sentence("The reply is ready. Please look at it once more, then send it.")
"""What is said when a draft stands in the person's own Gmail."""


def show(visit: Visit) -> Json:
    """The draft, or the form for a new one."""
    return pushed(_card(visit, visit.conversation()))


def ask(visit: Visit) -> Json:
    """Put the typed text before whom was named."""

    def act(name: str) -> ConversationView:
        typed = visit.event.text(REVIEWER)
        if not typed.strip():
            raise Invalid("Please say who should check it.")
        reviewer = people.named(visit.inbox, visit.agent.id, typed).id
        text = visit.event.text(TEXT)
        return review.ask_review(
            visit.inbox, visit.asked(), conversation=name, text=text, reviewer=reviewer, seen=_seen(visit)
        )

    return _done(visit, act)


def approve(visit: Visit) -> Json:
    """Say that it is right, with what was typed beside it."""
    comment, seen = visit.event.text(REASON), _seen(visit)
    return _done(
        visit,
        lambda name: review.approve_draft(
            visit.inbox, visit.asked(), conversation=name, seen=seen, comment=comment
        ),
    )


def give_back(visit: Visit) -> Json:
    """Give it back with a comment."""
    comment, seen = visit.event.text(REASON), _seen(visit)
    return _done(
        visit,
        lambda name: review.return_draft(
            visit.inbox, visit.asked(), conversation=name, seen=seen, comment=comment
        ),
    )


def edit(visit: Visit) -> Json:
    """Write what should be sent instead."""
    text, seen = visit.event.text(PROPOSAL), _seen(visit)
    return _done(
        visit,
        lambda name: review.edit_draft(visit.inbox, visit.asked(), conversation=name, seen=seen, text=text),
    )


def withdraw(visit: Visit) -> Json:
    """Take it away."""
    seen = _seen(visit)
    return _done(
        visit, lambda name: review.withdraw_draft(visit.inbox, visit.asked(), conversation=name, seen=seen)
    )


def use(visit: Visit) -> Json:
    """Make a draft of it in the open thread of the person's own Gmail, and keep the text no longer."""
    name, seen = visit.stored_conversation(), _seen(visit)
    shown = visit.shown
    if shown is None:
        raise Invalid("Please open the mail first.")
    created: list[CreatedDraft] = []

    def put(text: str) -> None:
        created.append(visit.services.gmail_reply(visit.event, text, own_addresses(visit)))

    try:
        done = review.put_draft(
            visit.inbox, visit.asked(), conversation=name, seen=seen, gmail_id=shown.gmail_id, put=put
        )
    except Conflict as conflict:
        return _conflicted(visit, name, conflict)
    if not created:
        return answer(visit, done)
    said = sentence(READY, visit.context(done.at))
    return draft_opened(answer(visit, done), created[0].draft_id, created[0].thread_id, said)


def _done(visit: Visit, act: Callable[[str], ConversationView]) -> Json:
    name = visit.conversation()
    try:
        return answer(visit, act(name))
    except Conflict as conflict:
        return _conflicted(visit, name, conflict)


def _conflicted(visit: Visit, name: str, conflict: Conflict) -> Json:
    """The draft as it is now, in the place of its card, so that what was typed stays in its fields."""
    facts = {key: value for key, value in conflict.facts.items() if key not in ("view", "field")}
    notice = sentence(Sentence(conflict.message, facts), visit.context(visit.inbox.clock()))
    return updated(_card(visit, name), notice)


def _card(visit: Visit, name: str) -> Json:
    found = review.draft(visit.inbox, visit.agent.id, conversation=name)
    return draft_card(found, visit.context(found.conversation.at))


def _seen(visit: Visit) -> int | None:
    seen = visit.optional("seen")
    if seen is not None and not (seen.isdecimal() and len(seen) < 16):
        raise Invalid("This card is out of date. Please refresh it.")
    return None if seen is None else int(seen)


def own_addresses(visit: Visit) -> frozenset[str]:
    """Addresses that need no copy of the reply: the team's, and the person's own."""
    boxes = visit.inbox.directory.mailboxes.values()
    return frozenset({*visit.agent.emails, *(address for box in boxes for address in box.addresses)})
