"""The fail-safe sheet: one patient of the next clinic day, for staff, when the computer is down."""

from collections.abc import Iterator, Sequence

from medmanager.documents.fail_safe.foot import FailSafeFoot
from medmanager.documents.fail_safe.open import open_strips
from medmanager.documents.fail_safe.table import DRUG, SMALL, MedicineTable
from medmanager.documents.fail_safe.write import write_strips
from medmanager.documents.press.flow import Column, Strip, pour
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.safe_words import safe
from medmanager.documents.press.typesetting import (
    BODY,
    NAME,
    Line,
    draw_lines,
    draw_right,
    height_of,
    set_lines,
)
from medmanager.documents.words.amounts import dose_words
from medmanager.documents.words.calendar_words import clock, number
from medmanager.domain.chart import AllergyKnowledge
from medmanager.domain.paper.fail_safe_sheet import FailSafeSheet

_BAND = 24.0
_BLOCK = "Fail-safe sheet"
_RIGHT = 190.0
_ALLERGY_KEYS = {
    AllergyKnowledge.NONE_KNOWN: "failsafe.allergies.none",
    AllergyKnowledge.UNKNOWN: "failsafe.allergies.unknown",
    AllergyKnowledge.DECLINED: "failsafe.allergies.declined",
}


def draw_fail_safe(pen: Pen, setting: Setting, sheet: FailSafeSheet) -> int:
    """Draws the sheet and gives its number of pages. Raises Refused where a part does not fit a page."""
    foot = FailSafeFoot(setting, sheet)
    band = _Band(setting, sheet)
    top = setting.page.top + _BAND + 6

    def fresh() -> Column:
        return Column(top, foot.bottom)

    columns = pour(tuple(_strips(setting, sheet)), fresh(), fresh)
    for page, column in enumerate(columns, 1):
        if page > 1:
            pen.next_page()
        band.draw(pen, page)
        column.draw(pen)
        foot.draw(pen, page, len(columns))
    return len(columns)


def _strips(setting: Setting, sheet: FailSafeSheet) -> Iterator[Strip]:
    yield _who(setting, sheet)
    yield _allergies(setting, sheet)
    yield from _medicines(setting, sheet)
    yield from open_strips(setting, sheet)
    yield from write_strips(setting)


class _Band:
    """The black band on every page: for whom it is, when to shred it, and its place in the day."""

    def __init__(self, setting: Setting, sheet: FailSafeSheet) -> None:
        self._setting = setting
        voice, visit = setting.voice, sheet.visit
        staff = voice.text("failsafe.staff", d=visit.on) if visit else voice.text("failsafe.staff.short")
        self._staff = Words(staff, BODY, bold=True)
        place = voice.text("failsafe.place", n=visit.number, of=visit.of) if visit else ""
        self._place = Words(place, BODY, bold=True)
        self._name = Words(safe(sheet.head.patient_name), BODY, bold=True)

    def draw(self, pen: Pen, page: int) -> None:
        place, first = self._setting.page, page == 1
        with pen.artifacts():
            pen.box((place.left, place.top), (place.column, _BAND))
        node = pen.root.add("P") if first else None
        pen.write_white(node, place.left + 8, place.top + 16.5, self._staff if first else self._name)
        if self._place.text:
            left = place.right - 8 - self._place.width
            pen.write_white(pen.root.add("P") if first else None, left, place.top + 16.5, self._place)


def _who(setting: Setting, sheet: FailSafeSheet) -> Strip:
    """Time and name large; birth date, phone, and what the visit is at the right."""
    voice, page, visit = setting.voice, setting.page, sheet.visit
    at = _time(setting, sheet) if visit else voice.text("failsafe.no_visit")
    title = set_lines(
        (Words(f"{at}   ", 22, bold=True), Words(safe(sheet.head.patient_name), 22, bold=True)),
        page.column - _RIGHT - 12,
        _BLOCK,
    )
    right = [
        voice.text("failsafe.born", d=sheet.head.birth_date, n=sheet.age),
        voice.text("failsafe.phone", phone=sheet.phone) if sheet.phone else voice.text("failsafe.phone.none"),
    ]
    if visit:
        what = voice.text(f"failsafe.reason.{_key(visit.reason)}")
        told = voice.text("failsafe.minutes", n=visit.minutes, what=what)
        right.append(f"{told}, {voice.text(f'failsafe.mode.{visit.mode}')}")
        right.append(safe(visit.provider))
    lines = tuple(line for text in right if text for line in set_lines((Words(text, DRUG),), _RIGHT, _BLOCK))

    def draw(pen: Pen, top: float) -> None:
        draw_lines(pen, pen.root.add("H1"), page.left, top - 2, title)
        draw_right(pen, pen.root.add("P"), page.right, top, lines)

    return Strip(_BLOCK, max(height_of(title), height_of(lines)) + 2, draw, keep=True)


