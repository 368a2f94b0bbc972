"""What a check says once more before something is signed: grave alerts, what was left out, and the base."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.kit.chip import Chip
from ui.kit.labels import Label
from ui.kit.palettes import SEVERITY_WORDS, Severity
from ui.kit.safety_words import AlertWords, SafetyWords
from ui.kit.theme import Theme, Type

NOBODY = "nobody has given a reason to go on"


class SafetyLines(QWidget):
    """A chip and a sentence for each thing that the signer should have read."""

    def __init__(self, theme: Theme, safety: SafetyWords) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(1, 1)
        if safety.missing or safety.running:
            self._add(Severity.MAJOR, "Not checked", f"{safety.line.rstrip('.')}.")
        for line in safety.not_checked:
            self._add(Severity.MAJOR, "Not checked", line)
        for alert in safety.loud:
            self._add(alert.severity, SEVERITY_WORDS[alert.severity], _told(alert))
        if safety.edition and not safety.missing:
            self._add_note(f"{safety.line}. {safety.review}.")

    def _add(self, severity: Severity, word: str, sentence: str) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(Chip(self._theme, severity, word), row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(Label(sentence).wrapped(), row, 1)

    def _add_note(self, sentence: str) -> None:
        row = self._grid.rowCount()
        self._grid.addWidget(Label(sentence, Type.SMALL, tone="muted").wrapped(), row, 0, 1, 2)


def _told(alert: AlertWords) -> str:
    return f"{alert.title}: {alert.override or NOBODY}"
