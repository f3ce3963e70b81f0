"""`randnotiz admin-link` gives the operator a way in, and none that anybody could find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.cli import main

PUBLIC_URL = "https://randnotiz.example"
LINK = re.compile(rf"{PUBLIC_URL}/admin/link/[\w-]{{43}}\n")


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"RANDNOTIZ_DATA": str(tmp_path / "data"), "RANDNOTIZ_PUBLIC_URL": PUBLIC_URL}


def run(environment: dict[str, str], *arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments), env=environment)


def test_each_link_is_another_one_and_leads_to_us(environment: dict[str, str]) -> None:
    links = [run(environment, "admin-link") for _ in range(2)]
    assert [LINK.fullmatch(link.output) is not None for link in links] == [True, True]
    assert links[0].output != links[1].output


def test_a_link_may_be_for_a_workspace_that_there_is(environment: dict[str, str]) -> None:
    assert run(environment, "workspace", "add", "firma", "--name", "Firma").exit_code == 0
    assert LINK.fullmatch(run(environment, "admin-link", "--workspace", "firma").output)
    refused = run(environment, "admin-link", "--workspace", "other")
    assert refused.exit_code == 1
    assert "other" in refused.output


def test_without_an_address_there_is_no_link(environment: dict[str, str]) -> None:
    refused = run({**environment, "RANDNOTIZ_PUBLIC_URL": ""}, "admin-link")
    assert refused.exit_code == 1
    assert "RANDNOTIZ_PUBLIC_URL" in refused.output
