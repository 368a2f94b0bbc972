"""Scenes of paper that goes home and comes back, the diary, and of the sheets for when the power is out."""

from PySide6.QtWidgets import QWidget

from medmanager.domain.paper.document import DocumentKind, PaperOptions
from tests.hand import Hand
from tests.scenes.places import screen_at, somebody, tab
from tests.scenes.scene import Scene, the_window
from tests.stage import Stage
from ui.screens.diary import DiaryScreen
from ui.screens.documents import DocumentsScreen

DAYS = (
    {"mood": "3", "sleep": "7.5"},
    {"mood": "4", "sleep": "6"},
)


def diaries_out(stage: Stage) -> QWidget:
    """The diaries that are out, one of them made for this picture."""
    _a_diary(stage)
    screen_at(stage, "diary", DiaryScreen)
    return the_window(stage)


def open_diary(stage: Stage) -> QWidget:
    """A diary with two days typed in and a third that cannot be read."""
    code = _a_diary(stage)
    screen = screen_at(stage, "diary", DiaryScreen)
    screen.presenter.open_code(code)
    stage.settle()
    rows = list(screen.view.rows.rows.values())
    for row, fields in zip(rows, DAYS, strict=False):
        screen.presenter.save_row(row.on, {**row.fields, **fields})
    stage.settle()
    rows[2].boxes["mood"].setText("12")
    screen.presenter.save_row(rows[2].on, rows[2].fields)
    return the_window(stage)


def diary_trend(stage: Stage) -> QWidget:
    """What came back on a diary, beside what was asked at visits."""
    tab("trends")(stage)
    Hand(stage).click("6 w")
    return the_window(stage)


def fail_safe(stage: Stage) -> QWidget:
    """The fail-safe sheet of one patient, among her papers."""
    printing, patient = stage.services.printing, somebody(stage)
    filed = printing.file(printing.prepare(DocumentKind.FAIL_SAFE, patient, PaperOptions()))
    tab("documents")(stage)
    window = stage.workspace.patient_window(patient)
    screen = window.screen_of("documents") if window is not None else None
    assert isinstance(screen, DocumentsScreen), "the papers are in front"
    screen.refresh()
    stage.settle()
    screen.presenter.choose(filed.id)
    return the_window(stage)


def _a_diary(stage: Stage) -> str:
    """The code of a diary that begins today."""
    printing = stage.services.printing
    options = PaperOptions(subject="today")
    prepared = printing.prepare(DocumentKind.DIARY, somebody(stage), options)
    printing.file(prepared)
    assert prepared.diary is not None
    return prepared.diary.code


HOME_PAPERS = (
    Scene("diary-out", diaries_out),
    Scene("diary-open", open_diary),
    Scene("trends-diary", diary_trend),
    Scene("documents-fail-safe", fail_safe),
)
