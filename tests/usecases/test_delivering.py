"""Deliveries against a real HTTPS receiver: at least once, signed, later each time, and never too much."""

from __future__ import annotations

import signal
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from hmac import digest
from http.server import BaseHTTPRequestHandler
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from server.bootstrap import milliseconds
from server.domain.access import Webhook
from server.domain.administering import OPERATOR
from server.domain.conversation import Change, event
from server.domain.vocabulary import Standing
from server.domain.webhooks import DEAD_AFTER, DELAYS, LONGEST_PAUSE, Job
from server.providers.guarded import Guarded
from server.store import auditlog
from server.store.commit import Store
from server.store.outbox import BACKLOG, KEPT_LINES, LEASE_MS, Line, Outbox, look
from server.usecases import conversations
from server.usecases.comments import Draft, add_comment
from server.usecases.delivering import deliver, pending
from server.usecases.webhooks import (
    Wish,
    change_webhook,
    create_webhook,
    deliveries,
    remove_webhook,
    rotate_secret,
    send_test,
    switch_webhook,
)
from tests.store.counting import CountingClient
from tests.support.https import Authority, Receiver, receiving, said
from tests.support.office import Office, mail


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("ca"))


@pytest.fixture
def receiver(authority: Authority) -> Iterator[Receiver]:
    with receiving(authority.serving("localhost")) as found:
        yield found


@dataclass
class Post:
    """A webhook of an office, its receiver and its secret."""

    office: Office
    receiver: Receiver
    outside: Guarded
    webhook: Webhook
    secret: str

    @property
    def now(self) -> Webhook:
        return self.office.inbox.directory.webhooks[self.webhook.id]

    @property
    def outbox(self) -> Outbox:
        conversations = self.office.inbox.conversations
        return Outbox(conversations.store, conversations.keys, self.now)

    def turn(self) -> int:
        """One turn with the directory as it stands."""
        return deliver(self.office.inbox, self.webhook.id, self.outside)

    def sent(self) -> list[dict[str, Any]]:
        return [orjson.loads(one.body) for one in self.receiver.received]

    def types(self) -> list[str]:
        return [one["type"] for one in self.sent()]

    def lines(self) -> list[Line]:
        return list(deliveries(self.office.inbox, OPERATOR, self.now))

    def waiting(self) -> int:
        conversations = self.office.inbox.conversations
        return look(conversations.store, conversations.keys, [self.now])[1][0].waiting

    def is_on(self) -> bool:
        return self.now.enabled

    def refuse(self, status: int) -> None:
        self.receiver.answer = lambda handler: said(handler, status)

    def accept(self) -> None:
        self.refuse(204)


@pytest.fixture
def post(office: Office, receiver: Receiver, authority: Authority) -> Post:
    office.time[0] = milliseconds()  # changes are written down by the store's clock
    outside = Guarded(loopback=True, tls=authority.trusted())
    wish = Wish("Hook", receiver.url(path="/hook"), ("support",))
    made = create_webhook(office.inbox, OPERATOR, wish, outside=outside)
    return Post(office, receiver, outside, made.webhook, made.secret)


def delivered(office: Office, message_id: str = "a@x", **fields: Any) -> str:
    """A mail to support@; its conversation."""
    found = office.deliver(mail(message_id, **fields)).conversation
    assert found is not None
    return found


def restrict(office: Office, conversation: str, to: tuple[str, ...] | None) -> None:
    before = office.conversation(conversation)
    told = event("visibility_changed", OPERATOR, office.time[0])
    after = replace(before, restricted_to=to)
    office.inbox.conversations.commit(before, Change(after, (told,)), request=None)


def test_what_happens_is_sent_signed_and_once(post: Post) -> None:
    found = delivered(post.office)
    conversations.take(post.office.inbox, post.office.asked("anna"), conversation=found, seen=None)
    assert post.turn() == 3
    assert post.turn() == 0
    assert post.types() == ["conversation_created", "message_in", "assigned"]
    last = post.sent()[-1]
    assert last["workspace"] == post.office.id
    assert last["mailboxes"] == ["support"]
    assert last["actor"] == {"kind": "agent", "id": "agent:anna"}
    assert last["conversation"] | {"version": 0} == {
        "id": found,
        "status": "open",
        "assignee": "agent:anna",
        "priority": "normal",
        "tags": [],
        "version": 0,
    }
    for one in post.receiver.received:
        assert (one.method, one.path, one.headers["content-type"]) == ("POST", "/hook", "application/json")
        assert signature(post.secret, one.headers, one.body) in one.headers["webhook-signature"].split()
        assert one.headers["webhook-id"] == orjson.loads(one.body)["id"]
    assert [(line.status, line.error) for line in post.lines()] == [(204, "")] * 3


