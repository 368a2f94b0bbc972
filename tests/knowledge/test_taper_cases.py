"""Tapers, switches, titrations and restarts are proposed as the sources say: the table `cases/tapers.json`.

`refused` is true, false or "either" (refused, or a plan that keeps to the rest of the row). A number may
be a span. `first_daily_mg`, `last_daily_mg` (0: stopped, at the latest at the end of the last step),
`never_rises`, `never_falls`, `max_drop_percent_per_14_days` (of the dose before the plan; above
`of_current_above_mg` also of the dose of the day), `first_drop_percent`, `max_step_mg`, `max_rise_mg`,
`days_between_steps_at_least`, `holds`, `steps_at` and `average` speak of the drug of `from` (`to` in a
titration), or of the drug under `from` or `to`. `gap_days_at_least`, `gap_days_at_most`: from the last
dose of one drug to the first of the other; `washout_days`: that gap, or the length of the plan.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest

from medmanager.exchange.taper_json import taper_answer
from tests.knowledge.case_tables import Row, answered, base, missing_words, rows, within, words_of
from tests.knowledge.taper_reading import Course, day_of, is_for, made

CASES = [pytest.param(row, id=row["case"]) for row in rows("tapers")]
TODAY = date(2026, 11, 25)
Check = Callable[[Course, Row], bool]


def first_lower(course: Course) -> float:
    return next((dose for dose in course.doses if dose < course.before), 0)


def falls_slowly(course: Course, expect: Row) -> bool:
    most, above = expect["max_drop_percent_per_14_days"], expect.get("of_current_above_mg", float("inf"))
    smallest = min((dose for dose in course.doses if dose > 0), default=0)
    for day in course.days():
        now, later = course.on(day), course.on(day + timedelta(days=14))
        if later == 0 and now <= smallest:
            continue  # the last tablet has to go
        if now - later > course.before * most / 100 + 0.01:
            return False
        if now > above and now - later > now * most / 100 + 0.01:
            return False
    return True


def lasts(course: Course, expect: Row) -> bool:
    ended = [step for step in course.steps[:-1] if step["end"]]
    lengths = [(day_of(step["end"]) - day_of(step["start"])).days + 1 for step in ended]
    return all(length >= expect["days_between_steps_at_least"] for length in lengths)


def averages(course: Course, expect: Row) -> bool:
    for one in expect["average"]:
        if "after_first" in one:
            first = (course.first_day or date.max - timedelta(days=99)) + timedelta(days=one["after_first"])
            last = first + timedelta(days=one["days"] - 1)
        else:
            first, last = day_of(one["from"]), day_of(one["until"])
        if not within(course.average(first, last), one["mg"]):
            return False
    return True


def ends(course: Course, expect: Row) -> bool:
    wanted = expect["last_daily_mg"]
    return within(course.ends_with if wanted == 0 else course.last_dose, wanted)


CHECKS: dict[str, Check] = {
    "first_daily_mg": lambda course, expect: within(
        next((dose for dose in course.doses if dose > 0), 0), expect["first_daily_mg"]
    ),
    "last_daily_mg": ends,
    "never_rises": lambda course, _: all(change <= 0.001 for change in course.changes()),
    "never_falls": lambda course, _: all(
        after >= before - 0.001 for before, after in zip(course.doses, course.doses[1:], strict=False)
    ),
    "max_drop_percent_per_14_days": falls_slowly,
    "first_drop_percent": lambda course, expect: within(
        100 * (course.before - first_lower(course)) / course.before, expect["first_drop_percent"]
    ),
    "max_step_mg": lambda course, expect: all(
        change >= -expect["max_step_mg"] - 0.001 for change in course.changes()
    ),
    "max_rise_mg": lambda course, expect: all(
        change <= expect["max_rise_mg"] + 0.001 for change in course.changes()
    ),
    "days_between_steps_at_least": lasts,
    "holds": lambda course, expect: all(
        course.longest(one["daily_mg"]) >= one["days_at_least"] for one in expect["holds"]
    ),
    "steps_at": lambda course, expect: all(
        within(course.on(day_of(one["on"])), one["daily_mg"]) for one in expect["steps_at"]
    ),
    "average": averages,
    "makeable_from": lambda course, expect: all(
        made(step, expect["makeable_from"], expect["halves"]) for step in course.steps
    ),
}


def courses(request: Row, answer: Row) -> tuple[Course, Course]:
    """What becomes of the drug of `from` and of the drug of `to`; of a single drug twice the same."""
    steps = answer.get("steps") or []
    old, new = request.get("from") or {}, request.get("to") or {}
    if request["kind"] not in {"switch", "washout"}:
        before = 0 if request["kind"] in {"titration", "restart"} else float(old.get("daily_mg", 0))
        one = Course(steps, before)
        return one, one
    coming = [step for step in steps if is_for(step, new["name"])]
    going = [step for step in steps if step not in coming]
    return Course(going, float(old["daily_mg"])), Course(coming)


def gap(request: Row, old: Course, new: Course) -> int | None:
    """Days from the last dose of the one to the first of the other; None when the other does not begin."""
    last = old.last_day or day_of(request["start"]) - timedelta(days=1)
    return None if new.first_day is None else (new.first_day - last).days


def of_two(request: Row, expect: Row, old: Course, new: Course, total: object) -> list[str]:
    between = gap(request, old, new)
    found = []
    if "gap_days_at_least" in expect and (between is None or between < expect["gap_days_at_least"]):
        found.append(f"gap of {between} days instead of {expect['gap_days_at_least']}")
    if "gap_days_at_most" in expect and (between is None or between > expect["gap_days_at_most"]):
        found.append(f"gap of {between} days, more than {expect['gap_days_at_most']}")
    if expect.get("no_overlap") and between is not None and between <= 0:
        found.append("the two overlap")
    if expect.get("overlap") and (between is None or between > 0):
        found.append("the two do not overlap")
    if "washout_days" in expect:
        low, high = expect["washout_days"]
        if not any(isinstance(one, int) and low <= one <= high for one in (between, total)):
            found.append(f"washout of {between} days, plan of {total} days, instead of {low} to {high}")
        if new.first_day and new.first_day < day_of(request["start"]) + timedelta(days=low - 1):
            found.append(f"the next drug begins on {new.first_day}")
    if "from_min_days" in expect:
        stay = ((old.last_day or day_of(request["start"])) - day_of(request["start"])).days
        if stay < expect["from_min_days"]:
            found.append(f"the old drug ends after {stay} days")
    return found


def failing(course: Course, expect: Row) -> list[str]:
    """What of the expectations this drug's course does not keep."""
    return [
        f"{key} in {[(step['start'], step['end'], step['daily_mg']) for step in course.steps]}"
        for key, check in CHECKS.items()
        if key in expect and not check(course, expect)
    ]


