"""How a Google account becomes an agent: by the firm's own domain, or by a code that works once (B2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards import paths
from server.demo.people import SamplePerson
from server.domain.workspace import Agent, Workspace
from server.usecases.settings import agents, workspace
from tests.support.gmail_edge import PUBLIC, GmailEdge, text
from tests.support.gmail_people import OPERATOR, elsewhere

HOME = "/gmail/home"


def invite(edge: GmailEdge, key: str) -> str:
    """Invite somebody anew; their code."""
    inbox = edge.inbox
    return agents.invite_again(inbox, inbox.directory.agents[key]).code


def connect(edge: GmailEdge, who: SamplePerson, code: str) -> str:
    """Type a code; the name of the card that comes, or the notice."""
    answer = edge.ask(who, paths.LINK, form_inputs={"code": text(code)})
    return answer.name or answer.notice


def test_the_first_token_of_the_firms_domain_links(edge: GmailEdge) -> None:
    assert edge.inbox.directory.agents["jonas"].google_sub is None
    assert edge.ask("jonas", HOME).name == "home"
    agent = edge.inbox.directory.agents["jonas"]
    assert agent.google_sub == edge.person("jonas").sub
    assert agent.link_code is None


def test_a_linked_account_stays_linked_whatever_its_address_becomes(edge: GmailEdge) -> None:
    edge.ask("jonas", HOME)
    renamed = replace(edge.person("jonas"), address=f"j.married@{edge.domain}")
    assert edge.ask(renamed, HOME).name == "home"


@pytest.mark.parametrize("domain", [None, "evil.example"])
def test_the_invited_address_from_another_domain_needs_the_code(edge: GmailEdge, domain: str | None) -> None:
    foreign = elsewhere(edge.person("jonas"), domain)
    code = invite(edge, "jonas")
    assert edge.ask(foreign, HOME).name == "stranger"
    assert edge.inbox.directory.agents["jonas"].google_sub is None
    assert connect(edge, foreign, code) == "home"
    assert edge.ask(foreign, HOME).name == "home"


def test_a_second_account_with_the_same_address_is_nobody(edge: GmailEdge) -> None:
    edge.ask("jonas", HOME)
    second = replace(edge.person("jonas"), sub="199")
    assert edge.ask(second, HOME).name == "stranger"
    assert edge.ask("jonas", HOME).name == "home"


def test_a_wrong_code_links_nobody(edge: GmailEdge) -> None:
    for code in ("", "-", "XXXX-XXXX", f"{edge.sample.key}-0000-0000-0000", "\x00", "ü-ü", "a" * 5_000):
        said = connect(edge, edge.person("tom"), code)
        assert said == "Dieser Code gilt nicht. Bitte lass dir einen neuen geben."
    assert edge.ask("tom", HOME).name == "stranger"


def test_a_guest_comes_in_by_code_and_stays(edge: GmailEdge) -> None:
    made = agents.invite(edge.inbox, Agent("tom", "Tom Gast", ("tom.gast@gast.example",)))
    tom = edge.person("tom")
    assert edge.ask(tom, HOME).name == "stranger"
    assert connect(edge, tom, f"  {made.code.lower()} ") == "home"
    assert edge.ask(tom, HOME).name == "home"


def test_a_code_works_once(edge: GmailEdge) -> None:
    code = invite(edge, "jonas")
    foreign = elsewhere(edge.person("jonas"), None)
    assert connect(edge, foreign, code) == "home"
    assert "Code gilt nicht" in connect(edge, edge.person("tom"), code)
    assert edge.ask("tom", HOME).name == "stranger"


def test_a_code_of_another_workspace_names_the_workspace_it_opens(edge: GmailEdge) -> None:
    code = invite(edge, "jonas")
    other = code.replace(edge.sample.key.upper(), "W000000000000")
    assert "Code gilt nicht" in connect(edge, edge.person("tom"), other)


def test_who_has_left_is_nobody_and_their_code_is_void(edge: GmailEdge) -> None:
    code = invite(edge, "jonas")
    edge.ask("eva", HOME)
    inbox = edge.inbox
    for key in ("jonas", "eva"):
        agents.deactivate_agent(inbox, edge.inbox.directory.agents[key], actor=OPERATOR)
    assert edge.ask("eva", HOME).name == "stranger"
    assert edge.ask("jonas", HOME).name == "stranger"
    assert "Code gilt nicht" in connect(edge, elsewhere(edge.person("jonas"), None), code)


def test_who_is_linked_by_a_code_is_found_though_their_domain_has_a_workspace(
    edge: GmailEdge,
) -> None:
    theirs = Workspace(f"{edge.sample.key}b", "Ableger", (f"b.{edge.domain}",))
    workspace.add_workspace(edge.workspaces.directories, theirs)
    made = agents.invite(edge.inbox, Agent("tom", "Tom Gast", ("tom.gast@gast.example",)))
    tom = elsewhere(edge.person("tom"), theirs.domains[0])
    assert edge.ask(tom, HOME).name == "stranger"
    assert connect(edge, tom, made.code) == "home"
    assert edge.ask(tom, HOME).name == "home"


def test_what_a_stranger_sees_holds_nothing_of_the_firm(edge: GmailEdge) -> None:
    mail = edge.mail("support tom.gast@gast.example")
    shown = edge.open("tom", mail)
    assert shown.name == "stranger"
    assert not edge.calls
    assert [url for url, _ in shown.actions] == [PUBLIC + paths.LINK]
    for secret in ("Kontor", "Support", "Jonas", "kunde.example"):
        assert secret not in shown.words
