"""What Prometheus reads, from one process and from two."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.store.commit import Store, Write
from server.store.keys import Keys
from server.web.metrics import Metrics
from tests.support.edge import Edge, edge


@pytest.fixture
def world() -> Iterator[Edge]:
    with edge() as built:
        yield built


def test_requests_are_counted_by_endpoint_and_class_never_by_path(world: Edge) -> None:
    client = world.app.test_client()
    for path in ("/healthz", "/healthz", "/wp-login.php", "/secret-path"):
        client.get(path)
    found = client.get("/metrics")
    assert found.mimetype == "text/plain"
    assert 'randnotiz_request_seconds_count{endpoint="health.healthz",status="2xx"} 2.0' in found.text
    assert 'randnotiz_request_seconds_count{endpoint="unmatched",status="4xx"} 2.0' in found.text
    assert "secret-path" not in found.text


def test_calls_outside_are_counted_by_outcome() -> None:
    metrics = Metrics()
    metrics.gmail_call("ok", 0.1)
    metrics.gmail_call("gone", 0.1)
    text = metrics.exposition()[0].decode()
    assert 'randnotiz_gmail_call_seconds_count{outcome="gone"} 1.0' in text


def test_calls_to_the_store_are_counted_by_outcome(store: Store, keys: Keys) -> None:
    metrics = Metrics()
    counted = Store(store.client, metrics.store_call)
    counted.commit(writes=[Write("SET", keys.alias("m"), ("c",))])
    assert counted.read([("GET", keys.alias("m"))]) == ["c"]
    with pytest.raises(ValueError, match="wrong"):
        counted.commit(writes=[Write("SET", keys.alias("m"), ())])
    text = metrics.exposition()[0].decode()
    assert 'randnotiz_store_call_seconds_count{outcome="ok"} 2.0' in text
    assert 'randnotiz_store_call_seconds_count{outcome="failed"} 1.0' in text


WORKER = """
import sys
from pathlib import Path
from server.web.metrics import Metrics
metrics = Metrics(folder=Path(sys.argv[1]))
metrics.request("gmail.home", 200, 0.01)
print(metrics.exposition()[0].decode())
"""


def test_two_workers_add_up(tmp_path: Path) -> None:
    shown = ""
    for _ in range(2):
        shown = subprocess.run(
            [sys.executable, "-c", WORKER, str(tmp_path)],
            env=os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    assert 'randnotiz_request_seconds_count{endpoint="gmail.home",status="2xx"} 2.0' in shown
