"""`randnotiz installation`, and the worker's signs of life and looks outside, each on one private store."""

from __future__ import annotations

import json
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from server.cli import main
from server.lookout import LOOK_EVERY, SIGN_EVERY, Lookout
from server.settings import read
from server.store.outerkeys import CHECKUPS, WORKER
from server.worker import Worker
from tests.store.servers import running


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {
        "RANDNOTIZ_DATA": str(tmp_path),
        "RANDNOTIZ_PUBLIC_URL": "http://127.0.0.1:8080",
        "RANDNOTIZ_OPERATOR": "Firma",
        "RANDNOTIZ_GOOGLE_CERTS_URL": "http://127.0.0.1:9/certs",
        "RANDNOTIZ_MICROSOFT_AUTHORITY": "http://127.0.0.1:9",
    }


def run(environment: dict[str, str], *words: str, typed: str = "") -> Any:
    return CliRunner().invoke(main, ["installation", *words], env=environment, input=typed)


def test_values_are_shown_entered_and_taken_back(environment: dict[str, str]) -> None:
    assert run(environment, "set", "google_client_id", "12.apps").output.strip() == "entered"
    assert run(environment, "set", "google_client_id", "12.apps").output.strip() == "as it was"
    hidden = run(environment, "set", "google_web_client_secret", typed="hush\n")
    assert "hush" not in hidden.output
    rows = {row["name"]: row for row in json.loads(run(environment, "show", "--json").stdout)}
    assert rows["google_client_id"]["value"] == "12.apps"
    assert rows["operator"] == {
        "name": "operator",
        "value": "Firma",
        "known": True,
        "set_by": "RANDNOTIZ_OPERATOR",
    }
    assert (rows["google_web_client_secret"]["value"], rows["google_web_client_secret"]["known"]) == (
        "",
        True,
    )
    refused = run(environment, "set", "operator", "Other")
    assert refused.exit_code == 1
    assert "RANDNOTIZ_OPERATOR" in refused.output


def test_checking_says_what_is_reached(environment: dict[str, str]) -> None:
    rows = json.loads(run(environment, "check", "--json").stdout)
    assert {row["name"]: row["result"] for row in rows} == {
        "address": "local",
        "google": "unreachable",
        "microsoft": "unreachable",
    }


def test_the_worker_gives_signs_of_life_and_looks_outside(
    environment: dict[str, str], tmp_path: Path
) -> None:
    with running(tmp_path / "store") as (server, store):
        settings = read(environment | {"RANDNOTIZ_REDIS_URL": server.url, "RANDNOTIZ_SECRET_KEY": "k" * 32})
        Worker(settings, threading.Event()).round()
        assert int(store.read([("GET", WORKER)])[0]) > 0
        for _ in range(100):
            if store.read([("HEXISTS", CHECKUPS, "microsoft")])[0]:
                break
            time.sleep(0.05)
        assert store.read([("HKEYS", CHECKUPS)])[0]


def test_most_rounds_do_neither() -> None:
    lookout = Lookout(None, None)  # type: ignore[arg-type]  # it would fail if it were asked
    for number in range(LOOK_EVERY):
        if number % SIGN_EVERY:
            lookout.round(number)