def complaints(request: Row, expect: Row, answer: Row) -> list[str]:
    old, new = courses(request, answer)
    main = new if request["kind"] == "titration" else old
    total = answer.get("total_days")
    found = failing(main, expect)
    for side, course in (("from", old), ("to", new)):
        found += [f"{side}: {one}" for one in failing(course, expect.get(side, {}))]
    if not expect.get("min_total_days", 0) <= float(total or 0) <= expect.get("max_total_days", 10_000):
        found.append(f"total of {total} days")
    if request["kind"] in {"switch", "washout"}:
        found += of_two(request, expect, old, new, total)
    said = words_of(answer, "notes", "warnings", "steps")
    return found + [f"not said: {word}" for word in missing_words(expect.get("notes_contain", []), said)]


@pytest.mark.parametrize("row", CASES)
def test_that_a_proposal_is_what_its_source_says(row: Row) -> None:
    answer, reason = answered(lambda: taper_answer(row["taper"], base(), TODAY))
    wanted = row["expect"].get("refused", False)
    if wanted is True or (wanted == "either" and reason):
        assert reason
        assert missing_words(row["expect"].get("reason_contains", []), reason) == []
        return
    assert not reason
    assert complaints(row["taper"], row["expect"], answer) == []


@pytest.mark.parametrize("row", CASES)
def test_that_no_step_begins_before_the_start_and_all_notes_have_a_source(row: Row) -> None:
    answer, _ = answered(lambda: taper_answer(row["taper"], base(), TODAY))
    for step in answer.get("steps") or []:
        assert step["start"] >= row["taper"]["start"]
        assert not step["end"] or step["end"] >= step["start"]
    assert all(note["source"] for note in answer.get("notes") or [])


def test_that_lamotrigine_beside_carbamazepine_is_taken_in_two_doses_as_its_note_says() -> None:
    """Lamictal prescribing information, section 2.4, table for patients on enzyme inducers."""
    carbamazepine = {"name": "carbamazepine", "daily_mg": 600, "start": "2024-01-08"}
    for medications, times in (([carbamazepine], {"morning", "evening"}), ([], {"morning"})):
        request = {
            "kind": "titration",
            "to": {"name": "lamotrigine", "daily_mg": 400},
            "start": "2026-01-05",
            "patient": {"age": 40},
            "medications": medications,
        }
        answer, _ = answered(partial(taper_answer, request, base(), TODAY))
        step = next(one for one in answer["steps"] if one["daily_mg"] == 100)
        assert {tablet["slot"] for tablet in step["tablets"]} == times
