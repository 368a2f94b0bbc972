"""How long it takes to build the plan that goes home, and to look at it after an edit."""

from functools import partial

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtPdf import QPdfDocument

from medmanager.bootstrap import resources
from medmanager.documents.writer import PdfWriter
from medmanager.domain.errors import Refused
from medmanager.domain.ids import PatientId
from medmanager.domain.paper.document import DocumentKind, PreparedDocument
from medmanager.domain.patient import Language
from medmanager.services.facade import Services
from tests.bench.bare_page import BarePages
from tests.bench.large_practice import signed_in
from tests.bench.measure import timed_each, timed_in_turn
from tests.bench.storing import PATIENTS
from tests.bench.table import Row
from tests.documents.sheet_builders import elena, head

REPEATS, ROUNDS = 20, 3
NAMES = ("Abelow", "Chaudhry", "Ruiz", "Whitcombe", "Ilunga", "Youssef")
MOST_TIMES = 3.0
SHOWN_WIDTH = 680
"""Dots of a page in the preview on a screen of two dots a point."""


def rows() -> list[Row]:
    """The paper of the drawings beside the same pages drawn bare; the plans of the demo's patients as asked
    for in the application; and the same with its pages drawn for the screen.
    """
    found = [drawing(language) for language in Language]
    with signed_in(PATIENTS) as services:
        patients = with_plans(services)
        make = partial(services.printing.prepare, DocumentKind.PLAN)
        times = timed_each(partial(make, patient) for patient in patients)
        seen = timed_each(partial(look_at, make, patient) for patient in patients)
    found.append(Row("make a plan's paper from the chart", times, budget=150))
    found.append(Row("preview after an edit: paper and pages", seen, budget=500))
    return found


def drawing(language: Language) -> Row:
    """A plan of 2 pages from its values, beside the same texts, lines and fonts drawn by bare ReportLab."""
    writer, sheet = PdfWriter(resources()), elena(head=head(language=language))
    bare = BarePages(writer.draw(sheet))
    ours, floor = timed_in_turn(ROUNDS, [partial(writer.draw, sheet)] * REPEATS, [bare.draw] * REPEATS)
    return Row(f"build a plan of 2 pages, {language}", ours, budget=150, floor=floor, aim=MOST_TIMES)


def with_plans(services: Services) -> list[PatientId]:
    """The demo's patients of these names, again and again; their first sheets, untimed, load the fonts."""
    rows = [row for name in NAMES for row in services.patients.search(name)]
    found = [row.id for row in rows if is_printable(services, row.id)]
    return found * (REPEATS // len(found) + 1)


def is_printable(services: Services, patient_id: PatientId) -> bool:
    """Whether the patient has a plan in force."""
    try:
        services.printing.prepare(DocumentKind.PLAN, patient_id)
    except Refused:
        return False
    return True


def look_at(make: partial[PreparedDocument], patient_id: PatientId) -> None:
    """The paper from the chart, and every page of it as dots."""
    bytes_, buffer, document = QByteArray(make(patient_id).content), QBuffer(), QPdfDocument()
    buffer.setData(bytes_)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    for page in range(document.pageCount()):
        points = document.pagePointSize(page)
        document.render(page, QSize(SHOWN_WIDTH, round(SHOWN_WIDTH * points.height() / points.width())))
    document.close()
