"""What every drug file owes the prescriber. A failure names the files and what is wrong in each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

import pytest

from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.knowledge.names import written
from medmanager.domain.knowledge.side_effect_list import read_side_effects
from tests.knowledge.case_tables import base
from tests.knowledge.drug_tables import (
    FILES,
    KNOWLEDGE,
    SHEET,
    Row,
    brands,
    dose_disagreements,
    known_property,
    lacking,
    out_of_order,
    related,
    written_file,
)


def wrong_drugs(look: Callable[[Drug], Iterable[object]]) -> Mapping[str, list[object]]:
    """What `look` finds in each drug of the base, for those in which it finds something."""
    return {drug.key: found for drug in base().drugs.values() if (found := list(look(drug)))}


def wrong_rows(look: Callable[[Drug, Row], Iterable[object]]) -> Mapping[str, list[object]]:
    """What `look` finds in the drug of each row of the sheet; a row without a drug is wrong, too."""
    wrong: dict[str, list[object]] = {}
    for row in SHEET:
        drug = base().names.find(row["generic"]).drug
        found: list[object] = list(look(drug, row)) if drug else ["no drug has this name"]
        if found:
            wrong[row["generic"]] = found
    return wrong


def test_that_every_file_is_read() -> None:
    assert [problem for problem in base().problems if problem.startswith("drugs/")] == []
    assert len(base().drugs) == len(FILES) >= 131


def test_that_a_file_has_the_name_of_its_drug() -> None:
    generics = {path.stem: str(written_file(path)["generic"]) for path in FILES}
    plain = {stem: name.replace(".", "").replace("'", "") for stem, name in generics.items()}
    assert {stem: name for stem, name in plain.items() if stem != "-".join(name.split())} == {}


def test_that_a_psychotropic_tells_what_a_prescriber_asks() -> None:
    assert wrong_drugs(lambda drug: lacking(drug) if drug.kind == "psychotropic" else ()) == {}


def test_that_numbers_do_not_contradict_one_another() -> None:
    assert wrong_drugs(out_of_order) == {}


def test_that_levels_are_one_to_three_and_nothing_only_where_an_ingredient_lends_it() -> None:
    files = {path.stem: written_file(path) for path in FILES}
    levels = {
        stem: {level for found in file.get("properties", {}).values() for level in found.values()}
        - ({0, 1, 2, 3} if file.get("ingredients") else {1, 2, 3})
        for stem, file in files.items()
    }
    assert {stem: found for stem, found in levels.items() if found} == {}


def test_that_no_property_is_misspelt() -> None:
    readme = (KNOWLEDGE / "README.md").read_text(encoding="utf-8")
    listed = readme.split("### Properties")[1].split("## Rules")[0]
    assert wrong_drugs(lambda drug: [one for one in drug.properties if not known_property(one, listed)]) == {}


def test_that_effects_are_those_of_the_checklist() -> None:
    known = {one.code for one in read_side_effects(KNOWLEDGE / "side_effects.json")}
    assert wrong_drugs(lambda drug: set(drug.effects) - known) == {}


def test_that_only_tablets_are_scored() -> None:
    assert (
        wrong_drugs(lambda drug: [one for one in drug.products if one.scored and "tablet" not in one.form])
        == {}
    )


def test_that_no_slow_form_is_crushed() -> None:
    slow = ("extended", "delayed")
    assert (
        wrong_drugs(
            lambda drug: [
                (one.form, one.strengths)
                for one in drug.products
                if one.route == "oral" and one.release in slow and one.crush is not False
            ]
        )
        == {}
    )


@pytest.mark.parametrize(
    ("name", "generic"),
    [
        ("Carbamazepine[Tegretol]", "carbamazepine"),
        ("sertraline 50 MG Oral Tablet [Zoloft]", "sertraline"),
        ("sertraline [Prozac]", None),
        ("sertraline [no such brand]", None),
        ("[Zoloft]", None),
    ],
)
def test_that_a_brand_in_brackets_has_to_be_one_of_the_same_drug(name: str, generic: str | None) -> None:
    drug = base().names.find(name).drug
    assert (drug.key if drug else None) == generic


def test_that_a_misspelling_is_suggested_and_never_taken() -> None:
    def taken(drug: Drug) -> Iterable[object]:
        for wrong in drug.misspellings:
            found = base().names.find(wrong)
            if found.drug is not None:
                yield f"{wrong} is a name of {found.name}"
            elif drug.key not in found.suggestions:
                yield f"{wrong} suggests {found.suggestions}"

    assert wrong_drugs(taken) == {}


def test_that_no_name_belongs_to_two_drugs_unless_one_holds_the_other() -> None:
    owners: dict[str, list[Drug]] = defaultdict(list)
    for drug in base().drugs.values():
        for name in {written(name) for name in drug.names}:
            owners[name].append(drug)
    shared = {name: [one.key for one in drugs] for name, drugs in owners.items() if not related(drugs)}
    assert shared == {}


def test_that_every_drug_of_the_sheet_is_found_by_its_name_and_brands() -> None:
    def lost(drug: Drug, row: Row) -> Iterable[object]:
        for brand in brands(row):
            found = base().names.find(brand).drug
            if found is None or not related([drug, found]):
                yield f"{brand} is {found.key if found else 'nothing'}"

    assert len({row["generic"] for row in SHEET}) == 131
    assert wrong_rows(lost) == {}


def test_that_numbers_of_rxnorm_are_those_of_the_sheet() -> None:
    assert wrong_rows(lambda drug, row: [drug.rxcui] if row["rxcui"] not in ("", drug.rxcui) else []) == {}


def test_that_doses_agree_with_the_sheet() -> None:
    assert wrong_rows(dose_disagreements) == {}


def test_that_boxed_warnings_and_schedules_of_the_sheet_are_told() -> None:
    def missing(drug: Drug, row: Row) -> Iterable[object]:
        if row["boxed_warning"] and "boxed_warning" not in drug.facts:
            yield f"boxed warning: {row['boxed_warning']}"
        if drug.schedule != row["controlled_schedule_us"]:
            yield f"schedule {drug.schedule}, in the sheet {row['controlled_schedule_us']}"

    assert wrong_rows(missing) == {}
