"""What changed on a day, in the language of the page; reasons stay as they were written."""

from collections.abc import Sequence

from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Words
from medmanager.documents.press.safe_words import safe
from medmanager.documents.press.typesetting import tidy
from medmanager.documents.trend.lanes import amount_words
from medmanager.documents.words.phrases import Said
from medmanager.domain.trend.trend import DoseChange, Given


def changed_title(setting: Setting, changes: Sequence[DoseChange]) -> Said:
    """The title of what changed; on a translated page it says where reasons follow that nobody translated."""
    voice = setting.voice
    said = voice.say("chart.changed")
    if not voice.bilingual or not any(_reason(setting, change) for change in changes):
        return said
    return Said(f"{said.text} {voice.text('chart.reasons')}", said.english)


def change_runs(setting: Setting, changes: Sequence[DoseChange], size: float) -> list[Words]:
    """The changes one after another, each with its reason."""
    language = "en" if setting.bilingual else ""
    runs: list[Words] = []
    for place, change in enumerate(changes):
        reason = _reason(setting, change)
        end = "" if place == len(changes) - 1 else "; "
        if not reason:
            runs.append(Words(f"{_told(setting, change)}{end}", size))
            continue
        runs.append(Words(f"{_told(setting, change)}: ", size))
        runs.append(Words(f"{reason}{end}", size, language=language))
    return runs


def _told(setting: Setting, change: DoseChange) -> str:
    voice = setting.voice
    dose = _dose(setting, change.given) if change.given else ""
    before = _dose(setting, change.before) if change.before else ""
    key = f"chart.shift.{change.shift.name.casefold()}"
    return voice.text(key, m=safe(tidy(change.medicine)), dose=dose, before=before)


def _dose(setting: Setting, given: Given) -> str:
    words = amount_words(setting, given.amount, given.unit, given.every_days)
    return f"{words} {setting.voice.text('chart.if_needed')}" if given.as_needed else words


def _reason(setting: Setting, change: DoseChange) -> str:
    """Why, unless the words of the change say so already."""
    reason = tidy(change.reason)
    return "" if reason.casefold() in _told(setting, change).casefold() else safe(reason)
