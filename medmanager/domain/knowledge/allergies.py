"""Allergies against the list: the substance itself, its relatives, and substances that nobody here knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from medmanager.domain.knowledge.alerts import Alert, AlertKind, NotChecked, honest
from medmanager.domain.knowledge.circumstances import Setting
from medmanager.domain.knowledge.names import Names, written
from medmanager.domain.knowledge.patient_facts import Intake
from medmanager.domain.knowledge.rules import RuleReader, Wording
from medmanager.domain.knowledge.selecting import Selection
from medmanager.domain.knowledge.severity import Severity, milder
from medmanager.domain.knowledge.sheet import Sheet


@dataclass(frozen=True, slots=True, repr=False)
class Allergy:
    """What the patient reacted to, and how, in the words of the chart."""

    substance: str
    reaction: str = ""


NOT_RECORDED: Final = "another reaction, not recorded"
"""Beside a reaction that is: two records of one allergy, one of which does not say what happened."""


def together(allergies: Iterable[Allergy]) -> tuple[Allergy, ...]:
    """One for each substance with every reaction that is recorded: a milder record hides no graver one."""
    found: dict[str, list[Allergy]] = {}
    for one in allergies:
        found.setdefault(written(one.substance) or one.substance, []).append(one)
    return tuple(Allergy(same[0].substance, _reactions(same)) for same in found.values())


def _reactions(same: list[Allergy]) -> str:
    said = dict.fromkeys(one.reaction for one in same)
    if len(said) == 1:
        return same[0].reaction
    return "; ".join(reaction or NOT_RECORDED for reaction in sorted(said, key=lambda one: not one))


@dataclass(frozen=True, slots=True)
class CrossReaction:
    """`allergens` are substances (drugs or named classes); `drugs` those that may do the same."""

    allergens: frozenset[str]
    drugs: Selection
    wording: Wording


@dataclass(frozen=True, slots=True)
class AllergyRules:
    """`classes` are written name → key of a class of substances; `harmless` names need no check (peanut,
    latex). `mild_words` are reactions that are side effects rather than allergies.
    """

    direct: Wording
    cross: tuple[CrossReaction, ...]
    classes: Mapping[str, str]
    harmless: frozenset[str]
    mild_words: frozenset[str]

    def alerts(
        self, allergy: Allergy, intake: Intake, relatives: frozenset[str], setting: Setting
    ) -> Iterator[Alert]:
        """`relatives` are the drugs that are, or hold, the substance itself."""
        if intake.drug in relatives:
            yield self._alert(self.direct, allergy, intake, setting)
            return
        names = relatives | {self.classes.get(written(allergy.substance), "")}
        for rule in self.cross:
            if names & rule.allergens and intake.drug in rule.drugs:
                yield self._alert(rule.wording, allergy, intake, setting)

    def knows(self, allergy: Allergy) -> bool:
        """Whether the substance is one of the named classes, or one that no medicine holds."""
        plain = written(allergy.substance)
        return plain in self.classes or plain in self.harmless

    def _alert(self, wording: Wording, allergy: Allergy, intake: Intake, setting: Setting) -> Alert:
        severity, because = wording.graded(setting)
        if self.is_mild(allergy.reaction):
            severity = milder(severity, Severity.MODERATE)
            because = "The recorded reaction is a side effect rather than an allergy."
        names = {"drug": intake.name, "condition": allergy.substance}
        told = f" Recorded reaction: {allergy.reaction}." if allergy.reaction else " No reaction is recorded."
        return honest(
            Alert(
                AlertKind.DRUG_ALLERGY,
                severity,
                tuple(sorted((intake.name, allergy.substance))),
                wording.title.format(**names),
                wording.mechanism.format(**names) + told,
                wording.advice.format(**names),
                wording.evidence,
                wording.rule,
                wording.topic,
                because,
            )
        )

    def is_mild(self, reaction: str) -> bool:
        """Whether every word that tells of the reaction is a plain side effect."""
        parts = [part.strip() for part in re.split(r"[,;/]|\band\b", reaction.casefold()) if part.strip()]
        return bool(parts) and all(part in self.mild_words for part in parts)


def unknown_substances(
    allergies: Iterable[Allergy], rules: AllergyRules, names: Names
) -> tuple[NotChecked, ...]:
    """Allergies that no rule could be asked about."""
    return tuple(
        NotChecked(allergy.substance, "This substance is not in the base; its relatives were not looked for.")
        for allergy in allergies
        if names.find(allergy.substance).drug is None and not rules.knows(allergy)
    )


def read_allergy_rules(sheet: Sheet, reader: RuleReader) -> AllergyRules:
    """From the file of allergies."""
    cross = []
    for one in sheet.sheets("cross"):
        rule = CrossReaction(
            frozenset(one.texts("allergens")), reader.selection(one, "drugs"), reader.wording(one)
        )
        one.done()
        cross.append(rule)
    classes = sheet.sheet("classes")
    named = {written(name): key for key, _ in list(classes.items()) for name in (key, *classes.texts(key))}
    direct = sheet.sheet("direct")
    wording = reader.wording(direct)
    direct.done()
    return AllergyRules(
        direct=wording,
        cross=tuple(cross),
        classes=named,
        harmless=frozenset(written(name) for name in sheet.texts("harmless")),
        mild_words=frozenset(sheet.texts("mild_reactions")),
    )
