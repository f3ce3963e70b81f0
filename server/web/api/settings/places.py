"""Calls about the workspace and its mailboxes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from server.domain.vocabulary import Status
from server.domain.workspace import Mailbox, Member, Workspace
from server.usecases.settings import mailboxes, workspace
from server.usecases.settings.storing import version_of
from server.web.api.calls import Call
from server.web.api.rendering import Json
from server.web.api.settings import schemas_places as schemas
from server.web.api.settings.calling import changing, reading
from server.web.api.settings.schemas import Held, SeenQuery


def show_workspace(call: Call) -> Json:
    """The workspace."""
    return _workspace(workspace.workspace_of(call.inbox, call.actor))


def change_workspace(call: Call) -> Json:
    """Change the workspace."""
    fields, seen = _named(call)
    after = replace(workspace.workspace_of(call.inbox, call.actor), **fields)
    return _workspace(workspace.change_workspace(call.inbox, after, actor=call.actor, seen=seen))


def list_mailboxes(call: Call) -> Json:
    """The mailboxes whose settings the caller may open."""
    found = mailboxes.mailboxes_of(call.inbox, call.actor)
    return {"mailboxes": [_mailbox(box) for box in found]}


def show_mailbox(call: Call) -> Json:
    """One mailbox."""
    return _mailbox(_known(call))


def add_mailbox(call: Call) -> Json:
    """Add a mailbox."""
    fields = _record_fields({name: value for name, value in call.body.items() if name != "members"})
    members = {one["agent"]: _member(one) for one in call.body["members"]}
    box = Mailbox("", fields.pop("name"), fields.pop("addresses"), members, **fields)
    return _mailbox(mailboxes.add_mailbox(call.inbox, box, actor=call.actor))


def change_mailbox(call: Call) -> Json:
    """Change a mailbox; what it takes from whom is released."""
    fields, seen = _named(call)
    after = replace(_known(call), **_record_fields(fields))
    return _mailbox(mailboxes.change_mailbox(call.inbox, after, actor=call.actor, seen=seen))


def removal(call: Call) -> Json:
    """What removing a mailbox would do."""
    found = mailboxes.removal(call.inbox, call.path["mailbox"], actor=call.actor)
    return {
        "conversations": found.conversations,
        "members": found.members,
        "catalogue": found.catalogue,
    }


def remove_mailbox(call: Call) -> None:
    """Remove a mailbox."""
    box = _known(call)
    mailboxes.remove_mailbox(call.inbox, box, actor=call.actor, seen=call.query["seen"])


def put_member(call: Call) -> Json:
    """Let somebody be a member, or change what they are."""
    members = {call.path["agent"]: _member(call.body)}
    seen = call.body["seen"]
    return _mailbox(
        mailboxes.put_members(call.inbox, call.path["mailbox"], members, actor=call.actor, seen=seen)
    )


def remove_member(call: Call) -> Json:
    """Take a member out."""
    return _mailbox(
        mailboxes.remove_member(
            call.inbox,
            call.path["mailbox"],
            call.path["agent"],
            actor=call.actor,
            seen=call.query["seen"],
        )
    )


def member_removal(call: Call) -> Json:
    """How many conversations would return to the queue without a member."""
    box = _known(call)
    left = {agent: member for agent, member in box.members.items() if agent != call.path["agent"]}
    count = mailboxes.would_release(call.inbox, replace(box, members=left), actor=call.actor)
    return {"conversations": count}


def lists(call: Call) -> Json:
    """List ids that wait for a judgement."""
    found = mailboxes.seen_lists(call.inbox, call.path["mailbox"], actor=call.actor)
    return {"lists": [{"list_id": one.list_id, "seen_at": one.seen_at} for one in found]}


def judge_list(call: Call) -> Json:
    """Say whether a list id is the mailbox's own."""
    box, list_id = _known(call), call.body["list_id"]
    if call.body["own"]:
        return _mailbox(mailboxes.confirm_list(call.inbox, box, list_id, actor=call.actor))
    return _mailbox(mailboxes.forget_list(call.inbox, box, list_id, actor=call.actor))


def _known(call: Call) -> Mailbox:
    return mailboxes.mailbox_of(call.inbox, call.actor, call.path["mailbox"])


