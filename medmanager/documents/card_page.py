"""The appointment card: date and time large, where, with whom, what to bring, how to reach us."""

from medmanager.documents.parts.sheet_parts import (
    Pages,
    body,
    bullets_strips,
    draw_pages,
    framed_strip,
    head_strip,
    paragraph_strip,
    strong,
    title_strip,
)
from medmanager.documents.press import qr
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.typesetting import tidy
from medmanager.domain.calendar.appointment import AppointmentMode
from medmanager.domain.paper.visit import AppointmentCard

_BIG, _BIG_LARGE = 22.0, 28.0
_QR = 98.0
_MOST = 2


def draw_card(pen: Pen, setting: Setting, sheet: AppointmentCard) -> int:
    """Draws the card and gives its number of pages."""
    voice = setting.voice
    pages = Pages(voice.text("card.word"), _MOST, voice.text("card.title"))
    return draw_pages(pen, setting, _strips(setting, sheet), pages)


def _strips(setting: Setting, sheet: AppointmentCard) -> list[Strip]:
    voice, clinic = setting.voice, setting.head.clinic
    said = voice.say("card.title")
    bring, reach = voice.say("card.bring"), voice.say("card.reach")
    key = "card.call.always" if clinic.day_and_night else "card.call"
    phones = [voice.text(key, phone=clinic.phone)]
    if clinic.night_phone and not clinic.day_and_night:
        phones.append(voice.text("card.call.night", phone=clinic.night_phone))
    return [
        head_strip(setting, said, said.text),
        _when(setting, sheet),
        title_strip(setting, voice.say("card.where"), 14),
        *(paragraph_strip(setting, voice.text("card.where"), [run]) for run in _where(setting, sheet)),
        title_strip(setting, bring, 14),
        *bullets_strips(setting, bring.text, _things(setting, sheet)),
        title_strip(setting, reach, 14),
        *(paragraph_strip(setting, reach.text, [strong(setting, text)]) for text in phones),
        paragraph_strip(setting, reach.text, [body(setting, voice.text("card.cannot"))]),
        paragraph_strip(setting, reach.text, [body(setting, voice.text("card.danger"))]),
        *([] if setting.head.large_print else [_code(setting)]),
    ]


def _when(setting: Setting, sheet: AppointmentCard) -> Strip:
    voice, visit = setting.voice, sheet.visit
    size = _BIG_LARGE if setting.head.large_print else _BIG
    day = Words(voice.day(visit.on, "full"), size, bold=True)
    at = Words(voice.text("visit.time", t=visit.at), size - 4, bold=True)
    length = body(setting, voice.text("card.minutes", n=sheet.minutes))
    english = setting.companion(voice.english("visit.when", d=visit.on, t=visit.at))
    lines = [[day], [at], [length]]
    if english and not setting.head.large_print:
        lines.append(list(english))
    return framed_strip(setting, voice.text("card.title"), lines, 2.5)


def _where(setting: Setting, sheet: AppointmentCard) -> list[Words]:
    voice, visit, clinic = setting.voice, sheet.visit, setting.head.clinic
    whom = [body(setting, voice.text("card.whom", m=tidy(sheet.with_whom)))] if sheet.with_whom else []
    if visit.mode is AppointmentMode.CLINIC:
        place = tidy(visit.place) or tidy(clinic.name)
        address = [] if visit.place or not clinic.address else [body(setting, tidy(clinic.address))]
        return [strong(setting, place), *address, *whom]
    way, how = voice.text(f"card.{visit.mode}"), voice.text(f"card.{visit.mode}.how")
    return [strong(setting, way), body(setting, how), *whom]


def _things(setting: Setting, sheet: AppointmentCard) -> list[str]:
    keys = ["sheet", "bottles", "questions"]
    if sheet.visit.mode is AppointmentMode.CLINIC:
        keys.append("insurance")
    if sheet.first:
        keys.append("records")
    return [setting.voice.text(f"card.bring.{key}") for key in keys]


def _code(setting: Setting) -> Strip:
    """The code that dials the clinic; the number stands above it. In large print it would cost a page."""
    phone = setting.head.clinic.phone

    def draw(pen: Pen, top: float) -> None:
        figure = pen.root.add("Figure", alt=setting.voice.text("head.scan.alt", phone=phone))
        qr.draw_qr(pen, figure, qr.tel(phone), (setting.page.left - 12, top), _QR)
        words = body(setting, setting.voice.text("head.scan"))
        pen.write(pen.root.add("P"), setting.page.left + _QR - 6, top + _QR / 2 + 4, words)

    return Strip(setting.voice.text("head.scan"), _QR, draw, space=6)
