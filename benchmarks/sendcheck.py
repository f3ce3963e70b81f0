"""The check before a reply is sent: how often it asks the store, and how many there can be."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from benchmarks import stage
from benchmarks.filling import sample
from benchmarks.live_stage import NOWHERE, Office
from benchmarks.plans import Plan
from benchmarks.rounds import Subject, alternate, paired, paired_cpu
from benchmarks.table import Figure, at_least, at_most, show
from server.demo.people import sample_workspace

PATH = "/api/v1/send-check"
SENDER = "jonas"
CONNECTIONS = 16
TRIPS = 100


def measure(folder: Path, office: Office, *, rounds: int, seconds: float, load: str) -> None:
    """Measure beside the bare route, and print the table."""
    (folder / "bare").mkdir(exist_ok=True)
    settings, told = stage.settings(folder / "bare", NOWHERE, redis_url="redis://127.0.0.1:9")
    site = stage.site(settings, told, application="benchmarks.bare:create_app()", probe="/bare")
    try:
        bare = Subject("bare", Plan("bare", "/bare"), site, folder / "plans" / "bare")
        check = Subject("send check", plan(office), office.site, folder / "plans" / "check")
        _look(office)
        _alternate([bare, check], rounds=rounds, seconds=seconds)
    finally:
        site.stop()
    figures = [
        Figure(one.name, f"{one.rate:,.0f} per s, cpu {one.cpu_ms:.2f} ms, p99 {one.p99:.1f} ms")
        for one in (bare, check)
    ]
    figures.append(at_least("send check, of the bare route", paired(check, bare), 0.36))
    figures.append(
        Figure("  its processor time, of the bare route's", f"{paired_cpu(check, bare):.2f} times")
    )
    figures.append(at_most("its round trips to the store", _trips(office), 2, unit=""))
    show(f"Before a reply is sent, {CONNECTIONS} connections, {load}", figures)


def plan(office: Office) -> Plan:
    """Replies to the newest mail of every conversation, none of which was answered meanwhile."""
    body = json.dumps({"in_reply_to": "{1}", "conversation_id": "", "locale": "de-AT"})
    rows = [(f"<{sample(number).message_id(2)}>",) for number in range(office.conversations)]
    token = office.token(sample_workspace().person(SENDER))
    headers = (f"Authorization: Bearer {token}", "Idempotency-Key: {nonce}")
    return Plan("send check", PATH, body, rows, headers=headers)


def _look(office: Office) -> None:
    """Have the sender look at every conversation, so that there is nothing to warn of."""
    for number in range(office.conversations):
        path = f"/conversations/{sample(number).id}/presence"
        office.ask(SENDER, path, {"mode": "viewing"}, method="PUT")


def _alternate(subjects: Sequence[Subject], *, rounds: int, seconds: float) -> None:
    alternate(subjects, rounds=rounds, connections=CONNECTIONS, seconds=seconds)


def _trips(office: Office) -> float:
    """Times that the store read from a socket, for one check after the other."""

    def ask(number: int) -> None:
        answer = office.ask(SENDER, "/send-check", {"in_reply_to": f"<{sample(number).message_id(2)}>"})
        if answer["warn"] or answer["conversation"] != sample(number).id:
            raise RuntimeError(f"the check was not of an allowed send: {answer}")

    for number in range(5):
        ask(number)
    before = office.reads()
    for number in range(TRIPS):
        ask(number % office.conversations)
    return (office.reads() - before - 1) / TRIPS
