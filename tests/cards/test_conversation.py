"""The conversation's card: what each reader sees and may press in each state."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from cards import paths
from cards.conversation import conversation_card
from cards.responses import shown, updated
from server.domain.views import MentionSpan, PresenceView, Warn
from server.domain.views import WarningView as Notice
from server.domain.vocabulary import Act, Mode, Priority, Role, Standing
from tests.support.cards import (
    BASE,
    CAN,
    HOUR,
    JOBS,
    JONAS,
    MIA,
    MINUTE,
    NOW,
    button_named,
    buttons,
    claim,
    comment,
    filled,
    inputs,
    mutations,
    parameters,
    problems,
    reader,
    view,
    widgets,
    words,
)

STATES = list(
    itertools.product(Standing, Role, (None, JONAS, MIA), (None, claim(MIA), claim(JONAS)), ("c1", None))
)


@pytest.mark.parametrize("locale", ["de", "en"])
def test_every_state_is_a_card_that_google_takes(locale: str) -> None:
    for standing, role, assignee, held, key in STATES:
        made = conversation_card(
            view(
                id=key,
                standing=standing,
                role=role,
                can=CAN[role],
                assignee=assignee,
                claim=held,
                primary=Act.STATUS,
                snoozed_until=NOW + HOUR,
                closed_at=NOW - HOUR,
                warnings=tuple(Notice(kind) for kind in Warn),
                presence=(PresenceView("Eva", Mode.VIEWING, "gmail", NOW - MINUTE),),
            ),
            reader(locale),
        )
        assert problems(shown(made), "trigger") == []
        assert problems(updated(made, "Erledigt"), "callback") == []


def test_the_first_screen_answers_whose_and_how() -> None:
    made = conversation_card(view(), reader())
    assert made["header"] == {
        "title": "Team-Postfach · support@",
        "subtitle": "Offen · wartet seit 2 Std 10 Min",
    }
    assert next(widgets(made))["decoratedText"]["text"] == "Nicht zugewiesen"
    assert [one["text"] for one in buttons(made)] == [
        "Übernehmen",
        "Erledigt",
        "Ich antworte",
        "Warten ▾",
        "Mehr …",
        "Kommentar senden",
    ]
    assert filled(made) == ["Übernehmen"]
    assert made["fixedFooter"]["primaryButton"]["text"] == "Stand 14:03 · Aktualisieren"


def test_the_same_in_english() -> None:
    made = conversation_card(view(), reader("en"))
    assert made["header"]["subtitle"] == "Open · waiting for 2 h 10 min"
    assert filled(made) == ["Take"]
    assert "Internal only</b> · never sent to the customer" in words(made)
    assert made["fixedFooter"]["primaryButton"]["text"] == "As of 14:03 · Refresh"


@pytest.mark.parametrize(
    ("standing", "assignee", "primary", "word"),
    [
        (Standing.OPEN, None, Act.TAKE, "Übernehmen"),
        (Standing.OPEN, JONAS, Act.STATUS, "Erledigt"),
        (Standing.PENDING, JONAS, Act.STATUS, "Erledigt"),
        (Standing.SNOOZED, JONAS, Act.STATUS, "Erledigt"),
        (Standing.OPEN, MIA, Act.CLAIM, "Ich antworte"),
        (Standing.CLOSED, MIA, Act.STATUS, "Wieder öffnen"),
        (Standing.SPAM, None, Act.SPAM, "Kein Spam"),
    ],
)
def test_one_button_is_filled_and_stands_first(
    standing: Standing, assignee: object, primary: Act, word: str
) -> None:
    made = conversation_card(view(standing=standing, assignee=assignee, primary=primary), reader())
    assert filled(made) == [word]
    assert buttons(made)[0]["text"] == word


def test_nothing_is_filled_while_a_colleague_replies() -> None:
    made = conversation_card(view(claim=claim(MIA), primary=Act.TAKE), reader())
    assert filled(made) == []
    first = next(widgets(made))["decoratedText"]
    assert first["text"] == "<b>Mia Berger antwortet gerade</b> (seit 14:01)"
    assert first["bottomLabel"] == "Frei nach dem Senden, spätestens 14:11"
    assert parameters(button_named(made, "Mia fragen"))["who"] == "agent:mia"
    assert parameters(button_named(made, "Trotzdem antworten"))["seen"] == "mia"
    assert "Erledigt" not in words(made)


def test_the_own_claim_is_said_and_can_be_released() -> None:
    made = conversation_card(view(claim=claim(JONAS), assignee=MIA, primary=Act.STATUS), reader())
    assert "Du antwortest gerade" in words(made)
    assert "sieht, dass du antwortest" in words(made)
    assert "Freigeben" in words(made)
    assert "Ich antworte" not in words(made)


@pytest.mark.parametrize(
    ("standing", "held"), list(itertools.product(Standing, (None, claim(MIA), claim(JONAS))))
)
def test_there_are_at_most_six_buttons(standing: Standing, held: object) -> None:
    made = conversation_card(view(standing=standing, assignee=MIA, claim=held, primary=Act.CLAIM), reader())
    assert len([one for one in buttons(made) if one["text"] != "Kommentar senden"]) <= 6


def test_a_viewer_sees_no_button_that_they_may_not_press() -> None:
    made = conversation_card(view(role=Role.VIEWER, can=frozenset(), primary=None), reader())
    assert buttons(made) == []
    assert inputs(made) == []
    assert "/gmail/show/assign" not in str(made)
    assert "/gmail/show/tags" not in str(made)


def test_who_may_only_comment_sees_only_the_comment_box() -> None:
    made = conversation_card(view(can=frozenset({Act.COMMENT}), primary=None), reader())
    assert [one["text"] for one in buttons(made)] == ["Kommentar senden"]
    assert inputs(made) == ["comment_2", "mention_2"]


def test_the_comment_field_keeps_what_is_typed_until_a_comment_is_added() -> None:
    made = conversation_card(view(comment_count=5), reader())
    assert inputs(made) == ["comment_5", "mention_5", "and_wait"]
    click = button_named(made, "Kommentar senden")
    assert click["action"]["persistValues"] is True
    assert parameters(click) == {
        "conversation": "c1",
        "nonce": "n0nce",
        "seen": "open",
        "field": "comment_5",
        "mention_field": "mention_5",
    }
    fields = [one["textInput"] for one in widgets(made) if "textInput" in one]
    assert [one["type"] for one in fields] == ["MULTIPLE_LINE", "SINGLE_LINE"]
    assert fields[1]["autoCompleteAction"]["function"] == BASE + paths.PEOPLE


def test_what_is_typed_stays_when_a_colleague_comments_first() -> None:
    made = conversation_card(view(comment_count=6), replace(reader(), form="5"))
    assert inputs(made)[:2] == ["comment_5", "mention_5"]
    assert parameters(button_named(made, "Kommentar senden"))["field"] == "comment_5"
    # A pushed card has no comment field of its own: its acts must bring the number back.
    assert all(parameters({"action": one})["form"] == "5" for one in mutations(made))


def test_a_button_says_what_its_reader_saw() -> None:
    made = conversation_card(view(assignee=MIA, primary=Act.CLAIM, standing=Standing.PENDING), reader())
    assert parameters(button_named(made, "Übernehmen")) == {
        "conversation": "c1",
        "seen": "agent:mia",
        "nonce": "n0nce",
    }
    assert parameters(button_named(made, "Erledigt"))["seen"] == "pending"
    assert parameters(button_named(made, "Wieder öffnen"))["to"] == "open"
    assert parameters(button_named(made, "Ich antworte"))["seen"] == "none"


def test_a_conversation_that_is_not_stored_yet_has_all_acts_and_no_lists() -> None:
    made = conversation_card(view(id=None, comments=(), comment_count=0), reader())
    assert parameters(button_named(made, "Übernehmen"))["conversation"] == ""
    assert paths.SHOW_ACTIVITY not in str(made)
    assert paths.SHOW_PREVIOUS not in str(made)


def test_waiting_offers_a_reply_and_times_of_the_readers_day() -> None:
    menu = button_named(conversation_card(view(), reader()), "Warten ▾")["overflowMenu"]["items"]
    assert [one["text"] for one in menu] == [
        "Auf eine Antwort",
        "3 Stunden",
        "Morgen 8:00",
        "Montag 8:00",
        "Datum wählen …",
    ]
    morning = conversation_card(view(), reader(now=NOW - 4 * HOUR))
    assert "Heute 13:00" in words(morning)


def test_the_line_of_earlier_conversations_keeps_its_name_where_nobody_counted() -> None:
    counted, not_counted = (
        conversation_card(view(previous_count=number, customer_address="petra@huber.example"), reader())
        for number in (3, 0)
    )
    assert "Frühere Konversationen (3)" in words(counted)
    assert "Frühere Konversationen" in words(not_counted)
    assert "huber.example" in words(not_counted)


def test_the_newest_comment_stands_on_top() -> None:
    many = tuple(comment(number, MIA, f"Text {number}") for number in range(1, 14))
    made = conversation_card(view(comments=many, comment_count=20), reader())
    section = next(one for one in made["sections"] if one.get("header") == "Kommentare (20)")
    texts = [one["decoratedText"]["text"] for one in section["widgets"]]
    assert texts[:2] == ["Text 13", "Text 12"]
    assert texts[10:] == ["Ältere Kommentare (10) und Verlauf"]
    assert section["uncollapsibleWidgetsCount"] == 2


def test_a_comment_shows_exactly_what_was_typed_and_marks_mentions() -> None:
    text = "@Mia <b>fett</b> & so\nzweite Zeile"
    said = comment(1, JONAS, text, mentions=(MentionSpan(0, 4),), edited=True)
    made = conversation_card(view(comments=(said,), comment_count=1), reader())
    assert "<b>@Mia</b> &lt;b&gt;fett&lt;/b&gt; &amp; so<br>zweite Zeile" in words(made)
    assert "Du · 13:04 · bearbeitet" in words(made)


def test_a_long_comment_is_cut_and_folded() -> None:
    made = conversation_card(view(comments=(comment(1, MIA, "ä" * 10_000),), comment_count=1), reader())
    folded = next(one["textParagraph"] for one in widgets(made) if "textParagraph" in one)
    assert folded["maxLines"] > 0
    assert len(folded["text"]) < 1_100


def test_a_deleted_comment_keeps_its_place() -> None:
    gone = comment(1, MIA, "", deleted=True)
    assert "<i>Kommentar gelöscht</i>" in words(conversation_card(view(comments=(gone,)), reader()))


def test_presence_names_three_and_counts_the_rest() -> None:
    def looking(name: str) -> PresenceView:
        return PresenceView(name, Mode.VIEWING, "gmail", NOW - 2 * MINUTE)

    one = conversation_card(view(presence=(looking("Mia"),)), reader())
    assert "Mia hat vor 2 Min geöffnet" in words(one)
    five = conversation_card(view(presence=tuple(looking(name) for name in "ABCDE")), reader())
    assert "A, B, C +2 haben das kürzlich geöffnet" in words(five)
    writing = PresenceView("Eva", Mode.COMPOSING, "outlook", NOW)
    both = conversation_card(view(presence=(writing, looking(""))), reader())
    assert "Eva schreibt gerade" in words(both)
    assert "Jemand aus dem Team hat vor 2 Min geöffnet" in words(both)
    nameless = conversation_card(view(presence=(looking(""), looking(""))), reader())
    assert "2 Personen aus dem Team haben das kürzlich geöffnet" in words(nameless)


def test_warnings_come_first_and_name_what_they_know() -> None:
    made = conversation_card(
        view(warnings=(Notice(Warn.CONTINUES, {"subject": "Angebot 2210"}), Notice(Warn.OTHER_MAILBOX))),
        reader(),
    )
    first = [one["decoratedText"]["text"] for one in made["sections"][0]["widgets"]]
    assert first == ["Setzt „Angebot 2210“ fort.", "Ein anderes Team-Postfach hat diese Mail auch."]


def test_the_header_tells_priority_channel_and_all_mailboxes() -> None:
    made = conversation_card(view(priority=Priority.URGENT, other_mailboxes=(JOBS,)), reader())
    assert made["header"]["title"] == "Team-Postfach · support@, bewerbung@"
    assert made["header"]["subtitle"].startswith("Offen · Dringend · wartet")


@pytest.mark.parametrize(
    ("changes", "line"),
    [
        ({"standing": Standing.SNOOZED, "snoozed_until": NOW + 18 * HOUR}, "Schläft bis morgen 8:03"),
        ({"standing": Standing.CLOSED, "closed_at": NOW - 24 * HOUR}, "Erledigt · gestern 14:03"),
        ({"standing": Standing.PENDING}, "Wartet"),
        ({"standing": Standing.SPAM}, "Spam"),
        ({"waiting_since": None}, "Offen"),
    ],
)
def test_the_header_tells_how_it_stands(changes: dict[str, object], line: str) -> None:
    assert conversation_card(view(**changes), reader())["header"]["subtitle"] == line


def test_no_card_carries_what_comes_later() -> None:
    everything = words(conversation_card(replace(view(), warnings=()), reader())).lower()
    for word in ("fällig", "folgen", "zusammenführen", "vorlage", "vertraulich", "rückgängig"):
        assert word not in everything
