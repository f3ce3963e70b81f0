"""Privacy as an operator types it, on one private store."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main
from server.store.embedded import EmbeddedServer
from tests.support.traces import files, traces

Run = Callable[..., Result]
WHO = "ada.quittenbaum@wald.example"
MAIL = f"""From: Ada Quittenbaum <{WHO}>
To: support@firma.example
Subject: Krankmeldung
Date: Sat, 21 Nov 2026 10:00:00 +0000
Message-ID: <eins@wald.example>

Hallo
"""


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    server = EmbeddedServer(tmp_path / "store")
    server.start()
    ours = {"RANDNOTIZ_DATA": str(tmp_path), "RANDNOTIZ_REDIS_URL": "", "REDIS_URL": ""}
    ours |= {"RANDNOTIZ_SECRET_KEY": "k" * 40, "RANDNOTIZ_SECRET_KEY_FILE": ""}

    def done(*arguments: str, code: int = 0) -> Result:
        result = CliRunner().invoke(main, list(arguments), env=ours)
        assert result.exit_code == code, result.output
        return result

    done("workspace", "add", "firma", "--name", "Firma")
    done("mailbox", "add", "support@firma.example", "--name", "Support")
    letter = tmp_path / "mail.eml"
    letter.write_text(MAIL)
    done("import", str(letter), "--mailbox", "support@firma.example")
    letter.unlink()
    yield done
    server.stop()


def test_a_person_is_shown_held_and_erased(run: Run, tmp_path: Path) -> None:
    about = json.loads(run("privacy", "about", WHO).stdout)
    (found,) = about["found"]
    run("privacy", "hold", WHO)
    assert WHO in run("privacy", "hold").stdout
    assert "legal hold" in run("privacy", "erase", WHO, "--yes", code=1).output
    run("privacy", "hold", WHO, "--release")
    dry = json.loads(run("privacy", "erase", WHO, "--dry-run", "--json").stdout)
    assert (dry["conversations"], dry["names"]) == (1, ["Ada Quittenbaum"])
    done = json.loads(run("privacy", "erase", WHO, "--yes", "--json").stdout)
    assert (done["state"], done["conversations"]) == ("done", 1)
    assert traces(files(tmp_path / "store"), [WHO, "quittenbaum", "krankmeldung"]) == []
    run("privacy", "delete", found["id"], "--yes")
    run("privacy", "delete", found["id"], "--yes", code=1)
    assert json.loads(run("privacy", "preview", "--json").stdout)["purged"] == 0
    lines = run("audit", "--kind", "erased").stdout
    assert "address:" in lines
    assert WHO not in lines
