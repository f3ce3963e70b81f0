"""Templates of answers: one text per language, with placeholders that are known to be fillable."""

from __future__ import annotations

from dataclasses import replace

from server.domain.administering import OPERATOR, require_catalogue
from server.domain.catalogue import Field, FieldKind, Template
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.templates import FIELD, PLACEHOLDERS, Facts, checked_text, rendered
from server.domain.workspace import Directory
from server.usecases.checking import LOCALES, free_name
from server.usecases.inbox import Inbox
from server.usecases.settings.entries import added, changed, deleted
from server.usecases.settings.places import checked_places, concerning, known_to, open_to
from server.usecases.templates import shelves

_SAMPLES = {
    FieldKind.TEXT: "4711",
    FieldKind.NUMBER: "42",
    FieldKind.DATE: "2026-05-12",
    FieldKind.CHECKBOX: "true",
    FieldKind.LINK: "https://kontor.example/4711",
}


def templates_of(inbox: Inbox, actor: Actor) -> tuple[Template, ...]:
    """The templates of the mailboxes whose settings the actor may open, by name."""
    return concerning(inbox.directory.templates.values(), inbox.directory, actor)


def template_of(inbox: Inbox, template: str, *, actor: Actor = OPERATOR) -> Template:
    """One template; NotFound where it is none of the actor's."""
    return known_to(inbox.directory, actor, inbox.directory.templates.get(template))


def placeholders(directory: Directory, actor: Actor) -> tuple[str, ...]:
    """Everything that a template of the actor's may name."""
    known = concerning(directory.fields.values(), directory, actor)
    return (*PLACEHOLDERS, *(FIELD + field.name for field in known))


def create_template(inbox: Inbox, template: Template, *, actor: Actor = OPERATOR) -> Template:
    """Add a template; without an id it gets a fresh one."""
    return added(inbox, template, _checked, actor=actor)


def change_template(inbox: Inbox, after: Template, *, actor: Actor = OPERATOR, seen: str = "") -> Template:
    """Change a template: its name, texts and mailboxes."""
    before = template_of(inbox, after.id, actor=actor)
    return changed(inbox, before, after, _checked, actor=actor, seen=seen)[1]


def delete_template(inbox: Inbox, template: Template, *, actor: Actor = OPERATOR, seen: str = "") -> None:
    """Delete a template; what was written with it stays as it is."""
    deleted(inbox, template, actor=actor, seen=seen)
    shelves(inbox).forget(template.id)


def preview_template(
    inbox: Inbox, text: str, *, locale: str, mailbox: str | None = None, actor: Actor = OPERATOR
) -> str:
    """The text as it would read with sample facts; Invalid for a placeholder that there is not."""
    directory = inbox.directory
    boxes = {box: directory.mailboxes[box] for box in open_to(directory, actor)}
    if not boxes:
        require_catalogue(directory, actor, ())
    known = concerning(directory.fields.values(), directory, actor)
    kept = checked_text(text, fields=[field.name for field in known])
    box = boxes.get(mailbox or "") or next(iter(boxes.values()), None)
    facts = Facts(
        locale=locale,
        customer_name="Petra Huber",
        agent_name=directory.name_of(actor.party) or "Mia Berger",
        mailbox_name=box.name if box else "",
        mailbox_address=box.addresses[0] if box else "",
        subject="Rechnung 4711" if locale == "de" else "Invoice 4711",
        fields={field.name: _sample(field) for field in known},
    )
    return rendered(kept, facts)


def _sample(field: Field) -> str:
    return field.choices[0] if field.choices else _SAMPLES.get(field.kind, "")


def _checked(directory: Directory, template: Template) -> Template:
    name = free_name(template, directory.templates.values())
    if unknown := sorted(set(template.texts) - set(LOCALES)):
        raise Invalid("The language is de or en.", language=unknown[0])
    fields = [field.name for field in directory.fields.values()]
    kept = {locale: checked_text(text, fields=fields) for locale, text in sorted(template.texts.items())}
    texts = {locale: text for locale, text in kept.items() if text}
    if not texts:
        raise Invalid("A template needs a text in at least one language.")
    return replace(template, name=name, texts=texts, mailboxes=checked_places(directory, template.mailboxes))
