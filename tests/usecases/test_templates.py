"""Templates for an answer: in whose language, in which order, and what of them an agent gets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from server.domain.catalogue import Template
from server.domain.errors import Conflict, Forbidden, Invalid, NotFound
from server.domain.proposing import TemplatesView
from server.domain.workspace import Agent
from server.store.conversations import Conversations
from server.usecases.conversations import add_tag
from server.usecases.inbox import Inbox
from server.usecases.settings.templates import create_template, delete_template
from server.usecases.templates import (
    drop_template,
    keep_template,
    own_templates,
    templates_for,
    use_template,
)
from tests.store.counting import CountingClient
from tests.support.office import Office, mail

BOTH = {"de": "{{ customer.salutation }},\ndanke!", "en": "{{ customer.salutation }},\nthank you!"}


@pytest.fixture
def filled(office: Office) -> Office:
    """An office with some templates."""
    for name, texts, boxes in (
        ("Thanks", BOTH, ()),
        ("Apology", {"de": "Es tut uns leid."}, ("support",)),
        ("Elsewhere", {"de": "Nur dort."}, ("hr",)),
    ):
        create_template(office.inbox, Template(name.lower(), name, texts, boxes))
    return office


def asked(office: Office) -> str:
    done = office.deliver(mail("t-1@wald.example"))
    assert done.conversation is not None
    return done.conversation


def agent(office: Office, key: str) -> Agent:
    return office.inbox.directory.agents[key]


def names(view: TemplatesView) -> list[str]:
    return [one.name for one in view.offered]


def test_they_are_those_of_the_conversations_mailbox(filled: Office) -> None:
    conversation = asked(filled)
    found = templates_for(filled.inbox, agent(filled, "anna"), conversation=conversation)
    assert names(found) == ["Apology", "Thanks"]
    assert found.locale == "de"


def test_used_most_for_this_tag_first(filled: Office) -> None:
    conversation = asked(filled)
    anna = agent(filled, "anna")
    for _ in range(3):
        use_template(filled.inbox, anna, "apology", conversation=conversation)
    add_tag(filled.inbox, filled.asked("anna"), conversation=conversation, tag="rechnung")
    use_template(filled.inbox, anna, "thanks", conversation=conversation)
    found = templates_for(filled.inbox, anna, conversation=conversation)
    assert [(one.name, one.uses) for one in found.offered] == [("Thanks", 1), ("Apology", 3)]


def test_a_chosen_language_comes_first_and_what_it_lacks_is_still_there(filled: Office) -> None:
    found = templates_for(filled.inbox, agent(filled, "anna"), conversation=asked(filled), locale="en-GB")
    assert [(one.name, one.locale) for one in found.offered] == [("Thanks", "en"), ("Apology", "de")]


def test_search_looks_at_names_and_texts(filled: Office) -> None:
    conversation, anna = asked(filled), agent(filled, "anna")
    assert names(templates_for(filled.inbox, anna, conversation=conversation, search="LEID uns")) == [
        "Apology"
    ]
    assert names(templates_for(filled.inbox, anna, conversation=conversation, search="thank")) == ["Thanks"]
    assert names(templates_for(filled.inbox, anna, conversation=conversation, search="nichts")) == []


def test_one_is_filled_in_as_text_and_as_html(filled: Office) -> None:
    done = use_template(filled.inbox, agent(filled, "anna"), "thanks", conversation=asked(filled))
    assert done.text.endswith(",\ndanke!")
    assert done.html == f"<p>{done.text.replace(chr(10), '<br>')}</p>"


def test_templates_of_other_mailboxes_are_not_there(filled: Office) -> None:
    with pytest.raises(NotFound):
        use_template(filled.inbox, agent(filled, "anna"), "elsewhere", conversation=asked(filled))


def test_ones_own_templates_are_ones_own(filled: Office) -> None:
    conversation = asked(filled)
    anna, ben = agent(filled, "anna"), agent(filled, "ben")
    mine = keep_template(filled.inbox, anna, Template("", "Mine", {"de": "Gruß, {{ agent.name }}"}))
    assert "Mine" in names(templates_for(filled.inbox, anna, conversation=conversation))
    assert "Mine" not in names(templates_for(filled.inbox, ben, conversation=conversation))
    assert use_template(filled.inbox, anna, mine.id, conversation=conversation).text == "Gruß, Anna"
    with pytest.raises(NotFound):
        use_template(filled.inbox, ben, mine.id, conversation=conversation)
    changed = keep_template(filled.inbox, anna, replace(mine, name="Still mine"), seen=mine)
    with pytest.raises(Conflict):
        keep_template(filled.inbox, anna, replace(mine, name="Late"), seen=mine)
    assert own_templates(filled.inbox, anna) == (changed,)
    drop_template(filled.inbox, anna, mine.id)
    assert own_templates(filled.inbox, anna) == ()


@pytest.mark.parametrize(
    "wrong", [Template("", "A", {}), Template("", "", {"de": "x"}), Template("", "A", {"de": "{{ nobody }}"})]
)
def test_what_could_not_be_filled_in_is_not_kept(filled: Office, wrong: Template) -> None:
    with pytest.raises(Invalid):
        keep_template(filled.inbox, agent(filled, "anna"), wrong)


def test_deleting_forgets_the_counts(filled: Office) -> None:
    conversation, anna = asked(filled), agent(filled, "anna")
    use_template(filled.inbox, anna, "thanks", conversation=conversation)
    inbox = filled.inbox
    delete_template(inbox, inbox.directory.templates["thanks"])
    key = inbox.conversations.keys.template_uses
    assert inbox.conversations.store.read([("HGETALL", key)]) == [{}]


def test_listing_and_inserting_take_two_round_trips(filled: Office) -> None:
    conversation, anna = asked(filled), agent(filled, "anna")
    mine = keep_template(filled.inbox, anna, Template("", "Mine", {"de": "Gruß"}))
    inbox = filled.inbox
    conversations: Conversations = inbox.conversations
    client = CountingClient(conversations.store.client)
    counted: Inbox = replace(
        inbox,
        conversations=replace(conversations, store=replace(conversations.store, client=client)),
    )
    for act in (
        lambda: templates_for(counted, anna, conversation=conversation),
        lambda: use_template(counted, anna, "thanks", conversation=conversation),
        lambda: use_template(counted, anna, mine.id, conversation=conversation),
    ):
        before = client.trips
        act()
        assert client.trips - before <= 2


def test_who_only_reads_does_not_answer(filled: Office) -> None:
    conversation = asked(filled)
    with pytest.raises(Forbidden):
        templates_for(filled.inbox, agent(filled, "vera"), conversation=conversation)
