"""Who may block a sender is asked at the very moment in which the sender is put on the list."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from server.domain.errors import NotFound
from server.store.directories import Directories, Entry
from server.usecases.arranging import block_sender
from tests.support.elsewhere import elsewhere, put_member
from tests.support.office import Office, mail


class Overtaken(Directories):
    """Another process takes an agent's place in the mailbox away before anything else is written."""

    def put(self, workspace: str, entry: Entry, **more: Any) -> None:
        """Write, too late."""
        there = elsewhere(self)
        if "anna" in there.load(workspace).mailboxes["support"].members:
            put_member(there, workspace, "support", "anna", None)
        super().put(workspace, entry, **more)


def test_who_lost_the_right_in_this_moment_blocks_nobody(office: Office) -> None:
    name = office.deliver(mail("a@x")).conversation
    assert name is not None
    inbox = office.inbox
    before = inbox.directories
    overtaken = Overtaken(before._store, before._box, before._clock)
    with pytest.raises(NotFound):
        block_sender(
            replace(inbox, directories=overtaken), office.asked("anna"), conversation=name, blocked=True
        )
    assert office.inbox.directory.mailboxes["support"].blocked == ()
