"""Deliveries beside each other: a target that does not answer holds up nobody, and little is under way at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from contextlib import suppress

import pytest

from server.bootstrap import milliseconds
from server.courier import Courier
from server.domain.administering import OPERATOR
from server.providers.guarded import Guarded, Limits, NoAnswer, Reason, Reply
from server.store.commit import Store
from server.usecases.webhooks import Wish, create_webhook
from tests.support.office import Office, mail, open_office

PUBLIC = Guarded(resolve=lambda host, port: ["93.184.215.14"])


class Targets:
    """Stands for the world outside: answers at once, but for those that hang until they are let go."""

    def __init__(self, *hanging: str) -> None:
        self.hanging = hanging
        self.freed = threading.Event()
        self.under_way = 0
        self.most = 0
        self.sent: list[str] = []

    def check(self, url: str) -> None:
        """Anything will do."""

    def post(self, url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits) -> Reply:
        """Answer, or hang."""
        del body, headers, limits
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        try:
            if url in self.hanging:
                self.freed.wait(5)
                raise NoAnswer(Reason.SLOW, "hanging")
            self.sent.append(url)
            return Reply(204, {}, b"")
        finally:
            self.under_way -= 1


@pytest.fixture
def office(store: Store, workspace: str) -> Office:
    made = open_office(store, workspace)
    made.time[0] = milliseconds()
    return made


def webhooks(office: Office, count: int) -> list[str]:
    urls = [f"https://hooks{number}.example/" for number in range(count)]
    for url in urls:
        create_webhook(office.inbox, OPERATOR, Wish(url, url, ("support",)), outside=PUBLIC)
    return urls


def test_a_dead_target_holds_up_no_other(office: Office) -> None:
    urls = webhooks(office, 5)
    targets = Targets(*urls[:4])
    courier = Courier(targets)
    office.deliver(mail("a@x"))
    began = time.monotonic()
    courier.round(office.inbox)
    assert time.monotonic() - began < 0.5, "the worker's other work goes on"
    while len(targets.sent) < 2 and time.monotonic() - began < 5:
        time.sleep(0.01)
    assert targets.sent == [urls[4]] * 2
    courier.round(office.inbox)
    assert targets.most <= 5, "one try at a time for each"
    targets.freed.set()
    courier.wait(5)


def test_only_so_much_is_under_way_at_once(office: Office) -> None:
    urls = webhooks(office, 6)
    targets = Targets(*urls)
    courier = Courier(targets, slots=3)
    office.deliver(mail("a@x"))
    courier.round(office.inbox)
    began = time.monotonic()
    while targets.most < 3 and time.monotonic() - began < 5:
        time.sleep(0.01)
    courier.round(office.inbox)
    assert targets.most == 3
    targets.freed.set()
    courier.wait(5)
    courier.round(office.inbox)
    courier.wait(5)
    assert targets.most == 3


def test_a_fault_in_one_delivery_ends_nothing_else(office: Office, caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Targets):
        def post(self, url: str, body: bytes, *, headers: Mapping[str, str], limits: Limits) -> Reply:
            raise ValueError("a fault of our own")

    webhooks(office, 1)
    office.deliver(mail("a@x"))
    courier = Courier(Broken())
    with suppress(ValueError):
        courier.round(office.inbox)
    courier.wait(5)
    assert "failed" in caplog.text
    whole = Targets()
    after = Courier(whole)
    after.round(office.inbox)
    after.wait(5)
    assert len(whole.sent) == 2
