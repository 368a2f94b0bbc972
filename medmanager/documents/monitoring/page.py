"""The slip for a blood test: the day large, three steps to it, why, and a part for the lab."""

from collections.abc import Sequence

from medmanager.documents.monitoring.boxes import SlipStep, boxes_strips
from medmanager.documents.parts.sheet_parts import (
    Pages,
    body,
    bullets_strips,
    columns_strip,
    draw_pages,
    framed_strip,
    head_strip,
    paragraph_strip,
    sizes_of,
    strong,
    title_strip,
)
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.typesetting import Line, draw_lines, height_of, leading, set_lines
from medmanager.documents.words.amounts import count_words
from medmanager.documents.words.phrases import Said
from medmanager.domain.paper.monitoring import MonitoringSlip

_BIG, _BIG_LARGE = 22.0, 26.0
_MOST, _MOST_LARGE = 2, 4
_DASH = (4, 3)
_LITHIUM = "lithium"
_TOO_MUCH = (
    "throwing up many times",
    "shaking a lot, or hard to walk",
    "unsteady walking, or slurred speech",
    "very confused: call 911",
)
"""Signs of too much lithium, in the words of the phrase table (lithium US label, boxed warning and 5.1)."""


def draw_monitoring(pen: Pen, setting: Setting, sheet: MonitoringSlip) -> int:
    """Draws the slip and gives its number of pages. Raises Refused where a part does not fit."""
    most = _MOST_LARGE if setting.head.large_print else _MOST
    pages = Pages(setting.voice.text("slip.word"), most, _title(setting, sheet).text)
    return draw_pages(pen, setting, _strips(setting, sheet), pages)


def _strips(setting: Setting, sheet: MonitoringSlip) -> list[Strip]:
    voice = setting.voice
    said = _title(setting, sheet)
    phone = f". {setting.head.clinic.phone}"
    strips = [head_strip(setting, said, said.text, voice.text("slip.give"), phone), _when(setting, sheet)]
    strips.append(title_strip(setting, voice.say("slip.do"), 12))
    strips += boxes_strips(setting, _steps(setting, sheet), measure=sheet.lithium is not None)
    why, where = voice.say("slip.why"), voice.say("slip.where")
    strips.append(title_strip(setting, why))
    strips += bullets_strips(setting, why.text, _reasons(setting, sheet))
    strips.append(title_strip(setting, where))
    strips += [_write_in(setting, where.text), _bring(setting)]
    if sheet.has_lithium:
        call = voice.say("slip.call")
        told = [voice.own(sign).text for sign in _TOO_MUCH]
        strips += [title_strip(setting, call), *_signs(setting, call.text, told)]
        took = voice.text("slip.took", phone=setting.head.clinic.phone)
        strips.append(paragraph_strip(setting, call.text, [body(setting, took)]))
    strips.append(_LabPart(setting, sheet).strip)
    return strips


def _signs(setting: Setting, block: str, told: list[str]) -> list[Strip]:
    """Each sign by itself: in two columns, below one another in large print."""
    if setting.head.large_print:
        return bullets_strips(setting, block, told)
    half = len(told) // 2
    return [columns_strip(setting, block, told[:half], told[half:])]


def _title(setting: Setting, sheet: MonitoringSlip) -> Said:
    return setting.voice.say("slip.title.lithium" if sheet.has_lithium else "slip.title")


def _when(setting: Setting, sheet: MonitoringSlip) -> Strip:
    voice, timing = setting.voice, sheet.lithium
    size = _BIG_LARGE if setting.head.large_print else _BIG
    lines = [[Words(voice.day(sheet.on, "full"), size, bold=True)]]
    hour = []
    if timing is not None:
        hour.append(Words(f"{voice.text('visit.time', t=timing.test.time())}, ", size - 4, bold=True))
    if sheet.has_lithium:
        hour.append(body(setting, voice.text("slip.twelve")))
    lines += [hour] if hour else []
    if any(test.due < setting.head.made_on for test in sheet.tests):
        lines.append([body(setting, voice.text("slip.late"))])
    return framed_strip(setting, voice.text("slip.title"), lines, 2.5)


def _steps(setting: Setting, sheet: MonitoringSlip) -> list[SlipStep]:
    voice, timing = setting.voice, sheet.lithium
    names = ", ".join(sheet.levels)
    eat = voice.text("test.fast") if sheet.fasting else voice.text("test.eat")
    wait = (voice.text("test.not_yet", m=names),) if names else ()
    after: tuple[str, ...] = (voice.text("test.after", m=names),) if names else (voice.text("slip.as_usual"),)
    before = SlipStep(
        voice.text("slip.morning"), (*wait, eat, voice.text("slip.water")), "stop" if names else ""
    )
    if timing is None:
        return [before, SlipStep(voice.text("slip.after"), after, "morning")]
    night = SlipStep(
        voice.text("slip.night", d=timing.last_dose.date(), t=timing.last_dose.time()),
        (
            voice.text("slip.take", m=_LITHIUM, count=count_words(timing.last_count, timing.form, voice)),
            voice.text("slip.write"),
        ),
        "bedtime",
        write_time=True,
    )
    if timing.next_count is not None:
        count = count_words(timing.next_count, timing.form, voice)
        after = (voice.text("slip.take", m=_LITHIUM, count=count), voice.text("slip.as_usual"))
    return [night, before, SlipStep(voice.text("slip.after"), after, "morning")]


