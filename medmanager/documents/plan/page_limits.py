"""How many pages a take-home plan may take: said here, and nowhere else.

A plan takes one sheet of paper (2 pages), in large print two (4 pages), as long as it has no more than 15
lines, in large print 30. Each further 15 lines that are begun may take one page more. Lines are counted by
what is told, never by how it is set, so that anybody can count them on a plan. Where large print counts
otherwise, it stands in brackets:

* each daily medicine: 1 (2 for each count of its day, because each stands under its time; 3 for each of a
  dissolving tablet, whose name takes one more; and 1 more for each with a part of a tablet);
* each 48 letters of its directions that are begun, and each further 48 letters of what it is for: 1;
* each further strength at once: 4 (none, it has counts of its own);
* counts that carry their dates: 1 (3);
* each medicine with dated steps: 5 (8), and for each step as many as it has weeks of tick boxes or counts, at
  least 1 (as many as it has counts, at least 1, and 1 more for each with a part of a tablet);
* each as-needed medicine: 3 (5); each stopped medicine: 2; each injection: 1 (2);
* each change, allergy and test after the first one: 1;
* each further 24 letters of the name of a medicine that changes: 1;
* each sentence of the clinician's own words, and each question: 1 (2);
* each further 24 letters of a long name: 1 (6, because it stands on each page);
* each mark after the first one (draft, conflict): 1 (3, likewise);
* a sheet in Spanish: 3.

Nine daily medicines and one as needed, with directions for three of them, are 15 lines. The numbers were
found on plans drawn at random, some thousands in both languages, sizes and papers, and checked on others:
none took more pages than its lines may in regular print, and nearly all as many or one fewer. In large print
lines carry less, because what stands on a page together varies more: one of three took fewer still. (One of
some thousand took a page more, of dissolving quarters: since then each part of a tablet is counted there.)

Beyond its lines the content alone is higher than the pages, in 12 points and with a box for each day to
tick: a step of 2 weeks takes 64 of the 650 points that a page has for it; in large print, twice a day, 99 of
620. The sheet of dose steps takes one page for five fortnights, and four for sixty steps of a week.
"""

from math import ceil

from medmanager.documents.press.page import Setting
from medmanager.documents.steps.words import needs_steps, stages_ahead, tick_days
from medmanager.domain.paper.sheets import PlanSheet, SheetMedicine, Stage
from medmanager.domain.patient import Language
from medmanager.domain.plan.changes import ChangeKind
from medmanager.domain.plan.dose import Form

ONE_SHEET, TWO_SHEETS = 2, 4
"""Pages of a plan with no more than its lines, in regular and in large print."""
_LINES, _LINES_LARGE = 15, 30
_FURTHER = 15
"""Lines for which one page more may be taken."""
_WEEK = 7
_LETTERS, _NAME = 48, 24
"""Letters of directions, and of a name (a patient's, a changed medicine's), that are told on one line."""


def most_pages(setting: Setting, sheet: PlanSheet) -> int:
    """So many pages this plan may take at most."""
    pages, room = (TWO_SHEETS, _LINES_LARGE) if setting.head.large_print else (ONE_SHEET, _LINES)
    return pages + max(0, ceil((lines_of(setting, sheet) - room) / _FURTHER))


def lines_of(setting: Setting, sheet: PlanSheet) -> int:
    """The lines of a plan, counted as this module says."""
    count = _large if setting.head.large_print else _regular
    spanish = 3 if setting.head.language is Language.SPANISH else 0
    return count(setting, sheet) + _after_first(sheet) + spanish


def _regular(setting: Setting, sheet: PlanSheet) -> int:
    daily = sum(_lines_of_medicine(setting, medicine) for medicine in sheet.daily)
    asides = 3 * len(sheet.as_needed) + 2 * len(sheet.stopped) + len(sheet.injections)
    return daily + asides + _own_words(sheet) + _name(setting) + _marks(setting)


def _large(setting: Setting, sheet: PlanSheet) -> int:
    daily = sum(_large_lines_of_medicine(setting, medicine) for medicine in sheet.daily)
    asides = 5 * len(sheet.as_needed) + 2 * len(sheet.stopped) + 2 * len(sheet.injections)
    return daily + asides + 2 * _own_words(sheet) + 6 * _name(setting) + 3 * _marks(setting)


def _after_first(sheet: PlanSheet) -> int:
    """Changes, allergies and tests after the first one of each, and further lines of the names in changes."""
    names = [change.name for change in sheet.changes if change.kind is not ChangeKind.KEEP]
    many = len(names), len(sheet.allergies or ()), len(sheet.advice.tests)
    return sum(max(0, count - 1) for count in many) + sum(max(0, len(name) - 1) // _NAME for name in names)


def _own_words(sheet: PlanSheet) -> int:
    return len(sheet.advice.message) + len(sheet.advice.ask_us)


def _name(setting: Setting) -> int:
    return (len(setting.head.patient_name) - 1) // _NAME


def _marks(setting: Setting) -> int:
    return max(0, len(setting.head.marks) - 1)


def _lines_of_medicine(setting: Setting, medicine: SheetMedicine) -> int:
    lines = 1 + _words(medicine) + 4 * (len(_first(medicine).strengths) - 1)
    lines += 1 if medicine.dated_on(setting.head.made_on) else 0
    if not needs_steps(setting, medicine):
        return lines
    return lines + 5 + sum(_lines_of_step(setting, stage) for stage in stages_ahead(setting, medicine))


def _lines_of_step(setting: Setting, stage: Stage) -> int:
    weeks = ceil(len(tick_days(stage, setting.head.made_on)) / _WEEK)
    return max(1, weeks, _counts(stage))


def _large_lines_of_medicine(setting: Setting, medicine: SheetMedicine) -> int:
    each = 3 if medicine.form is Form.ODT else 2
    first = _first(medicine)
    lines = each * _counts(first) + _parts(first) + _words(medicine)
    lines += 3 if medicine.dated_on(setting.head.made_on) else 0
    if not needs_steps(setting, medicine):
        return lines
    ahead = stages_ahead(setting, medicine)
    return lines + 8 + sum(max(1, _counts(stage)) + _parts(stage) for stage in ahead)


def _words(medicine: SheetMedicine) -> int:
    """Lines of its directions, and of what it is for after the first one."""
    return ceil(len(" ".join(medicine.directions)) / _LETTERS) + max(0, len(medicine.purpose) - 1) // _LETTERS


def _first(medicine: SheetMedicine) -> Stage:
    """The stage that the front shows first."""
    return next(stage for stage in medicine.stages if stage.step is not None)


def _counts(stage: Stage) -> int:
    """How many counts a day has: one for each time of day and strength."""
    return len({(tablet.slot, tablet.strength) for tablet in stage.step.tablets}) if stage.step else 0


def _parts(stage: Stage) -> int:
    """How many of the counts are told in words, as one and a half."""
    return sum(tablet.count % 1 != 0 for tablet in stage.step.tablets) if stage.step else 0
