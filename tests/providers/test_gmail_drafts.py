"""The one way in which a text becomes a mail: a draft in the person's own Gmail, in the thread it answers."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import orjson
import pytest

from server.providers.gmail import GmailReader, GmailRefused, GmailTokens, Refusal
from server.providers.gmail_drafts import GmailDrafts
from server.providers.http import connections
from server.providers.reply_mail import REFERENCES, reply
from tests.support.loopback import Loopback, Reply, serve

ROOT = Path(__file__).parents[2]
TOKENS = GmailTokens(user="ya29.person", message="AEoRXR.message")
HEADERS = (
    ("From", "Ada Wald <ada@wald.example>"),
    ("To", "Support <support@firma.example>, Bo <bo@wald.example>"),
    ("Cc", "cy@wald.example, jonas@firma.example"),
    ("Subject", "=?utf-8?q?Pr=C3=BCfung?="),
    ("Message-ID", "<2@wald.example>"),
    ("References", "<1@wald.example>"),
)
OWN = frozenset({"support@firma.example", "jonas@firma.example"})
OPENED = {
    "id": "19d9be5bb11dba38",
    "threadId": "19d9be5bb11dba00",
    "payload": {"headers": [{"name": name, "value": value} for name, value in HEADERS]},
}


def parsed(raw: bytes) -> EmailMessage:
    return message_from_bytes(raw, _class=EmailMessage, policy=SMTP)


def changed(**headers: str) -> tuple[tuple[str, str], ...]:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return (*((n, v) for n, v in HEADERS if n not in names), *names.items())


@pytest.fixture
def gmail() -> Iterator[Loopback]:
    with serve() as server:
        server.replies = [
            Reply(body=orjson.dumps(OPENED)),
            Reply(body=orjson.dumps({"id": "r7", "message": {"id": "1e", "threadId": "19d9be5bb11dba00"}})),
        ]
        yield server


@pytest.fixture
def drafts(gmail: Loopback) -> Iterator[GmailDrafts]:
    pool = connections()
    yield GmailDrafts(gmail.url, pool, GmailReader(gmail.url, pool, budget=1.0))
    pool.clear()


def test_a_draft_is_created_in_the_thread_it_answers(gmail: Loopback, drafts: GmailDrafts) -> None:
    made = drafts.create("msg-f:1", "19d9be5bb11dba00", "Guten Tag", own=OWN, tokens=TOKENS)
    assert (made.draft_id, made.thread_id) == ("r7", "19d9be5bb11dba00")
    asked = gmail.seen[-1]
    assert asked.path == "/gmail/v1/users/me/drafts"
    assert asked.headers["Authorization"] == "Bearer ya29.person"
    sent = orjson.loads(asked.body)["message"]
    assert sent["threadId"] == "19d9be5bb11dba00"
    mail = parsed(base64.urlsafe_b64decode(sent["raw"]))
    assert mail["In-Reply-To"] == "<2@wald.example>"
    assert mail.get_content().strip() == "Guten Tag"


def test_gmail_may_refuse(gmail: Loopback, drafts: GmailDrafts) -> None:
    gmail.replies[1] = Reply(status=503)
    with pytest.raises(GmailRefused) as refused:
        drafts.create("msg-f:1", "19d9be5bb11dba00", "Guten Tag", own=OWN, tokens=TOKENS)
    assert refused.value.kind is Refusal.FAILING


def test_whom_a_reply_goes_to() -> None:
    mail = parsed(reply(HEADERS, "Ja", OWN))
    assert [one.addr_spec for one in mail["To"].addresses] == ["ada@wald.example"]
    assert [one.addr_spec for one in mail["Cc"].addresses] == ["bo@wald.example", "cy@wald.example"]
    assert mail["Subject"] == "Re: Prüfung"
    assert mail["References"] == "<1@wald.example> <2@wald.example>"


def test_the_answer_to_a_mail_of_ours_goes_on_to_the_customer() -> None:
    mail = parsed(reply(changed(From="support@firma.example", To="ada@wald.example"), "Ja", OWN))
    assert [one.addr_spec for one in mail["To"].addresses] == ["ada@wald.example"]


@pytest.mark.parametrize(
    "headers",
    [
        changed(From="no address", To="", Cc=""),
        changed(From='"a\r\nBcc: evil@x.example" <ada@wald.example>'),
        changed(Subject="Hallo\r\nBcc: evil@x.example"),
        changed(Message_ID="<a\r\n b@x>"),
        changed(References=" ".join(f"<{n}@{'x' * 50}.example>" for n in range(400))),
        changed(Subject="", Cc=", ".join(f"a{n}@x.example" for n in range(300))),
        changed(Subject="\ud83d Hallo \x00"),
        (),
    ],
)
def test_no_header_of_theirs_breaks_out(headers: tuple[tuple[str, str], ...]) -> None:
    mail = parsed(reply(headers, "Text\r\nBcc: nobody@x.example\r\n.\r\n", OWN))
    assert mail["Bcc"] is None
    assert len(str(mail["References"] or "")) <= REFERENCES + 100
    assert "Bcc: nobody@x.example" in mail.get_content()


def test_nothing_else_creates_mail_and_nothing_sends() -> None:
    """What goes to Gmail with a body goes through one function, and no source knows how to send."""
    texts = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "server").rglob("*.py")
        if "demo" not in path.parts
    }
    creating = {name for name, text in texts.items() if re.search(r"\bpost_body\(", text)}
    assert creating == {"server/providers/http.py", "server/providers/gmail_drafts.py"}
    assert texts["server/providers/gmail_drafts.py"].count("post_body(") == 1
    sending = r"drafts/send|messages/send|smtplib|sendMail|\bsendmail\b"
    assert [name for name, text in texts.items() if re.search(sending, text)] == []
