"""What stands in the columns of the people of the practice."""

from __future__ import annotations

from medmanager.domain.user import Role, User
from ui.kit.tables.cells import Cell, Column


def _name(user: User) -> Cell:
    return Cell(user.signature, bold=user.active, tone="text" if user.active else "muted")


def _login(user: User) -> Cell:
    return Cell(user.login, tone="text" if user.active else "muted")


def _role(user: User) -> Cell:
    return Cell(str(user.role).capitalize(), tone="text" if user.active else "muted")


def _state(user: User) -> Cell:
    if not user.active:
        return Cell("May no longer sign in", icon="user-x", tone="muted")
    if user.role is Role.NURSE_PRACTITIONER:
        return Cell("Signs plans" if user.may_sign else "Drafts plans", icon="signature", tone="muted")
    return Cell()


COLUMNS = (
    Column("Name", 160, _name, most=240),
    Column("Sign-in name", 96, _login),
    Column("Role", 96, _role),
    Column("", 96, _state, takes_rest=True),
)
