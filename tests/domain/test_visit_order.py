"""Notes lie in one order everywhere, also those that were begun at the same instant."""

from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID

from medmanager.domain.ids import PatientId, UserId, VisitId
from medmanager.domain.visit import Visit, VisitStatus, turn
from medmanager.domain.visit_book import last_signed

BEGUN = datetime(2026, 11, 23, 15, tzinfo=UTC)
ELENA, DANA = PatientId(UUID(int=1)), UserId(UUID(int=2))


def note(number: int, signed_after: int | None, begun: datetime = BEGUN) -> Visit:
    visit = Visit(VisitId(UUID(int=number)), ELENA, begun, DANA)
    if signed_after is None:
        return visit
    return visit.signed(DANA, begun + timedelta(minutes=signed_after))


def test_that_of_notes_begun_together_the_unsigned_one_is_the_newest_whatever_their_ids() -> None:
    notes = (note(9, 20), note(5, 40), note(3, None), note(7, 99, BEGUN - timedelta(days=1)))
    orders = {tuple(one.id.int for one in sorted(mixed, key=turn)) for mixed in permutations(notes)}
    assert orders == {(7, 9, 5, 3)}


def test_that_the_last_signed_of_two_begun_together_is_the_one_signed_later() -> None:
    notes = (note(9, 20), note(5, 40), note(3, None))
    for mixed in permutations(notes):
        last = last_signed(mixed, BEGUN + timedelta(days=1))
        assert last is not None
        assert (last.id.int, last.status) == (5, VisitStatus.SIGNED)
