"""The steps of macros in words that outlive ids: people by address, teams and templates by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from server.domain.catalogue import Macro, MacroStep, StepKind
from server.domain.errors import Invalid
from server.domain.macros import ME, NOBODY
from server.domain.workspace import Directory
from server.usecases.settings.finding import find_agent, find_team, find_template

TEAM = "team:"


def spoken(directory: Directory, step: MacroStep) -> str:
    """What a step is done with: "me", "nobody", an address, "team:<name>", the name of a template, else its value."""
    value = step.value
    if step.kind is StepKind.TEMPLATE:
        template = directory.templates.get(value)
        return template.name if template else value
    if step.kind is not StepKind.ASSIGN or value in (ME, NOBODY):
        return value
    if value.startswith(TEAM):
        return TEAM + directory.name_of(value)
    agent = directory.agents.get(value.removeprefix("agent:"))
    return agent.emails[0] if agent else value


def step_from(directory: Directory, kind: str, said: str) -> MacroStep:
    """The step that is meant; Invalid for a kind that there is not, NotFound for a name that nobody has."""
    try:
        what = StepKind(kind.strip())
    except ValueError:
        raise Invalid("There is no step “%(kind)s”.", kind=kind[:80]) from None
    value = said.strip()
    if what is StepKind.TEMPLATE:
        value = find_template(directory, value).id
    elif what is StepKind.ASSIGN and value.startswith(TEAM):
        value = TEAM + find_team(directory, value.removeprefix(TEAM)).id
    elif what is StepKind.ASSIGN and value not in (ME, NOBODY):
        value = f"agent:{find_agent(directory, value).id}"
    return MacroStep(what, value)


def steps_as_data(directory: Directory, macro: Macro) -> list[dict[str, str]]:
    """The steps as a document of the settings tells them, in their order."""
    return [{"do": str(step.kind), "value": spoken(directory, step)} for step in macro.steps]


def steps_from(directory: Directory, told: Iterable[Mapping[str, str]]) -> tuple[MacroStep, ...]:
    """The steps that a document tells of."""
    return tuple(step_from(directory, one.get("do", ""), one.get("value", "")) for one in told)
