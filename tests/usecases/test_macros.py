"""A macro tells what it will do, does what each may do, in one commit, and can be taken back as one act."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from server.domain.catalogue import Macro, MacroStep, StepKind, Template
from server.domain.errors import Conflict, Invalid, NotFound
from server.domain.macroviews import MacroView
from server.domain.vocabulary import Priority, Standing
from server.usecases import conversations
from server.usecases.macros import Applied, Seen, apply_macro, look_at_macro, macros
from server.usecases.settings.macros import create_macro, delete_macro, macro_of
from server.usecases.templates import templates_for
from server.usecases.undoing import undo
from tests.support.office import Office, mail

ZONE = ZoneInfo("Europe/Berlin")
STEPS = (
    MacroStep(StepKind.ASSIGN, "agent:ben"),
    MacroStep(StepKind.TAG, "Rechnung"),
    MacroStep(StepKind.PRIORITY, "high"),
    MacroStep(StepKind.TEMPLATE, "danke"),
    MacroStep(StepKind.COMMENT, "@Ben bitte prüfen"),
    MacroStep(StepKind.STATUS, "pending"),
)


def begun(office: Office) -> str:
    directories = office.inbox.directories
    directories.put(office.id, Template("danke", "Danke", {"de": "Danke"}), before=None)
    create_macro(office.inbox, Macro("buch", "Buchhaltung", STEPS))
    name = office.deliver(mail("one@x")).conversation
    assert name is not None
    return name


def told(office: Office, name: str, who: str) -> MacroView:
    agent = office.inbox.directory.agents[who]
    return look_at_macro(office.inbox, agent, conversation=name, macro="buch", zone=ZONE)


def ran(office: Office, name: str, who: str, seen: Seen | None = None, request: str | None = None) -> Applied:
    return apply_macro(
        office.inbox,
        office.asked(who, request),
        conversation=name,
        macro="buch",
        seen=seen or Seen(None, "open", "normal"),
        zone=ZONE,
    )


def applied(office: Office, name: str, who: str, seen: Seen | None = None) -> int:
    shown = ran(office, name, who, seen).conversation
    return shown.undo.act if shown.undo else 0


def test_it_tells_first_and_then_does_it_in_one_commit(office: Office) -> None:
    name = begun(office)
    version = office.conversation(name).version
    shown = told(office, name, "anna")
    assert [one.obstacle for one in shown.steps] == [None] * len(STEPS)
    assert (shown.template, shown.ready) == ("danke", True)
    assert office.conversation(name).version == version
    applied(office, name, "anna")
    record = office.conversation(name)
    assert record.version == version + 1
    assert (record.assignee, record.tags, record.priority) == ("agent:ben", ("rechnung",), Priority.HIGH)
    assert record.standing is Standing.PENDING
    assert record.mentioned == ("agent:ben",)
    assert office.events(name)[-7:] == [
        "macro_applied",
        "assigned",
        "tag_added",
        "priority_changed",
        "comment_added",
        "mentioned",
        "status_changed",
    ]


def test_all_of_it_is_taken_back_but_what_was_said(office: Office) -> None:
    name = begun(office)
    moment = applied(office, name, "anna")
    undo(office.inbox, office.asked("anna"), conversation=name, act=moment)
    record = office.conversation(name)
    assert (record.assignee, record.tags, record.priority) == (None, (), Priority.NORMAL)
    assert record.standing is Standing.OPEN
    assert record.mentioned == ("agent:ben",)


@pytest.mark.parametrize("step", [MacroStep(StepKind.ASSIGN, "me"), MacroStep(StepKind.STATUS, "spam")])
def test_it_takes_no_other_right_to_take_it_back(office: Office, step: MacroStep) -> None:
    name = begun(office)
    office.set("support", managers_assign=True)
    create_macro(office.inbox, Macro("mine", "Meins", (step,)))
    before = office.conversation(name)
    seen = Seen(None, "open", "normal")
    done = apply_macro(
        office.inbox, office.asked("anna"), conversation=name, macro="mine", seen=seen, zone=ZONE
    )
    assert done.conversation.undo is not None
    undo(office.inbox, office.asked("anna"), conversation=name, act=done.conversation.undo.act)
    after = office.conversation(name)
    assert (after.assignee, after.standing) == (before.assignee, before.standing)


def test_who_may_do_a_part_does_that_part(office: Office) -> None:
    name = begun(office)
    office.set("support", managers_assign=True)
    shown = told(office, name, "anna")
    assert [one.obstacle is None for one in shown.steps] == [False, True, True, True, True, True]
    applied(office, name, "anna")
    assert office.conversation(name).assignee is None
    assert office.conversation(name).tags == ("rechnung",)
    seen = told(office, name, "vera").steps
    assert [one.obstacle is None for one in seen] == [False, False, False, False, True, False]


def test_what_is_left_out_is_said_and_the_rest_is_done(office: Office) -> None:
    name = begun(office)
    office.set("support", managers_assign=True)
    done = ran(office, name, "anna")
    assert [one.sentence.message for one in done.left_out] == ["Assign to %(whom)s"]
    assert done.left_out[0].obstacle is not None
    assert office.conversation(name).tags == ("rechnung",)


def test_its_template_is_the_answer_once(office: Office) -> None:
    name = begun(office)
    done = ran(office, name, "anna", request="same")
    assert done.answer is not None
    assert (done.answer.text, done.answer.html) == ("Danke", "<p>Danke</p>")
    again = ran(office, name, "anna", request="same")
    assert (again.answer, again.again) == (None, True)
    shelf = templates_for(office.inbox, office.inbox.directory.agents["anna"], conversation=name)
    assert [one.uses for one in shelf.offered] == [1]


def test_only_who_answers_gets_an_answer(office: Office) -> None:
    name = begun(office)
    assert told(office, name, "vera").template is None
    assert ran(office, name, "vera").answer is None


@pytest.mark.parametrize(("who", "offered"), [("anna", True), ("vera", False), ("mona", True)])
def test_only_what_somebody_may_do_is_offered(office: Office, who: str, offered: bool) -> None:
    name = begun(office)
    create_macro(office.inbox, Macro("eilt", "Eilt", (MacroStep(StepKind.PRIORITY, "high"),)))
    shown, found = macros(office.inbox, who, conversation=name)
    assert ("eilt" in {one.id for one in found}) is offered
    assert ("buch" in {one.id for one in found}) is offered, "not for a part of it alone"
    assert shown.macros is offered
    office.set("support", managers_assign=True)
    found = macros(office.inbox, who, conversation=name)[1]
    assert ("buch" in {one.id for one in found}) is (who == "mona")
    assert bool(found) is offered


def test_what_was_told_must_still_be_so(office: Office) -> None:
    name = begun(office)
    conversations.take(office.inbox, office.asked("mona"), conversation=name, seen=None)
    with pytest.raises(Conflict):
        applied(office, name, "anna")
    assert office.conversation(name).tags == ()


def test_a_macro_of_another_mailbox_is_none(office: Office) -> None:
    name = begun(office)
    known = macro_of(office.inbox, "buch")
    delete_macro(office.inbox, known)
    create_macro(office.inbox, Macro("buch", "Buchhaltung", STEPS, ("hr",)))
    assert macros(office.inbox, "anna", conversation=name)[1] == ()
    with pytest.raises(NotFound):
        told(office, name, "anna")


@pytest.mark.parametrize(
    "steps",
    [
        (),
        (MacroStep(StepKind.STATUS, "snoozed"),),
        (MacroStep(StepKind.ASSIGN, "agent:nobody"),),
        (MacroStep(StepKind.STATUS, "closed"), MacroStep(StepKind.SNOOZE, "3h")),
        (MacroStep(StepKind.TEMPLATE, "keine"),),
        (MacroStep(StepKind.COMMENT, " "),),
        tuple(MacroStep(StepKind.TAG, f"t{n}") for n in range(13)),
    ],
)
def test_steps_that_mean_nothing_are_refused(office: Office, steps: tuple[MacroStep, ...]) -> None:
    with pytest.raises(Invalid):
        create_macro(office.inbox, Macro("", "Eins", steps))
