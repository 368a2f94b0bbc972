"""Seals the knowledge base: reads it whole, then writes version, date and checksum into its manifest."""

import json
import re
import sys
from datetime import date
from pathlib import Path

from medmanager.domain.knowledge.base import MANIFEST, checksum, contents, read_base
from medmanager.domain.knowledge.sheet import Unreadable
from workspace import ROOT, Trouble, say

VERSION = re.compile(r"\d{4}\.\d{1,2}\.\d+")
FOLDER = ROOT / "resources" / "knowledge"


def seal(folder: Path, version: str, as_of: date) -> None:
    """Write the manifest. Raises Trouble, with every problem on its line, when a file cannot be read.

    The manifest then stays as it was.
    """
    before = (folder / MANIFEST).read_text(encoding="utf-8")
    manifest = {"version": version, "as_of": as_of.isoformat(), "checksum": checksum(contents(folder))}
    _write(folder, manifest)
    try:
        problems = read_base(folder).problems
    except Unreadable as error:
        problems = (error.sentence,)
    if problems:
        (folder / MANIFEST).write_text(before, encoding="utf-8")
        raise Trouble("\n".join(problems))


def _write(folder: Path, manifest: dict[str, str]) -> None:
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """`[VERSION [DAY]]`: without them the version stays and the day is today."""
    kept = (
        json.loads((FOLDER / MANIFEST).read_text(encoding="utf-8")) if (FOLDER / MANIFEST).is_file() else {}
    )
    version = arguments[0] if arguments else str(kept.get("version", "2026.11.1"))
    if not VERSION.fullmatch(version):
        say(f"{version} is no version. Write year, month and number, as 2026.11.1.")
        return 1
    as_of = date.fromisoformat(arguments[1]) if len(arguments) > 1 else date.today()  # noqa: DTZ011 - a tool
    try:
        seal(FOLDER, version, as_of)
    except Trouble as trouble:
        say(str(trouble))
        return 1
    say(f"Sealed version {version} of {as_of}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
