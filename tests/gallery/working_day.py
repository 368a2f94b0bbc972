"""A day in the demo practice without a display: `python -m tests.gallery.working_day FOLDER`.

What a window would show becomes numbered pictures, and the plan that goes home becomes a PDF, in the folder.
"""

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler  # noqa: E402 - after the platform is chosen
from PySide6.QtWidgets import QApplication  # noqa: E402 - after the platform is chosen

from medmanager.domain.ids import PatientId  # noqa: E402 - after the platform is chosen
from tests.first_day import Day  # noqa: E402 - after the platform is chosen
from tests.stage import Stage  # noqa: E402 - after the platform is chosen
from ui.kit.palettes import PaletteName  # noqa: E402 - after the platform is chosen
from ui.shell.places import TABS  # noqa: E402 - after the platform is chosen

SIZE = (1366, 768)
PATIENT = "Lindqvist"


@dataclass
class WorkingDay:
    """Goes through the day and names each picture it takes."""

    stage: Stage
    folder: Path
    pictures: int = 0

    def run(self) -> None:
        """From signing in to locking, with one patient from an outside file to the sheet she takes home."""
        self.picture("sign in")
        day = Day(self.stage, self.picture)
        self.picture("today")
        day.until_the_signed_visit()
        day.book_the_proposal()
        self.picture("follow-up booked")
        day.see_the_chart()
        self.picture("trends")
        day.print_the_plan(self.folder / "plan.pdf")
        self.note("plan.pdf")
        self.picture("take-home plan")
        self.chart(self.stage.services.patients.search(PATIENT)[0].id)
        self.stage.show(PaletteName.DARK, *SIZE)
        self.picture("trends in the evening")
        self.stage.application.lock()
        self.picture("locked")

    def chart(self, patient_id: PatientId) -> None:
        """Every tab of one chart, the trends last."""
        keys = sorted((tab.key for tab in TABS), key=lambda key: key == "trends")
        for key in keys:
            self.stage.workspace.open_patient(patient_id, key, None)
            self.picture(f"chart {key}")

    def picture(self, what: str) -> None:
        """What the window shows now, numbered."""
        self.pictures += 1
        name = f"{self.pictures:02} {what}.png"
        self.stage.picture(self.folder / name)
        self.note(name)

    def note(self, name: str) -> None:
        """Say at once what is in the folder now: the day takes half a minute."""
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()


def say_what_matters(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    """What Qt has to say, without what the offscreen platform says of every window."""
    if "propagateSizeHints" not in words:
        sys.stderr.write(f"{words}\n")


def main(arguments: list[str]) -> int:
    """Play the day into the folder, which is emptied first when it holds an earlier day."""
    folder = Path(arguments[0])
    if (folder / "01 sign in.png").exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    qInstallMessageHandler(say_what_matters)
    qt = QApplication(["medmanager"])
    with tempfile.TemporaryDirectory(prefix="medmanager-demo-") as profile:
        stage = Stage(qt, Path(profile))
        stage.show(PaletteName.LIGHT, *SIZE)
        day = WorkingDay(stage, folder)
        day.run()
        stage.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
