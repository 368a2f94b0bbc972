"""Checks of what a sheet says of days and pages, worked out without the sheet's own words."""

import re
from datetime import date, timedelta

from tests.documents.paper_reader import Paper

_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_MONTHS = {
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    "es": (
        *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
        *("julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
    ),
}
_DAY = {
    "en": r"\b({weekday}), ({month}) (\d\d?)(?:, (\d{{4}}))?",
    "es": r"\b({weekday}) (\d\d?) de ({month})(?: de (\d{{4}}))?",
}
_LATELY = timedelta(days=60)
_PAGE = re.compile(
    r"(?:See page|see page|More on page|vea la página|Vea la página|más en la página|Siga en la página) (\d+)"
)


def weekday_faults(paper: Paper, made: date) -> list[str]:
    """Dates whose weekday is not that day's; without a year the next one is meant, or one just past."""
    text = " ".join(paper.text().replace("\N{NO-BREAK SPACE}", " ").split())
    return [fault for language in _DAY for fault in _in(text, language, made)]


def _in(text: str, language: str, made: date) -> list[str]:
    weekdays, months = _WEEKDAYS[language], _MONTHS[language]
    pattern = _DAY[language].format(weekday="|".join(weekdays), month="|".join(months))
    found = []
    for match in re.finditer(pattern, text, re.IGNORECASE):
        first, second, year = match.group(2), match.group(3), match.group(4)
        month, day = (first, second) if language == "en" else (second, first)
        number = [name.casefold() for name in months].index(month.casefold()) + 1
        years = [int(year)] if year else range(made.year - 1, made.year + 3)
        days = [date(one, number, int(day)) for one in years if (number, int(day)) != (2, 29) or not one % 4]
        meant = min(one for one in days if year or one >= made - _LATELY)
        if weekdays[meant.weekday()].casefold() != match.group(1).casefold():
            found.append(f"{match.group()} is a {weekdays[meant.weekday()]}")
    return found


def page_faults(paper: Paper) -> list[str]:
    """Pages that the sheet sends its reader to and does not have, or that lie behind the reader."""
    found = []
    for page in range(len(paper.sizes)):
        text = " ".join(paper.text(page).replace("\N{NO-BREAK SPACE}", " ").split())
        told = {int(one) for one in _PAGE.findall(text)}
        found += [f"page {one} on page {page + 1}" for one in told if not page < one <= len(paper.sizes)]
    return found
