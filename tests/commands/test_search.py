"""`randnotiz search` finds what an agent would find, and says where it goes on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from server.store.embedded import EmbeddedServer


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    server = EmbeddedServer(tmp_path / "store")
    server.start()
    yield tmp_path
    server.stop()


def test_an_agent_finds_what_was_imported(data: Path, tmp_path: Path) -> None:
    ours = {"RANDNOTIZ_DATA": str(data), "RANDNOTIZ_REDIS_URL": "", "REDIS_URL": ""}
    ours |= {"RANDNOTIZ_SECRET_KEY": "k" * 40, "RANDNOTIZ_SECRET_KEY_FILE": ""}

    def run(*line: str, **more: str) -> Result:
        done = CliRunner().invoke(main, list(line), env=ours, **more)  # type: ignore[arg-type]
        assert done.exit_code == 0, done.output
        return done

    run("workspace", "add", "firma", "--name", "Firma", "--domain", "firma.example")
    run("agent", "add", "jo@firma.example", "--name", "Jo")
    run("mailbox", "add", "support@firma.example", "--name", "Support")
    run("mailbox", "set", "support", "--member", "jo@firma.example:agent")
    mail = tmp_path / "one.eml"
    mail.write_text(
        "From: ada@wald.example\nTo: support@firma.example\nSubject: Rechnung 4711\n"
        "Date: Sat, 01 Nov 2025 12:00:00 +0000\nMessage-ID: <a@wald.example>\n\nHallo\n"
    )
    run("import", str(mail), "--mailbox", "support")
    found = json.loads(run("search", "rechnung 4711", "--as", "jo@firma.example", "--json").stdout)
    assert [row["subject"] for row in found["rows"]] == ["Rechnung 4711"]
    assert "Rechnung 4711" in run("search", "-", "--as", "jo@firma.example", input="von:wald.example").stdout
    assert run("search", "nirgends", "--as", "jo@firma.example").stdout == ""
