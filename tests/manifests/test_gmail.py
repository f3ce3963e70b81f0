"""The Gmail deployment: filled with one base URL, accepted by Google's own schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from server.cli import main
from tests.support import check_gmail_manifest

BASE = "https://inbox.example.com"
ICONS = Path(__file__).parents[2] / "manifests" / "icons"


def written(folder: Path, url: str = BASE) -> Path:
    result = CliRunner().invoke(main, ["manifests", "--url", url, "--out", str(folder)])
    assert result.exit_code == 0, result.output
    return Path(result.output.strip())


def test_the_validator_accepts_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = check_gmail_manifest.main(["--origin", BASE, str(written(tmp_path))])
    assert (code, capsys.readouterr().out) == (0, "OK endpoints=4 warnings=1\n")


def test_the_validator_refuses_a_broken_one(tmp_path: Path) -> None:
    document = json.loads(written(tmp_path).read_text())
    document["addOns"]["common"]["homepageTrigger"]["runFunction"] = "http://inbox.example.com/gmail/home"
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps(document))
    assert check_gmail_manifest.main([str(broken)]) == 1


def test_scopes_are_those_that_reading_and_writing_drafts_need(tmp_path: Path) -> None:
    document: dict[str, Any] = json.loads(written(tmp_path).read_text())
    assert [scope.rpartition("/")[2] for scope in document["oauthScopes"]] == [
        "gmail.addons.execute",
        "gmail.addons.current.message.metadata",
        "gmail.addons.current.action.compose",
        "userinfo.email",
        "script.locale",
    ]
    compose = document["addOns"]["gmail"]["composeTrigger"]
    assert compose["draftAccess"] == "METADATA"
    assert [one["runFunction"] for one in compose["actions"]] == [f"{BASE}/gmail/compose"]


def test_the_logo_is_served_by_us(tmp_path: Path) -> None:
    logo = json.loads(written(tmp_path, f"{BASE}/").read_text())["addOns"]["common"]["logoUrl"]
    assert logo.startswith(f"{BASE}/static/")
    assert (ICONS / logo.removeprefix(f"{BASE}/static/")).read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "url", ["http://inbox.example.com", "inbox.example.com", f"{BASE}/path", f"{BASE}?a=b"]
)
def test_another_base_is_refused(url: str, tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["manifests", "--url", url, "--out", str(tmp_path)])
    assert result.exit_code == 2
    assert "https://HOST" in result.output
