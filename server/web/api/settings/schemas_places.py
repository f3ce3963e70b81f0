"""What calls about the workspace and its mailboxes carry and answer."""

from __future__ import annotations

from marshmallow import fields, validate

from server.domain.vocabulary import Role
from server.usecases.checking import (
    CAPS,
    LOCALES,
    LONGEST_TEXT,
    PRESENCE,
    REOPEN_DAYS,
    RETENTION_DAYS,
    SUBJECT_STORAGE,
)
from server.web.api.fields import Closed, Flag, Whole, count, moment, text
from server.web.api.settings.schemas import Change, Record, Seen, days, ident, idents, one_of

REPLY_STATUSES = ("open", "pending", "closed")
REPLY_ASSIGNEES = ("sender", "keep")


class WorkspaceFields(Closed):
    """What can be changed of a workspace by its admins."""

    name = text(80, shortest=1)
    locale = one_of(LOCALES)
    zone = text(64, shortest=1)
    presence = one_of(PRESENCE)
    subject_storage = one_of(SUBJECT_STORAGE)
    retention_days = days(RETENTION_DAYS, allow_none=True)
    counters_days = days(RETENTION_DAYS, allow_none=True)
    reports_per_agent = Flag()
    search_comments = Flag()
    legal_text = text(LONGEST_TEXT)


class WorkspaceChange(Change, WorkspaceFields):
    """A change of the workspace."""


class WorkspaceRecord(Record, WorkspaceFields):
    """The workspace; domains and tenants are the operator's."""

    domains = fields.List(fields.String(), required=True)
    tenants = fields.List(fields.String(), required=True)
    linked_tenants = fields.List(fields.String(), required=True)


class MemberFields(Closed):
    """What somebody is in a mailbox."""

    role = fields.Enum(Role, by_value=True, required=True)
    only_assigned = Flag(load_default=False)
    cap = Whole(validate=validate.Range(CAPS.start, CAPS.stop - 1), allow_none=True, load_default=None)


class NewMember(MemberFields):
    """A member by the agent's id."""

    agent = ident(required=True)


class PutMember(MemberFields, Seen):
    """What somebody is to be in a mailbox."""


class MemberRecord(Closed):
    """A member; one with `until` reads by emergency access, for that long."""

    agent = fields.String(required=True)
    role = fields.Enum(Role, by_value=True, required=True)
    only_assigned = Flag(required=True)
    cap = Whole(required=True, allow_none=True)
    until = moment(required=True, allow_none=True)


class MailboxFields(Closed):
    """What can be changed of a mailbox."""

    name = text(80, shortest=1)
    addresses = fields.List(text(320, shortest=1), validate=validate.Length(1, 100))
    list_ids = fields.List(text(255, shortest=1), validate=validate.Length(max=100))
    locale = one_of(LOCALES)
    zone = text(64, shortest=1)
    reply_status = one_of(REPLY_STATUSES)
    reply_assignee = one_of(REPLY_ASSIGNEES)
    reopen_days = days(REOPEN_DAYS)
    trust_references = Flag()
    managers_assign = Flag()
    managers_tidy = Flag()
    managers_block = Flag()
    blocked = fields.List(text(320, shortest=1), validate=validate.Length(max=1_000))
    viewers_comment = Flag()
    duplicate_guard = Flag()
    retention_days = days(RETENTION_DAYS, allow_none=True)
    guideline = text(LONGEST_TEXT)
    confidential_for = idents(allow_none=True)


class NewMailbox(MailboxFields):
    """A mailbox to be added."""

    name = text(80, shortest=1, required=True)
    addresses = fields.List(text(320, shortest=1), validate=validate.Length(1, 100), required=True)
    members = fields.List(fields.Nested(NewMember), validate=validate.Length(max=500), load_default=list)


class MailboxChange(Change, MailboxFields):
    """A change of a mailbox."""


class MailboxRecord(Record, MailboxFields):
    """A mailbox with its members."""

    members = fields.List(fields.Nested(MemberRecord), required=True)


class Mailboxes(Closed):
    """Mailboxes."""

    mailboxes = fields.List(fields.Nested(MailboxRecord), required=True)


class MailboxRemoval(Closed):
    """What removing a mailbox would do; while it holds conversations, nothing."""

    conversations = count(required=True)
    members = count(required=True)
    catalogue = count(required=True)


class SeenListRecord(Closed):
    """A list id that looks like the mailbox's own."""

    list_id = fields.String(required=True)
    seen_at = moment(required=True)


class SeenLists(Closed):
    """List ids that wait for a judgement."""

    lists = fields.List(fields.Nested(SeenListRecord), required=True)


class JudgeList(Closed):
    """Whether a list id is the mailbox's own."""

    list_id = text(255, shortest=1, required=True)
    own = Flag(required=True)
