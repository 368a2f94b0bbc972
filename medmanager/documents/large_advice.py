"""Large print: as-needed medicines, feelings, missed doses, tests, allergies, and the code to call."""

from medmanager.documents import qr
from medmanager.documents.amounts import count_words, display_name, form_words, strength_words
from medmanager.documents.back_advice import allergy_words, runs_of_test, tell_us_sentences
from medmanager.documents.flow import Strip
from medmanager.documents.large_setting import BASE, MEDICINE, bulleted, heading, paragraph, ruled
from medmanager.documents.page import Setting
from medmanager.documents.pen import Pen, Words
from medmanager.documents.typesetting import tidy
from medmanager.domain.sheets import PlanSheet

_QR = 98.0


def needed_strips(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    """Each as-needed medicine with its three facts in sentences."""
    voice = setting.voice
    title = voice.text("needed.title")
    strips = [heading(setting, title)] if sheet.as_needed else []
    for item in sheet.as_needed:
        strength = strength_words(item.dose.strength, item.form, voice)
        name = voice.text(
            "needed.name",
            m=display_name(tidy(item.name), item.form),
            strength=strength,
            form=form_words(item.form, voice),
        )
        facts = (
            voice.own(item.dose.reason).text,
            f"{voice.text('needed.how_much')}: {count_words(item.dose.count, item.form, voice).text}.",
            voice.text(
                "large.wait.one" if item.dose.wait_hours == 1 else "large.wait.many", n=item.dose.wait_hours
            ),
            f"{voice.text('needed.most')}: {count_words(item.dose.most_in_day, item.form, voice).text}.",
        )
        lines = paragraph(setting, title, (Words(name, MEDICINE, bold=True),))
        lines += [line for fact in facts for line in paragraph(setting, title, (Words(fact, BASE),))]
        strips.append(ruled(setting, title, lines))
    return strips


def advice_strips(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    """Everything that page 2 of the plan tells in small columns, here one after the other."""
    voice, advice = setting.voice, sheet.advice
    strips: list[Strip] = []
    if advice.message:
        strips += _sentences(
            setting, "message.title", [voice.own(sentence).text for sentence in advice.message]
        )
    if advice.ask_us:
        strips += _sentences(setting, "ask.title", [voice.own(words).text for words in advice.ask_us])
    if sheet.warning_signs:
        strips += _signs(setting, sheet)
    strips += _feelings(setting, sheet)
    missed = [voice.text(f"missed.{n}") for n in (1, 2, 3)] + [voice.own(s).text for s in advice.missed_dose]
    strips += _sentences(setting, "missed.title", [" ".join(missed)])
    stopping = [
        voice.text("stopping.1"),
        voice.text("stopping.2"),
        *(voice.own(s).text for s in advice.stopping),
    ]
    strips += _sentences(setting, "stopping.title", [" ".join(stopping)])
    strips += _tests(setting, sheet)
    strips += _allergies(setting, sheet)
    return [*strips, *_sentences(setting, "tell.title", [" ".join(tell_us_sentences(setting, sheet))])]


def _signs(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    """Warning signs as one list, and the number for poison."""
    voice, title = setting.voice, setting.voice.text("help.call")
    items = [
        paragraph(setting, title, (Words(voice.own(sign).text, BASE),), indent=20)
        for sign in sheet.warning_signs
    ]
    poison = paragraph(setting, title, (Words(voice.text("large.poison"), BASE, bold=True),))
    return [heading(setting, title), bulleted(setting, title, items), ruled(setting, title, poison)]


def _sentences(setting: Setting, key: str, texts: list[str]) -> list[Strip]:
    title = setting.voice.text(key)
    return [
        heading(setting, title),
        *(ruled(setting, title, paragraph(setting, title, (Words(text, BASE),))) for text in texts),
    ]


def _feelings(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    voice, title = setting.voice, setting.voice.text("feel.title")
    strips = [heading(setting, title)] if sheet.advice.feelings else []
    for feeling in sheet.advice.feelings:
        lines = paragraph(setting, title, (Words(voice.own(feeling.what).text, BASE, bold=True),))
        lines += paragraph(setting, title, (Words(voice.own(feeling.action).text, BASE),))
        strips.append(ruled(setting, title, lines))
    return strips


def _tests(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    title = setting.voice.text("tests.title")
    strips = [heading(setting, title)] if sheet.advice.tests else []
    for test in sheet.advice.tests:
        runs = [Words(run.text, BASE, bold=run.bold) for run in runs_of_test(setting, test)]
        strips.append(ruled(setting, title, paragraph(setting, title, runs)))
    return strips


def _allergies(setting: Setting, sheet: PlanSheet) -> list[Strip]:
    title = setting.voice.text("allergies.title")
    strips = [heading(setting, title)]
    for runs in allergy_words(setting, sheet):
        strips.append(
            ruled(setting, title, paragraph(setting, title, (Words(runs[0].text, MEDICINE, bold=True),)))
        )
    return strips


def code_strip(setting: Setting) -> Strip:
    """The code that dials the clinic, its number in words beside it."""
    voice, phone = setting.voice, setting.head.clinic.phone
    said = voice.text("head.scan")

    def draw(pen: Pen, top: float) -> None:
        left = setting.page.left
        figure = pen.root.add("Figure", alt=voice.text("head.scan.alt", phone=phone))
        qr.draw_qr(pen, figure, qr.tel(phone), (left, top), _QR)
        node = pen.root.add("P")
        pen.write(node, left + _QR + 14, top + _QR / 2 - 6, Words(said, BASE))
        pen.write(node, left + _QR + 14, top + _QR / 2 + 18, Words(phone, MEDICINE, bold=True))

    return Strip(said, _QR, draw, space=4)
