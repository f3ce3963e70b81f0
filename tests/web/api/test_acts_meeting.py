"""Acts that meet: an answer tells what the caller's own act left, not what somebody did an instant later."""

from __future__ import annotations

from typing import Any

import pytest

from server.usecases import conversations
from server.usecases.showing import look
from server.web.api import acts
from tests.support.api_edge import ApiEdge
from tests.support.office import mail


def test_an_answer_is_not_overtaken(edge: ApiEdge, monkeypatch: pytest.MonkeyPatch) -> None:
    done = edge.office.deliver(mail("a@wald.example", at=edge.office.time[0] - 60_000))
    name = done.conversation
    assert name is not None
    office = edge.office

    def after_ben(*args: Any, **more: Any) -> Any:
        conversations.claim(office.inbox, office.asked("ben"), conversation=name, seen="anna")
        return look(*args, **more)

    before = edge.get("anna", f"/conversations/{name}")["version"]
    monkeypatch.setattr(acts, "look", after_ben)
    view = edge.done("anna", "PUT", f"/conversations/{name}/claim", {"expected": None})
    assert (view["claim"]["by"]["id"], view["version"]) == ("agent:anna", before + 1)
    now = edge.get("anna", f"/conversations/{name}")
    assert (now["claim"]["by"]["id"], now["version"]) == ("agent:ben", before + 2)
