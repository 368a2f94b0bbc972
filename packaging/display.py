"""Whether a window can be opened here."""

import ctypes
import os
import sys
from pathlib import Path

OFFSCREEN = {"offscreen", "minimal", "vnc"}


def has_display() -> bool:
    """Whether a window would be seen: asked of the display itself, since its name may outlive it."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform:
        return platform.split(":")[0] not in OFFSCREEN
    if not sys.platform.startswith("linux"):
        return True
    return wayland_answers() or x11_answers()


def wayland_answers() -> bool:
    """Whether the Wayland socket that the environment names is there."""
    name = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and Path(os.environ.get("XDG_RUNTIME_DIR", "/"), name).exists()


def x11_answers() -> bool:
    """Whether the X server that the environment names can be reached."""
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xlib = ctypes.CDLL("libX11.so.6")
    except OSError:
        # The library comes with the system packages, which are seen to before this matters.
        return True
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    xlib.XOpenDisplay.argtypes = [ctypes.c_char_p]
    xlib.XCloseDisplay.argtypes = [ctypes.c_void_p]
    connection = xlib.XOpenDisplay(None)
    if connection:
        xlib.XCloseDisplay(connection)
    return bool(connection)
