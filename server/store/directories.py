"""Workspaces and the people and mailboxes in them: few records, read as one picture and remembered by version.

Each change raises `directory_version` in the same commit; every read of a conversation returns that version, so
a picture that is out of date is noticed in the request that would have used it (DECISIONS A8).
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterable, Iterator

from server.domain import auditlog
from server.domain.access import Token, Webhook
from server.domain.catalogue import Belonging, Field, Macro, SavedView, Tag, Template
from server.domain.errors import Conflict, NotFound
from server.domain.workspace import Agent, Directory, Mailbox, Team, Workspace
from server.store import outerkeys as outer
from server.store.auditlog import audit_writes
from server.store.codec import decode, encode
from server.store.commit import Check, Outcome, Store, Write
from server.store.digests import Digests
from server.store.keys import Keys
from server.store.scanning import keys_of
from server.store.searching import built_write
from server.store.secrets import SecretBox

Entry = Agent | Team | Mailbox | Belonging | Token | Webhook
_KINDS: dict[str, type[Entry]] = {
    kind.__name__.lower(): kind
    for kind in (Agent, Team, Mailbox, Field, Tag, Template, Macro, SavedView, Token, Webhook)
}


class Moved(Conflict):
    """The entry is as it was, but something else in the directory changed meanwhile: looking again is enough."""


class Directories:
    """All workspaces of a store; pictures are remembered per process, by workspace.

    A picture answers for a moment of `clock` (ms UTC), so that an emergency access ends whoever works or not.
    """

    def __init__(self, store: Store, box: SecretBox, clock: Callable[[], int] | None = None) -> None:
        self._store = store
        self._box = box
        self._clock = clock or _milliseconds
        self._known: dict[str, Directory] = {}
        self._digests: dict[str, Digests] = {}
        self._claimed: dict[str, str] = {}

    def known(self, workspace: str) -> Directory:
        """The picture as last read; read now if it never was. NotFound for no such workspace."""
        picture = self._known.get(workspace)
        if picture is None:
            return self.load(workspace)
        return picture if self.holds(picture) else self.load(workspace)

    def holds(self, picture: Directory) -> bool:
        """Whether a picture says what is so now: no emergency access in it has ended since it was taken."""
        return picture.changes_at is None or picture.changes_at > self._clock()

    def load(self, workspace: str) -> Directory:
        """Read the picture anew, in two round trips."""
        keys = Keys(workspace)
        # The version first: a picture may be newer than its version says, never older.
        version, names, record = self._store.read(
            [("GET", keys.directory_version), ("SMEMBERS", keys.directory), ("HGET", keys.record, "record")]
        )
        if record is None:
            self._known.pop(workspace, None)
            raise NotFound("There is no workspace “%(workspace)s”.", workspace=workspace)
        entries = list(self._entries(workspace, sorted(names)))
        directory = Directory(
            workspace=decode(Workspace, record),
            version=int(version or 0),
            agents={e.id: e for e in entries if isinstance(e, Agent)},
            teams={e.id: e for e in entries if isinstance(e, Team)},
            mailboxes={e.id: e for e in entries if isinstance(e, Mailbox)},
            fields={e.id: e for e in entries if isinstance(e, Field)},
            tags={e.id: e for e in entries if isinstance(e, Tag)},
            templates={e.id: e for e in entries if isinstance(e, Template)},
            macros={e.id: e for e in entries if isinstance(e, Macro)},
            views={e.id: e for e in entries if isinstance(e, SavedView)},
            tokens={e.id: e for e in entries if isinstance(e, Token)},
            webhooks={e.id: e for e in entries if isinstance(e, Webhook)},
            at=self._clock(),
        )
        self._known[workspace] = directory
        return directory

    def workspaces(self) -> list[str]:
        """The ids of all workspaces; one that is just being founded or forgotten may not be there."""
        return sorted(self._store.read([("SMEMBERS", outer.WORKSPACES)])[0])

    def workspace_of(self, domain: str) -> str | None:
        """The workspace that a mail domain belongs to, honoured only while the workspace lists it (A10)."""
        return self._claimant(outer.directory_domain(domain), lambda workspace: domain in workspace.domains)

    def workspace_of_tenant(self, tenant: str) -> str | None:
        """The workspace that an Entra tenant belongs to, honoured only while the workspace lists it (A10)."""
        return self._claimant(outer.directory_tenant(tenant), lambda workspace: tenant in workspace.tenants)

    def workspace_by_name(self, name: str) -> str | None:
        """The workspace whose id this is, if there is one."""
        known = bool(name) and name.isascii() and self._store.read([("SISMEMBER", outer.WORKSPACES, name)])[0]
        return name if known else None

    def workspace_of_person(self, google_sub: str) -> str | None:
        """The workspace of somebody from outside its domains, who was linked by a code (DECISIONS B2)."""
        found = self._store.read([("GET", outer.directory_google(google_sub))])[0]
        return str(found) if found else None

    def remember_person(self, google_sub: str, workspace: str) -> None:
        """Note in which workspace a linked person is."""
        self._store.write("SET", outer.directory_google(google_sub), workspace)

    def workspace_of_guest(self, tenant: str, subject: str) -> str | None:
        """The workspace of somebody from a tenant of another one, who was linked by a code (DECISIONS B2)."""
        found = self._store.read([("GET", outer.directory_entra(tenant, subject))])[0]
        return str(found) if found else None

    def remember_guest(self, tenant: str, subject: str, workspace: str) -> None:
        """Note in which workspace somebody linked by a code is."""
        self._store.write("SET", outer.directory_entra(tenant, subject), workspace)

    def digests(self, workspace: str) -> Digests:
        """The digests under the workspace's own key."""
        known = self._digests.get(workspace)
        if known is None:
            sealed = self._store.read([("HGET", Keys(workspace).record, "secret")])[0]
            if sealed is None:
                raise NotFound("There is no workspace “%(workspace)s”.", workspace=workspace)
            known = self._digests.setdefault(workspace, Digests(self._box.open(sealed)))
        return known

    def forget_person(self, agent: Agent) -> None:
        """Forget in which workspace somebody's accounts are."""
        if agent.google_sub:
            self._store.write("DEL", outer.directory_google(agent.google_sub))
        if agent.entra_tenant and agent.entra_subject:
            self._store.write("DEL", outer.directory_entra(agent.entra_tenant, agent.entra_subject))

    def sealed(self, text: str) -> str:
        """A text as it may be stored: only who has the secret key reads it."""
        return self._box.seal(text.encode())

    def opened(self, sealed: str) -> str:
        """The text again."""
        return self._box.open(sealed).decode()

    def found(self, workspace: Workspace) -> None:
        """Create a workspace with a key of its own; Conflict if the id is taken."""
        keys = Keys(workspace.id)
        # First, so that no workspace is ever unlisted.
        self._store.write("SADD", outer.WORKSPACES, workspace.id)
        secret = self._box.seal(secrets.token_bytes(32))
        done = self._store.commit(
            checks=[Check(keys.record, "record", None)],
            writes=[
                Write("HSET", keys.record, ("record", encode(workspace), "secret", secret)),
                built_write(keys.record),  # nothing is stored yet, so all of it is indexed
                Write("INCR", keys.directory_version),
            ],
        )
        if done.outcome is not Outcome.DONE:
            raise Conflict("There is a workspace “%(workspace)s” already.", workspace=workspace.id)
        self._claim(workspace)

    def change_workspace(
        self,
        before: Workspace,
        after: Workspace,
        *,
        told: auditlog.Entry | None = None,
        checks: Iterable[Check] = (),
    ) -> None:
        """Replace the workspace's record; Conflict if somebody changed it meanwhile."""
        keys = Keys(after.id)
        writes = [Write("HSET", keys.record, ("record", encode(after))), *audit_writes(keys, told)]
        self._replace(keys, keys.record, encode(before), writes, checks)
        self._claim(after)

    def forget(self, workspace: str) -> int:
        """Delete every key of a workspace, its record first so that nobody enters; how many they were."""
        keys = Keys(workspace)
        self._store.write("SREM", outer.WORKSPACES, workspace)
        for known in (self._known, self._digests):
            known.pop(workspace, None)
        gone = int(self._store.write("DEL", keys.record))
        for names in keys_of(self._store, keys):
            gone += int(self._store.write("UNLINK", names[0], *names[1:]))
        return gone

    def put(
        self,
        workspace: str,
        entry: Entry,
        *,
        before: Entry | None,
        told: auditlog.Entry | None = None,
        checks: Iterable[Check] = (),
        also: Iterable[Write] = (),
    ) -> None:
        """Add or replace an entry of the directory; Conflict if it is not as `before` any more.

        `checks` must hold, and the writes in `also` are made, in the same commit.
        """
        keys = Keys(workspace)
        kind, key = _kind(entry), _key(keys, entry)
        writes = [
            Write("HSET", key, ("record", encode(entry))),
            Write("SADD", keys.directory, (f"{kind}:{entry.id}",)),
            *audit_writes(keys, told),
            *also,
        ]
        self._replace(keys, key, encode(before) if before else None, writes, checks)

    def remove(
        self,
        workspace: str,
        entry: Entry,
        *,
        told: auditlog.Entry | None = None,
        checks: Iterable[Check] = (),
        also: Iterable[Write] = (),
    ) -> None:
        """Take an entry out of the directory; Conflict if it is not as it was handed in any more."""
        keys = Keys(workspace)
        key = _key(keys, entry)
        writes = [
            Write("DEL", key),
            Write("SREM", keys.directory, (f"{_kind(entry)}:{entry.id}",)),
            *audit_writes(keys, told),
            *also,
        ]
        self._replace(keys, key, encode(entry), writes, checks)

    def _replace(
        self, keys: Keys, key: str, before: str | None, writes: list[Write], checks: Iterable[Check]
    ) -> None:
        done = self._store.commit(
            checks=[Check(key, "record", before), *checks],
            writes=[*writes, Write("INCR", keys.directory_version)],
        )
        if done.outcome is not Outcome.DONE:
            moved = done.stale_key == keys.directory_version
            told = "Somebody changed this meanwhile. Please look again and repeat."
            raise Moved(told) if moved else Conflict(told)
        self._known.pop(keys.workspace, None)

    def _claimant(self, key: str, lists: Callable[[Workspace], bool]) -> str | None:
        workspace = self._claimed.get(key) or self._store.read([("GET", key)])[0]
        if not workspace:
            return None
        try:
            listed = lists(self.known(workspace).workspace) or lists(self.load(workspace).workspace)
        except NotFound:
            listed = False
        if not listed:
            self._claimed.pop(key, None)
            return None
        self._claimed[key] = workspace
        return str(workspace)

    def _claim(self, workspace: Workspace) -> None:
        """Name this workspace for its domains and tenants, save those that another one still lists (A10)."""
        self._known.pop(workspace.id, None)
        for tenant in workspace.tenants:
            if self.workspace_of_tenant(tenant) is None:
                self._store.write("SET", outer.directory_tenant(tenant), workspace.id)
        for domain in workspace.domains:
            if self.workspace_of(domain) is None:
                self._store.write("SET", outer.directory_domain(domain), workspace.id)

    def _entries(self, workspace: str, names: list[str]) -> Iterator[Entry]:
        keys = Keys(workspace)
        kinds = [name.partition(":") for name in names]
        commands = [("HGET", getattr(keys, kind)(key), "record") for kind, _, key in kinds]
        for (kind, _, _), record in zip(kinds, self._store.read(commands), strict=True):
            if record is not None:
                yield decode(_KINDS[kind], record)


def _milliseconds() -> int:
    return time.time_ns() // 1_000_000


def _kind(entry: Entry) -> str:
    return type(entry).__name__.lower()


def _key(keys: Keys, entry: Entry) -> str:
    name: str = getattr(keys, _kind(entry))(entry.id)
    return name
