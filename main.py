"""MedManager: the application, or one of its headless commands."""

import sys
from importlib import import_module

from medmanager import bugs, cli


def main(arguments: list[str]) -> int:
    """Answer a headless command, or open the window; what either needs is loaded only for that."""
    bugs.tell_places_only()
    bugs.keep_log(bugs.usual_folder())
    order = cli.read_order(arguments)
    if not order.wants_window:
        return int(import_module("medmanager.orders").carry_out(order))
    opening = cli.opening(order)
    return int(import_module("ui.app").open_window(opening)) if opening else cli.REFUSED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
