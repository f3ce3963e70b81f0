"""What webhooks are told: never more than they may, never a word that somebody wrote."""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import replace

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.domain import events
from server.domain.access import Webhook
from server.domain.conversation import Conversation
from server.domain.webhooks import (
    DEAD_AFTER,
    DEAD_TRIES,
    DELAYS,
    GONE,
    LONGEST_PAUSE,
    TEST,
    TYPES,
    UNSENT,
    Happening,
    Job,
    again_at,
    body,
    headers,
    is_dead,
    jobs,
    paused_until,
    secret_text,
    shown,
    still_told,
)

HOOK = Webhook("h", "Hook", "https://hooks.example/", "", ("support", "sales"))
BOXES = ("support", "sales", "hr")


@st.composite
def records(draw: st.DrawFn) -> Conversation:
    return Conversation(
        id="c1",
        mailboxes=tuple(draw(st.lists(st.sampled_from(BOXES), unique=True, max_size=3))),
        restricted_to=draw(st.sampled_from([None, None, (), ("anna",)])),
        merged_into=draw(st.sampled_from([None, None, None, "c2"])),
        deleted_at=draw(st.sampled_from([None, None, None, 1])),
        subject="GEHEIM Betreff",
        customer="ada@geheim.example",
        customer_name="GEHEIM Ada",
        tags=("tag",),
    )


def told_by_brute_force(hook: Webhook, record: Conversation) -> bool:
    return (
        any(box in hook.mailboxes for box in record.mailboxes)
        and record.restricted_to is None
        and record.merged_into is None
        and record.deleted_at is None
    )


@settings(deadline=None)
@given(
    records(),
    st.none() | records(),
    st.lists(st.sampled_from((*TYPES, *UNSENT)), unique=True),
    st.lists(st.sampled_from(TYPES), unique=True),
)
def test_a_webhook_hears_what_it_may_and_gone_of_what_it_no_longer_may(
    now: Conversation, was: Conversation | None, types: list[str], wanted: list[str]
) -> None:
    hook = replace(HOOK, types=tuple(wanted))
    made = jobs(hook, Happening("17-3", "c1", tuple(types), "agent:anna", now, was), workspace="firma")
    if told_by_brute_force(hook, now):
        assert [job.type for job in made] == [t for t in types if t in TYPES and (not wanted or t in wanted)]
        assert all(set(job.mailboxes) <= set(hook.mailboxes) & set(now.mailboxes) for job in made)
    elif told_by_brute_force(hook, was or now):
        assert [(job.type, job.by) for job in made] == [(GONE, "")]
    else:
        assert made == ()
    assert shown(hook, now) == told_by_brute_force(hook, now)
    assert len({job.id for job in made}) == len(made)


@settings(deadline=None)
@given(records(), st.sampled_from(TYPES))
def test_no_word_of_anybody_is_sent(record: Conversation, kind: str) -> None:
    job = Job("id", kind, 17, "c1", ("support",), "agent:anna")
    sent = body(HOOK, job, record, workspace="firma")
    assert b"GEHEIM" not in sent
    assert b"@" not in sent
    told = orjson.loads(sent)
    assert set(told) == {"id", "type", "at", "workspace", "mailboxes", "conversation", "actor"}
    assert set(told["conversation"]) == {"id", "status", "assignee", "priority", "tags", "version"}


@settings(deadline=None)
@given(records(), records(), st.sampled_from((*TYPES, GONE)))
def test_what_has_waited_is_judged_anew(then: Conversation, now: Conversation, kind: str) -> None:
    job = Job("id", kind, 17, "c1", then.mailboxes, "agent:anna")
    fewer = replace(HOOK, mailboxes=("support",))
    if still_told(fewer, job, now):
        assert "support" in then.mailboxes
        assert kind == GONE or told_by_brute_force(fewer, now)
        assert orjson.loads(body(fewer, job, now, workspace="firma"))["mailboxes"] == ["support"]


def test_gone_and_test_say_the_least() -> None:
    gone = orjson.loads(body(HOOK, Job("id", GONE, 17, "c1", ("support",)), None, workspace="firma"))
    assert gone["conversation"] == {"id": "c1"}
    there = Conversation("c1", ("support",), tags=("vip",))
    assert orjson.loads(body(HOOK, Job("id", GONE, 17, "c1", ("support",)), there, workspace="firma")) == gone
    assert gone["actor"] is None
    assert orjson.loads(body(HOOK, Job("id", TEST, 17), None, workspace="firma")) == {
        "id": "id",
        "type": "test",
        "at": 17,
        "workspace": "firma",
    }


def test_every_type_of_event_is_sent_or_said_not_to_be() -> None:
    """A new type of event: add it to TYPES or to UNSENT in server/domain/webhooks.py, and to docs/api.md."""
    documented = re.findall(r"^    ([a-z_]+(?: [a-z_]+_removed)?)  ", events.__doc__ or "", re.MULTILINE)
    known = {name for names in documented for name in names.split()}
    assert len(known) > 25
    assert known | {"tag_added", "tag_removed"} == {*TYPES, *UNSENT}
    assert not set(TYPES) & set(UNSENT)


def test_an_id_is_made_once() -> None:
    happening = Happening(
        "17-3", "c1", ("assigned", "claimed"), "agent:anna", Conversation("c1", ("support",)), None
    )
    first, again = (jobs(HOOK, happening, workspace="firma") for _ in range(2))
    assert first == again
    assert [job.id for job in first] == ["firma-17-3-assigned", "firma-17-3-claimed"]
    assert {job.at for job in first} == {17}


def test_the_signature_is_that_of_standard_webhooks() -> None:
    # The example of the specification's own libraries.
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    job = Job("msg_p5jXN8AQM9LWM0D4loKWxJek", TEST, 0)
    sent = headers(job, b'{"test": 2432232314}', [secret], now=1_614_265_330_999)
    assert sent["webhook-timestamp"] == "1614265330"
    assert sent["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_two_secrets_sign_side_by_side() -> None:
    secrets = [secret_text(b"a" * 32), secret_text(b"b" * 32)]
    both = headers(Job("id", TEST, 0), b"{}", secrets, now=1000)["webhook-signature"].split()
    assert both == [headers(Job("id", TEST, 0), b"{}", [s], now=1000)["webhook-signature"] for s in secrets]
    assert len(b64decode(secrets[0].removeprefix("whsec_"))) == 32


def test_tries_come_later_each_time_and_end_after_a_day() -> None:
    moments = [again_at(tries, now=0) for tries in range(1, 9)]
    assert moments == [*DELAYS, None]
    assert list(DELAYS) == sorted(DELAYS)
    assert 24 * 3_600_000 <= sum(DELAYS) <= 26 * 3_600_000


@pytest.mark.parametrize("failures", [1, 2, 5, 50, 10_000])
def test_a_failing_webhook_rests_longer_each_time_but_not_for_ever(failures: int) -> None:
    assert 5_000 <= paused_until(failures, now=0) <= paused_until(failures + 1, now=0) <= LONGEST_PAUSE


def test_a_webhook_is_dead_after_a_day_of_several_tries() -> None:
    assert is_dead(DEAD_TRIES, 0, now=DEAD_AFTER)
    assert not is_dead(DEAD_TRIES - 1, 0, now=DEAD_AFTER)
    assert not is_dead(DEAD_TRIES, 0, now=DEAD_AFTER - 1)
