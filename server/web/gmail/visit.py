"""One event of one agent: their inbox, what they pressed, and the context in which cards are written."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from cards.context import CardContext
from server.domain.errors import Invalid, NotFound
from server.domain.vocabulary import Via
from server.domain.workspace import Agent, Workspace
from server.usecases.inbox import Asked, Inbox
from server.usecases.opening import Shown, store_mail
from server.web.events import GmailEvent
from server.web.services import Services

NONE = "none"
"""How cards write "nobody", because Google may drop an empty value."""
_ID = re.compile(r"[0-9a-z]{1,40}")
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Visit:
    """An agent who uses the add-on just now."""

    services: Services
    inbox: Inbox
    agent: Agent
    event: GmailEvent
    path: str

    @property
    def shown(self) -> Shown | None:
        """The mail on the screen, None on the homepage."""
        return self.services.gmail_mail(self.event) if self.event.message_id else None

    def context(self, now: int, *, fresh_form: bool = False) -> CardContext:
        """The context of cards that are true at `now`; `fresh_form` empties the comment box."""
        workspace = self.inbox.directory.workspace
        made = context(self.services, self.event, now=now, agent=self.agent, workspace=workspace)
        return replace(made, form="") if fresh_form else made

    def param(self, name: str) -> str:
        """A parameter that the pressed button carried, "" if it did not."""
        return self.event.params.get(name, "")

    def optional(self, name: str) -> str | None:
        """A parameter in which "none" stands for nothing."""
        value = self.param(name)
        return None if value in ("", NONE) else value

    def asked(self) -> Asked:
        """The asker, and the request id of this press: same card, operation and inputs are one request (D2)."""
        nonce = self.param("nonce")
        if not nonce:
            raise Invalid("This card is out of date. Please refresh it.")
        params = sorted(self.event.params.items())
        event = self.event
        inputs = sorted((name, event.texts(name), event.date_time_ms(name)) for name in event.inputs)
        text = repr((nonce, self.path, params, inputs, self.event.message_id))
        return Asked(self.agent, Via.GMAIL, self.inbox.conversations.digests.request(text))

    def conversation(self) -> str:
        """The conversation the card was about; one that was only shown is stored now, by this act (C1)."""
        shown = self.shown
        if self.param("conversation") or shown is None:
            return self.stored_conversation()
        return store_mail(self.inbox, self.agent, shown)

    def stored_conversation(self) -> str:
        """The conversation that the card names."""
        known = self.param("conversation")
        if not known:
            raise Invalid("This card is out of date. Please refresh it.")
        if not _ID.fullmatch(known):
            raise NotFound("This conversation does not exist.")
        return known


def context(
    services: Services,
    event: GmailEvent,
    *,
    now: int,
    agent: Agent | None = None,
    workspace: Workspace | None = None,
) -> CardContext:
    """The context of a card; language and zone are Gmail's, else the agent's, else the workspace's."""
    locale = event.locale_or((agent and agent.locale) or (workspace.locale if workspace else "en"))
    zone = event.time_zone_or((agent and agent.zone) or (workspace.zone if workspace else "UTC"))
    return CardContext(
        base=services.public_url,
        translate=services.translator(locale),
        locale=locale,
        zone=zone_of(zone),
        now=now,
        nonce=secrets.token_urlsafe(9),
        agent_email=agent.emails[0] if agent and agent.emails else None,
        form=_form(event),
    )


def _form(event: GmailEvent) -> str:
    """The number in the names of the comment fields in which something is typed, also under a pushed card."""
    typed = (name.partition("_") for name in event.inputs)
    number = next((end for start, _, end in typed if start in ("comment", "mention") and end), "")
    number = number or event.params.get("form", "")
    return number if number.isdecimal() and len(number) <= _DIGITS else ""


@lru_cache(maxsize=512)
def zone_of(name: str) -> ZoneInfo:
    """A zone by its IANA name; UTC for one that this machine does not know."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return ZoneInfo("UTC")
