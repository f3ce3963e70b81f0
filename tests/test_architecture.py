"""Imports point one way (server/README.md): what each layer may not import, read from the sources."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = ("server", "cards")
IO = {"flask", "redis", "google", "msal", "requests", "urllib3", "gevent", "os", "time", "random", "socket"}
# where -> (may not import these, of ours only these; None: all but the first)
LAYERS: dict[str, tuple[set[str], set[str] | None]] = {
    "server/domain": (IO, {"server.domain"}),
    "server/store": ({"flask", "server.usecases", "server.providers", "server.web", "cards"}, None),
    "server/providers": ({"flask", "redis", "server.store", "server.usecases", "server.web", "cards"}, None),
    "server/usecases": ({"flask", "redis", "server.web", "cards"}, None),
    "server/web": ({"redis", "msal", "server.store", "server.providers"}, None),
    "cards": ({"flask", "redis"}, {"cards", "server.domain"}),
}
# What only some may import: the store's client, the wiring, the concrete classes.
RESERVED = {
    "redis": ("server/store/",),
    "server.bootstrap": ("server/app.py", "server/worker.py", "server/commands/", "server/demo/"),
    "server.store": (
        "server/store/",
        "server/usecases/",
        "server/bootstrap.py",
        "server/commands/",
        "server/demo/",
    ),
    "server.providers": ("server/providers/", "server/usecases/", "server/bootstrap.py", "server/demo/"),
}
# gunicorn's configuration is a script by nature: it sets its values when it is read.
SCRIPTS = {"server/gunicorn_conf.py"}
SOURCES = sorted(path for part in OURS for path in (ROOT / part).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top, inside functions and under TYPE_CHECKING alike."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield from (f"{node.module}.{name.name}" for name in node.names)


def under(module: str, names: set[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_what_it_may(layer: str) -> None:
    refused, allowed = LAYERS[layer]
    for path in (ROOT / layer).rglob("*.py"):
        for module in imports(path):
            assert not under(module, refused), f"{name(path)} imports {module}"
            ours = module.partition(".")[0] in OURS
            assert not ours or allowed is None or under(module, allowed), f"{name(path)} imports {module}"


@pytest.mark.parametrize("reserved", RESERVED)
def test_a_reserved_module_is_imported_only_where_it_may(reserved: str) -> None:
    for path in SOURCES:
        if not name(path).startswith(RESERVED[reserved]):
            assert not [found for found in imports(path) if under(found, {reserved})], name(path)


def test_only_the_settings_read_the_environment() -> None:
    reading = {"os.environ", "os.environb", "os.getenv", "os.getenvb"}
    for path in SOURCES:
        if name(path) != "server/settings.py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            used = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
            assert not reading & (used | {*imports(path)}), name(path)


def test_nothing_happens_at_import() -> None:
    quiet = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Assign)
    for path in SOURCES:
        if name(path) in SCRIPTS:
            continue
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            condition = isinstance(node, ast.If) and ast.unparse(node.test) in {
                "TYPE_CHECKING",
                "__name__ == '__main__'",
            }
            allowed = docstring or condition or isinstance(node, (*quiet, ast.AnnAssign))
            assert allowed, f"{name(path)}:{node.lineno} does something when imported"


def test_the_sources_were_found() -> None:
    assert len(SOURCES) > 20
