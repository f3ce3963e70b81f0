"""Who is slower is told who was faster, and sees the conversation whole."""

from __future__ import annotations

import pytest

from server.domain.errors import Conflict
from server.domain.views import ConversationView, Warn
from server.domain.vocabulary import Mode
from server.store.conversations import Reader, Wanted
from server.usecases.conversations import take
from tests.support.office import HOUR, NOW, Office, mail


def test_a_conflict_shows_all_that_the_card_showed(office: Office) -> None:
    office.deliver(mail("before@x", at=NOW - HOUR))
    name = office.deliver(mail("c@x")).conversation or ""
    office.deliver(mail("d@x", refers=("c@x",), to="support@firma.example, hr@firma.example", at=NOW + 1))
    office.inbox.conversations.open(name, Wanted(), Reader("ben", "gmail", Mode.VIEWING))
    take(office.inbox, office.asked("ben"), conversation=name, seen=None)
    with pytest.raises(Conflict) as refused:
        take(office.inbox, office.asked("anna"), conversation=name, seen=None)
    view = refused.value.facts["view"]
    assert isinstance(view, ConversationView)
    assert view.assignee is not None
    assert view.assignee.name == "Ben"
    assert [one.name for one in view.presence] == ["Ben"]
    assert Warn.OTHER_MAILBOX in [one.kind for one in view.warnings]
    assert view.previous_count == 1
