"""Words of the diary that both sizes of print share: column heads, scales, and how to get help."""

from collections.abc import Iterable

from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Words
from medmanager.domain.paper.diary import DiaryColumn, DiaryPage

BLOCK = "Your 14-day diary"


def effect_head(setting: Setting, column: DiaryColumn) -> str:
    """The short head of a side effect; a code without one is called by its name in the checklist."""
    key = f"diary.effect.{column.effect.replace('-', '_')}"
    if setting.voice.knows(key):
        return setting.voice.text(key)
    return setting.voice.own(column.name).text


def scales(setting: Setting, sheet: DiaryPage, size: float) -> list[Words]:
    """What the numbers mean, and whom to call, as runs of one paragraph."""
    voice = setting.voice
    runs = [
        Words(f"{voice.text('diary.mood')}: ", size, bold=True),
        Words(f"{voice.text('diary.scale.mood')} ", size),
    ]
    if sheet.columns:
        names = ", ".join(effect_head(setting, column) for column in sheet.columns)
        runs += [
            Words(f"{names}: ", size, bold=True),
            Words(f"{voice.text('diary.scale.effect')} ", size),
        ]
    return [*runs, *_help(setting, size)]


def _help(setting: Setting, size: float) -> Iterable[Words]:
    voice, clinic = setting.voice, setting.head.clinic
    key = "diary.help.always" if clinic.day_and_night else "diary.help.numbers"
    yield Words(f"{voice.text('diary.help')}: ", size, bold=True)
    yield Words(voice.text(key, phone=clinic.phone), size)


def bring(setting: Setting, sheet: DiaryPage) -> str:
    """When to bring the sheet back."""
    if sheet.next_visit is None:
        return setting.voice.text("diary.bring.next")
    return setting.voice.text("diary.bring", d=sheet.next_visit.on)


def how(sheet: DiaryPage) -> str:
    """The key of the sentence that says how to fill it in."""
    return "diary.how" if sheet.slots else "diary.how.no_ticks"
