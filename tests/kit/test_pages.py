"""Of several pages only the one in front costs anything."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.kit.labels import Label
from ui.kit.layout.pages import LaterPage, LowRoom, Pages
from ui.kit.states import StateStack
from ui.kit.theme import Theme

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


def test_that_a_room_scrolls_only_where_it_is_too_low_for_the_page_in_front(qtbot: QtBot) -> None:
    pages, low, high = Pages(), QWidget(), AskedPage()
    pages.addWidget(low)
    pages.addWidget(high)
    room = LowRoom(pages)
    qtbot.addWidget(room)
    room.resize(ROOM)
    room.show()
    QApplication.processEvents()
    assert pages.size() == ROOM
    pages.setCurrentWidget(high)
    assert pages.height() == high.minimumSizeHint().height()
    assert room.verticalScrollBar().maximum() > 0
    pages.setCurrentWidget(low)
    assert pages.size() == ROOM


def test_that_a_page_that_needs_more_height_gets_it(qtbot: QtBot) -> None:
    pages, page = Pages(), QWidget()
    column = QVBoxLayout(page)
    pages.addWidget(page)
    room = LowRoom(pages)
    qtbot.addWidget(room)
    room.resize(ROOM)
    room.show()
    for _ in range(60):
        column.addWidget(QLabel("line"))
    for _ in range(3):
        QApplication.processEvents()
    assert pages.height() == page.minimumSizeHint().height() > ROOM.height()


def test_that_words_that_wrap_never_squeeze_the_head_of_a_low_page(theme: Theme, qtbot: QtBot) -> None:
    page, head, content = QWidget(), QLabel("head"), QWidget()
    head.setFixedHeight(220)
    QVBoxLayout(content).addWidget(Label("words " * 900).wrapped())
    states = StateStack(theme, content)
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(head)
    column.addWidget(states, 1)
    states.show_content()
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    QApplication.processEvents()
    assert states.y() == 220


def test_that_what_is_told_of_a_page_waits_for_it_and_comes_in_order(qtbot: QtBot) -> None:
    later = LaterPage(QLabel)
    later.tell(lambda page: page.setText(f"{page.text()}a"))
    later.tell(lambda page: page.setText(f"{page.text()}b"))
    later.make()
    later.tell(lambda page: page.setText(f"{page.text()}c"))
    qtbot.addWidget(later.page)
    assert later.page.text() == "abc"
    later.make()
    assert later.page.text() == "abc"
