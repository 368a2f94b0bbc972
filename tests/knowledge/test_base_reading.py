"""What is wrong with the knowledge base is said with file and place, and never taken for all clear."""

import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medmanager.domain.errors import MedManagerError
from medmanager.domain.knowledge.base import MANIFEST, KnowledgeBase, read_base
from medmanager.domain.knowledge.sheet import Unreadable
from tests.knowledge.small_base import (
    DAY,
    NEEDED,
    OPTIONAL,
    Files,
    Json,
    a_drug,
    put,
    seal,
    small_base,
    written,
)
from tests.shelf import KNOWLEDGE


def read(folder: Path, change: Callable[[Files], object] = lambda _: None) -> KnowledgeBase:
    files = small_base()
    change(files)
    return read_base(written(folder, files))


def only_warning(base: KnowledgeBase) -> str:
    (told,) = base.warnings(DAY)
    return told


def as_json(found: Json) -> bytes:
    return json.dumps(found).encode()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return written(tmp_path, small_base())


def test_that_the_base_as_it_is_shipped_is_sealed_and_whole() -> None:
    base = read_base(KNOWLEDGE)
    assert base.edition.sealed, "seal it: packaging/dev.py seal-knowledge"
    assert base.problems == ()


def test_that_the_small_base_is_whole_and_warns_of_nothing(folder: Path) -> None:
    base = read_base(folder)
    assert base.warnings(DAY) == ()
    assert [*base.counts.values()] == [1, 1, 1, 1, 1, 1, 0, 0]
    depot = ("haloperidol", "haloperidol decanoate")
    assert sorted(base.drugs) == ["amaranth", "fluoxetine", *depot, "phenelzine"]
    assert base.tapers.times
    assert base.education.topics


# ------------------------------------------------------------------ files

BROKEN = (b"", b"{", b"[]", b"\xff\xfe", b"null", b'{"a": 1e99999999999999999999}', b"[" * 100_000)


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize("name", OPTIONAL)
def test_that_an_unreadable_file_is_left_out_and_said(folder: Path, name: str, content: bytes) -> None:
    put(folder / name, content)
    seal(folder)
    told = read_base(folder).warnings(DAY)
    assert any(f"{name} could not be read, so what it holds was not checked" in one for one in told)


@pytest.mark.parametrize("content", BROKEN, ids=range(len(BROKEN)))
@pytest.mark.parametrize("name", [*NEEDED, MANIFEST])
def test_that_without_a_file_that_all_lean_on_the_base_is_refused(
    folder: Path, name: str, content: bytes
) -> None:
    put(folder / name, content)
    with pytest.raises(Unreadable, match=name):
        read_base(folder)


@pytest.mark.parametrize("name", NEEDED)
def test_that_a_missing_file_that_all_lean_on_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(Unreadable, match=rf"{name}.*Install MedManager again"):
        read_base(folder)


