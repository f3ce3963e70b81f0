"""Macros as agents use them: which there are, what one will do here, and doing it in one commit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from server.domain import remarks
from server.domain.catalogue import Macro, MacroStep, StepKind
from server.domain.comments import mentioned
from server.domain.conversation import Change, Conversation, event, expect
from server.domain.errors import Forbidden, Invalid, NotFound, RandnotizError
from server.domain.macros import Scene, act_of, judged, macros_for, macros_in, party_of, sentence_of
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


@dataclass(frozen=True, slots=True)
class _Run:
    """What becomes of a conversation by the steps of a macro that can be done, and what is in the way of each."""

    made: Change
    steps: tuple[tuple[MacroStep, RandnotizError | None], ...]

    @property
    def template(self) -> str | None:
        """The template that it proposes."""
        proposed = (step.value for step, error in self.steps if step.kind is StepKind.TEMPLATE and not error)
        return next(proposed, None)


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
    run = _run(inbox, asked, record, known, Scene(inbox.directory, asked.actor, stored.at, zone))
    return MacroView(
        view(Done(inbox, stored, record), agent.id),
        known.id,
        known.name,
        tuple(_told(inbox, step, error) for step, error in run.steps),
        run.template,
        any(error is None for _, error in run.steps),
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
    runs: list[_Run] = []

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        known = _known(inbox, asked.agent.id, record, macro)
        if is_elsewhere(inbox, record, stored, mail):
            raise Invalid("Please open the mail first.")
        _expect(record, known, seen)
        run = _run(inbox, asked, record, known, Scene(inbox.directory, asked.actor, stored.at, zone))
        runs[:] = [run]
        made, forbidden = run.made, [one for _, one in run.steps if isinstance(one, Forbidden)]
        if forbidden and not made.events:
            raise forbidden[0]
        acts.clear()
        acts.update(
            UNDOABLE.intersection(act_of(step, asked.agent.id) for step, error in run.steps if not error)
        )
        if not made.events:
            return made
        said = event("macro_applied", asked.actor, stored.at, macro=known.id, name=known.name)
        return replace(made, events=(said, *made.events))

    done = change(inbox, asked, conversation, None, decide, mentions=told, acts=acts, message=mail.message)
    shown = view(done, asked.agent.id)
    if not runs:
        return Applied(shown, again=True)
    left = tuple(_told(done.inbox, step, error) for step, error in runs[0].steps if error is not None)
    template = runs[0].template
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


def _run(inbox: Inbox, asked: Asked, record: Conversation, macro: Macro, scene: Scene) -> _Run:
    made, steps = Change(record), list[tuple[MacroStep, RandnotizError | None]]()
    for step in macro.steps:
        try:
            more = _step(inbox, asked, made.after, step, scene)
        except RandnotizError as error:
            steps.append((step, error))
            continue
        made = made.then(more)
        steps.append((step, None))
    return _Run(made, tuple(steps))


def _step(inbox: Inbox, asked: Asked, record: Conversation, step: MacroStep, scene: Scene) -> Change:
    """What a step does; raises what is in its way."""
    made = judged(record, step, scene)
    if step.kind is StepKind.ASSIGN:
        check_assignee(inbox.directory, asked.agent.id, party_of(step, asked.actor), record)
    if step.kind is StepKind.TEMPLATE:
        _require_fitting(inbox, asked, record, step.value)
    if step.kind is not StepKind.COMMENT:
        return made
    comment = composed(inbox, asked, step.value, mention="", at=scene.at)
    refuse_blind(inbox.directory, mentioned(comment.mentions), record)
    return remarks.add_comment(record, comment=comment, actor=asked.actor, at=scene.at)


def _require_fitting(inbox: Inbox, asked: Asked, record: Conversation, template: str) -> None:
    if all(one.id != template for one in fitting(inbox.directory, asked.agent, record)):
        raise Invalid("There is no such template any more.")
