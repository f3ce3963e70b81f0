"""Builds the view of a conversation for one reader from what is stored (PRODUCT 2.3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from server.domain import policy
from server.domain.comments import EVERYONE, Comment
from server.domain.conversation import Conversation
from server.domain.messages import Message
from server.domain.views import (
    ClaimView,
    CommentView,
    ConversationView,
    MailboxLabel,
    MentionSpan,
    Party,
    PresenceView,
    RowView,
    Warn,
    WarningView,
)
from server.domain.vocabulary import Act, Mode, Standing, Status
from server.domain.workspace import Directory, Mailbox


@dataclass(frozen=True, slots=True)
class Here:
    """One agent's presence as kept: in which client, doing what, since when."""

    agent: str
    client: str
    mode: Mode
    since: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A conversation and what is read together with it; `message` is the one the reader has open.

    `other_copy` says that another mail with the same id was seen (C7); `warnings` are those that need more
    than this conversation to be known.
    """

    at: int
    conversation: Conversation
    comments: tuple[Comment, ...] = ()
    comment_count: int = 0
    activity_count: int = 0
    presence: tuple[Here, ...] = ()
    message: Message | None = None
    previous_count: int = 0
    other_copy: bool = False
    warnings: tuple[WarningView, ...] = ()


def conversation_view(picture: Picture, *, directory: Directory, agent: str) -> ConversationView:
    """The view of one conversation for an agent who sees it."""
    conversation = picture.conversation
    can = policy.allowed(directory, agent, conversation)
    claim = _claim(picture, directory, agent)
    home, others = _mailboxes(directory, agent, conversation)
    return ConversationView(
        id=conversation.id or None,
        version=conversation.version,
        at=picture.at,
        mailbox=home,
        other_mailboxes=others,
        subject=conversation.subject,
        customer_name=conversation.customer_name,
        customer_address=conversation.customer,
        standing=conversation.standing,
        priority=conversation.priority,
        channel=conversation.channel,
        assignee=party(directory, conversation.assignee, agent),
        tags=conversation.tags,
        role=policy.role(directory, agent, conversation),
        can=can,
        primary=_primary(conversation, can, claim, agent),
        waiting_since=conversation.waiting_since,
        snoozed_until=conversation.snoozed_until,
        closed_at=conversation.closed_at,
        claim=claim,
        presence=_presence(picture, directory, agent),
        comments=tuple(comment_view(c, directory=directory, agent=agent) for c in picture.comments),
        comment_count=picture.comment_count,
        activity_count=picture.activity_count,
        previous_count=picture.previous_count,
        warnings=_warnings(picture),
    )


def comment_view(comment: Comment, *, directory: Directory, agent: str) -> CommentView:
    """One comment for a reader."""
    me = {f"agent:{agent}", EVERYONE, *(f"team:{team}" for team in directory.teams_of(agent))}
    return CommentView(
        id=comment.id,
        author=party(directory, comment.author, agent) or Party(comment.author, ""),
        at=comment.at,
        text=comment.text,
        mentions=tuple(MentionSpan(m.start, m.end, m.who in me) for m in comment.mentions),
        edited=comment.edited_at is not None,
        deleted=comment.deleted_at is not None,
    )


def row_view(
    conversation: Conversation, *, directory: Directory, agent: str, message_id: str | None
) -> RowView:
    """One line of a list."""
    return RowView(
        id=conversation.id,
        subject=conversation.subject,
        customer_name=conversation.customer_name,
        customer_address=conversation.customer,
        standing=conversation.standing,
        assignee=party(directory, conversation.assignee, agent),
        waiting_since=conversation.waiting_since,
        last_message_at=conversation.last_message_at,
        snoozed_until=conversation.snoozed_until,
        message_id=message_id,
    )


def party(directory: Directory, who: str | None, agent: str) -> Party | None:
    """An agent or team as a reader sees it; somebody who is gone has an empty name."""
    if who is None:
        return None
    return Party(who, directory.name_of(who), you=who == f"agent:{agent}")


def label(box: Mailbox) -> MailboxLabel:
    """A mailbox by name and first address."""
    return MailboxLabel(box.id, box.name, box.addresses[0] if box.addresses else "")


def _mailboxes(
    directory: Directory, agent: str, conversation: Conversation
) -> tuple[MailboxLabel, tuple[MailboxLabel, ...]]:
    """The mailbox through which the reader sees it, home first, and the others that are the reader's too."""
    mine = {box.id for box, _ in directory.memberships(agent)}
    shown = [label(directory.mailboxes[box]) for box in conversation.mailboxes if box in mine]
    if not shown:
        return MailboxLabel("", "", ""), ()
    return shown[0], tuple(shown[1:])


def _claim(picture: Picture, directory: Directory, agent: str) -> ClaimView | None:
    conversation = picture.conversation
    holder = conversation.claimant(picture.at)
    if holder is None:
        return None
    by = party(directory, f"agent:{holder}", agent)
    if by is None:
        return None
    return ClaimView(by, conversation.claimed_at or 0, conversation.claimed_until or 0)


def _presence(picture: Picture, directory: Directory, agent: str) -> tuple[PresenceView, ...]:
    """Colleagues who see it and have it before them; the workspace may hide names or switch presence off (D6)."""
    setting = directory.workspace.presence
    if setting == "off":
        return ()
    return tuple(
        PresenceView(_presence_name(directory, here.agent, setting), here.mode, here.client, here.since)
        for here in picture.presence
        if here.agent != agent and policy.sees(directory, here.agent, picture.conversation)
    )


def _presence_name(directory: Directory, agent: str, setting: str) -> str:
    return "" if setting == "anonymous" else directory.agents[agent].name


def _primary(
    conversation: Conversation, can: Collection[Act], claim: ClaimView | None, agent: str
) -> Act | None:
    """The one act that a client fills (PRODUCT 2.3, DECISIONS H1)."""
    if claim is not None and not claim.by.you:
        return None
    wanted = _wanted(conversation, agent)
    return wanted if wanted in can else None


def _wanted(conversation: Conversation, agent: str) -> Act | None:
    if conversation.standing is Standing.SPAM:
        return Act.SPAM
    if conversation.status is Status.CLOSED:
        return Act.STATUS
    if conversation.assignee is None or conversation.team is not None:
        return Act.TAKE
    return Act.STATUS if conversation.agent == agent else Act.CLAIM


def _warnings(picture: Picture) -> tuple[WarningView, ...]:
    message = picture.message
    found = []
    if message is not None and not message.confirmed:
        found.append(WarningView(Warn.SENDER_NOT_CONFIRMED, {"sender": message.sender.address}))
    if message is not None and message.new_participant:
        found.append(WarningView(Warn.NEW_PARTICIPANT, {"sender": message.author.address}))
    if picture.other_copy:
        found.append(WarningView(Warn.ID_CONFLICT))
    return (*found, *picture.warnings)
