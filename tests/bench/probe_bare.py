"""A process of its own: an empty window of PySide6, the floor of every start."""

import sys

from PySide6.QtWidgets import QApplication, QMainWindow

from tests.bench.paint_watch import run_until_painted

if __name__ == "__main__":
    qt = QApplication([])
    window = QMainWindow()
    window.resize(1366, 768)
    window.show()
    sys.exit(run_until_painted(qt, window))