def signature(secret: str, headers: Any, body: bytes) -> str:
    """As docs/api.md says."""
    key = b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    return "v1," + b64encode(digest(key, signed, sha256)).decode()


def test_nothing_that_somebody_wrote_is_sent(post: Post) -> None:
    found = delivered(post.office, subject="Geheimnis", sender="Ada Geheim <ada@geheim.example>")
    draft = Draft("streng geheim @Ben")
    add_comment(post.office.inbox, post.office.asked("anna"), conversation=found, draft=draft)
    conversations.add_tag(post.office.inbox, post.office.asked("anna"), conversation=found, tag="vip")
    post.turn()
    assert "comment_added" in post.types()
    everything = b"".join(one.body + str(one.headers).encode() for one in post.receiver.received)
    assert b"geheim" not in everything.lower()
    assert b"@" not in everything


def test_other_mailboxes_are_not_its_business(post: Post) -> None:
    delivered(post.office, to="hr@firma.example")
    assert post.turn() == 0
    assert post.types() == []
    both = delivered(post.office, "b@x", to="hr@firma.example, support@firma.example")
    post.turn()
    assert {one["conversation"]["id"] for one in post.sent()} == {both}
    assert all(one["mailboxes"] == ["support"] for one in post.sent())


def test_what_becomes_confidential_is_gone_and_nothing_else(post: Post) -> None:
    found = delivered(post.office)
    post.turn()
    before = len(post.sent())
    restrict(post.office, found, ("mona",))
    conversations.add_tag(post.office.inbox, post.office.asked("mona"), conversation=found, tag="streik")
    post.turn()
    said_of_it = post.sent()[before:]
    assert [one["type"] for one in said_of_it] == ["gone"]
    assert said_of_it[0]["conversation"] == {"id": found}
    assert said_of_it[0]["actor"] is None


def test_what_waits_is_not_sent_once_its_conversation_is_confidential(post: Post) -> None:
    found = delivered(post.office)
    restrict(post.office, found, ("mona",))
    post.turn()
    assert post.types() == ["gone"]
    assert post.waiting() == 0


def test_what_was_always_confidential_is_never_named(post: Post) -> None:
    found = delivered(post.office)
    restrict(post.office, found, ("mona",))
    post.turn()
    post.receiver.received.clear()
    conversations.set_status(
        post.office.inbox,
        post.office.asked("mona"),
        conversation=found,
        to=Standing.CLOSED,
        seen=Standing.OPEN,
    )
    post.turn()
    assert post.types() == []


def test_only_wished_types_are_sent(post: Post) -> None:
    wish = Wish("Hook", post.webhook.url, ("support",), ("assigned",))
    change_webhook(post.office.inbox, OPERATOR, post.now, wish, outside=post.outside)
    found = delivered(post.office)
    conversations.take(post.office.inbox, post.office.asked("anna"), conversation=found, seen=None)
    post.turn()
    assert post.types() == ["assigned"]


def test_a_failure_is_tried_again_later_each_time(post: Post) -> None:
    post.refuse(500)
    delivered(post.office)
    post.turn()
    assert len(post.receiver.received) == 1
    post.turn()
    assert len(post.receiver.received) == 1, "it rests after a failure"
    post.accept()
    post.office.time[0] += LONGEST_PAUSE
    post.turn()
    ids = [one.headers["webhook-id"] for one in post.receiver.received]
    assert len(ids) == 3
    assert len(set(ids)) == 2, "the same event has the same id in every try"
    assert [line.error for line in post.lines()] == ["", "", "status"]
    assert post.waiting() == 0


def test_the_moments_of_the_tries(post: Post) -> None:
    wish = Wish("Hook", post.webhook.url, ("support",), ("message_in",))
    change_webhook(post.office.inbox, OPERATOR, post.now, wish, outside=post.outside)
    post.refuse(503)
    delivered(post.office)
    post.turn()
    for at, delay in enumerate(DELAYS, 1):
        post.office.time[0] += delay - 1
        post.turn()
        assert len(post.receiver.received) == at, "not a moment before"
        post.office.time[0] += 1
        post.turn()
        assert len(post.receiver.received) == at + 1
    assert post.waiting() == 0
    line = post.lines()[0]
    assert (line.tries, line.last, line.status) == (8, True, 503)


