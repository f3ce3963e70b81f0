"""`threads` and `explain` need no set-up at all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli import main


@pytest.fixture
def mails(tmp_path: Path) -> list[str]:
    """A reply, another reply, the mail that both answer, and one of its own."""
    files = []
    for name, refers in (("b@x", "<a@x>"), ("c@x", "<a@x>"), ("a@x", ""), ("d@x", "")):
        file = tmp_path / f"{name[0]}.eml"
        file.write_text(f"From: {name}\nMessage-ID: <{name}>\nReferences: {refers}\n\nx\n", encoding="utf-8")
        files.append(str(file))
    return files


def run(tmp_path: Path, *arguments: str) -> tuple[int, str, str]:
    environment = {"RANDNOTIZ_DATA": str(tmp_path / "none"), "RANDNOTIZ_REDIS_URL": "", "REDIS_URL": ""}
    result = CliRunner().invoke(main, list(arguments), env=environment)
    return result.exit_code, result.stdout, result.stderr


def test_conversations_are_the_same_in_any_order(mails: list[str], tmp_path: Path) -> None:
    for order in (mails, mails[::-1], mails + mails):
        code, told, _ = run(tmp_path, "threads", "--json", *order)
        assert code == 0
        assert sorted(sorted(group) for group in json.loads(told)) == [["a@x", "b@x", "c@x"], ["d@x"]]


def test_the_commits_that_were_counted_are_the_mails_that_were_fed(mails: list[str], tmp_path: Path) -> None:
    broken = tmp_path / "broken.eml"
    broken.write_bytes(b"\xff\x00")
    code, told, faults = run(tmp_path, "threads", *mails, str(broken))
    assert code == 0
    assert "2 conversations, 4 mails, 4 commits" in told
    assert "broken.eml" in faults


def test_nothing_is_left_of_it(mails: list[str], tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    run(tmp_path, "threads", *mails)
    run(tmp_path, "explain", mails[0])
    run(tmp_path, "doctor")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_mail_is_explained_without_any_workspace(mails: list[str], tmp_path: Path) -> None:
    code, told, _ = run(tmp_path, "explain", "--json", mails[0])
    explained = json.loads(told)
    assert code == 0
    assert explained["workspace"] is None
    assert (explained["message_id"], explained["references"]) == ("b@x", ["a@x"])
    assert explained["conversation"]["outcome"] == "unknown"


def test_what_is_no_mail_is_said(tmp_path: Path) -> None:
    file = tmp_path / "x.eml"
    file.write_bytes(b"\xff\x00")
    code, _, faults = run(tmp_path, "explain", str(file))
    assert (code, "is not a mail" in faults) == (1, True)
