"""Shows the files to import: choose or drop them, what each would bring, and the button that takes them."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QMimeData, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.card import Card
from ui.kit.dialogs.file_dialog import FileDialog
from ui.kit.layout.columns import Columns, Part
from ui.kit.page_head import PageHead
from ui.kit.states import StateStack
from ui.kit.tables.table import DataTable
from ui.kit.theme import Theme
from ui.screens.import_records.lines import FileDetails, FileLine
from ui.screens.import_records.model import COLUMNS
from ui.screens.import_records.side_view import SideCard

MARGIN, SIDE, ROOMY = 12, 290, 440
LOW_FILES, LOW_SIDE = 260, 420
"""Heights of the two cards below one another."""
WIDE_FROM, ROOMY_FROM = 900, 1200
SIDE_PART = 1
START = (
    "Choose the files another system gave you, or drop them here. FHIR R4 in JSON or NDJSON. "
    "You see what each would bring before anything is stored."
)
FILTER = "FHIR records (*.json *.ndjson *.jsonl);;All files (*)"


def _key(line: FileLine) -> int:
    return line.key


class ImportView(QWidget):
    """Signals: `files_chosen(tuple[Path, ...])`; `selected(int)` a row; `decided(int)` take or leave out this
    file; `answered(int, PatientId, PatientId | None)` who a patient of this file is; `take_requested()`;
    `chart_requested(UUID)`; `again_requested()` after an error.
    """

    files_chosen = Signal(object)
    selected = Signal(int)
    decided = Signal(int)
    answered = Signal(int, object, object)
    take_requested = Signal()
    chart_requested = Signal(object)
    again_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._is_start = True
        self.head = PageHead(theme, "Import records")
        self.choose_button = Button(theme, "&Choose files…", "folder")
        self.take_button = Button(theme, "&Take files", "download", primary=True)
        self.table = DataTable[FileLine](theme, "Files", COLUMNS, _key)
        self.states = StateStack(theme, self.table)
        self.card = Card(theme, "Files")
        self.side = SideCard(theme)
        self.card.add(self.states, 1)
        parts = (Part(self.card, low=LOW_FILES), Part(self.side, SIDE, low=LOW_SIDE, roomy=ROOMY))
        self._columns = Columns(theme, parts, WIDE_FROM, ROOMY_FROM)
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        self.show_start()

    def show_start(self) -> None:
        """Nothing is chosen yet."""
        self._show_frame(is_start=True)
        self.head.say("")
        self.card.set_count("")
        self.states.show_empty(START, "Choose files…")

    def show_reading(self) -> None:
        """Files are being read."""
        self.card.set_count("")
        self.side.show_details(None)
        self.states.show_loading()

    def show_files(self, lines: tuple[FileLine, ...], summary: str, take: str) -> None:
        """Show the files; `take` is what the primary button says, "" while there is nothing to take."""
        self._show_frame(is_start=False)
        self.states.show_content()
        self.head.say(summary)
        self.card.set_count(f"{len(lines)}")
        self.take_button.setVisible(bool(take))
        if take:
            self.take_button.setText(take)
        self.table.show_rows(lines)

    def show_details(self, details: FileDetails | None) -> None:
        """Show one file beside the table, and select its row."""
        self.side.show_details(details)
        if details is not None:
            self.table.select_key(details.key)

    def show_busy(self, is_busy: bool) -> None:
        """While files are read or taken, nothing else can be begun."""
        for button in (self.choose_button, self.take_button, self.side.act_button):
            button.setDisabled(is_busy)

    def show_failure(self, what: str, why: str) -> None:
        """The reading came to nothing."""
        self._show_frame(is_start=True)
        self._is_start = False
        self.states.show_error(what, why)

    def show_not_allowed(self) -> None:
        """This role does not import."""
        self._show_frame(is_start=True)
        self.choose_button.hide()
        self.states.show_not_allowed("Your role does not import records. Ask somebody whose role may.")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_paths(event.mimeData()) and self.choose_button.isEnabled():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.files_chosen.emit(dropped_paths(event.mimeData()))

    @Slot()
    def choose(self) -> None:
        """Ask for files."""
        dialog = FileDialog(self, "Choose the files to import", "", FILTER)
        dialog.setFileMode(FileDialog.FileMode.ExistingFiles)
        dialog.filesSelected.connect(self._choose_files)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_frame(self, *, is_start: bool) -> None:
        """Whether the start stands alone or files stand beside their details."""
        self._is_start = is_start
        self.choose_button.setVisible(not is_start)
        self.take_button.setVisible(False)
        self._columns.show_part(SIDE_PART, shown=not is_start)

    def _build(self) -> None:
        theme = self._theme
        self.head.add(self.choose_button)
        self.head.add(self.take_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.px(MARGIN), 0, theme.px(MARGIN), theme.px(MARGIN))
        outer.setSpacing(0)
        outer.addWidget(self.head)
        outer.addWidget(self._columns, 1)

    def _connect(self) -> None:
        self.choose_button.clicked.connect(self.choose)
        self.take_button.clicked.connect(self.take_requested)
        self.states.acted.connect(self._act)
        self.table.record_selected.connect(self._select)
        self.side.decided.connect(self.decided)
        self.side.answered.connect(self.answered)
        self.side.opened.connect(self._open_chart)

    @Slot()
    def _act(self) -> None:
        if self._is_start:
            self.choose()
        else:
            self.again_requested.emit()

    @Slot(object)
    def _select(self, line: FileLine) -> None:
        if line.key != self.side.shown_key():
            self.selected.emit(line.key)

    @Slot(object)
    def _open_chart(self, patient_id: UUID) -> None:
        self.chart_requested.emit(patient_id)

    @Slot(list)
    def _choose_files(self, names: list[str]) -> None:
        self.files_chosen.emit(tuple(Path(name) for name in names))


def dropped_paths(content: QMimeData) -> tuple[Path, ...]:
    """The files on this computer among what is being dragged."""
    return tuple(Path(url.toLocalFile()) for url in content.urls() if url.isLocalFile())
