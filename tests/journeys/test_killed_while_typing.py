"""What was typed a second before the program was killed is back in the plan and in the visit."""

import subprocess
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.prove.type_and_wait import PURPOSE, STORY, opened
from tests.stage import PROVIDER, Stage
from ui.screens.plan import PlanScreen
from ui.screens.visits import VisitsScreen
from ui.shell.patient_window import PatientWindow


def typed_and_killed(folder: Path) -> None:
    command = [sys.executable, "-m", "tests.prove.type_and_wait", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as typist:
        assert typist.stdout is not None
        said = typist.stdout.readline()
        typist.kill()
    assert said == "typed\n", "the typist came to its end before it had typed"


def test_that_typing_is_back_after_the_program_was_killed(
    qapp: QApplication, tmp_path: Path, practice: Path
) -> None:
    typed_and_killed(tmp_path)
    stage = Stage(qapp, tmp_path, practice)
    try:
        stage.enter(PROVIDER)
        opened(stage, "plan")
        window = stage.workspace.front
        assert isinstance(window, PatientWindow)
        plan = window.screen_of("plan")
        assert isinstance(plan, PlanScreen)
        assert plan.view.steps.editor.isVisible()
        assert plan.view.steps.editor.collect().purpose == PURPOSE
        opened(stage, "visits")
        visits = window.screen_of("visits")
        assert isinstance(visits, VisitsScreen)
        assert visits.view.pages.form.since.text() == STORY
    finally:
        stage.close()
