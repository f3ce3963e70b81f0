"""The cards around the conversation: what they offer and what their clicks carry."""

from __future__ import annotations

import pytest

from cards import paths
from cards.activity import activity_card
from cards.assign import assign_card
from cards.conversation import conversation_card
from cards.failure import failure_card
from cards.home import home_card
from cards.more import more_card
from cards.outside import outside_card
from cards.previous import previous_card
from cards.queue import queue_card
from cards.stranger import stranger_card
from cards.tags import tags_card
from server.domain.choiceviews import AssignView, Candidate, TagsView
from server.domain.listviews import HomeView, MailboxCounts, OutsideView, PreviousView, Queue, QueueView
from server.domain.views import ActivityPage, ActivityView, Party, Sentence
from server.domain.vocabulary import Act, Priority, Standing
from tests.support.cards import (
    BASE,
    HOUR,
    JOBS,
    JONAS,
    MIA,
    NOW,
    SUPPORT,
    button_named,
    buttons,
    claim,
    comment,
    filled,
    inputs,
    list_row,
    mutations,
    parameters,
    reader,
    view,
    widgets,
    words,
)


def test_a_click_on_a_name_assigns() -> None:
    people = tuple(Candidate(Party(f"agent:{n}", f"Person {n}"), n) for n in range(20))
    team = Candidate(Party("team:b", "Buchhaltung"), 3, is_team=True)
    made = assign_card(AssignView(view(assignee=MIA), (*people, team), more=8), reader())
    rows = [one["decoratedText"] for one in widgets(made) if "decoratedText" in one]
    assert len(rows) == 13
    assert parameters(rows[1]["onClick"]) == {
        "conversation": "c1",
        "seen": "agent:mia",
        "nonce": "n0nce",
        "back": "1",
        "to": "agent:1",
    }
    assert rows[1]["bottomLabel"] == "verfügbar · 1 offen"
    assert rows[-1]["text"] == "Buchhaltung"
    assert "8 weitere: suche nach dem Namen." in words(made)


def test_a_typed_name_is_sent_by_the_one_filled_button() -> None:
    made = assign_card(AssignView(view(), ()), reader())
    assert inputs(made) == ["who", "handover_text", "due"]
    click = made["fixedFooter"]["primaryButton"]["onClick"]
    assert "to" not in parameters(click)
    assert [one["text"] for one in buttons(made)] == ["Mir"]
    field = next(one["textInput"] for one in widgets(made) if "textInput" in one)
    assert field["autoCompleteAction"]["function"] == BASE + paths.ASSIGNEES


@pytest.mark.parametrize(("due", "shown"), [(NOW + 30 * HOUR, True), (NOW - HOUR, False), (None, False)])
def test_a_day_that_is_over_is_not_proposed_anew(due: int | None, shown: bool) -> None:
    made = assign_card(AssignView(view(assignee=MIA, due_at=due), ()), reader())
    picker = next(one["dateTimePicker"] for one in widgets(made) if "dateTimePicker" in one)
    assert ("valueMsEpoch" in picker) is shown


def test_whoever_has_it_can_give_it_to_nobody() -> None:
    made = assign_card(AssignView(view(assignee=JONAS), ()), reader("en"))
    assert [one["text"] for one in buttons(made)] == ["Nobody"]
    assert parameters(button_named(made, "Nobody"))["to"] == "none"


def test_more_offers_sleep_priority_spam_and_the_end_of_the_claim() -> None:
    made = more_card(view(priority=Priority.HIGH, claim=claim(JONAS)), reader())
    assert inputs(made) == ["until", "sleep_on_reply", "priority"]
    assert parameters(button_named(made, "Morgen 8:00"))["preset"] == "tomorrow"
    assert "preset" not in parameters(button_named(made, "Bis dahin warten"))
    chosen = next(one["selectionInput"] for one in widgets(made) if "selectionInput" in one)
    assert [one["text"] for one in chosen["items"]] == ["Dringend", "Hoch", "Normal", "Niedrig"]
    assert [one["value"] for one in chosen["items"] if one["selected"]] == ["high"]
    assert "Du antwortest gerade" in words(made)
    assert parameters(button_named(made, "Spam"))["to"] == "spam"


def test_the_date_picker_starts_tomorrow_at_eight_in_the_readers_zone() -> None:
    picker = next(
        one["dateTimePicker"] for one in widgets(more_card(view(), reader())) if "dateTimePicker" in one
    )
    assert int(picker["valueMsEpoch"]) == NOW + 18 * HOUR - 3 * 60_000
    assert picker["timezoneOffsetDate"] == 60


def test_spam_offers_only_the_way_back() -> None:
    made = more_card(view(standing=Standing.SPAM, can=frozenset({Act.SPAM})), reader())
    assert [one["text"] for one in buttons(made)] == ["Kein Spam"]


def test_more_says_so_where_nothing_may_be_done() -> None:
    assert "nichts zu tun" in words(more_card(view(can=frozenset()), reader()))


def test_tags_go_on_and_off_and_new_ones_can_be_typed() -> None:
    made = tags_card(TagsView(view(tags=("rechnung",)), ("rechnung", "lieferung")), reader())
    rows = [one["decoratedText"] for one in widgets(made) if "decoratedText" in one]
    assert parameters(rows[0]["button"]["onClick"])["remove"] == "rechnung"
    assert parameters(rows[1]["onClick"])["add"] == "lieferung"
    assert inputs(made) == ["tag"]
    assert set(parameters(made["fixedFooter"]["primaryButton"]["onClick"])) == {
        "conversation",
        "nonce",
        "back",
    }


