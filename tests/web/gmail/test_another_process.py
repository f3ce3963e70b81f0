"""Mail that is not known yet is read in the light of what an admin changed through another process (DECISIONS A8)."""

from __future__ import annotations

from typing import Any

from cards import paths
from server.domain.catalogue import Template
from server.domain.vocabulary import Role
from server.domain.workspace import Agent, Mailbox, Member
from tests.support.elsewhere import elsewhere, put_mailbox, put_member
from tests.support.gmail_edge import GmailEdge, text


def sales(edge: GmailEdge) -> Mailbox:
    return Mailbox("sales", "Vertrieb", (f"vertrieb@{edge.domain}",), {"jonas": Member(Role.AGENT)})


def test_a_new_mailbox_is_known_at_its_first_mail(edge: GmailEdge) -> None:
    mail = edge.mail(f"vertrieb@{edge.domain} {edge.person('jonas').address}")
    assert edge.open("jonas", mail).name == "outside"
    put_mailbox(edge.workspaces.directories, edge.sample.key, sales(edge))
    assert edge.open("jonas", mail).name == "conversation"


def test_a_new_mailbox_is_known_when_the_card_is_refreshed(edge: GmailEdge) -> None:
    mail = edge.mail(f"vertrieb@{edge.domain} {edge.person('jonas').address}")
    assert edge.open("jonas", mail).name == "outside"
    put_mailbox(edge.workspaces.directories, edge.sample.key, sales(edge))
    assert edge.ask("jonas", paths.REFRESH, mail).name == "conversation"


def test_who_works_there_no_more_begins_nothing(edge: GmailEdge) -> None:
    mail = edge.mail()
    edge.open("jonas", edge.mail())
    put_member(edge.workspaces.directories, edge.sample.key, "support", "jonas", None)
    assert edge.open("jonas", mail).name == "outside"
    key = edge.inbox.conversations.digests.message(mail.strip("<>"))
    assert not edge.inbox.messages.known([key])


def test_a_mail_is_not_added_where_one_works_no_more(edge: GmailEdge) -> None:
    mail = edge.mail(edge.person("jonas").address)
    shown = edge.open("jonas", mail)
    put_member(edge.workspaces.directories, edge.sample.key, "support", "jonas", None)
    assert "Dieses Team-Postfach gibt es nicht" in edge.press("jonas", shown, paths.ADD, mail).words


def test_a_draft_that_answers_nothing_is_offered_the_templates_of_a_new_mailbox(edge: GmailEdge) -> None:
    draft: dict[str, Any] = {"recipients": ("Neu <neu@kunde.example>",)}
    edge.ask("jonas", "/gmail/compose", **draft)
    put_mailbox(edge.workspaces.directories, edge.sample.key, sales(edge))
    made = Template("greeting", "Gruß vom Vertrieb", {"de": "Guten Tag"}, mailboxes=("sales",))
    elsewhere(edge.workspaces.directories).put(edge.sample.key, made, before=None)
    assert "Gruß vom Vertrieb" in edge.ask("jonas", "/gmail/compose", **draft).words


def test_a_new_colleague_is_known_by_name_when_a_mail_is_given_to_them(edge: GmailEdge) -> None:
    mail = edge.mail()
    picker = edge.press("jonas", edge.open("jonas", mail), paths.SHOW_ASSIGN, mail)
    given = next(p for url, p in picker.actions if url.endswith(paths.ASSIGN) and "to" not in p)
    directories = elsewhere(edge.workspaces.directories)
    directories.put(edge.sample.key, Agent("nora", "Nora Neu", (f"nora@{edge.domain}",)), before=None)
    put_member(directories, edge.sample.key, "support", "nora", Member(Role.AGENT))
    typed = {"who": text("Nora Neu")}
    shown = edge.ask("jonas", paths.ASSIGN, mail, parameters=given, form_inputs=typed)
    assert edge.record(shown).assignee == "agent:nora"
