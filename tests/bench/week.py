"""How long a crowded week takes: 400 appointments of 5 people, laid out, painted, and with one dragged."""

import os
import random
from dataclasses import replace
from datetime import time, timedelta
from itertools import cycle
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QPoint, Qt  # noqa: E402 - after the platform is chosen
from PySide6.QtTest import QTest  # noqa: E402 - after the platform is chosen
from PySide6.QtWidgets import QApplication  # noqa: E402 - after the platform is chosen

from medmanager.domain.calendar.appointment import AppointmentState  # noqa: E402 - after the platform is chosen
from tests.bench.measure import timed  # noqa: E402 - after the platform is chosen
from tests.bench.table import Row  # noqa: E402 - after the platform is chosen
from tests.builders import TODAY, a_user, keep  # noqa: E402 - after the platform is chosen
from tests.screens.desk_practice import DeskPractice, at  # noqa: E402 - after the platform is chosen
from ui.kit.palettes import PaletteName  # noqa: E402 - after the platform is chosen
from ui.kit.theme import Theme  # noqa: E402 - after the platform is chosen
from ui.screens.calendar import CalendarScreen  # noqa: E402 - after the platform is chosen

RESOURCES = Path(__file__).parents[2] / "resources"
VISITS, PROVIDERS, DAYS = 400, 5, (0, 1, 2, 4)
NAMES = ("Mbeki-Sørensen", "van der Westhuizen", "Ng", "Lindqvist", "Castellanos Villanueva", "Abelow")
SIZE = (1368, 824)
REPEATS = 40


def rows() -> list[Row]:
    """A week anew, a repaint of it, and one step of a drag."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication), "a plain one is for programs without windows"
    theme = Theme(qt, RESOURCES)
    theme.use(PaletteName.LIGHT)
    theme.dress(qt)
    screen = CalendarScreen(crowded().context, theme)
    screen.widget.resize(*SIZE)
    screen.widget.show()
    screen.shown()
    qt.processEvents()
    grid = screen.view.grid
    name = f"a week with {VISITS} appointments"
    made = [
        Row(f"{name}: laid out and painted", timed(lambda: laid_out(screen), REPEATS), budget=150),
        Row(f"{name}: painted again", timed(grid.grab, REPEATS), budget=100),
        Row(f"{name}: one step of a drag", timed(Drag(screen), REPEATS), budget=16),
    ]
    screen.close()
    return made


def crowded() -> DeskPractice:
    """Five clinicians whose week is full, the same each time."""
    dice = random.Random(7)
    practice = DeskPractice()
    people = [practice.provider, practice.nurse]
    people += [
        replace(a_user(login=f"p{number}"), display_name=f"Dr. Other {number}", colour=number)
        for number in range(3, PROVIDERS + 1)
    ]
    keep(practice.session, *people)
    patients = [practice.patient(family_name=name) for name in NAMES]
    places = [
        (person, at(time(hour, minute), TODAY + timedelta(days=day)))
        for person in people
        for day in DAYS
        for hour in (9, 10, 11, 13, 14, 15, 16)
        for minute in (0, 15, 30, 45)
    ]
    for person, start in dice.sample(places, VISITS):
        practice.booked(
            start,
            dice.choice(patients),
            provider_id=person.id,
            minutes=15,
            state=dice.choice((AppointmentState.CONFIRMED, AppointmentState.BOOKED)),
        )
    return practice


def laid_out(screen: CalendarScreen) -> None:
    """What a refresh does once the board has come."""
    screen.presenter.tick()
    screen.view.grid.grab()


class Drag:
    """Each call moves the mouse on with a block in hand, and paints."""

    def __init__(self, screen: CalendarScreen) -> None:
        grid = screen.view.grid
        self._viewport = grid.viewport()
        block = next(one for one in screen.presenter.sheet.blocks if one.movable)
        box = grid.measures.block_box(block)
        start = QPoint(round(box.left + 10), round(box.top + 5))
        QTest.mousePress(self._viewport, Qt.MouseButton.LeftButton, pos=start)
        self._points = cycle([start + QPoint(9 * step, 7 * step) for step in range(1, 40)])

    def __call__(self) -> None:
        QTest.mouseMove(self._viewport, next(self._points))
        self._viewport.grab()
