"""Each step of the guide, driven from what is missing to what is done by changing the one thing it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from server.domain.checkup import Found, Reached
from server.domain.finding import State
from server.domain.installation import OFFICE_CLIENTS, Installation
from server.domain.setup import Facts, Name, Step, first_open, steps
from server.domain.vocabulary import Role
from server.domain.workspace import Agent, Directory, Mailbox, Member, Workspace

URL = "https://randnotiz.example"
TENANT = "7f3c1a52-aaaa-4bbb-8ccc-0123456789ab"
MIA = Agent("mia", "Mia", ("mia@firma.example",), admin=True, google_sub="1")
SUPPORT = Mailbox("support", "Support", ("support@firma.example",), {"mia": Member(Role.MANAGER)})
FULL = Facts(
    public_url=URL,
    installation=Installation(
        google_service_account="a@p.iam.gserviceaccount.com",
        google_client_id="12.apps",
        google_web_client_id="web",
        google_web_client_secret="hush",
        microsoft_client_id="4d5b8f0e-1111-4222-8333-9c0ffee00001",
        microsoft_clients=OFFICE_CLIENTS,
    ),
    found={
        "address": Found(URL, Reached.OK, 1),
        "google": Found("www.googleapis.com", Reached.OK, 1),
        "microsoft": Found("login.microsoftonline.com", Reached.OK, 1),
        f"tenant:{TENANT}": Found(TENANT, Reached.OK, 1),
    },
    directory=Directory(
        Workspace("firma", "Firma", ("firma.example",), tenants=(TENANT,)),
        agents={"mia": MIA},
        mailboxes={"support": SUPPORT},
    ),
    contacts={"gmail": 1, "outlook": 1},
    started=True,
)
DIRECTORY = FULL.directory or Directory(Workspace("", ""))


def step(facts: Facts, name: Name) -> Step:
    return next(step for step in steps(facts) if step.name is name)


def states(facts: Facts) -> Mapping[Name, State]:
    return {step.name: step.state for step in steps(facts)}


def entered(**values: Any) -> Facts:
    return replace(FULL, installation=replace(FULL.installation, **values))


def found(name: str, result: Reached | None) -> Facts:
    kept = {key: one for key, one in FULL.found.items() if key != name}
    return replace(FULL, found=kept if result is None else kept | {name: Found(URL, result, 1)})


def working(**changes: Any) -> Facts:
    return replace(FULL, directory=replace(DIRECTORY, **changes))


def box(**changes: Any) -> Facts:
    return working(mailboxes={"support": replace(SUPPORT, **changes)})


def test_with_everything_in_place_every_step_is_done() -> None:
    assert set(states(FULL).values()) == {State.OK}
    assert first_open(steps(FULL)) is None


def test_before_anything_is_there_the_first_step_is_open() -> None:
    nothing = Facts(public_url=URL, installation=Installation())
    assert states(nothing)[Name.SERVICE] is State.WAITING
    assert {states(nothing)[name] for name in list(Name)[1:-1]} == {State.MISSING}
    assert first_open(steps(nothing)) is Name.WORKSPACE


@pytest.mark.parametrize(
    ("facts", "name", "state"),
    [
        (found("address", Reached.CERTIFICATE), Name.SERVICE, State.WRONG),
        (found("address", None), Name.SERVICE, State.WAITING),
        (replace(FULL, store_faults=["no log"]), Name.SERVICE, State.WRONG),
        (replace(FULL, directory=None), Name.WORKSPACE, State.MISSING),
        (working(workspace=Workspace("firma", "Firma")), Name.WORKSPACE, State.MISSING),
        (entered(google_web_client_secret=""), Name.SIGN_IN, State.MISSING),
        (working(agents={"mia": replace(MIA, google_sub=None)}), Name.SIGN_IN, State.MISSING),
        (working(agents={"mia": replace(MIA, admin=False)}), Name.SIGN_IN, State.MISSING),
        (working(agents={"mia": replace(MIA, deactivated_at=1)}), Name.SIGN_IN, State.MISSING),
        (entered(google_service_account=""), Name.GMAIL, State.MISSING),
        (entered(google_client_id=""), Name.GMAIL, State.MISSING),
        (found("google", Reached.UNREACHABLE), Name.GMAIL, State.WRONG),
        (replace(FULL, contacts={"outlook": 1}), Name.GMAIL, State.WAITING),
        (entered(google_service_account="", google_client_id=""), Name.GMAIL, State.UNUSED),
        (entered(microsoft_clients=()), Name.OUTLOOK, State.MISSING),
        (entered(microsoft_client_id=""), Name.OUTLOOK, State.UNUSED),
        (found("microsoft", Reached.SLOW), Name.OUTLOOK, State.WRONG),
        (found(f"tenant:{TENANT}", Reached.OTHER), Name.OUTLOOK, State.WRONG),
        (replace(FULL, contacts={"gmail": 1}), Name.OUTLOOK, State.WAITING),
        (working(mailboxes={}), Name.MAILBOXES, State.MISSING),
        (box(addresses=()), Name.MAILBOXES, State.MISSING),
        (box(members={}), Name.PEOPLE, State.MISSING),
        (box(members={"mia": Member(Role.VIEWER)}), Name.PEOPLE, State.MISSING),
        (working(agents={"mia": replace(MIA, deactivated_at=1)}), Name.PEOPLE, State.MISSING),
        (replace(FULL, started=False), Name.TRIAL, State.WAITING),
    ],
)
def test_what_is_broken_turns_its_own_step(facts: Facts, name: Name, state: State) -> None:
    assert step(FULL, name).state is State.OK
    assert step(facts, name).state is state


def test_what_is_wrong_is_opened_before_what_is_missing() -> None:
    both = replace(found("google", Reached.UNREACHABLE), directory=replace(DIRECTORY, mailboxes={}))
    assert first_open(steps(both)) is Name.GMAIL


def test_everything_wrong_says_what_to_do() -> None:
    for result in Reached:
        for facts in (found("address", result), found("google", result)):
            wrong = [one for every in steps(facts) for one in every.findings if one.state is State.WRONG]
            assert all(one.todo is not None for one in wrong)
