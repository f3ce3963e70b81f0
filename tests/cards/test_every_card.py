"""Every card from whatever a view may hold, judged by Google's own card definition."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from cards import responses
from cards.activity import activity_card
from cards.assign import assign_card
from cards.comment import comment_card
from cards.compose import compose_card
from cards.confidential import confidential_card
from cards.conversation import conversation_card
from cards.draft import draft_card
from cards.elsewhere import elsewhere_card
from cards.failure import failure_card
from cards.fields import fields_card
from cards.home import home_card
from cards.merging import merge_card, partners_card
from cards.more import more_card
from cards.outside import outside_card
from cards.paths import REFRESH
from cards.previous import previous_card
from cards.queue import queue_card
from cards.restricting import restrict_card
from cards.search import search_card
from cards.stranger import stranger_card
from cards.tags import tags_card
from cards.tidying import move_card, tidy_card
from cards.views import keep_card, view_card, views_card
from cards.widgets import Json
from server.domain.listviews import ConfidentialView, ElsewhereView
from server.domain.views import Sentence
from tests.support import card_views, tidy_views
from tests.support.cards import MIA, NOW, buttons, claim, filled, problems, reader, view, widgets, words

Card = Callable[[Any, Any], Json]


def mended(what: tuple[Any, Any], context: Any) -> Json:
    """The card of one comment."""
    return comment_card(*what, context)


def found_partners(what: tuple[Any, Any], context: Any) -> Json:
    """The card of conversations to merge or to link with."""
    return partners_card(*what, context)


def moving(what: tuple[Any, Any], context: Any) -> Json:
    """The card of a move to a mailbox."""
    return move_card(*what, context)


def saving(what: tuple[Any, Any], context: Any) -> Json:
    """The form of a view."""
    return keep_card(*what, context)


CARDS: list[tuple[Card, st.SearchStrategy[Any]]] = [
    (conversation_card, card_views.conversations),
    (more_card, card_views.conversations),
    (assign_card, card_views.pickers),
    (tags_card, card_views.tag_pickers),
    (activity_card, card_views.pages),
    (previous_card, card_views.previous),
    (queue_card, card_views.queues),
    (search_card, card_views.searches),
    (view_card, card_views.found_views),
    (views_card, card_views.many_saved),
    (saving, card_views.saving),
    (home_card, card_views.homes),
    (outside_card, card_views.outsides),
    (fields_card, card_views.conversations),
    (restrict_card, card_views.viewers),
    (draft_card, card_views.drafts),
    (compose_card, card_views.drafts_in_gmail),
    (tidy_card, tidy_views.tidies),
    (merge_card, tidy_views.merge_plans),
    (found_partners, tidy_views.found),
    (moving, tidy_views.moves),
    (mended, st.tuples(card_views.comments, card_views.conversations)),
]
SIMPLE: dict[str, Callable[[str], Json]] = {
    "confidential": lambda locale: confidential_card(ConfidentialView(NOW), reader(locale)),
    "elsewhere": lambda locale: elsewhere_card(ElsewhereView(NOW), reader(locale)),
    "stranger": lambda locale: stranger_card(reader(locale)),
    "failure": lambda locale: failure_card(
        Sentence("The store cannot be reached."),
        reader(locale),
        retry=REFRESH,
        parameters={"conversation": "c1"},
    ),
    "lasting failure": lambda locale: failure_card(
        Sentence("This conversation does not exist."), reader(locale)
    ),
}

# Views are large: looking for the smallest one that fails would take minutes and say little more.
ANY_VIEW = settings(
    max_examples=30,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize(("card", "views"), CARDS, ids=[card.__name__ for card, _ in CARDS])
@ANY_VIEW
@given(data=st.data())
def test_whatever_a_view_holds_the_card_is_valid(
    card: Card, views: st.SearchStrategy[Any], data: st.DataObject
) -> None:
    locale = data.draw(st.sampled_from(("de", "en")))
    made = card(data.draw(views), reader(locale))
    objections = [one for one in problems(responses.pushed(made), "callback") if "shown literally" not in one]
    assert objections == []
    assert len(list(widgets(made))) <= 100
    assert len(json.dumps(made, ensure_ascii=False).encode()) <= 65_536
    readable = words(made)
    assert not any(sign in readable for sign in "\x00\x07\x1b\t\u202e\u2066\u2028")


@ANY_VIEW
@given(card_views.conversations)
def test_a_colleagues_claim_fills_nothing_and_otherwise_at_most_one(shown: Any) -> None:
    made = conversation_card(shown, reader())
    others = shown.claim is not None and not shown.claim.by.you
    assert len(filled(made)) <= (0 if others else 1)
    send = reader().gettext("Send comment")
    assert len([one for one in buttons(made) if one["text"] != send]) <= 6


@pytest.mark.parametrize("locale", ["de", "en"])
@pytest.mark.parametrize("name", SIMPLE)
def test_the_cards_without_a_conversation_are_valid(name: str, locale: str) -> None:
    made = SIMPLE[name](locale)
    assert problems(responses.shown(made), "trigger") == []


@pytest.mark.parametrize("text", card_views.HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    made = conversation_card(view(subject=text, tags=(text,), assignee=None, claim=claim(MIA)), reader())
    for widget in widgets(made):
        shown = widget.get("decoratedText", {}).get("text", "")
        assert "<script" not in shown
        assert len(shown) <= 6_000


def test_the_judge_refuses_what_google_refuses() -> None:
    made = conversation_card(view(), reader())
    assert problems(responses.updated(made), "trigger")
    made["sections"][0]["widgets"][0]["decoratedText"]["colour"] = "red"
    assert problems(responses.shown(made), "trigger")
