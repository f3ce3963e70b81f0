"""The card that gives a conversation to somebody (PRODUCT 2.5: G4)."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.parts import BACK, NOBODY, key, seen_assignee
from cards.text import inline, line
from cards.widgets import (
    Json,
    action,
    button,
    buttons,
    card,
    day,
    field,
    known_icon,
    paragraph,
    row,
    section,
)
from cards.words import availability, away, local
from server.domain.choiceviews import AssignView, Candidate
from server.domain.views import ConversationView
from server.domain.vocabulary import Act

_SHOWN = 12
_NAME = 60


def assign_card(view: AssignView, context: CardContext) -> Json:
    """Type a name, or click one; a click assigns at once, and with a word or a day it hands over."""
    conversation = view.conversation
    people = [one for one in view.candidates if not one.is_team][:_SHOWN]
    teams = [one for one in view.candidates if one.is_team][:_SHOWN]
    return card(
        "assign",
        title=context.gettext("Assign"),
        subtitle=line(conversation.subject),
        sections=[
            section(*_shortcuts(conversation, context), _search(view, context)),
            section(*(_row(one, conversation, context) for one in people), *_notes(view, context)),
            section(*(_row(one, conversation, context) for one in teams), header=context.gettext("Teams")),
            _handing(conversation, context),
        ],
        footer=button(context.gettext("Assign"), _give(conversation, context), filled=True),
    )


def _handing(view: ConversationView, context: CardContext) -> Json:
    """A word and a day to go with it, whoever is then clicked or typed above."""
    # A day that is over cannot be given again, and Google's picker has no way back to no day.
    ahead = view.due_at if view.due_at is not None and view.due_at > context.now else None
    due = None if ahead is None else local(ahead - 1, context).date()
    return section(
        paragraph(
            context.gettext("With a comment or a day it is handed over: it stands first in their list.")
        ),
        field("handover_text", context.gettext("Comment (internal only)"), many_lines=True),
        day("due", context.gettext("Due on"), due),
        header=context.gettext("Hand over"),
    )


def _give(view: ConversationView, context: CardContext, **to: str) -> Json:
    seen = seen_assignee(view)
    return action(context, paths.ASSIGN, conversation=key(view), seen=seen, nonce=context.nonce, **BACK, **to)


def _shortcuts(view: ConversationView, context: CardContext) -> list[Json]:
    made = []
    if Act.TAKE in view.can and not (view.assignee and view.assignee.you):
        take = action(
            context, paths.TAKE, conversation=key(view), seen=seen_assignee(view), nonce=context.nonce, **BACK
        )
        made.append(button(context.gettext("Me"), take))
    if view.assignee:
        made.append(button(context.gettext("Nobody"), _give(view, context, to=NOBODY)))
    return [buttons(*made)] if made else []


def _search(view: AssignView, context: CardContext) -> Json:
    suggest = action(context, paths.ASSIGNEES, conversation=key(view.conversation))
    return field("who", context.gettext("Search a name"), suggest=suggest)


def _row(candidate: Candidate, view: ConversationView, context: CardContext) -> Json:
    party = candidate.party
    name = inline(party.name, _NAME) or "?"
    return row(
        context.gettext("%(name)s (you)", name=name) if party.you else name,
        bottom=_workload(candidate, context),
        icon=known_icon("MULTIPLE_PEOPLE" if candidate.is_team else "PERSON"),
        click=_give(view, context, to=party.id),
    )


def _workload(candidate: Candidate, context: CardContext) -> str:
    """Whether somebody is there, and how much they have to do: "available · 4 open", "busy · 12 of 15 open"."""
    count = candidate.open_count
    load = context.ngettext("%(n)s open", "%(n)s open", count)
    if candidate.cap is not None:
        load = context.gettext("%(n)s of %(cap)s open", n=count, cap=candidate.cap)
    if candidate.is_team:
        return load
    there = (
        away(candidate.absence, context)
        if candidate.absence
        else availability(candidate.availability, context)
    )
    return f"{there} · {load}"


def _notes(view: AssignView, context: CardContext) -> list[Json]:
    if not view.candidates:
        return [paragraph(context.gettext("Nobody found."))]
    if view.more > 0:
        return [
            paragraph(
                context.ngettext("%(n)s more: search by name.", "%(n)s more: search by name.", view.more)
            )
        ]
    return []
