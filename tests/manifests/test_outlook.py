"""Both descriptions of the Outlook add-in: filled with one base URL, accepted by a strict offline validator."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli import main

BASE = "https://inbox.example.com"
CLIENT = "2f1f7a2e-58a1-4d0e-8b56-0d2a1a0b9c77"
VALIDATOR = Path(__file__).parents[1] / "data" / "outlook" / "check_outlook_manifest.py"
ICONS = Path(__file__).parents[2] / "manifests" / "icons"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that the command writes."""
    out = tmp_path_factory.mktemp("manifests")
    command = ["manifests", "--url", BASE, "--client-id", CLIENT, "--out", str(out)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    return out / "outlook"


def verdict(*files: Path) -> tuple[int, str]:
    command = [sys.executable, str(VALIDATOR), "--origin", BASE, "--werror", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_validator_accepts_both(folder: Path) -> None:
    code, said = verdict(folder / "manifest.xml", folder / "manifest.json")
    assert code == 0, said


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('SendMode="PromptUser"', 'SendMode="Perhaps"'),
        ("https://inbox.example.com/outlook/events.js", "https://elsewhere.example/outlook/events.js"),
        (
            "<SupportsSharedFolders>true</SupportsSharedFolders>",
            "<SupportsSharedFolders>often</SupportsSharedFolders>",
        ),
        ('resid="Icon80"', 'resid="Icon81"'),
    ],
)
def test_the_validator_refuses_a_broken_one(folder: Path, tmp_path: Path, good: str, bad: str) -> None:
    text = (folder / "manifest.xml").read_text(encoding="utf-8")
    assert good in text
    broken = tmp_path / "manifest.xml"
    broken.write_text(text.replace(good, bad), encoding="utf-8")
    assert verdict(broken)[0] == 1


def test_the_package_holds_what_the_unified_manifest_names(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    language = manifest["localizationInfo"]["additionalLanguages"][0]["file"]
    with zipfile.ZipFile(folder / "randnotiz.zip") as package:
        assert set(package.namelist()) == {"manifest.json", language, *manifest["icons"].values()}


def test_every_picture_it_names_is_there(folder: Path) -> None:
    text = (folder / "manifest.xml").read_text(encoding="utf-8")
    names = {part.partition('"')[0] for part in text.split(f"{BASE}/static/")[1:]}
    assert len(names) == 9
    assert all((ICONS / name).is_file() for name in names)


def test_german_stands_in_both(folder: Path) -> None:
    assert 'Locale="de-DE"' in (folder / "manifest.xml").read_text(encoding="utf-8")
    german = json.loads((folder / "de-de.json").read_text(encoding="utf-8"))
    assert german["description.short"] == "Das Team-Postfach neben der Mail."


def test_a_client_id_that_is_none_is_refused(tmp_path: Path) -> None:
    command = ["manifests", "--url", BASE, "--client-id", "mine", "--out", str(tmp_path)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "app registration" in result.output