def test_nothing_arriving_for_a_day_switches_it_off(post: Post) -> None:
    post.refuse(500)
    for number in range(20):
        delivered(post.office, f"m{number}@x")
    for _ in range(8):
        post.turn()
        post.office.time[0] += LONGEST_PAUSE
    assert post.is_on()
    post.office.time[0] += DEAD_AFTER
    post.turn()
    assert not post.is_on()
    assert post.now.failed_at is not None
    inbox = post.office.inbox
    told = [entry for _, entry in auditlog.page(inbox.conversations.store, inbox.conversations.keys)]
    assert (told[0].kind, told[0].target, told[0].by.kind) == (
        "changed",
        f"webhook:{post.webhook.id}",
        "system",
    )
    count = len(post.receiver.received)
    assert post.turn() == 0
    assert pending(post.office.inbox)[1] == []
    assert len(post.receiver.received) == count


def test_switched_on_again_it_is_sent_what_happens_from_then_on(post: Post) -> None:
    post.refuse(500)
    delivered(post.office)
    post.turn()
    switch_webhook(post.office.inbox, OPERATOR, post.now, on=False)
    missed = delivered(post.office, "missed@x")
    post.accept()
    post.receiver.received.clear()
    post.office.time[0] = milliseconds() + 1
    switch_webhook(post.office.inbox, OPERATOR, post.now, on=True)
    assert post.now.failed_at is None
    while milliseconds() <= post.office.time[0]:
        pass
    seen = delivered(post.office, "seen@x")
    post.office.time[0] = milliseconds()
    post.turn()
    assert {one["conversation"]["id"] for one in post.sent()} == {seen}
    assert missed != seen


def test_a_receiver_that_says_gone_is_left_alone(post: Post) -> None:
    post.refuse(410)
    delivered(post.office)
    post.turn()
    assert not post.is_on()


@pytest.mark.parametrize(("status", "word"), [(301, "redirect"), (404, "status"), (500, "status")])
def test_the_log_says_what_went_wrong(post: Post, status: int, word: str) -> None:
    post.receiver.answer = lambda handler: said(handler, status, Location="https://localhost/")
    delivered(post.office)
    post.turn()
    assert [(line.status, line.error) for line in post.lines()] == [(status, word)]


def test_a_name_that_leads_inside_later_is_not_called(post: Post) -> None:
    delivered(post.office)
    inside = replace(post.outside, resolve=lambda host, port: ["10.0.0.1"])
    deliver(post.office.inbox, post.webhook.id, inside)
    assert [line.error for line in post.lines()] == ["address"]
    assert post.types() == []


def test_a_worker_that_is_killed_between_sending_and_noting_sends_again_under_the_same_id(
    post: Post, server_url: str, authority: Authority
) -> None:
    delivered(post.office)
    children: list[subprocess.Popen[bytes]] = []

    def kill(handler: BaseHTTPRequestHandler) -> None:
        children[0].send_signal(signal.SIGKILL)
        children[0].wait()
        said(handler, 204)

    post.receiver.answer = kill
    roots = authority.folder / "roots.pem"
    roots.write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    script = f"""
import ssl
from server.providers.guarded import Guarded
from server.usecases.delivering import deliver
from tests.support.reopening import reopened
inbox = reopened({server_url!r}).inbox({post.office.id!r})
outside = Guarded(loopback=True, tls=ssl.create_default_context(cafile={str(roots)!r}))
deliver(inbox, {post.webhook.id!r}, outside)
"""
    children.append(subprocess.Popen([sys.executable, "-c", script]))
    assert children[0].wait(20) == -signal.SIGKILL
    assert len(post.receiver.received) == 1
    post.accept()
    assert post.turn() == 0, "until its lease ends, nobody else delivers"
    post.office.time[0] = milliseconds() + LEASE_MS
    assert post.turn() == 2
    ids = [one.headers["webhook-id"] for one in post.receiver.received]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 2


def test_two_workers_do_not_deliver_to_one_webhook_at_once(post: Post) -> None:
    delivered(post.office)
    inner: list[int] = []

    def meanwhile(handler: BaseHTTPRequestHandler) -> None:
        inner.append(post.turn())
        said(handler, 204)

    post.receiver.answer = meanwhile
    assert post.turn() == 2
    assert inner == [0, 0]


