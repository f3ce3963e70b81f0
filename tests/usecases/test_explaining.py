"""Why a mail would be treated as it would be; nothing is stored by asking."""

from __future__ import annotations

from server.domain.mailclass import MailClass
from server.usecases.explaining import explain, explain_alone
from tests.support.office import NOW, Office, mail


def test_a_new_mail_a_reply_and_a_known_one(office: Office) -> None:
    first = mail("a@x")
    assert explain(office.inbox, first).destination.outcome == "new"
    done = office.deliver(first)
    before = office.inbox.conversations.commits()
    known = explain(office.inbox, first)
    reply = explain(office.inbox, mail("b@x", refers=("a@x",)))
    assert (known.destination.outcome, known.destination.conversation) == ("known", done.conversation)
    assert (reply.destination.outcome, reply.destination.conversation) == ("joins", done.conversation)
    assert "not_first" in reply.why_not
    assert office.inbox.conversations.commits() == before


def test_mail_of_no_mailbox_and_mail_that_may_not_join(office: Office) -> None:
    office.deliver(mail("a@x"))
    nowhere = explain(office.inbox, mail("b@x", to="bob@feld.example"))
    assert (nowhere.destination.outcome, nowhere.mailboxes) == ("not_stored", ())
    beyond = explain(office.inbox, mail("c@x", to="hr@firma.example", refers=("a@x",)))
    assert beyond.destination.outcome == "new"
    assert "may not join" in beyond.destination.why
    assert beyond.destination.others is not None
    assert len(beyond.destination.others["out_of_reach"]) == 1


def test_the_class_comes_with_the_header_that_decided(office: Office) -> None:
    told = explain(office.inbox, mail("a@x", Auto_Submitted="auto-replied"))
    found = told.letter.classification
    assert (found.kind, found.header) == (MailClass.AUTO_REPLY, "Auto-Submitted")
    assert "class_auto_reply" in told.why_not


def test_an_auto_reply_would_be_allowed_where_nothing_speaks_against_it(office: Office) -> None:
    assert explain(office.inbox, mail("a@x")).why_not == ("disabled",)
    office.set("support", auto_reply=True)
    assert explain(office.inbox, mail("a@x")).why_not == ()
    assert "own_sender" in explain(office.inbox, mail("b@x", sender="anna@firma.example")).why_not


def test_without_a_workspace_the_mail_speaks_for_itself() -> None:
    assert explain_alone(mail("a@x"), now=NOW).why_not == ()
    robot = explain_alone(mail("a@x", Precedence="bulk"), now=NOW)
    assert robot.destination.outcome == "unknown"
    assert robot.why_not == ("class_bulk",)
