"""A conversation as one line of a list, and what lines and views name alike: people, mailboxes, days, absences."""

from __future__ import annotations

from server.domain import policy
from server.domain.availability import available_at
from server.domain.conversation import Conversation
from server.domain.listviews import RowView
from server.domain.subjects import SubjectStorage
from server.domain.views import AbsenceView, MailboxLabel, Party
from server.domain.vocabulary import Availability, Standing
from server.domain.workspace import Directory, Mailbox


def row_view(conversation: Conversation, *, directory: Directory, agent: str) -> RowView:
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
        message_id=conversation.last_message_id,
        due_at=due_at(conversation),
        handed_by=handed_by(directory, agent, conversation),
        subject_kept=keeps_subjects(directory),
    )


def due_at(conversation: Conversation) -> int | None:
    """By when it is to be done (ms UTC); nothing that is settled is due."""
    settled = conversation.standing in (Standing.CLOSED, Standing.SPAM)
    return None if settled else conversation.due_at


def handed_by(directory: Directory, agent: str, conversation: Conversation) -> Party | None:
    """Who handed it over to its assignee; nothing that is settled is waited for."""
    settled = conversation.standing in (Standing.CLOSED, Standing.SPAM)
    if settled or conversation.handed_by is None:
        return None
    return party(directory, f"agent:{conversation.handed_by}", agent)


def keeps_subjects(directory: Directory) -> bool:
    """Whether the workspace keeps subjects as they are."""
    return directory.workspace.subject_storage == SubjectStorage.PLAIN


def party(directory: Directory, who: str | None, agent: str) -> Party | None:
    """An agent or team as a reader sees it; somebody who is gone has an empty name."""
    if who is None:
        return None
    return Party(who, directory.name_of(who), you=who == f"agent:{agent}")


def absence_of(directory: Directory, who: str, agent: str, *, now: int) -> AbsenceView | None:
    """The absence of an agent as a reader may know it; None while they are there."""
    known = directory.agents.get(who)
    if known is None or available_at(known, now) is not Availability.AWAY:
        return None
    deputy = known.deputy if known.deputy in policy.colleagues(directory, agent) else None
    return AbsenceView(known.away_until, party(directory, f"agent:{deputy}" if deputy else None, agent))


def label(box: Mailbox) -> MailboxLabel:
    """A mailbox by name and first address."""
    return MailboxLabel(box.id, box.name, box.addresses[0] if box.addresses else "")
