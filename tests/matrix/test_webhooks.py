"""Every type of event on every kind of conversation, as webhooks of one mailbox and the other are told of it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from server.domain.access import Webhook
from server.domain.conversation import Conversation
from server.domain.webhooks import GONE, TYPES, UNSENT, Happening, Job, body, jobs, still_told
from tests.matrix.grid import table
from tests.matrix.test_live import HEARD_BY_WHO_SEES
from tests.matrix.world import World

TOLD = table("""
              ordinary desk restricted both hr merged beyond
    support       +      +      .       +   .    .      .
    hr            .      .      .       +   +    .      .
""")
"""What is confidential does not exist for a program, and what was merged is told of as what it is part of now."""
HOOKS = {box: Webhook(box, box, "https://hooks.example/x", "sealed", (box,)) for box in TOLD}


def told(world: World, hook: Webhook, *, was: Conversation | None, now: Conversation) -> list[Job]:
    """What a webhook is sent of all types of events at once."""
    happening = Happening("1790000000000-0", now.id, (*TYPES, *UNSENT), "agent:mona", now, was)
    return [job for job in jobs(hook, happening, workspace=world.office.id) if still_told(hook, job, now)]


def test_every_type_of_event_is_sent_or_is_not() -> None:
    assert {*TYPES, *UNSENT} >= HEARD_BY_WHO_SEES
    assert not set(TYPES) & set(UNSENT)


@pytest.mark.parametrize(("box", "kind"), [(box, kind) for box, row in TOLD.items() for kind in row])
def test_only_of_its_mailboxes_and_of_nothing_confidential(matrix: World, box: str, kind: str) -> None:
    hook = HOOKS[box]
    sent = told(matrix, hook, was=None, now=matrix.first[kind])
    assert [job.type for job in sent] == (list(TYPES) if TOLD[box][kind] == "+" else [])
    for job in sent:
        assert job.mailboxes == (box,)
        content = body(hook, job, matrix.first[kind], workspace=matrix.office.id).decode()
        hidden = ("Secret", "wald.example", "lio", *({"support", "hr"} - {box}))
        assert not [word for word in hidden if word in content]


@pytest.mark.parametrize("box", TOLD)
def test_what_is_lost_is_gone_and_nothing_else(matrix: World, box: str) -> None:
    """A conversation that becomes, in all that decides who sees it, like another kind."""
    names = ("mailboxes", "restricted_to", "merged_into")
    for before, after in product(TOLD[box], repeat=2):
        one = matrix.first["ordinary"]
        was, now = (
            replace(one, **{name: getattr(matrix.first[kind], name) for name in names})
            for kind in (before, after)
        )
        sent = told(matrix, HOOKS[box], was=was, now=now)
        signs = TOLD[box][before], TOLD[box][after]
        if signs[1] == "+":
            assert [job.type for job in sent] == list(TYPES)
        else:
            assert [job.type for job in sent] == ([GONE] if signs[0] == "+" else [])
            for job in sent:
                content = body(HOOKS[box], job, now, workspace=matrix.office.id).decode()
                assert "status" not in content
                assert "mona" not in content


def test_what_became_confidential_on_the_way_is_not_sent(matrix: World) -> None:
    hook, now = HOOKS["support"], matrix.first["ordinary"]
    sent = told(matrix, hook, was=None, now=now)
    assert sent
    for record in (matrix.first["restricted"], replace(now, deleted_at=1), matrix.first["hr"], None):
        assert not [job for job in sent if still_told(hook, job, record)]
