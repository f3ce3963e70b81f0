"""What an agent is about to answer, kept until their mail is seen; and which conversation an Exchange id means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from server.store.commit import DAY_MS, Store
from server.store.digests import Digests
from server.store.keys import Keys

INTENT_MS = 8 * 3_600_000
"""How long an announced reply is waited for (OUTLOOK.md 2.3)."""
EXCHANGE_MS = 90 * DAY_MS


@dataclass(frozen=True, slots=True)
class Intent:
    """The conversation that an agent is about to answer, and what is to happen after sending."""

    conversation: str
    after_send: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What is known of a draft: by the id it answers, by the agent's intent, by Exchange's conversation id."""

    by_reply: tuple[str, ...]
    intent: Intent | None
    by_exchange: str | None


@dataclass(frozen=True, slots=True)
class Intents:
    """Intents of one workspace's agents."""

    store: Store
    keys: Keys
    digests: Digests

    def record(self, agent: str, intent: Intent, *, names: Sequence[str]) -> None:
        """Remember an intent under everything the client knows of the mail (Message-ID, Exchange id)."""
        value = f"{intent.conversation} {intent.after_send}"
        for name in filter(None, names):
            self.store.write("SET", self._intent(agent, name), value, "PX", INTENT_MS)

    def end(self, agent: str, *, names: Sequence[str]) -> None:
        """Forget an intent that was carried out."""
        for name in filter(None, names):
            self.store.write("DEL", self._intent(agent, name))

    def remember_exchange(self, exchange: str, conversation: str) -> None:
        """Note which conversation an Exchange conversation id was seen with."""
        if exchange:
            self.store.write("SET", self._exchange(exchange), conversation, "PX", EXCHANGE_MS)

    def hints(self, agent: str, *, in_reply_to: str, exchange: str) -> Hints:
        """Everything known of a draft, in one round trip."""
        answered = self.keys.alias(self.digests.message(in_reply_to))
        names = [self._intent(agent, name) for name in (in_reply_to, exchange)]
        values = self.store.read([("MGET", answered, *names, self._exchange(exchange))])[0]
        alias, by_reply, by_exchange, conversation = values
        found = by_reply if in_reply_to and by_reply else by_exchange if exchange else None
        return Hints(
            tuple(alias.split()) if alias and in_reply_to else (),
            Intent(*found.split(" ")) if found else None,
            conversation if exchange else None,
        )

    def _intent(self, agent: str, name: str) -> str:
        return self.keys.intent(agent, self.digests.request(name))

    def _exchange(self, exchange: str) -> str:
        return self.keys.exchange(self.digests.request(exchange))
