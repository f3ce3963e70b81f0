"""The closed sets of words that rules, records and clients share (PRODUCT 0.1, 2.7)."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """How a conversation stands (PRODUCT 3.1); snoozed is open with a date (DECISIONS C3)."""

    OPEN = "open"
    PENDING = "pending"
    CLOSED = "closed"
    SPAM = "spam"


class Standing(StrEnum):
    """The status as people see it, with snoozed as a state of its own (PRODUCT 3.2)."""

    OPEN = "open"
    PENDING = "pending"
    SNOOZED = "snoozed"
    CLOSED = "closed"
    SPAM = "spam"


class Priority(StrEnum):
    """How urgent a conversation is."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class Role(StrEnum):
    """What a member is in one mailbox (PRODUCT 3.4)."""

    MANAGER = "manager"
    AGENT = "agent"
    VIEWER = "viewer"
    LIGHT = "light"


class Act(StrEnum):
    """What can be asked of a conversation; the permission table has one row for each."""

    TAKE = "take"
    ASSIGN = "assign"
    STATUS = "status"
    SNOOZE = "snooze"
    PRIORITY = "priority"
    TAG = "tag"
    CLAIM = "claim"
    COMMENT = "comment"
    EDIT_COMMENT = "edit_comment"
    DELETE_COMMENT = "delete_comment"
    SPAM = "spam"
    FIELD = "field"
    RESTRICT = "restrict"
    FOLLOW = "follow"
    TIDY = "tidy"
    LINK = "link"
    BLOCK = "block"
    REVIEW = "review"


class Availability(StrEnum):
    """Whether somebody is there to work (PRODUCT 3.1)."""

    AVAILABLE = "available"
    BUSY = "busy"
    AWAY = "away"


class Via(StrEnum):
    """Through which door an act came (PRODUCT 3.1, event)."""

    GMAIL = "gmail"
    OUTLOOK = "outlook"
    WEB = "web"
    API = "api"
    INGEST = "ingest"
    JOB = "job"


class Mode(StrEnum):
    """What presence says somebody is doing (R11)."""

    VIEWING = "viewing"
    COMPOSING = "composing"
    SENDING = "sending"


class Channel(StrEnum):
    """How a message came to be mail (PRODUCT 3.1)."""

    MAIL = "mail"
    VOICEMAIL = "voicemail"
    FORM = "form"
    FAX = "fax"
    OTHER = "other"
