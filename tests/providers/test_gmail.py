"""Reading headers from the Gmail API: what is asked, what comes back, and each way it can fail."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from server.domain.errors import Unavailable
from server.providers.gmail import GmailReader, GmailRefused, GmailTokens, Refusal, rest_id
from server.providers.http import Limits, connections
from tests.support.loopback import Loopback, Reply, serve

TOKENS = GmailTokens(user="ya29.person", message="AEoRXR.message")
MESSAGE = {
    "id": "19d9be5bb11dba38",
    "threadId": "19d9be5bb11dba00",
    "labelIds": ["UNREAD", "INBOX"],
    "internalDate": "1767225600000",
    "payload": {
        "headers": [
            {"name": "Received", "value": "from b"},
            {"name": "Received", "value": "from a"},
            {"name": "Message-Id", "value": "<1@mail.example>"},
            {"name": "Subject"},
        ]
    },
}
CHUNKED = {"Transfer-Encoding": "chunked", "Content-Length": ""}
Told = list[tuple[str, float]]


def reply(found: object, **changed: Any) -> Reply:
    return Reply(body=orjson.dumps(found), **changed)


@pytest.fixture
def gmail() -> Iterator[Loopback]:
    with serve() as server:
        server.replies = [reply(MESSAGE)]
        yield server


@pytest.fixture
def told() -> Told:
    return []


@pytest.fixture
def reader(gmail: Loopback, told: Told) -> Iterator[GmailReader]:
    pool = connections()
    limits = Limits(connect=0.3, read=0.2, size=50_000)
    yield GmailReader(
        gmail.url, pool, limits=limits, budget=0.6, observe=lambda outcome, s: told.append((outcome, s))
    )
    pool.clear()


def refusal(reader: GmailReader, message_id: str = "19d9be5bb11dba38") -> Refusal:
    with pytest.raises(GmailRefused) as refused:
        reader.message(message_id, TOKENS)
    assert "ya29" not in repr(refused.value.__dict__) + str(refused.value)
    return refused.value.kind


def test_a_message_comes_with_all_its_headers_in_their_order_and_spelling(reader: GmailReader) -> None:
    message = reader.message("19d9be5bb11dba38", TOKENS)
    assert message.id == "19d9be5bb11dba38"
    assert message.thread_id == "19d9be5bb11dba00"
    assert message.internal_date_ms == 1_767_225_600_000
    assert message.label_ids == {"UNREAD", "INBOX"}
    assert message.headers == [
        ("Received", "from b"),
        ("Received", "from a"),
        ("Message-Id", "<1@mail.example>"),
        ("Subject", ""),
    ]


def test_gmail_is_asked_for_headers_only_with_both_tokens(gmail: Loopback, reader: GmailReader) -> None:
    reader.message("msg-f:1862729221917227576", TOKENS)
    path, headers = gmail.seen[0].path, gmail.seen[0].headers
    assert path.startswith("/gmail/v1/users/me/messages/19d9be5bb11dba38?format=metadata&fields=")
    assert "snippet" not in path
    assert "metadataHeaders" not in path
    assert headers["Authorization"] == "Bearer ya29.person"
    assert headers["X-Goog-Gmail-Access-Token"] == "AEoRXR.message"


def test_a_thread_is_a_list_of_messages(gmail: Loopback, reader: GmailReader) -> None:
    gmail.replies = [reply({"messages": [MESSAGE, MESSAGE | {"id": "2"}]})]
    assert [one.id for one in reader.thread("thread-f:255", TOKENS)] == ["19d9be5bb11dba38", "2"]
    assert gmail.seen[0].path.startswith("/gmail/v1/users/me/threads/ff?format=metadata&fields=messages(")


@pytest.mark.parametrize("headers", [CHUNKED, CHUNKED | {"Connection": "close"}])
def test_an_answer_may_come_in_chunks(headers: dict[str, str], gmail: Loopback, reader: GmailReader) -> None:
    body = orjson.dumps(MESSAGE)
    pieces = [body[:50], body[50:51], body[51:], b""]
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)
    gmail.replies = [Reply(body=chunks, headers=headers)]
    for _ in range(3):
        assert reader.message("1", TOKENS).thread_id == "19d9be5bb11dba00"


def test_an_answer_may_end_with_the_connection(gmail: Loopback, reader: GmailReader) -> None:
    gmail.replies = [reply(MESSAGE, headers={"Content-Length": "", "Connection": "close"})]
    assert reader.message("1", TOKENS).id == "19d9be5bb11dba38"


def test_an_api_may_stand_below_a_path(gmail: Loopback) -> None:
    pool = connections()
    GmailReader(gmail.url + "/fake/", pool).message("1", TOKENS)
    pool.clear()
    assert gmail.seen[0].path.startswith("/fake/gmail/v1/users/me/messages/1?")


@pytest.mark.parametrize(
    ("shown", "known"),
    [
        ("msg-f:1862729221917227576", "19d9be5bb11dba38"),
        ("thread-f:255", "ff"),
        ("msg-a:r-123", "msg-a:r-123"),
        ("19d9be5bb11dba38", "19d9be5bb11dba38"),
        ("msg-f:", "msg-f:"),
        ("msg-f:٣", "msg-f:٣"),
    ],
)
def test_ids_of_the_page_become_ids_of_the_api(shown: str, known: str) -> None:
    assert rest_id(shown) == known


@pytest.mark.parametrize("shown", ["", "..", "../../v2", "a/b", "a?b", "a b", "a\r\nb", "ü", "x" * 200])
def test_what_cannot_be_an_id_names_no_message_and_asks_nobody(
    shown: str, gmail: Loopback, reader: GmailReader
) -> None:
    assert refusal(reader, shown) is Refusal.GONE
    assert gmail.seen == []


@pytest.mark.parametrize("token", ["", "line\r\nbreak: x", "ünïcode", "nul\0"])
def test_what_cannot_be_a_token_is_signed_out(token: str, gmail: Loopback, reader: GmailReader) -> None:
    with pytest.raises(GmailRefused) as refused:
        reader.message("1", GmailTokens(user=token, message=""))
    assert refused.value.kind is Refusal.SIGNED_OUT
    assert gmail.seen == []


def test_tokens_do_not_show() -> None:
    assert repr(TOKENS) == "GmailTokens()"


def error(reason: str) -> bytes:
    return orjson.dumps({"error": {"code": 403, "errors": [{"reason": reason}]}})


@pytest.mark.parametrize(
    ("failure", "kind", "calls"),
    [
        (Reply(401), Refusal.SIGNED_OUT, 1),
        (Reply(403), Refusal.FORBIDDEN, 1),
        (Reply(403, error("insufficientPermissions")), Refusal.FORBIDDEN, 1),
        (Reply(403, error("userRateLimitExceeded")), Refusal.BUSY, 2),
        (Reply(400), Refusal.GONE, 1),
        (Reply(404), Refusal.GONE, 1),
        (Reply(429), Refusal.BUSY, 2),
        (Reply(429, headers={"Retry-After": "0"}), Refusal.BUSY, 2),
        (Reply(429, headers={"Retry-After": "30"}), Refusal.BUSY, 1),
        (Reply(503, headers={"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}), Refusal.FAILING, 1),
        (Reply(500), Refusal.FAILING, 2),
        (Reply(302, headers={"Location": "/elsewhere"}), Refusal.FAILING, 1),
        (Reply(body=b"<html>"), Refusal.FAILING, 1),
        (Reply(body=b"[]"), Refusal.FAILING, 1),
        (Reply(body=b'{"id":"1","threadId":"1","payload":{"headers":[7]}}'), Refusal.FAILING, 1),
        (Reply(body=b'{"id":"1","threadId":"1","payload":null}'), Refusal.FAILING, 1),
        (Reply(body=b'{"id":"1","threadId":"1","internalDate":"x"}'), Refusal.FAILING, 1),
        (Reply(body=b"x" * 60_000), Refusal.FAILING, 1),
        (Reply(cut=True), Refusal.UNREACHABLE, 2),
        (Reply(body=b"{}", headers={"Content-Length": "50"}), Refusal.SLOW, 1),
        (Reply(body=b"{}", headers={"Content-Length": "50", "Connection": "close"}), Refusal.UNREACHABLE, 2),
        (Reply(body=b"zz\r\n{}\r\n", headers=CHUNKED | {"Connection": "close"}), Refusal.UNREACHABLE, 2),
        (Reply(wait=0.4), Refusal.SLOW, 1),
    ],
)
def test_each_failure_has_its_kind_and_at_most_one_retry(
    failure: Reply, kind: Refusal, calls: int, gmail: Loopback, reader: GmailReader, told: Told
) -> None:
    gmail.replies = [failure]
    assert refusal(reader) is kind
    assert len(gmail.seen) == calls
    assert [outcome for outcome, _ in told] == [kind]


@pytest.mark.parametrize("failure", [Reply(500), Reply(429), Reply(cut=True)])
def test_the_second_answer_counts(failure: Reply, gmail: Loopback, reader: GmailReader, told: Told) -> None:
    gmail.replies = [failure, reply(MESSAGE)]
    assert reader.message("1", TOKENS).id == "19d9be5bb11dba38"
    assert [outcome for outcome, _ in told] == ["ok"]


def test_an_answer_that_drips_ends_within_the_budget(gmail: Loopback, reader: GmailReader) -> None:
    gmail.replies = [Reply(body=orjson.dumps(MESSAGE), drip=0.05)]
    started = time.monotonic()
    assert refusal(reader) is Refusal.SLOW
    assert time.monotonic() - started < 0.9


def test_after_an_answer_given_up_the_next_is_its_own(gmail: Loopback, reader: GmailReader) -> None:
    gmail.replies = [Reply(wait=0.3, body=b'{"id":"late"}'), reply(MESSAGE)]
    refusal(reader)
    assert reader.message("1", TOKENS).id == "19d9be5bb11dba38"


def test_a_closed_port_is_unreachable(told: Told) -> None:
    pool = connections()
    with serve() as gone:
        url = gone.url
    assert refusal(GmailReader(url, pool)) is Refusal.UNREACHABLE
    pool.clear()


def test_a_connection_is_used_again(gmail: Loopback, reader: GmailReader) -> None:
    for _ in range(5):
        reader.message("1", TOKENS)
    assert reader._hosts.num_connections == 1


def test_every_refusal_can_be_told_to_a_person() -> None:
    for kind in Refusal:
        assert isinstance(GmailRefused(kind), Unavailable)
        assert str(GmailRefused(kind)).endswith(".")
