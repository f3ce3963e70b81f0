"""Emergency access: a workspace admin reads one mailbox for an hour, on record and before its managers' eyes (3.4).

The access ends by the clock: no worker, no click is needed for it. What stays afterwards is a line for the managers,
and the audit log.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from server.domain.auditlog import Audited, Entry
from server.domain.emergencies import SHOWN_MS
from server.domain.errors import Conflict, Forbidden, Invalid, NotFound
from server.domain.events import Actor
from server.domain.vocabulary import Role
from server.domain.workspace import Mailbox, Member
from server.usecases.inbox import Inbox
from server.usecases.upkeep import CLOCKWORK

LASTS_MS = 60 * 60_000
LONGEST_REASON = 200


def open_mailbox(inbox: Inbox, mailbox: str, *, reason: str, actor: Actor) -> int:
    """Let an admin read a mailbox for sixty minutes, restricted conversations too; until when (ms UTC)."""
    agent = inbox.directory.agents.get(actor.id or "")
    if actor.kind != "agent" or agent is None or not agent.admin or agent.deactivated_at is not None:
        raise Forbidden("For this you need to administer the workspace.")
    reason = " ".join(reason.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Invalid("Please give a reason of at most %(limit)s characters.", limit=LONGEST_REASON)
    box = inbox.directory.mailboxes.get(mailbox)
    if box is None:
        raise NotFound("There is no such mailbox.")
    at = inbox.clock()
    before = box.members.get(agent.id)
    if before is not None and (before.until is None or before.until > at):
        raise Invalid("You can read this mailbox already.")
    member = Member(Role.VIEWER, until=at + LASTS_MS)
    # A reason may name somebody, and lines of the audit log cannot be changed: only who may read it opens it.
    data = {"until": member.until, "reason": inbox.directories.sealed(reason)}
    told = Entry(at, Audited.EMERGENCY, actor, f"mailbox:{box.id}", data)
    _put(inbox, box, {**box.members, agent.id: member}, told)
    return at + LASTS_MS


def close_mailbox(inbox: Inbox, mailbox: str, *, actor: Actor) -> None:
    """Let an admin end their own access early."""
    box = inbox.directory.mailboxes.get(mailbox)
    member = box.members.get(actor.id or "") if box else None
    if box is None or member is None or member.until is None or member.until <= inbox.clock():
        raise NotFound("You have no emergency access to this mailbox.")
    over = replace(member, until=inbox.clock(), ended=True)
    _put(inbox, box, {**box.members, actor.id or "": over}, _ended(box, actor.id or "", inbox.clock()))


def tidy(inbox: Inbox) -> None:
    """Write the end of what has ended into the audit log, and forget it after a week."""
    at = inbox.clock()
    for box in inbox.directory.mailboxes.values():
        for agent, member in box.members.items():
            if member.until is None or member.until > at:
                continue
            rest = {name: one for name, one in box.members.items() if name != agent}
            with suppress(Conflict):  # somebody edits the mailbox just now: next time then
                if not member.ended:
                    over = {**box.members, agent: replace(member, ended=True)}
                    _put(inbox, box, over, _ended(box, agent, member.until))
                elif member.until <= at - SHOWN_MS:
                    _put(inbox, box, rest, None)
            break  # one change a time: the next sees the record as it then stands


def _ended(box: Mailbox, agent: str, at: int) -> Entry:
    return Entry(at, Audited.EMERGENCY, CLOCKWORK, f"mailbox:{box.id}", {"ended": f"agent:{agent}"})


def _put(inbox: Inbox, box: Mailbox, members: dict[str, Member], told: Entry | None) -> None:
    inbox.directories.put(inbox.workspace, replace(box, members=members), before=box, told=told)
