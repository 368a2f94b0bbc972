"""A process of its own: the application as `main.py --database FOLDER` opens it, up to its sign-in card."""

import sys

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from medmanager import bugs, cli
from tests.bench.paint_watch import run_until_painted
from ui.app import Application
from ui.kit.interpreter import protect_constants

if __name__ == "__main__":
    bugs.tell_places_only()
    bugs.keep_log(bugs.usual_folder())
    opening = cli.opening(cli.read_order(["--database", sys.argv[1]]))
    assert opening is not None, "no practice could be opened"
    protect_constants()
    qt = QApplication([])
    application = Application(qt, opening, QSettings())
    application.open()
    sys.exit(run_until_painted(qt, application.window))
