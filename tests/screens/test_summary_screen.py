"""The summary tab as the patient window opens it, with real widgets."""

import gc
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from medmanager.domain.changes import Change, Changes
from medmanager.domain.patient import Patient
from medmanager.domain.user import Role
from medmanager.domain.visit import PatientQuestion, ScaleResult, SideEffectRating
from medmanager.services.session import Session
from tests.builders import (
    NOW,
    TODAY,
    a_patient,
    a_session,
    a_signed_plan,
    a_step,
    a_visit,
    an_item,
    keep,
    new_id,
)
from tests.kit.fakes import NotedNavigate, fake_context
from tests.screens.chart_services import chart_services
from tests.screens.on_display import TAB, on_display
from ui.kit.theme import Theme
from ui.screens.summary import SummaryScreen, build

LARGE = (1368, 724)


def opened(
    session: Session, patient: Patient, theme: Theme, qtbot: QtBot, size: tuple[int, int] = TAB
) -> SummaryScreen:
    return on_display(
        qtbot, build(fake_context(chart_services(session)), theme, patient.id), SummaryScreen, size
    )


KNOWN = ("sertraline", "lamotrigine", "buspirone", "melatonin")


def a_full_chart(lines: int = 4, names: tuple[str, ...] = KNOWN) -> tuple[Session, Patient]:
    session, patient = a_session(), a_patient()
    named = (*names, *(f"medicine {number}" for number in range(lines)))[:lines]
    items = [an_item(name, a_step(TODAY - timedelta(days=9))) for name in named]
    keep(session, patient, a_signed_plan(patient, session.user, *items))
    for days in (40, 20):
        keep(
            session,
            a_visit(
                patient,
                session.user,
                NOW - timedelta(days=days),
                since_last="Mood better.",
                scales=(ScaleResult("PHQ-9", total=9), ScaleResult("GAD-7", total=8)),
                effects=(SideEffectRating("tremor", 4), SideEffectRating("sleepiness", 2)),
                questions=(PatientQuestion("Will the shaking stop?"), PatientQuestion("May I drink wine?")),
            ),
        )
    return session, patient


def texts(screen: SummaryScreen) -> str:
    return "\n".join(label.text() for label in screen.widget.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("size", [TAB, LARGE])
def test_that_a_normal_patient_fits_without_scrolling(
    theme: Theme, qtbot: QtBot, size: tuple[int, int]
) -> None:
    screen = opened(*a_full_chart(), theme, qtbot, size)
    content = screen.view.states.content
    qtbot.waitUntil(lambda: content.verticalScrollBar().maximum() == 0)  # type: ignore[attr-defined]  # a ScrollArea


def test_that_a_long_plan_is_shown_whole_and_the_page_scrolls(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(*a_full_chart(12), theme, qtbot)
    table = screen.view.plan.table
    qtbot.waitUntil(lambda: screen.view.states.content.verticalScrollBar().maximum() > 0)  # type: ignore[attr-defined]  # a ScrollArea
    assert table.verticalScrollBar().maximum() == 0
    assert screen.view.plan.checked.isVisible(), "the alerts are out of sight, so the plan says it"


def test_that_nothing_checked_is_loud(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(*a_full_chart(names=("moonwater",)), theme, qtbot)
    row = screen.view.alerts.rows.rows()[0]
    assert "Not checked" in row.accessibleName()
    assert "nothing was checked for it" in row.accessibleName()
    assert "Not reviewed by a pharmacist" in texts(screen)


def test_that_the_last_visit_gives_way_in_a_small_window(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(*a_full_chart(), theme, qtbot)
    assert not screen.view.last_visit.isVisible()
    screen.widget.resize(*LARGE)
    assert screen.view.last_visit.isVisible()


def test_that_its_buttons_work_after_a_garbage_collection(theme: Theme, qtbot: QtBot) -> None:
    screen = opened(*a_full_chart(), theme, qtbot)
    gc.collect()
    for button in (screen.view.plan.open_button, screen.view.print_button, screen.view.act_button):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert isinstance(screen.context.navigate, NotedNavigate)
    assert [tab for _, tab, _ in screen.context.navigate.patients] == ["plan", "documents", "visits"]


def test_that_an_empty_chart_says_so_in_every_card(theme: Theme, qtbot: QtBot) -> None:
    session, patient = a_session(), a_patient()
    keep(session, patient)
    screen = opened(session, patient, theme, qtbot)
    shown = texts(screen)
    for sentence in ("No plan is signed", "No open questions", "Nothing is booked", "No scores", "No test"):
        assert sentence in shown
    assert not screen.view.print_button.isEnabled()
    assert screen.view.act_button.text() == "Begin &intake"


def test_that_the_front_desk_sees_a_closed_door(theme: Theme, qtbot: QtBot) -> None:
    session, patient = a_session(Role.FRONT_DESK), a_patient()
    keep(session, patient)
    screen = opened(session, patient, theme, qtbot)
    assert "may not open charts" in texts(screen)
    assert not screen.view.plan.isVisible()
    assert not screen.view.print_button.isVisible()


def test_that_only_changes_of_this_patient_concern_it(theme: Theme, qtbot: QtBot) -> None:
    session, patient = a_full_chart()
    screen = opened(session, patient, theme, qtbot)
    assert screen.concerns(Changes((Change("plan", new_id(), patient.id),)))
    assert not screen.concerns(Changes((Change("plan", new_id(), new_id()),)))
