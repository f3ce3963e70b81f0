"""What the forms of tags, fields, templates, macros and views may hold."""

from __future__ import annotations

from server.domain.catalogue import FieldKind, ViewSort
from server.domain.searching import LONGEST
from server.web.admin.inputs import Lines, area, line, one_of, several
from server.web.api.fields import Closed

SORTS = tuple(str(one) for one in ViewSort)
KINDS = tuple(str(kind) for kind in FieldKind)


class For(Closed):
    """For which mailbox something new is meant, if the way came from one; a tag may bring its name along."""

    mailbox = line(100)
    name = line(80)


class Tag(Closed):
    """A tag; no mailbox ticked means all."""

    name = line(80, needed=True)
    meaning = line(200)
    mailboxes = several()


class Merge(Closed):
    """Into which tag another one goes."""

    into = line(100, needed=True)


class Field(Closed):
    """A new custom field; `choices` one on each line, only where it is a choice."""

    name = line(80, needed=True)
    kind = one_of(KINDS)
    choices = Lines(load_default=())
    mailboxes = several()


class ChangedField(Closed):
    """A field that there is: its kind stays."""

    name = line(80, needed=True)
    choices = Lines(load_default=())
    mailboxes = several()


class Way(Closed):
    """Which way a field goes in the list."""

    way = one_of(("up", "down"))


class Template(Closed):
    """A template: one text for each language, side by side."""

    name = line(80, needed=True)
    de = area()
    en = area()
    mailboxes = several()


class Draft(Closed):
    """A template that is still being written: anything goes."""

    name = line(80)
    de = area()
    en = area()
    mailboxes = several()


class Macro(Closed):
    """A macro: what is left empty is no step."""

    name = line(80, needed=True)
    assign = line(100)
    status = line(20)
    priority = line(20)
    tag = line(400)
    untag = line(400)
    template = line(100)
    comment = area()
    mailboxes = several()


class OwnView(Closed):
    """A saved view."""

    name = line(80, needed=True)
    query = line(LONGEST, needed=True)
    sort = one_of(SORTS)


class View(OwnView):
    """A shared view; no mailbox ticked means all."""

    mailboxes = several()


class Share(Closed):
    """With which mailboxes a view is shared; none ticked means all."""

    mailboxes = several()
