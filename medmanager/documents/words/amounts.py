"""Strengths, forms and counts as a patient reads them: numerals first, halves in words."""

from dataclasses import dataclass
from decimal import Decimal

from medmanager.documents.words.calendar_words import NO_BREAK, number
from medmanager.documents.words.phrases import Said, Voice
from medmanager.domain.errors import Refused
from medmanager.domain.plan.dose import Form, Strength

_KEYS = {
    Form.TABLET: "tablet",
    Form.ER_TABLET: "tablet",
    Form.ODT: "dissolving",
    Form.CAPSULE: "capsule",
    Form.ER_CAPSULE: "capsule",
    Form.LIQUID: "ml",
    Form.PATCH: "patch",
    Form.INJECTION: "injection",
    Form.SPRAY: "spray",
    Form.FILM: "film",
}
_RELEASE = frozenset({"ER", "XR", "XL", "SR", "CR", "DR", "LA", "CD"})
_EXTENDED = frozenset({Form.ER_TABLET, Form.ER_CAPSULE})
_UNITS = {"ug": "mcg", "µg": "mcg", "μg": "mcg", "ml": "mL", "cc": "mL", "iu": "units", "u": "units"}
_FRACTIONS = {Decimal("0.25"): "quarter", Decimal("0.5"): "half", Decimal("0.75"): "three_quarters"}
_HALF = Decimal("0.5")


def display_name(name: str, form: Form) -> str:
    """The generic name; extended-release forms carry ER unless the name already says how it is released."""
    if form in _EXTENDED and not _RELEASE & set(name.split()):
        return f"{name} ER"
    return name


def dose_words(amount: Decimal, unit: str) -> str:
    """ "900 mg", "0.5 mg", "1,000 mcg": one space that does not break, no sign of the ISMP list."""
    plain = _UNITS.get(unit.casefold(), unit).replace("/", " per ")
    return f"{number(amount)}{NO_BREAK}{plain.replace(' ', NO_BREAK)}"


def strength_words(strength: Strength, form: Form, voice: Voice) -> Said:
    """What one tablet holds; for a liquid what one mL holds."""
    words = dose_words(strength.amount, strength.unit)
    return voice.say("strength.ml", strength=words) if form is Form.LIQUID else Said(words, words)


def form_words(form: Form, voice: Voice) -> Said:
    """The form as it stands after the strength: "tablet", "dissolving tablet", "liquid"."""
    return voice.say(f"name.{_KEYS[form]}")


def strength_and_form(strength: Strength, form: Form, voice: Voice) -> Said:
    """ "25 mg tablet", in Spanish "tableta de 25 mg"."""
    return voice.say(
        "strength.form", strength=strength_words(strength, form, voice), form=form_words(form, voice)
    )


def forms_words(form: Form, count: Decimal, voice: Voice) -> Said:
    """The counted form alone: "tablet" for 1, "tablets" for 2."""
    return voice.say(f"form.{_KEYS[form]}.{_plural(count)}")


def count_words(count: Decimal, form: Form, voice: Voice) -> Said:
    """A count as a phrase: "2 tablets", "half a tablet", "1 whole tablet and half a tablet"."""
    whole, kind = _kind(count, form)
    return voice.say(f"count.{_KEYS[form]}.{kind}", n=whole)


@dataclass(frozen=True, slots=True)
class BigCount:
    """A count for the grid: what is set large, and the word at it. `spelled`: the large part is a word.

    `half` is the word for the half that a mixed count has beside its numeral, "" in all others.
    """

    big: str
    rest: str
    spelled: bool
    half: str = ""


def big_count(count: Decimal, form: Form, voice: Voice) -> BigCount:
    """The count split for the grid; Refused for a count nobody can take."""
    whole, kind = _kind(count, form)
    if kind in ("one", "many"):
        return BigCount(whole, forms_words(form, count, voice).text, spelled=False)
    stem = f"big.{_KEYS[form]}.{kind}"
    if kind in ("one_half", "many_half"):
        half = voice.text(f"big.{_KEYS[form]}.half")
        return BigCount(whole, voice.text(f"{stem}.rest"), spelled=False, half=half)
    big = voice.text(stem)
    return BigCount(big, voice.text(f"{stem}.rest"), spelled=not big.isdigit())


def _kind(count: Decimal, form: Form) -> tuple[str, str]:
    """The numeral and which row of the table says it; Refused for a count nobody can take."""
    if form is Form.LIQUID or count == count.to_integral_value():
        return number(count), _plural(count)
    if count in _FRACTIONS:
        return "", _FRACTIONS[count]
    if count % 1 == _HALF:
        return number(count - _HALF), "one_half" if count < 2 else "many_half"
    raise Refused(
        "The plan page can say whole and half tablets, a quarter and three quarters. "
        "Change that count, or use another strength.",
        "count",
    )


def _plural(count: Decimal) -> str:
    return "one" if count == 1 else "many"
