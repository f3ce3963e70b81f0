"""Macros as they are set up: a name, steps that each mean something, and the mailboxes they are for."""

from __future__ import annotations

from dataclasses import replace

from server.domain import policy
from server.domain.administering import OPERATOR, administers
from server.domain.catalogue import Macro, MacroStep, StepKind
from server.domain.comments import clean
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.labels import tag_name
from server.domain.macros import ME, NOBODY, STEPS
from server.domain.snoozing import Preset
from server.domain.vocabulary import Priority, Standing
from server.domain.workspace import Directory
from server.usecases.checking import free_name
from server.usecases.inbox import Inbox
from server.usecases.settings.entries import added, changed, deleted
from server.usecases.settings.places import checked_places, concerning, known_to

_ONCE = (StepKind.ASSIGN, StepKind.PRIORITY, StepKind.TEMPLATE, StepKind.COMMENT)


def macros_of(inbox: Inbox, actor: Actor) -> tuple[Macro, ...]:
    """The macros of the mailboxes whose settings the actor may open, by name."""
    return concerning(inbox.directory.macros.values(), inbox.directory, actor)


def macro_of(inbox: Inbox, macro: str, *, actor: Actor = OPERATOR) -> Macro:
    """One macro; NotFound where it is none of the actor's."""
    return known_to(inbox.directory, actor, inbox.directory.macros.get(macro))


def create_macro(inbox: Inbox, macro: Macro, *, actor: Actor = OPERATOR) -> Macro:
    """Add a macro; without an id it gets a fresh one."""
    return added(inbox, macro, lambda directory, new: _checked(directory, actor, new), actor=actor)


def change_macro(inbox: Inbox, after: Macro, *, actor: Actor = OPERATOR, seen: str = "") -> Macro:
    """Change a macro: its name, steps and mailboxes."""
    before = macro_of(inbox, after.id, actor=actor)

    def checked(directory: Directory, new: Macro) -> Macro:
        return _checked(directory, actor, new, kept=before.steps)

    return changed(inbox, before, after, checked, actor=actor, seen=seen)[1]


def delete_macro(inbox: Inbox, macro: Macro, *, actor: Actor = OPERATOR, seen: str = "") -> None:
    """Delete a macro; what was done with it stays as it is."""
    deleted(inbox, macro, actor=actor, seen=seen)


def nameable(directory: Directory, actor: Actor) -> frozenset[str]:
    """Whom the actor may name in a step, as parties (A8): who administers people everybody, others whom they know."""
    if administers(directory, actor):
        return frozenset(_parties(directory))
    people = policy.colleagues(directory, actor.id or "")
    teams = (team.id for team in directory.teams.values() if people.intersection(team.members))
    return frozenset({*(f"agent:{one}" for one in people), *(f"team:{one}" for one in teams)})


def _checked_step(directory: Directory, actor: Actor, step: MacroStep) -> MacroStep:
    """The step as it is kept; Invalid for a value that means nothing to the actor."""
    value = step.value.strip()
    if step.kind is StepKind.TAG or step.kind is StepKind.UNTAG:
        return replace(step, value=tag_name(value))
    if step.kind is StepKind.COMMENT:
        return replace(step, value=clean(value))
    known = {
        StepKind.STATUS: {str(one) for one in Standing if one is not Standing.SNOOZED},
        StepKind.PRIORITY: {str(one) for one in Priority},
        StepKind.SNOOZE: {str(one) for one in Preset},
        StepKind.TEMPLATE: {one.id for one in concerning(directory.templates.values(), directory, actor)},
        StepKind.ASSIGN: {ME, NOBODY, *nameable(directory, actor)},
    }
    if value not in known[step.kind]:
        raise Invalid("“%(value)s” cannot be chosen in this step.", value=value[:80])
    return replace(step, value=value)


def _means(directory: Directory, step: MacroStep) -> bool:
    """Whether what a step names is still there."""
    if step.kind is StepKind.TEMPLATE:
        return step.value in directory.templates
    return step.kind is not StepKind.ASSIGN or step.value in {ME, NOBODY, *_parties(directory)}


def _parties(directory: Directory) -> set[str]:
    return {f"agent:{one}" for one in directory.agents} | {f"team:{one}" for one in directory.teams}


def _checked(directory: Directory, actor: Actor, macro: Macro, *, kept: tuple[MacroStep, ...] = ()) -> Macro:
    """The macro as it is kept; steps that it had already stay, whoever put them there."""
    name = free_name(macro, directory.macros.values())
    steps = tuple(
        step if step in kept and _means(directory, step) else _checked_step(directory, actor, step)
        for step in macro.steps
    )
    if not steps:
        raise Invalid("A macro needs at least one step.")
    if len(steps) > STEPS:
        raise Invalid("A macro may have %(limit)s steps.", limit=STEPS)
    kinds = [step.kind for step in steps]
    standing = kinds.count(StepKind.STATUS) + kinds.count(StepKind.SNOOZE)
    if standing > 1 or any(kinds.count(kind) > 1 for kind in _ONCE):
        raise Invalid(
            "A macro may do each of these things once: assign, status, priority, template, comment."
        )
    return replace(macro, name=name, steps=steps, mailboxes=checked_places(directory, macro.mailboxes))
