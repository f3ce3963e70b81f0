"""Macros: a named list of steps that are done to a conversation at once, told before they are done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from server.domain import assignment, labels, lifecycle, policy
from server.domain.catalogue import Macro, MacroStep, StepKind
from server.domain.conversation import Change, Conversation
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.snoozing import Preset, preset_until
from server.domain.views import Sentence
from server.domain.vocabulary import Act, Priority, Standing
from server.domain.wording import PRIORITIES, STANDINGS
from server.domain.workspace import Directory

STEPS = 12
"""How many steps one macro may have."""
ME = "me"
NOBODY = "nobody"


_ACTS: Mapping[StepKind, Act] = {
    StepKind.STATUS: Act.STATUS,
    StepKind.ASSIGN: Act.ASSIGN,
    StepKind.TAG: Act.TAG,
    StepKind.UNTAG: Act.TAG,
    StepKind.PRIORITY: Act.PRIORITY,
    StepKind.SNOOZE: Act.SNOOZE,
    StepKind.COMMENT: Act.COMMENT,
    StepKind.TEMPLATE: Act.CLAIM,
}
"""The right that a step takes; a template is only proposed, to who answers."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Who applies a macro, when, and where their clock is."""

    directory: Directory
    actor: Actor
    at: int
    zone: ZoneInfo


def macros_for(directory: Directory, agent: str, conversation: Conversation) -> tuple[Macro, ...]:
    """The macros there of which the agent may do every step, by name."""
    useful = (
        macro
        for macro in macros_in(directory, agent, conversation)
        if all(policy.may(directory, agent, act_of(step, agent), conversation) for step in macro.steps)
    )
    return tuple(sorted(useful, key=lambda macro: macro.name.lower()))


def macros_in(directory: Directory, agent: str, conversation: Conversation) -> tuple[Macro, ...]:
    """The macros of the conversation's mailboxes that the agent is in."""
    mine = {box.id for box, _ in directory.memberships(agent)}.intersection(conversation.mailboxes)
    return tuple(m for m in directory.macros.values() if not m.mailboxes or mine.intersection(m.mailboxes))


def act_of(step: MacroStep, agent: str) -> Act:
    """The right that a step takes from an agent."""
    if step.kind is StepKind.STATUS and step.value == Standing.SPAM:
        return Act.SPAM
    if step.kind is StepKind.ASSIGN and step.value in (ME, f"agent:{agent}"):
        return Act.TAKE
    return _ACTS[step.kind]


def judged(conversation: Conversation, step: MacroStep, scene: Scene) -> Change:
    """What one step changes; raises what is in its way. A comment and a template are the caller's to judge."""
    kind, value, actor, at = step.kind, step.value, scene.actor, scene.at
    agent = actor.id or ""
    policy.require(scene.directory, agent, act_of(step, agent), conversation)
    if kind is StepKind.STATUS:
        return lifecycle.set_status(conversation, to=Standing(value), seen=None, actor=actor, at=at)
    if kind is StepKind.ASSIGN:
        return _assigned(conversation, party_of(step, actor), scene)
    if kind is StepKind.TAG:
        return labels.add_tag(conversation, tag=value, actor=actor, at=at)
    if kind is StepKind.UNTAG:
        return labels.remove_tag(conversation, tag=labels.tag_name(value), actor=actor, at=at)
    if kind is StepKind.PRIORITY:
        seen = conversation.priority
        return labels.set_priority(conversation, to=Priority(value), seen=seen, actor=actor, at=at)
    if kind is StepKind.SNOOZE:
        until = preset_until(Preset(value), now=at, zone=scene.zone)
        return lifecycle.snooze(conversation, until=until, wake_on_reply=True, seen=None, actor=actor, at=at)
    return Change(conversation)


def party_of(step: MacroStep, actor: Actor) -> str | None:
    """Whom a step assigns it to."""
    if step.value == ME:
        return f"agent:{actor.id}"
    return None if step.value == NOBODY else step.value


def sentence_of(step: MacroStep, directory: Directory) -> Sentence:
    """What a step will do."""
    value = step.value
    if step.kind is StepKind.STATUS:
        return Sentence("Set to “%(standing_word)s”", {"standing_word": STANDINGS[Standing(value)].message})
    if step.kind is StepKind.ASSIGN:
        return _assigning(value, directory)
    if step.kind is StepKind.PRIORITY:
        return Sentence(
            "Set the priority to “%(priority_word)s”", {"priority_word": PRIORITIES[Priority(value)].message}
        )
    if step.kind is StepKind.TEMPLATE:
        template = directory.templates.get(value)
        return Sentence("Propose the template “%(name)s”", {"name": template.name if template else "?"})
    return Sentence(
        _SAID[step.kind], {"value": _PRESETS[Preset(value)] if step.kind is StepKind.SNOOZE else value}
    )


_SAID: Mapping[StepKind, str] = {
    StepKind.TAG: "Add the tag “%(value)s”",
    StepKind.UNTAG: "Remove the tag “%(value)s”",
    StepKind.SNOOZE: "Wait: %(value)s",
    StepKind.COMMENT: "Write the comment “%(value)s”",
}
_PRESETS: Mapping[Preset, Sentence] = {
    Preset.HOURS: Sentence("3 hours"),
    Preset.AFTERNOON: Sentence("Today 13:00"),
    Preset.TOMORROW: Sentence("Tomorrow 8:00"),
    Preset.MONDAY: Sentence("Monday 8:00"),
}


def _assigning(value: str, directory: Directory) -> Sentence:
    if value == ME:
        return Sentence("Assign to you")
    if value == NOBODY:
        return Sentence("Remove the assignee")
    return Sentence("Assign to %(whom)s", {"whom": directory.name_of(value) or "?"})


def _assigned(conversation: Conversation, to: str | None, scene: Scene) -> Change:
    if to is not None and not policy.may_be_assigned(scene.directory, to, conversation):
        raise Invalid(
            "%(who)s does not work in this mailbox, so it cannot be assigned to them.",
            who=scene.directory.name_of(to) or "?",
        )
    return assignment.assign(conversation, to=to, seen=conversation.assignee, actor=scene.actor, at=scene.at)