@pytest.mark.parametrize("name", OPTIONAL)
def test_that_a_file_that_is_gone_is_said(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert read_base(folder).warnings(DAY) != ()


@pytest.mark.parametrize("missing", ["manifest.json", "folder"])
def test_that_a_base_without_manifest_or_folder_is_refused(folder: Path, missing: str) -> None:
    (folder / MANIFEST).unlink()
    with pytest.raises(Unreadable, match="Install MedManager again"):
        read_base(folder if missing == "manifest.json" else folder / "elsewhere")


def test_that_a_file_nobody_may_read_is_named(folder: Path) -> None:
    (folder / "drugs" / "locked.json").symlink_to(folder / "nowhere.json")
    with pytest.raises(Unreadable, match=r"locked\.json"):
        read_base(folder)


def test_that_a_folder_nobody_may_list_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def scandir(place: str) -> object:
        if str(place).endswith("patients"):
            raise PermissionError(13, "no", str(place))
        return real(place)

    real = os.scandir
    monkeypatch.setattr(os, "scandir", scandir)
    with pytest.raises(Unreadable, match="patients"):
        read_base(folder)


def test_that_a_file_of_10_mb_is_left_out_and_said(folder: Path) -> None:
    file = folder / "drugs" / "fluoxetine.json"
    put(file, file.read_bytes() + b" " * 10_000_000)
    seal(folder)
    told = read_base(folder).warnings(DAY)
    assert any("drugs/fluoxetine.json: the file is larger than 2 MB" in one for one in told)
    put(folder / "conditions.json", b" " * 10_000_000)
    with pytest.raises(Unreadable, match=r"conditions\.json: the file is larger"):
        read_base(folder)


# ------------------------------------------------------------------ the seal and the age


@pytest.mark.parametrize("name", [*OPTIONAL, *NEEDED])
def test_that_a_file_that_changed_since_it_was_sealed_is_said(folder: Path, name: str) -> None:
    put(folder / name, (folder / name).read_bytes() + b"\n")
    base = read_base(folder)
    assert not base.edition.sealed
    assert "changed since it was sealed" in only_warning(base)


def test_that_a_file_that_was_added_or_renamed_is_said(folder: Path) -> None:
    file = folder / "drugs" / "fluoxetine.json"
    file.rename(folder / "drugs" / "zoloft.json")
    assert "changed since it was sealed" in only_warning(read_base(folder))
    (folder / "drugs" / "zoloft.json").rename(file)
    put(folder / "drugs" / "sertraline.json", json.dumps(a_drug("sertraline")).encode())
    assert "changed since it was sealed" in only_warning(read_base(folder))


@pytest.mark.parametrize(
    ("days", "says"), [(0, ""), (-1, ""), (365, ""), (366, "more than a year old"), (-2, "clock")]
)
def test_that_a_base_older_than_a_year_is_said(tmp_path: Path, days: int, says: str) -> None:
    base = read_base(written(tmp_path, small_base(), DAY - timedelta(days=days)))
    assert [says in one for one in base.warnings(DAY)] == ([True] if says else [])


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"as_of": None}, "manifest.json, as_of"),
        ({"as_of": "yesterday"}, "manifest.json, as_of"),
        ({"version": ""}, "manifest.json, version"),
        ({"checksum": None}, "manifest.json, checksum"),
        ({"seal": "x"}, "manifest.json: “seal”"),
    ],
)
def test_that_a_manifest_that_lacks_something_is_refused(folder: Path, changes: Json, place: str) -> None:
    manifest = json.loads((folder / MANIFEST).read_bytes()) | changes
    put(folder / MANIFEST, json.dumps(manifest).encode())
    with pytest.raises(Unreadable) as refusal:
        read_base(folder)
    assert place in refusal.value.sentence


# ------------------------------------------------------------------ what stands in the files


@pytest.mark.parametrize("name", OPTIONAL)
def test_that_a_key_that_is_not_known_is_said_where_it_stands(folder: Path, name: str) -> None:
    def misspelt(fields: Json) -> None:
        fields["sevrity"] = "minor"

    told = read(folder, lambda files: misspelt(files[name])).warnings(DAY)
    assert any(f"({name}: “sevrity” is not known here.)" in one for one in told)


@pytest.mark.parametrize("name", [name for name in OPTIONAL if name.startswith(("rules", "monit", "taper"))])
def test_that_a_misspelt_list_of_rules_is_no_empty_list(folder: Path, name: str) -> None:
    def misspelt(files: Files) -> None:
        files[name]["rulse"] = files[name].pop("rules")

    assert f"{name}: “rulse” is not known here" in only_warning(read(folder, misspelt))


@pytest.mark.parametrize("name", OPTIONAL[1:])
def test_that_a_file_without_an_entry_is_said(folder: Path, name: str) -> None:
    def emptied(files: Files) -> None:
        key = "topics" if name.startswith("education") else "rules"
        files[name][key] = []

    assert f"{name}: there is no entry in it" in only_warning(read(folder, emptied))


@pytest.mark.parametrize("name", [*NEEDED[1:]])
def test_that_a_key_that_is_not_known_refuses_what_all_lean_on(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unreadable, match=rf"{name}.*“extra”"):
        read(tmp_path, lambda files: files[name].update(extra=[]))


def test_that_a_key_that_stands_twice_is_said(folder: Path) -> None:
    file = folder / "rules" / "patients" / "mania.json"
    text = file.read_text(encoding="utf-8").replace(
        '"severity": "major"', '"severity": "major", "severity": "minor"'
    )
    put(file, text.encode())
    seal(folder)
    assert "rules/patients/mania.json: “severity” stands twice" in only_warning(read_base(folder))


@pytest.mark.parametrize(
    "second",
    [
        a_drug("fluoxetine"),
        a_drug("Fluoxetine"),
        a_drug("zz", brands=["Prozac"]),
        a_drug("zz", other_names=["fluoxetine"]),
        a_drug("zz", brands=["PROZAC"]),
    ],
)
def test_that_a_drug_that_is_named_twice_is_said(folder: Path, second: Json) -> None:
    base = read(folder, lambda files: files.update({"drugs/zz.json": second}))
    told = only_warning(base)
    assert "drugs/zz.json" in told
    assert "is also a name in drugs/fluoxetine.json" in told
    assert "ssri" in base.drugs["fluoxetine"].groups, "the first stays"


