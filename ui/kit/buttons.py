"""Buttons: `Button` (plain or primary), `LinkButton`, `IconButton` and `Segments` (one of a few)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from ui.kit.theme import Theme

ICON, ICON_BOX = 16, 20


def icon_box(theme: Theme) -> QSize:
    """The size of an icon before a word, with the distance between them."""
    return QSize(theme.px(ICON_BOX), theme.px(ICON))


class Button(QPushButton):
    """A button that names its act ("&Sign and print…"). At most one primary button in a view."""

    def __init__(
        self, theme: Theme, text: str, icon: str = "", *, primary: bool = False, compact: bool = False
    ) -> None:
        super().__init__(text)
        self._theme = theme
        self.setProperty("primary", primary)
        self.setProperty("compact", compact)
        self.setAutoDefault(False)
        if icon:
            self.setIcon(theme.icon(icon, "accentText" if primary else "text"))
            self.setIconSize(icon_box(theme))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setIconSize(icon_box(self._theme))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.property("primary") and self.hasFocus():
            # The focus colour equals the accent in light: a second ring inside makes it visible.
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("accentText"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(3, 3, -3, -3), 3, 3)


class LinkButton(QPushButton):
    """A text link for small acts in card heads ("Print slip"); `big` has the size of body text."""

    def __init__(self, theme: Theme, text: str, icon: str = "", *, big: bool = False) -> None:
        super().__init__(text)
        self._theme = theme
        self.setProperty("link", True)
        self.setProperty("big", big)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if icon:
            self.setIcon(theme.icon(icon, "accent"))
            self.setIconSize(icon_box(theme))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setIconSize(icon_box(self._theme))


class IconButton(QToolButton):
    """An icon without a word: only for left, right, close and clear. `name` is said by screen readers and the
    tip.
    """

    def __init__(self, theme: Theme, icon: str, name: str, *, framed: bool = False) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("framed", framed)
        self.setIcon(theme.icon(icon))
        self.setIconSize(QSize(theme.px(ICON), theme.px(ICON)))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange:
            self.setIconSize(QSize(self._theme.px(ICON), self._theme.px(ICON)))


class Segments(QWidget):
    """One of a few, side by side, as 6 w · 3 m · 1 y: one stop in the tab order.

    Left and right move the choice, the first letter of a segment chooses it. With `may_be_none` nothing is
    chosen at first ("not asked"), and Delete or a second click takes the answer back.
    Signals: `chosen(str)` with the key when the user chose; an empty key when taken back.
    """

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, name: str, options: tuple[tuple[str, str], ...], *, may_be_none: bool = False
    ) -> None:
        super().__init__()
        self._may_be_none = may_be_none
        self._keys = tuple(key for key, _ in options)
        self._group = QButtonGroup(self)
        self._group.setExclusive(not may_be_none)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for number, (_, text) in enumerate(options):
            row.addWidget(self._build_button(text, number, len(options), name))
        self._group.idClicked.connect(self._clicked)
        self.choose("" if may_be_none else self._keys[0])

    def choose(self, key: str) -> None:
        """Show a choice without a signal; an empty key shows none."""
        for button in self._group.buttons():
            button.setChecked(self._keys[self._group.id(button)] == key)
        self._keep_one_stop()

    def value(self) -> str:
        """The key that is chosen, or empty."""
        number = next((self._group.id(b) for b in self._group.buttons() if b.isChecked()), -1)
        return self._keys[number] if number >= 0 else ""

    def set_icons(self, theme: Theme, icons: tuple[str, ...]) -> None:
        """Give each segment an icon before its word."""
        for number, icon in enumerate(icons):
            button = self._group.button(number)
            button.setIcon(theme.icon(icon, "text", "accentText"))
            button.setIconSize(icon_box(theme))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if event.key() in steps:
            self._move(steps[Qt.Key(event.key())])
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._may_be_none:
            self.choose("")
            self.chosen.emit("")
        elif not self._choose_by_letter(event.text()):
            super().keyPressEvent(event)

    def _choose_by_letter(self, letter: str) -> bool:
        for button in self._group.buttons() if letter.isalnum() else ():
            if button.text().replace("&", "").casefold().startswith(letter.casefold()):
                button.setFocus(Qt.FocusReason.TabFocusReason)
                if not button.isChecked():
                    button.click()
                return True
        return False

    def _keep_one_stop(self) -> None:
        """Tab comes to the chosen segment, else to the first; it does not walk through all of them."""
        buttons = self._group.buttons()
        stop = next((button for button in buttons if button.isChecked()), buttons[0])
        for button in buttons:
            is_stop = button is stop
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if is_stop else Qt.FocusPolicy.ClickFocus)

    def _build_button(self, text: str, number: int, count: int, name: str) -> QPushButton:
        button = QPushButton(text)
        button.setCheckable(True)
        button.setAutoDefault(False)
        place = "first" if number == 0 else "last" if number == count - 1 else "middle"
        button.setProperty("segment", place if count > 1 else "only")
        button.setAccessibleName(f"{name}: {text.replace('&', '')}")
        self._group.addButton(button, number)
        return button

    def _move(self, step: int) -> None:
        buttons = self._group.buttons()
        focused = next((at for at, button in enumerate(buttons) if button.hasFocus()), 0)
        target: QAbstractButton = buttons[max(0, min(len(buttons) - 1, focused + step))]
        target.setFocus(Qt.FocusReason.TabFocusReason)
        if not target.isChecked():
            target.click()

    @Slot(int)
    def _clicked(self, number: int) -> None:
        is_taken_back = self._may_be_none and not self._group.button(number).isChecked()
        key = "" if is_taken_back else self._keys[number]
        self.choose(key)
        self.chosen.emit(key)
