"""Conventions that are read off the text of a file: each function takes text and gives its findings."""

import re

# Written in parts, so that this file does not speak of them itself.
ELSEWHERE = re.compile(
    "|".join(["/" + "work/", "/" + "root/", "/" + "tmp/", "/" + "opt/", r"[A-Z]:\\" + "Users"])
)
ABOUT_ITS_MAKING = re.compile(
    "|".join(
        [
            "Clau" + "de",
            "Anthro" + "pic",
            "ChatG" + "PT",
            "Copi" + "lot",
            r"\bLL" + r"M\b",
            r"\bissue " + r"#?\d",
        ]
    )
)
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
BARE_IGNORE = re.compile(r"#\s*type:\s*ignore(?!\[[\w, -]+\]\s*#\s*\w)")
NOQA = re.compile(r"#\s*noqa:\s*[A-Z]+\d+")
BARE_NOQA = re.compile(r"#\s*noqa(?!:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*\s*[-#]\s*\w)")
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)\s#]+)")
CODE = re.compile(r"`([^`\n]+)`")
METHOD = re.compile(r"^[A-Z]\w+\.[a-z_]\w*$")
PATH = re.compile(r"^(?:[\w.-]+/)+[\w.-]*$|^[\w-]+\.(?:py|md|toml|sh)$")


def matching(text: str, pattern: re.Pattern[str], what: str) -> list[str]:
    """Each line on which the pattern is found."""
    return [
        f"{number}: {what}: {found[0]}"
        for number, line in enumerate(text.splitlines(), 1)
        if (found := pattern.search(line))
    ]


def machine_paths(text: str) -> list[str]:
    """Paths that exist on one machine only."""
    return matching(text, ELSEWHERE, "a path of one machine")


def talk_of_its_making(text: str) -> list[str]:
    """Anything but the product."""
    return matching(text, ABOUT_ITS_MAKING, "not about the product")


def unfinished_marks(text: str) -> list[str]:
    """Marks of work left for later."""
    return matching(text, UNFINISHED, "left for later")


def unexplained_ignores(text: str) -> list[str]:
    """Type and style exemptions without a code, or without a reason on their line or the line above."""
    lines = text.splitlines()
    return [
        f"{number}: an exemption without code and reason: {line.strip()}"
        for number, line in enumerate(lines, 1)
        if BARE_IGNORE.search(line) or (BARE_NOQA.search(line) and not is_explained(lines, number))
    ]


def is_explained(lines: list[str], number: int) -> bool:
    """Whether the exemption on that line (counted from 1) names its code below a line of comment."""
    return bool(NOQA.search(lines[number - 1])) and number > 1 and lines[number - 2].lstrip().startswith("#")


def mentioned_files(text: str) -> list[str]:
    """Paths that a document links to or names as code, without those that hold a placeholder."""
    named = [code for code in CODE.findall(text) if PATH.match(code)]
    return sorted({*LINK.findall(text), *named})


def mentioned_methods(text: str) -> list[str]:
    """Methods that a document names as code: `Plans.sign`."""
    return sorted({code for code in CODE.findall(text) if METHOD.match(code)})
