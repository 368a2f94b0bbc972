"""The plain forms that patients are searched and compared by: folded letters, dates, digits, sounds."""

import re
import unicodedata
from datetime import date

from medmanager.domain.patient import Patient

_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ŧ": "t"}
)
_LONGEST_KEY = 120
"""Letters of a name that order and beginning go by: an index has no room for endless names."""

_GLUE = re.compile(r"['’`´.]")
_GAP = re.compile(r"[\s\-–_,;]+")
_SOUND = str.maketrans("bfpvcgjkqsxzdtlmnr", "111122222222334556")


def folded(text: str) -> str:
    """Small letters without marks: "Ångström-O’Neil" becomes "angstrom oneil"."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_LETTERS)
    return _GAP.sub(" ", _GLUE.sub("", bare)).strip()


def digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isdecimal())


def written_dates(day: date) -> str:
    """The ways in which a birth date may be typed bit by bit: 1984-03-14, 3/14/1984, 03/14/1984."""
    year = f"{day.year:04d}"
    return (
        f"{year}-{day.month:02d}-{day.day:02d} {day.month}/{day.day}/{year} "
        f"{day.month:02d}/{day.day:02d}/{year}"
    )


def keys_of(patient: Patient) -> dict[str, str]:
    """The row of the search table, its id left out."""
    family, given = folded(patient.family_name), folded(patient.given_name)
    return {
        "family_key": family[:_LONGEST_KEY],
        "given_key": given[:_LONGEST_KEY],
        "sound": sound_of(patient.family_name, patient.given_name),
        "haystack": f" {family} {given} {written_dates(patient.birth_date)} {digits(patient.phone)}",
    }


def sound_of(family_name: str, given_name: str) -> str:
    """Family and given name as they sound in English: American Soundex of each."""
    return f"{soundex(family_name)} {soundex(given_name)}"


def soundex(name: str) -> str:
    """American Soundex as the National Archives describe it; "" for a name without Latin letters."""
    letters = [letter for letter in folded(name) if "a" <= letter <= "z"]
    if not letters:
        return folded(name)
    coded = letters[0]
    last = letters[0].translate(_SOUND)
    for letter in letters[1:]:
        code = letter.translate(_SOUND)
        if code.isdecimal() and code != last:
            coded += code
        if letter not in "hw":
            last = code
    return (coded + "000")[:4]
