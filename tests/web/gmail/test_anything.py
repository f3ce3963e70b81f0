"""Events of any shape: always an answer that Google accepts or a refusal in JSON, never a page, never a fault."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cards import paths
from tests.support.gmail_answers import problems
from tests.support.gmail_edge import PUBLIC, GmailEdge

ALL = sorted(
    paths.CALLBACKS | paths.PUSHES | paths.SUGGESTIONS | {"/gmail/home", "/gmail/message", paths.COMPOSE}
)
texts = st.sampled_from(
    ["", "none", "open", "closed", "mine", "3h", "agent:eva", "0-x", "1", "\x00", "ü" * 99]
)
short = texts | st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
anything = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | short,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(short, inner, max_size=3),
    max_leaves=6,
)
names = st.sampled_from(
    [
        "conversation",
        "nonce",
        "seen",
        "to",
        "preset",
        "back",
        "field",
        "mention_field",
        "add",
        "remove",
        "who",
        "mailbox",
        "queue",
        "after",
        "form",
        "code",
    ]
)
inputs = st.sampled_from(
    ["f", "who", "tag", "until", "priority", "code", "mention_0", "and_wait", "comment_0"]
)
typed = st.fixed_dictionaries({"stringInputs": st.fixed_dictionaries({"value": st.lists(short, max_size=2)})})
picked = st.fixed_dictionaries({"dateTimeInput": st.fixed_dictionaries({"msSinceEpoch": anything})})
commons = st.fixed_dictionaries(
    {},
    optional={
        "parameters": st.dictionaries(names, short | anything, max_size=8) | anything,
        "formInputs": st.dictionaries(inputs, typed | picked | anything, max_size=5) | anything,
        "userLocale": short | anything,
        "timeZone": st.fixed_dictionaries({"id": short}) | anything,
        "platform": anything,
    },
)
gmails = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("messageId", "threadId", "accessToken"), short | anything)
)


def judged(edge: GmailEdge, path: str, event: dict[str, Any]) -> None:
    answer = edge.post(path, event)
    if answer.status_code == 200:
        assert answer.mimetype == "application/json"
        assert not problems(answer.get_json(), path, PUBLIC), answer.get_json()
    else:
        assert 400 <= answer.status_code < 500
        assert answer.mimetype == "application/problem+json"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(ALL), common=commons | anything, gmail=gmails | anything, keep=st.booleans())
def test_an_event_of_any_shape_gets_an_answer(
    edge: GmailEdge, path: str, common: Any, gmail: Any, keep: bool
) -> None:
    mails = edge.mails.of("jonas")
    mail = mails[0] if mails else edge.copy("jonas", edge.mail())
    event = edge.event("jonas", path, mail)
    event["commonEventObject"] = common
    event["gmail"] = event["gmail"] if keep else gmail
    judged(edge, path, event)


def test_an_act_with_every_parameter_wrong_in_turn_is_refused_kindly(edge: GmailEdge) -> None:
    mail = edge.mail()
    opened = edge.open("jonas", mail)
    pushed = [edge.press("jonas", opened, path, mail) for path in sorted(paths.PUSHES) if opened.offers(path)]
    for card in (opened, *pushed):
        for url, parameters in card.actions:
            path = url.removeprefix(PUBLIC)
            for name in parameters:
                for wrong in ({}, {name: "x"}, {name: 7}):
                    event = edge.event("jonas", path, mail)
                    event["commonEventObject"]["parameters"] = {
                        key: value for key, value in parameters.items() if key != name
                    } | wrong
                    judged(edge, path, event)
