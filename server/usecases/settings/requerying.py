"""Carrying a new name of a tag or a field into the searches that are kept, shared ones and people's own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from server.domain.auditlog import Audited
from server.domain.errors import Conflict
from server.domain.events import Actor
from server.store.ownviews import OwnViews
from server.usecases import audit
from server.usecases.inbox import Inbox


def requery(inbox: Inbox, change: Callable[[str], str], *, mailboxes: Iterable[str], actor: Actor) -> None:
    """Put the queries of all views anew that may show one of the mailboxes; what somebody just changed stays."""
    reached = set(mailboxes)
    for view in inbox.directory.views.values():
        after = replace(view, query=change(view.query))
        if after != view and (not view.mailboxes or reached.intersection(view.mailboxes)):
            told = audit.told(inbox, actor, Audited.CHANGED, after, before=view)
            with suppress(Conflict):
                inbox.directories.put(inbox.workspace, after, before=view, told=told)
    own = OwnViews(inbox.conversations.store, inbox.conversations.keys)
    own.requery(sorted(_members(inbox, reached)), change)


def _members(inbox: Inbox, mailboxes: set[str]) -> Iterator[str]:
    for agent in inbox.directory.agents:
        if any(box.id in mailboxes for box, _ in inbox.directory.memberships(agent)):
            yield agent
