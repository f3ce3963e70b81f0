"""What changes, as it happens, for everybody who may see it (DESIGN 6, DECISIONS A8, D6).

One reader per process polls the streams of the workspaces that somebody listens to, and fans out in memory.
Who may see an event is asked when it is delivered; who loses access hears only that the conversation is gone.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from server.domain.errors import NotFound, Unavailable
from server.domain.workspace import Directory
from server.store.feed import Feed, News, Position, position_of
from server.usecases.hearing import Heard, heard_by
from server.usecases.inbox import Inbox
from server.usecases.workspaces import Workspaces

log = logging.getLogger("randnotiz.live")

POLL_S = 0.15
"""How often the streams are read while somebody listens."""
SHARE = 2
"""One agent gets at most half of the places of a process, so that nobody takes them all."""
WAITING = 256
"""Events that a slow listener may be behind before it has to start afresh."""


@dataclass(slots=True, eq=False)
class Listener:
    """Somebody who listens: what they have not been told yet waits for them, up to a limit.

    What one reading of the streams found is queued as one, as thousands may be told of it at the same moment.
    """

    workspace: str
    agent: str
    waiting: queue.SimpleQueue[tuple[Heard, ...]] = field(default_factory=queue.SimpleQueue)
    over: bool = False
    """Whether they are an agent here no more; then there is nothing to listen to."""
    start: str = ""
    """Where it began, for who comes back before anything happened; empty for who came with a cursor."""
    # Two counts, as each is changed by one thread only: who tells, and who takes.
    told: int = 0
    taken: int = 0

    def tell(self, *heard: Heard) -> None:
        """Queue it; whoever is too slow is told to start afresh instead."""
        if self.told - self.taken + len(heard) > WAITING:
            self.told -= len(self._drained())
            heard = (Heard("reset", heard[-1].cursor),)
        self.told += len(heard)
        self.waiting.put(heard)

    def take(self, timeout: float) -> tuple[Heard, ...]:
        """Everything that waits, or nothing if nothing came in `timeout` seconds."""
        with suppress(queue.Empty):
            found = self.waiting.get(timeout=timeout) + self._drained()
            self.taken += len(found)
            return found
        return ()

    def _drained(self) -> tuple[Heard, ...]:
        found: tuple[Heard, ...] = ()
        with suppress(queue.Empty):
            while True:
                found += self.waiting.get_nowait()
        return found


def changes(
    workspaces: Workspaces, inbox: Inbox, agent: str, *, after: str | None
) -> tuple[list[Heard], str, bool]:
    """What the agent may hear since a cursor, the next cursor, and whether to start afresh (polling)."""
    feed = Feed(workspaces.store)
    position = position_of(after)
    if position is None or feed.trimmed(inbox.workspace, position):
        now = feed.now(inbox.workspace)
        return [], str(now), after is not None
    news = feed.since({inbox.workspace: position})[inbox.workspace]
    inbox = inbox.current(news.directory_version)
    return list(heard_by(inbox, news, [agent]).get(agent, [])), str(news.position), False


class Live:
    """The listeners of one process, and the one thread that reads for them."""

    def __init__(self, workspaces: Workspaces, *, cap: int = 2_000) -> None:
        self._workspaces = workspaces
        self._feed = Feed(workspaces.store)
        self._cap = cap
        self._lock = threading.Lock()
        self._listeners: dict[str, set[Listener]] = {}
        self._positions: dict[str, Position] = {}
        self._directories: dict[str, Directory] = {}
        self._reading = False

    def listen(self, inbox: Inbox, agent: str, *, after: str | None) -> Listener:
        """Begin to listen, catching up from a cursor; Unavailable where too many listen already."""
        listener = Listener(inbox.workspace, agent)
        here = self._add(listener, inbox.directory)
        try:
            self._catch_up(inbox, listener, after, here)
        except Exception:
            self.leave(listener)
            raise
        return listener

    def _add(self, listener: Listener, directory: Directory) -> Position:
        """Count the listener in, with the reader running; tell where the reader is."""
        workspace = listener.workspace
        with self._lock:
            group = self._listeners.get(workspace, set())
            own = sum(one.agent == listener.agent for one in group)
            if own * SHARE >= self._cap or sum(map(len, self._listeners.values())) >= self._cap:
                raise Unavailable("Too many windows are listening just now.")
            if workspace not in self._positions:
                self._positions[workspace] = self._feed.now(workspace)
                self._directories[workspace] = directory
            self._listeners.setdefault(workspace, set()).add(listener)
            if not self._reading:
                self._reading = True
                threading.Thread(target=self._read, name="live", daemon=True).start()
            return self._positions[workspace]

    def leave(self, listener: Listener) -> None:
        """Stop listening; a workspace that nobody listens to is not read any more."""
        with self._lock:
            group = self._listeners.get(listener.workspace, set())
            group.discard(listener)
            if not group:
                self._listeners.pop(listener.workspace, None)
                self._positions.pop(listener.workspace, None)
                self._directories.pop(listener.workspace, None)

    @property
    def count(self) -> int:
        """How many listen."""
        with self._lock:
            return sum(len(group) for group in self._listeners.values())

    def _catch_up(self, inbox: Inbox, listener: Listener, after: str | None, here: Position) -> None:
        """Tell what happened between the cursor and now; what comes twice on the seam does no harm."""
        if after is None:
            listener.start = str(here)
            return
        missed, cursor, afresh = changes(self._workspaces, inbox, listener.agent, after=after)
        reached = position_of(cursor)
        if afresh or reached is None or reached.behind(here):
            # Too much happened to tell it one by one, and the reader is past what is left.
            listener.tell(Heard("reset", str(here)))
            return
        if missed:
            listener.tell(*missed)

    def _read(self) -> None:
        pause = threading.Event()
        while True:
            pause.wait(POLL_S)
            with self._lock:
                positions = dict(self._positions)
                if not positions:
                    self._reading = False
                    return
            try:
                self._deliver(self._feed.since(positions))
            except Unavailable:
                pause.wait(1.0)
            except Exception:  # one entry that cannot be read must not silence everybody
                log.exception("live")
                with suppress(Unavailable):  # then the next round meets the same entry, and tries again
                    self._start_afresh(positions)

    def _start_afresh(self, positions: dict[str, Position]) -> None:
        """Skip what could not be delivered, and let everybody read anew."""
        for workspace in positions:
            now = self._feed.now(workspace)
            with self._lock:
                self._positions[workspace] = now
                listeners = list(self._listeners.get(workspace, ()))
            for listener in listeners:
                listener.tell(Heard("reset", str(now)))

    def _deliver(self, found: dict[str, News]) -> None:
        for workspace, news in found.items():
            with self._lock:
                if workspace not in self._positions:
                    continue
                self._positions[workspace] = news.position
                listeners = list(self._listeners.get(workspace, ()))
            try:
                self._tell(workspace, news, listeners)
            except NotFound:
                self._end(workspace, news)

    def _tell(self, workspace: str, news: News, listeners: Sequence[Listener]) -> None:
        self._tell_of_rights(workspace, news, listeners)
        if not news.changes and not news.beats:
            return
        inbox = self._workspaces.inbox(workspace).current(news.directory_version)
        heard = heard_by(inbox, news, {one.agent for one in listeners})
        for listener in listeners:
            if found_for := heard[listener.agent]:
                listener.tell(*found_for)

    def _end(self, workspace: str, news: News) -> None:
        """The workspace was deleted: who listened there is an agent no more, and it is not read again."""
        with self._lock:
            listeners = self._listeners.pop(workspace, set())
            self._positions.pop(workspace, None)
            self._directories.pop(workspace, None)
        for listener in listeners:
            listener.over = True
            listener.tell(Heard("reset", str(news.position)))

    def _tell_of_rights(self, workspace: str, news: News, listeners: Sequence[Listener]) -> None:
        """Let everybody whose rights have changed read anew; who is no agent any more hears nothing else (A8)."""
        before = self._directories.get(workspace)
        if before is None or before.version == news.directory_version:
            return
        now = self._workspaces.inbox(workspace).current(news.directory_version).directory
        with self._lock:
            if workspace in self._directories:
                self._directories[workspace] = now
        for listener in listeners:
            if _rights(before, listener.agent) != _rights(now, listener.agent):
                listener.over = not _is_agent(now, listener.agent)
                listener.tell(Heard("reset", str(news.position)))


def _is_agent(directory: Directory, agent: str) -> bool:
    known = directory.agents.get(agent)
    return agent in directory.tokens or (known is not None and known.deactivated_at is None)


def _rights(directory: Directory, agent: str) -> object:
    """What decides which conversations an agent sees, but for the conversations."""
    roles = {box.id: (m.role, m.only_assigned, m.until) for box, m in directory.memberships(agent)}
    return _is_agent(directory, agent), roles, directory.teams_of(agent)
