"""A macro on cards: told, done in one press, and its template a draft in the thread of one's own Gmail."""

from __future__ import annotations

import pytest

from cards import paths
from server.demo.relay import COMPOSE_SCOPE
from server.domain.catalogue import Macro, MacroStep, StepKind, Template
from tests.support.gmail_answers import Card
from tests.support.gmail_edge import GmailEdge
from tests.web.gmail.test_recombining import choices, tidied

TEXT = "{{ customer.salutation }},\n\nwir kümmern uns. 5 < 6"


def put(edge: GmailEdge, *steps: tuple[StepKind, str]) -> None:
    directories = edge.workspaces.directories
    directories.put(edge.sample.key, Template("danke", "Danke", {"de": TEXT}), before=None)
    made = tuple(MacroStep(kind, value) for kind, value in steps)
    directories.put(edge.sample.key, Macro("eilt", "Eilt sehr", made), before=None)


@pytest.fixture
def mail(edge: GmailEdge) -> str:
    put(edge, (StepKind.TAG, "rechnung"), (StepKind.TEMPLATE, "danke"), (StepKind.STATUS, "pending"))
    return edge.mail()


def told(edge: GmailEdge, mail: str, who: str = "jonas") -> Card:
    more = edge.press(who, edge.open(who, mail), paths.SHOW_MORE, mail)
    return edge.press(who, edge.press(who, more, paths.SHOW_MACROS, mail), paths.SHOW_MACRO, mail)


def test_its_template_becomes_a_draft_in_the_thread(edge: GmailEdge, mail: str) -> None:
    card = told(edge, mail)
    assert "Vorlage „Danke“ vorschlagen" in card.words
    parameters = next(found for url, found in card.actions if url.endswith(paths.MACRO_REPLY))
    answers: list[Card] = []

    def press() -> None:
        answers.append(edge.ask("jonas", paths.MACRO_REPLY, mail, parameters=parameters))

    assert edge.trips(press) <= 4, "a write, the use of a template that is counted, and no more"
    markup = answers[0].envelope["renderActions"]["hostAppAction"]["gmailAction"]
    made = edge.google.drafts.get("jonas", markup["openCreatedDraftActionMarkup"]["draftId"])
    assert made is not None
    assert made.mail["In-Reply-To"] == mail
    written = made.mail.get_content().replace("\r", "").strip()
    assert written == "Guten Tag Petra Huber,\n\nwir kümmern uns. 5 < 6"
    record = edge.record(edge.open("jonas", mail))
    assert (record.tags, str(record.standing)) == (("rechnung",), "pending")
    press()
    assert "hostAppAction" not in answers[1].envelope["renderActions"], "pressed twice is done once"


def test_its_answer_goes_to_no_mail_of_another_conversation(edge: GmailEdge, mail: str) -> None:
    edge.press("jonas", edge.open("jonas", mail), paths.TAKE, mail)
    answer = edge.mail(In_Reply_To=mail, References=mail, age=0)
    card = told(edge, answer)
    tidy = tidied(edge, "jonas", edge.open("jonas", answer), answer)
    newest = next(choices(tidy.envelope, "mail"))
    plan = edge.press("jonas", tidy, paths.SHOW_SPLIT, answer, inputs={"mail": newest})
    edge.press("jonas", plan, paths.SPLIT, answer)
    assert edge.said("jonas", card, paths.MACRO_REPLY, answer) == "Bitte öffne zuerst die Mail."
    assert edge.record(edge.open("jonas", mail)).tags == ()


def test_where_gmail_takes_no_draft_the_rest_is_done_and_said(edge: GmailEdge, mail: str) -> None:
    card = told(edge, mail)
    edge.google.faults.set("jonas", {"drafts": 503})
    answer = edge.press("jonas", card, paths.MACRO_REPLY, mail)
    assert answer.notice == "Gmail hat gerade ein Problem. Bitte versuche es noch einmal."
    assert edge.record(edge.open("jonas", mail)).tags == ("rechnung",)


def test_what_is_left_out_is_said(edge: GmailEdge) -> None:
    put(edge, (StepKind.TAG, "rechnung"), (StepKind.ASSIGN, "agent:nobody"))
    mail = edge.mail()
    card = told(edge, mail)
    assert "Wird ausgelassen" in card.words
    answer = edge.press("jonas", card, paths.MACRO, mail)
    assert answer.notice.startswith("Ausgelassen: ")
    assert edge.record(edge.open("jonas", mail)).tags == ("rechnung",)


def test_only_a_macro_that_answers_asks_for_the_right_to_write(edge: GmailEdge, mail: str) -> None:
    edge.relay.withhold(edge.person("jonas"), frozenset({COMPOSE_SCOPE}))
    answer = edge.press("jonas", told(edge, mail), paths.MACRO_REPLY, mail)
    assert answer.envelope == {"requesting_google_scopes": {"scopes": [COMPOSE_SCOPE]}}
    assert edge.record(edge.open("jonas", mail)).tags == ()
