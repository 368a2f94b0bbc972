"""Names of herbs that hold the name of a saint keep its capitals."""

from ui.kit.tallman import tall_man


def test_that_st_johns_wort_keeps_its_capitals_wherever_it_stands() -> None:
    assert tall_man("with st. john's wort: serotonin") == "with St. John's wort: serotonin"
    assert tall_man("st. john's wort with quetiapine") == "St. John's wort with QUEtiapine"
