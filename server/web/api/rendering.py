"""Views as plain JSON: dicts made by hand, as the hot paths need them; tests hold them to the schemas."""

from __future__ import annotations

from typing import Any

from cards.attention import warning_text
from cards.context import CardContext
from cards.words import sentence
from server.domain.catalogue import FieldKind
from server.domain.choiceviews import AssignView
from server.domain.customfields import shown_link
from server.domain.linkviews import LinkView
from server.domain.listviews import ConfidentialView, ElsewhereView, HomeView, OutsideView, QueueView, RowView
from server.domain.policy import limited
from server.domain.views import (
    AbsenceView,
    ActivityPage,
    ActivityView,
    CommentView,
    ConversationView,
    FieldView,
    MailboxLabel,
    Party,
    PresenceView,
    RestrictedView,
    ReviewView,
    UndoView,
    WarningView,
)
from server.domain.workspace import Agent, Directory
from server.usecases.showing import Opened

Json = dict[str, Any]


def conversation(view: ConversationView, context: CardContext) -> Json:
    """A conversation; warnings in the reader's language."""
    claim = view.claim
    return {
        "id": view.id,
        "version": view.version,
        "at": view.at,
        "mailbox": mailbox(view.mailbox),
        "other_mailboxes": [mailbox(one) for one in view.other_mailboxes],
        "subject": view.subject,
        "subject_kept": view.subject_kept,
        "customer": {"name": view.customer_name, "address": view.customer_address},
        "status": view.standing,
        "priority": view.priority,
        "channel": view.channel,
        "assignee": view.assignee and party(view.assignee),
        "tags": list(view.tags),
        "role": view.role,
        "can": sorted(view.can),
        "primary": view.primary,
        "waiting_since": view.waiting_since,
        "snoozed_until": view.snoozed_until,
        "closed_at": view.closed_at,
        "claim": claim and {"by": party(claim.by), "since": claim.since, "until": claim.until},
        "presence": [presence(one) for one in view.presence],
        "comments": [comment(one) for one in view.comments],
        "comment_count": view.comment_count,
        "activity_count": view.activity_count,
        "previous_count": view.previous_count,
        "warnings": [warning(one, context) for one in view.warnings],
        "fields": [custom_field(one) for one in view.fields],
        "guidelines": [{"mailbox": mailbox(one.mailbox), "text": one.text} for one in view.guidelines],
        "links": [link(one) for one in view.links],
        "restricted": view.restricted and restricted(view.restricted),
        "absence": view.absence and absence(view.absence),
        "due_at": view.due_at,
        "handed_by": view.handed_by and party(view.handed_by),
        "following": view.following,
        "macros": view.macros,
        "undo": view.undo and undo(view.undo, context),
        "review": review(view.review),
    }


def warning(one: WarningView, context: CardContext) -> Json:
    """What a reader should know, in their language, and the other conversation that could be merged."""
    return {"kind": one.kind, "text": warning_text(one, context), "other": one.facts.get("other")}


def link(one: LinkView) -> Json:
    """Another conversation that this one belongs to."""
    return {
        "kind": one.kind,
        "id": one.id,
        "subject": one.subject,
        "status": one.standing,
        "snoozed_until": one.snoozed_until,
        "assignee": one.assignee,
        "message_id": one.message_id,
    }


def undo(of: UndoView, context: CardContext) -> Json:
    """The caller's own act of just now, which can still be taken back."""
    return {"act": of.act, "text": sentence(of.sentence, context), "until": of.until}


def found(view: Opened, context: CardContext) -> Json:
    """What is beside a mail."""
    if isinstance(view, ConversationView):
        return {"kind": "conversation", "conversation": conversation(view, context)}
    if isinstance(view, OutsideView):
        boxes = [mailbox(one) for one in view.mailboxes]
        return {"kind": "outside", "mailboxes": boxes, "mine": view.mine}
    kinds = {ConfidentialView: "confidential", ElsewhereView: "elsewhere"}
    return {"kind": kinds[type(view)]}


def party(who: Party) -> Json:
    """An agent or a team."""
    return {"id": who.id, "name": who.name, "you": who.you}


def mailbox(box: MailboxLabel) -> Json:
    """A mailbox by name."""
    return {"id": box.id, "name": box.name, "address": box.address}


def custom_field(one: FieldView) -> Json:
    """A custom field with its value."""
    link = shown_link(one.value) if one.kind is FieldKind.LINK and one.value else None
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "value": one.value,
        "choices": list(one.choices),
        "link": link,
    }


