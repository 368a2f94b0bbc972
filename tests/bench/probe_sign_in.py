"""A process of its own: the application as `main.py --database FOLDER` opens it, up to its sign-in card.

With `people` after the folder, up to the moment at which the card offers who can sign in.
"""

import sys

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QComboBox

from medmanager import bugs, cli
from tests.bench.paint_watch import run_until_painted
from ui.app import Application
from ui.kit.interpreter import protect_constants


def main(folder: str, *until: str) -> int:
    """Open the practice of this folder, and show it so far."""
    bugs.tell_places_only()
    bugs.keep_log(bugs.usual_folder())
    opening = cli.opening(cli.read_order(["--database", folder]))
    assert opening is not None, "no practice could be opened"
    protect_constants()
    qt = QApplication([])
    application = Application(qt, opening, QSettings())
    application.open()
    offered = application.cover.view.findChild(QComboBox)
    assert offered is not None, "the card has a list of people"
    return run_until_painted(qt, application.window, lambda: not until or offered.count() > 0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
