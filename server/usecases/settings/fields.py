"""Custom fields of conversations: what they are called, which kind they are, and where they are shown."""

from __future__ import annotations

from dataclasses import replace

from server.domain.administering import OPERATOR, require_catalogue
from server.domain.auditlog import Audited
from server.domain.catalogue import Field, FieldKind
from server.domain.errors import Invalid
from server.domain.events import Actor
from server.domain.requerying import with_field
from server.domain.templates import FIELD, renamed
from server.domain.workspace import Directory
from server.store.rework import Task, task_writes
from server.usecases import audit
from server.usecases.checking import checked_name, free_name
from server.usecases.inbox import Inbox
from server.usecases.settings.entries import added, changed, deleted
from server.usecases.settings.places import checked_places, concerning, known_to, reaching
from server.usecases.settings.requerying import requery
from server.usecases.settings.reworking import BATCH, carrying, rework

CHOICES = 50
FIELDS = 40
"""How many fields a workspace may have: a card shows a hundred things at most."""


def fields_of(inbox: Inbox, actor: Actor) -> tuple[Field, ...]:
    """The fields of the mailboxes whose settings the actor may open, in the order the team wants."""
    found = concerning(inbox.directory.fields.values(), inbox.directory, actor)
    return tuple(sorted(found, key=lambda field: (field.position, field.name.lower())))


def field_of(inbox: Inbox, field: str, *, actor: Actor = OPERATOR) -> Field:
    """One field; NotFound where it is none of the actor's."""
    return known_to(inbox.directory, actor, inbox.directory.fields.get(field))


def create_field(inbox: Inbox, field: Field, *, actor: Actor = OPERATOR) -> Field:
    """Add a custom field; without an id it gets a fresh one."""

    def checked(directory: Directory, field: Field) -> Field:
        if len(directory.fields) >= FIELDS:
            raise Invalid("A workspace may have %(limit)s fields. Please delete one first.", limit=FIELDS)
        return _checked(directory, field)

    return added(inbox, field, checked, actor=actor)


def change_field(inbox: Inbox, after: Field, *, actor: Actor = OPERATOR, seen: str = "") -> Field:
    """Change a field, save its kind; templates and saved searches that name it follow a new name."""
    before = field_of(inbox, after.id, actor=actor)

    def checked(directory: Directory, field: Field) -> Field:
        if field.kind is not before.kind:
            raise Invalid(
                "The kind of a field stays as it is, for there may be values. Please add another one."
            )
        return _checked(directory, field)

    fresh, field = changed(inbox, before, after, checked, actor=actor, seen=seen)
    if field.name != before.name:
        _rename_in_templates(fresh, before.name, field.name, actor)
        boxes = tuple(fresh.directory.mailboxes)
        requery(fresh, lambda query: with_field(query, before, field), mailboxes=boxes, actor=actor)
    return field


def field_use(inbox: Inbox, field: str, *, actor: Actor = OPERATOR) -> int:
    """How many conversations carry a value that would be lost with the field."""
    known = field_of(inbox, field, actor=actor)
    require_catalogue(inbox.directory, actor, known.mailboxes)
    return carrying(inbox, f"field:{field}", tuple(inbox.directory.mailboxes))


def delete_field(inbox: Inbox, field: Field, *, actor: Actor = OPERATOR, seen: str = "") -> int:
    """Delete a field with its values; how many conversations had one."""
    count = field_use(inbox, field.id, actor=actor)
    keys = inbox.conversations.keys
    task = Task(f"field:{field.id}", None, reaching((), inbox.directory))
    also = task_writes(keys, task, ())
    fresh = deleted(inbox, field, actor=actor, seen=seen, also=also, conversations=count)
    rework(fresh, limit=BATCH)
    return count


def _checked(directory: Directory, field: Field) -> Field:
    name = free_name(field, directory.fields.values())
    if any(c in "{}" for c in name):
        raise Invalid("The name of a field has no braces.")
    choices = tuple(dict.fromkeys(checked_name(choice) for choice in field.choices if choice.strip()))
    if field.kind is not FieldKind.CHOICE:
        choices = ()
    elif not 0 < len(choices) <= CHOICES:
        raise Invalid("A field to choose from has 1 to %(limit)s choices.", limit=CHOICES)
    places = checked_places(directory, field.mailboxes)
    return replace(field, name=name, choices=choices, mailboxes=places)


def _rename_in_templates(inbox: Inbox, old: str, new: str, actor: Actor) -> None:
    for template in inbox.directory.templates.values():
        texts = {locale: renamed(text, FIELD + old, FIELD + new) for locale, text in template.texts.items()}
        if texts != template.texts:
            after = replace(template, texts=texts)
            told = audit.told(inbox, actor, Audited.CHANGED, after, before=template)
            inbox.directories.put(inbox.workspace, after, before=template, told=told)
