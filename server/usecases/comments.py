"""Internal comments: written, edited, deleted, and read together with everything that happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from server.domain import lifecycle, policy, remarks
from server.domain.activity import describe
from server.domain.comments import Comment, clean, mentioned, mentions
from server.domain.conversation import Change, Conversation
from server.domain.errors import Forbidden, NotFound
from server.domain.presenting import comment_view
from server.domain.views import ActivityPage, ActivityView, CommentView, ConversationView
from server.domain.vocabulary import Act, Standing
from server.store.conversations import Stored, Wanted
from server.usecases.inbox import Asked, Inbox, change, read, view
from server.usecases.people import spellings
from server.usecases.remarking import composed, refuse_blind, told

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
        comment = composed(inbox, asked, draft.text, mention=draft.mention, at=stored.at)
        refuse_blind(inbox.directory, mentioned(comment.mentions), record)
        made = remarks.add_comment(record, comment=comment, actor=asked.actor, at=stored.at)
        return _and_wait(inbox, asked, draft, made, stored.at)

    done = change(inbox, asked, conversation, Act.COMMENT, decide, mentions=told)
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
        refuse_blind(inbox.directory, new, record)
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


def _one(stored: Stored, comment: str) -> tuple[Comment, tuple[Comment, ...] | None]:
    """A comment by its id, and all others where all of them were read."""
    known = next((one for one in stored.comments if one.id == comment), None)
    if known is None:
        raise NotFound("This comment does not exist.")
    others = tuple(one for one in stored.comments if one.id != comment)
    return known, others if len(stored.comments) == stored.comment_count else None


def _and_wait(inbox: Inbox, asked: Asked, draft: Draft, made: Change, at: int) -> Change:
    if draft.wait_seen is None:
        return made
    policy.require(inbox.directory, asked.agent.id, Act.STATUS, made.after)
    waits = lifecycle.set_status(
        made.after, to=Standing.PENDING, seen=draft.wait_seen, actor=asked.actor, at=at
    )
    return made.then(waits)


def _told_newly(inbox: Inbox, made: Change) -> Mapping[str, int]:
    """Who is told of a comment that was edited: only those whom it did not mention before."""
    named = next((event for event in made.events if event.type == "mentioned"), None)
    if named is None or made.comment is None:
        return {}
    new = set(cast("list[str]", named.data["who"]))
    fresh = replace(made.comment, mentions=tuple(m for m in made.comment.mentions if m.who in new))
    return dict.fromkeys(told(inbox, replace(made, comment=fresh)), named.at)
