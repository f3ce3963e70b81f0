"""Finding conversations: the store offers what has the words, the records say what is right and who may see it.

A page is full whenever there is enough to fill it, because what the reader does not see is never offered: they search
the index of their mailboxes, the one of what is restricted to them, and, where they see only what is given to
them, what stands there too. Two round trips: the places, and the records of one page. Paged by `time:id`, which
stays what it is while people work, and is sealed: a search may be cut short at something that its reader does not see.
"""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from server.domain import policy
from server.domain.company import company_plan, is_same_company
from server.domain.conversation import Conversation
from server.domain.errors import Invalid
from server.domain.findviews import SearchView
from server.domain.ids import canonical
from server.domain.listviews import PreviousView
from server.domain.postings import position
from server.domain.rows import row_view
from server.domain.searching import parse
from server.domain.searchplan import Plan, plan
from server.domain.workspace import Agent
from server.store.conversations import Wanted
from server.store.cursors import Cursors
from server.store.searching import Found, SearchIndex, Where
from server.usecases.inbox import Inbox, read
from server.usecases.lists import own_lists

PAGE = 10
"""Rows of one page: more than fit beside a mail at once, and each costs a record."""
ROUNDS = 4
"""Calls of the store for one page; then what was found is shown, and the reader may go on."""
CANDIDATES = 25
"""How many records are read at once where the index cannot say all that was asked for."""
_LISTS = ("open", "closed", "pending", "snoozed", "spam", "purged")


@dataclass(frozen=True, slots=True)
class Look:
    """Records that fit, newest first, and from where on a search would go on ("": it is over).

    `inbox` has the directory that was in force as they were looked for (A8).
    """

    inbox: Inbox
    records: tuple[Conversation, ...]
    reach: str = ""
    left_out: bool = False
    building: bool = False


def search(
    inbox: Inbox, agent: Agent, *, query: str, zone: ZoneInfo, after: str | None = None, limit: int = PAGE
) -> SearchView:
    """One page of what a query finds for an agent; Invalid for a query not understood, and a made-up cursor."""
    inbox, asked = _understood(inbox, agent, query, zone)
    cursors = Cursors(inbox.conversations.digests, agent.id)
    below = cursors.opened(after) if after else ""
    if below is None:
        raise Invalid("This page cannot be shown any more. Please search again.")
    if asked.message is not None:
        look = _by_message(inbox, agent.id, asked.message)
    else:
        look = _look(inbox, agent.id, asked, below=below, limit=limit)
    if look.inbox is not inbox:  # in the directory as it is now, the query may mean something else
        return search(look.inbox, agent, query=query, zone=zone, after=after, limit=limit)
    now = inbox.clock()
    rows = tuple(row_view(one, directory=inbox.directory, agent=agent.id) for one in look.records[:limit])
    more = look.reach
    if len(look.records) > limit:
        more = _place(asked, look.records[limit - 1])
    unfinished = bool(more) and len(rows) < limit
    onward = cursors.sealed(more) if more else None
    return SearchView(query, rows, now, onward, unfinished, look.building, look.left_out)


def _understood(inbox: Inbox, agent: Agent, query: str, zone: ZoneInfo) -> tuple[Inbox, Plan]:
    """What a query means; what it names and is not known may be new, so only the directory as it is now refuses."""
    pieces = parse(query)
    try:
        return inbox, plan(pieces, directory=inbox.directory, agent=agent, zone=zone)
    except Invalid:
        inbox = inbox.fresh()
        return inbox, plan(pieces, directory=inbox.directory, agent=agent, zone=zone)


def company(inbox: Inbox, agent: Agent, *, conversation: str) -> PreviousView:
    """Conversations with others of the customer's company that the agent sees, newest first."""
    inbox, stored, record = read(inbox, agent.id, conversation, Wanted(comments=0))
    asked = company_plan(record)
    look = _look(inbox, agent.id, asked, below="", limit=PAGE) if asked else Look(inbox, ())
    rows = (
        row_view(one, directory=look.inbox.directory, agent=agent.id)
        for one in look.records
        if one.id != record.id and is_same_company(record, one)
    )
    return PreviousView(record.id, record.customer_name, record.customer, tuple(rows)[:PAGE], stored.at)


