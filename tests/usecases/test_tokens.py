"""API tokens: made by admins, kept as digests, verified, and taken back at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.access import Scope
from server.domain.administering import OPERATOR
from server.domain.errors import Forbidden, Invalid, NotFound, Unauthenticated
from server.domain.events import Actor
from server.domain.vocabulary import Role, Via
from server.store import auditlog
from server.usecases.tokens import (
    NOTED_EVERY,
    Tokens,
    Wish,
    create_token,
    find_token,
    list_tokens,
    revoke_token,
)
from tests.support.office import Office
from tests.support.programs import minted

GOOD = Wish("Zapier", (Scope.READ,), {"support": Role.VIEWER})


def admin(office: Office, name: str = "mona") -> Actor:
    """Make somebody an admin, and speak as them."""
    before = office.inbox.directory.agents[name]
    office.workspaces.directories.put(office.id, replace(before, admin=True), before=before)
    return Actor("agent", Via.WEB, name)


def test_a_token_is_known_by_its_text_which_is_stored_nowhere(office: Office) -> None:
    made = minted(office)
    assert made.text.startswith(f"rnt_{office.id}_{made.token.id}_")
    inbox, token = Tokens(office.workspaces).verify(made.text)
    assert (inbox.workspace, token) == (office.id, made.token)
    store = office.inbox.conversations.store
    kept = store.read([("HGETALL", office.inbox.conversations.keys.token(token.id))])[0]
    assert made.text[-43:] not in str(kept)


def test_any_other_text_is_refused(office: Office) -> None:
    text = minted(office).text
    others = [
        "",
        "rnt_",
        text[:-1],
        text + "A",
        text[:-1] + ("A" if text[-1] != "A" else "B"),
        text.replace(office.id, "nowhere"),
        text.replace("_i", "_j", 1),
        text.upper(),
        f" {text}",
        f"{text}\n",
        text.replace("rnt", "rnt_"),
        "rnt_é_é_" + "é" * 43,
    ]
    for other in others:
        with pytest.raises(Unauthenticated):
            Tokens(office.workspaces).verify(other)


def test_a_token_of_one_workspace_opens_no_other(office: Office) -> None:
    made = minted(office)
    digests = office.inbox.conversations.digests
    assert replace(digests, secret=b"other").token(made.text) != digests.token(made.text)


def test_a_token_that_was_taken_back_is_refused_by_every_process_at_once(office: Office) -> None:
    made, elsewhere = minted(office), Tokens(office.workspaces)
    elsewhere.verify(made.text)
    revoke_token(office.inbox, OPERATOR, made.token)
    with pytest.raises(Unauthenticated):
        elsewhere.verify(made.text)
    with pytest.raises(NotFound):
        find_token(office.inbox.directory, made.token.id)


def test_a_token_ends_when_it_should(office: Office) -> None:
    made, tokens = minted(office, expires_at=office.time[0] + 1000), Tokens(office.workspaces)
    tokens.verify(made.text)
    office.time[0] += 999
    inbox, _ = tokens.verify(made.text)
    assert inbox.directory.memberships(made.token.id)
    office.time[0] += 1
    with pytest.raises(Unauthenticated):
        tokens.verify(made.text)
    assert not office.inbox.directory.memberships(made.token.id)
    assert [row.expired for row in list_tokens(office.inbox, OPERATOR)] == [True]


def test_its_last_use_is_noted_once_a_minute(office: Office) -> None:
    made, tokens = minted(office), Tokens(office.workspaces)

    def used() -> int | None:
        return list_tokens(office.inbox, OPERATOR)[0].used_at

    assert used() is None
    first = office.time[0]
    tokens.verify(made.text)
    office.time[0] += NOTED_EVERY - 1
    tokens.verify(made.text)
    assert used() == first
    office.time[0] += 1
    tokens.verify(made.text)
    assert used() == first + NOTED_EVERY


@pytest.mark.parametrize(
    "wish",
    [
        replace(GOOD, name=" "),
        replace(GOOD, name="x" * 81),
        replace(GOOD, scopes=()),
        replace(GOOD, roles={}),
        replace(GOOD, roles={"nowhere": Role.AGENT}),
        replace(GOOD, roles={"support": Role.LIGHT}),
        replace(GOOD, expires_at=1),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(office: Office, wish: Wish) -> None:
    with pytest.raises(Invalid):
        create_token(office.inbox, OPERATOR, wish)


def test_a_name_is_given_once(office: Office) -> None:
    minted(office)
    with pytest.raises(Invalid):
        create_token(office.inbox, OPERATOR, replace(GOOD, name="zapier"))


def test_only_admins_make_see_and_take_back_tokens(office: Office) -> None:
    made = minted(office)
    for actor in (Actor("agent", Via.WEB, "mona"), Actor("api", Via.API, made.token.id)):
        with pytest.raises(Forbidden):
            create_token(office.inbox, actor, replace(GOOD, name="Other"))
        with pytest.raises(Forbidden):
            list_tokens(office.inbox, actor)
        with pytest.raises(Forbidden):
            revoke_token(office.inbox, actor, made.token)
    mona = admin(office)
    other = create_token(office.inbox, mona, replace(GOOD, name="Other"))
    assert {row.token.name: row.creator for row in list_tokens(office.inbox, mona)} == {
        "Zapier": "",
        "Other": "Mona",
    }
    revoke_token(office.inbox, mona, other.token)


def test_it_is_written_down_who_made_it_and_who_took_it_back(office: Office) -> None:
    mona = admin(office)
    made = create_token(office.inbox, mona, GOOD)
    revoke_token(office.inbox, mona, made.token)
    inbox = office.inbox
    told = [entry for _, entry in auditlog.page(inbox.conversations.store, inbox.conversations.keys)]
    assert [(one.kind, one.target, one.by.id) for one in told] == [
        ("removed", f"token:{made.token.id}", "mona"),
        ("added", f"token:{made.token.id}", "mona"),
    ]


def test_a_token_outlives_who_made_it_and_a_mailbox(office: Office) -> None:
    mona = admin(office)
    made = create_token(office.inbox, mona, replace(GOOD, roles={"support": Role.AGENT, "hr": Role.VIEWER}))
    directories = office.workspaces.directories
    before = office.inbox.directory.agents["mona"]
    directories.put(office.id, replace(before, deactivated_at=1), before=before)
    directories.remove(office.id, office.inbox.directory.mailboxes["hr"])
    inbox, token = Tokens(office.workspaces).verify(made.text)
    assert [box.id for box, _ in inbox.directory.memberships(token.id)] == ["support"]
