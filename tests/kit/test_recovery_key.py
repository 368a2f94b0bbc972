"""The recovery key on the screen and on paper: nothing of it is lost, nothing of it stays."""

from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.kit.recovery_key import RecoveryKey, as_html, as_text, fits
from ui.kit.theme import Theme

KEY = "7KQ2M-XW4RT-9BHJC-D5VNP-3GFZA-8YKSE-6TJKQ-2MWXR"
ABOUT = "Quay & Sons, made Nov 20, 2026"


@pytest.fixture
def shown(theme: Theme, qtbot: QtBot) -> RecoveryKey:
    widget = RecoveryKey(theme)
    qtbot.addWidget(widget)
    widget.show_key(KEY, ABOUT)
    return widget


@pytest.mark.parametrize("typed", ["9BHJC", " 9bhjc "])
def test_that_the_third_group_fits_however_it_is_typed(typed: str) -> None:
    assert fits(KEY, typed)


@pytest.mark.parametrize("typed", ["", "7KQ2M", "9BHJ", "9BHJCD"])
def test_that_anything_else_does_not_fit(typed: str) -> None:
    assert not fits(KEY, typed)


def test_that_the_paper_holds_every_group_whose_key_it_is_and_how_it_is_used() -> None:
    for paper in (as_text(KEY, ABOUT), as_html(KEY, ABOUT)):
        assert all(group in paper for group in KEY.split("-"))
        assert "Use recovery key" in paper
    assert ABOUT in as_text(KEY, ABOUT)
    assert "Quay &amp; Sons" in as_html(KEY, ABOUT)


def test_that_the_paper_is_printed(shown: RecoveryKey, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "paper.pdf"))
    shown.print_on(printer)
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")


def test_that_the_saved_file_is_the_paper(shown: RecoveryKey, tmp_path: Path) -> None:
    shown.save(str(tmp_path / "key.txt"))
    assert (tmp_path / "key.txt").read_text(encoding="utf-8") == as_text(KEY, ABOUT)


def test_that_a_place_that_cannot_be_written_is_told(shown: RecoveryKey, tmp_path: Path) -> None:
    said: list[str] = []
    shown.failed.connect(said.append)
    shown.save(str(tmp_path / "no folder" / "key.txt"))
    assert said == ["The key could not be saved there. Choose another folder."]


def test_that_nothing_of_a_forgotten_key_stays(shown: RecoveryKey, qtbot: QtBot) -> None:
    shown.group.setText("9BHJC")
    shown.forget()
    qtbot.waitUntil(lambda: not any(group in words(shown) for group in KEY.split("-")))
    assert shown.group.text() == ""


def words(shown: RecoveryKey) -> str:
    return " ".join(label.text() for label in shown.findChildren(QLabel))
