"""What the documentation promises: its links lead somewhere, and its commands, settings and targets exist."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from server import cli

ROOT = Path(__file__).parents[1]
HIDDEN = {"node_modules"}
PAGES = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") or part in HIDDEN for part in path.relative_to(ROOT).parts)
)
SETTINGS = set(re.findall(r'"(RANDNOTIZ_[A-Z_]+|REDIS_URL)"', (ROOT / "server/settings.py").read_text()))
SPAN = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
COMMAND = re.compile(r"(?:^|[\s(/`])randnotiz ([a-z][^`\n#]*)")


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code(path: Path) -> Iterator[str]:
    """Every piece of a page that is set as code, continued lines joined."""
    for found in SPAN.findall(path.read_text(encoding="utf-8")):
        yield found.replace("\\\n", " ")


def anchors(path: Path) -> set[str]:
    """The names of a page's headings, as GitHub makes them."""
    titles = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if "://" in target:
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        assert there.exists(), target
        assert not anchor or anchor in anchors(there), target


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_command_and_option_exists(page: Path) -> None:
    for text in code(page):
        for line in COMMAND.findall(text):
            words = re.split(r"[\s,;]+", line.strip())
            command = found(words)
            options = {option.partition("=")[0] for option in words if option.startswith("--")}
            assert options <= known(command), line


def found(words: list[str]) -> click.Command:
    """The command that words begin with."""
    command: click.Command = cli.main
    context = click.Context(command)
    for word in words:
        if not isinstance(command, click.Group):
            break
        inner = command.get_command(context, word)
        assert inner is not None, f"randnotiz {' '.join(words)}"
        command = inner
    return command


def known(command: click.Command) -> set[str]:
    """The options of a command, those of its subcommands included."""
    own = {option for param in command.params for option in (*param.opts, *param.secondary_opts)}
    context = click.Context(command)
    if isinstance(command, click.Group):
        for inner in command.list_commands(context):
            subcommand = command.get_command(context, inner)
            assert subcommand is not None
            own |= known(subcommand)
    return own | {"--help", "-h"}


def test_the_readme_shows_every_command() -> None:
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("## Command line")[2]
    shown = set(re.findall(r"[a-z-]+", " ".join(re.findall(r"`([^`]+)`", table))))
    assert set(cli.main.list_commands(click.Context(cli.main))) <= shown


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_setting_named_exists(page: Path) -> None:
    named = set(re.findall(r"\bRANDNOTIZ_[A-Z_]+", page.read_text(encoding="utf-8")))
    assert named <= SETTINGS


def test_every_setting_is_described() -> None:
    table = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
    assert {setting for setting in SETTINGS if f"`{setting}`" not in table} == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_make_target_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for text in code(page):
        assert set(re.findall(r"\bmake ([a-z]+)", text)) <= targets


def test_every_folder_says_in_a_few_lines_what_is_here() -> None:
    for folder in ("domain", "store", "providers", "usecases", "web"):
        lines = (ROOT / "server" / folder / "README.md").read_text(encoding="utf-8").splitlines()
        assert 3 <= len(lines) <= 8, folder
    for folder in ("cards", "manifests", "tests"):
        lines = (ROOT / folder / "README.md").read_text(encoding="utf-8").splitlines()
        assert 3 <= len(lines) <= 8, folder


def test_code_named_in_the_map_exists() -> None:
    page = ROOT / "server/README.md"
    for path in re.findall(r"`((?:\w+/)+\w+\.(?:py|lua))`", page.read_text(encoding="utf-8")):
        assert (ROOT / path).exists() or (ROOT / "server" / path).exists(), path
