"""Large print: as-needed medicines, feelings, missed doses, tests, allergies, and the code to call."""

from medmanager.documents.parts.large_setting import (
    BASE,
    MEDICINE,
    bulleted,
    heading,
    paragraph,
    ruled,
    titled,
)
from medmanager.documents.plan.back_advice import (
    allergy_words,
    runs_of_test,
    takes_daily,
    takes_regularly,
    tell_us_sentences,
)
from medmanager.documents.plan.front_needed import needed_dates
from medmanager.documents.press import qr
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.typesetting import draw_lines, height_of, tidy
from medmanager.documents.words.amounts import count_words, display_name, form_words, strength_words
from medmanager.domain.paper.sheets import PlanSheet

_QR = 98.0
_QUIET = 12.0
"""White around the code, within its size."""
_GAP = 14.0


def needed_strips(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    """Each as-needed medicine with its three facts in sentences."""
    voice = setting.voice
    title = voice.text("needed.title")
    strips = []
    for item in sheet.as_needed:
        strength = strength_words(item.dose.strength, item.form, voice)
        name = voice.text(
            "needed.name",
            m=display_name(tidy(item.name), item.form),
            strength=strength,
            form=form_words(item.form, voice),
        )
        reason = voice.own(item.dose.reason).text
        when = needed_dates(item, setting).text
        facts = (
            *((f"{when}.",) if when else ()),
            f"{reason}. {voice.text(f'tag.{item.tag}')}." if item.tag else reason,
            f"{voice.text('needed.how_much')}: {count_words(item.dose.count, item.form, voice).text}.",
            voice.text(
                "large.wait.one" if item.dose.wait_hours == 1 else "large.wait.many", n=item.dose.wait_hours
            ),
            f"{voice.text('needed.most')}: {count_words(item.dose.most_in_day, item.form, voice).text}.",
        )
        lines = paragraph(setting, title, (Words(name, MEDICINE, bold=True),))
        lines += [line for fact in facts for line in paragraph(setting, title, (Words(fact, BASE),))]
        strips.append(ruled(setting, title, lines))
    return titled(setting, title, strips)


def advice_blocks(setting: Setting, sheet: PlanSheet, *, tell_us: bool) -> list[list[Strip]]:
    """Everything that page 2 of the plan tells in small columns, here one after the other; at last the code
    that dials the clinic, where it does not stand beside the signs to call for.
    """
    voice, advice = setting.voice, sheet.advice
    missed = [voice.text(f"missed.{n}") for n in (1, 2, 3)] + [voice.own(s).text for s in advice.missed_dose]
    stopping = [
        voice.text("stopping.1"),
        voice.text("stopping.2"),
        *(voice.own(s).text for s in advice.stopping),
    ]
    return [
        _sentences(setting, "message.title", [voice.own(sentence).text for sentence in advice.message]),
        _sentences(setting, "ask.title", [voice.own(words).text for words in advice.ask_us]),
        _signs(setting, sheet) if sheet.warning_signs else [],
        _feelings(setting, sheet),
        _sentences(setting, "missed.title", [" ".join(missed)] if takes_daily(sheet) else []),
        _sentences(setting, "stopping.title", [" ".join(stopping)] if takes_regularly(sheet) else []),
        _tests(setting, sheet),
        _allergies(setting, sheet),
        _sentences(setting, "tell.title", [" ".join(tell_us_sentences(setting, sheet))] if tell_us else []),
        [] if sheet.warning_signs else [_code_strip(setting)],
    ]


def _signs(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    """Warning signs as one list with the code that dials the clinic at its right; the number for poison."""
    voice, title, page = setting.voice, setting.voice.text("help.call"), setting.page
    phone = setting.head.clinic.phone
    beside = _QR + _GAP
    items = [
        paragraph(setting, title, (Words(voice.own(sign).text, BASE),), indent=20 + beside)
        for sign in sheet.warning_signs
    ]
    scan = (Words(f"{voice.text('head.scan')}: ", BASE), Words(phone, BASE, bold=True))
    call = paragraph(setting, title, scan, indent=beside)
    listed = bulleted(setting, title, items)

    def draw(pen: Pen, top: float) -> None:
        listed.draw(pen, top)
        draw_lines(pen, pen.root.add("P"), page.left, top + listed.height, call)
        _draw_code(pen, setting, (page.right - _QR, top - _QUIET / 2))

    height = max(listed.height + height_of(call), _QR - _QUIET)
    poison = paragraph(setting, title, (Words(voice.text("large.poison"), BASE, bold=True),))
    return [
        heading(setting, title),
        Strip(title, height, draw, keep=True),
        ruled(setting, title, poison),
    ]


def _sentences(setting: Setting, key: str, texts: list[str]) -> list[Strip]:
    title = setting.voice.text(key)
    rows = [ruled(setting, title, paragraph(setting, title, (Words(text, BASE),))) for text in texts]
    return titled(setting, title, rows)


def _feelings(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    voice, title = setting.voice, setting.voice.text("feel.title")
    strips = []
    for feeling in sheet.advice.feelings:
        lines = paragraph(setting, title, (Words(voice.own(feeling.what).text, BASE, bold=True),))
        lines += paragraph(setting, title, (Words(voice.own(feeling.action).text, BASE),))
        strips.append(ruled(setting, title, lines))
    return titled(setting, title, strips)


def _tests(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    title = setting.voice.text("tests.title")
    strips = []
    for test in sheet.advice.tests:
        runs = [Words(run.text, BASE, bold=run.bold) for run in runs_of_test(setting, test)]
        strips.append(ruled(setting, title, paragraph(setting, title, runs)))
    return titled(setting, title, strips)


def _allergies(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    title = setting.voice.text("allergies.title")
    strips = [
        ruled(setting, title, paragraph(setting, title, (Words(runs[0].text, MEDICINE, bold=True),)))
        for runs in allergy_words(setting, sheet)
    ]
    return titled(setting, title, strips)


def _code_strip(setting: Setting) -> Strip:
    """The code that dials the clinic, its number in words beside it."""
    voice, phone = setting.voice, setting.head.clinic.phone
    said = voice.text("head.scan")

    def draw(pen: Pen, top: float) -> None:
        left = setting.page.left
        _draw_code(pen, setting, (left, top))
        node = pen.root.add("P")
        pen.write(node, left + _QR + _GAP, top + _QR / 2 - 6, Words(said, BASE))
        pen.write(node, left + _QR + _GAP, top + _QR / 2 + 18, Words(phone, MEDICINE, bold=True))

    return Strip(said, _QR, draw, space=4)


def _draw_code(pen: Pen, setting: Setting, corner: tuple[float, float]) -> None:
    phone = setting.head.clinic.phone
    figure = pen.root.add("Figure", alt=setting.voice.text("head.scan.alt", phone=phone))
    qr.draw_qr(pen, figure, qr.tel(phone), corner, _QR)
