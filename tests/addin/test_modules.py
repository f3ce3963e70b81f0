"""The pane's modules: typed, in layers, small, and free of what a page inside Outlook must not do."""

from __future__ import annotations

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest

from server.web.outlook.lightening import without_comments

ADDIN = Path(__file__).parents[2] / "addin"
NODE = Path(sys.executable).parent / "node"
FOLDERS = ("", "core/", "parts/", "flow/")
MODULES = sorted(
    path for folder in FOLDERS for path in ADDIN.glob(f"{folder}*.js") if path.name != "events.js"
)
PAGES = sorted(ADDIN.glob("*.html"))
IMPORT = re.compile(r'^import .*?from "(?P<of>[^"]+)";|^\} from "(?P<end>[^"]+)";', re.MULTILINE)
COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
# What only some may write, and who.
RESERVED = {
    r"\bOffice\b": {"core/host.js"},
    r"\bfetch\(": {"core/api.js", "core/words.js"},
    r"\blocalStorage\.": {"core/storage.js"},
    r"\bmsal\b": {"core/session.js", "auth-dialog.js"},
}
FORBIDDEN = (
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|createContextualFragment",
    r"\beval\(|new Function|\balert\(|\bconfirm\(|\bprompt\(",
    r"console\.",
    r"\$\{[^}]*\bt(n|)\(",  # the texts inside a template literal are not found for the catalogues
)
# A layer and what it may import; pages and pane.js wire everything.
LAYERS = {"core": {"core"}, "parts": {"core", "parts"}}


def name(path: Path) -> str:
    return path.relative_to(ADDIN).as_posix()


def code(path: Path) -> str:
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


def imports(path: Path) -> list[Path]:
    found = IMPORT.finditer(path.read_text(encoding="utf-8"))
    return [(path.parent / (match["of"] or match["end"])).resolve() for match in found]


def closure(path: Path, known: frozenset[Path] = frozenset()) -> frozenset[Path]:
    """A module and all that it loads."""
    known |= {path}
    for target in imports(path):
        if target not in known:
            known |= closure(target, known)
    return known


def test_every_module_passes_the_type_checker() -> None:
    tsc = ADDIN / "node_modules" / "typescript" / "bin" / "tsc"
    assert tsc.exists(), "missing: make addin"
    done = subprocess.run([NODE, tsc, "-p", ADDIN], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_what_modules_compute_is_right() -> None:
    files = sorted(Path(__file__).parent.glob("*.test.mjs"))
    done = subprocess.run([NODE, "--test", *files], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_keeps_to_its_place(path: Path) -> None:
    text = code(path)
    for pattern, allowed in RESERVED.items():
        assert name(path) in allowed or not re.search(pattern, text), pattern
    for pattern in FORBIDDEN:
        assert not re.search(pattern, text), pattern
    for target in imports(path):
        assert target.exists(), target
        layer, of = name(path).split("/")[0], name(target).split("/")[0]
        assert of in LAYERS.get(layer, {of}), f"imports {name(target)}"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_is_small_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= 300
    assert text.startswith("/** ")


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_a_page_has_no_script_or_style_of_its_own(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=", text)


@pytest.mark.parametrize("page", ["taskpane", "compose"])
def test_our_own_files_are_light(page: str) -> None:
    modules = closure(ADDIN / f"{page}.js")
    texts = [without_comments(path.read_text(encoding="utf-8")) for path in sorted(modules)]
    texts += [path.read_text(encoding="utf-8") for path in (*ADDIN.glob("*.css"), ADDIN / f"{page}.html")]
    weight = sum(len(gzip.compress(text.encode())) for text in texts)
    assert weight <= 60 * 1024, f"{weight} bytes gzipped"


def test_a_module_without_comments_is_the_same_module() -> None:
    source = """/** Purpose. */
/** @type {any} */ let a = /** @type {any} */ (1); // why
  // alone
/**
 * Another.
 */
const b = `x
/ y`;
"""
    left = """/** @type {any} */ let a = /** @type {any} */ (1); // why
const b = `x
/ y`;
"""
    assert without_comments(source) == left


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_module_loses_nothing_but_comments(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert "".join(code(path).split()) == "".join(COMMENT.sub("", without_comments(source)).split())


def test_every_part_has_a_name() -> None:
    defined = (ADDIN / "parts" / "define.js").read_text(encoding="utf-8").partition("const PARTS")[2]
    defined += (ADDIN / "parts" / "readscreen.js").read_text(encoding="utf-8").partition("READING =")[2]
    defined += (ADDIN / "compose.js").read_text(encoding="utf-8").partition("begin(")[2]
    for path in (ADDIN / "parts").glob("*.js"):
        text = path.read_text(encoding="utf-8")
        # What is fetched only when it is needed names itself.
        named = defined + "".join(re.findall(r"customElements\.define\(.*", text))
        for part in re.findall(r"export class (\w+) extends Part", text):
            assert re.search(rf"\b{part}\b", named), part


def test_the_lock_names_no_host() -> None:
    assert "://" not in re.sub(r'"(url|homepage)": "[^"]*"', "", (ADDIN / "package-lock.json").read_text())
