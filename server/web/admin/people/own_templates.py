"""Templates that somebody keeps for themselves, with a text in each language."""

from __future__ import annotations

from collections.abc import Mapping

from server.domain.catalogue import Template
from server.domain.errors import NotFound
from server.domain.proposing import LOCALES
from server.domain.templates import PLACEHOLDERS
from server.usecases.templates import drop_template, keep_template, own_templates
from server.web.admin.blaming import blaming
from server.web.admin.page import Moved, Shown, Visit

_PATH = "/me/templates"


def show(visit: Visit) -> Shown:
    """The list, with a form for a new one."""
    found = own_templates(visit.here, visit.me)
    return Shown("me/templates.html", {"templates": found, **_facts(visit, Template("", ""))})


def add(visit: Visit) -> Moved:
    """Keep a new one."""
    with blaming(visit, "name", placeholder="de"):
        kept = keep_template(visit.here, visit.me, _typed(visit, ""))
    return Moved(_PATH, "The template “%(name)s” is there.", {"name": kept.name})


def show_one(visit: Visit) -> Shown:
    """One of them, to be changed or deleted."""
    return Shown("me/template.html", _facts(visit, _one(visit)))


def save(visit: Visit) -> Moved:
    """Change one."""
    before = _one(visit)
    visit.expect(_values(before))
    with blaming(visit, "name", placeholder="de"):
        keep_template(visit.here, visit.me, _typed(visit, before.id), seen=before)
    return Moved(_PATH, "Saved.")


def remove(visit: Visit) -> Moved:
    """Delete one."""
    gone = _one(visit)
    drop_template(visit.here, visit.me, gone.id)
    return Moved(_PATH, "“%(name)s” was deleted.", {"name": gone.name})


def _one(visit: Visit) -> Template:
    wanted = visit.path["template"]
    found = next((one for one in own_templates(visit.here, visit.me) if one.id == wanted), None)
    if found is None:
        raise NotFound("There is no such template.")
    return found


def _facts(visit: Visit, template: Template) -> Mapping[str, object]:
    values = _values(template)
    return {
        "template": template,
        "values": values,
        "seen": visit.seen(values),
        "placeholders": PLACEHOLDERS,
    }


def _typed(visit: Visit, template: str) -> Template:
    form = visit.form
    texts = {locale: form[locale] for locale in LOCALES if form[locale].strip()}
    return Template(template, form["name"], texts)


def _values(template: Template) -> Mapping[str, str]:
    return {"name": template.name, **{locale: template.texts.get(locale, "") for locale in LOCALES}}
