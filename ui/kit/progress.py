"""Long work as the shell shows it: what, how far, and a button that cancels."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.buttons import Button
from ui.kit.labels import Label
from ui.kit.tasks import Door, LongWork
from ui.kit.theme import SEMIBOLD, Theme, Type

BAR = 200


class ProgressStrip(QWidget):
    """Listens to the door and shows a line for each long work; hidden while there is none."""

    def __init__(self, theme: Theme, door: Door) -> None:
        super().__init__()
        self._theme, self._door = theme, door
        self._lines: dict[int, ProgressLine] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(4))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        door.long_work_moved.connect(self._moved)
        door.long_work_ended.connect(self._ended)
        self.hide()

    @Slot(object)
    def _moved(self, work: LongWork) -> None:
        if work.job not in self._lines:
            self._lines[work.job] = ProgressLine(self._theme, self._door, work.job)
            self._column.addWidget(self._lines[work.job])
        self._lines[work.job].show_work(work)
        self.show()

    @Slot(int)
    def _ended(self, job: int) -> None:
        line = self._lines.pop(job, None)
        if line is not None:
            line.hide()
            line.deleteLater()
        self.setVisible(bool(self._lines))


class ProgressLine(QFrame):
    """One long work."""

    def __init__(self, theme: Theme, door: Door, job: int) -> None:
        super().__init__()
        self._door, self._job = door, job
        self.setProperty("card", True)
        self.title, self.text = Label(weight=SEMIBOLD), Label(size=Type.SMALL, tone="muted")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.px(BAR))
        self.button = Button(theme, "Cancel", compact=True)
        self.button.clicked.connect(self._cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(4), theme.px(8), theme.px(4))
        row.setSpacing(theme.px(12))
        row.addWidget(self.title)
        row.addWidget(self.bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)

    def show_work(self, work: LongWork) -> None:
        """Show how far it is; without an amount the bar only says that something runs."""
        self.title.setText(work.title)
        self.bar.setRange(0, work.of)
        self.bar.setValue(work.done)
        self.bar.setAccessibleName(work.title)
        percent = f"{100 * work.done // work.of} %" if work.of else ""
        self.text.setText(" · ".join(part for part in (percent, work.text) if part))
        self.button.setAccessibleName(f"Cancel {work.title}")

    @Slot()
    def _cancel(self) -> None:
        self.button.setDisabled(True)
        self.text.setText("Stopping…")
        self._door.cancel(self._job)
