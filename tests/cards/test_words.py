"""Times, text and envelopes: what cards are written with."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from cards import paths, responses
from cards.text import bold, clean, cut, inline, line, rich
from cards.widgets import card, paragraph, section
from cards.words import clock, first_name, mailbox, moment, sentence, span, waiting
from server.domain.views import MailboxLabel, Sentence
from server.domain.vocabulary import Role, Standing
from tests.support.cards import HOUR, MINUTE, NOW, ZONE, problems, reader

DAY = 24 * HOUR


@pytest.mark.parametrize(
    ("at", "german", "english"),
    [
        (NOW, "14:03", "14:03"),
        (NOW - 6 * HOUR, "8:03", "8:03"),
        (NOW - DAY, "gestern 14:03", "yesterday 14:03"),
        (NOW + DAY, "morgen 14:03", "tomorrow 14:03"),
        (NOW - 9 * DAY, "12. Nov.", "12 Nov"),
        (NOW - 365 * DAY, "21. Nov. 2025", "21 Nov 2025"),
    ],
)
def test_a_moment_is_told_as_near_as_it_is(at: int, german: str, english: str) -> None:
    assert moment(at, reader("de")) == german
    assert moment(at, reader("en")) == english


def test_an_exact_moment_keeps_its_time() -> None:
    assert moment(NOW + 9 * DAY, reader(), exact=True) == "30. Nov., 14:03"


def test_times_are_those_of_the_readers_zone() -> None:
    base = reader()
    lisbon = type(base)(base.base, base.translate, "de", ZoneInfo("Europe/Lisbon"), NOW, "n")
    assert (clock(NOW, base), clock(NOW, lisbon)) == ("14:03", "13:03")
    assert base.zone is ZONE


def test_yesterday_follows_the_calendar_across_the_change_of_the_clocks() -> None:
    # 25 October 2026 has 25 hours in Berlin: 23.5 hours before noon is still the same night's start.
    noon = 1_792_926_000_000
    context = reader(now=noon)
    assert moment(noon - 13 * HOUR, context) == "0:00"
    assert moment(noon - 13 * HOUR - MINUTE, context) == "gestern 23:59"


@pytest.mark.parametrize(
    ("duration", "german", "english"),
    [
        (0, "1 Min", "1 min"),
        (35 * MINUTE, "35 Min", "35 min"),
        (HOUR, "1 Std", "1 h"),
        (130 * MINUTE, "2 Std 10 Min", "2 h 10 min"),
        (DAY, "1 Tag", "1 day"),
        (3 * DAY + HOUR, "3 Tagen", "3 days"),
        (-HOUR, "1 Min", "1 min"),
    ],
)
def test_a_duration_is_told_in_its_two_largest_units(duration: int, german: str, english: str) -> None:
    assert span(duration, reader("de")) == german
    assert span(duration, reader("en")) == english


def test_waiting_reads_as_a_phrase() -> None:
    assert waiting(NOW - 3 * DAY, reader()) == "wartet seit 3 Tagen"


def test_a_sentence_fills_in_times_and_words() -> None:
    said = Sentence(
        "From “%(before_word)s” it cannot be set to “%(to_word)s”.",
        {"before_word": Standing.SPAM, "to_word": Standing.CLOSED},
    )
    assert sentence(said, reader()) == "Von „Spam“ aus geht es nicht auf „Erledigt“."
    role = Sentence("For this you need to be %(role_word)s of the mailbox.", {"role_word": Role.MANAGER})
    assert "„Leitung“" in sentence(role, reader())
    assert sentence(Sentence("%(n)s day", plural="%(n)s days", count=2), reader("en")) == "2 days"


def test_names_are_short_where_space_is() -> None:
    assert mailbox(MailboxLabel("m", "Support", "support@kontor.example")) == "support@"
    assert mailbox(MailboxLabel("m", "Support", "")) == "Support"
    assert first_name("Mia Berger") == "Mia"
    assert first_name(" ") == " "


def test_text_is_cleaned_cut_and_escaped() -> None:
    assert clean("a\x00\x1b[31mb\u202ec\ud800") == "a[31mbc"
    assert cut("abcdef", 4) == "abc…"
    assert line(" a\n\t b ", 10) == "a b"
    assert rich('<b>&"\n') == '&lt;b&gt;&amp;"<br>'
    assert bold("<") == "<b>&lt;</b>"
    assert rich(bold("<")) == "<b>&lt;</b>"


def test_right_to_left_names_are_isolated_and_others_stay_as_they_are() -> None:
    assert inline("Jürgen Groß") == "Jürgen Groß"
    assert inline("\u05d0\u05d1") == "\u2068\u05d0\u05d1\u2069"
    assert inline("\u202eevil\u2069") == "evil"


def test_facts_cannot_flood_or_format_a_sentence() -> None:
    said = reader().gettext("%(who)s took over", who="%(who)s " * 5_000)
    assert len(said) < 200
    assert said.startswith("%(who)s %(who)s")


def test_every_entry_point_has_its_own_envelope() -> None:
    made = card("x", title="X", sections=[section(paragraph("x"))])
    assert problems(responses.shown(made), "trigger") == []
    for answer in (
        responses.updated(made, "Erledigt"),
        responses.updated(made),
        responses.pushed(made),
        responses.returned(made, "Erledigt"),
        responses.noticed("Das ging nicht."),
    ):
        assert problems(answer, "callback") == []
    assert problems(responses.suggested(["Mia", ""]), "autocomplete") == []
    assert problems(responses.consent(["https://www.googleapis.com/auth/x"]), "authorization") == []


def test_a_change_makes_other_cards_stale_and_a_notice_alone_does_not() -> None:
    made = card("x", title="X", sections=[section(paragraph("x"))])
    assert responses.updated(made)["stateChanged"] is True
    assert responses.returned(made)["renderActions"]["action"]["navigations"] == [
        {"pop": True},
        {"updateCard": made},
    ]
    assert responses.noticed("x") == {"renderActions": {"action": {"notification": {"text": "x"}}}}


def test_every_path_is_listed_once() -> None:
    every = {
        value for name, value in vars(paths).items() if isinstance(value, str) and value.startswith("/gmail/")
    }
    trigger = {paths.COMPOSE}  # called by the manifest, and by no card
    assert every - trigger == paths.CALLBACKS | paths.PUSHES | paths.SUGGESTIONS
    assert len(paths.CALLBACKS) + len(paths.PUSHES) + len(paths.SUGGESTIONS) == len(every - trigger)