def _look(inbox: Inbox, agent: str, asked: Plan, *, below: str, limit: int) -> Look:
    """More than `limit` records if there are more."""
    found: dict[str, Conversation] = {}
    reach, left_out, exact = below, False, asked.is_exact
    for _ in range(ROUNDS):
        missing = limit + 1 - len(found)
        wanted = missing if exact else max(missing, CANDIDATES)
        inbox, page = _find(inbox, agent, asked, below=reach, limit=wanted)
        left_out, reach, exact = left_out or page.left_out, page.reach, exact and not page.loose
        records = zip(page.places, inbox.conversations.get_many(_ids(page.places)), strict=True)
        whole = asked.within or page.loose
        found |= {
            p: one for p, one in records if one and _offered(inbox, agent, asked, one, whole=bool(whole))
        }
        if not reach or len(found) > limit:
            break
    return Look(inbox, tuple(found.values()), reach, left_out, not page.built)


def _find(inbox: Inbox, agent: str, asked: Plan, *, below: str, limit: int) -> tuple[Inbox, Found]:
    """Places in what the agent sees by the directory as it now is; again if it was another one."""
    while True:
        index = SearchIndex(inbox.conversations)
        page = index.find(_where(inbox, agent, asked), asked, below=below, limit=limit)
        fresh = inbox.current(page.directory_version)
        if fresh is inbox:
            return inbox, page
        inbox = fresh


def _ids(places: tuple[str, ...]) -> list[str]:
    return [place.partition(":")[2] for place in places]


def _offered(inbox: Inbox, agent: str, asked: Plan, record: Conversation, *, whole: bool) -> bool:
    """Whether a record is what was asked for, as it now stands, and exists for the agent.

    Not the `whole` of it is asked where the index has just said that it has the words.
    """
    if record.merged_into is not None:
        return False
    fits = asked.fits if whole else asked.fits_beside_terms
    return policy.sees(inbox.directory, agent, record) and fits(record)


def _place(asked: Plan, record: Conversation) -> str:
    """Where a record stands among what is found: the index of comments knows no times."""
    return f":{record.id}" if asked.within else position(record)


def _where(inbox: Inbox, agent: str, asked: Plan) -> Where:
    """The indexes of words that hold only what the agent sees (A4), and those of which they see what they are given."""
    if asked.within:
        return _where_commented(inbox, agent, asked)
    keys = inbox.conversations.keys
    boxes = [
        (keys.mailbox_index(box.id, "search"), policy.limited(member))
        for box, member in inbox.directory.memberships(agent)
        if asked.mailboxes is None or box.id in asked.mailboxes
    ]
    own = keys.agent_index(agent, "search")
    narrowed = tuple(name for name, limited in boxes if limited)
    return Where(
        (*(name for name, limited in boxes if not limited), own),
        narrowed,
        tuple(own_lists(inbox, agent, "search")) if narrowed else (),
    )


def _where_commented(inbox: Inbox, agent: str, asked: Plan) -> Where:
    """The one index of comments, and the lists of all that may be shown of it; the records say the rest."""
    keys, members = inbox.conversations.keys, inbox.directory.memberships(agent)
    boxes = [(box.id, policy.limited(member)) for box, member in members]
    shown = [
        keys.mailbox_index(box, name)
        for box, limited in boxes
        for name in _LISTS
        if not limited and (asked.mailboxes is None or box in asked.mailboxes)
    ]
    shown.append(keys.agent_index(agent, "restricted"))
    if any(limited for _, limited in boxes):
        shown += own_lists(inbox, agent, "granted")
    return Where((keys.comment_words,), shown=tuple(shown))


def _by_message(inbox: Inbox, agent: str, message: str) -> Look:
    """The conversations that know a Message-ID, and hold its mail or refer to it."""
    known, keys = canonical(message), inbox.conversations.keys
    if known is None:
        return Look(inbox, ())
    alias = keys.alias(inbox.conversations.digests.message(known))
    named, version = inbox.conversations.store.read([("GET", alias), ("GET", keys.directory_version)])
    inbox = inbox.current(int(version or 0))
    ends = {record.id: record for record in inbox.conversations.ends((named or "").split()).values()}
    return Look(inbox, tuple(one for one in ends.values() if policy.sees(inbox.directory, agent, one)))
