"""What every tab of a mailbox shows around itself: which mailbox, which tabs, and who may change what."""

from __future__ import annotations

from collections.abc import Mapping

from server.domain.administering import Matter, may_administer
from server.domain.errors import NotFound
from server.domain.workspace import Mailbox
from server.web.admin.page import Visit


def mailbox(visit: Visit) -> Mailbox:
    """The mailbox of the path; NotFound if there is none."""
    box = visit.here.directory.mailboxes.get(visit.path["mailbox"])
    if box is None:
        raise NotFound("There is no such mailbox.")
    return box


def framed(visit: Visit, tab: str, values: Mapping[str, object], **facts: object) -> Mapping[str, object]:
    """The facts of a tab: `values` are what its form shows, and what `seen` is made of."""
    box = mailbox(visit)
    directory = visit.here.directory
    return {
        "box": box,
        "tab": tab,
        "values": values,
        "seen": visit.seen(values),
        "admin": may_administer(directory, visit.actor, Matter.MAILBOXES),
        **facts,
    }
