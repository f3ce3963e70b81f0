"""Collects the texts that people read, for `make messages` and for the test of the catalogues."""

from __future__ import annotations

import ast
import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple

from babel.messages.extract import extract_javascript
from jinja2 import Environment
from jinja2.ext import extract_from_ast

ROOT = Path(__file__).parents[2]
TRANSLATING = {"gettext", "N_"}
SPEAKING = {
    "Sentence",
    "Unauthenticated",
    "Forbidden",
    "NotFound",
    "Invalid",
    "Conflict",
    "Unavailable",
    "StoreAway",
    "KeyReused",
    "NobodyYet",
    "NotSetUp",
    "BadContent",
    "BadQuery",
    "NoKey",
    "Refused",
    "SignedOut",
    "ForeignForm",
    "ValidationError",
}
# Where the text is the second argument: what a page says once something is done.
TELLING = {"Moved"}
TEMPLATES = "server/web/admin/templates"
TEMPLATES_CALL = ("_", "gettext", "ngettext")
# What only an operator reads, at a start or on the command line, is English (babel.cfg has the same list).
OPERATORS = (
    "server/commands/*.py",
    "server/demo/*.py",
    "server/store/backup.py",
    "server/store/checks.py",
    "server/store/connection.py",
    "server/store/embedded.py",
    "server/store/engine.py",
    "server/store/folder.py",
)


class Text(NamedTuple):
    """A message id with its plural, and where it stands."""

    line: int
    message: str
    plural: str | None = None


def texts(source: str) -> Iterator[Text]:
    """Every message id in a source text; one built at run time cannot be found, nor translated."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        message = _literal(node.args[0])
        if message and name in TRANSLATING | SPEAKING:
            plural = next((word.value for word in node.keywords if word.arg == "plural"), None)
            yield Text(node.lineno, message, _literal(plural))
        elif name in TELLING and len(node.args) > 1:
            yield Text(node.lineno, _literal(node.args[1]) or "")
        elif message and name == "ngettext" and len(node.args) > 1:
            yield Text(node.lineno, message, _literal(node.args[1]))


def page_texts(source: str) -> Iterator[Text]:
    """Every message id in a module of the pane: `t("…")`, `tn("…", "…")` and, for later, `msg("…")`."""
    keywords: dict[str, Any] = {"t": (1,), "msg": (1,), "tn": (1, 2)}
    for line, _, extracted, _ in extract_javascript(io.BytesIO(source.encode()), keywords, [], {}):
        found: Any = extracted
        message, plural = (found, None) if isinstance(found, str) else found[:2]
        if message:
            yield Text(line, message, plural)


def template_texts(source: str) -> Iterator[Text]:
    """Every message id in a template: `_("…")` and `ngettext("…", "…", n)`."""
    for line, _, found in extract_from_ast(Environment(autoescape=True).parse(source), TEMPLATES_CALL):
        message, plural = (*(text for text in _strings(found)), None, None)[:2]
        if message:
            yield Text(line, message, plural)


def used() -> dict[Text, str]:
    """Every text of the product, and the file it stands in."""
    files = {
        path.relative_to(ROOT): path for part in ("server", "cards") for path in (ROOT / part).rglob("*.py")
    }
    files |= {path.relative_to(ROOT): path for path in _pane_modules()}
    files |= {path.relative_to(ROOT): path for path in (ROOT / TEMPLATES).rglob("*.html")}
    return {
        text: str(name)
        for name, path in sorted(files.items())
        if not any(name.match(pattern) for pattern in OPERATORS)
        for text in _texts_of(path)
        if text.message
    }


def _pane_modules() -> Iterator[Path]:
    folders = ("", "core/", "parts/", "flow/")
    return (path for folder in folders for path in (ROOT / "addin").glob(f"{folder}*.js"))


def _texts_of(path: Path) -> Iterator[Text]:
    source = path.read_text(encoding="utf-8")
    readers = {".js": page_texts, ".html": template_texts}
    return readers.get(path.suffix, texts)(source)


def extract(
    fileobj: IO[bytes], keywords: Mapping[str, Any], comment_tags: object, options: Mapping[str, str]
) -> Iterator[tuple[int, str, str | tuple[str, str], list[str]]]:
    """The same for Babel, in the form that its extractors have."""
    del keywords, comment_tags
    source = fileobj.read().decode()
    reader = page_texts if options.get("pane") else template_texts if options.get("template") else texts
    for line, message, plural in reader(source):
        if plural:
            yield line, "ngettext", (message, plural), []
        else:
            yield line, "gettext", message, []


def _strings(found: str | tuple[str | None, ...] | None) -> Iterator[str]:
    yield from (text for text in ((found,) if isinstance(found, str) else found or ()) if text)


def _literal(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None
