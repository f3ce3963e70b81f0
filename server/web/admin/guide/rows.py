"""The steps of the guide as the page shows them: number, word and icon, and what each check found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.domain.finding import Finding, State
from server.domain.setup import Name, Step, first_open
from server.domain.views import Sentence
from server.web.admin.page import Visit
from server.web.admin.speaking import spoken

_TITLES = {
    Name.SERVICE: Sentence("Service"),
    Name.WORKSPACE: Sentence("Workspace"),
    Name.SIGN_IN: Sentence("Sign-in"),
    Name.GMAIL: Sentence("Gmail add-on"),
    Name.OUTLOOK: Sentence("Outlook add-in"),
    Name.MAILBOXES: Sentence("Shared mailboxes"),
    Name.PEOPLE: Sentence("Members"),
    Name.TRIAL: Sentence("Trial mail"),
}
_LEADS = {
    Name.SERVICE: Sentence("Where Google, Microsoft and your colleagues reach us"),
    Name.WORKSPACE: Sentence("Whose mail domains and tenants belong together"),
    Name.SIGN_IN: Sentence("How people get to these pages"),
    Name.GMAIL: Sentence("For everybody who reads mail in Gmail"),
    Name.OUTLOOK: Sentence("For everybody who reads mail in Outlook"),
    Name.MAILBOXES: Sentence("The addresses that a team answers together"),
    Name.PEOPLE: Sentence("Who sees and answers the mail of a mailbox"),
    Name.TRIAL: Sentence("Send a mail to a shared mailbox and open it"),
}
_WORDS = {
    State.OK: Sentence("Done"),
    State.WAITING: Sentence("Waiting"),
    State.UNUSED: Sentence("Not used"),
}
# State -> how the list of checks draws it, and what it tells who hears the page.
_MARKS = {
    State.OK: ("ok", "check", Sentence("in order:")),
    State.WRONG: ("bad", "x", Sentence("wrong:")),
    State.MISSING: ("bad", "x", Sentence("missing:")),
    State.WAITING: ("wait", "clock", Sentence("waiting:")),
    State.UNUSED: ("wait", "minus", Sentence("not used:")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One finding; `mark` is its class, `aloud` is for who does not see the icon."""

    mark: str
    icon: str
    aloud: str
    text: str
    todo: str


_LISTED = (Name.MAILBOXES, Name.PEOPLE)
"""Steps whose findings are one for each mailbox: done, they name them all."""


@dataclass(frozen=True, slots=True)
class Row:
    """One step; `kind` is ok, warn or todo."""

    name: str
    number: int
    title: str
    lead: str
    kind: str
    word: str
    open: bool
    lines: tuple[Line, ...]


def rows(visit: Visit, found: Sequence[Step], *, wanted: str) -> list[Row]:
    """Every step; open are the first that is not done, and the one that is wanted."""
    first = first_open(found)
    return [
        _row(visit, step, number, is_open=step.name == first or step.name.value == wanted)
        for number, step in enumerate(found, 1)
    ]


def counted(found: Sequence[Step]) -> tuple[int, int]:
    """How many steps are done, of how many that are used."""
    used = [step for step in found if step.state is not State.UNUSED]
    return sum(step.state is State.OK for step in used), len(used)


def _row(visit: Visit, step: Step, number: int, *, is_open: bool) -> Row:
    return Row(
        name=step.name,
        number=number,
        title=spoken(visit, _TITLES[step.name]),
        lead=_lead(visit, step),
        kind=_kind(step),
        word=_word(visit, step),
        open=is_open,
        lines=tuple(_line(visit, finding) for finding in step.findings),
    )


def _lead(visit: Visit, step: Step) -> str:
    """What is not well, else what was found first; before anything was done, what the step is about."""
    if all(finding.state is State.MISSING for finding in step.findings):
        return spoken(visit, _LEADS[step.name])
    if step.name in _LISTED and step.state is State.OK:
        return " · ".join(spoken(visit, finding.what) for finding in step.findings)
    return spoken(visit, next(finding.what for finding in step.findings if finding.state is step.state))


def _kind(step: Step) -> str:
    if step.state is State.OK:
        return "ok"
    begun = any(finding.state is State.OK for finding in step.findings)
    if step.state is State.WRONG or (step.state is State.MISSING and begun):
        return "warn"
    return "todo"


def _word(visit: Visit, step: Step) -> str:
    if step.state in _WORDS:
        return spoken(visit, _WORDS[step.state])
    if _kind(step) == "todo":
        return visit.words.gettext("To do")
    return visit.words.ngettext("One thing missing", "%(n)s things missing", step.open_points)


def _line(visit: Visit, finding: Finding) -> Line:
    mark, icon, aloud = _MARKS[finding.state]
    todo = spoken(visit, finding.todo) if finding.todo else ""
    return Line(mark, icon, spoken(visit, aloud), spoken(visit, finding.what), todo)
