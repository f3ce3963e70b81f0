"""Events that show something: the homepage, an opened mail, and cards pushed on top."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cards import paths
from cards.activity import activity_card
from cards.assign import assign_card
from cards.comment import comment_card
from cards.fields import fields_card
from cards.home import home_card
from cards.more import more_card
from cards.previous import previous_card
from cards.queue import queue_card
from cards.responses import pushed, shown, suggested, updated
from cards.restricting import restrict_card
from cards.tags import tags_card
from cards.widgets import Json
from server.domain.choiceviews import TagsView
from server.domain.conversation import Conversation
from server.domain.errors import Invalid, NotFound
from server.domain.listviews import Queue
from server.domain.views import ConversationView
from server.usecases import comments, counts, people, queues, searching
from server.usecases.inbox import Done, read, view
from server.usecases.opening import open_mail
from server.usecases.showing import look
from server.web.gmail import composing, drafts, macros, tidying, views
from server.web.gmail.finding import show_search
from server.web.gmail.rendering import opened_card
from server.web.gmail.visit import Visit

HOME = "/gmail/home"
MESSAGE = "/gmail/message"


def home(visit: Visit) -> Json:
    """The homepage: no mail is open (G6)."""
    return shown(_home(visit))


def message(visit: Visit) -> Json:
    """A mail was opened."""
    return shown(_open(visit, afresh=False))


def refresh(visit: Visit) -> Json:
    """Whatever is on the screen, read afresh: Gmail too."""
    return updated(_home(visit) if visit.shown is None else _open(visit, afresh=True))


def assign(visit: Visit) -> Json:
    """The picker of who is responsible (G4)."""
    shown, record = _picked(visit)
    picker = people.assignable(visit.inbox, visit.agent.id, record, shown)
    return pushed(assign_card(picker, visit.context(shown.at)))


def more(visit: Visit) -> Json:
    """What is not on the first card (G5)."""
    shown, _ = _picked(visit)
    return pushed(more_card(shown, visit.context(shown.at)))


def tags(visit: Visit) -> Json:
    """The picker of tags."""
    shown, record = _picked(visit)
    known = queues.known_tags(visit.inbox, visit.agent, record)
    return pushed(tags_card(TagsView(shown, known), visit.context(shown.at)))


def fields(visit: Visit) -> Json:
    """The fields, to be filled in."""
    shown, _ = _picked(visit)
    return pushed(fields_card(shown, visit.context(shown.at)))


def restrict(visit: Visit) -> Json:
    """The choice of who sees it."""
    shown, record = _picked(visit)
    picker = people.restrictable(visit.inbox, visit.agent.id, record, shown)
    return pushed(restrict_card(picker, visit.context(shown.at)))


def comment(visit: Visit) -> Json:
    """One comment, to be mended or deleted."""
    shown = look(visit.inbox, visit.agent, conversation=visit.stored_conversation())
    found = next((one for one in shown.comments if one.id == visit.param("comment")), None)
    if found is None or not (found.may_edit or found.may_delete):
        raise NotFound("This comment does not exist.")
    return pushed(comment_card(found, shown, visit.context(shown.at)))


def previous(visit: Visit) -> Json:
    """Earlier conversations of the same sender."""
    conversation = visit.stored_conversation()
    found = queues.previous(visit.inbox, visit.agent, conversation=conversation)
    company = searching.company(visit.inbox, visit.agent, conversation=conversation)
    return pushed(previous_card(found, visit.context(found.at), company=company))


def activity(visit: Visit) -> Json:
    """Comments and what happened, paged."""
    page = comments.activity(
        visit.inbox,
        visit.agent.id,
        conversation=visit.stored_conversation(),
        after=visit.optional("after"),
    )
    return pushed(activity_card(page, visit.context(visit.inbox.clock())))


def queue(visit: Visit) -> Json:
    """One list of the homepage."""
    try:
        wanted = Queue(visit.param("queue"))
    except ValueError:
        raise Invalid("This card is out of date. Please refresh it.") from None
    box, after = visit.optional("mailbox"), visit.optional("after")
    page = queues.queue(visit.inbox, visit.agent, queue=wanted, mailbox=box, after=after)
    return pushed(queue_card(page, visit.context(page.at)))


def suggest_people(visit: Visit) -> Json:
    """Names while somebody types one; Google sends the text as the field's own value."""
    typed = next((visit.event.text(name) for name in visit.event.inputs if name.startswith("mention")), "")
    return suggested(people.suggest(visit.inbox, visit.agent.id, typed))


def suggest_assignees(visit: Visit) -> Json:
    """Names while somebody searches an assignee."""
    return suggested(people.suggest(visit.inbox, visit.agent.id, visit.event.text("who")))


def _home(visit: Visit) -> Json:
    found = counts.home(visit.inbox, visit.agent)
    return home_card(found, visit.context(found.at))


def _open(visit: Visit, *, afresh: bool) -> Json:
    mail = visit.shown
    if mail is None:
        return _home(visit)
    opened = open_mail(visit.inbox, visit.agent, mail, afresh=afresh)
    return opened_card(opened, visit.context(opened.at))


def _picked(visit: Visit) -> tuple[ConversationView, Conversation]:
    """What a pushed card is about; a mail that is only shown stays so until something is chosen (C1)."""
    if not visit.param("conversation") and visit.shown is not None:
        opened = open_mail(visit.inbox, visit.agent, visit.shown)
        if not isinstance(opened, ConversationView):
            raise NotFound("This conversation does not exist.")
        if opened.id is None:
            boxes = (opened.mailbox, *opened.other_mailboxes)
            return opened, Conversation(id="", mailboxes=tuple(box.id for box in boxes))
    inbox, stored, record = read(visit.inbox, visit.agent.id, visit.conversation())
    return view(Done(inbox, stored, record), visit.agent.id), record


TRIGGERS: Mapping[str, Callable[[Visit], Json]] = {
    HOME: home,
    MESSAGE: message,
    paths.COMPOSE: composing.opened,
}
"""Answered with a card: Google calls them when a mail is opened, none is, or our icon is pressed in a draft."""

PUSHES: Mapping[str, Callable[[Visit], Json]] = {
    paths.SHOW_ASSIGN: assign,
    paths.SHOW_MORE: more,
    paths.SHOW_TAGS: tags,
    paths.SHOW_PREVIOUS: previous,
    paths.SHOW_SEARCH: show_search,
    **views.PUSHES,
    paths.SHOW_ACTIVITY: activity,
    paths.SHOW_QUEUE: queue,
    paths.SHOW_FIELDS: fields,
    paths.SHOW_RESTRICT: restrict,
    paths.SHOW_COMMENT: comment,
    **macros.PUSHES,
    **tidying.PUSHES,
    paths.SHOW_DRAFT: drafts.show,
}

SUGGESTIONS: Mapping[str, Callable[[Visit], Json]] = {
    paths.PEOPLE: suggest_people,
    paths.ASSIGNEES: suggest_assignees,
}