def test_that_a_drug_whose_ingredient_is_missing_is_left_out_and_the_others_stay(folder: Path) -> None:
    put(folder / "drugs" / "haloperidol.json", b"{")
    seal(folder)
    base = read_base(folder)
    told = base.warnings(DAY)
    assert any("drugs/haloperidol.json could not be read" in one for one in told)
    assert any("drugs/haloperidol-decanoate.json" in one and "“haloperidol”" in one for one in told)
    assert sorted(base.drugs) == ["amaranth", "fluoxetine", "phenelzine"]


def test_that_a_refusal_names_the_drug_file_that_is_behind_it(folder: Path) -> None:
    put(folder / "drugs" / "amaranth.json", b"{")
    with pytest.raises(Unreadable) as refusal:
        read_base(folder)
    assert "drugs/amaranth.json" in refusal.value.sentence
    assert "rules/allergies.json, cross 1" in refusal.value.sentence


def test_that_a_severity_that_is_none_is_refused_with_its_file(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=r"same-drug\.json.*grave"):
        read(tmp_path, lambda files: files["rules/same-drug.json"]["same"].update(severity="grave"))


def rule_of(files: Files, name: str) -> Json:
    found: Json = files[name]["rules"][0]
    return found


@pytest.mark.parametrize("name", [name for name in OPTIONAL if name.startswith(("rules", "monit", "taper"))])
@pytest.mark.parametrize(
    "way",
    [
        {"drugs": ["unknowine"]},
        {"group": "unknowine"},
        {"property": "unknowine"},
        {"any": [{"group": "unknowine"}]},
    ],
)
def test_that_a_rule_that_names_an_unknown_drug_is_said(folder: Path, name: str, way: Json) -> None:
    def unknown(files: Files) -> None:
        rule = rule_of(files, name)
        if "load" in rule:
            rule["grades"] = [{"when": {"with": way}, "severity": "minor", "why": "x"}]
        else:
            rule["left" if "left" in rule else "drugs"] = way

    told = only_warning(read(folder, unknown))
    assert name in told
    assert "“unknowine”" in told


@pytest.mark.parametrize("name", [name for name in OPTIONAL if name.startswith(("rules", "monit"))])
def test_that_a_rule_that_names_an_unknown_condition_is_said(folder: Path, name: str) -> None:
    grade = {"when": {"any": [{"condition": ["manai"]}]}, "severity": "minor", "why": "Milder."}

    def unknown(files: Files) -> None:
        rule = rule_of(files, name)
        if "condition" in rule:
            rule["condition"] = ["mania", "manai"]
        elif "topics" in rule or "measure" in rule:
            rule["when"] = {"condition": "manai"}
        else:
            rule["grades"] = [grade]

    told = only_warning(read(folder, unknown))
    assert name in told
    assert "manai" in told or "“when” is not known" in told


@pytest.mark.parametrize("name", OPTIONAL[1:])
@pytest.mark.parametrize("source", [["nobody"], [], ["label", "nobody"]])
def test_that_a_statement_without_an_explained_source_is_said(
    folder: Path, name: str, source: list[str]
) -> None:
    def unexplained(files: Files) -> None:
        key = "topics" if name.startswith("education") else "rules"
        files[name][key][0]["source"] = source

    told = only_warning(read(folder, unexplained))
    assert name in told
    wanted = "“nobody” is not explained" if source else "needs its source"
    assert wanted in told or "“source” is not known here" in told, "times of day are ours and cite nobody"


def test_that_a_property_or_a_fact_without_an_explained_source_is_said(folder: Path) -> None:
    wrong: tuple[Json, ...] = (
        {"properties": {"nobody": {"qt": 1}}},
        {"facts": {"onset": [{"text": "Weeks.", "source": "nobody"}]}},
        {"facts": {"onset": [{"text": "Weeks."}]}},
        {"products": [{"form": "tablet", "strengths": [20]}]},
        {"dose": {"start": 20}},
    )
    for changes in wrong:
        put(
            folder / "drugs" / "phenelzine.json", json.dumps(a_drug("phenelzine", "maoi", **changes)).encode()
        )
        seal(folder)
        told = read_base(folder).warnings(DAY)
        assert any("drugs/phenelzine.json" in one and "source" in one for one in told), changes


@pytest.mark.parametrize(
    "longer", [{"fluoxetin": 35}, {"haloperidol": 35}, {"ssri": 35}, {"fluoxetine": "35"}]
)
def test_that_a_longer_wait_after_a_drug_the_rule_never_waits_for_is_said(folder: Path, longer: Json) -> None:
    def wrong(files: Files) -> None:
        rule_of(files, "rules/interactions/serotonin.json")["washout"]["longer"] = longer

    told = only_warning(read(folder, wrong))
    assert f"serotonin.json, rules 1, washout, longer, {next(iter(longer))}" in told


