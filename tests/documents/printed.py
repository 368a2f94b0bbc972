"""The sheets that the checks run over, each drawn once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from medmanager.documents.press.page import Setting, page_for
from medmanager.documents.writer import PdfWriter
from medmanager.domain.paper.sheets import PlanSheet, SheetHead, TrendSheet
from medmanager.domain.patient import Language
from medmanager.domain.practice import Paper as Size
from tests.documents.chart_builders import elena_trend
from tests.documents.paper_reader import Paper
from tests.documents.sheet_builders import ADVICE, PROPRANOLOL, elena, head, of_medicines

RESOURCES = Path(__file__).parents[2] / "resources"
POINTS = {Size.LETTER: (612.0, 792.0), Size.A4: (595.0, 842.0)}


@cache
def writer() -> PdfWriter:
    return PdfWriter(RESOURCES)


def setting_of(head: SheetHead) -> Setting:
    """What every block of a sheet with this head is given."""
    return Setting(page_for(head), writer().phrases.voice(head.language), head)


@dataclass(frozen=True)
class Case:
    """A sheet under a name, and how long it may be."""

    name: str
    sheet: PlanSheet | TrendSheet
    most_pages: int = 2

    @property
    def head(self) -> SheetHead:
        return self.sheet.head

    @property
    def paper(self) -> Paper:
        return _drawn(self.name)


def _variants() -> list[Case]:
    cases = []
    for language in Language:
        for size in Size:
            for large in (False, True):
                words = "large" if large else "plain"
                most = 4 if large else 2
                sheet = elena(head=head(language=language, paper=size, large_print=large))
                cases.append(Case(f"{language}-{size}-{words}", sheet, most))
    return cases


def _sizes() -> list[Case]:
    needed = {"as_needed": (PROPRANOLOL,)}
    cases = [Case(f"medicines-{count}", of_medicines(count, **needed)) for count in (0, 1, 2, 4, 5, 6, 7)]
    cases.append(Case("medicines-8", of_medicines(8, advice=ADVICE, **needed)))
    cases.append(Case("medicines-8-es", of_medicines(8, head=head(language=Language.SPANISH), **needed)))
    cases.append(Case("medicines-12", of_medicines(12, advice=ADVICE, **needed), 4))
    cases.append(Case("medicines-12-large", of_medicines(12, head=head(large_print=True), **needed), 4))
    return cases


PLANS = (*_variants(), *_sizes())
TRENDS = tuple(Case(f"trend-{language}", elena_trend(language=language)) for language in Language)
CASES = {case.name: case for case in (*PLANS, *TRENDS)}


@cache
def _drawn(name: str) -> Paper:
    sheet = CASES[name].sheet
    return Paper(writer().draw(sheet))
