"""Builds the view of a conversation for one reader from what is stored (PRODUCT 2.3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from server.domain import policy, review
from server.domain.comments import EVERYONE, Comment
from server.domain.conversation import Conversation
from server.domain.drafts import ReviewState
from server.domain.fieldvalues import fields_in
from server.domain.intending import asked
from server.domain.linkviews import LinkView
from server.domain.macros import act_of, macros_in
from server.domain.messages import Message
from server.domain.rows import absence_of, due_at, handed_by, keeps_subjects, label, party
from server.domain.views import (
    AbsenceView,
    ClaimView,
    CommentView,
    ConversationView,
    FieldView,
    GuidelineView,
    MailboxLabel,
    MentionSpan,
    Party,
    PresenceView,
    RestrictedView,
    ReviewView,
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
    links: tuple[LinkView, ...] = ()


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
        comments=tuple(comment_view(c, directory=directory, agent=agent, can=can) for c in picture.comments),
        subject_kept=keeps_subjects(directory),
        comment_count=picture.comment_count,
        activity_count=picture.activity_count,
        previous_count=picture.previous_count,
        warnings=_warnings(picture, agent),
        fields=_fields(directory, agent, conversation),
        guidelines=_guidelines(directory, agent, conversation),
        links=picture.links,
        restricted=_restricted(directory, agent, conversation),
        absence=_absence(picture, directory, agent, can),
        due_at=due_at(conversation),
        handed_by=handed_by(directory, agent, conversation),
        following=agent in conversation.followers,
        macros=_has_macros(directory, agent, conversation, can),
        review=review_view(directory, agent, conversation),
    )


def comment_view(
    comment: Comment, *, directory: Directory, agent: str, can: Collection[Act] = ()
) -> CommentView:
    """One comment for a reader who may do the acts of `can` to its conversation."""
    own = Act.EDIT_COMMENT in can and comment.author == f"agent:{agent}" and comment.deleted_at is None
    others = Act.DELETE_COMMENT in can and comment.deleted_at is None
    me = _names(directory, agent) if comment.mentions else frozenset()
    return CommentView(
        id=comment.id,
        author=party(directory, comment.author, agent) or Party(comment.author, ""),
        at=comment.at,
        text=comment.text,
        mentions=tuple(MentionSpan(m.start, m.end, m.who in me) for m in comment.mentions),
        edited=comment.edited_at is not None,
        deleted=comment.deleted_at is not None,
        may_edit=own,
        may_delete=own or others,
    )


def _names(directory: Directory, agent: str) -> Collection[str]:
    """Whose mention means the reader."""
    return {f"agent:{agent}", EVERYONE, *(f"team:{team}" for team in directory.teams_of(agent))}


def _has_macros(directory: Directory, agent: str, conversation: Conversation, can: Collection[Act]) -> bool:
    """Whether there is a macro of which the reader, who may do the acts of `can`, may do every step."""
    if not directory.macros:
        return False
    there = macros_in(directory, agent, conversation)
    return any(all(act_of(step, agent) in can for step in macro.steps) for macro in there)


def _mailboxes(
    directory: Directory, agent: str, conversation: Conversation
) -> tuple[MailboxLabel, tuple[MailboxLabel, ...]]:
    """The mailbox through which the reader sees it, home first, and the others that are the reader's too."""
    shown = [label(box) for box in _mine(directory, agent, conversation)]
    if not shown:
        return MailboxLabel("", "", ""), ()
    return shown[0], tuple(shown[1:])


def _mine(directory: Directory, agent: str, conversation: Conversation) -> tuple[Mailbox, ...]:
    """The conversation's mailboxes that the reader is a member of, its home first."""
    mine = {box.id for box, _ in directory.memberships(agent)}
    return tuple(directory.mailboxes[box] for box in conversation.mailboxes if box in mine)


def _fields(directory: Directory, agent: str, conversation: Conversation) -> tuple[FieldView, ...]:
    boxes = [box.id for box in _mine(directory, agent, conversation)]
    return tuple(
        FieldView(f.id, f.name, f.kind, conversation.fields.get(f.id, ""), f.choices)
        for f in fields_in(directory, boxes)
    )


def _guidelines(directory: Directory, agent: str, conversation: Conversation) -> tuple[GuidelineView, ...]:
    boxes = _mine(directory, agent, conversation)
    return tuple(GuidelineView(label(box), box.guideline) for box in boxes if box.guideline.strip())


def _restricted(directory: Directory, agent: str, conversation: Conversation) -> RestrictedView | None:
    """How many see a confidential conversation; by name only those whom the reader knows (A8)."""
    listed = conversation.restricted_to
    if listed is None:
        return None
    count = sum(policy.sees(directory, one, conversation) for one in listed)
    known = policy.colleagues(directory, agent)
    people = (party(directory, f"agent:{one}", agent) for one in listed if one in known)
    return RestrictedView(count, tuple(one for one in people if one is not None))


def _absence(picture: Picture, directory: Directory, agent: str, can: Collection[Act]) -> AbsenceView | None:
    """The absence of the assignee, and whether their deputy can be given the conversation with a click."""
    conversation = picture.conversation
    if conversation.agent is None:
        return None
    found = absence_of(directory, conversation.agent, agent, now=picture.at)
    if found is None or found.deputy is None:
        return found
    fits = policy.may_be_assigned(directory, found.deputy.id, conversation)
    return replace(found, may_give=Act.ASSIGN in can and fits)


def review_view(directory: Directory, agent: str, conversation: Conversation) -> ReviewView:
    """How the draft of a conversation stands, and what the reader may do to it."""
    can, found = review.steps(directory, agent, conversation), conversation.review
    if found is None:
        return ReviewView(can)
    return ReviewView(
        can=can,
        author=party(directory, f"agent:{found.author}", agent),
        reviewer=party(directory, found.reviewer, agent),
        state=found.state,
        version=found.version,
        asked_at=found.asked_at,
        yours=found.author == agent,
        blocked=found.state is ReviewState.ASKED and not review.reviewers(directory, conversation, found),
    )


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


def _warnings(picture: Picture, agent: str) -> tuple[WarningView, ...]:
    message = picture.message
    found = []
    if message is not None and not message.confirmed:
        found.append(WarningView(Warn.SENDER_NOT_CONFIRMED, {"sender": message.sender.address}))
    if message is not None and message.new_participant:
        found.append(WarningView(Warn.NEW_PARTICIPANT, {"sender": message.author.address}))
    if picture.other_copy:
        found.append(WarningView(Warn.ID_CONFLICT))
    chosen = asked(picture.conversation, agent, at=picture.at)
    if chosen is not None:
        found.append(WarningView(Warn.DID_YOU_REPLY, {"to": chosen}))
    return (*found, *picture.warnings)