def test_the_activity_tells_events_and_comments_and_pages_back() -> None:
    said = Sentence(
        "%(who)s snoozed this until %(until_at)s", {"who": "Mia <b>", "until_at": NOW + 18 * HOUR}
    )
    page = ActivityPage("c1", "Rechnung", (ActivityView(NOW, said), comment(1, MIA)), older="k9")
    made = activity_card(page, reader())
    assert "Mia &lt;b&gt; lässt bis morgen 8:03 schlafen" in words(made)
    assert "Mia Berger · 13:04" in words(made)
    older = list(widgets(made))[-1]["decoratedText"]
    assert parameters(older["onClick"]) == {"conversation": "c1", "after": "k9"}


def test_a_queue_row_opens_the_mail_in_the_readers_own_account() -> None:
    made = queue_card(QueueView(Queue.MINE, SUPPORT, (list_row(),), 1, NOW, after="x"), reader())
    row = next(widgets(made))["decoratedText"]
    assert row["bottomLabel"] == "Petra Huber · wartet seit 3 Std · Mia Berger"
    assert row["onClick"]["openLink"]["url"] == (
        "https://mail.google.com/mail/?authuser=jonas%2Bx%40kontor.example"
        "#search/rfc822msgid%3A%3Ca%2Fb%251%40huber.example%3E"
    )
    assert made["header"] == {"title": "Meine", "subtitle": "support@ · 1 Konversation"}
    more = list(widgets(made))[-1]["decoratedText"]["onClick"]
    assert parameters(more) == {"queue": "mine", "mailbox": "m1", "after": "x"}


def test_an_empty_queue_is_calm() -> None:
    assert "Alles ruhig" in words(queue_card(QueueView(Queue.OPEN, None, (), 0, NOW), reader()))


def test_a_row_without_a_mail_is_no_link() -> None:
    made = previous_card(
        PreviousView("c1", "", "p@huber.example", (list_row(message_id=None, subject=""),), NOW), reader()
    )
    row = next(widgets(made))["decoratedText"]
    assert "onClick" not in row
    assert row["text"] == "<b>(kein Betreff)</b>"


def test_home_shows_only_the_counts_that_are_given() -> None:
    boxes = (MailboxCounts(SUPPORT, 5, 12, 9), MailboxCounts(JOBS, None, 3, 1))
    made = home_card(HomeView("Jonas Weber", NOW, 7, None, 9, 1, boxes), reader())
    assert made["header"]["title"] == "Guten Tag, Jonas"
    labels = [one["decoratedText"].get("topLabel") for one in made["sections"][2]["widgets"]]
    assert labels == ["Meine", "Wartet", "Erwähnungen", "Folge ich"]
    bottoms = [one["decoratedText"]["bottomLabel"] for one in made["sections"][3]["widgets"]]
    assert bottoms == ["5 nicht zugewiesen · 12 offen · 9 warten", "3 offen · 1 wartet"]


def test_a_private_mail_can_be_added_to_one_or_to_one_of_several() -> None:
    one = outside_card(OutsideView((SUPPORT,), 7, NOW), reader())
    assert parameters(button_named(one, "Zu „support@“ hinzufügen")) == {"mailbox": "m1", "nonce": "n0nce"}
    assert "Sie bleibt ganz bei dir." in words(one)
    several = outside_card(OutsideView((SUPPORT, JOBS), 7, NOW), reader())
    menu = button_named(several, "Hinzufügen zu … ▾")["overflowMenu"]["items"]
    assert [entry["text"] for entry in menu] == ["support@", "bewerbung@"]
    assert buttons(outside_card(OutsideView((), 0, NOW), reader())) == []


def test_a_failure_says_what_is_safe_and_repeats_the_same_call() -> None:
    said = Sentence("The store cannot be reached.")
    made = failure_card(said, reader(), retry=paths.TAKE, parameters={"conversation": "c1", "seen": "none"})
    assert "Der Speicher ist nicht erreichbar." in words(made)
    assert "Deine Mail ist davon nicht betroffen." in words(made)
    click = button_named(made, "Erneut versuchen")
    assert click["action"]["function"] == BASE + paths.TAKE
    assert parameters(click) == {"conversation": "c1", "seen": "none"}
    assert filled(made) == ["Erneut versuchen"]


def test_a_stranger_can_type_the_code_of_an_invitation() -> None:
    made = stranger_card(reader())
    assert inputs(made) == ["code"]
    assert made["fixedFooter"]["primaryButton"]["onClick"]["action"]["function"] == BASE + paths.LINK


def test_every_act_in_a_pushed_card_leads_back_and_none_in_the_first_one() -> None:
    asleep = view(assignee=MIA, claim=claim(JONAS))
    candidates = (Candidate(MIA, 1),)
    for made in (
        assign_card(AssignView(asleep, candidates), reader()),
        more_card(asleep, reader()),
        tags_card(TagsView(asleep, ("neu",)), reader()),
    ):
        assert all(parameters({"action": one}).get("back") == "1" for one in mutations(made))
        assert mutations(made)
    assert not any(
        "back" in parameters({"action": one}) for one in mutations(conversation_card(asleep, reader()))
    )
