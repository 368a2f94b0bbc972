"""What is loaded ahead of time: the screens, while somebody types her password."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

import ui.kit
import ui.screens
import ui.shell


def screens() -> Iterator[str]:
    """The modules of a workspace, what is small first: then nothing loads much at once."""
    for room in (ui.kit, ui.screens, ui.shell):
        yield from _pieces(room.__path__, f"{room.__name__}.")


def _pieces(folders: Iterable[str], prefix: str) -> Iterator[str]:
    """The modules in these folders and the folders in them."""
    for found in pkgutil.iter_modules(folders, prefix):
        if found.ispkg:
            name = found.name.removeprefix(prefix)
            yield from _pieces([str(Path(folder) / name) for folder in folders], f"{found.name}.")
        yield found.name


class Ahead(QObject):
    """Loads one module whenever there is nothing else to do.

    On the GUI thread, for these modules make classes of Qt; and in pieces, so that every key that is typed
    meanwhile is shown at once.
    """

    def __init__(self, modules: Iterable[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._modules = iter(modules)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._load_one)
        self._is_done = False

    @property
    def is_done(self) -> bool:
        """Whether everything is loaded."""
        return self._is_done

    def begin(self) -> None:
        """Load the rest, bit by bit."""
        self._timer.start()

    def stop(self) -> None:
        """Leave what is not loaded to whoever needs it."""
        self._timer.stop()

    @Slot()
    def _load_one(self) -> None:
        module = next(self._modules, None)
        if module is None:
            self._is_done = True
            self._timer.stop()
        else:
            import_module(module)
