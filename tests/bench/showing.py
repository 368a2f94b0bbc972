"""How long the running application takes to show things, and whether its GUI thread ever stands still."""

import os
import tempfile
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication  # noqa: E402 - after the platform is chosen

from medmanager.domain.ids import PatientId  # noqa: E402 - after the platform is chosen
from tests.bench.heartbeat import Heartbeat  # noqa: E402 - after the platform is chosen
from tests.bench.large_practice import practice_of, signed_in, with_visits  # noqa: E402 - after the platform
from tests.bench.measure import Times, timed_each  # noqa: E402 - after the platform is chosen
from tests.bench.storing import PATIENTS, VISITS  # noqa: E402 - after the platform is chosen
from tests.bench.table import Row  # noqa: E402 - after the platform is chosen
from tests.stage import PROVIDER, Stage  # noqa: E402 - after the platform is chosen
from ui.shell.open_charts import MOST  # noqa: E402 - after the platform is chosen
from ui.shell.places import PLACES, TABS  # noqa: E402 - after the platform is chosen

OPENED = 20


def rows() -> list[Row]:
    """Open charts at 100,000 patients, and listen to the GUI thread meanwhile."""
    with signed_in(PATIENTS) as services:
        many_visits = with_visits(services, VISITS)
        others = [row.id for row in services.patients.search("")[:OPENED]]
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication), "a plain one is for programs without windows"
    with tempfile.TemporaryDirectory() as home:
        stage = Stage(qt, Path(home), practice_of(PATIENTS))
        stage.enter(PROVIDER)
        made = [opening(stage, many_visits, others), standing_still(stage, many_visits)]
        stage.close()
    return made


def opening(stage: Stage, many_visits: PatientId, others: list[PatientId]) -> Row:
    """Open the long chart from cold each time: enough others are opened in between to have it closed."""
    show(stage, many_visits, "summary")
    times: list[float] = []
    for _ in range(OPENED):
        for other in others[: MOST + 1]:
            show(stage, other, "summary")
        times += timed_each([partial(show, stage, many_visits, "summary")]).milliseconds
    return Row(f"open a patient with {VISITS} visits, shown", Times(tuple(times)), budget=150)


def standing_still(stage: Stage, patient_id: PatientId) -> Row:
    """The longest time in which the window could not answer, for every place and tab."""
    heartbeat, longest = Heartbeat(), []
    acts = [partial(stage.workspace.go, place.key) for place in PLACES]
    acts += [partial(stage.workspace.open_patient, patient_id, tab.key, None) for tab in TABS]
    for act in acts:
        heartbeat.start()
        act()
        stage.settle()
        longest.append(heartbeat.stop())
    return Row("GUI thread held, opening any screen", Times(tuple(longest)), budget=100)


def show(stage: Stage, patient_id: PatientId, tab: str) -> None:
    """Open a chart and wait until it stands."""
    stage.workspace.open_patient(patient_id, tab, None)
    stage.settle()
