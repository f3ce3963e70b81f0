"""The table of the pages of tags, fields, templates, macros and views; managers come for their mailboxes' own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marshmallow import Schema

from server.web.admin.catalogue import fields, forms, macros, tags, templates, views
from server.web.admin.page import Page, Right


def _usual(plural: str, one: str, module: Any, form: type[Schema], changed: type[Schema]) -> Iterator[Page]:
    """List, new one, one, save and delete: the same for each of them."""

    def page(method: str, path: str, name: str, handler: Any, **more: Any) -> Page:
        full = f"/{plural}{path}"
        return Page(method=method, path=full, name=name, right=Right.MANAGER, handler=handler, **more)

    key = f"/<{one}>"
    yield page("GET", "", plural, module.show)
    yield page("GET", "/new", f"{one}.new", module.ask_new, query=forms.For)
    yield page("POST", "/new", f"{one}.add", module.add, form=form, again=f"{one}.new")
    yield page("GET", key, one, module.show_one)
    yield page("POST", key, f"{one}.save", module.save, form=changed, again=one)
    yield page("GET", f"{key}/remove", f"{one}.remove", module.ask_remove)
    yield page("POST", f"{key}/remove", f"{one}.removed", module.remove, again=f"{one}.remove")


PAGES: tuple[Page, ...] = (
    *_usual("tags", "tag", tags, forms.Tag, forms.Tag),
    Page(
        method="GET", path="/tags/<tag>/merge", name="tag.merge", right=Right.MANAGER, handler=tags.ask_merge
    ),
    Page(
        method="POST",
        path="/tags/<tag>/merge",
        name="tag.merged",
        right=Right.MANAGER,
        handler=tags.merge,
        form=forms.Merge,
        again="tag.merge",
    ),
    *_usual("fields", "field", fields, forms.Field, forms.ChangedField),
    Page(
        method="POST",
        path="/fields/<field>/move",
        name="field.move",
        right=Right.ADMIN,
        handler=fields.move,
        form=forms.Way,
        again="fields",
    ),
    *_usual("macros", "macro", macros, forms.Macro, forms.Macro),
    *_usual("views", "view", views, forms.View, forms.View),
    *_usual("templates", "template", templates, forms.Template, forms.Template),
    Page(
        method="POST",
        path="/templates/new/preview",
        name="template.new.preview",
        right=Right.MANAGER,
        handler=templates.preview,
        form=forms.Draft,
        again="template.new",
    ),
    Page(
        method="POST",
        path="/templates/<template>/preview",
        name="template.preview",
        right=Right.MANAGER,
        handler=templates.preview,
        form=forms.Draft,
        again="template",
    ),
)
