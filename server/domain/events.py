"""What happened, in the past tense: the facts that activity, live feed and background work read (PRODUCT 3.3).

`data` by type (ids are `agent:<id>` or `team:<id>`; times ms UTC; before/after so that undo can be rebuilt):

    conversation_created  mailboxes
    message_in            message, sender (name), kind (MailClass), confirmed (bool), participant_new (true)
    message_out           message, sender (name), agent (id or absent), proof, aside (true: it answers nobody)
    message_reported      message, sender (name), reply (bool, only when true: from an address of ours), said_by (id of
                          the agent whose address that is; proves nothing); known only from the acting agent's own
                          client (DECISIONS A6)
    auto_reply_received   message, sender (name)
    bounce                message, sender (name)
    message_copy_seen     message (not shown)
    assigned              to, before, handed? (true: told by handover)
    handover              to, day? (YYYY-MM-DD), due?, before_due? (when the day is over)
    followed              who (id of an agent)
    unfollowed            who (id of an agent)
    macro_applied         macro, name
    undone                what (list of what was set back), assignee?, status? (as they are again)
    unassigned            before, reason? (left: the assignee lost the right)
    status_changed        to, before (values of Standing), reason? (reply: the mailbox's policy after a reply)
    snoozed               until, before, wake_on_reply
    woke                  reason (due | reply)
    reopened              by (message | agent | bounce), cycle
    reopen_delayed        until
    priority_changed      to, before
    tag_added tag_removed tag
    comment_added         comment
    field_changed         field, name, kind (FieldKind), to, before (texts, "" for none)
    visibility_changed    to, before (lists of ids; absent: everybody)
    comment_edited        comment, free (true: within the time in which it is not marked)
    comment_deleted       comment
    mentioned             comment, who (list of ids, `all` for everyone)
    claimed               until, over? (id of the agent whose claim was taken over)
    claim_released        by (send | close | expiry | agent | override), who
    after_send            to? (what the agent chose for after their reply; absent: nothing any more)
    guard_shown           reasons (values of guard.Reason; none: let send without a warning after one)
    guard_overridden      agent, shown_at (whose mail was seen although they were warned)
    mailbox_added         mailbox
    thread_conflict       other (conversation id)
    id_conflict           message
    linked                kind (a kind of link, see linking), other
    unlinked              kind, other
    merged                source, automatic (bool), messages, comments (how many), to?, before? (values of Standing)
    merged_into           target
    unmerged              other, messages? (how many went back)
    split                 other, messages, comments (how many left)
    moved                 to, before (mailboxes)
    sender_blocked        mailbox
    sender_unblocked      mailbox
    retention_purged      (texts and addresses are gone, R16)
    retention_reduced     (figures alone are left, R16)
    erased                (a person was replaced by a pseudonym, R16)
    hold_changed          held (bool: a legal hold was set or released; not shown)
    conversation_deleted  (seen by nobody any more)
    review_asked          reviewer
    review_approved       author (of the draft)
    review_returned       author (of the draft)
    review_edited         author (of the draft)
    review_used           author (of the draft)
    review_withdrawn      author (of the draft)
    facts_corrected       message, proof (DECISIONS A6: a higher source replaced a lower one)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from server.domain.vocabulary import Via


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it and through which door; `kind` is agent, rule, system, api or import."""

    kind: str
    via: Via
    id: str | None = None

    @property
    def party(self) -> str:
        """The actor as events name them: `agent:<id>`, or just the kind."""
        return f"{self.kind}:{self.id}" if self.id else self.kind


@dataclass(frozen=True, slots=True)
class Event:
    """One fact of one conversation; `by` is `agent:<id>`, or a kind such as `system` or `import`."""

    type: str
    at: int
    by: str
    via: Via
    data: Mapping[str, object] = field(default_factory=dict)


HIDDEN = frozenset(
    {
        "message_copy_seen",
        "facts_corrected",
        "claim_released",
        "mentioned",
        "comment_added",
        "guard_shown",
        "after_send",
        "hold_changed",
        "followed",
        "unfollowed",
        "conversation_deleted",
    }
)
"""Types that the activity does not show as lines of their own (comments stand there as comments)."""
