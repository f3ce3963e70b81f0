"""Lists are paged without leaving anything out or showing it twice."""

from __future__ import annotations

import pytest

from server.domain.listviews import Queue
from server.usecases.conversations import take
from server.usecases.queues import queue
from tests.support.office import NOW, Office, mail


@pytest.mark.parametrize("mailbox", ["support", None])
def test_a_hundred_that_came_at_one_moment_are_all_shown_once(office: Office, mailbox: str | None) -> None:
    names = [
        office.deliver(mail(f"{n}@x", sender=f"p{n}@wald.example"), at=NOW).conversation for n in range(100)
    ]
    office.deliver(mail("later@x"), at=NOW + 1)
    for n in range(3):
        office.deliver(mail(f"hr{n}@x", to="hr@firma.example"), at=NOW)
    inbox = office.inbox
    mona = inbox.directory.agents["mona"]
    shown: list[str] = []
    after: str | None = None
    for _ in range(10):
        page = queue(inbox, mona, queue=Queue.UNASSIGNED, mailbox=mailbox, after=after)
        shown += [row.id for row in page.rows]
        after = page.after
        if after is None:
            break
    assert len(shown) == len(set(shown)) == (101 if mailbox else 104)
    assert set(names) <= set(shown)


def test_mine_in_one_mailbox_is_what_is_mine_there(office: Office) -> None:
    done = [office.deliver(mail(f"m{n}@x", sender=f"m{n}@wald.example")).conversation for n in range(2)]
    assert done[0] is not None
    take(office.inbox, office.asked("anna"), conversation=done[0], seen=None)
    anna = office.inbox.directory.agents["anna"]
    assert [row.id for row in queue(office.inbox, anna, queue=Queue.MINE, mailbox="support").rows] == done[:1]
