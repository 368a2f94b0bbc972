"""The PDF writer: sheets in, bytes out. Equal sheets give equal bytes."""

from dataclasses import replace
from pathlib import Path
from threading import Lock

from medmanager.documents.drawings import drawing_of
from medmanager.documents.press import fonts
from medmanager.documents.press.page import Setting, page_for
from medmanager.documents.press.pen import Pen
from medmanager.documents.press.structure import Identity, page_count, with_structure
from medmanager.documents.press.typesetting import forget_lines
from medmanager.documents.words.calendar_words import NO_BREAK
from medmanager.documents.words.clean_text import cleaned
from medmanager.documents.words.phrases import PhraseTable, read_phrases
from medmanager.documents.words.plain_words import refuse_forbidden_forms
from medmanager.domain.paper.sheets import Sheet

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

    def draw(self, sheet: Sheet) -> bytes:
        """The sheet as a tagged PDF, drawn as `drawings` says of its kind.

        Raises Refused, naming the block, where something does not fit or may not stand on a patient's page.
        """
        sheet = cleaned(sheet)
        drawing = drawing_of(sheet)
        refuse_forbidden_forms(drawing.texts(sheet))
        head = sheet.head if drawing.sizes else replace(sheet.head, large_print=False)
        voice = self._phrases.voice(head.language)
        title = voice.text(drawing.title, n=head.plan_number, d=head.made_on).replace(NO_BREAK, " ")
        with _BUILDING:
            fonts.register_faces(self._fonts)
            setting = Setting(page_for(head), voice, head)
            pen = Pen((setting.page.width, setting.page.height), head.language)
            try:
                drawing.draw(pen, setting, sheet)
            finally:
                forget_lines()
            pages = pen.finish()
        return with_structure(pages, pen.root, Identity(title, head.language, head.made_on))

    def pages(self, content: bytes) -> int:
        """How many pages a PDF has. Raises Refused when the bytes are no PDF."""
        return page_count(content)
