"""Reading grade of English sentences: Flesch-Kincaid with a syllable count good enough for short words."""

import re

_NEUTRAL = re.compile(r"\{[^}]*\}")
_VOWELS = re.compile(r"[aeiouy]+")


def sentences(text: str) -> list[str]:
    """The sentences of a text; a colon ends one too, because what follows is a new line on paper."""
    plain = _NEUTRAL.sub("ten", text).replace("988", "ten").replace("911", "ten")
    plain = re.sub(r"[\d,.\-]*\d", "ten", plain)
    return [part.strip() for part in re.split(r"[.?!:;]+(?:\s|$)", plain) if re.search(r"[A-Za-z]", part)]


def words(sentence: str) -> list[str]:
    return re.findall(r"[A-Za-z']+", sentence)


def syllables(word: str) -> int:
    plain = word.lower()
    count = len(_VOWELS.findall(plain))
    if plain.endswith("e") and not plain.endswith(("le", "ee")) and count > 1:
        count -= 1
    if (
        plain.endswith(("ed", "es"))
        and count > 1
        and not plain.endswith(("ted", "ded", "ses", "zes", "ches", "shes"))
    ):
        count -= 1
    return max(count, 1)


def grade(text: str) -> float:
    """School grade of a text of several sentences."""
    parts = [words(sentence) for sentence in sentences(text)]
    total = sum(len(part) for part in parts)
    if not total:
        return 0.0
    count = sum(syllables(word) for part in parts for word in part)
    return 0.39 * total / len(parts) + 11.8 * count / total - 15.59
