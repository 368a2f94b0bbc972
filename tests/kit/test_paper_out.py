"""Papers on their way to a printer: how far they are is told, and they can be stopped."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions, QPdfPageRenderer
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.errors import Cancelled, MedManagerError
from tests.kit.fakes import fake_context
from ui.kit.paper import print_job
from ui.kit.paper.out import BUSY, NOT_BEGUN, STOPPED, UNREADABLE, PaperOut
from ui.kit.paper.print_job import PrintJob, follow

CARD = QSizeF(1.5, 2.5)
"""Inches: pages of several bands, drawn quickly."""


def black_pages(count: int) -> bytes:
    """A paper without a white dot."""
    held = QBuffer()
    held.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(held)
    writer.setPageSize(QPageSize(CARD, QPageSize.Unit.Inch))
    writer.setPageMargins(QMarginsF(), QPageLayout.Unit.Point)
    painter = QPainter(writer)
    for number in range(count):
        if number:
            writer.newPage()
        painter.fillRect(QRectF(0, 0, writer.width(), writer.height()), Qt.GlobalColor.black)
    painter.end()
    return bytes(held.data().data())


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.pdf"


def to_file(path: Path) -> QPrinter:
    """A file in place of a printer."""
    printer = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def sent(out: PaperOut, *contents: bytes) -> PrintJob:
    """The job of papers that are taken."""
    job = out.send(*contents)
    assert job is not None
    return job


@pytest.fixture
def out(qtbot: QtBot, target: Path) -> PaperOut:
    """On its way to a file in place of a printer."""
    owner = QWidget()
    qtbot.addWidget(owner)
    out = PaperOut(owner)
    out.use(to_file(target))
    return out


class Noted:
    """What the shell would show."""

    def __init__(self, job: PrintJob, *, stops: bool = False) -> None:
        self.steps: list[tuple[int, int, str]] = []
        self._job, self._stops = job, stops

    def __call__(self, done: int, of: int, text: str) -> None:
        if self._stops:
            raise Cancelled
        self.steps.append((done, of, text))
        self._job.end()


def test_that_no_line_is_left_between_the_bands_of_a_page(qtbot: QtBot, out: PaperOut, target: Path) -> None:
    with qtbot.waitSignal(out.sent):
        out.send(black_pages(1))
    document = QPdfDocument(out)
    document.load(str(target))
    seen = document.render(0, QSize(450, 750)).convertToFormat(QImage.Format.Format_Grayscale8)
    assert {QColor(seen.pixel(225, row)).lightness() for row in range(2, 748)} == {0}


def test_that_all_pages_of_all_papers_are_drawn_and_counted(
    qtbot: QtBot, out: PaperOut, target: Path
) -> None:
    with qtbot.waitSignal(out.sent):
        job = sent(out, black_pages(2), black_pages(1))
    document = QPdfDocument(out)
    document.load(str(target))
    assert document.pageCount() == 3
    told = Noted(job)
    job.follow(told)
    assert told.steps == [], "it has ended"


def test_that_a_job_tells_how_far_it_is_until_it_has_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_job, "LOOK_EVERY_S", 0)
    job = PrintJob()
    job.moved(3, 10)
    told = Noted(job)
    job.follow(told)
    assert told.steps == [(3, 10, "3 of 10 pages")]


def test_that_a_job_that_is_cancelled_ends_and_says_how_far_it_came(
    qtbot: QtBot, out: PaperOut, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_job, "LOOK_EVERY_S", 0)
    job = sent(out, black_pages(2), black_pages(1))
    while not job.done:
        QApplication.processEvents()
    with qtbot.waitSignal(out.failed) as failed, pytest.raises(Cancelled):
        job.follow(Noted(job, stops=True))
    assert failed.args == [STOPPED.format(1, 3), True]


def test_that_a_printer_is_free_again_after_a_job_was_cancelled(
    qtbot: QtBot, out: PaperOut, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_job, "LOOK_EVERY_S", 0)
    job = sent(out, black_pages(1))
    with qtbot.waitSignal(out.failed) as failed, pytest.raises(Cancelled):
        job.follow(Noted(job, stops=True))
    assert failed.args == [NOT_BEGUN, False]
    with qtbot.waitSignal(out.sent):
        out.send(black_pages(1))


def test_that_a_second_paper_does_not_go_among_the_pages_of_the_first(qtbot: QtBot, out: PaperOut) -> None:
    with qtbot.waitSignal(out.sent):
        out.send(black_pages(1))
        with qtbot.waitSignal(out.failed) as failed:
            assert out.send(black_pages(1)) is None
    assert failed.args == [BUSY, False]


def test_that_a_screen_that_goes_away_while_it_draws_ends_its_job_aloud_and_not_the_program(
    qtbot: QtBot, out: PaperOut, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_job, "LOOK_EVERY_S", 0)
    job = sent(out, black_pages(2))
    while not job.done:
        QApplication.processEvents()
    with qtbot.waitSignal(out.destroyed):
        out.deleteLater()
    told = Noted(job)
    with pytest.raises(MedManagerError, match="Look at what came out"):
        job.follow(told)
    assert told.steps == []


def test_that_a_screen_that_goes_away_later_leaves_its_finished_job_alone(
    qtbot: QtBot, out: PaperOut
) -> None:
    with qtbot.waitSignal(out.sent):
        job = sent(out, black_pages(1))
    with qtbot.waitSignal(out.destroyed):
        out.deleteLater()
    job.follow(Noted(job))


def test_that_a_paper_that_cannot_be_read_is_told_and_the_printer_is_free_again(
    qtbot: QtBot, out: PaperOut
) -> None:
    with qtbot.waitSignal(out.failed) as failed:
        out.send(b"no pages")
    assert failed.args == [UNREADABLE, False]
    with qtbot.waitSignal(out.sent):
        out.send(black_pages(1))


def test_that_a_printer_that_is_chosen_for_the_next_paper_gets_nothing_of_the_one_on_its_way(
    qtbot: QtBot, out: PaperOut, target: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.pdf"
    with qtbot.waitSignal(out.sent):
        job = sent(out, black_pages(3))
        while not job.done:
            QApplication.processEvents()
        out.use(to_file(other))
    document = QPdfDocument(out)
    document.load(str(target))
    assert document.pageCount() == 3
    assert not other.exists()


def test_that_a_page_that_nobody_awaits_is_not_drawn(qtbot: QtBot, out: PaperOut, target: Path) -> None:
    stray = QImage(QSize(450, 750), QImage.Format.Format_RGB32)
    stray.fill(Qt.GlobalColor.white)
    renderer = out.findChild(QPdfPageRenderer)
    assert renderer is not None
    with qtbot.waitSignal(out.sent):
        job = sent(out, black_pages(1), black_pages(1))
        while not job.done:
            renderer.pageRendered.emit(0, stray.size(), stray, QPdfDocumentRenderOptions(), 1_000_000)
            QApplication.processEvents()
    document = QPdfDocument(out)
    document.load(str(target))
    assert document.pageCount() == 2
    seen = document.render(0, QSize(450, 750)).convertToFormat(QImage.Format.Format_Grayscale8)
    assert QColor(seen.pixel(225, 300)).lightness() == 0


def test_that_a_job_that_is_cancelled_before_anybody_looks_on_draws_nothing_more(
    qtbot: QtBot, out: PaperOut
) -> None:
    context = fake_context(None)
    refuse: list[Callable[[MedManagerError], None]] = []

    def waits(_title: str, _work: object, _done: object, failed: Callable[[MedManagerError], None]) -> None:
        refuse.append(failed)

    job = sent(out, black_pages(2))
    asked = replace(context, ask_long=waits)  # type: ignore[arg-type]  # of the answers the refusal is kept
    follow(asked, "Printing", job)
    with qtbot.waitSignal(out.failed) as failed:
        refuse[0](Cancelled())
    assert failed.args == [NOT_BEGUN, False]
