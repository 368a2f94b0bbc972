"""MedManager: the application, or one of its headless commands."""

import sys

from medmanager.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
