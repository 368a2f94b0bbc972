"""The conventions look at widgets, not at passwords."""

from tests.passwords import quick_passwords

__all__ = ["quick_passwords"]
