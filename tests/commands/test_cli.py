"""The command line as a whole: every command is there, helps, and fails with a sentence."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from server import __version__
from server.cli import COMMANDS, main

ROOT = Path(__file__).parents[2]


def test_the_version_is_said() -> None:
    assert __version__ in CliRunner().invoke(main, ["--version"]).output


def test_every_command_is_listed_with_its_purpose() -> None:
    result = CliRunner().invoke(main, ["--help"])
    for name, (_, about) in COMMANDS.items():
        assert f"  {name} " in result.output
        assert about in result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_helps(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert "Usage:" in result.output


def test_an_unknown_command_is_refused() -> None:
    assert CliRunner().invoke(main, ["frobnicate"]).exit_code == 2


def test_help_imports_no_command() -> None:
    code = "import sys, server.cli; print(*{'redis', 'flask', 'google'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_settings_that_do_not_fit_are_all_named_without_a_traceback(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if "RANDNOTIZ" not in name}
    environment |= {"RANDNOTIZ_DATA": str(tmp_path / "data"), "RANDNOTIZ_WORKERS": "none"}
    done = subprocess.run(
        [sys.executable, "-m", "server", "serve"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    for name in ("PUBLIC_URL", "WORKERS"):
        assert f"RANDNOTIZ_{name}" in done.stderr


@pytest.mark.parametrize("name", ["web", "worker"])
def test_a_part_alone_needs_a_store_of_its_own(name: str, tmp_path: Path) -> None:
    environment = {
        "RANDNOTIZ_DATA": str(tmp_path),
        "RANDNOTIZ_PUBLIC_URL": "http://127.0.0.1:8080",
        "RANDNOTIZ_GOOGLE_SERVICE_ACCOUNT": "addon@example.com",
        "RANDNOTIZ_GOOGLE_CLIENT_ID": "client",
        "REDIS_URL": "",
        "RANDNOTIZ_REDIS_URL": "",
    }
    result = CliRunner().invoke(main, [name], env=environment)
    assert result.exit_code == 1
    assert "RANDNOTIZ_REDIS_URL is not set" in result.output
