"""Qt calls must not use up the references to None, True and False, nor wait long for a worker."""

import subprocess
import sys

from ui.kit.interpreter import answer_soon

SCRIPT = """
import sys
from ui.kit.interpreter import protect_constants
if sys.argv[1] == "protected":
    protect_constants()
from PySide6.QtCore import QObject, Signal
class Bell(QObject):
    rung = Signal()
bell = Bell()
for _ in range(200_000):
    bell.rung.emit()
    bell.setObjectName("bell")
"""

PYTHONS_OWN_S = 0.005


def test_that_many_emissions_do_not_end_the_interpreter() -> None:
    ended = subprocess.run([sys.executable, "-c", SCRIPT, "protected"], capture_output=True, check=False)
    assert ended.returncode == 0, ended.stderr.decode()


def test_that_workers_give_the_interpreter_up_soon() -> None:
    usual = sys.getswitchinterval()
    try:
        sys.setswitchinterval(PYTHONS_OWN_S)
        answer_soon()
        assert sys.getswitchinterval() < PYTHONS_OWN_S / 5
    finally:
        sys.setswitchinterval(usual)
