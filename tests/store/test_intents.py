"""What an agent is about to answer: found by what their client knows, and forgotten in time."""

from __future__ import annotations

from server.store.commit import Store
from server.store.digests import Digests
from server.store.intents import EXCHANGE_MS, INTENT_MS, Hints, Intent, Intents
from server.store.keys import Keys
from tests.store.counting import CountingClient

DIGESTS = Digests(b"s" * 32)
INTENT = Intent("c1", "pending")
MESSAGE, EXCHANGE = "q@wald.example", "AAQkAGI2=="


def intents(store: Store, keys: Keys) -> Intents:
    return Intents(store, keys, DIGESTS)


def hints(found: Intents, *, in_reply_to: str = "", exchange: str = "", agent: str = "anna") -> Hints:
    return found.hints(agent, in_reply_to=in_reply_to, exchange=exchange)


def test_nothing_is_known_of_a_draft_that_nobody_announced(store: Store, keys: Keys) -> None:
    assert hints(intents(store, keys), in_reply_to=MESSAGE, exchange=EXCHANGE) == Hints((), None, None)


def test_an_intent_is_found_by_either_name_and_is_the_agents_own(store: Store, keys: Keys) -> None:
    found = intents(store, keys)
    found.record("anna", INTENT, names=[MESSAGE, EXCHANGE])
    assert hints(found, in_reply_to=MESSAGE).intent == INTENT
    assert hints(found, exchange=EXCHANGE).intent == INTENT
    assert hints(found, in_reply_to=MESSAGE, exchange=EXCHANGE, agent="ben").intent is None


def test_an_unknown_name_is_no_name(store: Store, keys: Keys) -> None:
    found = intents(store, keys)
    found.record("anna", INTENT, names=["", EXCHANGE])
    found.remember_exchange("", "c1")
    assert hints(found) == Hints((), None, None)


def test_what_a_draft_answers_decides_before_its_exchange_id(store: Store, keys: Keys) -> None:
    found = intents(store, keys)
    found.record("anna", INTENT, names=[MESSAGE])
    found.record("anna", Intent("c2", "keep"), names=[EXCHANGE])
    assert hints(found, in_reply_to=MESSAGE, exchange=EXCHANGE).intent == INTENT


def test_an_intent_that_was_carried_out_is_forgotten(store: Store, keys: Keys) -> None:
    found = intents(store, keys)
    found.record("anna", INTENT, names=[MESSAGE, EXCHANGE])
    found.end("anna", names=[MESSAGE, EXCHANGE, ""])
    assert hints(found, in_reply_to=MESSAGE, exchange=EXCHANGE).intent is None


def test_an_exchange_id_leads_everybody_to_its_conversation(store: Store, keys: Keys) -> None:
    found = intents(store, keys)
    found.remember_exchange(EXCHANGE, "c1")
    assert hints(found, exchange=EXCHANGE, agent="ben").by_exchange == "c1"
    assert hints(found, in_reply_to=MESSAGE).by_exchange is None


def test_everything_ends_by_itself(store: Store, keys: Keys) -> None:
    found = intents(store, keys)
    found.record("anna", INTENT, names=[MESSAGE])
    found.remember_exchange(EXCHANGE, "c1")
    left = {
        key: store.client.execute_command("PTTL", key)
        for key in (
            keys.intent("anna", DIGESTS.request(MESSAGE)),
            keys.exchange(DIGESTS.request(EXCHANGE)),
        )
    }
    for ms, longest in zip(left.values(), (INTENT_MS, EXCHANGE_MS), strict=True):
        assert longest - 60_000 < ms <= longest


def test_no_id_of_a_mail_stands_in_a_key_name(store: Store, keys: Keys) -> None:
    found = intents(store, keys)
    found.record("anna", INTENT, names=[MESSAGE, EXCHANGE])
    found.remember_exchange(EXCHANGE, "c1")
    names = list(store.client.scan_iter(match=f"v1:{{{keys.workspace}}}:*", count=1000))
    assert len(names) == 3
    assert not [name for name in names if "wald" in name or "AAQk" in name]


def test_all_hints_cost_one_round_trip(store: Store, keys: Keys) -> None:
    client = CountingClient(store.client)
    hints(intents(Store(client), keys), in_reply_to=MESSAGE, exchange=EXCHANGE)
    assert client.trips == 1
