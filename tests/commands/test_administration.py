"""The commands for people and mail, as an operator types them, on one private store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from server.store.embedded import EmbeddedServer

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder whose store runs, as beside `serve`."""
    folder = tmp_path_factory.mktemp("data")
    server = EmbeddedServer(folder / "store")
    server.start()
    yield folder
    server.stop()


@pytest.fixture(scope="module")
def run(data: Path) -> Run:
    ours = {"RANDNOTIZ_DATA": str(data), "RANDNOTIZ_REDIS_URL": "", "REDIS_URL": ""}
    ours |= {"RANDNOTIZ_SECRET_KEY": "k" * 40, "RANDNOTIZ_SECRET_KEY_FILE": ""}
    return lambda *arguments, **options: CliRunner().invoke(main, list(arguments), env=ours, **options)


@pytest.fixture(scope="module")
def firm(run: Run) -> str:
    """A workspace with two agents, a team and a mailbox."""
    for line in (
        "workspace add firma --name Firma --domain firma.example",
        "agent add jo@firma.example --name Jo",
        "agent add mia@firma.example --name Mia --admin",
        "team add Desk --member jo@firma.example",
        "mailbox add support@firma.example hilfe@firma.example --name Support --list-id <s.firma.example>",
        "mailbox set support --member jo@firma.example:agent --member mia@firma.example:viewer:only-assigned",
    ):
        result = run(*line.split())
        assert result.exit_code == 0, result.output
    return "firma"


def told(result: Result) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_what_was_added_is_listed(run: Run, firm: str) -> None:
    [workspace] = told(run("workspace", "list", "--json"))
    assert workspace["domains"] == ["firma.example"]
    agents = told(run("agent", "list", "--json"))
    names = {agent["name"]: agent["admin"] for agent in agents if agent["active"]}
    assert names == {"Jo": False, "Mia": True}
    [box] = told(run("mailbox", "list", "--json", "--workspace", firm))
    assert box["members"] == ["jo@firma.example:agent", "mia@firma.example:viewer:only-assigned"]
    assert box["list_ids"] == ["s.firma.example"]
    assert "Desk" in run("team", "list").output
    assert "ADDRESSES" in run("mailbox", "list").output


def test_the_code_of_an_invitation_is_shown_only_then(run: Run, firm: str) -> None:
    code = told(run("agent", "add", "neu@firma.example", "--name", "Neu", "--json"))["code"]
    assert code.startswith("FIRMA-")
    assert code not in run("agent", "list", "--json").output
    again = told(run("agent", "set", "neu@firma.example", "--new-code", "--json"))["code"]
    assert again != code
    assert run("agent", "remove", "neu@firma.example").exit_code == 0


def test_what_is_set_changes_and_the_rest_stays(run: Run, firm: str) -> None:
    changed = told(
        run("mailbox", "set", "support", "--reply-status", "closed", "--trust-references", "--json")
    )
    assert (changed["reply_status"], changed["trust_references"], changed["reopen_days"]) == (
        "closed",
        True,
        30,
    )
    back = told(run("mailbox", "set", "support", "--reply-status", "pending", "--check-references", "--json"))
    assert (back["reply_status"], back["trust_references"]) == ("pending", False)
    assert back["members"] == changed["members"]
    limited = told(run("mailbox", "set", "support", "--managers-tidy", "--managers-block", "--json"))
    assert (limited["managers_tidy"], limited["managers_block"]) == (True, True)
    assert told(run("mailbox", "set", "support", "--retention-days", "90", "--json"))["retention_days"] == 90
    assert told(run("mailbox", "set", "support", "--retention-days", "0", "--json"))["retention_days"] is None


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("mailbox add support@firma.example --name Zwei", "in use already"),
        ("mailbox set support --member jo@firma.example:king", "EMAIL:ROLE"),
        ("mailbox set support --member nobody@firma.example:agent", "no agent"),
        ("mailbox remove nowhere", "no mailbox"),
        ("agent add jo@firma.example --name Zwei", "in use already"),
        ("team add desk", "in use already"),
        ("workspace add firma --name Zwei", "already"),
        ("agent list --workspace nowhere", "no workspace"),
        ("import . --mailbox nowhere", "no mailbox"),
    ],
)
def test_what_is_wrong_is_one_sentence(run: Run, firm: str, line: str, why: str) -> None:
    result = run(*line.split())
    assert result.exit_code in (1, 2)
    assert why in result.output
    assert "Traceback" not in result.output


def test_import_explain_and_doctor(run: Run, firm: str, tmp_path: Path) -> None:
    text = "From: Ada <ada@wald.example>\nTo: support@firma.example\nMessage-ID: <a@x>\nSubject: Hallo\n\nx\n"
    file = tmp_path / "a.eml"
    file.write_text(text, encoding="utf-8")
    (tmp_path / "broken.eml").write_bytes(b"\x00\x01")
    first = told(run("import", str(tmp_path), "--mailbox", "support", "--json"))
    assert (first["created"], len(first["skipped"])) == (1, 1)
    second = run("import", str(tmp_path), "--mailbox", "hilfe@firma.example")
    assert "0 created, 0 attached, 1 known; 1 skipped" in second.output
    explained = told(run("explain", str(file), "--json"))
    assert explained["conversation"]["outcome"] == "known"
    assert explained["mailboxes"] == ["Support"]
    assert "class name: human" in run("explain", str(file)).output
    warnings = told(run("doctor", "--json"))
    assert {line["what"] for line in warnings} == {
        "Only Mia administers this workspace.",
        "Support has no manager.",
    }
    assert all(line["warning"] for line in warnings)


def test_a_workspace_is_removed_only_when_that_is_confirmed(run: Run, firm: str) -> None:
    assert run("workspace", "add", "zweite", "--name", "Zwei").exit_code == 0
    assert "several workspaces" in run("agent", "list").output
    assert run("workspace", "remove", "zweite", input="n\n").exit_code == 1
    assert run("workspace", "remove", "zweite", "--yes").exit_code == 0
    assert len(told(run("workspace", "list", "--json"))) == 1


def test_doctor_fails_on_what_is_wrong_and_mends_lists(run: Run, firm: str, data: Path) -> None:
    from redis import Redis

    from server.store.embedded import unix_url
    from server.store.keys import Keys

    with Redis.from_url(unix_url(data / "store"), decode_responses=True) as client:
        client.zadd(Keys(firm).mailbox_index("nowhere", "open"), {"nobody": 1})
    result = run("doctor")
    assert result.exit_code == 1
    assert "should not be there" in result.output
    assert run("doctor", "--repair").exit_code == 0
    assert run("doctor").output.strip().endswith("everything is sound.")


def test_doctor_names_every_setting_that_does_not_fit(run: Run, tmp_path: Path) -> None:
    wrong = {"RANDNOTIZ_WORKERS": "many", "RANDNOTIZ_BIND": "here", "RANDNOTIZ_DATA": str(tmp_path)}
    result = CliRunner().invoke(main, ["doctor", "--json"], env=wrong)
    assert result.exit_code == 1
    assert len(json.loads(result.stdout)) >= 2
