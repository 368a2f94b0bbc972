"""All checks of a printed sheet at once, for kinds of paper beside the plan."""

from hashlib import sha256

from medmanager.domain.paper.leaflet import LeafletSheet
from medmanager.domain.paper.sheets import PlanSheet, Sheet, SheetMedicine
from medmanager.domain.patient import Language
from medmanager.domain.practice import Paper as Size
from tests.documents import calendar_checks, checks
from tests.documents.paper_reader import Paper
from tests.documents.printed import POINTS, writer

EVERY_WAY = tuple(
    (language, size, large) for language in Language for size in Size for large in (False, True)
)


NAMES = (
    *("lithium", "lamotrigine", "lurasidone", "quetiapine", "propranolol", "paroxetine", "venlafaxine"),
    *("aripiprazole", "risperidone", "fluoxetine", "phenelzine", "diazepam", "Paxil", "Abilify", "Risperdal"),
    *("Prozac", "Nardil", "Valium", "Harbor Street Clinic"),
)
"""Names on the sheets that are drawn: nobody can write them plainer."""


def _names(sheet: Sheet) -> list[str]:
    told = (getattr(sheet, field, None) for field in ("medicine", "coming", "leaving"))
    own = [name for one in told if isinstance(one, SheetMedicine) for name in (one.name, one.brand)]
    if isinstance(sheet, PlanSheet):
        own += [name for one in sheet.daily for name in (one.name, one.brand)]
    if isinstance(sheet, LeafletSheet):
        own += [part.source for part in sheet.leaflets] + [topic.source for topic in sheet.topics]
    return [sheet.head.patient_name, sheet.head.prescriber, *own]


def drawn(sheet: Sheet) -> Paper:
    return Paper(writer().draw(sheet))


def plain(paper: Paper) -> str:
    """All words with single spaces."""
    return " ".join(paper.text().replace("\N{NO-BREAK SPACE}", " ").split())


def faults(sheet: Sheet, most_pages: int, *, sizes: bool = True) -> list[str]:
    """What is wrong with the paper of this sheet, P01 to P16; `sizes` False: it has no large print."""
    paper, head = drawn(sheet), sheet.head
    least, companion = (18, 18) if head.large_print and sizes else (12, 10)
    found = [
        *checks.font_faults(paper),
        *checks.identity_faults(paper, POINTS[head.paper], most_pages, head.patient_name),
        *checks.structure_faults(paper),
        *checks.join_faults(paper),
        *checks.size_faults(paper, least=least, companion=companion),
        *checks.edge_faults(paper),
        *checks.overlap_faults(paper),
        *checks.form_faults(paper),
        *checks.contrast_faults(paper),
        *checks.never_print_faults(paper),
        *checks.shade_faults(paper),
        *checks.reading_faults(paper, head.language, (*_names(sheet), *NAMES)),
        *calendar_checks.weekday_faults(paper, head.made_on),
        *calendar_checks.page_faults(paper),
        *checks.footer_faults(paper, head.patient_name),
    ]
    if str(paper.pdf.Root.Lang) != head.language:
        found.append("another language in the file")
    if sha256(writer().draw(sheet)).digest() != sha256(paper.content).digest():
        found.append("other bytes the second time")
    return found
