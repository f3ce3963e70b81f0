"""The pages of teams, tags, fields, templates and the workspace."""

from __future__ import annotations

import pytest

from server.domain.catalogue import Field, FieldKind, Tag, Template
from server.usecases.conversations import add_tag
from tests.support.admin_edge import AdminEdge
from tests.support.office import mail

WORKSPACE = {
    "name": "Firma",
    "locale": "de",
    "zone": "Europe/Berlin",
    "presence": "anonymous",
    "subject_storage": "hashed",
    "retention_days": "365",
    "counters_days": "",
    "legal_text": "Firma GmbH",
}


def put(edge: AdminEdge, *entries: Tag | Field | Template) -> None:
    for entry in entries:
        edge.office.workspaces.directories.put(edge.office.id, entry, before=None)


def tagged(edge: AdminEdge, tag: str, count: int) -> list[str]:
    """So many conversations that carry a tag."""
    found = []
    for number in range(count):
        done = edge.office.deliver(mail(f"{tag}{number}@kunde.example"))
        assert done.conversation is not None
        add_tag(edge.office.inbox, edge.office.asked("anna"), conversation=done.conversation, tag=tag)
        found.append(done.conversation)
    return found


def test_a_tag_is_listed_with_its_use_and_renamed_everywhere(edge: AdminEdge) -> None:
    put(edge, Tag("t1", "rechnung"))
    carriers = tagged(edge, "rechnung", 2)
    tagged(edge, "spontan", 1)
    browser = edge.browser("admin")
    page = browser.get("/tags")
    assert "spontan" in page.split("In use, not agreed on")[1]
    assert "all 2 conversations that carry it" in browser.get("/tags/t1")
    browser.done("/tags/t1", {"name": "faktura", "meaning": "Alles zu Geld"})
    assert edge.office.inbox.directory.tags["t1"].name == "faktura"
    assert all(edge.office.conversation(one).tags == ("faktura",) for one in carriers)


def test_merging_and_deleting_say_their_numbers(edge: AdminEdge) -> None:
    put(edge, Tag("t1", "rechnung"), Tag("t2", "geld"))
    carriers = tagged(edge, "rechnung", 2)
    browser = edge.browser("admin")
    assert "2 conversations carry the other tag" in browser.get("/tags/t1/merge")
    assert 'id="e-into"' in browser.post("/tags/t1/merge", {"into": ""}, status=422)
    browser.done("/tags/t1/merge", {"into": "t2"})
    assert set(edge.office.inbox.directory.tags) == {"t2"}
    assert all(edge.office.conversation(one).tags == ("geld",) for one in carriers)
    assert "2 conversations lose this tag" in browser.get("/tags/t2/remove")
    assert edge.office.conversation(carriers[0]).tags == ("geld",)
    browser.done("/tags/t2/remove")
    assert edge.office.conversation(carriers[0]).tags == ()


def test_a_manager_keeps_tags_of_their_own_mailboxes(edge: AdminEdge) -> None:
    put(edge, Tag("t1", "alle"))
    edge.office.set("hr", members={})
    browser = edge.browser("mona")
    browser.get("/tags/new?mailbox=support")
    assert browser.post("/tags/new", {"name": "eilig", "mailboxes": ["support"]}).startswith(
        "/mailboxes/support/catalogue"
    )
    browser.get("/tags/new")
    browser.post("/tags/new", {"name": "fremd", "mailboxes": ["hr"]}, status=404)
    browser.post("/tags/new", {"name": "fremd"}, status=403)
    browser.get("/tags/t1", status=404)
    assert {tag.name for tag in edge.office.inbox.directory.tags.values()} == {"alle", "eilig"}


