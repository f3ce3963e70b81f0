"""The pages of macros: every step a field, shown in words, and nothing that means nothing."""

from __future__ import annotations

import pytest

from server.domain.catalogue import Macro, MacroStep, StepKind, Template
from tests.support.admin_edge import AdminEdge

FORM = {
    "name": "Buchhaltung",
    "assign": "team:desk",
    "status": "snooze:monday",
    "priority": "high",
    "tag": "Rechnung, Eilt",
    "untag": "neu",
    "template": "p1",
    "comment": "Bitte prüfen",
}
STEPS = [
    "assign=team:desk",
    "tag=rechnung",
    "tag=eilt",
    "untag=neu",
    "priority=high",
    "template=p1",
    "comment=Bitte prüfen",
    "snooze=monday",
]


@pytest.fixture
def edge(edge: AdminEdge) -> AdminEdge:
    """A workspace with a template."""
    template = Template("p1", "Danke", {"de": "Danke"})
    edge.office.workspaces.directories.put(edge.office.id, template, before=None)
    return edge


def only(edge: AdminEdge) -> Macro:
    return next(iter(edge.office.inbox.directory.macros.values()))


def test_one_is_made_told_changed_and_deleted(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    assert "No macros yet" in browser.get("/macros")
    browser.get("/macros/new")
    browser.done("/macros/new", FORM)
    made = only(edge)
    assert [f"{step.kind}={step.value}" for step in made.steps] == STEPS
    page = browser.get("/macros")
    for said in ("Assign to Desk", "Add the tag “rechnung”", "Propose the template “Danke”", "Monday 8:00"):
        assert said in page
    assert 'value="rechnung, eilt"' in browser.get(f"/macros/{made.id}")
    browser.done(f"/macros/{made.id}", {"name": "Erledigt", "status": "closed"})
    assert only(edge) == Macro(made.id, "Erledigt", (MacroStep(StepKind.STATUS, "closed"),))
    assert "Macro: Erledigt" in browser.get("/audit")
    browser.get(f"/macros/{made.id}/remove")
    browser.done(f"/macros/{made.id}/remove")
    assert not edge.office.inbox.directory.macros


@pytest.mark.parametrize(
    "wrong",
    [{}, {"assign": "agent:nobody"}, {"status": "snooze:never"}, {"template": "gone"}, {"tag": " , "}],
)
def test_what_means_nothing_is_refused_and_what_was_typed_stays(
    edge: AdminEdge, wrong: dict[str, str]
) -> None:
    browser = edge.browser("admin")
    browser.get("/macros/new")
    page = browser.post("/macros/new", {"name": "Eins", **wrong}, status=422)
    assert 'value="Eins"' in page
    assert not edge.office.inbox.directory.macros


def test_a_manager_keeps_those_of_their_own_mailboxes(edge: AdminEdge) -> None:
    edge.office.set("hr", members={})
    browser = edge.browser("mona")
    browser.get("/macros/new?mailbox=support")
    browser.post("/macros/new", {"name": "Eilt", "priority": "high", "mailboxes": ["support"]})
    assert only(edge).mailboxes == ("support",)
    browser.get("/macros/new")
    browser.post("/macros/new", {"name": "Fremd", "priority": "high", "mailboxes": ["hr"]}, status=404)
    browser.post("/macros/new", {"name": "Fremd", "priority": "high"}, status=403)
    assert len(edge.office.inbox.directory.macros) == 1


def test_who_works_alone_opens_no_macros(edge: AdminEdge) -> None:
    edge.browser("anna").get("/macros", status=404)
