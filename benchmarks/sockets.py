"""A small client for machines without wrk: raw sockets, one process, answers counted and timed."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

END = b"\r\n\r\n"


@dataclass(slots=True)
class Connection:
    """One connection with one request on its way."""

    line: socket.socket
    sent_at: float = 0.0
    seen: bytearray = field(default_factory=bytearray)

    def send(self, request: bytes) -> None:
        """Send a request."""
        self.sent_at = time.perf_counter()
        self.line.sendall(request)

    def answer(self) -> bytes | None:
        """The answer, once it is whole."""
        self.seen += self.line.recv(262_144)
        head, found, body = self.seen.partition(END)
        if not found:
            return None
        length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])
        if len(body) < length:
            return None
        whole = bytes(self.seen)
        self.seen.clear()
        return whole


def drive(plan: Path, host: str, connections: int, seconds: float, first: int, run: str) -> dict[str, int]:
    """Send the requests of a saved plan for so long; the same facts as the script for wrk prints."""
    requests = _requests(plan, first, run)
    address, _, port = host.rpartition(":")
    lines = [Connection(socket.create_connection((address, int(port)))) for _ in range(connections)]
    times: list[float] = []
    size = failed = 0
    started = time.perf_counter()
    with selectors.DefaultSelector() as ready:
        for one in lines:
            ready.register(one.line, selectors.EVENT_READ, one)
            one.send(next(requests))
        while time.perf_counter() < started + seconds:
            for key, _ in ready.select(0.1):
                answer = key.data.answer()
                if answer is None:
                    continue
                times.append(time.perf_counter() - key.data.sent_at)
                size += len(answer)
                failed += not answer.startswith(b"HTTP/1.1 200")
                key.data.send(next(requests))
    elapsed = time.perf_counter() - started
    for one in lines:
        one.line.close()
    return _facts(times, elapsed, size, failed)


def _facts(times: list[float], elapsed: float, size: int, failed: int) -> dict[str, int]:
    times.sort()
    return {
        "requests": len(times),
        "us": int(elapsed * 1e6),
        "bytes": size,
        "failed": failed,
        "p50": int(times[len(times) // 2] * 1e6),
        "p99": int(times[len(times) * 99 // 100] * 1e6),
    }


def _requests(plan: Path, first: int, run: str) -> Iterator[bytes]:
    head = (plan / "head.txt").read_text(encoding="ascii")
    template = (plan / "template.txt").read_text(encoding="utf-8")
    rows = (plan / "rows.tsv").read_text(encoding="utf-8").splitlines()
    number = first
    while True:
        row = rows[number % len(rows)].split("\t") if rows else []
        raw = _filled(template, row, f"{run}{number}").encode()
        length = f"\r\nContent-Length: {len(raw)}" if raw else ""
        yield f"{_filled(head, row, f'{run}{number}')}{length}\r\n\r\n".encode() + raw
        number += 1


def _filled(template: str, row: Sequence[str], nonce: str) -> str:
    filled = template.replace("{nonce}", nonce)
    for place, value in enumerate(row, 1):
        filled = filled.replace(f"{{{place}}}", value)
    return filled
