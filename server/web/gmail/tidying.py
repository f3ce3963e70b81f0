"""Putting a conversation right from its card: each act answers with the card afresh, and with the way back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cards import paths
from cards.conversation import conversation_card
from cards.merging import KIND, PARTNER, merge_card, partners_card
from cards.responses import pushed, rooted
from cards.tidying import LATER, MAIL, add_card, move_card, split_card, tidy_card
from cards.widgets import Json
from server.domain.errors import Invalid, NotFound
from server.domain.tidyviews import TidyView
from server.usecases import arranging, linking, partners, searching, tidying
from server.usecases.inbox import COMMENTS, Done, read, view
from server.web.gmail.visit import Visit


def show(visit: Visit) -> Json:
    """What can be put right."""
    found = _found(visit)
    return pushed(tidy_card(found, visit.context(found.conversation.at)))


def show_partners(visit: Visit) -> Json:
    """Conversations to merge or to link with, by what was typed; one page."""
    query = (visit.param("query") or visit.event.text(PARTNER)).strip()
    if not query:
        raise Invalid("Please type what to search for.")
    inbox, stored, record = read(visit.inbox, visit.agent.id, visit.stored_conversation())
    shown, context = view(Done(inbox, stored, record), visit.agent.id), visit.context(stored.at)
    after = visit.optional("after")
    found = searching.search(inbox, visit.agent, query=query, zone=context.zone, after=after)
    return pushed(partners_card(shown, found, context))


def show_merge(visit: Visit) -> Json:
    """What merging would do."""
    here, other = visit.stored_conversation(), visit.param("source")
    plan = partners.merge_plan(visit.inbox, visit.agent.id, conversation=here, other=other)
    return pushed(merge_card(plan, visit.context(plan.conversation.at)))


def show_split(visit: Visit) -> Json:
    """What splitting off from a mail on would do."""
    found, begin = _found(visit), visit.event.text(MAIL)
    mail = next((one for one in found.mails if one.key == begin), None)
    if mail is None:
        raise NotFound("This mail is not part of the conversation any more.")
    context = visit.context(found.conversation.at)
    return pushed(split_card(found, mail, context, later=visit.event.switch(LATER)))


def show_move(visit: Visit) -> Json:
    """What moving would do, or being in one more mailbox."""
    found = _found(visit)
    place = next((one for one in found.places if one.id == visit.param("to")), None)
    if place is None:
        raise NotFound("There is no such mailbox.")
    made = add_card if visit.param("stays") == "1" else move_card
    return pushed(made(found, place, visit.context(found.conversation.at)))


def merge(visit: Visit) -> Json:
    """Make another conversation part of this one."""
    here, source = visit.stored_conversation(), visit.param("source")
    done = tidying.merge(visit.inbox, visit.asked(), source=source, into=here)
    return _done(visit, done)


def unmerge(visit: Visit) -> Json:
    """Part what was merged into this one."""
    target, source = visit.stored_conversation(), visit.param("source")
    return _done(visit, tidying.unmerge(visit.inbox, visit.asked(), source=source, target=target))


def split(visit: Visit) -> Json:
    """Let mails begin a conversation of their own."""
    here, begin, later = visit.stored_conversation(), visit.param(MAIL), visit.param(LATER) == "1"
    done = tidying.split(visit.inbox, visit.asked(), conversation=here, message=begin, later=later)
    return _done(visit, done)


def move(visit: Visit) -> Json:
    """Move it to another mailbox, or add it to one."""
    here, stays = visit.stored_conversation(), visit.param("stays") == "1"
    to, seen = visit.param("to"), visit.param("seen")
    done = tidying.move(visit.inbox, visit.asked(), conversation=here, to=to, seen=seen, stays=stays)
    return _done(visit, done)


def link(visit: Visit) -> Json:
    """Link it with another one."""
    here, other, kind = visit.stored_conversation(), visit.param("other"), visit.event.text(KIND)
    done = linking.link(visit.inbox, visit.asked(), conversation=here, other=other, kind=kind)
    return _done(visit, done)


def unlink(visit: Visit) -> Json:
    """Take a link away."""
    here, other = visit.stored_conversation(), visit.param("other")
    return _done(visit, linking.unlink(visit.inbox, visit.asked(), conversation=here, other=other))


def block(visit: Visit) -> Json:
    """Block its sender, or unblock them."""
    blocked = visit.param("blocked") == "yes"
    asked, here = visit.asked(), visit.stored_conversation()
    view = arranging.block_sender(visit.inbox, asked, conversation=here, blocked=blocked)
    return rooted(conversation_card(view, visit.context(view.at)))


def _found(visit: Visit) -> TidyView:
    return arranging.tidy(visit.inbox, visit.agent.id, conversation=visit.conversation())


def _done(visit: Visit, done: tidying.Tidied) -> Json:
    view = tidying.shown(done, visit.agent, comments=COMMENTS)
    return rooted(conversation_card(view, visit.context(view.at)))


ACTS: Mapping[str, Callable[[Visit], Json]] = {
    paths.MERGE: merge,
    paths.UNMERGE: unmerge,
    paths.SPLIT: split,
    paths.MOVE: move,
    paths.LINK_WITH: link,
    paths.UNLINK: unlink,
    paths.BLOCK: block,
}
PUSHES: Mapping[str, Callable[[Visit], Json]] = {
    paths.SHOW_TIDY: show,
    paths.SHOW_MERGE: show_merge,
    paths.SHOW_PARTNERS: show_partners,
    paths.SHOW_SPLIT: show_split,
    paths.SHOW_MOVE: show_move,
}
