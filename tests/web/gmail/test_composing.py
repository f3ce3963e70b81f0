"""Writing in Gmail: which conversation a draft answers, what to know before, and templates put into it (G7)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cards import paths
from server.demo.relay import COMPOSE_SCOPE
from server.domain.catalogue import Template
from server.domain.conversation import Change, event
from server.domain.events import Actor
from server.domain.vocabulary import Mode, Via
from server.store.conversations import Wanted
from server.store.presence import Entry
from server.usecases.settings.templates import create_template
from tests.support.gmail_answers import Card
from tests.support.gmail_edge import GmailEdge

PETRA = "Petra Huber <p.huber@kunde.example>"
THANKS = {"de": "{{ customer.salutation }},\n\ndanke!", "en": "{{ customer.salutation }},\n\nthank you!"}


@pytest.fixture
def stocked(edge: GmailEdge) -> GmailEdge:
    create_template(edge.inbox, Template("thanks", "Danke", THANKS))
    create_template(edge.inbox, Template("sorry", "Entschuldigung", {"de": "Es tut uns leid."}))
    return edge


def drafting(edge: GmailEdge, who: str, to: str = PETRA, **call: Any) -> Card:
    return edge.ask(who, "/gmail/compose", recipients=(to,), **call)


def pressed(edge: GmailEdge, who: str, card: Card, path: str, **wanted: str) -> Card:
    parameters = card.parameters(f"http://127.0.0.1:9{path}", **wanted)
    return edge.ask(who, path, recipients=(PETRA,), parameters=parameters)


def body(card: Card) -> str:
    found = card.envelope["renderActions"]["hostAppAction"]["gmailAction"]["updateDraftActionMarkup"][
        "updateBody"
    ]
    assert found["type"] == "IN_PLACE_INSERT"
    [content] = found["insertContents"]
    assert content["contentType"] == "MUTABLE_HTML"
    return str(content["content"])


def presence(edge: GmailEdge, conversation: str) -> tuple[Entry, ...]:
    return edge.inbox.conversations.read(conversation, Wanted(comments=0)).presence


def test_a_draft_to_a_customer_is_presumably_an_answer(stocked: GmailEdge) -> None:
    subject = "Rechnung 4711"
    opened = stocked.open("jonas", stocked.mail(Subject=subject))
    card = drafting(stocked, "jonas")
    assert "Vermutlich" in card.words
    assert subject in card.words
    [here] = presence(stocked, stocked.record(opened).id)
    assert (here.agent, here.client, here.mode) == ("jonas", "gmail", Mode.COMPOSING)


def test_who_has_sent_it_writes_it_no_longer(stocked: GmailEdge) -> None:
    mail = stocked.mail()
    opened = stocked.open("eva", mail)
    stocked.open("jonas", mail)
    stocked.ask("jonas", "/gmail/compose", mail)
    assert [here.agent for here in presence(stocked, stocked.record(opened).id)] == ["eva", "jonas"]
    sender = f"Jonas Weber <{stocked.person('jonas').address}>"
    stocked.mail(PETRA, age=0, From=sender, In_Reply_To=mail, References=mail, Cc=f"support@{stocked.domain}")
    stocked.ask("eva", paths.REFRESH, mail)
    assert [here.agent for here in presence(stocked, stocked.record(opened).id)] == ["eva"]


def test_a_draft_in_a_known_thread_surely_is(stocked: GmailEdge) -> None:
    mail = stocked.mail(Subject="Rechnung 4712")
    stocked.open("jonas", mail)
    card = stocked.ask("jonas", "/gmail/compose", mail)
    assert "Antwort auf" in card.words
    assert "Vermutlich" not in card.words


def test_a_draft_to_somebody_else_answers_nothing_and_still_has_templates(stocked: GmailEdge) -> None:
    stocked.open("jonas", stocked.mail())
    card = drafting(stocked, "jonas", "else@nobody.example")
    assert "Danke" in card.words
    done = pressed(stocked, "jonas", card, "/gmail/compose/insert", template="thanks")
    assert body(done) == "<p>Guten Tag,</p><p>danke!</p>"


def test_a_template_goes_to_the_cursor_as_html(stocked: GmailEdge) -> None:
    stocked.open("jonas", stocked.mail(Content_Language="en-GB"))
    card = drafting(stocked, "jonas")
    done = pressed(stocked, "jonas", card, "/gmail/compose/insert", template="thanks")
    assert body(done) == "<p>Hello Petra Huber,</p><p>thank you!</p>"


def test_a_customers_name_cannot_write_the_answer(stocked: GmailEdge) -> None:
    stocked.open("jonas", stocked.mail(From='"<b onclick=x>Petra</p>" <p.huber@kunde.example>'))
    card = drafting(stocked, "jonas")
    html = body(pressed(stocked, "jonas", card, "/gmail/compose/insert", template="thanks"))
    assert "<b" not in html
    assert html.count("</p>") == 2


def test_searching_and_another_language(stocked: GmailEdge) -> None:
    stocked.open("jonas", stocked.mail())
    card = drafting(stocked, "jonas")
    parameters = card.parameters("http://127.0.0.1:9/gmail/compose/look")
    typed = {"template_search": {"stringInputs": {"value": ["leid"]}}}
    found = stocked.ask(
        "jonas", "/gmail/compose/look", recipients=(PETRA,), parameters=parameters, form_inputs=typed
    )
    assert "Entschuldigung" in found.words
    assert "Danke" not in found.words


def test_a_colleagues_claim_and_reply_are_said_before_a_word_is_written(stocked: GmailEdge) -> None:
    mail = stocked.mail()
    opened = stocked.open("mia", mail)
    stocked.press("mia", opened, "/gmail/claim", mail)
    card = drafting(stocked, "jonas")
    assert "Mia Berger hat um" in card.words
    taken = pressed(stocked, "jonas", card, "/gmail/compose/claim")
    assert stocked.record(taken).claimed_by == "jonas"
    late = pressed(stocked, "jonas", card, "/gmail/compose/claim")
    assert "Du antwortest" in late.words


def test_opening_a_draft_keeps_ones_claim_alive(stocked: GmailEdge) -> None:
    mail = stocked.mail()
    opened = stocked.open("jonas", mail)
    claimed = stocked.press("jonas", opened, "/gmail/claim", mail)
    before = stocked.record(claimed)
    assert before.claimed_until is not None
    early = replace(
        before, claimed_until=before.claimed_until - 120_000, claimed_at=(before.claimed_at or 0) - 120_000
    )
    told = event("claimed", Actor("agent", Via.GMAIL, "jonas"), 1)
    stocked.inbox.conversations.commit(before, Change(early, (told,)), request=None)
    drafting(stocked, "jonas")
    after = stocked.record(claimed)
    assert after.claimed_until is not None
    assert early.claimed_until is not None
    assert after.claimed_until > early.claimed_until


def test_what_one_may_not_see_is_no_guess(stocked: GmailEdge) -> None:
    stocked.open("mia", stocked.mail("jobs", Subject="Geheim 99"))
    card = drafting(stocked, "jonas")
    assert "Geheim 99" not in card.words
    assert drafting(stocked, "mia").words.count("Geheim 99") > 0


def test_refusing_this_scope_breaks_nothing_else(stocked: GmailEdge) -> None:
    mail = stocked.mail()
    jonas = stocked.person("jonas")
    stocked.relay.withhold(jonas, frozenset({COMPOSE_SCOPE}))
    assert stocked.open("jonas", mail).name == "conversation"
    asked = stocked.post("/gmail/compose", stocked.event("jonas", "/gmail/compose", recipients=(PETRA,)))
    assert asked.get_json() == {"requesting_google_scopes": {"scopes": [COMPOSE_SCOPE]}}


def test_a_draft_takes_few_round_trips(stocked: GmailEdge) -> None:
    stocked.open("jonas", stocked.mail())
    drafting(stocked, "jonas")
    event = stocked.event("jonas", "/gmail/compose", recipients=(PETRA,))
    assert stocked.trips(lambda: stocked.post("/gmail/compose", event)) <= 4


def test_a_draft_in_a_known_thread_takes_three_round_trips(stocked: GmailEdge) -> None:
    mail = stocked.mail()
    stocked.open("jonas", mail)
    event = stocked.event("jonas", "/gmail/compose", mail)
    stocked.inbox.gmail_ids.clear()
    assert stocked.trips(lambda: stocked.post("/gmail/compose", event)) <= 3


def test_inserting_a_template_takes_two_round_trips(stocked: GmailEdge) -> None:
    stocked.open("jonas", stocked.mail())
    card = drafting(stocked, "jonas")
    assert stocked.trips(lambda: pressed(stocked, "jonas", card, "/gmail/compose/insert")) <= 2


def test_what_follows_the_reply_is_chosen_in_the_draft(stocked: GmailEdge) -> None:
    mail = stocked.mail()
    opened = stocked.open("jonas", mail)
    card = drafting(stocked, "jonas")
    parameters = card.parameters("http://127.0.0.1:9/gmail/compose/after")
    chosen = {"after_send": {"stringInputs": {"value": ["closed"]}}}
    done = stocked.ask(
        "jonas", "/gmail/compose/after", recipients=(PETRA,), parameters=parameters, form_inputs=chosen
    )
    assert done.name == "compose"
    record = stocked.record(opened)
    assert set(record.intended) == {"jonas"}
    assert record.standing == "open"
