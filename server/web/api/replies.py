"""Calls around answering and being there: intents, the check before sending, heartbeats, changes for who polls."""

from __future__ import annotations

from marshmallow import fields, validate

from server.domain.vocabulary import Mode
from server.usecases import live, presence, replies
from server.usecases.composing import say_replied
from server.usecases.hearing import Heard
from server.usecases.replies import AFTER_SEND, KEEP, By, Draft
from server.web.api import alerts, answers, rendering
from server.web.api.acts import answered
from server.web.api.calls import Call, Route
from server.web.api.fields import Closed, Flag, text
from server.web.api.rendering import Json

PRESENT = (str(Mode.VIEWING), str(Mode.COMPOSING))
"""What a client may say of its user; that they are sending, only the check knows."""
_SPAN = "/conversations/<conversation>/presence"


class DraftBody(Closed):
    """A draft as a client knows it."""

    in_reply_to = text(4000, load_default="", metadata={"description": "Message-ID of the mail it answers"})
    conversation_id = text(4000, load_default="", metadata={"description": "Exchange's conversation id"})


class DraftInLanguage(DraftBody):
    """A draft, and the language of the client that asks."""

    locale = text(20, load_default="")


class IntentBody(Closed):
    """The mail that will be answered, and what happens after sending."""

    message_id = text(4000, shortest=1, required=True)
    conversation_id = text(4000, load_default="")
    after_send = fields.String(validate=validate.OneOf(list(AFTER_SEND)), load_default=KEEP)


class RepliedBody(Closed):
    """Whether the caller's reply went out."""

    replied = Flag(required=True)


class BeatBody(Closed):
    """What the caller is doing there."""

    mode = fields.String(validate=validate.OneOf(PRESENT), required=True)


class LeaveQuery(Closed):
    """What the caller stops doing there."""

    mode = fields.String(validate=validate.OneOf(PRESENT), load_default=Mode.VIEWING)


class AfterQuery(Closed):
    """The cursor of the last answer."""

    after = text(100, load_default=None, allow_none=True)


class Answered(Closed):
    """The conversation that a draft answers, and how it was found."""

    conversation = fields.Nested(answers.View, required=True)
    by = fields.Enum(By, by_value=True, required=True)
    after_send = fields.String(required=True)


class Checked(Closed):
    """Whether to warn, and with which words; `conversation` is where to look."""

    warn = Flag(required=True)
    text = fields.String(required=True)
    markdown = fields.String(required=True)
    button = fields.String(required=True)
    conversation = fields.String(required=True, allow_none=True)


class Present(Closed):
    """Who else is there."""

    presence = fields.List(fields.Nested(answers.Here), required=True)


