"""A copy of a private store's data that is whole although the store goes on writing, and its way back.

The engine's log is a base, one or two append-only parts and a manifest that names them. All files that one
manifest names are opened (and the manifest is compared afterwards): a rewrite that then deletes them takes
nothing from us, and the part being written is copied as long as it is by then. A step cut off at its end is
dropped by the engine when it loads. The secret key lies outside the data folder.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import tarfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from server.domain.errors import Invalid, Unavailable

LOG_FOLDER = "appendonlydir"
MANIFEST = "appendonly.aof.manifest"
SUMS = "sha256.json"
ATTEMPTS = 20
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Copied:
    """How much a backup holds, or a restore brought back."""

    files: int
    size: int


def backup(folder: Path, target: Path) -> Copied:
    """Write the data of a folder, its store running or not, into one file that only we may read.

    Raises Invalid if there is no data or the target exists.
    """
    if target.exists():
        raise Invalid("%(target)s exists already.", target=str(target))
    if not (folder / LOG_FOLDER / MANIFEST).exists():
        raise Invalid("%(folder)s holds no data of a store.", folder=str(folder))
    with ExitStack() as held:
        return _pack(_hold(folder / LOG_FOLDER, held), target)


def restore(source: Path, folder: Path) -> Copied:
    """Bring the data of a backup back into a folder that is empty or absent; all of it or nothing.

    Raises Invalid for a folder that holds anything, and for a file that is damaged or no backup of ours.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Invalid("%(folder)s is not empty.", folder=str(folder))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    unpacked = folder / "restoring"
    unpacked.mkdir(mode=0o700)
    try:
        copied = _unpack(source, unpacked)
        unpacked.rename(folder / LOG_FOLDER)
        _sync_folder(folder)
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise Invalid(
            "%(source)s is damaged or no backup: %(why)s", source=str(source), why=str(error)
        ) from error
    finally:
        shutil.rmtree(unpacked, ignore_errors=True)
    return copied


def _hold(log: Path, held: ExitStack) -> dict[str, IO[bytes]]:
    """Open every file of one manifest until `held` is closed; the manifest's own text comes with them."""
    for _ in range(ATTEMPTS):
        manifest = (log / MANIFEST).read_bytes()
        with ExitStack() as opened:
            try:
                streams = {name: opened.enter_context((log / name).open("rb")) for name in _parts(manifest)}
            except FileNotFoundError:  # a rewrite has just ended
                continue
            if (log / MANIFEST).read_bytes() == manifest:
                held.enter_context(opened.pop_all())
                return {MANIFEST: io.BytesIO(manifest), **streams}
    raise Unavailable("The log of the store changes too fast to be copied.")


def _parts(manifest: bytes) -> list[str]:
    """The files a manifest names (`file <name> seq <n> type <b|i|h>`), without those it has given up."""
    found = []
    for line in manifest.decode().splitlines():
        words = line.split()
        if len(words) == 6 and words[0::2] == ["file", "seq", "type"] and words[5] in {"b", "i"}:
            found.append(words[1])
    if not found or any("/" in name for name in found):
        raise ValueError("its manifest names no files")
    return found


def _pack(streams: dict[str, IO[bytes]], target: Path) -> Copied:
    partial = target.with_name(target.name + ".partial")
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    sums: dict[str, str] = {}
    size = 0
    with os.fdopen(descriptor, "wb") as output:
        with tarfile.open(fileobj=output, mode="w:gz", compresslevel=1) as archive:
            for name, stream in streams.items():
                length = stream.seek(0, os.SEEK_END)
                size += length
                sums[name] = _digest(stream, length)
                _add(archive, f"{LOG_FOLDER}/{name}", stream, length)
            text = json.dumps(sums).encode()
            _add(archive, SUMS, io.BytesIO(text), len(text))
        output.flush()
        os.fsync(output.fileno())
    partial.rename(target)
    _sync_folder(target.parent)
    return Copied(len(streams), size)


def _add(archive: tarfile.TarFile, name: str, stream: IO[bytes], length: int) -> None:
    """Pack the first `length` bytes, however long the file has grown since."""
    facts = tarfile.TarInfo(name)
    facts.size, facts.mode = length, 0o600
    stream.seek(0)
    archive.addfile(facts, stream)


def _unpack(source: Path, folder: Path) -> Copied:
    found: dict[str, str] = {}
    sums: dict[str, str] | None = None
    size = 0
    with tarfile.open(source, mode="r:gz") as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is None:
                raise ValueError("it holds something that is no file")
            if member.name == SUMS:
                sums = json.load(content)
                continue
            name = PurePosixPath(member.name)
            if name.parent != PurePosixPath(LOG_FOLDER):
                raise ValueError("it holds a file that is none of ours")
            found[name.name] = _write(content, folder / name.name)
            size += member.size
    if sums is None or found != sums or set(found) != {MANIFEST, *_parts((folder / MANIFEST).read_bytes())}:
        raise ValueError("its files are not those that were packed")
    return Copied(len(found), size)


def _write(content: IO[bytes], path: Path) -> str:
    """Write a file to disk for good; its digest."""
    digest = hashlib.sha256()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        while block := content.read(BLOCK):
            digest.update(block)
            stream.write(block)
        stream.flush()
        os.fsync(stream.fileno())
    return digest.hexdigest()


def _digest(stream: IO[bytes], size: int) -> str:
    """The digest of the first `size` bytes."""
    digest = hashlib.sha256()
    stream.seek(0)
    while size and (block := stream.read(min(BLOCK, size))):
        digest.update(block)
        size -= len(block)
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
