"""How long the running application takes to show things, and whether its GUI thread ever stands still."""

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication  # noqa: E402 - after the platform is chosen

from medmanager.domain.ids import PatientId  # noqa: E402 - after the platform is chosen
from medmanager.services.facade import Services  # noqa: E402 - after the platform is chosen
from tests.bench.heartbeat import Heartbeat, Hold  # noqa: E402 - after the platform is chosen
from tests.bench.large_practice import practice_of, signed_in, with_visits  # noqa: E402 - after the platform
from tests.bench.measure import Times, timed_each  # noqa: E402 - after the platform is chosen
from tests.bench.storing import PATIENTS, VISITS  # noqa: E402 - after the platform is chosen
from tests.bench.table import Row  # noqa: E402 - after the platform is chosen
from tests.stage import PROVIDER, Stage  # noqa: E402 - after the platform is chosen
from ui.shell.open_charts import MOST  # noqa: E402 - after the platform is chosen
from ui.shell.places import PLACES, TABS  # noqa: E402 - after the platform is chosen

OPENED, AGAIN, HELD = 20, 5, 100
FULL = "lindqvist maren"
"""The chart of the demo that has something in each of its parts."""


@dataclass(frozen=True, slots=True)
class Charts:
    """One with many visits and a note that is not signed, one with everything, and others."""

    long: PatientId
    full: PatientId
    others: tuple[PatientId, ...]


@dataclass(frozen=True, slots=True)
class Opening:
    """A place or a tab, and how to go there."""

    name: str
    act: Callable[[], None]


def rows() -> list[Row]:
    """Open charts at 100,000 patients, and listen to the GUI thread meanwhile."""
    with signed_in(PATIENTS) as services:
        charts = charts_of(services)
    qt = QApplication.instance() or QApplication([])
    assert isinstance(qt, QApplication), "a plain one is for programs without windows"
    with tempfile.TemporaryDirectory() as home:
        stage = Stage(qt, Path(home), practice_of(PATIENTS))
        stage.enter(PROVIDER)
        made = [*standing_still(stage, charts), opening(stage, charts)]
        stage.close()
    return made


def charts_of(services: Services) -> Charts:
    """The charts of the practice that are opened here."""
    long = with_visits(services, VISITS)
    if all(visit.signed_at is not None for visit in services.visits.of_patient(long)):
        services.visits.begin(long)
    planned = (row.id for row in services.patients.search(FULL) if services.plans.open(row.id).in_force)
    others = tuple(row.id for row in services.patients.search("")[:OPENED])
    return Charts(long, next(planned), others)


def opening(stage: Stage, charts: Charts) -> Row:
    """Open the long chart from cold each time: enough others are opened in between to have it closed."""
    show(stage, charts.long, "summary")
    times: list[float] = []
    for _ in range(OPENED):
        for other in charts.others[: MOST + 1]:
            show(stage, other, "summary")
        times += timed_each([partial(show, stage, charts.long, "summary")]).milliseconds
    return Row(f"open a patient with {VISITS} visits, shown", Times(tuple(times)), budget=150)


def standing_still(stage: Stage, charts: Charts) -> list[Row]:
    """The longest time in which the window could not answer, for every place and tab: when it is opened for
    the first time since the start, and when it is come back to.
    """
    first = [(one.name, held(stage, one)) for one in openings(stage, charts)]
    again = [(one.name, held(stage, one)) for _ in range(AGAIN) for one in openings(stage, charts)]
    return [holding("opened first", first), holding("opened again", again)]


def openings(stage: Stage, charts: Charts) -> Iterable[Opening]:
    """Every place, and every tab of two charts."""
    for place in PLACES:
        yield Opening(place.title, partial(stage.workspace.go, place.key))
    for chart, patient_id in (("full", charts.full), ("long", charts.long)):
        for tab in TABS:
            act = partial(stage.workspace.open_patient, patient_id, tab.key, None)
            yield Opening(f"{tab.title} of the {chart} chart", act)


def held(stage: Stage, one: Opening) -> Hold:
    """How long the GUI thread was held at most."""
    heartbeat = Heartbeat()
    heartbeat.start()
    one.act()
    stage.settle()
    return heartbeat.stop()


def holding(how: str, found: list[tuple[str, Hold]]) -> Row:
    """The row of all openings; its last words name the longest, and how much of it was work."""
    name, longest = max(found, key=lambda one: one[1])
    times = Times(tuple(hold.milliseconds for _, hold in found))
    worst = f"{name}, {longest.milliseconds:.0f} ms, {longest.at_work:.0f} of them at work"
    return Row(f"GUI thread held, {how}; longest: {worst}", times, budget=HELD)


def show(stage: Stage, patient_id: PatientId, tab: str) -> None:
    """Open a chart and wait until it stands."""
    stage.workspace.open_patient(patient_id, tab, None)
    stage.settle()
