"""Macros as agents use them: which there are, what one will do here, and doing it in one commit."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from server.domain import remarks
from server.domain.catalogue import Macro, MacroStep, StepKind
from server.domain.comments import mentioned
from server.domain.conversation import Change, Conversation, event, expect
from server.domain.errors import Forbidden, Invalid, NotFound, RandnotizError
from server.domain.macros import ACTS, Scene, judged, macros_for, macros_in, party_of, refusal, sentence_of
from server.domain.macroviews import MacroView, ToldStep
from server.domain.proposing import fitting
from server.domain.undoing import UNDOABLE
from server.domain.views import ConversationView, Sentence
from server.domain.vocabulary import Act, Via
from server.domain.workspace import Agent
from server.store.conversations import Stored
from server.usecases.inbox import Asked, Done, Inbox, change, read, view
from server.usecases.openmail import is_elsewhere, open_mail_of
from server.usecases.remarking import check_assignee, composed, refuse_blind, told
from server.usecases.templates import Written, answer_with


@dataclass(frozen=True, slots=True)
class Seen:
    """What the reader saw when a macro was told to them: assignee, status and priority, as words."""

    assignee: str | None
    status: str
    priority: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What a macro did: the conversation now, what was left out and why, and the answer that it proposes.

    `again` says that this request was done before, so that nobody is given the answer twice.
    """

    conversation: ConversationView
    left_out: tuple[ToldStep, ...] = ()
    answer: Written | None = None
    again: bool = False


def macros(inbox: Inbox, agent: str, *, conversation: str) -> tuple[ConversationView, tuple[Macro, ...]]:
    """The conversation, and the macros that there are for it."""
    inbox, stored, record = read(inbox, agent, conversation)
    shown = view(Done(inbox, stored, record), agent)
    return shown, macros_for(inbox.directory, agent, record)


def look_at_macro(inbox: Inbox, agent: Agent, *, conversation: str, macro: str, zone: ZoneInfo) -> MacroView:
    """What a macro will do, step by step, and what of it cannot be done; nothing is changed."""
    asked = Asked(agent, Via.WEB, "")
    inbox, stored, record = read(inbox, agent.id, conversation)
    known = _known(inbox, agent.id, record, macro)
    scene = Scene(inbox.directory, asked.actor, stored.at, zone)
    steps, work = [], record
    for step in known.steps:
        error = _refusal(inbox, asked, work, step, scene)
        steps.append(_told(inbox, step, error))
        work = work if error else judged(work, step, scene).after
    shown = view(Done(inbox, stored, record), agent.id)
    return MacroView(
        shown,
        known.id,
        known.name,
        tuple(steps),
        _template(inbox, known) if _proposes(steps, known) else None,
        any(not one.obstacle for one in steps),
    )


def apply_macro(
    inbox: Inbox,
    asked: Asked,
    *,
    conversation: str,
    macro: str,
    seen: Seen,
    zone: ZoneInfo,
    gmail_id: str = "",
) -> Applied:
    """Do every step that can be done, at once; refused where what it changes is not as it was shown.

    `gmail_id` is the mail that its answer will be given to: refused where that is in another conversation.
    """
    mail = open_mail_of(inbox, asked.agent.id, gmail_id)
    acts: set[Act] = set()  # what the steps that are done take, and undoing them will take again
    told_of: list[tuple[Macro, tuple[ToldStep, ...]]] = []

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        known = _known(inbox, asked.agent.id, record, macro)
        scene = Scene(inbox.directory, asked.actor, stored.at, zone)
        if is_elsewhere(inbox, record, stored, mail):
            raise Invalid("Please open the mail first.")
        _expect(record, known, seen)
        made, left, forbidden = Change(record), list[ToldStep](), list[Forbidden]()
        acts.clear()
        for step in known.steps:
            error = _refusal(inbox, asked, made.after, step, scene)
            if error is None:
                made = _joined(made, _step(inbox, asked, made.after, step, scene))
                acts.update({ACTS[step.kind]} & UNDOABLE)
            else:
                left.append(_told(inbox, step, error))
                forbidden += [error] if isinstance(error, Forbidden) else []
        if forbidden and not made.events:
            raise forbidden[0]
        told_of[:] = [(known, tuple(left))]
        if not made.events:
            return made
        said = event("macro_applied", asked.actor, stored.at, macro=known.id, name=known.name)
        return Change(made.after, (said, *made.events), made.comment)

    done = change(inbox, asked, conversation, None, decide, mentions=told, acts=acts, message=mail.message)
    shown = view(done, asked.agent.id)
    if not told_of:
        return Applied(shown, again=True)
    known, left = told_of[0]
    template = _template(done.inbox, known)
    if template is None:
        return Applied(shown, left)
    return Applied(shown, left, answer_with(done.inbox, asked.agent, template, record=done.conversation))


def _told(inbox: Inbox, step: MacroStep, error: RandnotizError | None) -> ToldStep:
    obstacle = Sentence(error.message, dict(error.facts)) if error else None
    return ToldStep(sentence_of(step, inbox.directory), obstacle)


def _known(inbox: Inbox, agent: str, record: Conversation, macro: str) -> Macro:
    found = next((m for m in macros_in(inbox.directory, agent, record) if m.id == macro), None)
    if found is None:
        raise NotFound("There is no such macro.")
    return found


def _expect(record: Conversation, macro: Macro, seen: Seen) -> None:
    """Refuse where what the macro changes has another value than was shown (DECISIONS D1)."""
    kinds = {step.kind for step in macro.steps}
    if StepKind.ASSIGN in kinds:
        expect("assignee", seen=seen.assignee, current=record.assignee)
    if kinds & {StepKind.STATUS, StepKind.SNOOZE}:
        expect("status", seen=seen.status, current=str(record.standing))
    if StepKind.PRIORITY in kinds:
        expect("priority", seen=seen.priority, current=str(record.priority))


def _refusal(
    inbox: Inbox, asked: Asked, record: Conversation, step: MacroStep, scene: Scene
) -> RandnotizError | None:
    found = refusal(record, step, scene)
    if found is not None:
        return found
    if step.kind is StepKind.TEMPLATE:
        fits = any(one.id == step.value for one in fitting(inbox.directory, asked.agent, record))
        return None if fits else Invalid("There is no such template any more.")
    try:
        _step(inbox, asked, record, step, scene)
    except RandnotizError as error:
        return error
    return None


def _step(inbox: Inbox, asked: Asked, record: Conversation, step: MacroStep, scene: Scene) -> Change:
    """What a step does where nothing is in its way but whom it names."""
    if step.kind is StepKind.ASSIGN:
        check_assignee(inbox.directory, asked.agent.id, party_of(step, asked.actor), record)
    if step.kind is not StepKind.COMMENT:
        return judged(record, step, scene)
    comment = composed(inbox, asked, step.value, mention="", at=scene.at)
    refuse_blind(inbox.directory, mentioned(comment.mentions), record)
    return remarks.add_comment(record, comment=comment, actor=asked.actor, at=scene.at)


def _joined(made: Change, more: Change) -> Change:
    return Change(more.after, (*made.events, *more.events), more.comment or made.comment)


def _proposes(told: list[ToldStep], macro: Macro) -> bool:
    """Whether nothing is in the way of its template."""
    pairs = zip(told, macro.steps, strict=True)
    return any(step.kind is StepKind.TEMPLATE and not one.obstacle for one, step in pairs)


def _template(inbox: Inbox, macro: Macro) -> str | None:
    named = (step.value for step in macro.steps if step.kind is StepKind.TEMPLATE)
    return next((one for one in named if one in inbox.directory.templates), None)
