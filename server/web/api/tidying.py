"""Calls that put conversations right: merge, split, move, links, and blocked senders."""

from __future__ import annotations

from cards.words import sentence
from server.domain.errors import NotFound
from server.usecases import arranging, linking, partners, tidying
from server.usecases.showing import WHOLE
from server.web.api import rendering, tidyschemas
from server.web.api.acts import answered
from server.web.api.calls import ONE, Call, Handler, Route, act
from server.web.api.fields import Closed
from server.web.api.rendering import Json


def tidy(call: Call) -> Json:
    """What can be put right."""
    found = arranging.tidy(call.inbox, call.agent.id, conversation=call.conversation())
    return {
        "mail_count": found.mail_count,
        "comment_count": found.conversation.comment_count,
        "mails": [
            {"key": m.key, "at": m.at, "sender": m.sender, "subject": m.subject, "outbound": m.outbound}
            for m in found.mails
        ],
        "candidates": [
            {"row": rendering.row(c.row), "mails": c.mails, "suggested": c.suggested}
            for c in found.candidates
        ],
        "merged": [{"id": m.id, "subject": m.subject, "until": m.until} for m in found.merged],
        "links": [{"kind": one.kind, "row": rendering.row(one.row)} for one in found.links],
        "places": [rendering.mailbox(box) for box in found.places],
        "blocked": found.blocked,
    }


def merge_plan(call: Call) -> Json:
    """What merging another one into it would do."""
    other = _id(call.path["other"])
    plan = partners.merge_plan(call.inbox, call.agent.id, conversation=call.conversation(), other=other)
    context = call.context(plan.conversation.at)
    return {
        "row": rendering.row(plan.row),
        "mails": plan.mails,
        "comments": plan.comments,
        "shown": [
            {"comments": one.comments, "subject": one.subject, "mailboxes": list(one.mailboxes)}
            for one in plan.shown
        ],
        "refusal": plan.refusal and sentence(plan.refusal, context),
    }


def merge(call: Call) -> Json:
    """Make it part of another one."""
    source, into = call.conversation(), _id(call.body["into"])
    return _tidied(call, tidying.merge(call.inbox, call.asked(), source=source, into=into))


def unmerge(call: Call) -> Json:
    """Part what was merged into it."""
    target, source = call.conversation(), _id(call.body["source"])
    return _tidied(call, tidying.unmerge(call.inbox, call.asked(), source=source, target=target))


def split(call: Call) -> Json:
    """Let mails begin a conversation of their own."""
    done = tidying.split(
        call.inbox,
        call.asked(),
        conversation=call.conversation(),
        message=call.body["message"],
        later=call.body["later"],
    )
    return _tidied(call, done)


def move(call: Call) -> Json:
    """Move it to another mailbox, or into one more."""
    to, seen, stays = call.body["to"], call.body["expected"], call.body["stays"]
    asked, conversation = call.asked(), call.conversation()
    done = tidying.move(call.inbox, asked, conversation=conversation, to=to, seen=seen, stays=stays)
    return _tidied(call, done)


def link(call: Call) -> Json:
    """Link it with another one."""
    other, kind = _id(call.body["other"]), call.body["kind"]
    asked, conversation = call.asked(), call.conversation()
    return _tidied(call, linking.link(call.inbox, asked, conversation=conversation, other=other, kind=kind))


def unlink(call: Call) -> Json:
    """Take a link away."""
    other = _id(call.path["other"])
    asked, conversation = call.asked(), call.conversation()
    return _tidied(call, linking.unlink(call.inbox, asked, conversation=conversation, other=other))


def block(call: Call) -> Json:
    """Block its sender, or unblock them."""
    blocked: bool = call.body["blocked"]
    asked, conversation = call.asked(), call.conversation()
    done = arranging.block_sender(call.inbox, asked, conversation=conversation, blocked=blocked)
    return answered(call, done)


def _tidied(call: Call, done: tidying.Tidied) -> Json:
    view = tidying.shown(done, call.agent, comments=WHOLE)
    return {"conversation": rendering.conversation(view, call.context(view.at)), "other": done.other}


def _id(known: str) -> str:
    if not (known.isascii() and known.isalnum()):
        raise NotFound("This conversation does not exist.")
    return known


def _act(
    method: str, path: str, name: str, handler: Handler, body: type[Closed] | None, summary: str
) -> Route:
    return act(method, path, name, handler, body, summary, answer=tidyschemas.Tidied)


ROUTES = (
    Route(
        method="GET",
        path=f"{ONE}/tidy",
        name="tidy",
        summary="What can be put right: merge, split, move, links, the sender",
        handler=tidy,
        answer=tidyschemas.Tidy,
    ),
    Route(
        method="GET",
        path=f"{ONE}/merge/<other>",
        name="merge_plan",
        summary="What merging another conversation into this one would do",
        handler=merge_plan,
        answer=tidyschemas.MergePlan,
    ),
    _act("POST", "merge", "merge", merge, tidyschemas.Merge, "Make it part of another conversation"),
    _act("POST", "unmerge", "unmerge", unmerge, tidyschemas.Unmerge, "Undo a merge of the last 30 days"),
    _act("POST", "split", "split", split, tidyschemas.Split, "Let mails begin a conversation of their own"),
    _act("PUT", "mailbox", "move", move, tidyschemas.Move, "Move it to another mailbox, or add it to one"),
    _act(
        "POST", "links", "link_conversation", link, tidyschemas.LinkWith, "Link it with another conversation"
    ),
    _act(
        "DELETE",
        "links/<other>",
        "unlink_conversation",
        unlink,
        None,
        "Take a link to another conversation away",
    ),
    act("PUT", "sender", "block_sender", block, tidyschemas.Block, "Block its sender, or unblock them"),
)
