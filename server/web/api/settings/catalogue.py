"""Calls about tags, custom fields and templates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from server.domain.catalogue import Field, Tag, Template
from server.usecases.settings import fields, tags, templates
from server.usecases.settings.storing import version_of
from server.web.api.calls import Call
from server.web.api.rendering import Json
from server.web.api.settings import schemas_catalogue as schemas
from server.web.api.settings.calling import changing, reading
from server.web.api.settings.schemas import Held, SeenQuery


def list_tags(call: Call) -> Json:
    """Tags with their use."""
    uses = tags.tags_of(call.inbox, call.actor)
    told = [{"name": u.name, "conversations": u.count, "tag": u.tag and _tag(u.tag)} for u in uses]
    return {"tags": told}


def create_tag(call: Call) -> Json:
    """Agree on a tag."""
    return _tag(tags.create_tag(call.inbox, Tag("", **_record(call)), actor=call.actor))


def change_tag(call: Call) -> Json:
    """Change a tag."""
    after = replace(tags.tag_of(call.inbox, call.path["tag"], actor=call.actor), **_record(call))
    return _tag(tags.change_tag(call.inbox, after, actor=call.actor, seen=call.body["seen"]))


def tag_use(call: Call) -> Json:
    """How many conversations a change of a tag concerns."""
    return {"conversations": tags.tag_use(call.inbox, call.query["name"], actor=call.actor)}


def merge_tag(call: Call) -> Json:
    """Let one tag become part of another."""
    into = tags.tag_of(call.inbox, call.body["into"], actor=call.actor)
    return {"conversations": tags.merge_tag(call.inbox, call.body["name"], into, actor=call.actor)}


def delete_tag(call: Call) -> Json:
    """Take a tag off everything."""
    return {"conversations": tags.delete_tag(call.inbox, call.body["name"], actor=call.actor)}


def list_fields(call: Call) -> Json:
    """Custom fields."""
    return {"fields": [_field(field) for field in fields.fields_of(call.inbox, call.actor)]}


def create_field(call: Call) -> Json:
    """Add a custom field."""
    return _field(fields.create_field(call.inbox, Field("", **_record(call)), actor=call.actor))


def change_field(call: Call) -> Json:
    """Change a custom field."""
    after = replace(fields.field_of(call.inbox, call.path["field"], actor=call.actor), **_record(call))
    return _field(fields.change_field(call.inbox, after, actor=call.actor, seen=call.body["seen"]))


def field_use(call: Call) -> Json:
    """How many conversations carry a value."""
    return {"conversations": fields.field_use(call.inbox, call.path["field"], actor=call.actor)}


def delete_field(call: Call) -> Json:
    """Delete a custom field with its values."""
    known = fields.field_of(call.inbox, call.path["field"], actor=call.actor)
    count = fields.delete_field(call.inbox, known, actor=call.actor, seen=call.query["seen"])
    return {"conversations": count}


def list_templates(call: Call) -> Json:
    """Templates, and what they may name."""
    found = templates.templates_of(call.inbox, call.actor)
    names = templates.placeholders(call.inbox.directory, call.actor)
    return {"templates": [_template(one) for one in found], "placeholders": names}


def create_template(call: Call) -> Json:
    """Add a template."""
    new = Template("", **_record(call))
    return _template(templates.create_template(call.inbox, new, actor=call.actor))


def change_template(call: Call) -> Json:
    """Change a template."""
    after = replace(
        templates.template_of(call.inbox, call.path["template"], actor=call.actor), **_record(call)
    )
    return _template(templates.change_template(call.inbox, after, actor=call.actor, seen=call.body["seen"]))


def delete_template(call: Call) -> None:
    """Delete a template."""
    known = templates.template_of(call.inbox, call.path["template"], actor=call.actor)
    templates.delete_template(call.inbox, known, actor=call.actor, seen=call.query["seen"])


def preview_template(call: Call) -> Json:
    """A text with sample facts."""
    told = call.body
    text = templates.preview_template(
        call.inbox, told["text"], locale=told["locale"], mailbox=told["mailbox"], actor=call.actor
    )
    return {"text": text}


def _record(call: Call) -> dict[str, Any]:
    """What the body says of the record; lists as they are kept."""
    told = {name: value for name, value in call.body.items() if name != "seen"}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in told.items()}


def _tag(tag: Tag) -> Json:
    told = {"name": tag.name, "meaning": tag.meaning, "mailboxes": tag.mailboxes}
    return {"id": tag.id, "version": version_of(tag), **told}


def _field(field: Field) -> Json:
    return {
        "id": field.id,
        "version": version_of(field),
        "name": field.name,
        "kind": field.kind,
        "choices": field.choices,
        "mailboxes": field.mailboxes,
        "position": field.position,
    }


def _template(one: Template) -> Json:
    told = {"name": one.name, "texts": dict(one.texts), "mailboxes": one.mailboxes}
    return {"id": one.id, "version": version_of(one), **told}


_TAG, _FIELD, _TEMPLATE = "tags/<tag>", "fields/<field>", "templates/<template>"
ROUTES = (
    reading("tags", "list_tags", "Tags in use, agreed ones first", list_tags, schemas.TagUses),
    changing(
        "POST", "tags", "create_tag", "Agree on a tag", create_tag, schemas.TagRecord, body=schemas.NewTag
    ),
    changing(
        "PATCH",
        _TAG,
        "change_tag",
        "Rename a tag everywhere, or change what it means",
        change_tag,
        schemas.TagRecord,
        body=schemas.TagChange,
    ),
    reading(
        "tag-uses",
        "tag_use",
        "How many conversations carry a tag",
        tag_use,
        Held,
        query=schemas.TagName,
    ),
    changing(
        "POST",
        "tag-merges",
        "merge_tag",
        "Let a tag become part of another",
        merge_tag,
        Held,
        body=schemas.TagMerge,
    ),
    changing(
        "POST",
        "tag-deletions",
        "delete_tag",
        "Take a tag off every conversation",
        delete_tag,
        Held,
        body=schemas.TagName,
    ),
    reading("fields", "list_fields", "Custom fields", list_fields, schemas.Fields),
    changing(
        "POST",
        "fields",
        "create_field",
        "Add a custom field",
        create_field,
        schemas.FieldRecord,
        body=schemas.NewField,
    ),
    changing(
        "PATCH",
        _FIELD,
        "change_field",
        "Change a custom field",
        change_field,
        schemas.FieldRecord,
        body=schemas.FieldChange,
    ),
    reading(f"{_FIELD}/use", "field_use", "How many conversations carry a value", field_use, Held),
    changing(
        "DELETE",
        _FIELD,
        "delete_field",
        "Delete a custom field with its values",
        delete_field,
        Held,
        query=SeenQuery,
    ),
    reading("templates", "list_templates", "Templates of answers", list_templates, schemas.Templates),
    changing(
        "POST",
        "templates",
        "create_template",
        "Add a template",
        create_template,
        schemas.TemplateRecord,
        body=schemas.NewTemplate,
    ),
    changing(
        "PATCH",
        _TEMPLATE,
        "change_template",
        "Change a template",
        change_template,
        schemas.TemplateRecord,
        body=schemas.TemplateChange,
    ),
    changing(
        "DELETE",
        _TEMPLATE,
        "delete_template",
        "Delete a template",
        delete_template,
        None,
        query=SeenQuery,
    ),
    reading(
        "template-previews",
        "preview_template",
        "A text with sample facts",
        preview_template,
        schemas.Previewed,
        body=schemas.Preview,
    ),
)
