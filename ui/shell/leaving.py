"""The question before something typed is given up because the store did not take it."""

from __future__ import annotations

from PySide6.QtWidgets import QMessageBox, QWidget

WHAT = "What you typed could not be saved."
WHAT_NEXT = (
    "It is there as long as MedManager stays open. Stay, and save it when the store can be reached again."
)


def leaves_anyway(window: QWidget, why: str) -> bool:
    """Whether the person goes and gives it up; staying is what Enter and Esc mean."""
    box = QMessageBox(QMessageBox.Icon.NoIcon, "MedManager", WHAT, parent=window)
    box.setInformativeText(f"{why}\n\n{WHAT_NEXT}")
    stay = box.addButton("&Stay", QMessageBox.ButtonRole.RejectRole)
    leave = box.addButton("&Leave without it", QMessageBox.ButtonRole.DestructiveRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    box.exec()
    return box.clickedButton() is leave
