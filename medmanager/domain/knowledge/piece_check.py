"""Each tablet and capsule of the plan against those that a pharmacy has: strength, and whether it halves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from medmanager.domain.knowledge.alerts import Alert, AlertKind, honest
from medmanager.domain.knowledge.drug import Drug, Product
from medmanager.domain.knowledge.evidence import Evidence
from medmanager.domain.knowledge.patient_facts import Intake, Piece
from medmanager.domain.knowledge.severity import Severity

SAME_FORM = {
    "tablet": ("tablet", "chewable tablet", "sublingual tablet", "delayed-release tablet"),
    "capsule": ("capsule", "delayed-release capsule"),
    "extended-release tablet": ("extended-release tablet",),
    "extended-release capsule": ("extended-release capsule",),
    "dissolving tablet": ("dissolving tablet",),
}
"""The forms of a plan that are counted in whole pieces, and the forms of products that they stand for."""

SLOW = ("extended", "delayed")
ASK = "Look at the label or ask the pharmacy. If it is on the market, have it added to the knowledge base."


WHOLE = "Choose a strength that is taken whole."
PERHAPS_WHOLE = "Choose a strength that is taken whole, or ask the pharmacy whether it may be cut."


@dataclass(frozen=True, slots=True)
class _Finding:
    """What is wrong with a piece, and the products that show it."""

    severity: Severity
    what: str
    why: str
    advice: str
    products: tuple[Product, ...]


def piece_alerts(drug: Drug, intake: Intake) -> Iterator[Alert]:
    """What cannot be had, and what should not be cut. A drug without counted products is not judged."""
    products = tuple(one for one in drug.products if one.unit == "mg")
    counted = {form for forms in SAME_FORM.values() for form in forms}
    if any(one.form in counted for one in products):
        for piece in intake.pieces:
            finding = _judged(products, piece) if piece.form in SAME_FORM and piece.unit == "mg" else None
            if finding is not None:
                yield _alert(intake.name, finding)


def _judged(products: tuple[Product, ...], piece: Piece) -> _Finding | None:
    same = tuple(one for one in products if one.form in SAME_FORM[piece.form])
    if not same:
        what = f"no {piece.form} is listed"
        return _Finding(Severity.MODERATE, what, f"Listed are: {_listed(products)}.", ASK, products)
    fitting = tuple(one for one in same if piece.strength in one.strengths)
    if not fitting:
        what = f"no {piece.form} of {_mg(piece)} is listed"
        return _Finding(Severity.MODERATE, what, f"Listed are: {_listed(same)}.", ASK, same)
    if piece.count == piece.count.to_integral_value() or any(one.scored for one in fitting):
        return None
    what = f"part of a {piece.form} of {_mg(piece)}"
    if any(one.release in SLOW for one in fitting):
        return _Finding(Severity.MAJOR, what, "Cut, it may give its whole dose at once.", WHOLE, fitting)
    looked = all(one.scored is False for one in fitting)
    why = "It is not scored" if looked else "Nobody looked up whether it is scored"
    return _Finding(Severity.MINOR, what, f"{why}: its halves may differ.", PERHAPS_WHOLE, fitting)


def _alert(name: str, finding: _Finding) -> Alert:
    sources = {source.key: source for one in finding.products for source in one.evidence.sources}
    alert = Alert(
        AlertKind.DOSE,
        finding.severity,
        (name,),
        f"{name}: {finding.what}",
        finding.why,
        finding.advice,
        Evidence(tuple(sources[key] for key in sorted(sources))),
        "piece",
        f"piece: {finding.what}",
    )
    return honest(alert)


def _listed(products: Iterable[Product]) -> str:
    return "; ".join(f"{one.form} {', '.join(f'{each:f}' for each in one.strengths)} mg" for one in products)


def _mg(piece: Piece) -> str:
    return f"{piece.strength.normalize():f} mg"
