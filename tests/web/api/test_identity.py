"""Who may call: agents by their Microsoft account, linked as DECISIONS B2 allows and not otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.administering import OPERATOR
from server.domain.workspace import Agent
from server.usecases.accounts import INVITED_FOR
from server.usecases.settings import agents
from tests.support.api_edge import ApiEdge
from tests.support.entra_issuer import object_id


def invited(edge: ApiEdge, name: str = "nora", **fields: object) -> str:
    """Invite somebody new; the code of their invitation."""
    agent = Agent("", name.title(), (f"{name}@firma.example",))
    made = agents.invite(edge.office.inbox, agent)
    if fields:
        after = replace(made.agent, **fields)  # type: ignore[arg-type]
        edge.office.workspaces.directories.put(edge.office.id, after, before=made.agent)
    return made.code


def trust(edge: ApiEdge, **fields: object) -> None:
    """Let people of the tenant be linked by their address."""
    before = edge.office.inbox.directory.workspace
    after = replace(before, **({"linked_tenants": (edge.tenant,)} | fields))  # type: ignore[arg-type]
    edge.office.workspaces.directories.change_workspace(before, after)


def status(edge: ApiEdge, who: str = "nora", **claims: object) -> int:
    token = edge.issuer.token(who, **claims)  # type: ignore[arg-type]
    return edge.ask(None, "GET", "/me", token=token).status_code


def test_an_agent_is_told_who_they_are(edge: ApiEdge) -> None:
    me = edge.get("mona", "/me")
    assert me["agent"]["id"] == "agent:mona"
    assert me["workspace"] == {"id": edge.office.id, "name": "Firma", "presence": "on"}
    assert [(box["id"], box["role"]) for box in me["mailboxes"]] == [
        ("hr", "manager"),
        ("support", "manager"),
    ]
    assert me["mailboxes"][1]["addresses"] == ["support@firma.example"]


def test_who_is_nobody_is_told_that_a_code_can_help(edge: ApiEdge) -> None:
    problem = edge.ask("nora", "GET", "/me", headers={"Accept-Language": "de"})
    assert problem.status_code == 403
    assert problem.get_json()["code"] == "not_an_agent"
    assert problem.get_json()["can_link"] is True
    assert problem.get_json()["detail"] == "Du arbeitest hier noch nicht mit."


@pytest.mark.parametrize("header", [None, "Basic YTpi", "Bearer", "Bearer x.y.z"])
def test_without_a_good_token_nobody_calls(edge: ApiEdge, header: str | None) -> None:
    answer = edge.ask(None, "GET", "/me", headers={"Authorization": header} if header else None)
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.get_json()["code"] == "unauthenticated"


def test_a_code_links_once(edge: ApiEdge) -> None:
    code = invited(edge)
    assert edge.done("nora", "POST", "/link", {"code": code.lower()})["agent"]["name"] == "Nora"
    assert edge.done("nora", "POST", "/link", {"code": code})["agent"]["name"] == "Nora"
    assert edge.ask("otherone", "POST", "/link", {"code": code}).status_code == 422


def test_an_invited_address_is_linked_where_the_tenant_is_trusted(edge: ApiEdge) -> None:
    invited(edge)
    assert status(edge) == 403
    trust(edge)
    assert status(edge) == 200
    assert status(edge, preferred_username="renamed@firma.example") == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"acct": 1},
        {"idp": "https://sts.windows.net/other/"},
        {"preferred_username": None, "email": "nora@firma.example"},
        {"preferred_username": "nora_gast.example#EXT#@firma.example"},
        {"preferred_username": "somebody@firma.example"},
    ],
)
def test_guests_and_other_addresses_need_a_code(edge: ApiEdge, claims: dict[str, object]) -> None:
    invited(edge)
    trust(edge)
    assert status(edge, **claims) == 403  # type: ignore[arg-type]


def test_an_old_invitation_and_a_foreign_domain_need_a_code(edge: ApiEdge) -> None:
    trust(edge)
    invited(edge, "nora", invited_at=edge.office.time[0] - INVITED_FOR - 1)
    invited(edge, "gast", emails=("gast@gast.example",))
    assert status(edge) == 403
    assert status(edge, "gast", preferred_username="gast@gast.example") == 403


def test_an_address_of_somebody_linked_already_gives_nobody_else_their_place(edge: ApiEdge) -> None:
    trust(edge)
    assert status(edge, "stranger", preferred_username="anna@firma.example") == 403


def test_google_and_microsoft_make_one_agent(edge: ApiEdge) -> None:
    invited(edge, google_sub="sub-1")
    agent = edge.office.inbox.directory.by_email["nora@firma.example"]
    code = agents.invite_beside(edge.office.inbox, agent).code
    assert edge.done("nora", "POST", "/link", {"code": code})["agent"]["id"] == f"agent:{agent.id}"
    linked = edge.office.inbox.directory.agents[agent.id]
    assert (linked.google_sub, linked.entra_subject) == ("sub-1", object_id("nora"))


def test_a_new_code_ends_what_was_linked(edge: ApiEdge) -> None:
    agents.invite_again(edge.office.inbox, edge.office.inbox.directory.agents["anna"])
    assert status(edge, "anna") == 403


def test_who_left_and_whose_tenant_was_taken_off_may_not_call(edge: ApiEdge) -> None:
    agent = edge.office.inbox.directory.agents["ben"]
    agents.deactivate_agent(edge.office.inbox, agent, actor=OPERATOR)
    assert status(edge, "ben") == 403
    trust(edge, tenants=(), linked_tenants=())
    assert status(edge, "anna") == 401