class ChangeBy(Closed):
    """Who did it."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class OneChange(Closed):
    """One thing that happened; `gone` says that the conversation cannot be seen any more."""

    event = fields.String(required=True, validate=validate.OneOf(["change", "presence", "gone"]))
    conversation = fields.String(required=True)
    version = fields.Integer()
    types = fields.List(fields.String())
    by = fields.Nested(ChangeBy, allow_none=True)


class Changes(Closed):
    """What happened since the cursor; `reset` says that everything must be read anew."""

    changes = fields.List(fields.Nested(OneChange), required=True)
    cursor = fields.String(required=True)
    reset = Flag(required=True)


def announce(call: Call) -> None:
    """Remember what the caller is about to answer."""
    draft = Draft(call.body["message_id"], call.body["conversation_id"])
    replies.announce(call.inbox, call.agent, draft=draft, after_send=call.body["after_send"])


def compose(call: Call) -> Json:
    """Tell which conversation a draft answers."""
    found = replies.answering(call.inbox, call.agent, _draft(call))
    view = found.conversation
    shown = rendering.conversation(view, call.context(view.at))
    return {"conversation": shown, "by": found.by, "after_send": found.after_send}


def composing(call: Call) -> None:
    """Note that the caller is writing an answer."""
    replies.composing(call.inbox, call.agent, _draft(call))


def check(call: Call) -> Json:
    """Warn before a second answer goes out."""
    done = replies.check(call.inbox, call.asked(), _draft(call))
    context = call.in_language(call.body["locale"]).context(call.inbox.clock())
    return {
        "warn": bool(done.sentences),
        "text": alerts.plain(done.sentences, context),
        "markdown": alerts.markdown(done.sentences, context),
        "button": context.gettext("Show conversation"),
        "conversation": done.conversation,
    }


def beat(call: Call) -> Json:
    """Note that the caller is there, and tell who else is."""
    mode = Mode(call.body["mode"])
    here = presence.beat(call.inbox, call.agent, conversation=call.conversation(), mode=mode)
    return {"presence": [rendering.presence(one) for one in here]}


def leave(call: Call) -> None:
    """Note that the caller has gone."""
    mode = Mode(call.query["mode"])
    presence.leave(call.inbox, call.agent, conversation=call.conversation(), mode=mode)


def changes(call: Call) -> Json:
    """What happened since a cursor, for clients that cannot listen."""
    workspaces = call.services.workspaces
    found, cursor, reset = live.changes(workspaces, call.inbox, call.agent.id, after=call.query["after"])
    return {"changes": [told(one) for one in found], "cursor": cursor, "reset": reset}


def told(heard: Heard) -> Json:
    """One change as clients read it; of what is gone, only that."""
    made: Json = {"event": heard.kind, "conversation": heard.conversation}
    if heard.kind == "change":
        by = {"id": heard.by, "name": heard.by_name} if heard.by else None
        made |= {"version": heard.version, "types": list(heard.types), "by": by}
    return made


def replied(call: Call) -> Json:
    """Answer "Did you reply?"."""
    return answered(
        call,
        say_replied(call.inbox, call.asked(), conversation=call.conversation(), replied=call.body["replied"]),
    )


def _draft(call: Call) -> Draft:
    return Draft(call.body["in_reply_to"], call.body["conversation_id"])


ROUTES = (
    Route(
        method="POST",
        path="/intents",
        name="announce_reply",
        summary="Say which mail you are about to answer",
        handler=announce,
        body=IntentBody,
        answer=None,
        keyed=True,
        for_people=True,
    ),
    Route(
        method="POST",
        path="/compose",
        name="compose",
        summary="Which conversation a draft answers",
        handler=compose,
        body=DraftBody,
        answer=Answered,
        for_people=True,
    ),
    Route(
        method="POST",
        path="/composing",
        name="composing",
        summary="Say that you are writing an answer",
        handler=composing,
        body=DraftInLanguage,
        answer=None,
        for_people=True,
    ),
    Route(
        method="POST",
        path="/send-check",
        name="send_check",
        summary="Check a reply before it is sent",
        handler=check,
        body=DraftInLanguage,
        answer=Checked,
        keyed=True,
        for_people=True,
    ),
    Route(
        method="POST",
        path="/conversations/<conversation>/replied",
        name="say_replied",
        summary="Say whether you replied: then what you chose for after sending happens, or is forgotten",
        handler=replied,
        body=RepliedBody,
        answer=answers.View,
        keyed=True,
        for_people=True,
    ),
    Route(
        method="PUT",
        path=_SPAN,
        name="beat",
        summary="Say that you have it before you, or are writing",
        handler=beat,
        body=BeatBody,
        answer=Present,
        for_people=True,
    ),
    Route(
        method="DELETE",
        path=_SPAN,
        name="leave",
        summary="Say that you have gone",
        handler=leave,
        query=LeaveQuery,
        answer=None,
        for_people=True,
    ),
    Route(
        method="GET",
        path="/changes",
        name="changes",
        summary="What happened since a cursor",
        handler=changes,
        query=AfterQuery,
        answer=Changes,
    ),
)
