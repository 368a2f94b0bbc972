"""The base of dialogs: title, body, a problem line, and buttons whose primary one names the act."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.kit.buttons import Button, IconButton, LinkButton
from ui.kit.fields.edits import must_mend
from ui.kit.labels import IconText, Label, rule
from ui.kit.layout.scroll import ScrollArea
from ui.kit.theme import SEMIBOLD, Theme, Type

SIDE, GAP, ROW, AROUND, LENGTH = 24, 12, 8, 12, 420
# A bar that is there makes lines wrap, and so needs itself: where all fits there must be none.
NEVER, WHERE_NEEDED = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded


class Dialog(QDialog):
    """Put widgets into `body`; open it with `open()`, which blocks nothing. Esc cancels, Enter presses the
    button that has the keyboard, else the primary.

    It is always as high as what it shows, and never larger than the window under it: then the body scrolls.
    `confirmed()` is emitted when the primary button is pressed; the dialog stays open until `accept()`, so
    that a refusal can be shown in it with `show_problem`.
    """

    confirmed = Signal()

    def __init__(
        self, theme: Theme, parent: QWidget | None, title: str, act: str, cancel: str = "Cancel"
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setProperty("ground", "surface")
        self.title = Label(title, Type.TITLE, SEMIBOLD).wrapped()
        self.problem = IconText(theme, "circle-alert", "", "contra")
        self.problem.label.wrapped()
        self.problem.hide()
        self.primary = Button(theme, act, primary=True)
        self.primary.clicked.connect(self.confirm)
        self.cancel = Button(theme, cancel)
        self.cancel.clicked.connect(self.reject)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(GAP))
        self._length = LENGTH
        self._focused: QWidget | None = None
        self._page, self._area = self._build_page()
        self._build()
        theme.changed.connect(self.fit)
        self._qt.focusChanged.connect(self._show_focus)

    def set_length(self, length: int) -> None:
        """How wide it would like to be, in px of the 100 % layout."""
        self._length = length

    def show_problem(self, problem: str) -> None:
        """Show why it was refused; empty takes it away."""
        self.problem.label.setText(problem)
        self.problem.setVisible(bool(problem))

    def add_button(self, button: QWidget) -> None:
        """Add another button left of Cancel."""
        self._buttons.insertWidget(0, button)

    def set_busy(self, busy: bool) -> None:
        """While the act is on its way nothing can be changed, and it cannot be asked for again."""
        if busy:
            self._focused = self.focusWidget()
        self.primary.setDisabled(busy)
        self._page.setDisabled(busy)
        if not busy and self._focused is not None:
            self._focused.setFocus()
            self._focused = None

    @Slot()
    def confirm(self) -> None:
        """As if the primary button had been pressed; a text that cannot be kept is told instead."""
        if self.primary.isEnabled() and not must_mend(self._page):
            self.show_problem("")
            self.confirmed.emit()

    @Slot()
    def fit(self) -> None:
        """Take the size that is needed now, and stay over the window."""
        layout, window = self.layout(), self._window()
        assert layout is not None, "built below"
        width = min(max(self.theme.px(self._length), layout.totalMinimumSize().width()), window.width())
        self.resize(width, self.height())
        wanted = _height(self.body, width - 2 * self.theme.px(SIDE))
        # Lines that wrap are taken for very high by Qt's own least size: this one is right.
        self._page.setMinimumHeight(wanted)
        layout.activate()
        # Reckoned, not tried out: a height that is set and taken back has the dialog fitted again without
        # end, and scrolled back to its beginning each time.
        needed = _height(layout, width) - self._area.minimumHeight() + wanted
        missing = max(0, needed - window.height())
        self._area.setFixedHeight(max(0, wanted - missing))
        self._area.setVerticalScrollBarPolicy(WHERE_NEEDED if missing else NEVER)
        self.resize(width, needed - missing)
        if not window.contains(self.geometry().topLeft()):
            # While a window manager puts its frame around it, Qt takes it to stand in the corner of the
            # screen, and a new size takes it there.
            self._centre()
        elif self.geometry().bottom() > window.bottom():
            self._place(self.x(), self.y() - self.geometry().bottom() + window.bottom())
        self._show_focus(None, self.focusWidget())

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self.fit()
        return handled

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What the body needs does not reach the dialog through the area that scrolls."""
        if event.type() is QEvent.Type.LayoutRequest and self.isVisible():
            self.fit()
        return False

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fit()
        self._centre()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            focused = self.focusWidget()
            is_text = isinstance(focused, QPlainTextEdit)
            with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if with_control or not is_text:
                self._press(focused)
            return
        super().keyPressEvent(event)

    def _press(self, focused: QWidget | None) -> None:
        if isinstance(focused, Button | LinkButton | IconButton):
            focused.click()
        else:
            self.confirm()

    @property
    def _qt(self) -> QApplication:
        qt = QApplication.instance()
        assert isinstance(qt, QApplication), "a dialog needs windows"
        return qt

    @Slot(QWidget, QWidget)
    def _show_focus(self, _: QWidget | None, now: QWidget | None) -> None:
        """Also when the focus was set and not moved by Tab."""
        if now is not None and self._page.isAncestorOf(now):
            self._area.ensureWidgetVisible(now)

    def _window(self) -> QRect:
        """The room of the window under it, else of the screen."""
        parent = self.parentWidget()
        if parent is None:
            return self.screen().availableGeometry()
        around = self.theme.px(AROUND)
        return parent.window().geometry().adjusted(around, around, -around, -around)

    def _centre(self) -> None:
        middle = self._window().center()
        self._place(middle.x() - self.width() // 2, middle.y() - self.height() // 2)

    def _place(self, left: int, top: int) -> None:
        window = self._window()
        self.move(max(left, window.left()), max(top, window.top()))

    def _build_page(self) -> tuple[QWidget, ScrollArea]:
        page = QWidget()
        page.setLayout(self.body)
        area = ScrollArea(page, "surface")
        area.setFixedHeight(0)
        page.installEventFilter(self)
        return page, area

    def _build(self) -> None:
        side, gap = self.theme.px(SIDE), self.theme.px(GAP)
        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        inner = QVBoxLayout()
        inner.setContentsMargins(side, side, side, side)
        inner.setSpacing(gap)
        inner.addWidget(self.title)
        inner.addWidget(self._area)
        inner.addWidget(self.problem)
        column.addLayout(inner)
        column.addWidget(rule())
        self._buttons = QHBoxLayout()
        self._buttons.setContentsMargins(side, gap, side, gap)
        self._buttons.setSpacing(self.theme.px(ROW))
        self._buttons.addStretch(1)
        self._buttons.addWidget(self.cancel)
        self._buttons.addWidget(self.primary)
        column.addLayout(self._buttons)


def _height(layout: QLayout, width: int) -> int:
    """What a layout needs at this width."""
    return (
        layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
    )
