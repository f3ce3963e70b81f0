"""The sample workspace is founded whatever addresses foreign mail goes to."""

from __future__ import annotations

from dataclasses import replace

from server.demo.founding import FOREIGN, found
from server.demo.people import sample_workspace
from server.domain.installation import Installation
from server.store.commit import Store
from server.store.directories import Directories
from server.store.installation import InstallationStore
from server.store.secrets import SecretBox
from server.usecases.installations import Installations
from server.usecases.workspaces import Workspaces


def test_addresses_of_the_sample_are_skipped_for_the_next_busiest(store: Store, workspace: str) -> None:
    sample = replace(sample_workspace(), key=workspace, domains=(), tenants=())
    box = SecretBox([b"k" * 32])
    directories = Directories(store, box)
    installations = Installations(InstallationStore(store, box), Installation(), lambda: 1)
    workspaces = Workspaces(store, directories, installations, lambda: 1, iter("abcdef").__next__)
    others = [f"list{n}@wald.example" for n in range(FOREIGN + 1)]
    first, second = sample.mailboxes[0], sample.mailboxes[1]
    busiest = [sample.people[0].address, second.addresses[0], first.addresses[0], *others]
    found(workspaces, sample, foreign=busiest)
    boxes = directories.load(workspace).mailboxes
    assert boxes[first.key].addresses == (*first.addresses, *others[:FOREIGN])
