"""The shared libraries that Qt needs on Linux: which are missing, and the packages that bring them."""

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass

from workspace import Trouble, environment, say


@dataclass(frozen=True)
class Library:
    """A shared library by its file name, with the packages that bring it."""

    soname: str
    debian: str
    fedora: str


TO_IMPORT = (
    Library("libGL.so.1", "libgl1", "libglvnd-glx"),
    Library("libEGL.so.1", "libegl1", "libglvnd-egl"),
    Library("libX11.so.6", "libx11-6", "libX11"),
    Library("libxkbcommon.so.0", "libxkbcommon0", "libxkbcommon"),
    Library("libdbus-1.so.3", "libdbus-1-3", "dbus-libs"),
    Library("libfontconfig.so.1", "libfontconfig1", "fontconfig"),
    Library("libglib-2.0.so.0", "libglib2.0-0", "glib2"),
    Library("libbrotlidec.so.1", "libbrotli1", "libbrotli"),
)
FOR_X11 = (
    Library("libxcb-cursor.so.0", "libxcb-cursor0", "xcb-util-cursor"),
    Library("libxcb-icccm.so.4", "libxcb-icccm4", "xcb-util-wm"),
    Library("libxcb-image.so.0", "libxcb-image0", "xcb-util-image"),
    Library("libxcb-keysyms.so.1", "libxcb-keysyms1", "xcb-util-keysyms"),
    Library("libxcb-render-util.so.0", "libxcb-render-util0", "xcb-util-renderutil"),
    Library("libxcb-shape.so.0", "libxcb-shape0", "libxcb"),
    Library("libxcb-util.so.1", "libxcb-util1", "xcb-util"),
    Library("libxcb-xkb.so.1", "libxcb-xkb1", "libxcb"),
    Library("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "libxkbcommon-x11"),
)
FOR_WAYLAND = (Library("libwayland-cursor.so.0", "libwayland-cursor0", "libwayland-cursor"),)
TO_PRINT = (Library("libcups.so.2", "libcups2", "cups-libs"),)


def missing(libraries: tuple[Library, ...]) -> list[Library]:
    """Those that the system's own loader, which Qt uses too, does not find."""
    return [library for library in libraries if not loads(library.soname)]


def loads(soname: str) -> bool:
    """Whether the loader finds the library and all that it needs."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def ready(*, window: bool) -> None:
    """See that Qt can start here, with a window or without; install what is missing or say how."""
    if not sys.platform.startswith("linux"):
        return
    needed = TO_IMPORT + (for_this_display() if window else ())
    useful = needed + (TO_PRINT if window else ())
    if missing(useful) and may_install():
        apt_install(sorted({library.debian for library in missing(useful)}))
    absent = missing(needed)
    if absent:
        raise Trouble(install_line(absent))


def for_this_display() -> tuple[Library, ...]:
    """What the display of this session takes; Qt speaks to Wayland only where there is no X server."""
    return FOR_X11 if os.environ.get("DISPLAY") else FOR_WAYLAND


def install_line(absent: list[Library]) -> str:
    """The one line to run, for the package manager of this machine."""
    sonames = ", ".join(library.soname for library in absent)
    if shutil.which("apt-get"):
        line = "sudo apt-get install -y " + " ".join(sorted({library.debian for library in absent}))
    elif shutil.which("dnf"):
        line = "sudo dnf install -y " + " ".join(sorted({library.fedora for library in absent}))
    else:
        return f"Qt needs these system libraries; install them with your package manager: {sonames}"
    return f"Qt needs system libraries that are missing ({sonames}). Run: {line}"


def may_install() -> bool:
    """Whether this process may install packages: root on a system with apt."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(packages: list[str]) -> None:
    """Install Debian packages without questions."""
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    say(f"Installing system packages: {line}")
    quiet = environment(DEBIAN_FRONTEND="noninteractive", LC_ALL="C")
    # A fresh machine has no package lists; an old one may still install with those it has.
    subprocess.run(["apt-get", "update", "-q"], env=quiet, capture_output=True, check=False)
    done = subprocess.run(line.split(), env=quiet, capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip()[-800:]
        raise Trouble(f"The system packages could not be installed. Run this by hand: {line}\n{said}")
