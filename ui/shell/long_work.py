"""Long work as the shell shows it: one line over the status bar for each job, with progress and Cancel."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.kit.buttons import LinkButton
from ui.kit.labels import Label
from ui.kit.tasks import LongWork
from ui.kit.theme import SEMIBOLD, Theme, Type


class _Line(QWidget):
    """One job. Signals: `cancelled(int)`."""

    cancelled = Signal(int)

    def __init__(self, theme: Theme, work: LongWork) -> None:
        super().__init__()
        self._job = work.job
        self._text = Label(size=Type.SMALL, tone="muted")
        self._bar = QProgressBar()
        self._bar.setFixedWidth(theme.px(220))
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(work.title)
        self._cancel = LinkButton(theme, "Cancel")
        self._cancel.setAccessibleName(f"Cancel: {work.title}")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(4), theme.px(12), theme.px(4))
        row.setSpacing(theme.px(12))
        for widget in (Label(work.title, Type.SMALL, SEMIBOLD), self._bar, self._text):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._cancel)
        self._cancel.clicked.connect(self._ask_cancel)
        self.show_work(work)

    def show_work(self, work: LongWork) -> None:
        self._bar.setRange(0, work.of)
        self._bar.setValue(work.done)
        percent = f"{100 * work.done // work.of} %" if work.of else ""
        self._text.setText(" · ".join(part for part in (percent, work.text) if part))

    @Slot()
    def _ask_cancel(self) -> None:
        self._cancel.setEnabled(False)
        self._text.setText("Stopping…")
        self.cancelled.emit(self._job)


class LongWorkPanel(QWidget):
    """Signals: `cancelled(int)` with the job's number."""

    cancelled = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: dict[int, _Line] = {}
        self.setProperty("ground", "raised")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    @Slot(object)
    def moved(self, work: LongWork) -> None:
        """A job began or advanced."""
        line = self._lines.get(work.job)
        if line is not None:
            line.show_work(work)
            return
        line = _Line(self._theme, work)
        line.cancelled.connect(self.cancelled)
        self._lines[work.job] = line
        self._column.addWidget(line)
        self.show()

    @Slot(int)
    def ended(self, job: int) -> None:
        """A job ended, however."""
        line = self._lines.pop(job, None)
        if line is not None:
            self._column.removeWidget(line)
            line.deleteLater()
        self.setVisible(bool(self._lines))
