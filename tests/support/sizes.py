"""Reports how long our files and functions are; nothing fails, people read it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]


def functions(path: Path) -> Iterator[tuple[int, str]]:
    """The length of each function of a file, and where it stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield (
                (node.end_lineno or 0) - node.lineno + 1,
                f"{path.relative_to(ROOT)}:{node.lineno} {node.name}",
            )


def report(what: str, sizes: list[tuple[int, str]]) -> None:
    """Print the middle, the ninth tenth and the three longest."""
    lengths = sorted(size for size, _ in sizes)
    middle, tenth = lengths[len(lengths) // 2], lengths[len(lengths) * 9 // 10]
    print(f"{what}: {len(sizes)}, lines p50 {middle}, p90 {tenth}, max {lengths[-1]}")
    for size, place in sorted(sizes, reverse=True)[:3]:
        print(f"  {size:4} {place}")


if __name__ == "__main__":
    files = [path for part in ("server", "cards") for path in (ROOT / part).rglob("*.py")]
    report("files", [(len(path.read_text().splitlines()), str(path.relative_to(ROOT))) for path in files])
    report("functions", [found for path in files for found in functions(path)])
