"""Makes Python 3.11 safe for PySide6 6.12, and quick to answer; called before anything of Qt is used."""

import ctypes
import sys

PLENTY = 1 << 40
TURN_S = 0.0005
"""A tenth of what Python allows by itself."""


def answer_soon() -> None:
    """Have workers give the interpreter up after half a millisecond.

    While a worker draws a paper or loads a library, each of the hundreds of calls from Qt to Python in which
    a screen is laid out waits for such a turn: at five milliseconds the window stood still for a tenth of a
    second.
    """
    sys.setswitchinterval(TURN_S)


def protect_constants() -> None:
    """Give None, True, False and NotImplemented a reference count that cannot run out.

    PySide6 6.12 is built as if these four were immortal, which is so from Python 3.12 on (PEP 683). On 3.11
    every signal that is emitted and every Qt call without a result takes one reference too many, and after
    some thousand of them the interpreter stops with "deallocating None". PySide6 6.11 counts right, but has
    QtPdf only in the Addons. Calling it twice does no harm.
    """
    if sys.version_info >= (3, 12):
        return
    for constant in (None, True, False, NotImplemented):
        count = ctypes.c_ssize_t.from_address(id(constant))
        if count.value < PLENTY:
            count.value += PLENTY
