"""The documents tab with real widgets: the pages as they print, and the printer."""

import gc
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medmanager.domain.paper.document import DocumentKind, Subject
from medmanager.domain.patient import Patient
from medmanager.domain.user import Role
from medmanager.services.session import Session
from tests.builders import a_patient, keep, new_id
from tests.conventions.screen_watch import clipped, outside, overlapping
from tests.kit.fakes import HeldAskLong, NotedNotices, fake_context
from tests.screens.on_display import on_display
from tests.screens.paper_services import WRITER, a_clinic_with, a_patient_on_plan, paper_services
from ui.kit.palettes import PaletteName
from ui.kit.paper.pages import WHOLE
from ui.kit.theme import Theme
from ui.screens.documents import DocumentsScreen, build
from ui.screens.documents.papers import STANDARD, Paper

PLAN, TREND = DocumentKind.PLAN, DocumentKind.TREND
DRUGS = (Subject("1", "lorazepam"), Subject("2", "lithium carbonate"))


def opened(
    theme: Theme, qtbot: QtBot, session: Session | None = None, patient: Patient | None = None
) -> DocumentsScreen:
    session = session or a_clinic_with()
    patient = patient or a_patient_on_plan(session)
    context = replace(fake_context(paper_services(session)), ask_long=HeldAskLong())
    return on_display(qtbot, build(context, theme, patient.id), DocumentsScreen)


def test_that_the_pages_of_todays_plan_stand_in_the_tab(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(theme, qtbot)
    assert screen.view.pages.count == 2
    assert screen.view.title.text() == "Take-home plan 4, English"
    assert screen.view.print_button.isEnabled()
    assert screen.view.makeable.selected() == PLAN


@pytest.mark.parametrize("palette", list(PaletteName))
def test_that_paper_is_black_on_white_in_every_theme(
    theme: Theme, qtbot: QtBot, palette: PaletteName
) -> None:
    theme.use(palette)
    screen = opened(theme, qtbot)
    strip = screen.view.pages.strip
    place = strip.places()[0]
    shown = strip.grab().toImage()
    corner = QColor(shown.pixel(round(place.left()) + 6, round(place.top()) + 6))
    assert corner == QColor(Qt.GlobalColor.white)


def test_that_whole_pages_stand_side_by_side(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(theme, qtbot)
    below = screen.view.pages.strip.places()
    screen.view.pages.show_as(WHOLE)
    beside = screen.view.pages.strip.places()
    assert below[1].top() > below[0].bottom()
    assert beside[1].left() > beside[0].right()
    assert beside[0].bottom() <= screen.view.pages.viewport().height()


def test_that_language_and_size_are_chosen_with_a_click(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(theme, qtbot)
    screen.view.language_chosen.emit("es")
    screen.view.size_chosen.emit("large")
    assert screen.view.title.text() == "Take-home plan 4, Spanish, large print"
    assert screen.view.languages.value() == "es"
    assert screen.view.sizes.value() == "large"


def test_that_the_printer_gets_every_page_in_its_own_size(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    screen = opened(theme, qtbot)
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    target = tmp_path / "out.pdf"
    printer.setOutputFileName(str(target))
    with qtbot.waitSignal(screen.view.paper_sent):
        screen.view.out.use(printer)
    row = screen.context.services.printing.shelf(screen.patient_id).rows[0]
    assert len(row.printings) == 1
    long = screen.context.ask_long
    assert isinstance(long, HeldAskLong)
    assert list(long.held) == [f"Printing: {row.document.title}"], "it is shown, and can be cancelled"
    assert screen.view.filed.selected() == row.document.id
    assert WRITER.pages(target.read_bytes()) == 2


def test_that_sending_without_a_printer_is_told(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(theme, qtbot)
    screen.view.send(b"%PDF-")
    notices = screen.context.notices
    assert isinstance(notices, NotedNotices)
    assert notices.warned == ["Not printed. Choose a printer first."]
    assert screen.view.pages.isVisible()


def test_that_an_empty_tab_names_the_next_act(theme: Theme, qtbot: QtBot) -> None:
    session = a_clinic_with()
    patient = a_patient()
    keep(session, patient)
    screen = opened(theme, qtbot, session, patient)
    assert "Sign the plan" in screen.view.paper_states.message.accessibleName()
    assert not screen.view.above.isVisible()
    assert screen.view.nothing.isVisible()
    assert all(row.item.muted for row in screen.view.makeable.rows() if row.item.key in (PLAN, TREND))


def test_that_a_role_without_paper_sees_the_lock(theme: Theme, qtbot: QtBot) -> None:
    session = a_clinic_with(Role.ADMIN)
    screen = opened(theme, qtbot, session, a_patient_on_plan(session))
    assert screen.view.states.message.isVisible()


def test_that_the_buttons_still_work_after_garbage_was_collected(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(theme, qtbot)
    gc.collect()
    screen.view.makeable.choose(TREND)
    assert screen.view.title.text() == "Trend chart, plan 4, English"
    assert screen.view.sizes.isVisible()
    screen.view.makeable.choose(DocumentKind.FAIL_SAFE)
    assert not screen.view.sizes.isVisible()


def test_that_the_screen_turns_to_a_plan_and_closes_cleanly(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(theme, qtbot)
    screen.show_subject(screen.patient_id)
    assert screen.view.makeable.selected() == TREND
    screen.show_subject(new_id())
    assert screen.view.makeable.selected() == PLAN
    screen.hidden()
    assert not screen.is_visible


def test_that_everything_in_the_tab_has_a_name(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(theme, qtbot)
    for widget in (screen.view.pages, screen.view.languages, screen.view.sizes, screen.view.ways):
        assert widget.accessibleName()


def test_that_the_pages_stand_below_the_lists_where_large_text_leaves_no_room(
    theme: Theme, qtbot: QtBot
) -> None:
    screen = opened(theme, qtbot)
    lists, paper = screen.view.make_card, screen.view.paper_card
    assert lists.mapTo(screen.view, QPoint()).y() == paper.mapTo(screen.view, QPoint()).y()
    theme.use(PaletteName.LIGHT, 1.9)
    QApplication.processEvents()
    found = [*clipped(screen.view), *overlapping(screen.view), *outside(screen.view)]
    assert found == []
    assert paper.mapTo(screen.view, QPoint()).y() > lists.mapTo(screen.view, QPoint()).y()


@pytest.mark.parametrize(
    ("before", "title", "subjects"),
    [
        (Paper("Diary, plan 4, English", "1 page"), "Dose steps, plan 4, English", DRUGS),
        (
            Paper("Plan 4", "1 page", True, "en", STANDARD),
            "Monitoring slip for December 4, 2026, English",
            (),
        ),
    ],
)
def test_that_the_printer_is_in_sight_whatever_was_looked_at_before(
    theme: Theme, qtbot: QtBot, before: Paper, title: str, subjects: tuple[Subject, ...]
) -> None:
    view = opened(theme, qtbot).view
    view.show_paper(before)
    view.grab()
    view.show_paper(Paper(title, "1 page", True, "en", STANDARD, "1", subjects))
    for _ in range(3):
        QApplication.processEvents()
        view.grab()
    foot = view.print_button.mapTo(view.tools, QPoint(0, view.print_button.height())).y()
    assert foot <= view.tools.height()
