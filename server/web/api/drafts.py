"""Calls about the draft of a reply that a colleague checks before it is sent."""

from __future__ import annotations

from marshmallow import fields, validate

from server.domain.comments import LIMIT as COMMENT_LIMIT
from server.domain.differences import Kind
from server.domain.drafts import LIMIT
from server.usecases import review
from server.web.api import answers, rendering
from server.web.api.acts import answered
from server.web.api.calls import ONE, Call, Handler, Route, act
from server.web.api.fields import Closed, Whole
from server.web.api.fields import text as words
from server.web.api.rendering import Json


class DraftSeen(Closed):
    """The draft that was seen."""

    expected = Whole(
        required=True,
        allow_none=True,
        metadata={"description": "The review's version when the reader decided; null for no draft"},
    )


class AskReview(DraftSeen):
    """A draft, and who is to check it."""

    text = fields.String(required=True, validate=validate.Length(1, LIMIT))
    reviewer = words(100, required=True, metadata={"description": "agent:… or team:…"})


class EditDraft(DraftSeen):
    """What should be sent instead."""

    text = fields.String(required=True, validate=validate.Length(1, LIMIT))


class ApproveDraft(DraftSeen):
    """A reviewer's word, with an internal comment or without."""

    comment = fields.String(validate=validate.Length(max=COMMENT_LIMIT), load_default="")


class ReturnDraft(DraftSeen):
    """Why a draft goes back, as an internal comment."""

    comment = fields.String(required=True, validate=validate.Length(1, COMMENT_LIMIT))


class PassageAnswer(Closed):
    """A piece of text, and what became of it."""

    kind = answers.word(Kind)
    text = answers.words()


class DraftAnswer(Closed):
    """A draft with its text, plain; empty where there is none. `changes` lead from `text` to `final`."""

    text = answers.words()
    final = answers.words(metadata={"description": "What would be sent"})
    changes = answers.many(fields.Nested(PassageAnswer))
    reviewers = answers.many(fields.Nested(answers.Party))
    conversation = fields.Nested(answers.View, required=True)


def read(call: Call) -> Json:
    """The draft with its text."""
    found = review.draft(call.inbox, call.agent.id, conversation=call.conversation())
    shown = found.conversation
    return {
        "text": found.text,
        "final": found.final,
        "changes": [{"kind": one.kind, "text": one.text} for one in found.changes],
        "reviewers": [rendering.party(one) for one in found.reviewers],
        "conversation": rendering.conversation(shown, call.context(shown.at)),
    }


def ask(call: Call) -> Json:
    """Put a draft before somebody."""
    body, name = call.body, call.conversation()
    done = review.ask_review(
        call.inbox,
        call.asked(),
        conversation=name,
        text=body["text"],
        reviewer=body["reviewer"],
        seen=body["expected"],
    )
    return answered(call, done)


def approve(call: Call) -> Json:
    """Say that it is right."""
    seen, comment = call.body["expected"], call.body["comment"]
    done = review.approve_draft(
        call.inbox, call.asked(), conversation=call.conversation(), seen=seen, comment=comment
    )
    return answered(call, done)


def give_back(call: Call) -> Json:
    """Give it back with a comment."""
    seen, comment = call.body["expected"], call.body["comment"]
    done = review.return_draft(
        call.inbox, call.asked(), conversation=call.conversation(), seen=seen, comment=comment
    )
    return answered(call, done)


def edit(call: Call) -> Json:
    """Write what should be sent instead."""
    seen, wanted = call.body["expected"], call.body["text"]
    done = review.edit_draft(
        call.inbox, call.asked(), conversation=call.conversation(), seen=seen, text=wanted
    )
    return answered(call, done)


def use(call: Call) -> Json:
    """Note that it stands in a reply now."""
    seen = call.body["expected"]
    return answered(
        call, review.use_draft(call.inbox, call.asked(), conversation=call.conversation(), seen=seen)
    )


def withdraw(call: Call) -> Json:
    """Take it away."""
    seen = call.body["expected"]
    return answered(
        call, review.withdraw_draft(call.inbox, call.asked(), conversation=call.conversation(), seen=seen)
    )


def _step(method: str, path: str, name: str, handler: Handler, body: type[Closed], summary: str) -> Route:
    return act(method, f"draft{path}", name, handler, body, summary, for_people=True)


ROUTES = (
    Route(
        method="GET",
        path=f"{ONE}/draft",
        name="draft",
        summary="The draft of a reply that a colleague checks, with its text",
        handler=read,
        answer=DraftAnswer,
        for_people=True,
    ),
    _step("PUT", "", "ask_review", ask, AskReview, "Ask a colleague or a team to check a draft"),
    _step("POST", "/approve", "approve_draft", approve, ApproveDraft, "Say as its reviewer that it is right"),
    _step("POST", "/return", "return_draft", give_back, ReturnDraft, "Give it back to its author"),
    _step("PUT", "/proposal", "edit_draft", edit, EditDraft, "Write as its reviewer what should be sent"),
    _step("POST", "/use", "use_draft", use, DraftSeen, "Say that it stands in a reply of yours now"),
    _step("POST", "/withdraw", "withdraw_draft", withdraw, DraftSeen, "Take your draft away"),
)
