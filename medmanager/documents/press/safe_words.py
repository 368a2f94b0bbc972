"""Words of the record that nobody can write anew for paper: signs that the font lacks are written out, and
where letters cannot be printed the paper says so.
"""

from medmanager.documents.press import fonts

NOT_PRINTED = "(letters that cannot be printed)"
_WRITTEN = {
    "\N{GREATER-THAN OR EQUAL TO}": "at least ",
    "\N{LESS-THAN OR EQUAL TO}": "at most ",
    "\N{RIGHTWARDS ARROW}": " to ",
    "\N{LEFTWARDS ARROW}": " from ",
    "\N{MINUS SIGN}": "-",
    "\N{MULTIPLICATION SIGN}": " times ",
    "\N{MICRO SIGN}g": "mcg",
    "\N{GREEK SMALL LETTER MU}g": "mcg",
    "<": "less than ",
    ">": "more than ",
    "&": "and",
    "@": "at",
}


def safe(text: str) -> str:
    """The text as it may be set: composed letters, single spaces, and signs in words."""
    for sign, words in _WRITTEN.items():
        text = text.replace(sign, words)
    return fonts.with_known_signs(" ".join(fonts.composed(text).split()), NOT_PRINTED)
