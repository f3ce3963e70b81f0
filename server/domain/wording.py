"""The words of PRODUCT 2.7 for closed sets, as message ids; clients translate them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from server.domain.views import Sentence
from server.domain.vocabulary import Availability, Channel, Priority, Role, Standing

STANDINGS: Final[Mapping[Standing, Sentence]] = MappingProxyType(
    {
        Standing.OPEN: Sentence("Open"),
        Standing.PENDING: Sentence("Waiting"),
        Standing.SNOOZED: Sentence("Snoozed"),
        Standing.CLOSED: Sentence("Done"),
        Standing.SPAM: Sentence("Spam"),
    }
)
"""The words of PRODUCT 2.7 for how a conversation stands."""

PRIORITIES: Final[Mapping[Priority, Sentence]] = MappingProxyType(
    {
        Priority.LOW: Sentence("Low"),
        Priority.NORMAL: Sentence("Normal"),
        Priority.HIGH: Sentence("High"),
        Priority.URGENT: Sentence("Urgent"),
    }
)
"""The words for how urgent a conversation is."""

CHANNELS: Final[Mapping[Channel, Sentence]] = MappingProxyType(
    {
        Channel.VOICEMAIL: Sentence("Voicemail"),
        Channel.FORM: Sentence("Form"),
        Channel.FAX: Sentence("Fax"),
    }
)
"""The words for messages that came to be mail in another way; ordinary mail has none."""

AVAILABILITIES: Final[Mapping[Availability, Sentence]] = MappingProxyType(
    {
        Availability.AVAILABLE: Sentence("available"),
        Availability.BUSY: Sentence("busy"),
        Availability.AWAY: Sentence("away"),
    }
)
"""The words for whether somebody is there to work, as they stand behind a name."""

ROLES: Final[Mapping[Role, Sentence]] = MappingProxyType(
    {
        Role.MANAGER: Sentence("Manager"),
        Role.AGENT: Sentence("Agent"),
        Role.VIEWER: Sentence("Viewer"),
        Role.LIGHT: Sentence("Light user"),
    }
)
"""The words for what a member is in one mailbox (DECISIONS H2)."""


def word_of(value: object) -> str:
    """The message id for a member of a closed set; any other value stands for itself."""
    tables: tuple[Mapping[Any, Sentence], ...] = (STANDINGS, PRIORITIES, CHANNELS, ROLES)
    known = next((table[value] for table in tables if type(value) is type(next(iter(table)))), None)
    return known.message if known else str(value)
