"""The sentences of the activity, said of the reader, of a colleague, and of nobody in particular."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from server.domain.views import Sentence


@dataclass(frozen=True, slots=True)
class Voices:
    """One happening said of the reader, of somebody else, and of nobody in particular."""

    you: Sentence
    other: Sentence
    nobody: Sentence


TOOK = Voices(
    Sentence("You took over"),
    Sentence("%(who)s took over"),
    Sentence("Assigned automatically"),
)
GAVE_YOU = Voices(
    Sentence("You took over"),
    Sentence("%(who)s assigned this to you"),
    Sentence("Assigned to you automatically"),
)
GAVE = Voices(
    Sentence("You assigned this to %(whom)s"),
    Sentence("%(who)s assigned this to %(whom)s"),
    Sentence("Assigned to %(whom)s automatically"),
)
HANDED = Voices(
    Sentence("You handed this over to %(whom)s"),
    Sentence("%(who)s handed this over to %(whom)s"),
    Sentence("This was handed over to %(whom)s"),
)
HANDED_YOU = Voices(
    Sentence("You took over"),
    Sentence("%(who)s handed this over to you"),
    Sentence("This was handed over to you"),
)
HANDED_DUE = Voices(
    Sentence("You handed this over to %(whom)s, due %(day)s"),
    Sentence("%(who)s handed this over to %(whom)s, due %(day)s"),
    Sentence("This was handed over to %(whom)s, due %(day)s"),
)
HANDED_YOU_DUE = Voices(
    Sentence("You took over, due %(day)s"),
    Sentence("%(who)s handed this over to you, due %(day)s"),
    Sentence("This was handed over to you, due %(day)s"),
)
APPLIED = Voices(
    Sentence("You applied “%(macro)s”"),
    Sentence("%(who)s applied “%(macro)s”"),
    Sentence("“%(macro)s” was applied"),
)
UNDONE = Voices(
    Sentence("You took back what you did before"),
    Sentence("%(who)s took back what they did before"),
    Sentence("What was done before was taken back"),
)
RELEASED = Voices(
    Sentence("You removed the assignee"),
    Sentence("%(who)s removed the assignee"),
    Sentence("The assignee was removed automatically"),
)
SET = Voices(
    Sentence("You set this to “%(standing_word)s”"),
    Sentence("%(who)s set this to “%(standing_word)s”"),
    Sentence("Set to “%(standing_word)s” automatically"),
)
SNOOZED = Voices(
    Sentence("You snoozed this until %(until_at)s"),
    Sentence("%(who)s snoozed this until %(until_at)s"),
    Sentence("Snoozed until %(until_at)s automatically"),
)
REOPENED = Voices(
    Sentence("You reopened this"),
    Sentence("%(who)s reopened this"),
    Sentence("Reopened automatically"),
)
REVIEW_ASKED = Voices(
    Sentence("You asked %(whom)s to review a draft"),
    Sentence("%(who)s asked %(whom)s to review a draft"),
    Sentence("%(whom)s is to review a draft"),
)
REVIEW_ASKED_YOU = Voices(
    Sentence("You are to review a draft"),
    Sentence("%(who)s asked you to review a draft"),
    Sentence("You are to review a draft"),
)
PRIORITY = Voices(
    Sentence("You set the priority to “%(priority_word)s”"),
    Sentence("%(who)s set the priority to “%(priority_word)s”"),
    Sentence("Priority set to “%(priority_word)s” automatically"),
)
TAGGED = Voices(
    Sentence("You added the tag “%(tag)s”"),
    Sentence("%(who)s added the tag “%(tag)s”"),
    Sentence("Tag “%(tag)s” added automatically"),
)
UNTAGGED = Voices(
    Sentence("You removed the tag “%(tag)s”"),
    Sentence("%(who)s removed the tag “%(tag)s”"),
    Sentence("Tag “%(tag)s” removed automatically"),
)
FILLED = Voices(
    Sentence("You set “%(field)s” to “%(value)s”"),
    Sentence("%(who)s set “%(field)s” to “%(value)s”"),
    Sentence("“%(field)s” was set to “%(value)s”"),
)
EMPTIED = Voices(
    Sentence("You emptied “%(field)s”"),
    Sentence("%(who)s emptied “%(field)s”"),
    Sentence("“%(field)s” was emptied"),
)
REWRITTEN = Voices(
    Sentence("You changed “%(field)s”"),
    Sentence("%(who)s changed “%(field)s”"),
    Sentence("“%(field)s” was changed"),
)
RESTRICTED = Voices(
    Sentence("You made this confidential"),
    Sentence("%(who)s made this confidential"),
    Sentence("This was made confidential"),
)
LIST_CHANGED = Voices(
    Sentence("You changed who can see this"),
    Sentence("%(who)s changed who can see this"),
    Sentence("It was changed who can see this"),
)
OPENED = Voices(
    Sentence("You ended the confidentiality"),
    Sentence("%(who)s ended the confidentiality"),
    Sentence("The confidentiality was ended"),
)
CLAIMED = Voices(
    Sentence("You said that you are replying"),
    Sentence("%(who)s announced a reply"),
    Sentence("Somebody announced a reply"),
)
CLAIMED_YOURS = Voices(
    Sentence("You said that you are replying"),
    Sentence("%(who)s is replying in your place"),
    Sentence("Somebody is replying in your place"),
)
CLAIMED_OVER = Voices(
    Sentence("You are replying in place of %(whom)s"),
    Sentence("%(who)s is replying in place of %(whom)s"),
    Sentence("Somebody is replying in place of %(whom)s"),
)
MERGED = Voices(
    Sentence("You merged another conversation into this one"),
    Sentence("%(who)s merged another conversation into this one"),
    Sentence("Merged with another conversation of this mail"),
)
SPLIT = Voices(
    Sentence("You split off mails into a conversation of their own"),
    Sentence("%(who)s split off mails into a conversation of their own"),
    Sentence("Mails were split off into a conversation of their own"),
)
MOVED = Voices(
    Sentence("You moved this to another mailbox"),
    Sentence("%(who)s moved this to another mailbox"),
    Sentence("This was moved to another mailbox"),
)
MERGED_INTO = Voices(
    Sentence("You merged this into another conversation"),
    Sentence("%(who)s merged this into another conversation"),
    Sentence("This was merged into another conversation"),
)
UNMERGED = Voices(
    Sentence("You undid the merge"),
    Sentence("%(who)s undid the merge"),
    Sentence("The merge was undone"),
)
LINKED = Voices(
    Sentence("You linked this with another conversation"),
    Sentence("%(who)s linked this with another conversation"),
    Sentence("This was linked with another conversation"),
)
UNLINKED = Voices(
    Sentence("You removed a link to another conversation"),
    Sentence("%(who)s removed a link to another conversation"),
    Sentence("A link to another conversation was removed"),
)
BLOCKED = Voices(
    Sentence("You blocked the sender"),
    Sentence("%(who)s blocked the sender"),
    Sentence("The sender was blocked"),
)
UNBLOCKED = Voices(
    Sentence("You unblocked the sender"),
    Sentence("%(who)s unblocked the sender"),
    Sentence("The sender was unblocked"),
)

PLAIN: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "conversation_created": Sentence("Conversation begun"),
        "bounce": Sentence("A mail could not be delivered"),
        "thread_conflict": Sentence("This mail also refers to another conversation"),
        "id_conflict": Sentence("Another mail came with the same id"),
        "retention_purged": Sentence("Texts and addresses were removed: they need not be kept any longer"),
        "retention_reduced": Sentence("Everything but figures was removed: it need not be kept any longer"),
        "erased": Sentence("Personal data was erased"),
    }
)
BY_SOMEBODY: Final[Mapping[str, Voices]] = MappingProxyType(
    {
        "undone": UNDONE,
        "split": SPLIT,
        "moved": MOVED,
        "merged_into": MERGED_INTO,
        "unmerged": UNMERGED,
        "unlinked": UNLINKED,
        "sender_blocked": BLOCKED,
        "sender_unblocked": UNBLOCKED,
        "comment_edited": Voices(
            Sentence("You edited a comment"),
            Sentence("%(who)s edited a comment"),
            Sentence("A comment was edited"),
        ),
        "comment_deleted": Voices(
            Sentence("You deleted a comment"),
            Sentence("%(who)s deleted a comment"),
            Sentence("A comment was deleted"),
        ),
        "review_approved": Voices(
            Sentence("You approved the draft"),
            Sentence("%(who)s approved the draft"),
            Sentence("The draft was approved"),
        ),
        "review_returned": Voices(
            Sentence("You returned the draft"),
            Sentence("%(who)s returned the draft"),
            Sentence("The draft was returned"),
        ),
        "review_edited": Voices(
            Sentence("You changed the draft"),
            Sentence("%(who)s changed the draft"),
            Sentence("The draft was changed"),
        ),
        "review_used": Voices(
            Sentence("You put the draft into a reply"),
            Sentence("%(who)s put the draft into a reply"),
            Sentence("The draft was put into a reply"),
        ),
        "review_withdrawn": Voices(
            Sentence("You withdrew the draft"),
            Sentence("%(who)s withdrew the draft"),
            Sentence("The draft was no longer needed"),
        ),
        "mailbox_added": Voices(
            Sentence("You added this to another shared mailbox"),
            Sentence("%(who)s added this to another shared mailbox"),
            Sentence("Added to another shared mailbox"),
        ),
    }
)