def _reasons(setting: Setting, sheet: MonitoringSlip) -> list[str]:
    """For each medicine the tests that watch over it, in the words of the table."""
    voice, by_medicine = setting.voice, dict.fromkeys(test.medicine for test in sheet.tests)
    found = []
    for medicine in by_medicine:
        names = [voice.own(test.measure).text for test in sheet.tests if test.medicine == medicine]
        found.append(voice.text("slip.reason", test=_begun(names), m=medicine))
    return found


def _begun(names: Sequence[str]) -> str:
    """The names behind one another; the first letter is a capital unless the name is a code as eGFR."""
    first, *rest = names
    begun = first if _is_code(first) else first[:1].upper() + first[1:]
    return ", ".join((begun, *(_small(name) for name in rest)))


def _small(name: str) -> str:
    """Inside a sentence a name begins small, unless it is a code as TSH."""
    return name if _is_code(name) else name[:1].lower() + name[1:]


def _is_code(name: str) -> bool:
    """Whether its first word has capitals within, as eGFR and HbA1c."""
    return any(letter.isupper() for letter in name.split(" ")[0][1:])


def _bring(setting: Setting) -> Strip:
    voice = setting.voice
    return paragraph_strip(setting, voice.text("slip.where"), [body(setting, voice.text("slip.bring"))])


def _write_in(setting: Setting, block: str) -> Strip:
    """A line to write the lab on: the practice chooses it with the patient."""
    size = sizes_of(setting).body
    words = body(setting, setting.voice.text("slip.lab"))

    def draw(pen: Pen, top: float) -> None:
        page, y = setting.page, top + leading(size) + 4
        pen.write(pen.root.add("P"), page.left, y - 3, words)
        pen.line((page.left + words.width + 6, y), (page.right, y), 0.75)

    return Strip(block, leading(size) + 7, draw, space=2)


class _LabPart:
    """What the lab must know, in English whatever the sheet's language; two lines to write on."""

    def __init__(self, setting: Setting, sheet: MonitoringSlip) -> None:
        self._setting = setting
        self._title = setting.voice.say("slip.for_lab")
        self._size = sizes_of(setting).body
        self._lines = [line for text in _lab_texts(setting, sheet) for line in self._set(text)]
        self._rows = ("slip.lab.last", "slip.lab.drawn") if sheet.levels else ("slip.lab.drawn",)

    def _set(self, run: Words) -> tuple[Line, ...]:
        return set_lines((run,), self._setting.page.column - 20, self._title.text)

    @property
    def _row(self) -> float:
        return leading(self._size) + 12

    @property
    def _height(self) -> float:
        head = leading(sizes_of(self._setting).strong) + 4
        return head + height_of(self._lines) + len(self._rows) * self._row + 12

    @property
    def strip(self) -> Strip:
        return Strip(self._title.text, self._height, self._draw, space=10)

    def _draw(self, pen: Pen, top: float) -> None:
        setting, page = self._setting, self._setting.page
        pen.frame((page.left, top), (page.column, self._height), 1.25, dash=_DASH)
        heading = set_lines((strong(setting, self._title.text),), page.column - 20, self._title.text)
        y = draw_lines(pen, pen.root.add("H2"), page.left + 10, top + 4, heading) + 2
        y = draw_lines(pen, pen.root.add("P"), page.left + 10, y, self._lines)
        for key in self._rows:
            y += self._row
            self._draw_row(pen, _english(setting, key), y)

    def _draw_row(self, pen: Pen, text: str, y: float) -> None:
        page, language = self._setting.page, "en" if self._setting.bilingual else ""
        node, x = pen.root.add("P"), page.left + 10
        label = Words(text, self._size, bold=True, language=language)
        pen.write(node, x, y - 3, label)
        half = (page.column - 20 - label.width - 10) / 2
        x += label.width + 10
        for word in ("date", "time"):
            run = Words(word, self._size, language=language)
            end = pen.write(node, x, y - 3, run)
            pen.line((end + 4, y), (x + half - 10, y), 0.75)
            x += half


def _english(setting: Setting, key: str, **values: object) -> str:
    """The English words, which the lab reads."""
    voice = setting.voice
    return voice.english(key, **values) if setting.bilingual else voice.text(key, **values)


def _lab_texts(setting: Setting, sheet: MonitoringSlip) -> Sequence[Words]:
    language = "en" if setting.bilingual else ""
    size = sizes_of(setting).body

    names = ", ".join(f"{test.measure}{' (trough)' if test.is_level else ''}" for test in sheet.tests)
    fast = _english(setting, "slip.lab.fasting" if sheet.fasting else "slip.lab.no_fasting")
    found = [Words(f"{_english(setting, 'slip.lab.tests', names=names)} {fast}", size, language=language)]
    if sheet.has_lithium:
        found.append(Words(_english(setting, "slip.lab.tube"), size, bold=True, language=language))
        found.append(
            Words(
                _english(setting, "slip.lab.high", phone=setting.head.clinic.phone), size, language=language
            )
        )
    return found