def _named(call: Call) -> tuple[dict[str, Any], str]:
    """What is to change, and which version was seen."""
    fields = dict(call.body)
    return fields, fields.pop("seen")


def _record_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the record that a body names."""
    found = {_NAMES.get(name, name): value for name, value in fields.items()}
    for name in ("addresses", "own_list_ids", "confidential_for", "blocked"):
        if found.get(name) is not None:
            found[name] = tuple(found[name])
    if "reply_status" in found:
        found["reply_status"] = Status(found["reply_status"])
    return found


_NAMES = {"list_ids": "own_list_ids"}


def _member(told: Mapping[str, Any]) -> Member:
    return Member(told["role"], told["only_assigned"], told["cap"])


def _workspace(record: Workspace) -> Json:
    return {
        "id": record.id,
        "version": version_of(record),
        "name": record.name,
        "domains": record.domains,
        "tenants": record.tenants,
        "linked_tenants": record.linked_tenants,
        **{name: getattr(record, name) for name in schemas.WorkspaceFields().fields},
    }


def _mailbox(box: Mailbox) -> Json:
    same = [name for name in schemas.MailboxFields().fields if name not in _NAMES]
    return {
        "id": box.id,
        "version": version_of(box),
        "list_ids": box.own_list_ids,
        **{name: getattr(box, name) for name in same},
        "members": [
            {
                "agent": agent,
                "role": member.role,
                "only_assigned": member.only_assigned,
                "cap": member.cap,
                "until": member.until,
            }
            for agent, member in box.members.items()
        ],
    }


_ONE = "mailboxes/<mailbox>"
_MEMBER = f"{_ONE}/members/<agent>"
ROUTES = (
    reading(
        "workspace", "show_workspace", "Settings of the workspace", show_workspace, schemas.WorkspaceRecord
    ),
    changing(
        "PATCH",
        "workspace",
        "change_workspace",
        "Change settings of the workspace",
        change_workspace,
        schemas.WorkspaceRecord,
        body=schemas.WorkspaceChange,
    ),
    reading(
        "mailboxes",
        "list_mailboxes",
        "Mailboxes whose settings you may open",
        list_mailboxes,
        schemas.Mailboxes,
    ),
    changing(
        "POST",
        "mailboxes",
        "add_mailbox",
        "Add a mailbox",
        add_mailbox,
        schemas.MailboxRecord,
        body=schemas.NewMailbox,
    ),
    reading(_ONE, "show_mailbox", "Settings of a mailbox", show_mailbox, schemas.MailboxRecord),
    changing(
        "PATCH",
        _ONE,
        "change_mailbox",
        "Change settings of a mailbox",
        change_mailbox,
        schemas.MailboxRecord,
        body=schemas.MailboxChange,
    ),
    reading(
        f"{_ONE}/removal",
        "mailbox_removal",
        "What removing a mailbox would do",
        removal,
        schemas.MailboxRemoval,
    ),
    changing(
        "DELETE",
        _ONE,
        "remove_mailbox",
        "Remove a mailbox without conversations",
        remove_mailbox,
        None,
        query=SeenQuery,
    ),
    changing(
        "PUT",
        _MEMBER,
        "put_member",
        "Let somebody be a member of a mailbox, or change what they are",
        put_member,
        schemas.MailboxRecord,
        body=schemas.PutMember,
    ),
    changing(
        "DELETE",
        _MEMBER,
        "remove_member",
        "Take somebody out of a mailbox",
        remove_member,
        schemas.MailboxRecord,
        query=SeenQuery,
    ),
    reading(
        f"{_MEMBER}/removal",
        "member_removal",
        "What taking somebody out of a mailbox would do",
        member_removal,
        Held,
    ),
    reading(
        f"{_ONE}/lists",
        "seen_lists",
        "List ids that look like those of the mailbox",
        lists,
        schemas.SeenLists,
    ),
    changing(
        "PUT",
        f"{_ONE}/lists",
        "judge_list",
        "Say whether a list id belongs to the mailbox",
        judge_list,
        schemas.MailboxRecord,
        body=schemas.JudgeList,
    ),
)
