"""The data folder of a private store: ours alone, locked, holding nothing that would silently be ignored."""

from __future__ import annotations

import fcntl
import hashlib
import os
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from server.domain.errors import Invalid, Unavailable

# The kernel's limit for the path of a unix socket is 108 bytes on Linux, 104 on macOS.
LONGEST_SOCKET_PATH = 100


@dataclass(slots=True)
class Lock:
    """An exclusive `flock` on a file, which names the process that holds it."""

    path: Path
    descriptor: int

    @classmethod
    def try_take(cls, path: Path) -> Lock | None:
        """The lock, or None if another process holds it."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return None
        return cls(path, descriptor)

    @classmethod
    def take(cls, path: Path, *, seconds: float) -> Lock:
        """The lock, waited for that long; then Unavailable names the holder."""
        deadline = time.monotonic() + seconds
        while True:
            lock = cls.try_take(path)
            if lock is not None:
                return lock
            if time.monotonic() >= deadline:
                holder = path.read_text(encoding="ascii").strip() or "unknown"
                raise Unavailable(
                    "The folder %(folder)s is in use by process %(pid)s.", folder=str(path.parent), pid=holder
                )
            time.sleep(0.05)

    def name(self, pid: int) -> None:
        """Write down who holds it."""
        os.ftruncate(self.descriptor, 0)
        os.pwrite(self.descriptor, f"{pid}\n".encode(), 0)

    def close(self) -> None:
        """Close our descriptor; a child that inherited it still holds the lock."""
        os.close(self.descriptor)

    def release(self) -> None:
        """Let it go for everybody."""
        fcntl.flock(self.descriptor, fcntl.LOCK_UN)
        self.close()


def private_folder(folder: Path) -> None:
    """Make the folder if need be, readable by nobody else; refuse one that belongs to somebody else."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    facts = folder.lstat()
    if facts.st_uid != os.getuid() or not folder.is_dir() or folder.is_symlink():
        raise Invalid("The folder %(folder)s belongs to somebody else.", folder=str(folder))
    if facts.st_mode & 0o077:
        folder.chmod(0o700)


def refuse_foreign_data(folder: Path) -> None:
    """Refuse a snapshot without a log: started on it, the server would come up empty, without a word."""
    if (folder / "dump.rdb").exists() and not (folder / "appendonlydir").exists():
        raise Invalid(
            "%(folder)s holds dump.rdb but no appendonlydir: the store would start empty. "
            "Load it into a server without appendonly, turn that on there, and use that server's folder.",
            folder=str(folder),
        )


def socket_path(folder: Path) -> Path:
    """Where the folder's server answers: in it, or in a short private folder where that path is too long."""
    folder = folder.resolve()
    path = folder / "store.sock"
    if len(os.fsencode(path)) <= LONGEST_SOCKET_PATH:
        return path
    short = Path(tempfile.gettempdir()) / f"randnotiz-{os.getuid()}"
    private_folder(short)
    return short / f"{hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]}.sock"
