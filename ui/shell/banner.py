"""The patient banner: the same facts in the same order in every window of a patient."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSpacerItem, QVBoxLayout, QWidget

from medmanager.domain.chart import AllergyKnowledge, Banner
from ui.kit import words
from ui.kit.chip import DemoChip
from ui.kit.labels import Icon, Label, rule, stile
from ui.kit.tallman import tall_man
from ui.kit.theme import MEDIUM, SEMIBOLD, Theme, Type
from ui.kit.tile import PersonTile
from ui.shell.person_block import PersonBlock

HEIGHT, NARROW = 64, 1400
SIDE, GAP, ALLERGIES = 16, 16, 170
"""The least width for the allergies."""
SHARE = 0.45
"""The person's part of what she shares with her allergies."""
DEMO, SHORT_DEMO = "DEMO · not a real patient", "DEMO"
NOT_LISTED = {
    AllergyKnowledge.NONE_KNOWN: ("none known", "text"),
    AllergyKnowledge.UNKNOWN: ("unknown", "major"),
    AllergyKnowledge.DECLINED: ("declined to say", "major"),
    AllergyKnowledge.NOT_ASKED: ("not asked yet", "major"),
}
ALLERGY_ICONS = {"contra": "circle-minus", "major": "triangle-alert"}
UNREAD = "This patient could not be read"


class PatientBanner(QWidget):
    """Name, birth date and allergies are always whole: they wrap, and the banner grows. The kidneys go first
    when the window is narrow, then the longer words of the demo.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("patientBanner")
        self._theme = theme
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tile = PersonTile(theme)
        self._person = PersonBlock(theme)
        self._allergies = Label(weight=SEMIBOLD)
        self._allergy_head = Label("Allergies", Type.SMALL)
        self._allergy_icon = Icon(theme, "circle-minus", "contra", 14)
        self._pregnancy = _Fact("Pregnancy")
        self._kidneys = _Fact("Kidneys")
        self._demo = DemoChip(theme, DEMO)
        self._allergy_block, self._stile = self._build_allergies(), stile()
        self._lay_out()
        theme.changed.connect(self._fit)
        self._fit()

    def show_banner(self, banner: Banner, today: date, demo: bool) -> None:
        """Show this patient; in a demo practice everybody is marked, whoever was imported too."""
        patient = banner.patient
        self._tile.show_person(words.initials(patient.family_name, patient.given_name))
        name = words.person(patient.family_name, patient.given_name)
        born = (words.dated(patient.birth_date), words.age(patient.birth_date, today), patient.pronouns)
        self._person.say(name, " · ".join(part for part in born if part))
        self.setAccessibleName(f"Patient {name}, born {self._person.born.text()}")
        self._person.show_similar([words.person(row.family_name, row.given_name) for row in banner.similar])
        self._show_allergies(banner)
        pregnancy = banner.pregnancy
        self._pregnancy.say(f"{pregnancy.words}, {words.short_day(pregnancy.on, today)}" if pregnancy else "")
        kidneys = banner.kidneys
        self._kidneys.say(
            f"eGFR {words.number(kidneys.egfr)}, {words.short_day(kidneys.on, today)}" if kidneys else ""
        )
        self._demo.setVisible(demo or patient.demo)
        self._fit()

    def show_unread(self) -> None:
        """Nothing could be read of this patient yet; an empty banner would say that there is no allergy."""
        self._person.say(UNREAD, "")
        self._person.show_similar([])
        self.setAccessibleName(UNREAD)
        self._demo.hide()
        self._allergy_block.show()
        self._stile.show()
        self._show_allergy_words("not read", "major")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    @Slot()
    def _fit(self) -> None:
        self.setMinimumHeight(self._theme.px(HEIGHT))
        wide = self.window().width() >= self._theme.px(NARROW)
        self._kidneys.setVisible(wide and self._kidneys.has_words)
        self.setToolTip(self._kidneys.words if not wide else "")
        self._demo.say(DEMO)
        if self._person.wanted() > self._room():
            self._demo.say(SHORT_DEMO)
        self._person.fit(self._room())

    def _room(self) -> int:
        """What the others leave to the person, who shares with the allergies when both are long."""
        px = self._theme.px
        others = [self._tile, self._pregnancy, self._kidneys, self._demo]
        shown = [one.sizeHint().width() for one in others if not one.isHidden()]
        both = self.width() - 2 * px(SIDE) - sum(shown) - px(GAP) * (len(shown) + 2) - 1
        if self._allergy_block.isHidden():
            return both
        allergies = max(self._theme.text_width(self._allergies.text(), weight=SEMIBOLD), px(ALLERGIES))
        return max(both - allergies, min(both - px(ALLERGIES), round(both * SHARE)))

    def _show_allergies(self, banner: Banner) -> None:
        known = banner.allergy_knowledge
        self._allergy_block.setVisible(known is not AllergyKnowledge.HIDDEN)
        self._stile.setVisible(known is not AllergyKnowledge.HIDDEN)
        if known is AllergyKnowledge.LISTED:
            listed = (
                f"{tall_man(one.substance)} ({one.reaction})" if one.reaction else tall_man(one.substance)
                for one in banner.allergies
            )
            self._show_allergy_words(", ".join(listed), "contra")
        else:
            self._show_allergy_words(*NOT_LISTED.get(known, ("", "text")))

    def _show_allergy_words(self, text: str, tone: str) -> None:
        icon = ALLERGY_ICONS.get(tone, "circle-check")
        self._allergies.setText(text)
        self._allergies.set_tone(tone)
        self._allergy_head.set_tone(tone if tone != "text" else "muted")
        self._allergy_icon.show_icon(icon, tone if tone != "text" else "muted")

    def _build_allergies(self) -> QWidget:
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._allergy_icon)
        head.addWidget(self._allergy_head, 1)
        self._allergies.setWordWrap(True)
        column.addStretch(1)
        column.addLayout(head)
        column.addWidget(self._allergies)
        column.addStretch(1)
        return block

    def _lay_out(self) -> None:
        theme = self._theme
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(theme.px(SIDE), theme.px(6), theme.px(SIDE), theme.px(6))
        row.setSpacing(theme.px(GAP))
        row.addWidget(self._tile, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._person)
        row.addWidget(self._stile)
        row.addWidget(self._allergy_block, 1)
        # Whoever may not see the allergies sees the person at the left all the same.
        row.addSpacerItem(QSpacerItem(0, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum))
        for fact in (self._pregnancy, self._kidneys):
            row.addWidget(fact)
        row.addWidget(self._demo, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addLayout(row, 1)
        outer.addWidget(rule())


class _Fact(QWidget):
    """A small head over its words; gone when there are none."""

    def __init__(self, head: str) -> None:
        super().__init__()
        self._words = Label(weight=MEDIUM)
        self._head = head
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(Label(head, Type.SMALL, tone="muted"))
        column.addWidget(self._words)
        column.addStretch(1)
        self.hide()

    @property
    def has_words(self) -> bool:
        return bool(self._words.text())

    @property
    def words(self) -> str:
        return f"{self._head}: {self._words.text()}" if self.has_words else ""

    def say(self, text: str) -> None:
        self._words.setText(text)
        self.setVisible(bool(text))
