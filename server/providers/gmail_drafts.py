"""Creating a draft in a person's own Gmail with their own token: the only way in which text of ours becomes a mail.

Nothing here sends. The draft stands in the thread of the open mail, and its author sends it, or not.
"""

from __future__ import annotations

import base64
import re
import time
from collections.abc import Collection
from dataclasses import dataclass
from http import HTTPStatus

import orjson
from urllib3 import PoolManager

from server.providers import gmail_answers, http
from server.providers.gmail import GmailReader, GmailTokens, headers_of, rest_id
from server.providers.gmail_answers import GmailRefused, Refusal
from server.providers.reply_mail import reply

BUDGET = 4.5
"""Seconds for all of it: Google waits five for an add-on."""
READ_BUDGET = 2.0
"""Seconds of these for reading what is answered."""


@dataclass(frozen=True, slots=True)
class CreatedDraft:
    """A draft in Gmail by its ids."""

    draft_id: str
    thread_id: str


class GmailDrafts:
    """Creates replies as drafts; raises GmailRefused."""

    def __init__(self, api_url: str, pool: PoolManager, reader: GmailReader) -> None:
        self._hosts = pool.connection_from_url(api_url)
        self._base = re.sub(r"^https?://[^/]+", "", api_url).rstrip("/") + "/gmail/v1/users/me/"
        self._reader = reader

    def create(
        self, message_id: str, thread_id: str, text: str, *, own: Collection[str], tokens: GmailTokens
    ) -> CreatedDraft:
        """Answer the open mail with a plain text, as a draft in its thread; addresses in `own` get no copy."""
        deadline = time.monotonic() + BUDGET
        opened = self._reader.message(message_id, tokens)
        raw = base64.urlsafe_b64encode(reply(opened.headers, text, own)).decode()
        thread = rest_id(thread_id) or opened.thread_id
        body = orjson.dumps({"message": {"raw": raw, "threadId": thread}})
        headers = {**headers_of(tokens), "Content-Type": "application/json"}
        try:
            answer = http.post_body(
                self._hosts,
                self._base + "drafts",
                headers=headers,
                body=body,
                limits=http.Limits(),
                deadline=deadline,
            )
        except http.TooSlow:
            raise GmailRefused(Refusal.SLOW) from None
        except http.CallError:
            raise GmailRefused(Refusal.UNREACHABLE) from None
        if answer.status != HTTPStatus.OK:
            raise gmail_answers.refusal(answer)
        return _created(answer.body, thread)


def _created(body: bytes, thread: str) -> CreatedDraft:
    try:
        found = orjson.loads(body)
        return CreatedDraft(str(found["id"]), str(found.get("message", {}).get("threadId", thread)))
    except (ValueError, TypeError, KeyError, AttributeError):
        raise GmailRefused(Refusal.FAILING) from None
