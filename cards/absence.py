"""Who is there to work: an assignee's absence with the way to their deputy, and the reader's own availability."""

from __future__ import annotations

from cards import paths
from cards.context import CardContext
from cards.parts import key, seen_assignee
from cards.waiting import next_morning
from cards.widgets import Json, action, button, buttons, choice, date_time, own_icon, row, section
from cards.words import availability, first_name, local, moment, person
from server.domain.listviews import HomeView
from server.domain.views import ConversationView
from server.domain.vocabulary import Act, Availability


def absence_rows(view: ConversationView, context: CardContext) -> list[Json]:
    """That the assignee is away, and one click to give it to who stands in for them."""
    absence, assignee = view.absence, view.assignee
    if absence is None or assignee is None:
        return []
    bottom = ""
    beside = None
    if absence.deputy is not None:
        bottom = context.gettext("Deputy: %(name)s", name=person(absence.deputy, context))
    taken = absence.deputy is not None and absence.deputy.you and Act.TAKE in view.can  # has its button
    if absence.deputy is not None and absence.may_give and not taken:
        give = action(
            context,
            paths.ASSIGN,
            conversation=key(view),
            to=absence.deputy.id,
            seen=seen_assignee(view),
            nonce=context.nonce,
        )
        words = context.gettext("Give to %(who)s", who=first_name(person(absence.deputy, context)))
        beside = {"button": button(words, give)}
    return [row(_said(view, context), bottom=bottom, icon=own_icon(context, "warn"), beside=beside)]


def availability_section(view: HomeView, context: CardContext) -> Json:
    """The reader's own availability, and until when they are away."""
    changed = action(context, paths.AVAILABILITY, nonce=context.nonce)
    items = [(one.value, availability(one, context), one is view.availability) for one in Availability]
    widgets = [choice("availability", context.gettext("I am"), items, changed=changed)]
    if view.availability is Availability.AWAY:
        until = view.absence.until if view.absence else None
        start = local(until, context) if until is not None else next_morning(context)
        widgets += [
            date_time("away_until", context.gettext("Away until"), start),
            buttons(button(context.gettext("Save"), changed)),
        ]
        if view.absence and view.absence.deputy:
            deputy = context.gettext("Deputy: %(name)s", name=person(view.absence.deputy, context))
            widgets.append(row(deputy))
    return section(*widgets)


def _said(view: ConversationView, context: CardContext) -> str:
    assert view.absence is not None
    assert view.assignee is not None
    until = None if view.absence.until is None else moment(view.absence.until, context)
    if view.assignee.you:
        return (
            context.gettext("You are away until %(time)s", time=until)
            if until
            else context.gettext("You are away")
        )
    who = person(view.assignee, context)
    if until is None:
        return context.gettext("%(who)s is away", who=who)
    return context.gettext("%(who)s is away until %(time)s", who=who, time=until)
