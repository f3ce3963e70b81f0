"""A private store: the engine that comes with the installation, started on one folder and on nothing else.

Two servers on one folder lose acknowledged writes, and the engine does not prevent it. So the server
process holds an `flock` on `server.lock` through a descriptor it inherits: the lock lives exactly as long as
the server. The launcher holds `launcher.lock` itself: whoever gets that one while `server.lock` is taken has
found an orphan, and adopts it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote

from redis.exceptions import RedisError

from server.domain.errors import Unavailable
from server.store.connection import connect
from server.store.engine import engine
from server.store.folder import Lock, private_folder, refuse_foreign_data, socket_path

LOCK_SECONDS = 30.0
STOP_SECONDS = 30.0
START_SECONDS = 300.0  # a large log takes its time to load

OPTIONS = {
    "port": "0",
    "unixsocketperm": "700",
    "appendonly": "yes",
    "appendfsync": "always",
    "save": "",
    "maxmemory-policy": "noeviction",
    "auto-aof-rewrite-percentage": "100",
    "auto-aof-rewrite-min-size": "64mb",
    # Conversations and comments are small hashes with one longer field: packed they need half the memory.
    "hash-max-listpack-entries": "128",
    "hash-max-listpack-value": "512",
    "daemonize": "no",
    "loglevel": "warning",
}


@dataclass(slots=True)
class EmbeddedServer:
    """The server of one data folder; `start` and `stop` belong to the process that supervises it."""

    folder: Path
    lock_seconds: float = LOCK_SECONDS
    pid: int = 0
    adopted: bool = False
    _process: subprocess.Popen[bytes] | None = None
    _launcher: Lock | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Where the server answers; known before it runs."""
        return unix_url(self.folder)

    def start(self) -> str:
        """Start the server, or adopt one that an earlier launcher left behind; its URL, once it answers.

        Raises Invalid for a folder that must not be used, Unavailable if another process holds it for 30 s.
        """
        self.folder = self.folder.resolve()
        private_folder(self.folder)
        refuse_foreign_data(self.folder)
        self._launcher = Lock.take(self.folder / "launcher.lock", seconds=self.lock_seconds)
        try:
            self._launcher.name(os.getpid())
            self._start_or_adopt()
        except BaseException:
            self.stop()
            raise
        return self.url

    def alive(self) -> bool:
        """Whether the server process still runs."""
        if self._process is not None:
            return self._process.poll() is None
        return self.pid > 0 and _exists(self.pid)

    def stop(self) -> None:
        """Ask the server to end, wait until it has, and let the folder go."""
        deadline = time.monotonic() + STOP_SECONDS
        while self.alive() and time.monotonic() < deadline:
            os.kill(self.pid, signal.SIGTERM)  # again and again: a server beginning its log ignores it
            self._wait_for_end(1.0)
        if self.alive():
            os.kill(self.pid, signal.SIGKILL)  # loses nothing: what was acknowledged is on disk
            self._wait_for_end(STOP_SECONDS)
        self._process, self.pid = None, 0
        if self._launcher is not None:
            self._launcher.release()
            self._launcher = None

    def _start_or_adopt(self) -> None:
        path = self.folder / "server.lock"
        lock = Lock.try_take(path)
        if lock is None:
            self.pid, _ = _answering(self.folder)
            self.adopted = self.pid > 0
            if self.adopted:
                self._wait_until_it_serves()
                return
            lock = Lock.take(path, seconds=self.lock_seconds)
        try:
            self._launch(lock)
        finally:
            lock.close()  # the server keeps its own copy
        self._wait_until_it_serves()

    def _launch(self, lock: Lock) -> None:
        socket = socket_path(self.folder)
        socket.unlink(missing_ok=True)
        command = [str(engine()), "--dir", str(self.folder), "--unixsocket", str(socket)]
        for name, value in OPTIONS.items():
            command += [f"--{name}", value]
        with _log(self.folder, "wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own program and our own arguments
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[lock.descriptor],
                process_group=0,  # Ctrl-C in a terminal must reach the launcher first
            )
        self.pid = self._process.pid
        lock.name(self.pid)

    def _wait_until_it_serves(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if not self.alive():
                with _log(self.folder, "rb") as log:
                    why = log.read()[-500:].decode(errors="replace").strip()
                raise Unavailable("The store did not start: %(why)s", why=why)
            if _answering(self.folder) == (self.pid, True):
                return
            time.sleep(0.005)
        raise Unavailable("The store did not answer in time.")

    def _wait_for_end(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while self.alive() and time.monotonic() < deadline:
            time.sleep(0.005)


def unix_url(folder: Path) -> str:
    """Where the server of a folder answers, for processes that do not supervise it."""
    return f"unix://{quote(str(socket_path(folder)))}"


def _log(folder: Path, mode: str) -> IO[bytes]:
    stream: IO[bytes] = (folder / "store.log").open(mode)
    return stream


def _answering(folder: Path) -> tuple[int, bool]:
    """The process id of the server at the folder's socket (0: none answers), and whether it has loaded."""
    client = connect(unix_url(folder))
    try:
        where = client.execute_command("CONFIG GET", "dir")["dir"]
        facts = client.execute_command("INFO")
        return (int(facts["process_id"]), int(facts["loading"]) == 0) if Path(where) == folder else (0, False)
    except (RedisError, OSError):
        return 0, False
    finally:
        client.close()


def _exists(pid: int) -> bool:
    """Whether a process lives; one that has ended and waits to be collected by its parent does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except ProcessLookupError:
        return False
    except FileNotFoundError:  # no /proc on this machine
        return True
    return state.rpartition(")")[2].split()[0] != "Z"
