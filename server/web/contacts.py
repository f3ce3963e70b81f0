"""Noting that a client called, without anybody waiting for it."""

from __future__ import annotations

from flask import Response, after_this_request

from server.domain.vocabulary import Via
from server.usecases.contacts import LastCalls
from server.usecases.inbox import Inbox


def heard(calls: LastCalls, inbox: Inbox, client: Via) -> None:
    """Note this request's client after its answer was sent."""
    note = calls.due(inbox, client)
    if note is None:
        return

    @after_this_request
    def later(answer: Response) -> Response:
        answer.call_on_close(note)
        return answer
