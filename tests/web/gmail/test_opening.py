"""Opening a mail: what Gmail is asked, what is kept, and who sees which card."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards import paths
from server.domain.conversation import Change, event
from server.domain.vocabulary import Standing
from tests.support.gmail_answers import Card
from tests.support.gmail_edge import DAY, PUBLIC, GmailEdge
from tests.support.gmail_people import CASES, OPERATOR

CUSTOMER = "p.huber@kunde.example"


def answer(edge: GmailEdge, who: str, to: str, *, cc: str = "", age: int = 0) -> str:
    """A colleague's answer to a mail, sent from their own Gmail."""
    copied = {"Cc": f"{cc}@{edge.domain}"} if cc else {}
    sender = f"{edge.person(who).name} <{edge.person(who).address}>"
    return edge.mail(CUSTOMER, age=age, From=sender, In_Reply_To=to, References=to, **copied)


def restrict(edge: GmailEdge, card: Card, *agents: str) -> None:
    """Let only these see the conversation."""
    record = edge.record(card)
    told = event("restricted", OPERATOR, edge.inbox.clock())
    edge.inbox.conversations.commit(
        record, Change(replace(record, restricted_to=agents), (told,)), request=None
    )


def test_the_first_open_reads_gmail_and_the_second_does_not(edge: GmailEdge) -> None:
    mail = edge.mail()
    copy = edge.copy("jonas", mail)
    first = edge.open("jonas", mail)
    read = [f"/gmail/v1/users/me/messages/{copy.id}", f"/gmail/v1/users/me/threads/{copy.thread_id}"]
    assert edge.calls == read
    assert edge.open("jonas", mail).name == first.name == "conversation"
    assert edge.calls == read
    assert edge.press("jonas", first, paths.REFRESH, mail).name == "conversation"
    assert edge.calls == read * 2


def test_a_colleague_comes_to_the_same_conversation(edge: GmailEdge) -> None:
    mail = edge.mail()
    assert edge.record(edge.open("jonas", mail)).id == edge.record(edge.open("eva", mail)).id


def test_a_colleagues_reply_in_the_thread_is_noticed(edge: GmailEdge) -> None:
    mail = edge.mail()
    before = edge.record(edge.open("eva", mail))
    assert (before.assignee, before.standing) == (None, Standing.OPEN)
    answer(edge, "jonas", mail, cc="support")
    edge.open("eva", mail)
    after = edge.record(edge.ask("eva", paths.REFRESH, mail))
    assert (after.id, after.assignee, after.standing) == (before.id, "agent:jonas", Standing.PENDING)


def test_the_label_sent_proves_an_answer_that_nobody_else_got(edge: GmailEdge) -> None:
    mail = edge.mail()
    edge.open("eva", mail)
    answer(edge, "jonas", mail)
    assert edge.record(edge.ask("eva", paths.REFRESH, mail)).standing is Standing.OPEN
    seen = edge.record(edge.open("jonas", mail))
    assert (seen.assignee, seen.standing) == ("agent:jonas", Standing.PENDING)
    assert edge.record(edge.open("eva", mail)).standing is Standing.PENDING


def test_a_forged_colleague_is_not_believed(edge: GmailEdge) -> None:
    mail = edge.mail()
    edge.open("eva", mail)
    forged = f"Jonas Weber <{edge.person('jonas').address}>"
    failed = "mx.kontor.example; dmarc=fail header.from=x.example"
    second = edge.mail(From=forged, In_Reply_To=mail, References=mail, Authentication_Results=failed, age=0)
    shown = edge.open("eva", second)
    assert edge.record(shown).standing is Standing.OPEN
    assert edge.record(shown).assignee is None
    assert "nicht bestätigt" in shown.words


