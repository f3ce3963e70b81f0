"""What the store holds after random acts, compared with what must be found again, whoever acted at once."""

from __future__ import annotations

from collections import Counter

from server.domain import policy
from server.domain.comments import Comment
from server.domain.conversation import Conversation
from server.domain.vocabulary import Standing
from server.store.auditing import Audit
from server.store.codec import decode, decode_event
from server.usecases.counts import home
from server.usecases.inspection import inspect
from tests.support.office import Office
from tests.support.tidying_model import Model
from tests.support.tidying_play import PEOPLE


def whole(office: Office) -> list[Conversation]:
    """Every record that there is."""
    return [one for batch in Audit(office.inbox.conversations).conversations() for one in batch]


def judge(office: Office, model: Model) -> None:
    """Every mail and comment stands once, and is told of once, in the same place; and the doctor finds nothing."""
    of = office.inbox.conversations
    placed, told, said = Counter[tuple[str, str]](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    tagged, texts, records = Counter[str](), dict[tuple[str, str], str](), whole(office)
    for record in records:
        lines, raw, draft, *_ = of.store.read(
            [
                ("LRANGE", of.keys.activity(record.id), 0, -1),
                ("HVALS", of.keys.comments(record.id)),
                ("EXISTS", of.keys.draft(record.id)),
            ]
        )
        timeline = office.inbox.messages.timelines([record.id])[0]
        placed.update((record.id, moment.key) for moment in timeline)
        for event in map(decode_event, lines):
            told.update([(record.id, str(event.data["message"]))] if event.type == "message_in" else [])
            said.update([(record.id, str(event.data["comment"]))] if event.type == "comment_added" else [])
            tagged.update([str(event.data["tag"])] if event.type == "tag_added" else [])
        texts |= {(record.id, one.id): one.text for one in (decode(Comment, text) for text in raw)}
        assert bool(draft) == (record.review is not None)
        assert record.merged_into is None or not (timeline or raw or record.claimed_by)
    assert placed == told
    assert Counter(key for _, key in placed.elements()) == Counter(map(of.digests.message, model.mails))
    assert Counter(texts.values()) == Counter(model.said)
    assert said == Counter(texts.keys())
    assert tagged == Counter(model.tagged)
    assert of.ends(model.known).keys() == set(model.known) <= {one.id for one in records}
    assert list(inspect(office.inbox, repair=False, progress=lambda _: None)) == []
    live = [one for one in records if one.merged_into is None]
    _counted(office, live)
    _nothing_left(office, {one.id for one in live})


def _nothing_left(office: Office, live: set[str]) -> None:
    """Nobody is told of a mention, and nothing is due, in what became part of something else."""
    of = office.inbox.conversations
    told = [("ZRANGE", of.keys.agent_index(who, "mentions"), 0, -1) for who in office.inbox.directory.agents]
    *mentions, due = of.store.read([*told, ("ZRANGE", of.keys.due, 0, -1)])
    assert {one for found in mentions for one in found} <= live
    assert {entry.rpartition(":")[2] for entry in due} <= live


def _counted(office: Office, records: list[Conversation]) -> None:
    """The counts that people are shown are those of what they see, one by one."""
    directory = office.inbox.directory
    for who in (*PEOPLE, "hanna"):
        seen = [one for one in records if policy.sees(directory, who, one)]
        shown = home(office.inbox, directory.agents[who])
        opened = [one for one in seen if one.standing is Standing.OPEN]
        assert shown.mine == sum(one.assignee == f"agent:{who}" for one in opened)
        assert shown.unassigned == sum(one.assignee is None for one in opened)
        assert shown.followed == sum(who in one.followers for one in seen)
        for box in shown.mailboxes:
            assert box.open == sum(box.mailbox.id in one.mailboxes for one in opened)