def test_fields_are_made_ordered_and_deleted(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    for name, kind in (("Nummer", "number"), ("Art", "choice")):
        browser.get("/fields/new")
        browser.done("/fields/new", {"name": name, "kind": kind, "choices": "A\nB"})
    number, choice = sorted(edge.office.inbox.directory.fields.values(), key=lambda field: field.position)
    assert (number.kind, number.choices, choice.choices) == (FieldKind.NUMBER, (), ("A", "B"))
    browser.get("/fields")
    browser.done(f"/fields/{choice.id}/move", {"way": "up"})
    fields = sorted(edge.office.inbox.directory.fields.values(), key=lambda field: field.position)
    assert [field.name for field in fields] == ["Art", "Nummer"]
    browser.get(f"/fields/{choice.id}")
    browser.done(f"/fields/{choice.id}", {"name": "Vertrag", "choices": "A\nC"})
    assert "0 conversations lose their values" in browser.get(f"/fields/{choice.id}/remove")
    browser.done(f"/fields/{choice.id}/remove")
    assert [field.name for field in edge.office.inbox.directory.fields.values()] == ["Nummer"]


def test_a_choice_without_choices_is_refused_beside_them(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    browser.get("/fields/new")
    page = browser.post("/fields/new", {"name": "Art", "kind": "choice", "choices": ""}, status=422)
    assert 'id="e-choices"' in page
    assert 'value="Art"' in page


def test_a_template_is_previewed_without_being_stored(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    browser.get("/templates/new")
    texts = {"name": "Eingang", "de": "{{ customer.salutation }}, danke!", "en": "{{ nonsense }}"}
    page = browser.post("/templates/new/preview", texts, status=200)
    assert "Guten Tag Petra Huber, danke!" in page
    assert "There is no placeholder “nonsense”." in page
    assert "{{ customer.salutation }}, danke!</textarea>" in page
    assert not edge.office.inbox.directory.templates


def test_a_wrong_placeholder_is_named_beside_its_language(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    browser.get("/templates/new")
    texts = {"name": "Eingang", "de": "Danke!", "en": "{{ nonsense }}"}
    page = browser.post("/templates/new", texts, status=422)
    assert 'id="e-en"' in page
    browser.done("/templates/new", {**texts, "en": "Thanks, {{ customer.name }}"})
    (template,) = edge.office.inbox.directory.templates.values()
    assert template.texts == {"de": "Danke!", "en": "Thanks, {{ customer.name }}"}
    browser.get(f"/templates/{template.id}")
    browser.done(f"/templates/{template.id}", {"name": "Eingang", "de": "Vielen Dank!", "en": ""})
    assert edge.office.inbox.directory.templates[template.id].texts == {"de": "Vielen Dank!"}
    browser.get(f"/templates/{template.id}/remove")
    browser.done(f"/templates/{template.id}/remove")
    assert not edge.office.inbox.directory.templates


def test_hostile_texts_stay_text(edge: AdminEdge) -> None:
    hostile = '<script>alert(1)</script>"{{ customer.name }}{% raw %}'
    put(edge, Tag("t1", "a<b>c", hostile), Field("f1", "<i>f</i>"))
    put(edge, Template("p1", "<b>p</b>", {"de": hostile}))
    browser = edge.browser("admin")
    for path in ("/tags", "/tags/t1", "/fields", "/fields/f1", "/templates", "/templates/p1"):
        page = browser.get(path)
        assert "<script>alert" not in page
        assert "<b>" not in page
        assert "<i>f" not in page


def test_teams_are_made_changed_and_removed(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    browser.get("/teams/new")
    browser.done("/teams/new", {"name": "Nacht", "members": ["anna", "ben"]})
    team = next(one for one in edge.office.inbox.directory.teams.values() if one.name == "Nacht")
    assert team.members == ("anna", "ben")
    browser.get(f"/teams/{team.id}")
    assert 'id="e-name"' in browser.post(f"/teams/{team.id}", {"name": "Desk"}, status=422)
    browser.done(f"/teams/{team.id}", {"name": "Nachtdienst", "members": ["ben"]})
    assert edge.office.inbox.directory.teams[team.id].members == ("ben",)
    assert "1 person stays" in browser.get(f"/teams/{team.id}/remove")
    browser.done(f"/teams/{team.id}/remove")
    assert team.id not in edge.office.inbox.directory.teams


def test_the_workspace_keeps_its_domains(edge: AdminEdge) -> None:
    browser = edge.browser("admin")
    page = browser.get("/workspace")
    assert "firma.example" in page
    assert 'name="domains"' not in page
    browser.post("/workspace", {**WORKSPACE, "domains": "evil.example"}, status=422)
    browser.done("/workspace", WORKSPACE)
    workspace = edge.office.inbox.directory.workspace
    assert workspace.domains == ("firma.example",)
    assert (workspace.presence, workspace.subject_storage) == ("anonymous", "hashed")
    assert (workspace.retention_days, workspace.counters_days) == (365, None)
    assert not workspace.reports_per_agent
    assert not workspace.search_comments
    browser.done("/workspace", {**WORKSPACE, "search_comments": "on"})
    assert edge.office.inbox.directory.workspace.search_comments
    assert workspace.legal_text == "Firma GmbH"


@pytest.mark.parametrize(
    "path", ["/tags/x", "/fields/x", "/templates/x", "/teams/x", "/people/x", "/mailboxes/x"]
)
def test_what_is_not_there_is_not_there(edge: AdminEdge, path: str) -> None:
    browser = edge.browser("admin")
    for page in (path, f"{path}/remove"):
        browser.get(page, status=404)


def test_what_changed_since_the_numbers_is_not_deleted(edge: AdminEdge) -> None:
    put(edge, Tag("t1", "rechnung"), Field("f1", "Nummer"), Template("p1", "Eingang", {"de": "Hallo"}))
    forms: dict[str, dict[str, str | list[str]]] = {
        "/tags/t1": {"name": "faktura", "meaning": ""},
        "/fields/f1": {"name": "Bestellung"},
        "/templates/p1": {"name": "Gruß", "de": "Hallo", "en": ""},
        "/teams/desk": {"name": "Empfang", "members": ["anna", "otto"]},
    }
    for path, form in forms.items():
        first, second = edge.browser("admin"), edge.browser("admin")
        first.get(f"{path}/remove")
        second.get(path)
        second.done(path, form)
        assert str(form["name"]) in first.post(f"{path}/remove", status=409)
        first.done(f"{path}/remove")
    directory = edge.office.inbox.directory
    assert [*directory.tags, *directory.fields, *directory.templates, *directory.teams] == []
