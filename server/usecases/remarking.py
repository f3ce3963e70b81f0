"""What a comment and an assignment take wherever they are made: what was typed, whom it may name, who is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from server.domain import policy
from server.domain.comments import EVERYONE, Comment, clean, mentioned, mentions
from server.domain.conversation import Change, Conversation
from server.domain.errors import Invalid
from server.domain.vocabulary import Role
from server.domain.workspace import Directory
from server.usecases.inbox import Asked, Inbox
from server.usecases.people import named, spellings


def composed(inbox: Inbox, asked: Asked, text: str, *, mention: str, at: int) -> Comment:
    """A comment as typed; `mention` is the name of somebody it is for, put before it if it does not name them."""
    names = spellings(inbox.directory, asked.agent.id)
    if mention.strip():
        who = named(inbox, asked.agent.id, mention)
        if who.id not in mentioned(mentions(text, names)):
            text = f"@{who.name} {text}"
            names = {who.name: who.id} | dict(names)
    text = clean(text)
    found = mentions(text, names)
    return Comment(inbox.new_id(), asked.actor.party, at, text, found)


def refuse_blind(directory: Directory, whom: Iterable[str], record: Conversation) -> None:
    """Refuse, by name, to mention somebody who would not see it (A8); a light member of a mailbox will."""
    for who in whom:
        if who != EVERYONE and not any(
            _would_see(directory, agent, record) for agent in agents_of(directory, who)
        ):
            raise Invalid(
                "%(who)s cannot see this conversation, so a mention would not reach them.",
                who=directory.name_of(who),
            )


def _would_see(directory: Directory, agent: str, record: Conversation) -> bool:
    if policy.sees(directory, agent, record):
        return True
    if record.restricted_to is not None and agent not in record.restricted_to:
        return False
    boxes = directory.memberships(agent)
    return any(box.id in record.mailboxes and member.role is Role.LIGHT for box, member in boxes)


def told(inbox: Inbox, made: Change) -> Mapping[str, int]:
    """Everybody the comment mentions who sees it, but for its author -> when (the list of mentions)."""
    if made.comment is None:
        return {}
    directory, author = inbox.directory, made.comment.author.removeprefix("agent:")
    heard = {
        agent for who in mentioned(made.comment.mentions) for agent in reached(directory, who, made.after)
    }
    return dict.fromkeys(sorted(heard - {author}), made.comment.at)


def reached(directory: Directory, who: str, record: Conversation) -> Iterable[str]:
    """The agents behind a mention who see the conversation."""
    agents = directory.agents if who == EVERYONE else agents_of(directory, who)
    return (agent for agent in agents if policy.sees(directory, agent, record))


def agents_of(directory: Directory, who: str) -> tuple[str, ...]:
    """The agents behind `agent:<id>` or `team:<id>`."""
    kind, _, key = who.partition(":")
    if kind == "agent":
        return (key,)
    team = directory.teams.get(key)
    return team.members if team else ()


def check_assignee(directory: Directory, agent: str, to: str | None, record: Conversation) -> None:
    """Refuse to give a conversation to whom the agent does not know (A8), or who does not work in it (A4)."""
    if to is None:
        return
    kind, _, key = to.partition(":")
    known = policy.colleagues(directory, agent)
    team = directory.teams.get(key) if kind == "team" else None
    if key not in known and not (team and known.intersection(team.members)):
        raise Invalid("There is nobody by that name here. Please choose somebody from the list.")
    if not policy.may_be_assigned(directory, to, record):
        name = directory.name_of(to)
        raise Invalid("%(who)s does not work in this mailbox, so it cannot be assigned to them.", who=name)
