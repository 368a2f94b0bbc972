"""The one dialog that a part of a screen has open."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Slot

from ui.kit.dialogs.dialog import Dialog


class OpenDialog(QObject):
    """Opens a dialog, knows it while it is open, and lets it go when it closes, whichever way."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._dialog: Dialog | None = None

    @property
    def now(self) -> Dialog | None:
        """The dialog that is open."""
        return self._dialog

    @Slot(object)
    def open(self, dialog: Dialog) -> None:
        """Show it; what was open before is not known any more."""
        self._dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._closed)
        dialog.open()

    def accept(self) -> None:
        """What was asked for is done."""
        if self._dialog is not None:
            self._dialog.accept()

    @Slot(int)
    def _closed(self, _: int) -> None:
        # One that was left open below the newer one does not take that one's place.
        if self.sender() is self._dialog:
            self._dialog = None