def restricted(by: RestrictedView) -> Json:
    """Who sees a confidential conversation."""
    return {"count": by.count, "people": [party(one) for one in by.people]}


def review(of: ReviewView) -> Json:
    """How the review of a draft stands."""
    return {
        "can": sorted(of.can),
        "author": of.author and party(of.author),
        "reviewer": of.reviewer and party(of.reviewer),
        "state": of.state,
        "version": of.version,
        "asked_at": of.asked_at,
        "yours": of.yours,
        "blocked": of.blocked,
    }


def absence(of: AbsenceView) -> Json:
    """Until when somebody is away, and who stands in for them."""
    return {"until": of.until, "deputy": of.deputy and party(of.deputy), "may_give": of.may_give}


def presence(here: PresenceView) -> Json:
    """A colleague who has it before them."""
    return {"name": here.name, "mode": here.mode, "client": here.client, "since": here.since}


def comment(one: CommentView) -> Json:
    """One comment."""
    return {
        "id": one.id,
        "author": party(one.author),
        "at": one.at,
        "text": one.text,
        "mentions": [{"start": m.start, "end": m.end, "you": m.you} for m in one.mentions],
        "edited": one.edited,
        "deleted": one.deleted,
        "may_edit": one.may_edit,
        "may_delete": one.may_delete,
    }


def row(one: RowView) -> Json:
    """One line of a list."""
    return {
        "id": one.id,
        "subject": one.subject,
        "subject_kept": one.subject_kept,
        "customer": {"name": one.customer_name, "address": one.customer_address},
        "status": one.standing,
        "assignee": one.assignee and party(one.assignee),
        "waiting_since": one.waiting_since,
        "last_message_at": one.last_message_at,
        "snoozed_until": one.snoozed_until,
        "message_id": one.message_id,
        "due_at": one.due_at,
        "handed_by": one.handed_by and party(one.handed_by),
    }


def queue(page: QueueView) -> Json:
    """One page of a queue."""
    return {"rows": [row(one) for one in page.rows], "total": page.total, "after": page.after, "at": page.at}


def timeline(page: ActivityPage, context: CardContext) -> Json:
    """Comments and activity; what happened in the reader's language."""
    return {"entries": [_entry(one, context) for one in page.entries], "older": page.older}


def candidates(picker: AssignView) -> Json:
    """Who may be given the conversation."""
    made = [
        {
            **party(one.party),
            "team": one.is_team,
            "open_count": one.open_count,
            "cap": one.cap,
            "availability": one.availability,
            "absence": one.absence and absence(one.absence),
        }
        for one in picker.candidates
    ]
    return {"candidates": made, "more": picker.more}


def home(view: HomeView) -> Json:
    """The reader's own counts."""
    boxes = [
        {**mailbox(one.mailbox), "unassigned": one.unassigned, "open": one.open, "pending": one.pending}
        for one in view.mailboxes
    ]
    return {
        "name": view.name,
        "mine": view.mine,
        "unassigned": view.unassigned,
        "waiting": view.waiting,
        "mentions": view.mentions,
        "followed": view.followed,
        "reviews": view.reviews,
        "mailboxes": boxes,
        "availability": view.availability,
        "absence": view.absence and absence(view.absence),
        "at": view.at,
    }


def me(directory: Directory, agent: Agent, *, locale: str, zone: str) -> Json:
    """The caller, and where they work."""
    workspace = directory.workspace
    boxes = [
        {
            "id": box.id,
            "name": box.name,
            "addresses": list(box.addresses),
            "list_ids": list(box.own_list_ids),
            "role": member.role,
            "limited": limited(member),
        }
        for box, member in directory.memberships(agent.id)
    ]
    email = agent.emails[0] if agent.emails else ""
    return {
        "agent": {
            "id": f"agent:{agent.id}",
            "name": agent.name,
            "email": email,
            "locale": locale,
            "zone": zone,
        },
        "workspace": {"id": workspace.id, "name": workspace.name, "presence": workspace.presence},
        "mailboxes": boxes,
    }


def _entry(entry: ActivityView | CommentView, context: CardContext) -> Json:
    if isinstance(entry, CommentView):
        return {"kind": "comment", **comment(entry)}
    return {"kind": "activity", "at": entry.at, "text": sentence(entry.sentence, context)}