@pytest.mark.parametrize("what", ["old", "automatic", "own"])
def test_what_creates_nothing_is_shown_and_stored_by_the_first_act(edge: GmailEdge, what: str) -> None:
    edge.ask("jonas", "/gmail/home")
    mail = {
        "old": lambda: edge.mail(age=15 * DAY),
        "automatic": lambda: edge.mail(Auto_Submitted="auto-replied"),
        "own": lambda: edge.mail(CUSTOMER, Cc=f"support@{edge.domain}", From=edge.person("jonas").address),
    }[what]()
    before = edge.everything()
    shown = edge.open("jonas", mail)
    assert shown.name == "conversation"
    assert edge.everything() == before
    for path in (paths.SHOW_ASSIGN, paths.SHOW_TAGS, paths.SHOW_MORE):
        edge.press("jonas", shown, path, mail)
    assert edge.everything() == before
    written = edge.press("jonas", shown, paths.COMMENT, mail, inputs={"comment_0": "Erledigt?"})
    assert edge.comments(written) == ["Erledigt?"]
    assert edge.record(edge.open("eva", mail)).id == edge.record(written).id


def test_private_mail_leaves_nothing(edge: GmailEdge) -> None:
    address = edge.person("jonas").address
    mail = edge.mail(address, Subject="Heute Abend", From="clara@familie.example")
    edge.ask("jonas", "/gmail/home")
    before = edge.everything()
    shown = edge.open("jonas", mail)
    assert shown.name == "outside"
    edge.ask("jonas", paths.REFRESH, mail)
    edge.press("jonas", shown, paths.SHOW_QUEUE, mail)
    edge.ask("jonas", paths.COMMENT, mail, parameters={"nonce": "n", "conversation": "", "seen": "open"})
    assert edge.everything() == before
    assert "Heute Abend" not in before
    assert mail.strip("<>") not in before


def test_private_mail_can_be_added_to_a_mailbox(edge: GmailEdge) -> None:
    mail = edge.mail(edge.person("jonas").address)
    added = edge.press("jonas", edge.open("jonas", mail), paths.ADD, mail, mailbox="support")
    assert added.name == "conversation"
    assert edge.record(added).mailboxes == ("support",)
    assert edge.record(edge.open("jonas", mail)).id == edge.record(added).id


@pytest.mark.parametrize("mailbox", ["jobs", "nowhere", "", "support:open"])
def test_nothing_is_added_to_a_mailbox_of_others(edge: GmailEdge, mailbox: str) -> None:
    mail = edge.mail(edge.person("jonas").address)
    edge.ask("jonas", "/gmail/home")
    before = edge.everything()
    edge.ask("jonas", paths.ADD, mail, parameters={"mailbox": mailbox, "nonce": "n"})
    assert edge.everything() == before


def test_a_mail_to_two_mailboxes_is_one_conversation(edge: GmailEdge) -> None:
    mail = edge.mail("support jobs")
    both, one = edge.open("mia", mail), edge.open("jonas", mail)
    assert edge.record(both).mailboxes == ("support", "jobs")
    assert edge.record(one).id == edge.record(both).id
    assert ("support@" in both.words, "jobs@" in both.words) == (True, True)
    assert ("support@" in one.words, "jobs@" in one.words) == (True, False)


def test_who_got_a_mail_that_others_handle_is_told_so_and_no_more(edge: GmailEdge) -> None:
    mail = edge.mail()
    edge.open("jonas", mail)
    later = edge.mail("support jobs", In_Reply_To=mail, References=mail, age=0)
    edge.open("jonas", later)
    shown = edge.open("ina", later)
    assert shown.name == "elsewhere"
    assert "Support" not in shown.words
    assert "jobs@" in edge.open("jonas", later).words


def test_a_confidential_conversation_shows_that_it_is_one(edge: GmailEdge) -> None:
    mail = edge.mail()
    opened = edge.open("mia", mail)
    edge.open("jonas", mail)
    restrict(edge, opened, "mia")
    assert edge.open("mia", mail).name == "conversation"
    for who in ("jonas", "eva", "lena"):
        for shown in (edge.open(who, mail), edge.ask(who, paths.REFRESH, mail)):
            assert shown.name == "confidential"
            assert not any(sign.isdigit() for sign in shown.words.split("Stand")[0].split("As of")[0])
            assert not shown.offers(paths.TAKE)


