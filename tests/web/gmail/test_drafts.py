"""A draft that a colleague checks, card by card, until it stands as a draft in the author's own Gmail."""

from __future__ import annotations

import pytest

from cards import paths
from cards.draft import PROPOSAL, REASON, REVIEWER, TEXT
from server.demo.relay import COMPOSE_SCOPE
from tests.support.gmail_answers import Card
from tests.support.gmail_edge import GmailEdge, text
from tests.web.gmail.test_recombining import choices, tidied

WRITTEN = "Guten Tag,\n<b>5</b> Euro & mehr."


@pytest.fixture
def mail(edge: GmailEdge) -> str:
    return edge.mail()


def asked(edge: GmailEdge, mail: str, reviewer: str = "Mia Berger") -> Card:
    """Jonas asks for a check."""
    form = edge.ask("jonas", paths.SHOW_DRAFT, mail)
    return edge.press("jonas", form, paths.DRAFT_ASK, mail, inputs={TEXT: WRITTEN, REVIEWER: reviewer})


def shown(edge: GmailEdge, who: str, mail: str) -> Card:
    return edge.press(who, edge.open(who, mail), paths.SHOW_DRAFT, mail)


def test_approved_and_put_into_a_reply(edge: GmailEdge, mail: str) -> None:
    assert "Wartet auf Mia Berger" in asked(edge, mail).words
    before = shown(edge, "mia", mail)
    assert "&lt;b&gt;5&lt;/b&gt;" in before.words
    edge.press("mia", before, paths.DRAFT_APPROVE, mail)
    ready = shown(edge, "jonas", mail)
    parameters = next(found for url, found in ready.actions if url.endswith(paths.DRAFT_USE))
    answers: list[Card] = []

    def press() -> None:
        answers.append(edge.ask("jonas", paths.DRAFT_USE, mail, parameters=parameters))

    assert edge.trips(press) <= 3
    markup = answers[0].envelope["renderActions"]["hostAppAction"]["gmailAction"]
    made = edge.google.drafts.get("jonas", markup["openCreatedDraftActionMarkup"]["draftId"])
    assert made is not None
    assert made.mail["In-Reply-To"] == mail
    assert made.mail.get_content().replace("\r", "").strip() == WRITTEN
    press()
    assert "hostAppAction" not in answers[1].envelope["renderActions"], "pressed twice is done once"
    assert WRITTEN not in edge.everything()


def test_after_a_step_the_conversations_card_lies_on_no_other(edge: GmailEdge, mail: str) -> None:
    navigations = asked(edge, mail).envelope["renderActions"]["action"]["navigations"]
    assert navigations[0] == {"popToRoot": True}, "the form lies on the card of what else there is to do"


def test_it_answers_no_mail_of_another_conversation(edge: GmailEdge) -> None:
    first = edge.mail(age=120_000)
    edge.press("jonas", edge.open("jonas", first), paths.TAKE, first)
    answer = edge.mail(In_Reply_To=first, References=first)
    edge.open("jonas", answer)
    asked(edge, answer)
    edge.press("mia", shown(edge, "mia", answer), paths.DRAFT_APPROVE, answer)
    ready = shown(edge, "jonas", answer)
    tidy = tidied(edge, "jonas", edge.open("jonas", answer), answer)
    newest = next(choices(tidy.envelope, "mail"))
    plan = edge.press("jonas", tidy, paths.SHOW_SPLIT, answer, inputs={"mail": newest})
    edge.press("jonas", plan, paths.SPLIT, answer)
    assert edge.said("jonas", ready, paths.DRAFT_USE, answer) == "Bitte öffne zuerst die Mail."
    assert edge.record(edge.open("jonas", first)).review is not None


def test_every_step_takes_three_trips_at_most(edge: GmailEdge, mail: str) -> None:
    asked(edge, mail)
    card = shown(edge, "mia", mail)
    inputs = {PROPOSAL: "Guten Tag, 6 Euro."}
    assert edge.trips(lambda: edge.press("mia", card, paths.DRAFT_EDIT, mail, inputs=inputs)) <= 3
    back = shown(edge, "mia", mail)
    assert edge.trips(lambda: edge.press("mia", back, paths.DRAFT_APPROVE, mail)) <= 3


def test_who_is_late_keeps_what_they_typed(edge: GmailEdge, mail: str) -> None:
    asked(edge, mail)
    late = shown(edge, "mia", mail)
    edge.press("jonas", shown(edge, "jonas", mail), paths.DRAFT_WITHDRAW, mail)
    asked(edge, mail)
    answer = edge.press("mia", late, paths.DRAFT_RETURN, mail, inputs={REASON: "Bitte anders"})
    assert answer.name == "draft"
    assert REASON in answer.inputs, "the field keeps its name, and so what was typed"
    assert "Jonas Weber hat inzwischen" in answer.notice
    assert "Bitte anders" not in edge.comments(edge.open("mia", mail))


def test_a_draft_that_gmail_does_not_take_is_kept(edge: GmailEdge, mail: str) -> None:
    asked(edge, mail)
    edge.press("mia", shown(edge, "mia", mail), paths.DRAFT_APPROVE, mail)
    ready = shown(edge, "jonas", mail)
    edge.google.faults.set("jonas", {"drafts": 503})
    assert edge.said("jonas", ready, paths.DRAFT_USE, mail) == (
        "Gmail hat gerade ein Problem. Bitte versuche es noch einmal."
    )
    assert edge.record(edge.open("jonas", mail)).review is not None


def test_only_this_step_asks_for_the_right_to_write(edge: GmailEdge, mail: str) -> None:
    edge.relay.withhold(edge.person("jonas"), frozenset({COMPOSE_SCOPE}))
    asked(edge, mail)
    edge.press("mia", shown(edge, "mia", mail), paths.DRAFT_APPROVE, mail)
    ready = shown(edge, "jonas", mail)
    answer = edge.press("jonas", ready, paths.DRAFT_USE, mail)
    assert answer.envelope == {"requesting_google_scopes": {"scopes": [COMPOSE_SCOPE]}}


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({TEXT: "Hallo", REVIEWER: ""}, "Bitte sag, wer prüfen soll."),
        ({TEXT: "Hallo", REVIEWER: "Jonas Weber"}, "Jonas Weber kann das nicht prüfen."),
        ({TEXT: "", REVIEWER: "Mia Berger"}, "Bitte schreib zuerst etwas."),
    ],
)
def test_what_is_missing_is_said(edge: GmailEdge, mail: str, inputs: dict[str, str], said: str) -> None:
    form = edge.ask("jonas", paths.SHOW_DRAFT, mail)
    given = {name: text(value) for name, value in inputs.items() if value}
    assert edge.said("jonas", form, paths.DRAFT_ASK, mail, inputs=given) == said
