"""Templates of answers: the languages side by side, with a preview of how they would read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from server.domain.administering import may_change
from server.domain.catalogue import Template
from server.domain.errors import Invalid
from server.usecases.checking import LOCALES
from server.usecases.settings import templates as usecase
from server.web.admin.blaming import blaming
from server.web.admin.catalogue import places
from server.web.admin.page import Moved, Shown, Visit
from server.web.admin.rendering import said


def show(visit: Visit) -> Shown:
    """The list."""
    found = usecase.templates_of(visit.here, visit.actor)
    where = {one.id: places.names(visit, one.mailboxes) for one in found}
    mine = {one.id for one in found if may_change(visit.here.directory, visit.actor, one.mailboxes)}
    return Shown("templates/list.html", {"templates": found, "where": where, "mine": mine})


def ask_new(visit: Visit) -> Shown:
    """An empty form."""
    boxes = [visit.query["mailbox"]] if visit.query["mailbox"] else []
    values = {"name": "", "mailboxes": boxes, **dict.fromkeys(LOCALES, "")}
    return Shown("templates/one.html", {"template": None, **_facts(visit, values)})


def add(visit: Visit) -> Moved:
    """Add a template."""
    template = _changed(visit, Template("", ""))
    with blaming(visit, "name", placeholder=_named(visit), mailbox="mailboxes"):
        usecase.create_template(visit.here, template, actor=visit.actor)
    path = places.back(visit, "/templates", template.mailboxes, "templates")
    return Moved(path, "The template “%(name)s” is there.", {"name": template.name})


def show_one(visit: Visit) -> Shown:
    """One template, with its preview."""
    template = _template(visit)
    return Shown("templates/one.html", {"template": template, **_facts(visit, _values(template))})


def save(visit: Visit) -> Moved:
    """Change a template."""
    template = _template(visit)
    visit.expect(_values(template))
    after = _changed(visit, template)
    with blaming(visit, "name", placeholder=_named(visit), mailbox="mailboxes"):
        usecase.change_template(visit.here, after, actor=visit.actor)
    return Moved(places.back(visit, "/templates", after.mailboxes, "templates"), "Saved.")


def preview(visit: Visit) -> Shown:
    """The form as it was sent, and how it would read; nothing is stored."""
    template = _template(visit) if "template" in visit.path else None
    values = _values(template) if template else {"name": "", "mailboxes": [], **dict.fromkeys(LOCALES, "")}
    return Shown("templates/one.html", {"template": template, **_facts(visit, values)})


def ask_remove(visit: Visit) -> Shown:
    """What deleting does."""
    template = _template(visit)
    return Shown("templates/removing.html", {"template": template, "seen": visit.seen(_values(template))})


def remove(visit: Visit) -> Moved:
    """Delete a template."""
    template = _template(visit)
    visit.expect(_values(template))
    usecase.delete_template(visit.here, template, actor=visit.actor)
    path = places.back(visit, "/templates", template.mailboxes, "templates")
    return Moved(path, "“%(name)s” was deleted.", {"name": template.name})


def _facts(visit: Visit, values: Mapping[str, object]) -> Mapping[str, object]:
    texts = {locale: visit.typed.get(locale, [str(values[locale])])[0] for locale in LOCALES}
    return {
        "values": values,
        "seen": visit.seen(values),
        "previews": {locale: _preview(visit, text, locale) for locale, text in texts.items()},
        "placeholders": usecase.placeholders(visit.here.directory, visit.actor),
        **places.offered(visit),
    }


def _preview(visit: Visit, text: str, locale: str) -> tuple[str, bool]:
    """How a text reads, or why it cannot be read (and False)."""
    if not text.strip():
        return "", True
    try:
        return usecase.preview_template(visit.here, text, locale=locale, actor=visit.actor), True
    except Invalid as error:
        return said(error, visit.words), False


def _named(visit: Visit) -> str:
    """The language whose text has a placeholder that there is not."""
    return next((one for one in LOCALES if not _preview(visit, visit.form[one], one)[1]), LOCALES[0])


def _template(visit: Visit) -> Template:
    return places.one(visit, visit.here.directory.templates, "template")


def _changed(visit: Visit, template: Template) -> Template:
    form = visit.form
    texts = {locale: form[locale] for locale in LOCALES if form[locale].strip()}
    return replace(template, name=form["name"], texts=texts, mailboxes=tuple(form["mailboxes"]))


def _values(template: Template) -> Mapping[str, object]:
    texts = {locale: template.texts.get(locale, "") for locale in LOCALES}
    return {"name": template.name, "mailboxes": sorted(template.mailboxes), **texts}
