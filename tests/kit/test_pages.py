"""Of several pages only the one in front costs anything."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.pages import Pages

ROOM = QSize(600, 400)


class AskedPage(QWidget):
    """Counts how often it is asked for its size."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def sizeHint(self) -> QSize:
        self.asked += 1
        return QSize(2000, 2000)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def test_that_a_page_is_put_in_when_it_is_shown_first(qtbot: QtBot) -> None:
    pages, one, other = Pages(), QWidget(), QWidget()
    qtbot.addWidget(pages)
    for page in (one, one, other):
        pages.bring(page)
        assert pages.currentWidget() is page
    assert pages.count() == 2


def test_that_the_tab_key_passes_a_page_where_the_pages_stand(qtbot: QtBot) -> None:
    window, pages = QWidget(), Pages()
    before, after, edit = QLineEdit(), QLineEdit(), QLineEdit()
    column = QVBoxLayout(window)
    for widget in (before, pages, after):
        column.addWidget(widget)
    page = QWidget()
    QVBoxLayout(page).addWidget(edit)
    pages.bring(page)
    qtbot.addWidget(window)
    window.show()
    QApplication.processEvents()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is edit


def test_that_covered_pages_are_not_asked_while_the_front_one_changes(qtbot: QtBot) -> None:
    window, pages, covered, front = QWidget(), Pages(), AskedPage(), QWidget()
    QVBoxLayout(window).addWidget(pages)
    column = QVBoxLayout(front)
    pages.addWidget(front)
    pages.addWidget(covered)
    qtbot.addWidget(window)
    window.resize(ROOM)
    window.show()
    covered.asked = 0
    for number in range(5):
        column.addWidget(QLabel(f"line {number}"))
        QApplication.processEvents()
    assert covered.asked == 0
    assert window.size() == ROOM
    assert front.height() > ROOM.height() // 2
