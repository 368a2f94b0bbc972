"""Every test runs without a display, and none can use up the references of None."""

import os

from ui.kit.interpreter import protect_constants

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
protect_constants()
