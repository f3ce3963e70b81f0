"""The language that an answer is proposed in: the customer's, as their mail says, on the demo's own mail."""

from __future__ import annotations

import pytest

from server.demo import sources
from server.demo.rawmail import RawMail
from server.domain.catalogue import Template
from server.usecases.settings.templates import create_template
from server.usecases.templates import templates_for
from tests.support.office import NOW, Office, mail

BOTH = {"de": "Guten Tag", "en": "Hello"}


def proposed(office: Office, conversation: str) -> str:
    anna = office.inbox.directory.agents["anna"]
    return templates_for(office.inbox, anna, conversation=conversation).locale


@pytest.fixture
def support(office: Office) -> Office:
    create_template(office.inbox, Template("hello", "Hello", BOTH))
    return office


@pytest.mark.parametrize(
    ("said", "wanted"), [("en", "en"), ("de-AT", "de"), ("en-GB, de", "en"), ("fr", "de")]
)
def test_the_mail_says_it(support: Office, said: str, wanted: str) -> None:
    done = support.deliver(mail("l-1@wald.example", Content_Language=said))
    assert proposed(support, str(done.conversation)) == wanted


def test_else_it_is_the_mailboxs(support: Office) -> None:
    done = support.deliver(mail("l-2@wald.example"))
    assert proposed(support, str(done.conversation)) == "de"
    support.set("support", locale="en")
    assert proposed(support, str(done.conversation)) == "en"


def test_the_customers_last_mail_counts_and_the_teams_own_does_not(support: Office) -> None:
    first = support.deliver(mail("l-3@wald.example", Content_Language="de"), at=NOW)
    conversation = str(first.conversation)
    support.deliver(mail("l-4@wald.example", refers=("l-3@wald.example",), Content_Language="en"), at=NOW + 1)
    assert proposed(support, conversation) == "en"
    reply = mail(
        "l-5@firma.example",
        sender="ben@firma.example",
        to="ada@wald.example",
        refers=("l-4@wald.example",),
        Content_Language="de",
    )
    support.deliver(reply, sent_by="ben", at=NOW + 2)
    assert proposed(support, conversation) == "en"
    support.deliver(mail("l-6@wald.example", refers=("l-4@wald.example",)), at=NOW + 3)
    assert proposed(support, conversation) == "en"


def test_on_the_sample_mail(support: Office) -> None:
    support.set("support", addresses=("support@firma.example", "support@kontor.example"))
    speaking = [one for one in sources.sample(NOW) if one.first("Content-Language")]
    assert speaking
    for one in speaking:
        assert _proposed_for(support, one) == str(one.first("Content-Language"))[:2].lower()


def _proposed_for(office: Office, one: RawMail) -> str:
    done = office.deliver((*one.headers, ("Delivered-To", "support@firma.example")), at=NOW)
    return proposed(office, str(done.conversation))
