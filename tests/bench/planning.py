"""How long the plan takes to answer a key: from the key in the line editor to the alerts that are shown; and
whether a medicine of sixty steps holds the window when it is shown, scrolled, opened to be written and given
one step more.
"""

import os
import tempfile
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt  # noqa: E402 - after the platform is chosen
from PySide6.QtTest import QTest  # noqa: E402 - after the platform is chosen
from PySide6.QtWidgets import QApplication, QLineEdit  # noqa: E402 - after the platform is chosen

from medmanager.domain.ids import LineId, PatientId  # noqa: E402 - after the platform is chosen
from tests.bench.heartbeat import Heartbeat  # noqa: E402 - after the platform is chosen
from tests.bench.measure import Times, timed_each  # noqa: E402 - after the platform is chosen
from tests.bench.table import Row  # noqa: E402 - after the platform is chosen
from tests.builders import a_step, an_item, tablets  # noqa: E402 - after the platform is chosen
from tests.stage import PROVIDER, TODAY, Stage  # noqa: E402 - after the platform is chosen
from ui.screens.plan import PlanScreen  # noqa: E402 - after the platform is chosen
from ui.screens.plan.line.fields import RowKind  # noqa: E402 - after the platform is chosen

MEDICINES = (
    "sertraline", "lithium carbonate", "quetiapine", "clonazepam", "bupropion", "trazodone", "propranolol",
    "ibuprofen", "hydrochlorothiazide", "tramadol",
)  # fmt: skip
KEYS, HELD = 30, 100
WHO, LONG_TAPER, FIELD = "Keller", "Webb", "Step 1: morning"
STEPS, SCROLLS = 60, 30


def rows() -> list[Row]:
    """Type into the last of ten lines."""
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication), "a plain one is for programs without windows"
    with tempfile.TemporaryDirectory() as home:
        stage = Stage(qt, Path(home))
        stage.enter(PROVIDER)
        screen = written(stage, stage.services.patients.search(WHO)[0].id)
        field = next(
            one for one in screen.view.steps.editor.findChildren(QLineEdit) if one.accessibleName() == FIELD
        )
        field.setFocus()
        keys = [partial(press, qt, screen, field, key) for key in (Qt.Key.Key_Backspace, Qt.Key.Key_2)]
        for key in keys:
            key()
        shown = timed_each(keys[number % 2] for number in range(KEYS))
        holds = tuple(held(keys[number % 2]) for number in range(KEYS))
        long = sixty_steps(stage)
        stage.close()
    return [
        *long,
        Row(f"alerts after a key, {len(MEDICINES)} medicines, shown", shown, budget=50),
        Row("longest hold of the window after a key", Times(holds), budget=HELD),
    ]


def written(stage: Stage, patient: PatientId) -> PlanScreen:
    """A draft of ten medicines, the last of which is being written."""
    plans = stage.services.plans
    plans.begin(patient)
    for name in MEDICINES:
        draft = plans.draft(patient)
        assert draft is not None, "it was begun just now"
        plans.keep_line(draft, an_item(name, a_step(TODAY, None, tablets("50"))))
    stage.workspace.open_patient(patient, "plan", None)
    stage.settle()
    window = stage.workspace.patient_window(patient)
    screen = window.screen_of("plan") if window else None
    assert isinstance(screen, PlanScreen), "the plan is in front"
    draft = plans.draft(patient)
    assert draft is not None, "it was written just now"
    screen.lines.edit(draft.items[-1].line_id)
    stage.settle()
    return screen


def press(qt: QApplication, screen: PlanScreen, field: QLineEdit, key: Qt.Key) -> None:
    """Press a key, and wait until the panel shows the answer to it."""
    QTest.keyClick(field, key)
    assert screen.view.safety.safety.running, "a key asks for a check"
    while screen.view.safety.safety.running:
        qt.processEvents()


def held(act: Callable[[], object]) -> float:
    """The longest time in which the window could not answer."""
    heartbeat = Heartbeat()
    heartbeat.start()
    act()
    return heartbeat.stop().milliseconds


def sixty_steps(stage: Stage) -> list[Row]:
    """Holds of the window with a taper of sixty weeks: shown, scrolled from end to end, opened."""
    patient = stage.services.patients.search(LONG_TAPER)[0].id
    line = with_sixty_steps(stage, patient)
    show = partial(stage.workspace.open_patient, patient, "plan", None)
    shown = held(partial(until_settled, stage, show))
    window = stage.workspace.patient_window(patient)
    screen = window.screen_of("plan") if window else None
    assert isinstance(screen, PlanScreen), "the plan is in front"
    bar = screen.view.steps.table.verticalScrollBar()
    assert bar.maximum() > 0, "there is something to scroll"
    scrolled = [
        held(partial(until_settled, stage, partial(bar.setValue, bar.maximum() * part // SCROLLS)))
        for part in range(SCROLLS + 1)
    ]
    opened = held(partial(until_settled, stage, partial(screen.lines.edit, line)))
    added = step_added_early(stage, screen, patient, line)
    return [
        Row("hold of the window, 60 steps shown", Times((shown,)), budget=HELD),
        Row("hold of the window, 60 steps scrolled", Times(tuple(scrolled)), budget=HELD),
        Row("hold of the window, 60 steps opened to be written", Times((opened,)), budget=HELD),
        Row("hold of the window, step added to 60 while they come", Times((added,)), budget=HELD),
    ]


def step_added_early(stage: Stage, screen: PlanScreen, patient: PatientId, line: LineId) -> float:
    """The longest hold after a step was asked for before the sixty had been built."""
    draft = stage.services.plans.draft(patient)
    assert draft is not None, "it is being written"
    screen.lines.edit(draft.items[0].line_id)
    stage.settle()
    screen.lines.edit(line)
    assert not screen.view.steps.editor.dosing.grid.is_whole, "most of them are still to come"
    return held(partial(until_settled, stage, partial(screen.lines.add_row, RowKind.DOSE)))


def with_sixty_steps(stage: Stage, patient: PatientId) -> LineId:
    """A draft with a dose for each of sixty weeks."""
    plans, week = stage.services.plans, timedelta(days=7)
    plans.begin(patient)
    draft = plans.draft(patient)
    assert draft is not None, "it was begun just now"
    starts = [TODAY + week * number for number in range(STEPS)]
    steps = (a_step(start, start + week - timedelta(days=1), tablets("10")) for start in starts)
    item = an_item("paroxetine", *steps)
    plans.keep_line(draft, item)
    return item.line_id


def until_settled(stage: Stage, act: Callable[[], object]) -> None:
    """Do it, and wait until nothing is on its way."""
    act()
    stage.settle()
