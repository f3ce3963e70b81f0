"""Macros: a name and what is done; every step is a field of the form, and an empty one is no step."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from server.domain.administering import may_change
from server.domain.catalogue import Macro, MacroStep, StepKind
from server.domain.macros import ME, NOBODY, sentence_of
from server.domain.snoozing import Preset
from server.domain.views import Sentence
from server.domain.vocabulary import Priority, Standing
from server.domain.wording import PRIORITIES, STANDINGS
from server.usecases.settings import macros as usecase
from server.usecases.settings.templates import templates_of
from server.web.admin.blaming import blaming
from server.web.admin.catalogue import places
from server.web.admin.page import Moved, Shown, Visit

_SNOOZE = "snooze:"
_PRESETS: Mapping[Preset, Sentence] = {
    Preset.HOURS: Sentence("Wait: 3 hours"),
    Preset.AFTERNOON: Sentence("Wait: until 13:00"),
    Preset.TOMORROW: Sentence("Wait: until tomorrow 8:00"),
    Preset.MONDAY: Sentence("Wait: until Monday 8:00"),
}
_EMPTY = dict.fromkeys(("assign", "status", "priority", "tag", "untag", "template", "comment"), "")


def show(visit: Visit) -> Shown:
    """The list, each with what it does."""
    directory = visit.here.directory
    found = usecase.macros_of(visit.here, visit.actor)
    facts = {
        "macros": found,
        "does": {
            one.id: " · ".join(_said(visit, sentence_of(s, directory)) for s in one.steps) for one in found
        },
        "where": {one.id: places.names(visit, one.mailboxes) for one in found},
        "mine": {one.id for one in found if may_change(directory, visit.actor, one.mailboxes)},
    }
    return Shown("macros/list.html", facts)


def ask_new(visit: Visit) -> Shown:
    """An empty form."""
    boxes = [visit.query["mailbox"]] if visit.query["mailbox"] else []
    values = {"name": "", "mailboxes": boxes, **_EMPTY}
    return Shown("macros/one.html", {"one": None, "values": values, "seen": "", **_offered(visit, ())})


def add(visit: Visit) -> Moved:
    """Add a macro."""
    macro = _changed(visit, Macro("", ""))
    with blaming(visit, "name", mailbox="mailboxes"):
        usecase.create_macro(visit.here, macro, actor=visit.actor)
    return Moved("/macros", "The macro “%(name)s” is there.", {"name": macro.name})


def show_one(visit: Visit) -> Shown:
    """One macro."""
    macro = _macro(visit)
    values = _values(macro)
    facts = {"one": macro, "values": values, "seen": visit.seen(values), **_offered(visit, macro.steps)}
    return Shown("macros/one.html", facts)


def save(visit: Visit) -> Moved:
    """Change a macro."""
    macro = _macro(visit)
    visit.expect(_values(macro))
    with blaming(visit, "name", mailbox="mailboxes"):
        usecase.change_macro(visit.here, _changed(visit, macro), actor=visit.actor)
    return Moved("/macros", "Saved.")


def ask_remove(visit: Visit) -> Shown:
    """What deleting does."""
    macro = _macro(visit)
    return Shown("macros/removing.html", {"one": macro, "seen": visit.seen(_values(macro))})


def remove(visit: Visit) -> Moved:
    """Delete a macro."""
    macro = _macro(visit)
    visit.expect(_values(macro))
    usecase.delete_macro(visit.here, macro, actor=visit.actor)
    return Moved("/macros", "“%(name)s” was deleted.", {"name": macro.name})


def _macro(visit: Visit) -> Macro:
    return places.one(visit, visit.here.directory.macros, "macro")


def _changed(visit: Visit, macro: Macro) -> Macro:
    form = visit.form
    steps = tuple(_steps(form))
    return replace(macro, name=form["name"], steps=steps, mailboxes=tuple(form["mailboxes"]))


def _steps(form: Mapping[str, str]) -> Iterator[MacroStep]:
    """The steps in the order in which they are done: a comment last, when all else is so."""
    if form["assign"]:
        yield MacroStep(StepKind.ASSIGN, form["assign"])
    for kind in (StepKind.TAG, StepKind.UNTAG):
        yield from (MacroStep(kind, tag) for tag in form[kind].split(",") if tag.strip())
    if form["priority"]:
        yield MacroStep(StepKind.PRIORITY, form["priority"])
    if form["template"]:
        yield MacroStep(StepKind.TEMPLATE, form["template"])
    if form["comment"].strip():
        yield MacroStep(StepKind.COMMENT, form["comment"])
    status = form["status"]
    if status.startswith(_SNOOZE):
        yield MacroStep(StepKind.SNOOZE, status.removeprefix(_SNOOZE))
    elif status:
        yield MacroStep(StepKind.STATUS, status)


def _values(macro: Macro) -> Mapping[str, object]:
    found: dict[str, str] = dict(_EMPTY)
    for step in macro.steps:
        if step.kind in (StepKind.TAG, StepKind.UNTAG) and found[step.kind]:
            found[step.kind] += f", {step.value}"
        elif step.kind is StepKind.SNOOZE:
            found["status"] = _SNOOZE + step.value
        else:
            found[step.kind] = step.value
    return {"name": macro.name, "mailboxes": sorted(macro.mailboxes), **found}


def _said(visit: Visit, told: Sentence) -> str:
    """What a step does, in the visitor's language."""
    facts = {name: _fact(visit, name, value) for name, value in told.facts.items()}
    return visit.words.gettext(told.message, **facts)


def _fact(visit: Visit, name: str, value: object) -> object:
    if isinstance(value, Sentence):
        return visit.words.gettext(value.message)
    return visit.words.gettext(str(value)) if name.endswith("_word") else value


def _offered(visit: Visit, steps: tuple[MacroStep, ...]) -> Mapping[str, object]:
    """What can be chosen in each field: what the visitor knows, and what is chosen already."""
    directory, say = visit.here.directory, visit.words.gettext
    chosen = {step.value for step in steps}
    named = {*usecase.nameable(directory, visit.actor), *chosen}
    known = (one for one in directory.agents.values() if one.deactivated_at is None)
    agents = ((f"agent:{one.id}", one.name) for one in known)
    people = sorted((one for one in agents if one[0] in named), key=lambda pair: pair[1].lower())
    groups = ((f"team:{one.id}", one.name) for one in directory.teams.values())
    teams = sorted(one for one in groups if one[0] in named)
    mine = {one.id for one in templates_of(visit.here, visit.actor)} | chosen
    texts = ((one.id, one.name) for one in directory.templates.values() if one.id in mine)
    standings = [(str(one), say(STANDINGS[one].message)) for one in Standing if one is not Standing.SNOOZED]
    sleeps = [(f"{_SNOOZE}{one}", say(said.message)) for one, said in _PRESETS.items()]
    nothing = ("", "–")  # noqa: RUF001  # a dash stands for no choice
    return {
        "assignees": [nothing, (ME, say("Whoever applies it")), (NOBODY, say("Nobody")), *people, *teams],
        "statuses": [nothing, *standings, *sleeps],
        "priorities": [nothing, *((str(one), say(PRIORITIES[one].message)) for one in Priority)],
        "templates": [nothing, *texts],
        **places.offered(visit),
    }