def test_a_viewer_reads_and_comments(edge: GmailEdge) -> None:
    shown = edge.open("lena", edge.mail())
    assert shown.name == "conversation"
    assert shown.offers(paths.COMMENT)
    assert not any(shown.offers(path) for path in (paths.TAKE, paths.STATUS, paths.CLAIM, paths.SHOW_ASSIGN))


def test_a_light_member_is_not_told_that_a_team_mail_belongs_to_no_mailbox(edge: GmailEdge) -> None:
    for age in (0, 60 * DAY):
        shown = edge.open(CASES["light"], edge.mail(age=age))
        assert shown.name == "confidential"
        assert not shown.offers(paths.ADD)


@pytest.mark.parametrize("role", CASES)
def test_who_may_not_see_a_mail_learns_nothing_of_it(edge: GmailEdge, role: str) -> None:
    mail = edge.mail(f"jobs {edge.person(CASES[role]).address}", Subject="Bewerbung Ziegler")
    edge.press("eva", edge.open("eva", mail), paths.COMMENT, mail, inputs={"comment_0": "Vertraulich, bitte"})
    shown = edge.open(CASES[role], mail)
    expected = {"manager": "conversation", "no agent": "stranger", "deactivated": "stranger"}
    assert shown.name == expected.get(role, "outside")
    assert ("Vertraulich" in shown.words) is (role == "manager")


@pytest.mark.parametrize("locale", ["de", "en"])
@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (400, "Gmail hat diese Mail nicht mehr|Gmail no longer has"),
        (401, "neu anmeldest|sign in again"),
        (403, "Erlaube den Zugriff|Gmail does not let"),
        (404, "Gmail hat diese Mail nicht mehr|Gmail no longer has"),
        (429, "Gmail|Gmail is limiting requests"),
        (500, "Gmail|Gmail has a problem"),
        (503, "Gmail|Gmail has a problem"),
    ],
)
def test_every_refusal_of_gmail_says_what_to_do(edge: GmailEdge, fault: int, said: str, locale: str) -> None:
    edge.locale = locale
    mail = edge.mail()
    edge.google.faults.set("jonas", {"messages": fault})
    shown = edge.open("jonas", mail)
    assert shown.name == "failure"
    assert said.split("|")[locale == "en"] in shown.words
    edge.google.faults.set("jonas", {})
    assert edge.press("jonas", shown, paths.REFRESH, mail).name == "conversation"


@pytest.mark.parametrize("fault", [401, 403, 404, 429, 500])
def test_without_its_thread_a_mail_still_opens(edge: GmailEdge, fault: int) -> None:
    edge.google.faults.set("jonas", {"threads": fault})
    assert edge.open("jonas", edge.mail()).name == "conversation"


def test_a_known_mail_opens_while_gmail_is_away(edge: GmailEdge) -> None:
    mail, unknown = edge.mail(), edge.mail()
    shown = edge.open("jonas", mail)
    edge.server.stop()
    assert edge.open("jonas", mail).name == "conversation"
    assert "nicht erreichbar" in edge.open("jonas", unknown).words
    assert "nicht erreichbar" in edge.press("jonas", shown, paths.REFRESH, mail).notice


def test_an_id_that_names_no_message_is_gone(edge: GmailEdge) -> None:
    copy = edge.copy("jonas", edge.mail())
    event = edge.event("jonas", "/gmail/message", copy)
    for shown in ("../../x", "msg-f:" + "9" * 40, "a b", "x" * 500, "\u2028"):
        event["gmail"]["messageId"] = shown
        said = Card(edge.post("/gmail/message", event).get_json())
        assert said.name == "failure"
        assert PUBLIC + paths.REFRESH in dict(said.actions)
