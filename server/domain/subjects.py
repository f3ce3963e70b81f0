"""What a workspace keeps of the subject of a mail: the subject, a digest of it, or nothing (PRODUCT 3.1)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum

from server.domain.conversation import Conversation
from server.domain.messages import Message


class SubjectStorage(StrEnum):
    """The three ways; a digest tells equal subjects, and nobody can read it."""

    PLAIN = "plain"
    HASHED = "hashed"
    NONE = "none"


def concealed(message: Message, storage: str, digest: Callable[[str], str]) -> Message:
    """The message as its workspace may keep it."""
    if storage == SubjectStorage.PLAIN or not (message.subject or message.subject_digest):
        return message
    if storage == SubjectStorage.NONE:
        return replace(message, subject="", subject_digest="")
    found = digest(f"subject {message.subject}") if message.subject else message.subject_digest
    return replace(message, subject="", subject_digest=found)


def without_subject(record: Conversation, storage: str) -> Conversation:
    """The record as its workspace may keep it; digests stand at the messages alone."""
    return record if storage == SubjectStorage.PLAIN else replace(record, subject="")
