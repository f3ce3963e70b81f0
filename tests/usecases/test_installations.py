"""What the operator enters: seen by every process without a restart, outranked by the environment, secrets sealed."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from server.domain.administering import OPERATOR
from server.domain.errors import Conflict, Forbidden, Invalid, NotSetUp
from server.domain.installation import Installation
from server.domain.workspace import Workspace
from server.installed import InstalledGoogle, Remade
from server.store.commit import Store
from server.store.directories import Directories
from server.store.installation import InstallationStore
from server.store.outerkeys import INSTALLATION
from server.store.secrets import SecretBox
from server.usecases.installations import PAUSE_MS, Installations
from server.usecases.installing import change, told
from server.usecases.workspaces import Workspaces
from tests.store.counting import CountingClient
from tests.support.office import open_office

GUID = "4d5b8f0e-1111-4222-8333-9c0ffee00001"


@dataclass
class Process:
    """One process with its own clock."""

    store: Store
    environment: Installation = field(default_factory=Installation)
    now: float = 0.0

    def __post_init__(self) -> None:
        known = InstallationStore(self.store, SecretBox([b"k" * 32]))
        self.installations = Installations(known, self.environment, lambda: self.now)


@pytest.fixture
def workspaces(store: Store, workspace: str) -> Iterator[Workspaces]:
    yield open_office(store, workspace).workspaces
    store.write("DEL", INSTALLATION)


def enter(workspaces: Workspaces, **typed: str) -> tuple[str, ...]:
    seen = workspaces.installations.entered().version
    return change(workspaces, OPERATOR, operator=True, typed=typed, seen=seen)


def test_another_process_sees_it_within_two_seconds_and_asks_no_oftener(
    workspaces: Workspaces, store: Store
) -> None:
    client = CountingClient(store.client)
    other = Process(Store(client))
    before = other.installations.current()
    enter(workspaces, operator="Firma GmbH")
    client.trips = 0
    for _ in range(100):
        assert other.installations.current() is before
    assert client.trips == 0
    other.now = PAUSE_MS
    assert other.installations.current().operator == "Firma GmbH"
    other.now = 2 * PAUSE_MS
    client.trips = 0
    other.installations.current()
    assert client.trips == 1


def test_the_environment_wins_and_cannot_be_changed_here(workspaces: Workspaces, store: Store) -> None:
    enter(workspaces, microsoft_client_id=GUID.upper(), operator="Entered")
    process = Process(store, Installation(operator="Set"))
    assert process.installations.current() == Installation(operator="Set", microsoft_client_id=GUID)
    shown = told(process.installations, process.installations.entered())
    assert (shown["operator"].text, shown["operator"].setting) == ("Set", "RANDNOTIZ_OPERATOR")
    with pytest.raises(Invalid, match="RANDNOTIZ_MAIL_RECEIVERS"):
        enter(workspaces, mail_receivers="mx.other.example")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("google_service_account", "not an address"),
        ("google_client_id", "two words"),
        ("google_web_client_secret", "with a\ttab and more"),
        ("microsoft_client_id", "1234"),
        ("microsoft_clients", f"{GUID}, 1234"),
        ("microsoft_app_id_uri", "https://firma.example"),
        ("operator", "x" * 2001),
        ("mail_receivers", "mx.firma.example, <mx>"),
        ("operator", "Firma\x1b[2J"),
        ("secret_key", "mine"),
    ],
)
def test_what_cannot_be_is_refused_by_name(workspaces: Workspaces, name: str, text: str) -> None:
    before = workspaces.installations.current()
    with pytest.raises(Invalid) as error:
        enter(workspaces, **{name: text})
    assert error.value.facts["field"] == name
    assert workspaces.installations.current() == before


def test_only_the_operator_enters_anything(workspaces: Workspaces) -> None:
    with pytest.raises(Forbidden):
        change(workspaces, OPERATOR, operator=False, typed={"operator": "Me"}, seen="")


def test_who_is_second_is_told(workspaces: Workspaces) -> None:
    seen = workspaces.installations.entered().version
    enter(workspaces, operator="First")
    with pytest.raises(Conflict):
        change(workspaces, OPERATOR, operator=True, typed={"operator": "Second"}, seen=seen)


def test_secrets_lie_sealed_and_can_be_taken_back(workspaces: Workspaces, store: Store) -> None:
    enter(workspaces, microsoft_client_secret="hush-hush", microsoft_client_id=GUID)
    assert workspaces.installations.current().microsoft_sign_in
    assert "hush-hush" not in repr(store.read([("HGETALL", INSTALLATION)]))
    assert "hush-hush" not in repr(workspaces.installations.current())
    enter(workspaces, microsoft_client_secret="")
    assert not workspaces.installations.current().microsoft_sign_in


def test_the_same_again_changes_nothing(workspaces: Workspaces) -> None:
    assert enter(workspaces, operator="Firma") == ("operator",)
    assert enter(workspaces, operator="Firma") == ()


def test_verifiers_are_made_anew_only_when_values_change(workspaces: Workspaces) -> None:
    made: list[Installation] = []

    def make(values: Installation) -> None:
        made.append(values)

    remade: Remade[None] = Remade(workspaces.installations.current, make)
    google = InstalledGoogle(remade)
    for _ in range(3):
        with pytest.raises(NotSetUp):
            google.verify_user("token")
    assert len(made) == 1
    enter(workspaces, google_client_id="12.apps")
    with pytest.raises(NotSetUp):
        google.verify_system("token", "audience")
    assert [values.google_client_id for values in made] == ["", "12.apps"]


def test_a_workspace_that_another_key_sealed_hinders_nobody(workspaces: Workspaces, store: Store) -> None:
    foreign = Directories(store, SecretBox([b"x" * 32]), lambda: 0)
    foreign.found(Workspace(f"f{secrets.token_hex(5)}", "Fremd"))
    assert enter(workspaces, operator="Firma GmbH") == ("operator",)
