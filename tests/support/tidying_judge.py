"""What the store holds after random acts, compared with a model of what must be found again."""

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
    """Every mail and comment stands once, what happened is told once, and the doctor finds nothing."""
    of = office.inbox.conversations
    placed, told, said, tagged, texts = Counter[str](), Counter[str](), Counter[str](), Counter[str](), []
    records = whole(office)
    for record in records:
        lines, raw, draft, *_ = of.store.read(
            [
                ("LRANGE", of.keys.activity(record.id), 0, -1),
                ("HVALS", of.keys.comments(record.id)),
                ("EXISTS", of.keys.draft(record.id)),
            ]
        )
        timeline = office.inbox.messages.timelines([record.id])[0]
        placed.update(moment.key for moment in timeline)
        for event in map(decode_event, lines):
            told.update([str(event.data["message"])] if event.type == "message_in" else [])
            said.update([str(event.data["comment"])] if event.type == "comment_added" else [])
            tagged.update([str(event.data["tag"])] if event.type == "tag_added" else [])
        texts += [decode(Comment, text).text for text in raw]
        assert bool(draft) == (record.review is not None)
        assert record.merged_into is None or not (timeline or raw or record.claimed_by)
    assert placed == told == Counter(of.digests.message(one) for one in model.mails)
    assert Counter(texts) == Counter(model.said)
    assert (set(said.values()) <= {1}, len(said)) == (True, len(model.said))
    assert tagged == Counter(model.tagged)
    assert of.ends(model.known).keys() == set(model.known) <= {one.id for one in records}
    assert list(inspect(office.inbox, repair=False, progress=lambda _: None)) == []
    _counted(office, [one for one in records if one.merged_into is None])


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
