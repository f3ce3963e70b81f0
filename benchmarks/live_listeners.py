"""Many listeners of /api/v1/live in one process: raw sockets, so that listening costs the machine little.

As a command it opens the windows whose tokens it reads from a file, says how many were let in, and listens until
its input ends: `python -m benchmarks.live_listeners HOST TOKENS`.
"""

from __future__ import annotations

import json
import re
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[1]
PATIENCE_S = 60.0
_DATA = re.compile(rb"^data: (\{.+\})$", re.MULTILINE)


@dataclass(slots=True, eq=False)
class Window:
    """One open stream; `status` is empty until the service has answered."""

    line: socket.socket
    status: bytes = b""
    rest: bytes = b""

    def read(self) -> list[bytes]:
        """What came, as the data of whole events."""
        came = self.line.recv(262_144)
        if not came:
            raise ConnectionError("the service ended a stream")
        self.rest += came
        if not self.status:
            self.status = self.rest[9:12]
        whole, found, rest = self.rest.rpartition(b"\n\n")
        if not found:
            return []
        self.rest = rest
        return _DATA.findall(whole)


@dataclass(slots=True)
class Windows:
    """Many windows, read together."""

    host: str
    ready: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    all: list[Window] = field(default_factory=list)

    def open(self, tokens: Sequence[str]) -> int:
        """Open one for each token, and tell how many were refused."""
        address, _, port = self.host.rpartition(":")
        for token in tokens:
            window = Window(socket.create_connection((address, int(port))))
            window.line.sendall(
                f"GET /api/v1/live HTTP/1.1\r\nHost: {self.host}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
            )
            self.all.append(window)
            self.ready.register(window.line, selectors.EVENT_READ, window)
        self._let_in()
        return sum(one.status != b"200" for one in self.all)

    def close(self) -> None:
        """Hang up."""
        for one in self.all:
            one.line.close()
        self.ready.close()

    def _let_in(self) -> None:
        deadline = time.monotonic() + PATIENCE_S
        while any(not one.status for one in self.all) and time.monotonic() < deadline:
            for key, _ in self.ready.select(0.5):
                key.data.read()


@contextmanager
def elsewhere(host: str, tokens: Sequence[str], folder: Path) -> Iterator[int]:
    """Keep windows open in a process of their own; gives how many were refused."""
    file = folder / "windows.json"
    file.write_text(json.dumps(list(tokens)), encoding="ascii")
    command = [sys.executable, "-m", "benchmarks.live_listeners", host, str(file)]
    pipe = subprocess.PIPE
    process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe)
    assert process.stdin
    assert process.stdout
    try:
        yield int(process.stdout.readline())
        if process.poll() is not None:
            raise RuntimeError("the service ended a stream")
    finally:
        process.stdin.close()
        process.wait(20)
        process.stdout.close()


def main() -> None:
    """Listen until nobody holds the other end of our input any more."""
    windows = Windows(sys.argv[1])
    refused = windows.open(json.loads(Path(sys.argv[2]).read_text(encoding="ascii")))
    print(refused, flush=True)
    windows.ready.register(sys.stdin, selectors.EVENT_READ, None)
    while True:
        for key, _ in windows.ready.select():
            if key.data is None:
                return windows.close()
            # Nobody looks at what comes; reading it is all that a listener must do.
            if not key.data.line.recv(262_144):
                raise ConnectionError("the service ended a stream")


if __name__ == "__main__":
    main()
