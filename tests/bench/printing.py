"""How long it takes to build the plan that goes home, and to look at it."""

import io
from functools import partial

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from medmanager.bootstrap import resources
from medmanager.domain.document import DocumentKind
from medmanager.domain.errors import Refused
from medmanager.domain.ids import PatientId
from medmanager.services.facade import Services
from tests.bench.large_practice import signed_in
from tests.bench.measure import timed, timed_each
from tests.bench.storing import PATIENTS
from tests.bench.table import Row

FONT = "NotoSans-Regular"
REPEATS = 20
NAMES = ("Abelow", "Chaudhry", "Ruiz", "Whitcombe", "Ilunga", "Youssef")


def rows() -> list[Row]:
    """The plans of the demo's patients, beside two bare pages of the same library and font."""
    registerFont(TTFont(FONT, str(resources() / "fonts" / "noto" / f"{FONT}.ttf")))
    with signed_in(PATIENTS) as services:
        patients = with_plans(services)
        make = partial(services.printing.prepare, DocumentKind.PLAN)
        times = timed_each(partial(make, patient) for patient in patients)
    return [Row("build the plan PDF", times, budget=150, floor=timed(two_pages, REPEATS))]


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


def two_pages() -> bytes:
    """What no plan can be quicker than: two pages of words in one embedded font."""
    page = io.BytesIO()
    canvas = Canvas(page)
    for _ in range(2):
        canvas.setFont(FONT, 11)
        for line in range(40):
            canvas.drawString(72, 760 - line * 16, "Take one tablet in the morning and two at bedtime.")
        canvas.showPage()
    canvas.save()
    return page.getvalue()
