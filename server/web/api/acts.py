"""Calls that change a conversation: each asks one use case, and answers with the conversation as it now stands."""

from __future__ import annotations

from dataclasses import replace

from server.domain.snoozing import preset_until
from server.domain.views import ConversationView
from server.domain.vocabulary import Standing
from server.usecases import comments, conversations
from server.usecases.comments import Draft
from server.usecases.showing import look
from server.web.api import bodies, rendering
from server.web.api.calls import Call, act
from server.web.api.rendering import Json
from server.web.gmail.visit import zone_of


def take(call: Call) -> Json:
    """Make the caller responsible."""
    seen = call.body["expected"]
    return answered(
        call, conversations.take(call.inbox, call.asked(), conversation=call.conversation(), seen=seen)
    )


def assign(call: Call) -> Json:
    """Give it to somebody, a team or nobody."""
    to, seen = call.body["to"], call.body["expected"]
    done = conversations.assign(call.inbox, call.asked(), conversation=call.conversation(), to=to, seen=seen)
    return answered(call, done)


def status(call: Call) -> Json:
    """Set the status."""
    to, seen = Standing(call.body["to"]), call.body["expected"]
    done = conversations.set_status(
        call.inbox, call.asked(), conversation=call.conversation(), to=to, seen=seen
    )
    return answered(call, done)


def snooze(call: Call) -> Json:
    """Let it sleep."""
    done = conversations.snooze(
        call.inbox,
        call.asked(),
        conversation=call.conversation(),
        until=_until(call),
        wake_on_reply=call.body["wake_on_reply"],
        seen=call.body["expected"],
    )
    return answered(call, done)


def priority(call: Call) -> Json:
    """Say how urgent it is."""
    to, seen = call.body["to"], call.body["expected"]
    done = conversations.set_priority(
        call.inbox, call.asked(), conversation=call.conversation(), to=to, seen=seen
    )
    return answered(call, done)


def tag(call: Call) -> Json:
    """Put a tag on, or take one off."""
    asked, conversation = call.asked(), call.conversation()
    if "add" in call.body:
        done = conversations.add_tag(call.inbox, asked, conversation=conversation, tag=call.body["add"])
    else:
        done = conversations.remove_tag(call.inbox, asked, conversation=conversation, tag=call.body["remove"])
    return answered(call, done)


def comment(call: Call) -> Json:
    """Write a comment, and set it to waiting if asked to."""
    draft = Draft(call.body["text"], call.body["mention"], call.body.get("wait"))
    done = comments.add_comment(call.inbox, call.asked(), conversation=call.conversation(), draft=draft)
    return answered(call, done)


def claim(call: Call) -> Json:
    """Say "I'm replying", or that one still is."""
    asked, conversation = call.asked(), call.conversation()
    if call.body["renew"]:
        return answered(call, conversations.renew_claim(call.inbox, asked, conversation=conversation))
    seen = call.body["expected"]
    seen = seen.removeprefix("agent:") if seen else None
    return answered(call, conversations.claim(call.inbox, asked, conversation=conversation, seen=seen))


def release(call: Call) -> Json:
    """Give the claim back."""
    done = conversations.release_claim(call.inbox, call.asked(), conversation=call.conversation())
    return answered(call, done)


def answered(call: Call, done: ConversationView) -> Json:
    """What the act left, in the light of the newest mail; somebody's act since then is not the caller's answer."""
    whole = look(call.inbox, call.agent, conversation=done.id or "")
    whole = done if whole.version != done.version else replace(whole, undo=done.undo)
    return rendering.conversation(whole, call.context(whole.at))


def _until(call: Call) -> int:
    if "until" in call.body:
        return int(call.body["until"])
    return preset_until(call.body["preset"], now=call.inbox.clock(), zone=zone_of(call.zone))


# Claiming twice is claiming once: a claim needs no request id, and its renewal has none.
ROUTES = (
    act("POST", "take", "take", take, bodies.Take, "Make yourself responsible"),
    act("PUT", "assignee", "assign", assign, bodies.Assign, "Give it to a colleague, a team or nobody"),
    act("PUT", "status", "set_status", status, bodies.SetStatus, "Set it to open, pending, closed or spam"),
    act("PUT", "snooze", "snooze", snooze, bodies.Snooze, "Let it sleep until a moment"),
    act("PUT", "priority", "set_priority", priority, bodies.SetPriority, "Say how urgent it is"),
    act("POST", "tags", "tag", tag, bodies.Tag, "Put a tag on it, or take one off"),
    act("POST", "comments", "comment", comment, bodies.WriteComment, "Write an internal comment"),
    act(
        "PUT",
        "claim",
        "claim",
        claim,
        bodies.Claim,
        "Say that you are replying, or still are",
        keyed=False,
    ),
    act("DELETE", "claim", "release_claim", release, None, "Say that you are not replying any more"),
)
