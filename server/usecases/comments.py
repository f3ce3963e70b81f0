"""Internal comments: written, edited, deleted, and read together with everything that happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from server.domain import lifecycle, policy, remarks
from server.domain.activity import describe
from server.domain.comments import EVERYONE, Comment, clean, mentioned, mentions
from server.domain.conversation import Change, Conversation
from server.domain.errors import Forbidden, Invalid, NotFound
from server.domain.presenting import comment_view
from server.domain.views import ActivityPage, ActivityView, CommentView, ConversationView
from server.domain.vocabulary import Act, Role, Standing
from server.domain.workspace import Directory
from server.store.conversations import Stored, Wanted
from server.usecases.inbox import Asked, Inbox, change, read, view
from server.usecases.people import named, spellings

PAGE = 30
"""Entries on one page of comments and activity."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A comment as typed; `mention` is the second field (a name), `wait_seen` asks to wait too, from that standing."""

    text: str
    mention: str = ""
    wait_seen: Standing | None = None


def add_comment(inbox: Inbox, asked: Asked, *, conversation: str, draft: Draft) -> ConversationView:
    """Write a comment, and set the conversation to waiting if asked to; both or neither."""

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        comment = _comment(inbox, asked, draft, stored.at)
        _refuse_blind(inbox.directory, mentioned(comment.mentions), record)
        made = remarks.add_comment(record, comment=comment, actor=asked.actor, at=stored.at)
        return _and_wait(inbox, asked, draft, made, stored.at)

    done = change(inbox, asked, conversation, Act.COMMENT, decide, mentions=_told)
    return view(done, asked.agent.id)


def edit_comment(
    inbox: Inbox, asked: Asked, *, conversation: str, comment: str, text: str
) -> ConversationView:
    """Write one's own comment anew; whom it now mentions must see it, as when it was written."""

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        known, others = _one(stored, comment)
        if known.author != asked.actor.party:
            raise Forbidden("Only who wrote a comment can edit it.")
        fresh = clean(text)
        found = mentions(fresh, spellings(inbox.directory, asked.agent.id))
        new = set(mentioned(found)) - set(mentioned(known.mentions))
        _refuse_blind(inbox.directory, new, record)
        return remarks.edit_comment(
            record,
            comment=known,
            text=fresh,
            mentions=found,
            others=others,
            actor=asked.actor,
            at=stored.at,
        )

    done = change(inbox, asked, conversation, Act.EDIT_COMMENT, decide, mentions=_told_newly, comments=_DEEP)
    return view(done, asked.agent.id)


def delete_comment(inbox: Inbox, asked: Asked, *, conversation: str, comment: str) -> ConversationView:
    """Take a comment's text away: one's own, or as manager anybody's; its place stays."""

    def decide(inbox: Inbox, stored: Stored, record: Conversation) -> Change:
        known, others = _one(stored, comment)
        own = known.author == asked.actor.party
        needed = Act.EDIT_COMMENT if own else Act.DELETE_COMMENT
        policy.require(inbox.directory, asked.agent.id, needed, record)
        return remarks.delete_comment(record, comment=known, others=others, actor=asked.actor, at=stored.at)

    # Whose comment it is, and so which right is needed, is known only once it has been read.
    done = change(inbox, asked, conversation, None, decide, comments=_DEEP)
    return view(done, asked.agent.id)


def activity(inbox: Inbox, agent: str, *, conversation: str, after: str | None = None) -> ActivityPage:
    """Comments and events together, newest first; `after` is how many entries were shown already."""
    skip = int(after) if after and after.isdecimal() and len(after) <= 6 else 0
    inbox, stored, record = read(inbox, agent, conversation, Wanted(comments=_DEEP, activity=_DEEP))
    directory = inbox.directory
    can = policy.allowed(directory, agent, record)
    entries: list[ActivityView | CommentView] = [
        comment_view(c, directory=directory, agent=agent, can=can) for c in stored.comments
    ]
    for event in stored.activity:
        said = describe(event, name=directory.name_of, you=f"agent:{agent}")
        if said is not None:
            entries.append(ActivityView(event.at, said))
    entries.sort(key=lambda entry: entry.at, reverse=True)
    page, rest = entries[skip : skip + PAGE], len(entries) - skip - PAGE
    return ActivityPage(record.id, record.subject, tuple(page), str(skip + PAGE) if rest > 0 else None)


_DEEP = 1_000
"""The newest comments, and the newest events, that paging reaches back to."""


def _comment(inbox: Inbox, asked: Asked, draft: Draft, at: int) -> Comment:
    text = draft.text
    names = spellings(inbox.directory, asked.agent.id)
    if draft.mention.strip():
        who = named(inbox.directory, asked.agent.id, draft.mention)
        if who.id not in mentioned(mentions(text, names)):
            text = f"@{who.name} {text}"
            names = {who.name: who.id} | dict(names)
    text = clean(text)
    found = mentions(text, names)
    return Comment(inbox.new_id(), asked.actor.party, at, text, found)


def _one(stored: Stored, comment: str) -> tuple[Comment, tuple[Comment, ...] | None]:
    """A comment by its id, and all others where all of them were read."""
    known = next((one for one in stored.comments if one.id == comment), None)
    if known is None:
        raise NotFound("This comment does not exist.")
    others = tuple(one for one in stored.comments if one.id != comment)
    return known, others if len(stored.comments) == stored.comment_count else None


def _refuse_blind(directory: Directory, whom: Iterable[str], record: Conversation) -> None:
    """Refuse, by name, to mention somebody who would not see it (A8); a light member of a mailbox will."""
    for who in whom:
        if who != EVERYONE and not any(
            _would_see(directory, agent, record) for agent in _agents(directory, who)
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


def _and_wait(inbox: Inbox, asked: Asked, draft: Draft, made: Change, at: int) -> Change:
    if draft.wait_seen is None:
        return made
    policy.require(inbox.directory, asked.agent.id, Act.STATUS, made.after)
    waits = lifecycle.set_status(
        made.after, to=Standing.PENDING, seen=draft.wait_seen, actor=asked.actor, at=at
    )
    return Change(waits.after, (*made.events, *waits.events), made.comment)


def _told(inbox: Inbox, made: Change) -> Mapping[str, int]:
    """Everybody the comment mentions who sees it, but for its author -> when (the list of mentions)."""
    if made.comment is None:
        return {}
    directory, author = inbox.directory, made.comment.author.removeprefix("agent:")
    reached = {
        agent for who in mentioned(made.comment.mentions) for agent in _reached(directory, who, made.after)
    }
    return dict.fromkeys(sorted(reached - {author}), made.comment.at)


def _told_newly(inbox: Inbox, made: Change) -> Mapping[str, int]:
    """The same for a comment that was edited: only those whom it did not mention before."""
    told = next((event for event in made.events if event.type == "mentioned"), None)
    if told is None or made.comment is None:
        return {}
    new = set(cast("list[str]", told.data["who"]))
    fresh = replace(made.comment, mentions=tuple(m for m in made.comment.mentions if m.who in new))
    return dict.fromkeys(_told(inbox, replace(made, comment=fresh)), told.at)


def _reached(directory: Directory, who: str, record: Conversation) -> Iterable[str]:
    agents = directory.agents if who == EVERYONE else _agents(directory, who)
    return (agent for agent in agents if policy.sees(directory, agent, record))


def _agents(directory: Directory, who: str) -> tuple[str, ...]:
    kind, _, key = who.partition(":")
    if kind == "agent":
        return (key,)
    team = directory.teams.get(key)
    return team.members if team else ()
