"""The page of safety alerts: which data speak, who answers for them, and what each role is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot

from medmanager.domain.alert_levels import HIGHEST, AlertLevels
from medmanager.domain.knowledge.severity import Severity
from medmanager.domain.override import GivenReason
from medmanager.domain.practice import MetabolicSchedule
from medmanager.domain.safety import EditionCard
from medmanager.domain.user import Act, User
from ui.kit import words
from ui.kit.buttons import Button
from ui.kit.fields.form import Field
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import IconText, Label
from ui.kit.theme import Theme, Type
from ui.screens.settings.page import SettingsPage
from ui.screens.settings.safety_reasons import ReasonReview

NOBODY = "Nobody yet"
FROM_HERE = "are shown alerts from this grade on"
ABOUT_LEVELS = (
    "Alerts that are major or contraindicated are always shown. What a role is not shown is counted under "
    "the alerts, so that a short list is never taken for a safe one. Only the safety owner may change this."
)
ABOUT_SCHEDULE = "is the schedule whose metabolic tests are proposed on plans"
ABOUT_OWNER = "The safety owner is the clinician who answers for the practice's alerts."


class EditionLines:
    """The state of the knowledge base in three lines of a form."""

    def __init__(self, theme: Theme, page: SettingsPage) -> None:
        self.base = IconText(theme, "info", "The safety data is being read.", "muted")
        self.review = IconText(theme, "diamond-alert", "", "moderate")
        self.warnings = IconText(theme, "triangle-alert", "", "major")
        for line in (self.base, self.review, self.warnings):
            line.label.wrapped()
            page.form.add_row(line)
        self.review.hide()
        self.warnings.hide()

    def show_edition(self, edition: EditionCard) -> None:
        """Version, day and size; whether anybody reviewed it; what is wrong with it."""
        day = words.dated(edition.as_of)
        size = f"{words.counted(edition.drugs, 'drug')}, {words.counted(edition.rules, 'rule')}"
        self.base.show_text("info", f"Safety data {edition.version} of {day}: {size}", "text")
        self.review.show_text("diamond-alert", f"{edition.review}. No alert does not mean safe.", "moderate")
        self.review.show()
        self.warnings.label.setText(" ".join(edition.warnings))
        self.warnings.setVisible(bool(edition.warnings))

    def show_missing(self, sentence: str) -> None:
        """There is no base: nothing is checked."""
        self.base.show_text("triangle-alert", f"Nothing is checked: {sentence}", "major")
        self.review.hide()
        self.warnings.hide()


class SafetyPage(SettingsPage):
    """Signals: `owner_chosen(User)`, `levels_chosen(AlertLevels, MetabolicSchedule)`."""

    owner_chosen = Signal(object)
    levels_chosen = Signal(object, object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Safety alerts")
        self.edition = EditionLines(theme, self)
        self._owner, self._nurse, self._provider = PullDown(), PullDown(), PullDown()
        self._schedule = PullDown()
        for schedule in MetabolicSchedule:
            self._schedule.addItem(schedule.value, schedule)
        self._people: tuple[User, ...] = ()
        for box in (self._nurse, self._provider):
            for grade in Severity:
                if grade.rank <= HIGHEST.rank:
                    box.addItem(str(grade).capitalize(), grade)
        self.form.add("owner", Field(theme, "&Safety owner", self._owner, ABOUT_OWNER))
        self.form.add("nurse", Field(theme, "N&urse practitioners", self._nurse, FROM_HERE))
        self.form.add("alert_levels", Field(theme, "&Providers", self._provider, FROM_HERE))
        self.form.add("schedule", Field(theme, "Tests of an&tipsychotics", self._schedule, ABOUT_SCHEDULE))
        self.form.add_row(Label(ABOUT_LEVELS, Type.SMALL, tone="muted").wrapped())
        self.review = ReasonReview(theme)
        self.review.hide()
        self._name = Button(theme, "&Name the safety owner")
        self._save = Button(theme, "Sa&ve the choices", primary=True)
        self._name.clicked.connect(self._send_owner)
        self._save.clicked.connect(self._send_levels)
        for button in (self._save, self._name):
            self.foot.addWidget(button)
        self.content.addWidget(self.review)

    def show_levels(self, levels: AlertLevels, schedule: MetabolicSchedule) -> None:
        """The grades and the schedule in force."""
        self._schedule.setCurrentIndex(self._schedule.findData(schedule))
        self._nurse.setCurrentIndex(self._nurse.findData(levels.nurse))
        self._provider.setCurrentIndex(self._provider.findData(levels.provider))

    def show_people(self, people: Sequence[User], me: User) -> None:
        """Whom the owner may be chosen from, who it is, and what this person may change."""
        self._people = tuple(user for user in people if user.active and user.may(Act.SEE_CHART))
        owner = next((user for user in self._people if user.safety_owner), None)
        self._owner.clear()
        for name in (*(() if owner else (NOBODY,)), *(user.signature for user in self._people)):
            self._owner.addItem(name)
        if owner is not None:
            self._owner.setCurrentIndex(self._people.index(owner))
        names_owner, is_owner = me.may(Act.EDIT_USERS), owner is not None and owner.id == me.id
        self._owner.setEnabled(names_owner)
        self._name.setVisible(names_owner)
        self._save.setVisible(is_owner)
        for box in (self._nurse, self._provider, self._schedule):
            box.setEnabled(is_owner)

    def show_reasons(self, given: Sequence[GivenReason], days: int) -> None:
        """What was overridden in the last so many days, for the safety owner to review."""
        self.review.show_reasons(given, days)
        self.review.show()

    @Slot()
    def _send_owner(self) -> None:
        row = self._owner.currentIndex() - (self._owner.count() - len(self._people))
        if row < 0:
            self.show_problem("Choose a person first.", "owner")
            return
        self.owner_chosen.emit(self._people[row])

    @Slot()
    def _send_levels(self) -> None:
        levels = AlertLevels(Severity(self._nurse.currentData()), Severity(self._provider.currentData()))
        self.levels_chosen.emit(levels, MetabolicSchedule(self._schedule.currentData()))
