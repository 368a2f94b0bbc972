"""The files of the project, as the conventions look at them."""

from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("medmanager", "ui", "tests", "packaging")
DOCUMENTS = ("README.md", "CONTRIBUTING.md")
TEXTS = {
    ".py",
    ".md",
    ".toml",
    ".json",
    ".svg",
    ".csv",
    ".txt",
    ".qss",
    ".html",
    ".mako",
    ".ini",
    ".spec",
    ".sh",
}

Rule = Callable[[str], list[str]]


def sources(*places: str) -> Iterator[Path]:
    """Python files under these folders (or these files themselves), in a stable order."""
    for place in places:
        path = ROOT / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path] if path.exists() else []


def own_words() -> Iterator[Path]:
    """Every text that the project wrote itself: sources, documents and settings."""
    yield from sources("main.py", *ROOMS)
    for name in (*DOCUMENTS, "pyproject.toml", ".gitignore", ".ci/run"):
        if (ROOT / name).exists():
            yield ROOT / name
    yield from sorted(path for path in (ROOT / "resources").rglob("*.md"))


def findings(rule: Rule, files: Iterator[Path], *but: str) -> list[str]:
    """What a rule finds in files, each with its place; `but`: how the paths start that are left out."""
    found = []
    for path in files:
        place = path.relative_to(ROOT).as_posix()
        if not place.startswith(but or ("\0",)):
            found += [f"{place}:{text}" for text in rule(path.read_text(encoding="utf-8"))]
    return found


def report(found: list[str]) -> str:
    """The findings as one message."""
    return "\n" + "\n".join(found)
