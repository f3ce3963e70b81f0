"""Calls about templates: those for an answer, one filled in, and the caller's own."""

from __future__ import annotations

from marshmallow import fields, validate

from server.domain.catalogue import Template
from server.domain.proposing import LOCALES, TemplatesView
from server.usecases import templates
from server.usecases.once import once
from server.web.api.calls import ONE, Call, Route
from server.web.api.fields import Closed, Flag, text
from server.web.api.rendering import Json

_MINE = "/me/templates"


class TemplatesQuery(Closed):
    """What to look for, and in which language; by default the customer's."""

    search = text(200, load_default="")
    locale = text(20, load_default="")


class LanguageBody(Closed):
    """The language of the text; by default the customer's."""

    locale = text(20, load_default="")


class OwnBody(Closed):
    """A template of the caller's own: its name, and a text in at least one language."""

    name = text(80, shortest=1, required=True)
    texts = fields.Dict(
        keys=fields.String(validate=validate.OneOf(LOCALES)), values=text(10_000), required=True
    )


class OfferedTemplate(Closed):
    """A template as it would read in this answer."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    text = fields.String(required=True)
    locale = fields.String(required=True)
    own = Flag(required=True)
    uses = fields.Integer(required=True)


class OfferedTemplates(Closed):
    """The templates for an answer, best first, and the language they are proposed in."""

    locale = fields.String(required=True)
    templates = fields.List(fields.Nested(OfferedTemplate), required=True)


class WrittenTemplate(Closed):
    """A template filled in, as plain text and as paragraphs of HTML."""

    name = fields.String(required=True)
    locale = fields.String(required=True)
    text = fields.String(required=True)
    html = fields.String(required=True)


class OwnTemplate(Closed):
    """A template of the caller's own, with its placeholders."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    texts = fields.Dict(keys=fields.String(), values=fields.String(), required=True)


class OwnTemplates(Closed):
    """The templates of the caller's own."""

    templates = fields.List(fields.Nested(OwnTemplate), required=True)


def offered(call: Call) -> Json:
    """The templates for an answer."""
    query = call.query
    found = templates.templates_for(
        call.inbox,
        call.agent,
        conversation=call.conversation(),
        locale=query["locale"],
        search=query["search"],
    )
    return listed(found)


def written(call: Call) -> Json:
    """One of them, filled in."""
    done = templates.use_template(
        call.inbox,
        call.agent,
        call.path["template"],
        conversation=call.conversation(),
        locale=call.body["locale"],
    )
    return {"name": done.name, "locale": done.locale, "text": done.text, "html": done.html}


def own(call: Call) -> Json:
    """The caller's own."""
    return {"templates": [_own(one) for one in templates.own_templates(call.inbox, call.agent)]}


def add(call: Call) -> Json:
    """Keep a new one."""
    wanted = Template("", call.body["name"], call.body["texts"])
    made = once(
        call.inbox,
        call.asked(),
        lambda: _own(templates.keep_template(call.inbox, call.agent, wanted)),
    )
    return dict(made or {})


def save(call: Call) -> Json:
    """Change one."""
    wanted = Template(call.path["template"], call.body["name"], call.body["texts"])
    return _own(templates.keep_template(call.inbox, call.agent, wanted))


def remove(call: Call) -> None:
    """Delete one."""
    templates.drop_template(call.inbox, call.agent, call.ident("template"))


def listed(view: TemplatesView) -> Json:
    """Templates as clients read them."""
    found = [
        {
            "id": one.id,
            "name": one.name,
            "text": one.text,
            "locale": one.locale,
            "own": one.own,
            "uses": one.uses,
        }
        for one in view.offered
    ]
    return {"locale": view.locale, "templates": found}


def _own(one: Template) -> Json:
    return {"id": one.id, "name": one.name, "texts": dict(one.texts)}


ROUTES = (
    Route(
        method="GET",
        path=f"{ONE}/templates",
        name="templates_for",
        summary="The templates for an answer, in the customer's language, those used most for its tags first",
        handler=offered,
        query=TemplatesQuery,
        answer=OfferedTemplates,
        for_people=True,
    ),
    Route(
        method="POST",
        path=f"{ONE}/templates/<template>",
        name="use_template",
        summary="A template as it reads in an answer; its use is counted",
        handler=written,
        body=LanguageBody,
        answer=WrittenTemplate,
        for_people=True,
    ),
    Route(
        method="GET",
        path=_MINE,
        name="own_templates",
        summary="Your own templates",
        handler=own,
        answer=OwnTemplates,
        for_people=True,
    ),
    Route(
        method="POST",
        path=_MINE,
        name="add_own_template",
        summary="Keep a template of your own",
        handler=add,
        body=OwnBody,
        answer=OwnTemplate,
        keyed=True,
        for_people=True,
    ),
    Route(
        method="PUT",
        path=f"{_MINE}/<template>",
        name="change_own_template",
        summary="Change a template of your own",
        handler=save,
        body=OwnBody,
        answer=OwnTemplate,
        keyed=True,
        for_people=True,
    ),
    Route(
        method="DELETE",
        path=f"{_MINE}/<template>",
        name="delete_own_template",
        summary="Delete a template of your own",
        handler=remove,
        answer=None,
        keyed=True,
        for_people=True,
    ),
)
