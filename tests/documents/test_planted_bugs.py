"""Bugs planted into the drawing of a plan: each of them turns a check of the paper red."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

import pytest

from medmanager.documents import writer
from medmanager.documents.parts import frame, grid_rows
from medmanager.documents.plan import back_slot_steps, back_steps
from medmanager.documents.plan import pages as plan_pages
from medmanager.documents.plan.front import PageNumbers
from medmanager.documents.press import page
from medmanager.documents.press.flow import Column
from medmanager.documents.press.structure import Node, with_structure
from medmanager.documents.press.typesetting import Line
from medmanager.documents.steps import words as steps_words
from medmanager.documents.words import amounts, calendar_words
from medmanager.domain.paper.sheets import PlanSheet, SheetMedicine
from medmanager.domain.patient import Language
from medmanager.domain.plan.dose import Slot
from tests.documents.plan_told import assert_told
from tests.documents.sheet_builders import LAMOTRIGINE, MADE, elena, mg, step
from tests.documents.sheet_checks import faults

Plant = Callable[[pytest.MonkeyPatch], None]
TWICE = SheetMedicine(
    "lamotrigine",
    "Lamictal",
    LAMOTRIGINE.form,
    "for mood swings",
    (
        step(MADE, MADE + timedelta(days=6), mg("25"), morning="1", bedtime="1"),
        step(MADE + timedelta(days=7), None, mg("25"), morning="2", bedtime="2"),
    ),
)


def _wrapped(patch: pytest.MonkeyPatch, owner: object, name: str, change: Callable[..., object]) -> None:
    """Hands what `owner.name` gives to `change` first."""
    true = getattr(owner, name)
    patch.setattr(owner, name, lambda *args, **kwargs: change(true(*args, **kwargs)))


def _count_off(patch: pytest.MonkeyPatch) -> None:
    def more(counts: tuple[tuple[Slot, Decimal], ...]) -> tuple[tuple[Slot, Decimal], ...]:
        return tuple((slot, count + 1) for slot, count in counts)

    _wrapped(patch, grid_rows, "_counts", more)


def _trailing_zero(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(amounts, "number", lambda value: f"{value:.1f}")


def _daily_dose_off(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(back_steps, "dose_words", lambda amount, unit: f"{amount + 25} {unit}")


def _daily_dose_off_twice(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(back_slot_steps, "dose_words", lambda amount, unit: f"{amount + 25} {unit}")


def _days_off(patch: pytest.MonkeyPatch) -> None:
    def later(days: tuple[date, ...]) -> tuple[date, ...]:
        return tuple(day + timedelta(days=1) for day in days)

    _wrapped(patch, steps_words, "tick_days", later)
    patch.setattr(back_steps, "tick_days", steps_words.tick_days)
    patch.setattr(back_slot_steps, "tick_days", steps_words.tick_days)


def _wrong_weekday(patch: pytest.MonkeyPatch) -> None:
    true = calendar_words.CalendarWords.say

    def shifted(words: calendar_words.CalendarWords, day: date, style: str) -> str:
        turned = replace(words, weekdays=(*words.weekdays[1:], words.weekdays[0]))
        return true(turned, day, style)

    patch.setattr(calendar_words.CalendarWords, "say", shifted)


def _missing_strength(patch: pytest.MonkeyPatch) -> None:
    true = amounts.strength_and_form
    patch.setattr(
        grid_rows,
        "strength_and_form",
        lambda strength, form, voice: replace(
            true(strength, form, voice), text=amounts.form_words(form, voice).text
        ),
    )


def _without_scope(patch: pytest.MonkeyPatch) -> None:
    true = Node.add
    patch.setattr(Node, "add", lambda node, kind, **more: true(node, kind, **{**more, "scope": ""}))


def _without_alt(patch: pytest.MonkeyPatch) -> None:
    true = Node.add
    patch.setattr(Node, "add", lambda node, kind, **more: true(node, kind, **{**more, "alt": ""}))


def _no_footer(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(frame.Footer, "draw", lambda *_: None)


def _page_count_off(patch: pytest.MonkeyPatch) -> None:
    true = frame.Footer.draw
    patch.setattr(frame.Footer, "draw", lambda foot, pen, number, of: true(foot, pen, number, of + 1))


def _wrong_page_named(patch: pytest.MonkeyPatch) -> None:
    true = plan_pages.page_numbers

    def off(columns: list[object], medicines: int) -> PageNumbers:
        numbers = true(columns, medicines)  # type: ignore[arg-type]  # handed on as they came
        return replace(numbers, steps=tuple(one + 7 for one in numbers.steps))

    patch.setattr(plan_pages, "page_numbers", off)


def _near_the_edge(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(page, "_MARGIN", 10.0)


def _small_type(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(grid_rows, "BODY", 9.0)


def _lines_close(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Line, "leading", property(lambda line: line.size * 0.6))


def _other_bytes(patch: pytest.MonkeyPatch) -> None:
    numbers = count()
    true = with_structure
    patch.setattr(
        writer,
        "with_structure",
        lambda pages, root, about: true(pages, root, replace(about, title=f"{about.title} {next(numbers)}")),
    )


def _other_language(patch: pytest.MonkeyPatch) -> None:
    true = with_structure
    patch.setattr(
        writer,
        "with_structure",
        lambda pages, root, about: true(pages, root, replace(about, language=Language.SPANISH)),
    )


def _bare_page(patch: pytest.MonkeyPatch) -> None:
    true = Column.takes
    patch.setattr(Column, "give_up_last", lambda _: [])
    patch.setattr(
        Column,
        "takes",
        lambda self, strips: true(self, strips) and not (strips and strips[-1].block.startswith("Gone over")),
    )


PLANTS: dict[str, Plant] = {
    "a count one too many": _count_off,
    "a trailing zero": _trailing_zero,
    "another dose of one day": _daily_dose_off,
    "another dose of one day, two times": _daily_dose_off_twice,
    "boxes on other days": _days_off,
    "another weekday": _wrong_weekday,
    "no strength": _missing_strength,
    "head cells without scope": _without_scope,
    "a picture without words": _without_alt,
    "no footer": _no_footer,
    "one page too many in the footer": _page_count_off,
    "a page that is not there": _wrong_page_named,
    "text near the edge": _near_the_edge,
    "type of 9 points": _small_type,
    "lines on one another": _lines_close,
    "a page for the last line alone": _bare_page,
    "other bytes the second time": _other_bytes,
    "another language in the file": _other_language,
}


def _sheet() -> PlanSheet:
    return elena(daily=(*elena().daily, replace(TWICE, name="topiramate")))


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS)
def test_that_a_planted_bug_turns_a_check_red(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch)
    assert _red(_sheet())


def test_that_the_same_plan_without_a_bug_is_green() -> None:
    assert not _red(_sheet())


def test_that_a_stopped_medicine_in_the_grid_of_a_plan_turns_a_check_red() -> None:
    sheet = _sheet()
    taken = replace(LAMOTRIGINE, name=sheet.stopped[0].name)
    assert _red(replace(sheet, daily=(*sheet.daily[:2], taken)))


def _red(sheet: PlanSheet) -> bool:
    """Whether the checks that run over the sheets or over the generated plans find anything."""
    try:
        assert_told(sheet, 0)
    except AssertionError:
        return True
    return bool(faults(sheet, 4))
