"""Events that change something: each reads what was pressed, asks one use case, and shows what now stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from cards import paths
from cards.home import home_card
from cards.responses import updated
from cards.widgets import Json
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.snoozing import Preset, preset_until
from server.domain.vocabulary import Availability, Priority, Standing, Via
from server.usecases import comments, conversations, counts, people
from server.usecases.comments import Draft
from server.usecases.handing import Handing, hand_over
from server.usecases.opening import add_mail
from server.usecases.settings.availability import set_availability
from server.web.gmail import drafts, macros, tidying, views
from server.web.gmail.filling import fields
from server.web.gmail.finding import search_again
from server.web.gmail.rendering import answer, opened_card
from server.web.gmail.shows import refresh
from server.web.gmail.together import TOGETHER, due_day
from server.web.gmail.visit import Visit

_Word = TypeVar("_Word", bound=StrEnum)


def take(visit: Visit) -> Json:
    """Make the agent responsible."""
    return _given(visit, f"agent:{visit.agent.id}")


def assign(visit: Visit) -> Json:
    """Give it to whom was clicked, or to whose name was typed."""
    to = visit.optional("to")
    if not visit.param("to"):
        typed = visit.event.text("who")
        if not typed.strip():
            raise Invalid("Please type a name, or choose somebody from the list.")
        to = people.named(visit.inbox, visit.agent.id, typed).id
    return _given(visit, to)


def _given(visit: Visit, to: str | None) -> Json:
    """Give it to somebody or to nobody (None); with a word or a day it is handed over."""
    asked, conversation, seen = visit.asked(), visit.conversation(), visit.optional("seen")
    text, due = visit.event.text("handover_text"), due_day(visit)
    if to is None and text.strip():
        raise Invalid("A comment goes to whoever gets it. Please choose somebody, or take the comment out.")
    if to is not None and (text.strip() or due):
        wanted = Handing(to, due, text, seen)
        return answer(visit, hand_over(visit.inbox, asked, conversation=conversation, handing_over=wanted))
    return answer(
        visit, conversations.assign(visit.inbox, asked, conversation=conversation, to=to, seen=seen)
    )


def status(visit: Visit) -> Json:
    """Set the status."""
    to, seen = _word(Standing, visit.param("to")), _word(Standing, visit.param("seen"))
    asked, conversation = visit.asked(), visit.conversation()
    return answer(
        visit, conversations.set_status(visit.inbox, asked, conversation=conversation, to=to, seen=seen)
    )


def snooze(visit: Visit) -> Json:
    """Let it sleep until a preset's moment, or the one picked."""
    asked, conversation = visit.asked(), visit.conversation()
    done = conversations.snooze(
        visit.inbox,
        asked,
        conversation=conversation,
        until=_until(visit),
        wake_on_reply=not visit.event.switch("sleep_on_reply"),
        seen=_word(Standing, visit.param("seen")),
    )
    return answer(visit, done)


def priority(visit: Visit) -> Json:
    """Set the priority that was chosen."""
    to = _word(Priority, visit.event.text(visit.param("field") or "priority"))
    asked, conversation = visit.asked(), visit.conversation()
    seen = _word(Priority, visit.param("seen"))
    return answer(
        visit, conversations.set_priority(visit.inbox, asked, conversation=conversation, to=to, seen=seen)
    )


def tag(visit: Visit) -> Json:
    """Put a tag on, or take one off."""
    asked, conversation = visit.asked(), visit.conversation()
    if visit.param("remove"):
        done = conversations.remove_tag(
            visit.inbox, asked, conversation=conversation, tag=visit.param("remove")
        )
    else:
        wanted = visit.param("add") or visit.event.text("tag")
        done = conversations.add_tag(visit.inbox, asked, conversation=conversation, tag=wanted)
    return answer(visit, done)


def comment(visit: Visit) -> Json:
    """Write a comment, with a mention from the second field, and wait if the switch is on."""
    wait = _word(Standing, visit.param("seen")) if visit.event.switch("and_wait") else None
    text, mention = visit.event.text(visit.param("field")), visit.event.text(visit.param("mention_field"))
    draft = Draft(text, mention, wait)
    asked, conversation = visit.asked(), visit.conversation()
    done = comments.add_comment(visit.inbox, asked, conversation=conversation, draft=draft)
    return answer(visit, done, fresh_form=True)


def ask(visit: Visit) -> Json:
    """Ask the colleague who is replying what stands in the comment box, else whether they are (G2)."""
    context = visit.context(visit.inbox.clock())
    who = visit.inbox.directory.name_of(visit.param("who"))
    boxes = (visit.event.text(name) for name in visit.event.inputs if name.startswith("comment_"))
    typed = next(boxes, "").strip()
    draft = Draft(typed or context.translate.gettext("Are you on this?"), mention=who)
    asked, conversation = visit.asked(), visit.conversation()
    done = comments.add_comment(visit.inbox, asked, conversation=conversation, draft=draft)
    return answer(visit, done, fresh_form=bool(typed))


