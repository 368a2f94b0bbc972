"""How long files and functions are: past the limit is a finding, past the usual length a note."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workspace import ROOT

FILE_USUAL, FILE_LIMIT = 300, 500
FUNCTION_USUAL, FUNCTION_LIMIT = 25, 60
LAYOUT_LIMIT = 80
PARAMETER_LIMIT = 5
CHECKED = ("main.py", "medmanager", "ui", "packaging", "tests")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Size:
    """One file or function that is longer than usual; `over` when it is past the limit."""

    where: str
    what: str
    lines: int
    over: bool

    def __str__(self) -> str:
        return f"{self.where}: {self.what} has {self.lines} lines"


def sizes_of(source: str, where: str) -> Iterator[Size]:
    """Everything in one file that is longer than usual."""
    length = len(source.splitlines())
    if length > FILE_USUAL:
        yield Size(where, "the file", length, length > FILE_LIMIT)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, Function):
            yield from size_of_function(node, where)


def size_of_function(node: Function, where: str) -> Iterator[Size]:
    """A function longer than usual, from `def` to its last line; layout code has a higher limit."""
    lines = (node.end_lineno or node.lineno) - node.lineno + 1
    limit = LAYOUT_LIMIT if node.name.startswith("_build") else FUNCTION_LIMIT
    if lines > FUNCTION_USUAL:
        yield Size(f"{where}:{node.lineno}", node.name, lines, lines > limit)


def source_files(root: Path = ROOT) -> Iterator[Path]:
    """Every Python file of the project, in a stable order."""
    for name in CHECKED:
        path = root / name
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.exists() else []


def sizes(root: Path = ROOT) -> list[Size]:
    """What is longer than usual in the whole project, longest first."""
    found = [
        size
        for path in source_files(root)
        for size in sizes_of(path.read_text(encoding="utf-8"), path.relative_to(root).as_posix())
    ]
    return sorted(found, key=lambda size: -size.lines)


def main(arguments: list[str]) -> int:
    """Print what is too long, with --all also what is longer than usual; fail on the former only."""
    found = sizes()
    over = [size for size in found if size.over]
    for size in found if "--all" in arguments else over:
        print(f"{'TOO LONG ' if size.over else ''}{size}")
    print(f"{len(over)} too long, {len(found) - len(over)} longer than usual")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
