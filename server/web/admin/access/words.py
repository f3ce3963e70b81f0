"""The words for scopes, types of events and failed deliveries."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from server.domain.access import Scope
from server.domain.views import Sentence

SCOPES: Final[Mapping[Scope, Sentence]] = MappingProxyType(
    {
        Scope.READ: Sentence("Read conversations"),
        Scope.WRITE: Sentence("Change conversations and write comments"),
        Scope.SETTINGS_READ: Sentence("Read settings"),
        Scope.SETTINGS_WRITE: Sentence("Change settings"),
    }
)

TYPES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "conversation_created": Sentence("Conversation begun"),
        "message_in": Sentence("Mail came in"),
        "message_out": Sentence("Mail went out"),
        "message_reported": Sentence("Mail reported by somebody’s Outlook"),  # noqa: RUF001  # an apostrophe
        "auto_reply_received": Sentence("Automatic reply came in"),
        "bounce": Sentence("A mail could not be delivered"),
        "assigned": Sentence("Assigned"),
        "unassigned": Sentence("Assignee removed"),
        "handover": Sentence("Handed over"),
        "macro_applied": Sentence("Macro applied"),
        "undone": Sentence("Act taken back"),
        "status_changed": Sentence("Status changed"),
        "snoozed": Sentence("Sent to sleep"),
        "woke": Sentence("Open again after a snooze"),
        "reopened": Sentence("Reopened"),
        "reopen_delayed": Sentence("Reopening delayed"),
        "priority_changed": Sentence("Priority changed"),
        "tag_added": Sentence("Tag added"),
        "tag_removed": Sentence("Tag removed"),
        "field_changed": Sentence("Field changed"),
        "comment_added": Sentence("Comment written"),
        "comment_edited": Sentence("Comment edited"),
        "comment_deleted": Sentence("Comment deleted"),
        "visibility_changed": Sentence("No longer confidential"),
        "mailbox_added": Sentence("Added to another mailbox"),
        "merged": Sentence("Merged with another conversation"),
        "merged_into": Sentence("Made part of another conversation"),
        "unmerged": Sentence("A merge undone"),
        "split": Sentence("Mails split off"),
        "moved": Sentence("Moved to another mailbox"),
        "linked": Sentence("Linked with another conversation"),
        "unlinked": Sentence("A link removed"),
        "sender_blocked": Sentence("Sender blocked"),
        "sender_unblocked": Sentence("Sender unblocked"),
        "claimed": Sentence("Reply announced"),
        "claim_released": Sentence("Announced reply over"),
        "retention_purged": Sentence("Texts removed after their time"),
        "retention_reduced": Sentence("Reduced to figures"),
        "erased": Sentence("A person erased"),
        "gone": Sentence("No longer visible"),
        "test": Sentence("Test"),
    }
)
"""Every type that is sent (server/domain/webhooks.py)."""

FAILURES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "unknown_host": Sentence("The name of the address is not known."),
        "unreachable": Sentence("There is no connection to it."),
        "certificate": Sentence("Its certificate is not valid."),
        "slow": Sentence("It did not answer in time."),
        "broken": Sentence("The connection broke off."),
        "status": Sentence("It did not accept the event."),
        "redirect": Sentence("It sent us elsewhere, where we do not go."),
        "address": Sentence("The address does not lead to a public machine."),
    }
)
"""Why a delivery failed, by the word that the log keeps."""
