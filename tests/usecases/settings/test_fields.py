"""Custom fields: kinds that stay, values that go with them, templates that follow their names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.catalogue import Field, FieldKind, SavedView, Template
from server.domain.conversation import Change
from server.domain.errors import Forbidden, Invalid
from server.domain.events import Actor
from server.domain.fieldvalues import set_field
from server.domain.vocabulary import Via
from server.usecases.inspection import inspect
from server.usecases.settings import fields
from server.usecases.settings.fields import change_field, create_field, delete_field, field_use, fields_of
from server.usecases.settings.mailboxes import remove_mailbox
from server.usecases.settings.templates import (
    change_template,
    create_template,
    placeholders,
    preview_template,
    templates_of,
)
from server.usecases.settings.views import create_view, view_of
from tests.support.office import Office, mail

MONA = Actor("agent", Via.WEB, "mona")
CONTRACT = Field("", "Vertrag", FieldKind.CHOICE, ("A", "B", "A", " "))


def valued(office: Office, field: Field, value: str) -> str:
    """A conversation with a value in a field."""
    done = office.deliver(mail(f"{value}-{next(office.numbers)}@x"))
    record = office.conversation(done)
    change = set_field(record, field=field, value=value, seen="", actor=MONA, at=office.time[0])
    office.inbox.conversations.commit(record, Change(change.after, change.events), request=None)
    return record.id


def test_a_deleted_field_takes_its_values_along_and_says_how_many(office: Office) -> None:
    field = create_field(office.inbox, CONTRACT)
    assert field.choices == ("A", "B")
    names = [valued(office, field, value) for value in "AB"]
    assert field_use(office.inbox, field.id) == 2
    assert delete_field(office.inbox, field) == 2
    assert [office.conversation(name).fields for name in names] == [{}, {}]
    assert office.events(names[0])[-1] == "field_changed"
    assert not list(inspect(office.inbox, repair=False, progress=lambda _: None))


@pytest.mark.parametrize(
    "wrong",
    [
        Field("", ""),
        Field("", "{{ x }}"),
        Field("", "Wahl", FieldKind.CHOICE),
        Field("", "Wahl", FieldKind.CHOICE, tuple(map(str, range(51)))),
        Field("", "vertrag"),
        Field("", "Neu", mailboxes=("unknown",)),
    ],
)
def test_what_makes_no_field_is_refused(office: Office, wrong: Field) -> None:
    create_field(office.inbox, CONTRACT)
    with pytest.raises(Invalid):
        create_field(office.inbox, wrong)


def test_the_kind_of_a_field_stays(office: Office) -> None:
    field = create_field(office.inbox, CONTRACT)
    with pytest.raises(Invalid):
        change_field(office.inbox, replace(field, kind=FieldKind.NUMBER))
    assert change_field(office.inbox, replace(field, choices=("B", "C"))).choices == ("B", "C")


def test_there_are_only_so_many(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fields, "FIELDS", 1)
    create_field(office.inbox, CONTRACT)
    with pytest.raises(Invalid):
        create_field(office.inbox, Field("", "Noch eins"))


def test_templates_follow_the_new_name_of_a_field(office: Office) -> None:
    field = create_field(office.inbox, CONTRACT)
    create_template(office.inbox, Template("", "Gruß", {"de": "Nr. {{ field.Vertrag }}"}))
    change_field(office.inbox, replace(field, name="Paket"))
    [template] = templates_of(office.inbox, MONA)
    assert template.texts == {"de": "Nr. {{ field.Paket }}"}
    assert "field.Paket" in placeholders(office.inbox.directory, MONA)


def test_a_template_needs_a_text_and_a_name_of_its_own(office: Office) -> None:
    made = create_template(office.inbox, Template("", "Gruß", {"de": " Hallo ", "en": ""}))
    assert made.texts == {"de": "Hallo"}
    for wrong in (
        Template("", "gruß", {"de": "x"}),
        Template("", "Neu", {}),
        Template("", "Neu", {"fr": "x"}),
        Template("", "Neu", {"de": "{{ iban }}"}),
    ):
        with pytest.raises(Invalid):
            create_template(office.inbox, wrong)
    with pytest.raises(Invalid):
        change_template(office.inbox, replace(made, texts={"de": "{{ field.Vertrag }}"}))


def test_a_preview_shows_the_mailbox_and_who_asks(office: Office) -> None:
    create_field(office.inbox, CONTRACT)
    text = "{{ customer.salutation }}, {{ agent.name }} {{ mailbox.address }} {{ field.Vertrag }}"
    shown = preview_template(office.inbox, text, locale="en", mailbox="hr", actor=MONA)
    assert shown == "Hello Petra Huber, Mona hr@firma.example A"
    with pytest.raises(Invalid):
        preview_template(office.inbox, "{{ iban }}", locale="de", actor=MONA)
    with pytest.raises(Forbidden):
        preview_template(office.inbox, text, locale="de", actor=Actor("agent", Via.WEB, "anna"))


def test_what_is_for_a_mailbox_alone_goes_with_it(office: Office) -> None:
    create_field(office.inbox, replace(CONTRACT, mailboxes=("hr",)))
    create_field(office.inbox, Field("", "Beide", mailboxes=("hr", "support")))
    remove_mailbox(office.inbox, office.inbox.directory.mailboxes["hr"])
    assert [(field.name, field.mailboxes) for field in fields_of(office.inbox, MONA)] == [
        ("Beide", ("support",))
    ]


@pytest.mark.parametrize(
    ("typed", "name", "kept"),
    [
        ("field.vertrag:A rest", "Tarif", "field.Tarif:A rest"),
        ('-feld.vert:"A B"', "Tarif", '-feld.Tarif:"A B"'),
        ("field.vertrag:A", "Art des Tarifs", "field.{id}:A"),
        ("field.vertrag:A", "Vertragsart", "field.vertrag:A"),
        ("field.kunde:A vertrag", "Tarif", "field.kunde:A vertrag"),
    ],
)
def test_searches_that_are_kept_follow_the_name(office: Office, typed: str, name: str, kept: str) -> None:
    create_field(office.inbox, Field("", "Kunde", FieldKind.TEXT))
    field = create_field(office.inbox, CONTRACT)
    view = create_view(office.inbox, SavedView("", "Alle", typed))
    change_field(office.inbox, replace(field, name=name))
    assert view_of(office.inbox, view.id).query == kept.format(id=field.id)
