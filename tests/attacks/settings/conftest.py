"""The settings that these tests attack: an office with hostile names, its admin and its operator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from server.domain.access import Scope, Token, Webhook
from server.domain.catalogue import Field, Tag, Template
from server.domain.vocabulary import Role
from server.domain.workspace import Agent, Mailbox, Member, Team
from server.providers.guarded import Guarded
from server.store.commit import Store
from server.web.services import Services
from tests.attacks.settings.payloads import HOSTILE
from tests.support.admin_edge import AdminEdge, admin_edge
from tests.support.office import Office, open_office

Entity = Agent | Team | Mailbox | Tag | Field | Template | Token | Webhook


def nowhere(services: Services) -> Services:
    """Every name leads inside, so that nothing is ever called."""
    return replace(services, outside=Guarded(resolve=lambda host, port: ["10.0.0.1"]))


@pytest.fixture
def edge(store: Store, workspace: str) -> Iterator[AdminEdge]:
    """The settings of an office in which everything has a hostile name."""
    office = open_office(store, workspace)
    with admin_edge(office, more=nowhere) as built:
        _fill(office)
        yield built


def _fill(office: Office) -> None:
    directories, directory = office.workspaces.directories, office.inbox.directory
    box = directory.mailboxes["support"]
    hr = directory.mailboxes["hr"]
    evil = Agent(
        "evil", HOSTILE, ("evil@firma.example",), link_code="digest-of-a-code", google_sub="sub-evil"
    )
    space = directory.workspace
    directories.change_workspace(space, replace(space, name=HOSTILE, legal_text=HOSTILE))
    hostile: tuple[tuple[Entity, Entity | None], ...] = (
        (evil, None),
        (
            replace(
                box, name=HOSTILE, guideline=HOSTILE, members={**box.members, "evil": Member(Role.AGENT)}
            ),
            box,
        ),
        (replace(hr, members={**hr.members, "evil": Member(Role.MANAGER)}), hr),
        (Mailbox("box", HOSTILE, ("box@firma.example",), {"evil": Member(Role.MANAGER)}), None),
        (Team("team", HOSTILE, ("evil",)), None),
        (Tag("tag", HOSTILE, HOSTILE), None),
        (Field("field", HOSTILE), None),
        (Template("template", HOSTILE, {"de": HOSTILE}), None),
        (Token("token", HOSTILE, "digest-of-a-token", (Scope.READ,), {"support": Role.AGENT}, "evil"), None),
        (Webhook("webhook", HOSTILE, "https://hooks.example/x", "sealed-secret", ("support",)), None),
    )
    for record, before in hostile:
        directories.put(office.id, record, before=before)
