"""What can be made from tablets that exist."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from medmanager.domain.knowledge.drug import Product
from medmanager.domain.knowledge.evidence import Evidence
from medmanager.domain.knowledge.tablets import (
    HALF,
    Portion,
    Tablet,
    makeable,
    portions,
    shared_out,
    tablets_of,
)

LORAZEPAM = tuple(Tablet(Decimal(strength), halves=True) for strength in ("0.5", "1", "2"))
CAPSULES = (Tablet(Decimal(150)), Tablet(Decimal(300)))
NOBODY = Evidence(())

strengths = some.lists(
    some.sampled_from([Decimal(n) for n in ("0.5", "1", "2", "5", "10", "25")]), min_size=1
)
sets_of_tablets = some.builds(
    lambda chosen, halves: tuple(Tablet(one, halves) for one in sorted(set(chosen))),
    strengths,
    some.booleans(),
)


def total(made: tuple[Portion, ...]) -> Decimal:
    return sum((portion.dose for portion in made), Decimal(0))


def test_that_the_fewest_pieces_are_taken() -> None:
    assert portions(LORAZEPAM, Decimal(3)) == (
        Portion(Decimal(2), Decimal(1)),
        Portion(Decimal(1), Decimal(1)),
    )


def test_that_a_half_is_cut_only_where_whole_tablets_get_nowhere() -> None:
    assert portions(LORAZEPAM, Decimal(1)) == (Portion(Decimal(1), Decimal(1)),)
    assert portions(LORAZEPAM, Decimal("0.25")) == (Portion(Decimal("0.5"), HALF),)


def test_that_what_cannot_be_made_is_none() -> None:
    assert portions(CAPSULES, Decimal(75)) is None
    assert portions((), Decimal(5)) is None


def test_that_a_dose_is_shared_out_evenly_with_the_larger_share_first() -> None:
    shares = shared_out(CAPSULES, Decimal(750), 2)
    assert shares is not None
    assert [total(share) for share in shares] == [Decimal(450), Decimal(300)]


def test_that_a_small_dose_leaves_times_of_day_empty() -> None:
    shares = shared_out(CAPSULES, Decimal(150), 3)
    assert shares == ((Portion(Decimal(150), Decimal(1)),), (), ())


def test_that_only_scored_oral_tablets_are_halved() -> None:
    products = (
        Product("tablet", (Decimal(5),), NOBODY, scored=True),
        Product("capsule", (Decimal(10),), NOBODY),
        Product("injection", (Decimal(50),), NOBODY, route="intramuscular"),
        Product("liquid", (Decimal(2),), NOBODY, unit="mg/mL"),
    )
    assert tablets_of(products) == (Tablet(Decimal(5), halves=True), Tablet(Decimal(10)))
    assert tablets_of(products, may_split=False) == (Tablet(Decimal(5)), Tablet(Decimal(10)))


@given(sets_of_tablets, some.integers(1, 60))
def test_that_everything_that_is_makeable_adds_up(tablets: tuple[Tablet, ...], most: int) -> None:
    for dose in makeable(tablets, Decimal(most)):
        made = portions(tablets, dose)
        assert made is not None
        assert total(made) == dose
        assert all(portion.count % HALF == 0 for portion in made)
        whole = {tablet.strength for tablet in tablets if not tablet.halves}
        assert all(portion.count % 1 == 0 for portion in made if portion.strength in whole)


@given(sets_of_tablets, some.integers(1, 40), some.integers(1, 4))
def test_that_shares_add_up_to_the_day(tablets: tuple[Tablet, ...], dose: int, times: int) -> None:
    shares = shared_out(tablets, Decimal(dose), times)
    if shares is not None:
        doses = [total(share) for share in shares]
        assert sum(doses) == dose
        assert doses == sorted(doses, reverse=True)
        assert len(doses) == times
