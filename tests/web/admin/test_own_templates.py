"""The page of one's own templates: kept, changed with an eye on who else did, deleted; nobody else's."""

from __future__ import annotations

from server.usecases.templates import own_templates
from tests.support.admin_edge import AdminEdge

NEW = {"name": "Gruß", "de": "Viele Grüße\n{{ agent.name }}", "en": ""}


def kept(edge: AdminEdge, who: str) -> list[str]:
    inbox = edge.office.inbox
    return [one.name for one in own_templates(inbox, inbox.directory.agents[who])]


def test_one_is_kept_changed_and_deleted(edge: AdminEdge) -> None:
    browser = edge.browser("anna")
    browser.get("/me/templates")
    browser.done("/me/templates", NEW)
    assert kept(edge, "anna") == ["Gruß"]
    inbox = edge.office.inbox
    [mine] = own_templates(inbox, inbox.directory.agents["anna"])
    page = f"/me/templates/{mine.id}"
    assert "Viele Grüße" in browser.get(page)
    browser.done(page, NEW | {"name": "Gruß 2"})
    assert kept(edge, "anna") == ["Gruß 2"]
    other = edge.browser("ben")
    assert "Gruß 2" not in other.get("/me/templates")
    other.get(page, status=404)
    browser.get(page)
    browser.done(f"{page}/remove")
    assert kept(edge, "anna") == []


def test_a_placeholder_that_there_is_not_is_said_beside_the_text(edge: AdminEdge) -> None:
    browser = edge.browser("anna")
    browser.get("/me/templates")
    shown = browser.post("/me/templates", NEW | {"de": "{{ nobody.knows }}"}, status=422)
    assert "nobody.knows" in shown
    assert kept(edge, "anna") == []
