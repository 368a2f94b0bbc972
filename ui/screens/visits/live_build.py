"""Works out what follows each keystroke in a visit: sections done, scores, remarks before signing. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from medmanager.domain.diary.gist import diary_gist
from medmanager.domain.history import Measure
from medmanager.domain.knowledge.visit_scales import FormScale
from medmanager.domain.plan.plan import Plan
from medmanager.domain.visit import Response, Visit
from medmanager.domain.visit_book import RemarkKind, VisitBook, before_signing, more_missed
from ui.kit import words
from ui.kit.tallman import tall_man
from ui.screens.visits.visit_fields import VisitFields, line_of
from ui.screens.visits.visit_page import LivePage, RemarkRow, ScoreLine, SectionRow, VisitPage
from ui.screens.visits.visit_reading import VisitReading

SECTIONS = (
    ("since", "Since last visit"),
    ("vitals", "Vital signs"),
    ("effects", "Side effects"),
    (Measure.PHQ9.value, Measure.PHQ9.value),
    (Measure.GAD7.value, Measure.GAD7.value),
    ("medicines", "Medicines"),
    ("questions", "Questions and cost"),
    ("risk", "Risk"),
    ("assessment", "Assessment"),
)
HARM = "Thoughts of self-harm were named. Ask about it now, and write under Risk what was said and decided."
REMARK_LOOKS = {RemarkKind.LOOK: ("diamond-alert", "moderate"), RemarkKind.KNOW: ("info", "info")}


def build_live(page: VisitPage, typed: VisitFields, reading: VisitReading, book: VisitBook) -> LivePage:
    """Everything that changes while one writes."""
    visit, scales = reading.visit, book.scales
    answered = ((scales.phq9, typed.phq9), (scales.gad7, typed.gad7))
    return LivePage(
        sections=tuple(_section(key, name, visit, reading.problems) for key, name in SECTIONS),
        scores=tuple(_score(scale, answers) for scale, answers in answered),
        effect_words={box.code: _effect(box.before, visit.severity(box.code)) for box in page.effects},
        remarks=(
            *_unreadable(page, typed, reading.problems),
            *remarks_of(visit, book.plan_draft, book),
            *_diary(page, book),
        ),
        problems=reading.problems,
        harm=HARM if any(scale.harm_named(answers) for scale, answers in answered) else "",
    )


def _unreadable(page: VisitPage, typed: VisitFields, problems: dict[str, str]) -> tuple[RemarkRow, ...]:
    """What cannot be read, each row by its own name and once."""
    named = {(section_of(name), _named(name, page, typed)): None for name in problems}
    return tuple(RemarkRow(key, "circle-alert", "contra", f"{name} cannot be read") for key, name in named)


def remarks_of(visit: Visit, plan_draft: Plan | None, book: VisitBook) -> tuple[RemarkRow, ...]:
    """What to look at before signing."""
    rows = []
    missed = more_missed(visit, book.in_force, book.today)
    for remark in (*missed, *before_signing(visit, plan_draft, book.scales)):
        icon, tone = REMARK_LOOKS[remark.kind]
        rows.append(RemarkRow(remark.section, icon, tone, tall_man(remark.sentence)))
    return tuple(rows)


def _diary(page: VisitPage, book: VisitBook) -> tuple[RemarkRow, ...]:
    """What the patient wrote at home, to be asked about; it fills no field of the visit."""
    gist = diary_gist(book.diaries, {box.code: box.name for box in page.effects}, book.today)
    icon, tone = REMARK_LOOKS[RemarkKind.KNOW]
    return (RemarkRow("effects", icon, tone, gist),) if gist else ()


def section_of(field: str) -> str:
    """The section in which a field of the form stands."""
    kind = field.split(".")[0]
    places = {"line": "medicines", "question": "questions", "cost": "questions", "since_last": "since"}
    return places.get(kind, kind if kind in {"risk", "assessment"} else "vitals")


def _named(field: str, page: VisitPage, typed: VisitFields) -> str:
    kind, number, part = (*field.split("."), "", "")[:3]
    if kind == "line":
        line_id = line_of(typed.lines[int(number)])
        medicine = next((box.name for box in page.medicines if box.line_id == line_id), "a medicine")
        return f"Missed doses of {medicine}" if part == "missed" else f"Why {medicine} was missed"
    if kind in {"question", "cost"}:
        rows = typed.questions if kind == "question" else typed.costs
        return f"{kind.capitalize()} {int(number) + 1}" if len(rows) > 1 else kind.capitalize()
    plain = kind.replace("_", " ").capitalize()
    return {"pressure": "Blood pressure", "qtc": "QTc"}.get(kind, plain)


def _section(key: str, name: str, visit: Visit, problems: dict[str, str]) -> SectionRow:
    if any(section_of(field) == key for field in problems):
        return SectionRow(key, name, "warning", "look")
    if key in {Measure.PHQ9.value, Measure.GAD7.value}:
        return _scale_section(key, visit)
    done = {
        "since": bool(visit.since_last) or visit.response is not Response.NOT_ASKED,
        "vitals": bool(visit.vitals),
        "effects": any(one.severity is not None for one in visit.effects),
        "medicines": bool(visit.lines),
        "questions": bool(visit.questions or visit.costs) and not visit.open_questions,
        "risk": bool(visit.risk),
        "assessment": bool(visit.assessment),
    }[key]
    open_ = len(visit.open_questions) if key == "questions" else 0
    if open_:
        return SectionRow(key, name, "open", f"{open_} open")
    return SectionRow(key, name, "done" if done else "open", "done" if done else "")


def _scale_section(key: str, visit: Visit) -> SectionRow:
    result = next((one for one in visit.scales if one.scale == key), None)
    if result is None:
        return SectionRow(key, key, "open")
    missing = sum(answer is None for answer in result.items)
    return (
        SectionRow(key, key, "draft", f"{missing} left") if missing else SectionRow(key, key, "done", "done")
    )


def _score(scale: FormScale, answers: Sequence[int | None]) -> ScoreLine:
    given = [answer for answer in answers if answer is not None]
    if not given:
        return ScoreLine(scale.name, None, None, "not answered", "")
    so_far, missing = scale.so_far(answers), len(answers) - len(given)
    band = scale.band(so_far)
    if missing:
        left = f"{words.counted(missing, 'answer')} missing"
        return ScoreLine(scale.name, so_far, None, f"of {scale.highest}, {band} so far", left)
    return ScoreLine(scale.name, so_far, so_far, f"of {scale.highest}, {band}", "")


def _effect(before: str, now: int | None) -> tuple[str, str]:
    """The words behind the keys: the rating, and whether it is better than the last time."""
    if now is None:
        return "not asked", "muted"
    if not before:
        return str(now), "text"
    step = Decimal(now) - Decimal(before)
    tone = "muted" if not step else "moderate" if step > 0 else "ok"
    return f"{now}, {words.better_or_worse(Decimal(now), Decimal(before))}", tone
