"""What the operator entered about this installation: one hash, its secrets sealed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from server.domain import installation
from server.domain.errors import Conflict
from server.domain.installation import Installation
from server.store.commit import Check, Outcome, Store, Write
from server.store.outerkeys import INSTALLATION
from server.store.secrets import SecretBox

VERSION = "version"


@dataclass(frozen=True, slots=True)
class Entered:
    """What was entered, and how often something was; version "" is: nothing ever."""

    version: str
    values: Installation


class InstallationStore:
    """Reads and replaces what was entered; secrets are opened on the way out and sealed on the way in."""

    def __init__(self, store: Store, box: SecretBox) -> None:
        self._store = store
        self._box = box

    def version(self) -> str:
        """How often something was entered, in one cheap question."""
        return str(self._store.read([("HGET", INSTALLATION, VERSION)])[0] or "")

    def read(self) -> Entered:
        """Everything that was entered."""
        return self.parsed(self._store.read([("HGETALL", INSTALLATION)])[0])

    def parsed(self, flat: Mapping[str, str]) -> Entered:
        """The same from what stands under its key."""
        texts = {
            name: self._box.open(text).decode() if text and name in installation.SECRETS else text
            for name, text in flat.items()
        }
        return Entered(texts.pop(VERSION, ""), installation.from_texts(texts))

    def put(self, seen: str, texts: Mapping[str, str]) -> None:
        """Enter these texts ("" takes a value back); Conflict if something was entered since `seen`."""
        sealed = {
            name: self._box.seal(text.encode()) if text and name in installation.SECRETS else text
            for name, text in texts.items()
        }
        version = str(int(seen or 0) + 1)
        flat = [part for pair in sealed.items() for part in pair]
        done = self._store.commit(
            checks=[Check(INSTALLATION, VERSION, seen or None)],
            writes=[Write("HSET", INSTALLATION, (VERSION, version, *flat))],
        )
        if done.outcome is not Outcome.DONE:
            raise Conflict("Somebody changed this meanwhile. Please look again and repeat.")