def test_that_a_longer_wait_needs_a_wait_on_its_side(folder: Path) -> None:
    def wrong(files: Files) -> None:
        rule_of(files, "rules/interactions/serotonin.json")["washout"].pop("after_right")

    assert "longer, fluoxetine" in only_warning(read(folder, wrong))


def test_that_a_labelled_combination_may_have_an_id(folder: Path) -> None:
    name = "rules/combinations/labelled.json"
    assert read(folder, lambda files: rule_of(files, name).update(id="olanzapine-fluoxetine")).problems == ()


def test_that_a_second_rule_of_one_id_is_left_out_with_its_file_and_said(folder: Path) -> None:
    (name,) = [key for key in small_base() if key.startswith("rules/interactions/")]
    files = small_base()
    put(folder / name.replace(".json", "-more.json"), as_json(files[name]))
    seal(folder)
    base = read_base(folder)
    assert "already" in only_warning(base)
    assert len(base.pairs[0].rules) == 1


def test_that_a_rule_of_one_id_twice_in_a_file_is_said(folder: Path) -> None:
    (name,) = [key for key in small_base() if key.startswith("rules/interactions/")]
    twice = small_base()[name]
    put(folder / name, as_json(twice | {"rules": twice["rules"] * 2}))
    seal(folder)
    assert "already" in only_warning(read_base(folder))


def test_that_a_combination_that_holds_down_no_rule_is_said(folder: Path) -> None:
    (name,) = [key for key in small_base() if key.startswith("rules/combinations/")]
    limits = small_base()[name]
    idle = limits["rules"][0] | {"topics": ["serotonim"]}
    put(folder / name, as_json(limits | {"rules": [idle]}))
    seal(folder)
    assert "“serotonim”, which no rule has" in only_warning(read_base(folder))


def test_that_a_load_that_no_drug_has_is_said(folder: Path) -> None:
    name = "rules/sums/loads.json"
    assert "“bleedign”" in only_warning(
        read(folder, lambda files: rule_of(files, name).update(load="bleedign"))
    )


@pytest.mark.parametrize(
    ("conditions", "says"),
    [
        ([{"key": "mania"}, {"key": "mood", "within": ["moods"]}], "“moods”"),
        ([{"key": "mania", "within": ["mood"]}, {"key": "mood", "within": ["mania"]}], "within itself"),
        ([{"key": "mania", "within": ["mania"]}, {"key": "mood"}], "within itself"),
        ([{"key": "mania"}, {"key": "mood"}, {"key": "mania"}], "stands twice"),
    ],
)
def test_that_conditions_lie_within_others_and_never_in_a_circle(
    tmp_path: Path, conditions: list[Json], says: str
) -> None:
    with pytest.raises(Unreadable, match=says):
        read(tmp_path, lambda files: files["conditions.json"].update(conditions=conditions))


def test_that_an_unknown_allergen_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="“dye” is neither"):
        read(tmp_path, lambda files: files["rules/allergies.json"]["cross"][0].update(allergens=["dye"]))


# ------------------------------------------------------------------ any damage


def places(found: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value of a file."""
    inner = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    return [one for key, value in inner for one in ((*at, key), *places(value, (*at, key)))]


WAYS = [(name, way) for name, fields in small_base().items() for way in places(fields)]
ODD: list[Any] = [None, True, -1, 0, 1e308, [], {}, "", " ", "x", [None], [[]], {"x": {}}, ["label"], 10**30]


@given(st.sampled_from(WAYS), st.sampled_from(ODD))
def test_that_no_odd_value_stops_the_reading_without_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, way: tuple[str, tuple[Any, ...]], odd: Any
) -> None:
    files: Files = json.loads(json.dumps(small_base()))
    name, (*outer, last) = way
    target: Any = files[name]
    for key in outer:
        target = target[key]
    target[last] = odd
    folder = written(tmp_path_factory.mktemp("base"), files)
    try:
        base = read_base(folder)
    except MedManagerError as error:
        refusal = error.sentence
    else:
        refusal = ""
        assert base.problems or held(base) >= WHOLE, "what is lost is said"
    assert ".json" in refusal or not refusal, refusal


def held(base: KnowledgeBase) -> int:
    """How much is in a base."""
    lists = (base.drugs, base.tapers.times, base.education.topics, base.allergies.cross)
    return sum((*base.counts.values(), *(len(one) for one in lists)))


WHOLE = 5 + 5 + 1 + 1 + 1
