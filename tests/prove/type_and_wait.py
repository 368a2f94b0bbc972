"""Types into a plan and a visit of the demo practice, says when a second has gone by, and waits to die.

python -m tests.prove.type_and_wait FOLDER
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, Qt, QTimer  # noqa: E402 - after the platform is chosen
from PySide6.QtWidgets import QApplication  # noqa: E402 - after the platform is chosen

from tests.hand import Hand  # noqa: E402 - after the platform is chosen
from tests.stage import PROVIDER, Stage  # noqa: E402 - after the platform is chosen

PATIENT = "Lindqvist"
PURPOSE, STORY = "steadier mo", "Back at work, still slee"
SECOND_MS = 1000


def opened(stage: Stage, tab: str) -> None:
    """A tab of the patient's chart."""
    stage.workspace.open_patient(stage.services.patients.search(PATIENT)[0].id, tab, None)
    stage.settle()


def main(folder: Path) -> None:
    """Never returns by itself once it has typed."""
    stage = Stage(QApplication(["typist"]), folder)
    hand = Hand(stage)
    stage.enter(PROVIDER)
    opened(stage, "visits")
    hand.click("New visit")
    hand.write("Since last visit", STORY)
    opened(stage, "plan")
    hand.click("Change plan")
    hand.write("Add medicine", "sertr")
    hand.wait_for("sertraline")
    hand.press(Qt.Key.Key_Return)
    hand.write("What it is for, in plain words", PURPOSE)
    loop = QEventLoop()
    QTimer.singleShot(SECOND_MS, loop.quit)
    loop.exec()
    sys.stdout.write("typed\n")
    sys.stdout.flush()
    loop.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