def claim(visit: Visit) -> Json:
    """Say "I'm replying"."""
    asked, conversation = visit.asked(), visit.conversation()
    seen = visit.optional("seen")
    return answer(visit, conversations.claim(visit.inbox, asked, conversation=conversation, seen=seen))


def release(visit: Visit) -> Json:
    """Give the claim back."""
    asked, conversation = visit.asked(), visit.conversation()
    return answer(visit, conversations.release_claim(visit.inbox, asked, conversation=conversation))


def add(visit: Visit) -> Json:
    """Put the open mail into a mailbox (G3)."""
    mail = visit.shown
    if mail is None:
        raise Invalid("Please open the mail first.")
    opened = add_mail(visit.inbox, visit.agent, mail, mailbox=visit.param("mailbox"))
    return updated(opened_card(opened, visit.context(opened.at)))


def restrict(visit: Visit) -> Json:
    """Let only whom was chosen see it, or everybody again."""
    asked, conversation, seen = visit.asked(), visit.conversation(), visit.optional("seen")
    to = None
    if not visit.param("everybody"):
        chosen = {one.removeprefix("agent:") for one in visit.event.texts("people")}
        to = (*chosen, visit.agent.id)
    known = None if seen is None else [one.removeprefix("agent:") for one in seen.split()]
    return answer(
        visit, conversations.restrict(visit.inbox, asked, conversation=conversation, to=to, seen=known)
    )


def edit_comment(visit: Visit) -> Json:
    """Write one's own comment anew."""
    asked, conversation = visit.asked(), visit.stored_conversation()
    name, text = visit.param("comment"), visit.event.text("text")
    return answer(
        visit,
        comments.edit_comment(visit.inbox, asked, conversation=conversation, comment=name, text=text),
    )


def delete_comment(visit: Visit) -> Json:
    """Take a comment's text away."""
    asked, conversation = visit.asked(), visit.stored_conversation()
    name = visit.param("comment")
    return answer(visit, comments.delete_comment(visit.inbox, asked, conversation=conversation, comment=name))


def availability(visit: Visit) -> Json:
    """Say whether one is there to work."""
    chosen = visit.event.text("availability")
    if chosen:
        to = _word(Availability, chosen)
        until = visit.event.date_time_ms("away_until") if to is Availability.AWAY else None
        actor = Actor("agent", Via.GMAIL, visit.agent.id)
        set_availability(visit.inbox, visit.agent.id, to, until=until, actor=actor)
    found = counts.home(visit.inbox, visit.agent)
    return updated(home_card(found, visit.context(found.at)))


def _word(kind: type[_Word], value: str) -> _Word:
    try:
        return kind(value)
    except ValueError:
        raise Invalid("This card is out of date. Please refresh it.") from None


def _until(visit: Visit) -> int:
    preset = visit.param("preset")
    now = visit.inbox.clock()
    if preset:
        return preset_until(_word(Preset, preset), now=now, zone=visit.context(now).zone)
    picked = visit.event.date_time_ms("until")
    if picked is None:
        raise Invalid("Please choose a day and a time first.")
    return picked


ACTS: Mapping[str, Callable[[Visit], Json]] = {
    paths.REFRESH: refresh,
    paths.SEARCH: search_again,
    paths.TAKE: take,
    paths.ASSIGN: assign,
    paths.STATUS: status,
    paths.SNOOZE: snooze,
    paths.PRIORITY: priority,
    paths.TAG: tag,
    paths.COMMENT: comment,
    paths.CLAIM: claim,
    paths.RELEASE: release,
    paths.ASK: ask,
    paths.ADD: add,
    paths.FIELDS: fields,
    paths.RESTRICT: restrict,
    paths.EDIT_COMMENT: edit_comment,
    paths.DELETE_COMMENT: delete_comment,
    paths.AVAILABILITY: availability,
    **TOGETHER,
    **macros.ACTS,
    **tidying.ACTS,
    **views.ACTS,
    paths.DRAFT_ASK: drafts.ask,
    paths.DRAFT_APPROVE: drafts.approve,
    paths.DRAFT_RETURN: drafts.give_back,
    paths.DRAFT_EDIT: drafts.edit,
    paths.DRAFT_USE: drafts.use,
    paths.DRAFT_WITHDRAW: drafts.withdraw,
}
"""Answered with the changed card; `paths.LINK` stands apart, as nobody is an agent there yet."""
