"""What a workspace adds to the public pages."""

from __future__ import annotations

from dataclasses import replace

from server.store.commit import Store
from server.usecases.legal import legal_text
from tests.support.office import open_office


def test_the_text_of_the_workspace_that_is_named(store: Store, workspace: str) -> None:
    office = open_office(store, workspace)
    before = office.inbox.directory.workspace
    office.workspaces.directories.change_workspace(before, replace(before, legal_text="Firma GmbH"))
    assert legal_text(office.workspaces, workspace) == "Firma GmbH"
    assert legal_text(office.workspaces, "unknown") == ""


def test_the_only_workspace_need_not_be_named(store: Store, workspace: str) -> None:
    office = open_office(store, workspace)
    before = office.inbox.directory.workspace
    office.workspaces.directories.change_workspace(before, replace(before, legal_text="Firma GmbH"))
    others = [one for one in office.workspaces.directories.workspaces() if one != workspace]
    assert legal_text(office.workspaces) == ("" if others else "Firma GmbH")
