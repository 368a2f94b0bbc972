"""Breaks a text into the lines that fit: at blanks and hyphens, inside a word only where it is too long."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextLayout, QTextOption


def lines_of(text: str, font: QFont, width: float) -> tuple[str, ...]:
    """The lines of a text in that width, none of them wider and nothing left out."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1.0, width))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].rstrip())
    layout.endLayout()
    return tuple(lines)
