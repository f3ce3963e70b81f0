"""Records and events as text and back."""

from __future__ import annotations

import pytest

from server.domain.conversation import event
from server.domain.events import Actor
from server.domain.vocabulary import Via
from server.store.codec import decode_event, encode_event


@pytest.mark.parametrize("facts", [{"by": "agent", "cycle": 2}, {"by": "close", "who": "agent:ben"}, {}])
def test_who_did_it_survives_whatever_the_facts_are_called(facts: dict[str, object]) -> None:
    told = event("reopened", Actor("agent", Via.GMAIL, "anna"), 5, **facts)
    assert decode_event(encode_event(told)) == told
