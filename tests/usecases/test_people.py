"""Who is meant by a name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.errors import Invalid
from server.usecases.people import named, spellings
from tests.support.office import Office


def test_a_name_that_two_people_share_means_neither_of_them_but_an_address_does(office: Office) -> None:
    ben = office.inbox.directory.agents["ben"]
    office.workspaces.directories.put(office.id, replace(ben, name="Anna"), before=ben)
    directory = office.inbox.directory
    assert "anna" not in {name.lower() for name in spellings(directory, "mona")}
    with pytest.raises(Invalid):
        named(office.inbox, "mona", "Anna")
    assert named(office.inbox, "mona", "ben@firma.example").id == "agent:ben"
