"""Makes Python 3.11 safe for PySide6 6.12; call `protect_constants` before anything of Qt is used."""

import ctypes
import sys

PLENTY = 1 << 40


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
