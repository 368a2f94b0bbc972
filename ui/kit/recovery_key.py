"""The recovery key as it is shown once: its numbered groups, the paper, and one group typed again."""

from __future__ import annotations

from html import escape
from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal, Slot
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.card import box
from ui.kit.dialogs.file_dialog import FileDialog
from ui.kit.fields.edits import TextEdit
from ui.kit.fields.form import Field
from ui.kit.labels import Label
from ui.kit.theme import SEMIBOLD, Theme, Type

ASKED_GROUP = 3
"""Which group is typed again, counted from 1."""
COLUMNS = 4
FILE_NAME = "MedManager recovery key.txt"
LINES = (
    "With this key somebody who forgot her password sets a new one: choose “Use recovery key” below the "
    "sign-in card and type all 8 groups.",
    "Whoever has this paper can open every record. Keep it locked away, apart from the computer and from the "
    "backups.",
    "An administrator can make a new key in Settings, Backup and audit. This paper opens older backups only "
    "then.",
)


def fits(key: str, typed: str) -> bool:
    """Whether the group that is asked for was typed; only somebody who has the key before her can."""
    return typed.strip().upper() == key.split("-")[ASKED_GROUP - 1]


def as_text(key: str, about: str) -> str:
    """The paper as plain lines."""
    return "\n\n".join(["MedManager recovery key", about, key, *LINES, ""])


def as_html(key: str, about: str) -> str:
    """The paper with numbered groups in letters that are easy to read and type."""
    cells = [
        f"<td style='padding: 6px 22px 6px 0'><small>{number}</small><br>"
        f"<span style='font-size: 20pt'><b>{group}</b></span></td>"
        for number, group in enumerate(key.split("-"), 1)
    ]
    rows = "".join(f"<tr>{''.join(cells[at : at + COLUMNS])}</tr>" for at in range(0, len(cells), COLUMNS))
    words = "".join(f"<p>{escape(line)}</p>" for line in LINES)
    return f"<h1>MedManager recovery key</h1><p>{escape(about)}</p><table>{rows}</table>{words}"


class RecoveryKey(QWidget):
    """Signals: `failed(str)` when the key could not be printed or saved."""

    failed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._key, self._about = theme, "", ""
        frame, inside = box(theme)
        self._groups = QGridLayout()
        self._groups.setHorizontalSpacing(theme.px(24))
        inside.addLayout(self._groups)
        self.printing = Button(theme, "&Print the key…", "printer")
        self._saving = Button(theme, "&Save as a file…", "download")
        self.group = TextEdit(theme)
        self.field = Field(theme, f"Type &group {ASKED_GROUP} from your paper", self.group)
        self._dialog: QPrintDialog | None = None
        self._printer: QPrinter | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(frame)
        column.addLayout(self._build_buttons())
        column.addWidget(self.field)
        self.printing.clicked.connect(self._ask_printer)
        self._saving.clicked.connect(self._ask_file)

    def show_key(self, key: str, about: str) -> None:
        """Show a key; `about` says on the paper whose it is and since when."""
        self._key, self._about = key, about
        while (item := self._groups.takeAt(0)) is not None:
            if (cell := item.widget()) is not None:
                cell.hide()
                cell.deleteLater()
        for number, group in enumerate(key.split("-")):
            self._groups.addWidget(self._group(number + 1, group), number // COLUMNS, number % COLUMNS)
        self._groups.setColumnStretch(COLUMNS, 1)
        self.group.clear()

    def forget(self) -> None:
        """Nothing of the key stays on the screen."""
        self.show_key("", "")

    def _group(self, number: int, group: str) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(str(number), Type.SMALL, tone="muted"))
        letters = Label(group, Type.TITLE, SEMIBOLD)
        letters.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        letters.setAccessibleName(f"Group {number}: {' '.join(group)}")
        column.addWidget(letters)
        return cell

    def _build_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(8))
        row.addWidget(self.printing)
        row.addWidget(self._saving)
        row.addStretch(1)
        return row

    @Slot()
    def _ask_printer(self) -> None:
        self._printer = QPrinter()
        self._printer.setDocName("MedManager recovery key")
        self._dialog = QPrintDialog(self._printer, self)
        self._dialog.accepted.connect(self._print)
        self._dialog.setModal(True)
        self._dialog.show()

    @Slot()
    def _print(self) -> None:
        assert self._printer is not None, "asked for above"
        self.print_on(self._printer)

    def print_on(self, printer: QPrinter) -> None:
        """Print the paper; a printer that refuses is told."""
        document = QTextDocument()
        document.setDefaultFont(self._theme.font(Type.BODY))
        document.setHtml(as_html(self._key, self._about))
        document.print_(printer)
        if printer.printerState() in {QPrinter.PrinterState.Error, QPrinter.PrinterState.Aborted}:
            self.failed.emit("The printer did not take the paper. Look at the printer, or save the key.")

    @Slot()
    def _ask_file(self) -> None:
        dialog = FileDialog(self, "Save the recovery key", QDir.homePath(), "Text (*.txt)")
        dialog.setAcceptMode(FileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile(FILE_NAME)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save)
        dialog.open()

    @Slot(str)
    def save(self, name: str) -> None:
        """Write the paper into this file; a place that refuses is told."""
        try:
            Path(name).write_text(as_text(self._key, self._about), encoding="utf-8")
        except OSError:
            self.failed.emit("The key could not be saved there. Choose another folder.")