def _time(setting: Setting, sheet: FailSafeSheet) -> str:
    assert sheet.visit is not None, "asked for a booked visit only"
    at = sheet.visit.at
    return f"{clock(at)} {'am' if at.hour < 12 else 'pm'}"


def _key(word: str) -> str:
    return word.replace("-", "_").replace(" ", "_")


def _allergies(setting: Setting, sheet: FailSafeSheet) -> Strip:
    """Before any medicine, in a heavy frame."""
    voice, page = setting.voice, setting.page
    title = voice.text("failsafe.allergies")
    if sheet.allergies:
        words = safe(", ".join(sheet.allergies))
    else:
        words = voice.text(_ALLERGY_KEYS.get(sheet.allergy_knowledge, "failsafe.allergies.unasked"))
    lines = set_lines(
        (Words(f"{title}  ", BODY, bold=True), Words(words, BODY, bold=True)), page.column - 18, title
    )
    height = height_of(lines) + 10

    def draw(pen: Pen, top: float) -> None:
        pen.frame((page.left, top), (page.column, height), 2, radius=0)
        draw_lines(pen, pen.root.add("P"), page.left + 9, top + 5, lines)

    return Strip(title, height, draw, space=4, keep=True)


def _medicines(setting: Setting, sheet: FailSafeSheet) -> Iterator[Strip]:
    voice = setting.voice
    if not sheet.has_plan:
        yield _sentence(setting, voice.text("failsafe.no_plan"))
    elif not sheet.medicines and not sheet.needed:
        yield _sentence(setting, voice.text("failsafe.nothing"))
    if sheet.medicines:
        yield from MedicineTable(setting, sheet).strips()
    for needed in sheet.needed:
        head = f"{needed.name} {dose_words(needed.dose.strength.amount, needed.dose.strength.unit)}"
        how = voice.text(
            "failsafe.needed.how",
            count=number(needed.dose.count),
            why=safe(needed.dose.reason),
            n=needed.dose.wait_hours,
            most=number(needed.dose.most_in_day),
        )
        dates = (("failsafe.starts", needed.start), ("failsafe.changes", needed.changes_on))
        when = (voice.text(key, d=day) for key, day in dates if day)
        yield _pair(setting, voice.text("failsafe.needed", m=safe(head)), " ".join((how, *when)))
    for other in sheet.elsewhere:
        told = safe(". ".join(part for part in (other.directions, other.prescriber) if part))
        yield _pair(setting, voice.text("failsafe.elsewhere", m=safe(other.name)), told)
    for stopped in sheet.stopped:
        why = voice.text("failsafe.stopped.why", d=stopped.on, why=safe(stopped.reason).rstrip("."))
        yield _pair(setting, voice.text("failsafe.stopped", m=safe(stopped.name)), why)
    if sheet.has_draft:
        yield _sentence(setting, voice.text("failsafe.draft"))


def _sentence(setting: Setting, text: str) -> Strip:
    lines = set_lines((Words(text, NAME, bold=True),), setting.page.column, _BLOCK)

    def draw(pen: Pen, top: float) -> None:
        draw_lines(pen, pen.root.add("P"), setting.page.left, top, lines)

    return Strip(_BLOCK, height_of(lines), draw, space=6)


def _pair(setting: Setting, head: str, told: str) -> Strip:
    """A name in bold and what there is to say of it, over a thin line."""
    page = setting.page
    left = 212.0
    name = set_lines((Words(head, DRUG, bold=True),), left - 8, _BLOCK)
    words: Sequence[Line] = set_lines((Words(told, SMALL),), page.column - left, _BLOCK) if told else ()
    height = max(height_of(name), height_of(words) + 1) + 5

    def draw(pen: Pen, top: float) -> None:
        node = pen.root.add("P")
        draw_lines(pen, node, page.left, top + 2, name)
        draw_lines(pen, node, page.left + left, top + 3, words)
        pen.line((page.left, top + height), (page.right, top + height), 0.5)

    return Strip(_BLOCK, height, draw)
