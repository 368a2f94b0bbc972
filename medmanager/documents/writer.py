"""The PDF writer: sheets in, bytes out. Equal sheets give equal bytes."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Lock

from medmanager.documents import fonts
from medmanager.documents.page import Setting, page_for
from medmanager.documents.pen import Pen
from medmanager.documents.phrases import PhraseTable, read_phrases
from medmanager.documents.plain_words import refuse_forbidden_forms
from medmanager.documents.plan_pages import draw_plan
from medmanager.documents.structure import Identity, page_count, with_structure
from medmanager.documents.trend_page import draw_trend
from medmanager.domain.sheets import PlanSheet, SheetHead, TrendSheet

_BUILDING = Lock()
"""ReportLab keeps its fonts in one registry for the process, and a font reads its file through one
position: only one document may be built at a time, whoever asks."""


class PdfWriter:
    """Draws sheets with the fonts and phrases of the resources folder. May be used from any thread."""

    def __init__(self, resources: Path) -> None:
        self._fonts = resources / "fonts" / "noto"
        self._phrases: PhraseTable = read_phrases(resources / "phrases")

    @property
    def phrases(self) -> PhraseTable:
        return self._phrases

    def plan(self, sheet: PlanSheet) -> bytes:
        """The take-home plan, front and back, as a tagged PDF.

        Raises Refused, naming the block, where something does not fit or may not stand on a patient's page.
        """
        refuse_forbidden_forms(sheet)
        title = self._phrases.voice(sheet.head.language).text(
            "plan.document", n=sheet.head.plan_number, d=sheet.head.made_on
        )
        return self._build(sheet.head, title, lambda pen, setting: draw_plan(pen, setting, sheet))

    def trend(self, sheet: TrendSheet) -> bytes:
        """The trend chart page as a tagged PDF: curves, dose lanes, and every change with its reason.

        Raises Refused where more medicines were taken than one page can show.
        """
        title = self._phrases.voice(sheet.head.language).text(
            "chart.document", n=sheet.head.plan_number, d=sheet.head.made_on
        )
        head = replace(sheet.head, large_print=False)
        return self._build(head, title, lambda pen, setting: draw_trend(pen, setting, sheet.chart))

    def pages(self, content: bytes) -> int:
        """How many pages a PDF has. Raises Refused when the bytes are no PDF."""
        return page_count(content)

    def _build(self, head: SheetHead, title: str, draw: Callable[[Pen, Setting], object]) -> bytes:
        with _BUILDING:
            fonts.register_faces(self._fonts)
            setting = Setting(page_for(head), self._phrases.voice(head.language), head)
            pen = Pen((setting.page.width, setting.page.height), head.language)
            draw(pen, setting)
            pages = pen.finish()
        return with_structure(pages, pen.root, Identity(title, head.language, head.made_on))