def test_a_worker_that_lost_its_lease_notes_nothing(post: Post) -> None:
    delivered(post.office)

    def slow(handler: BaseHTTPRequestHandler) -> None:
        post.accept()
        post.office.time[0] += LEASE_MS
        assert post.turn() == 2
        said(handler, 500)

    post.receiver.answer = slow
    post.turn()
    assert [line.error for line in post.lines()] == ["", ""]
    assert post.waiting() == 0


def test_removed_meanwhile_nothing_of_it_stays(post: Post) -> None:
    delivered(post.office)
    outbox = post.outbox

    def removing(handler: BaseHTTPRequestHandler) -> None:
        remove_webhook(post.office.inbox, OPERATOR, post.now)
        said(handler, 204)

    post.receiver.answer = removing
    post.turn()
    keys = post.office.inbox.conversations.keys
    known = post.webhook.id
    names = [keys.webhook_state(known), keys.webhook_outbox(known), keys.webhook_log(known)]
    assert outbox.store.read([("EXISTS", name) for name in names]) == [0, 0, 0]
    assert len(post.receiver.received) == 1


def test_the_log_keeps_the_newest_hundred(post: Post) -> None:
    for _ in range(KEPT_LINES + 5):
        post.outbox.tell(Line(1, "old", "test", 1))
    send_test(post.office.inbox, OPERATOR, post.now, outside=post.outside)
    lines = post.lines()
    assert len(lines) == KEPT_LINES
    assert (lines[0].type, lines[0].status) == ("test", 204)


def test_a_test_is_sent_at_once_and_not_again(post: Post) -> None:
    post.refuse(500)
    line = send_test(post.office.inbox, OPERATOR, post.now, outside=post.outside)
    assert (line.status, line.error, line.last) == (500, "status", True)
    assert post.types() == ["test"]
    assert post.waiting() == 0
    one = post.receiver.received[0]
    assert signature(post.secret, one.headers, one.body) == one.headers["webhook-signature"]


def test_after_a_change_of_the_secret_both_sign_for_a_day(post: Post) -> None:
    made = rotate_secret(post.office.inbox, OPERATOR, post.now)
    assert made.secret != post.secret
    delivered(post.office)
    post.turn()
    one = post.receiver.received[0]
    assert one.headers["webhook-signature"].split() == [
        signature(secret, one.headers, one.body) for secret in (made.secret, post.secret)
    ]
    post.office.time[0] += 24 * 3_600_000
    send_test(post.office.inbox, OPERATOR, post.now, outside=post.outside)
    one = post.receiver.received[-1]
    assert one.headers["webhook-signature"] == signature(made.secret, one.headers, one.body)


def test_a_secret_is_stored_sealed(post: Post) -> None:
    store = post.office.inbox.conversations.store
    kept = store.read([("HGETALL", post.office.inbox.conversations.keys.webhook(post.webhook.id))])[0]
    assert "whsec_" not in str(kept)
    assert post.secret.removeprefix("whsec_") not in str(kept)


def test_too_much_stays_in_the_stream(post: Post) -> None:
    post.turn()
    outbox, conversations = post.outbox, post.office.inbox.conversations
    found = delivered(post.office)
    state = look(conversations.store, conversations.keys, [post.now])[1][0]
    outbox.begin(state)
    state = look(conversations.store, conversations.keys, [post.now])[1][0]
    lease = outbox.take(state, "test", post.office.time[0]) or ""
    full = [Job(f"j{number}", "claimed", 1, found, ("support",)) for number in range(BACKLOG)]
    outbox.add(lease, full, cursor=state.cursor, now=post.office.time[0])
    outbox.leave(lease)
    post.refuse(500)
    post.turn()
    after = look(conversations.store, conversations.keys, [post.now])[1][0]
    assert after.waiting == BACKLOG
    assert after.cursor == state.cursor != after.newest
    assert not after.has_work(post.now, post.office.time[0])


def test_looking_for_work_costs_one_round_trip(post: Post) -> None:
    inbox = post.office.inbox
    counting = CountingClient(inbox.conversations.store.client)
    store = Store(counting)
    counted = replace(inbox, conversations=replace(inbox.conversations, store=store))
    assert pending(counted)[1] == [post.webhook.id]
    assert counting.trips == 1
