"""Whether the pages that a plan names are those on which the dated steps stand."""

import re

from medmanager.documents.words.amounts import display_name
from medmanager.domain.paper.sheets import PlanSheet
from tests.documents.paper_reader import Element, Paper

_SEE = re.compile(r"(?:see page|vea la página)\s+(\d+)", re.IGNORECASE)


def steps_page_faults(paper: Paper, sheet: PlanSheet) -> list[str]:
    """Each page that is named beside a medicine, and on which no steps of it begin."""
    names = [display_name(medicine.name, medicine.form) for medicine in sheet.daily]
    return [
        f"{name}: see page {page}" for name, page in _named(paper, names) if page not in _begun(paper, name)
    ]


def _named(paper: Paper, names: list[str]) -> list[tuple[str, int]]:
    """A medicine and a page for each row of the front that sends the reader on."""
    found, name = [], ""
    for element in paper.tree.walk():
        if element.kind in ("TR", "LI"):
            text = _plain(paper, element)
            name = max((one for one in names if f"{one} " in text), key=len, default=name)
            found += [(name, int(page)) for page in _SEE.findall(text)]
    return found


def _begun(paper: Paper, name: str) -> set[int]:
    """The pages with a heading that begins with this name."""
    headings = (
        one for one in paper.tree.all("H2") if _plain(paper, one).startswith((f"{name} ", f"{name}:"))
    )
    return {page + 1 for heading in headings for page, _ in heading.marks()}


def _plain(paper: Paper, element: Element) -> str:
    return " ".join(paper.text_of(element).split())
