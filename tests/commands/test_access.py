"""The commands for API tokens and webhooks, as an operator types them, on one private store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from server.store.embedded import EmbeddedServer
from tests.support.https import Receiver, receiving, said

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The command line beside a store that runs, on a machine that only it itself reaches."""
    folder = tmp_path_factory.mktemp("data")
    server = EmbeddedServer(folder / "store")
    server.start()
    ours = {"RANDNOTIZ_DATA": str(folder), "RANDNOTIZ_REDIS_URL": "", "REDIS_URL": ""}
    ours |= {"RANDNOTIZ_SECRET_KEY": "k" * 40, "RANDNOTIZ_SECRET_KEY_FILE": ""}
    ours |= {"RANDNOTIZ_PUBLIC_URL": "http://localhost:8080"}

    def run(*arguments: str, **changes: str) -> Result:
        return CliRunner().invoke(main, list(arguments), env=ours | changes)

    for line in (
        "workspace add firma --name Firma --domain firma.example",
        "mailbox add support@firma.example --name Support",
    ):
        assert run(*line.split()).exit_code == 0
    yield run
    server.stop()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving(None) as found:
        yield found


def told(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_token_is_made_listed_and_revoked(run: Run) -> None:
    options = ("--scope", "conversations:read", "--mailbox", "Support:viewer", "--days", "30")
    made = told(run("token", "add", "Zapier", *options, "--json"))
    assert made["token"].startswith("rnt_firma_")
    [listed] = told(run("token", "list", "--json"))
    assert (listed["name"], listed["mailboxes"], listed["expired"]) == ("Zapier", ["Support:viewer"], False)
    assert "rnt_" not in run("token", "list").output
    assert told(run("token", "remove", "zapier", "--json")) == {"revoked": "Zapier"}
    assert told(run("token", "list", "--json")) == []


def test_a_webhook_is_added_tested_changed_and_removed(run: Run, receiver: Receiver) -> None:
    url = receiver.url(scheme="http")
    made = told(run("webhook", "add", "CRM", url, "--mailbox", "support@firma.example", "--json"))
    assert made["secret"].startswith("whsec_")
    assert told(run("webhook", "test", "CRM", "--json"))["status"] == 204
    receiver.answer = lambda handler: said(handler, 500)
    failed = run("webhook", "test", "CRM", "--json")
    assert (failed.exit_code, json.loads(failed.stdout)["error"]) == (1, "status")
    assert [line["status"] for line in told(run("webhook", "log", "CRM", "--json"))] == [500, 204]
    changed = told(run("webhook", "set", "CRM", "--type", "assigned", "--off", "--json"))
    assert (changed["types"], changed["enabled"], changed["url"]) == (["assigned"], False, url)
    assert told(run("webhook", "set", "CRM", "--every-type", "--on", "--json"))["types"] == []
    assert told(run("webhook", "secret", "CRM", "--json"))["secret"] != made["secret"]
    [listed] = told(run("webhook", "list", "--json"))
    assert listed["mailboxes"] == ["Support"]
    assert told(run("webhook", "remove", "CRM", "--json")) == {"removed": "CRM", "dropped": 0}


def test_this_machine_is_called_only_where_people_reach_us_on_it_alone(run: Run, receiver: Receiver) -> None:
    arguments = ("webhook", "add", "X", receiver.url(scheme="http"), "--mailbox", "Support")
    refused = run(*arguments, RANDNOTIZ_PUBLIC_URL="https://randnotiz.firma.example")
    assert refused.exit_code == 1
    assert "https://" in refused.output
    refused = run(*arguments, RANDNOTIZ_PUBLIC_URL="")
    assert refused.exit_code == 1


@pytest.mark.parametrize(
    "line",
    [
        "token add X",
        "token add X --scope everything",
        "token add X --scope conversations:read",
        "token add X --scope conversations:read --mailbox Support",
        "token add X --scope conversations:read --mailbox Nowhere:agent",
        "token remove nobody",
        "webhook add X https://10.0.0.1/ --mailbox Support",
        "webhook add X https://example.com/ --mailbox Support --type everything",
        "webhook test nobody",
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(run: Run, line: str) -> None:
    result = run(*line.split())
    assert result.exit_code != 0
    assert "Traceback" not in result.output
    assert result.output.strip()
