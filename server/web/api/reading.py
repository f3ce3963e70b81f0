"""Calls that show something: who one is, a mail's conversation, lists and pickers."""

from __future__ import annotations

from werkzeug.exceptions import NotFound as NoPage

from server.domain.listviews import Queue
from server.usecases import comments, counts, people, queues, resolving
from server.usecases.inbox import Done, read, view
from server.usecases.resolving import Party, Reported
from server.usecases.showing import look
from server.web.api import answers, bodies, listings, rendering
from server.web.api.calls import ONE, Call, Route
from server.web.api.rendering import Json


def me(call: Call) -> Json:
    """The caller, and where they work."""
    return rendering.me(call.inbox.fresh().directory, call.agent, locale=call.locale, zone=call.zone)


def resolve(call: Call) -> Json:
    """What is beside a mail."""
    found = resolving.resolve(call.inbox, call.agent, _mail(call), create=call.body["create"])
    return rendering.found(found, call.context(found.at))


def add(call: Call) -> Json:
    """Put a mail into a mailbox."""
    found = resolving.add_reported(call.inbox, call.agent, _mail(call), mailbox=call.body["mailbox"])
    return rendering.found(found, call.context(found.at))


def conversation(call: Call) -> Json:
    """One conversation."""
    whole = look(call.inbox, call.agent, conversation=call.conversation())
    return rendering.conversation(whole, call.context(whole.at))


def timeline(call: Call) -> Json:
    """All that was said and done."""
    page = comments.activity(
        call.inbox, call.agent.id, conversation=call.conversation(), after=call.query["after"]
    )
    return rendering.timeline(page, call.context(call.inbox.clock()))


def previous(call: Call) -> Json:
    """Earlier conversations of the same sender."""
    found = queues.previous(call.inbox, call.agent, conversation=call.conversation())
    return {"rows": [rendering.row(one) for one in found.rows]}


def assignees(call: Call) -> Json:
    """Who may be given it."""
    inbox, stored, record = read(call.inbox, call.agent.id, call.conversation())
    shown = view(Done(inbox, stored, record), call.agent.id)
    picker = people.assignable(inbox, call.agent.id, record, shown, query=call.query["query"])
    return rendering.candidates(picker)


def tags(call: Call) -> Json:
    """Tags on it, and those known."""
    inbox, _, record = read(call.inbox, call.agent.id, call.conversation())
    return {"tags": list(record.tags), "known": list(queues.known_tags(inbox, call.agent, record))}


def home(call: Call) -> Json:
    """The caller's own counts."""
    return rendering.home(counts.home(call.inbox, call.agent))


def queue(call: Call) -> Json:
    """One page of a queue."""
    if call.path["queue"] not in list(Queue):
        raise NoPage
    page = queues.queue(
        call.inbox,
        call.agent,
        queue=Queue(call.path["queue"]),
        mailbox=call.query["mailbox"],
        after=call.query["after"],
    )
    return rendering.queue(page)


def suggest(call: Call) -> Json:
    """Names that go on as typed."""
    names = people.suggest(call.inbox, call.agent.id, call.query["query"])
    return {"people": [{"name": name} for name in names]}


def _mail(call: Call) -> Reported:
    body = call.body
    sender = body["sender"]
    return Reported(
        message_id=body["message_id"],
        headers=body["headers"],
        sender=Party(**sender) if sender else None,
        to=tuple(Party(**one) for one in body["to"]),
        cc=tuple(Party(**one) for one in body["cc"]),
        subject=body["subject"],
        created_at=body["created_at"],
        exchange=body["conversation_id"],
    )


ROUTES = (
    Route(
        method="GET",
        path="/me",
        name="me",
        summary="Who you are, and where you work",
        handler=me,
        answer=listings.MeAnswer,
    ),
    Route(
        method="POST",
        path="/resolve",
        name="resolve",
        summary="Find the conversation of a mail",
        handler=resolve,
        body=bodies.Resolve,
        answer=answers.Found,
        for_people=True,
    ),
    Route(
        method="POST",
        path="/resolve/add",
        name="add_mail",
        summary="Put a mail of no mailbox into one",
        handler=add,
        body=bodies.Add,
        answer=answers.Found,
        keyed=True,
        for_people=True,
    ),
    Route(
        method="GET",
        path=ONE,
        name="conversation",
        summary="One conversation",
        handler=conversation,
        answer=answers.View,
    ),
    Route(
        method="GET",
        path=f"{ONE}/timeline",
        name="timeline",
        summary="Comments and activity, newest first",
        handler=timeline,
        query=bodies.After,
        answer=listings.Timeline,
    ),
    Route(
        method="GET",
        path=f"{ONE}/previous",
        name="previous",
        summary="Earlier conversations of the same sender",
        handler=previous,
        answer=listings.Rows,
    ),
    Route(
        method="GET",
        path=f"{ONE}/assignees",
        name="assignees",
        summary="Who may be given it",
        handler=assignees,
        query=bodies.Search,
        answer=listings.Candidates,
    ),
    Route(
        method="GET",
        path=f"{ONE}/tags",
        name="tags",
        summary="Tags on it, and those known",
        handler=tags,
        answer=listings.Tags,
    ),
    Route(
        method="GET",
        path="/home",
        name="home",
        summary="Your own counts",
        handler=home,
        answer=listings.Home,
    ),
    Route(
        method="GET",
        path="/queues/<queue>",
        name="queue",
        summary="One page of a queue, oldest first",
        handler=queue,
        query=bodies.Page,
        answer=listings.QueuePage,
    ),
    Route(
        method="GET",
        path="/people",
        name="people",
        summary="Who can be mentioned",
        handler=suggest,
        query=bodies.Search,
        answer=listings.People,
    ),
)
