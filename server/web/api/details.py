"""Calls about what stands beside a conversation: fields, who sees it, one comment; and one's own availability."""

from __future__ import annotations

from server.domain.vocabulary import Availability
from server.usecases import comments, conversations, counts, people
from server.usecases.inbox import Done, read, view
from server.usecases.settings.availability import set_availability
from server.web.api import bodies, listings, rendering
from server.web.api.acts import answered
from server.web.api.calls import ONE, Call, Route, act
from server.web.api.rendering import Json


def set_field(call: Call) -> Json:
    """Give a custom field a value."""
    values = {call.path["field"]: (call.body["to"], call.body["expected"])}
    return answered(
        call,
        conversations.set_fields(call.inbox, call.asked(), conversation=call.conversation(), values=values),
    )


def viewers(call: Call) -> Json:
    """Who can be put on the list of a confidential conversation."""
    inbox, stored, record = read(call.inbox, call.agent.id, call.conversation())
    shown = view(Done(inbox, stored, record), call.agent.id)
    picker = people.restrictable(inbox, call.agent.id, record, shown)
    return {"people": [{**rendering.party(one.party), "chosen": one.chosen} for one in picker.people]}


def restrict(call: Call) -> Json:
    """Let only some see it, or everybody again."""
    to, seen = (_agents(call.body[name]) for name in ("to", "expected"))
    return answered(
        call,
        conversations.restrict(call.inbox, call.asked(), conversation=call.conversation(), to=to, seen=seen),
    )


def edit_comment(call: Call) -> Json:
    """Write one's own comment anew."""
    name, text = call.path["comment"], call.body["text"]
    done = comments.edit_comment(
        call.inbox, call.asked(), conversation=call.conversation(), comment=name, text=text
    )
    return answered(call, done)


def delete_comment(call: Call) -> Json:
    """Take a comment's text away."""
    done = comments.delete_comment(
        call.inbox, call.asked(), conversation=call.conversation(), comment=call.path["comment"]
    )
    return answered(call, done)


def availability(call: Call) -> Json:
    """Say whether the caller is there to work."""
    to, until = Availability(call.body["availability"]), call.body["until"]
    set_availability(call.inbox, call.agent.id, to, until=until, actor=call.actor)
    return rendering.home(counts.home(call.inbox, call.agent))


def _agents(parties: list[str] | None) -> list[str] | None:
    return None if parties is None else [one.removeprefix("agent:") for one in parties]


ROUTES = (
    act("PUT", "fields/<field>", "set_field", set_field, bodies.SetField, "Give a custom field a value"),
    Route(
        method="GET",
        path=f"{ONE}/visibility",
        name="viewers",
        summary="Who can be put on the list of a confidential conversation",
        handler=viewers,
        answer=listings.Viewers,
        for_people=True,
    ),
    act(
        "PUT",
        "visibility",
        "restrict",
        restrict,
        bodies.Restrict,
        "Let only some colleagues see it, or everybody again",
        for_people=True,
    ),
    act(
        "PUT",
        "comments/<comment>",
        "edit_comment",
        edit_comment,
        bodies.EditComment,
        "Write your own comment anew",
    ),
    act(
        "DELETE",
        "comments/<comment>",
        "delete_comment",
        delete_comment,
        None,
        "Take the text of a comment away: your own, or as manager that of anybody",
    ),
    Route(
        method="PUT",
        path="/me/availability",
        name="set_availability",
        summary="Say whether you are there to work",
        handler=availability,
        body=bodies.SetAvailability,
        answer=listings.Home,
        keyed=True,
        for_people=True,
    ),
)
