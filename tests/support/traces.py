"""Looking for traces of somebody in everything that a store holds, and in its files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from redis import Redis

from server.store.commit import Store
from server.store.keys import Keys
from server.store.scanning import keys_of


def dumps(store: Store, keys: Keys) -> bytes:
    """Every key of a workspace with its content, as the store reads it and as it writes it to disk."""
    found = bytearray()
    raw = _raw(store)
    for names in keys_of(store, keys):
        for name in names:
            found += name.encode() + b"\n" + (raw.dump(name) or b"") + _content(raw, name) + b"\n"
    raw.close()
    return bytes(found)


def files(folder: Path) -> bytes:
    """Everything under a folder."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def traces(content: bytes, secrets: Iterable[str]) -> list[str]:
    """Which of these stand in it, in whatever letter case."""
    lowered = content.decode("utf-8", "replace").casefold()
    return [secret for secret in secrets if secret.casefold() in lowered]


def _raw(store: Store) -> Redis:
    pool = store.client.connection_pool  # type: ignore[attr-defined]
    return Redis(unix_socket_path=pool.connection_kwargs["path"])


def _content(raw: Redis, name: str) -> bytes:
    """A dump packs long texts, so the content is looked at as well."""
    reading = {
        b"hash": ("HGETALL",),
        b"list": ("LRANGE", 0, -1),
        b"zset": ("ZRANGE", 0, -1),
        b"set": ("SMEMBERS",),
        b"stream": ("XRANGE", "-", "+"),
        b"string": ("GET",),
    }
    kind = raw.type(name)
    if kind not in reading:
        return b""
    command, *limits = reading[kind]
    return _flat(raw.execute_command(command, name, *limits))  # type: ignore[no-untyped-call]


def _flat(value: object) -> bytes:
    if isinstance(value, bytes):
        return value + b" "
    if isinstance(value, dict):
        return b"".join(_flat(one) for pair in value.items() for one in pair)
    if isinstance(value, list | tuple | set):
        return b"".join(map(_flat, value))
    return str(value).encode()
