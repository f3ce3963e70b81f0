"""A stand-in for Google that answers at once: the sign-in keys, and the headers of every mail of the corpus."""

from __future__ import annotations

import asyncio
import json
import sys

from benchmarks.corpus import MESSAGES
from benchmarks.filling import GMAIL_BASE, sample

RECEIVED = (
    "from mail{0}.example (mail{0}.example [192.0.2.{0}]) by mx.kontor.example with ESMTPS id 4c{0}; {1}"
)
DATE = "Sat, 01 Nov 2025 12:00:00 +0000"


def main() -> None:
    """Serve for ever: arguments are the port, the number of conversations and the file of sign-in keys."""
    port, conversations, certificates = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    with open(certificates, "rb") as file:  # noqa: PTH123  # three lines in all
        keys = file.read()
    asyncio.run(_serve(port, lambda target: _answer(target, keys, conversations)))


async def _serve(port: int, answer: object) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(answer), "127.0.0.1", port)
    await server.serve_forever()


class Connection(asyncio.Protocol):
    """One kept connection; requests have no body and arrive one after the other."""

    def __init__(self, answer: object) -> None:
        self._answer: object = answer
        self._transport: asyncio.Transport | None = None
        self._seen = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to answer."""
        if isinstance(transport, asyncio.Transport):
            self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer as soon as a request is whole."""
        self._seen += data
        while b"\r\n\r\n" in self._seen and self._transport and callable(self._answer):
            head, _, self._seen = self._seen.partition(b"\r\n\r\n")
            body = self._answer(head.split(b" ", 2)[1].decode())
            head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(
                body
            )
            self._transport.write(head + body)


def _answer(target: str, keys: bytes, conversations: int) -> bytes:
    if target.startswith("/oauth2"):
        return keys
    shown = int(target.partition("?")[0].rpartition("/")[2], 16)
    number = (shown - GMAIL_BASE) % conversations
    if "/messages/" in target:
        return json.dumps(_message(shown, number, MESSAGES - 1)).encode()
    return json.dumps({"messages": [_message(shown, number, place) for place in range(MESSAGES)]}).encode()


def _message(shown: int, number: int, place: int) -> dict[str, object]:
    known = sample(number)
    before = [f"<{known.message_id(earlier)}>" for earlier in range(place)]
    headers = {
        "Delivered-To": "jonas.weber@kontor.example",
        "Return-Path": f"<{known.customer.address}>",
        "DKIM-Signature": "v=1; a=rsa-sha256; c=relaxed/relaxed; d=firma.example; s=s1; bh=" + "Zm9v" * 11,
        "MIME-Version": "1.0",
        "From": f"{known.customer.name} <{known.customer.address}>",
        "To": "Support <support@kontor.example>",
        "Subject": known.subject if place == 0 else f"Re: {known.subject}",
        "Message-ID": f"<{known.message_id(place)}>",
        "Date": DATE,
        "Content-Type": 'multipart/alternative; boundary="000000000000b1"',
    }
    if before:
        headers |= {"In-Reply-To": before[-1], "References": " ".join(before)}
    listed = [{"name": "Received", "value": RECEIVED.format(hop, DATE)} for hop in range(1, 5)]
    listed += [{"name": name, "value": value} for name, value in headers.items()]
    return {
        "id": format(shown, "x") if place == MESSAGES - 1 else f"{shown:x}{place}",
        "threadId": format(shown, "x"),
        "labelIds": ["INBOX"],
        "internalDate": str(known.started_at + place * 3_600_000),
        "payload": {"headers": listed},
    }


if __name__ == "__main__":
    main()
