"""Finding conversations: the store offers what has the words, the records say what is right and who may see it.

A page is full whenever there is enough to fill it, because what the reader does not see is never offered: they search
the index of their mailboxes, the one of what is restricted to them, and, where they see only what is given to
them, the newest of that. Paged by `time:id`, which stays what it is while people work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from server.domain import policy
from server.domain.company import company_plan, is_same_company
from server.domain.conversation import Conversation
from server.domain.findviews import SearchView
from server.domain.ids import canonical
from server.domain.listviews import PreviousView
from server.domain.postings import position
from server.domain.presenting import row_view
from server.domain.searching import parse
from server.domain.searchplan import Plan, plan
from server.domain.workspace import Agent
from server.store.conversations import Wanted
from server.store.searching import SHAPE, SearchIndex, Where, built_read
from server.usecases.inbox import Inbox, read

PAGE = 20
ROUNDS = 12
"""Calls of the store for one page; then what was found is shown, and the reader may go on."""
GIVEN = 60
"""Up to so many conversations given to a member who sees nothing else are simply read; of more, the index is asked."""
_CURSOR = re.compile(r"[0-9a-z]{5}:[\w.=-]{1,40}")


@dataclass(frozen=True, slots=True)
class Look:
    """Records that fit, newest first, and from where on a search would go on ("": it is over)."""

    records: tuple[Conversation, ...]
    reach: str
    left_out: bool = False


def search(
    inbox: Inbox, agent: Agent, *, query: str, zone: ZoneInfo, after: str | None = None, limit: int = PAGE
) -> SearchView:
    """One page of what a query finds for an agent; Invalid for a query that cannot be understood."""
    inbox, built = _fresh(inbox)
    asked = plan(parse(query), directory=inbox.directory, agent=agent, zone=zone)
    below = after if after and _CURSOR.fullmatch(after) else ""
    if asked.message is not None:
        look = Look(tuple(_by_message(inbox, agent.id, asked.message)), "")
    else:
        look = _look(inbox, agent.id, asked, below=below, limit=limit)
    now = inbox.clock()
    rows = tuple(
        row_view(one, directory=inbox.directory, agent=agent.id, message_id=one.last_message_id)
        for one in look.records[:limit]
    )
    more = look.reach
    if len(look.records) > limit:
        more = position(look.records[limit - 1])
    unfinished = bool(more) and len(rows) < limit
    return SearchView(query, rows, now, more or None, unfinished, not built, look.left_out)


def company(inbox: Inbox, agent: Agent, *, conversation: str) -> PreviousView:
    """Conversations with others of the customer's company that the agent sees, newest first."""
    inbox, stored, record = read(inbox, agent.id, conversation, Wanted(comments=0))
    asked = company_plan(record)
    look = _look(inbox, agent.id, asked, below="", limit=PAGE) if asked else Look((), "")
    rows = (
        row_view(one, directory=inbox.directory, agent=agent.id, message_id=one.last_message_id)
        for one in look.records
        if one.id != record.id and is_same_company(record, one)
    )
    return PreviousView(record.id, record.customer_name, record.customer, tuple(rows)[:PAGE], stored.at)


def _look(inbox: Inbox, agent: str, asked: Plan, *, below: str, limit: int) -> Look:
    """More than `limit` records if there are more."""
    given = _given_lists(inbox, agent)
    few = _few(inbox, given)
    where = _where(inbox, agent, asked, () if few is not None else given)
    index = SearchIndex(inbox.conversations)
    found: dict[str, Conversation] = {}
    reach, left_out = below, False
    for _ in range(ROUNDS):
        page = index.find(where, asked, below=reach, limit=limit + 1 - len(found))
        left_out = left_out or page.left_out
        reach = page.reach
        records = zip(page.places, inbox.conversations.get_many(_ids(page.places)), strict=True)
        found |= {place: one for place, one in records if one and _offered(inbox, agent, asked, one)}
        if not reach or len(found) > limit:
            break
    for record in inbox.conversations.get_many(few) if few else ():
        place = position(record) if record else ""
        if not record or not _right(inbox, agent, asked, record):
            continue
        if (not below or place < below) and (not reach or place >= reach):
            found[place] = record
    ordered = tuple(found[place] for place in sorted(found, reverse=True))
    return Look(ordered, reach, left_out)


def _ids(places: tuple[str, ...]) -> list[str]:
    return [place.partition(":")[2] for place in places]


def _offered(inbox: Inbox, agent: str, asked: Plan, record: Conversation) -> bool:
    """Whether a record that has the words is what was asked for, as it now stands, and exists for the agent."""
    if record.merged_into is not None:
        return False
    return policy.sees(inbox.directory, agent, record) and asked.fits_beside_terms(record)


def _right(inbox: Inbox, agent: str, asked: Plan, record: Conversation) -> bool:
    """Whether a record is what was asked for, as it now stands, and exists for the agent."""
    if record.merged_into is not None:
        return False
    return policy.sees(inbox.directory, agent, record) and asked.fits(record)


def _where(inbox: Inbox, agent: str, asked: Plan, given: tuple[str, ...]) -> Where:
    """The indexes of words that hold only what the agent sees (A4), and those of which they see what they are given."""
    keys = inbox.conversations.keys
    boxes = [
        (box.id, policy.limited(member))
        for box, member in inbox.directory.memberships(agent)
        if asked.mailboxes is None or box.id in asked.mailboxes
    ]
    own = () if agent in inbox.directory.tokens else (keys.agent_index(agent, "search"),)
    return Where(
        (*(keys.mailbox_index(box, "search") for box, limited in boxes if not limited), *own),
        tuple(keys.mailbox_index(box, "search") for box, limited in boxes if limited and given),
        given,
    )


def _given_lists(inbox: Inbox, agent: str) -> tuple[str, ...]:
    """The lists of what was given to a member who sees nothing else of some mailbox; none for others."""
    if not any(policy.limited(member) for _, member in inbox.directory.memberships(agent)):
        return ()
    keys, teams = inbox.conversations.keys, sorted(inbox.directory.teams_of(agent))
    return (keys.agent_index(agent, "granted"), *(keys.team_index(team, "granted") for team in teams))


def _few(inbox: Inbox, lists: tuple[str, ...]) -> list[str] | None:
    """All that stands in some lists, None if that is much."""
    replies = inbox.conversations.store.read([("ZRANGE", name, 0, GIVEN, "REV") for name in lists])
    ids = list(dict.fromkeys(one for reply in replies for one in reply))
    return ids if len(ids) <= GIVEN else None


def _by_message(inbox: Inbox, agent: str, message: str) -> Iterator[Conversation]:
    """The conversations that know a Message-ID, and hold its mail or refer to it."""
    known = canonical(message)
    if known is None:
        return
    alias = inbox.conversations.keys.alias(inbox.conversations.digests.message(known))
    named = (inbox.conversations.store.read([("GET", alias)])[0] or "").split()
    ends = {record.id: record for record in inbox.conversations.ends(named).values()}
    for record in ends.values():
        if policy.sees(inbox.directory, agent, record):
            yield record


def _fresh(inbox: Inbox) -> tuple[Inbox, bool]:
    """The inbox with its directory as it now is, and whether the index is complete."""
    keys = inbox.conversations.keys
    version, shape = inbox.conversations.store.read([("GET", keys.directory_version), built_read(keys)])
    return inbox.current(int(version or 0)), shape == SHAPE
