"""What calls about tags, fields and templates carry and answer."""

from __future__ import annotations

from marshmallow import fields, validate

from server.domain.catalogue import FieldKind
from server.usecases.checking import LOCALES, LONGEST_TEXT
from server.web.api.fields import Closed, Whole, count, text
from server.web.api.settings.schemas import Change, Record, ident, idents, one_of


class TagFields(Closed):
    """What can be changed of a tag."""

    name = text(200, shortest=1)
    meaning = text(LONGEST_TEXT)
    mailboxes = idents()


class NewTag(TagFields):
    """A tag to be agreed on."""

    name = text(200, shortest=1, required=True)


class TagChange(Change, TagFields):
    """A change of a tag; a new name is carried through the conversations."""


class TagRecord(Record, TagFields):
    """A tag."""


class TagUseRecord(Closed):
    """A tag in use; one that nobody agreed on has no record."""

    name = fields.String(required=True)
    conversations = count(required=True)
    tag = fields.Nested(TagRecord, required=True, allow_none=True)


class TagUses(Closed):
    """Tags with their use."""

    tags = fields.List(fields.Nested(TagUseRecord), required=True)


class TagName(Closed):
    """A tag by name, agreed on or not."""

    name = text(200, shortest=1, required=True)


class TagMerge(TagName):
    """Which tag becomes part of which."""

    into = ident(required=True)


class FieldFields(Closed):
    """What can be changed of a custom field."""

    name = text(80, shortest=1)
    choices = fields.List(text(80, shortest=1), validate=validate.Length(max=50))
    mailboxes = idents()
    position = Whole(validate=validate.Range(0, 1000))


class NewField(FieldFields):
    """A custom field to be added."""

    name = text(80, shortest=1, required=True)
    kind = fields.Enum(FieldKind, by_value=True, load_default=FieldKind.TEXT)


class FieldChange(Change, FieldFields):
    """A change of a custom field; its kind stays."""


class FieldRecord(Record, FieldFields):
    """A custom field."""

    kind = fields.Enum(FieldKind, by_value=True, required=True)


class Fields(Closed):
    """Custom fields."""

    fields_ = fields.List(fields.Nested(FieldRecord), required=True, data_key="fields")


class Texts(Closed):
    """A text for each language."""

    de = text(LONGEST_TEXT)
    en = text(LONGEST_TEXT)


class TemplateFields(Closed):
    """What can be changed of a template."""

    name = text(80, shortest=1)
    texts = fields.Nested(Texts)
    mailboxes = idents()


class NewTemplate(TemplateFields):
    """A template to be added."""

    name = text(80, shortest=1, required=True)
    texts = fields.Nested(Texts, required=True)


class TemplateChange(Change, TemplateFields):
    """A change of a template."""


class TemplateRecord(Record, TemplateFields):
    """A template."""


class Templates(Closed):
    """Templates, and what their texts may name."""

    templates = fields.List(fields.Nested(TemplateRecord), required=True)
    placeholders = fields.List(fields.String(), required=True)


class Preview(Closed):
    """A text to be shown with sample facts."""

    text = text(LONGEST_TEXT, required=True)
    locale = one_of(LOCALES, load_default="de")
    mailbox = ident(allow_none=True, load_default=None)


class Previewed(Closed):
    """The text as it would read."""

    text = fields.String(required=True)
