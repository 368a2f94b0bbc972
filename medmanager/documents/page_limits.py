"""How many pages a take-home plan may take: said here, and nowhere else.

A plan takes one sheet of paper (2 pages), in large print two (4 pages), as long as it has no more than so
many lines: 12, in large print 28. Each further 10 lines that are begun, in large print 8, may take one page
more. Lines are counted by what is told, never by how it is set, so that anybody can count them on a plan:

* each daily medicine: 1; in large print 2 for each count of its day, because each stands under its time;
* each further strength at once, counts that carry their dates, each count with a part of a tablet: 1;
* each medicine with dated steps: 1, and for each step as many as it has weeks of tick boxes or counts, at
  least 1; in large print 2, and for each step 2 and its counts, those with a part of a tablet twice;
* each as-needed medicine: 2; in large print 5;
* each stopped medicine and injection, each change, allergy and test after the first one, the clinician's own
  words, and each further 24 letters of a long name: 1; in large print 2;
* each mark after the first one (draft, conflict): 1; in large print 5, because it stands on each page.

Eight daily medicines and one as needed are 10 lines; one of them may go up by a step of 2 weeks and stay.
Beyond its lines the content alone is higher than the pages, in 12 points and with a box for each day to
tick: a step of 2 weeks takes 64 of the 650 points that a page has for it; in large print, twice a day, 99 of
620. The sheet of dose steps takes one page for five fortnights, and four for sixty steps of a week.
"""

from math import ceil

from medmanager.documents.page import Setting
from medmanager.documents.steps_words import needs_steps, stages_ahead, tick_days
from medmanager.domain.plan_changes import ChangeKind
from medmanager.domain.sheets import PlanSheet, SheetMedicine, Stage

ONE_SHEET, TWO_SHEETS = 2, 4
"""Pages of a plan with no more than its lines, in regular and in large print."""
_LINES, _LINES_LARGE = 12, 28
_FURTHER, _FURTHER_LARGE = 10, 8
"""Lines for which one page more may be taken."""
_WEEK = 7
_NAME = 24
"""Letters of a patient's name that stand on one line."""


def most_pages(setting: Setting, sheet: PlanSheet) -> int:
    """So many pages this plan may take at most."""
    large = setting.head.large_print
    pages, room, further = (
        (TWO_SHEETS, _LINES_LARGE, _FURTHER_LARGE) if large else (ONE_SHEET, _LINES, _FURTHER)
    )
    return pages + max(0, ceil((lines_of(setting, sheet) - room) / further))


def lines_of(setting: Setting, sheet: PlanSheet) -> int:
    """The lines of a plan, counted as this module says."""
    large = setting.head.large_print
    daily = sum(_lines_of_medicine(setting, medicine) for medicine in sheet.daily)
    needed = (5 if large else 2) * len(sheet.as_needed)
    marks = (5 if large else 1) * max(0, len(setting.head.marks) - 1)
    return daily + needed + marks + (2 if large else 1) * _asides(setting, sheet)


def _asides(setting: Setting, sheet: PlanSheet) -> int:
    advice, name = sheet.advice, setting.head.patient_name
    told = sum(change.kind is not ChangeKind.KEEP for change in sheet.changes)
    after_first = sum(max(0, many - 1) for many in (told, len(sheet.allergies or ()), len(advice.tests)))
    words = 1 if advice.message or advice.ask_us else 0
    return len(sheet.stopped) + len(sheet.injections) + after_first + words + (len(name) - 1) // _NAME


def _lines_of_medicine(setting: Setting, medicine: SheetMedicine) -> int:
    large, made = setting.head.large_print, setting.head.made_on
    first = next(stage for stage in medicine.stages if stage.step is not None)
    lines = _parts(first) + (1 if medicine.dated_on(made) else 0)
    lines += 2 * _counts(first) if large else len(first.strengths)
    if not needs_steps(setting, medicine):
        return lines
    steps = sum(_lines_of_step(setting, stage) for stage in stages_ahead(setting, medicine))
    return lines + steps + (2 if large else 1)


def _lines_of_step(setting: Setting, stage: Stage) -> int:
    if setting.head.large_print:
        return 2 + _counts(stage) + _parts(stage)
    weeks = ceil(len(tick_days(stage, setting.head.made_on)) / _WEEK)
    return max(1, weeks, _counts(stage))


def _counts(stage: Stage) -> int:
    """How many counts a day has: one for each time of day and strength."""
    return len({(tablet.slot, tablet.strength) for tablet in stage.step.tablets}) if stage.step else 0


def _parts(stage: Stage) -> int:
    """How many of the counts are told in words, as one and a half."""
    return sum(tablet.count % 1 != 0 for tablet in stage.step.tablets) if stage.step else 0
