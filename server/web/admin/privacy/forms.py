"""What the forms of the privacy pages may hold."""

from __future__ import annotations

from marshmallow import Schema

from server.usecases.emergency import LONGEST_REASON
from server.web.admin.inputs import Lines, line, one_of, several

LONGEST_ADDRESS = 320


class About(Schema):
    """Whom to show, and whether on the page or as a file."""

    about = line(LONGEST_ADDRESS, needed=True)
    how = one_of(("page", "file"), default="page")


class Erase(Schema):
    """Whom to erase, with names they are known by."""

    erase = line(LONGEST_ADDRESS, needed=True)
    names = Lines(load_default=())


class Confirm(Schema):
    """The names found that are the person's."""

    names = several()


class Hold(Schema):
    """An address, or a conversation."""

    hold = line(needed=True)


class Release(Schema):
    """The same, from a list."""

    release = line(needed=True)


class Delete(Schema):
    """A conversation by its id, or by a link that ends with it."""

    conversation = line(needed=True)


class Emergency(Schema):
    """Which mailbox, and why."""

    mailbox = line(needed=True)
    reason = line(LONGEST_REASON, needed=True)


class End(Schema):
    """Which mailbox one has read enough of."""

    ended = line(needed=True)
