"""Diaries that come back: a code opens its sheet, and a row a day is typed in."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from medmanager.domain.changes import Changes
from medmanager.domain.diary.book import DiaryBook, DiaryRow
from medmanager.domain.diary.code import FIELD, read_code
from medmanager.domain.diary.diary import DiarySheet
from medmanager.domain.diary.typing import Hand, read_day, refuse_coming
from medmanager.domain.errors import NotFound
from medmanager.domain.side_effects import SideEffect
from medmanager.domain.user import Act
from medmanager.services.ports import UnitOfWork
from medmanager.services.session import Session

UNKNOWN = (
    "No diary of this practice has this code. Only papers that were printed or saved here are known: "
    "look at the clinic's name on the paper."
)


class Diaries:
    """A row is kept with who typed it and when; a second typing of a day never replaces the first unasked."""

    def __init__(self, session: Session, effects: tuple[SideEffect, ...]) -> None:
        self._session = session
        self._names = {effect.code: effect.name for effect in effects}

    def find(self, code: str) -> DiaryBook:
        """The sheet with this code, as typed. Raises Refused for a mistyped or an unknown one."""
        self._session.require(Act.EDIT_CHART)
        compact = read_code(code).compact
        with self._session.read(Act.EDIT_CHART) as work:
            sheet = work.queries.diary_sheet(compact)
            if sheet is None:
                raise NotFound(UNKNOWN, FIELD)
            return self._book(work, sheet)

    def open(self, sheet_id: UUID) -> DiaryBook:
        """The sheet again, after something changed. Raises NotFound."""
        with self._session.read(Act.EDIT_CHART) as work:
            return self._book(work, work.diaries.get(sheet_id))

    def waiting(self) -> tuple[DiaryRow, ...]:
        """Diaries whose first day has come and that nobody has typed in whole, by their last day."""
        today = self._session.today()
        with self._session.read(Act.EDIT_CHART) as work:
            found = [one for one in work.diaries.all() if one.first_day <= today and one.days_left]
            rows = work.queries.patient_rows([one.patient_id for one in found])
            return tuple(
                DiaryRow(one, rows[one.patient_id])
                for one in sorted(found, key=lambda one: (one.last_day, one.code))
                if one.patient_id in rows
            )

    def of_patient(self, patient_id: UUID) -> tuple[DiarySheet, ...]:
        """All diaries of a patient, the newest first."""
        with self._session.read(Act.SEE_CHART) as work:
            return tuple(
                sorted(work.diaries.of_patient(patient_id), key=lambda one: one.first_day, reverse=True)
            )

    def save_day(
        self, sheet: DiarySheet, on: date, typed: Mapping[str, str], *, replacing: bool = False
    ) -> Changes:
        """Keep one row as it was typed. The same values a second time change nothing.

        Raises Refused, naming the field, for what is no number of the diary and for a day that is still to
        come; `DayTypedBefore` where other values stand, unless they are to be replaced: the first typing
        stays in the record.
        """
        session = self._session
        refuse_coming(on, session.today())
        hand = Hand(session.user.id, session.now())
        day = read_day(sheet, on, typed, hand)
        with session.write(Act.EDIT_CHART, "type in diary", sheet.patient_id, f"day {on}") as work:
            held = work.diaries.get(sheet.id)
            changed = held.with_day(day, replacing=replacing)
            if changed is not held:
                work.diaries.save(changed)
        return work.changes

    def _book(self, work: UnitOfWork, sheet: DiarySheet) -> DiaryBook:
        return DiaryBook(
            sheet,
            work.queries.patient_rows([sheet.patient_id])[sheet.patient_id],
            self._session.today(),
            tuple(self._names.get(effect, effect) for effect in sheet.effects),
            {user.id: user.display_name for user in work.users.all()},
        )
