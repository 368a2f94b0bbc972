"""The dialog in which a patient is registered or edited, with possible twins beside the names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from medmanager.domain.ids import UserId
from medmanager.domain.patient import Language, Sex
from ui.kit import words
from ui.kit.card import box
from ui.kit.debounce import SEARCH_MS, Debounce
from ui.kit.dialogs.dialog import Dialog
from ui.kit.fields.edits import DateEdit, TextEdit
from ui.kit.fields.form import Field
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import IconText, Label
from ui.kit.languages import LANGUAGES
from ui.kit.layout.columns import ANY
from ui.kit.layout.scroll import ScrollArea
from ui.kit.tables.rowlist import RowItem, RowList
from ui.kit.theme import SEMIBOLD, Theme
from ui.screens.patients.lines import SEXES, AlikeLine
from ui.screens.patients.registration import Typed

WIDTH, TWINS, LONG, BESIDE_FROM = 940, 300, 1000, 800
NOBODY_LIKE = "Nobody with a name like this is registered."
TYPE_FIRST = "Type the name and the birth date. Whoever may be the same person appears here."


class BirthDateEdit(DateEdit):
    """A birth date is written without its weekday."""

    def __init__(self, theme: Theme, today: Callable[[], date]) -> None:
        super().__init__(theme, today, past=True)
        self._writer = words.dated


class RegistrationDialog(Dialog):
    """Signals: `typed(Typed)` shortly after a name or the birth date changed, `save_requested(Typed, bool)`
    with whether the user said that this is another person, `twin_chosen(PatientId)`.
    """

    typed = Signal(object)
    save_requested = Signal(object, bool)
    twin_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None, today: Callable[[], date]) -> None:
        super().__init__(theme, parent, "New patient", "&Register")
        self._debounce = Debounce(SEARCH_MS, self)
        self._is_new = True
        self._make_editors(theme, today)
        self.fields = {
            name: Field(theme, label, editor)
            for name, label, editor in (
                ("family_name", "&Family name", self._family),
                ("given_name", "&Given name", self._given),
                ("birth_date", "&Birth date", self._born),
                ("sex", "Se&x", self._sex),
                ("pronouns", "Pro&nouns", self._pronouns),
                ("phone", "&Phone", self._phone),
                ("email", "E-&mail", self._email),
                ("address", "&Address", self._address),
                ("language", "&Language of papers", self._language),
                ("provider_id", "Pro&vider", self._provider),
                ("pharmacy", "P&harmacy", self._pharmacy),
                ("desk_note", "No&te for the front desk", self._note),
            )
        }
        self.fields["desk_note"].set_note("Everybody at the desk reads it: nothing clinical.")
        self._large = QCheckBox("La&rge print")
        self.twins = RowList(theme, "Possible twins")
        self._twin_words = Label(TYPE_FIRST, tone="muted").wrapped()
        self._warning = IconText(theme, "triangle-alert", "This person may be registered already.", "major")
        self._warning.label.wrapped()
        self.is_another = QCheckBox("This is anot&her person")
        self._twin_box = self._build_twins(theme)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out(theme)
        self._connect()
        self.show_alikes((), ())

    def show_form(self, typed: Typed, providers: Mapping[UserId, str], is_new: bool) -> None:
        """Fill the form and open it."""
        self._is_new = is_new
        title = "New patient" if is_new else "Edit details"
        self.setWindowTitle(title)
        self.title.setText(title)
        self.primary.setText("&Register" if is_new else "&Save")
        self._provider.clear()
        self._provider.addItem("nobody named", None)
        for user_id, name in providers.items():
            self._provider.addItem(name, user_id)
        self._fill(typed)
        self._twin_box.setVisible(is_new)
        self.set_length(WIDTH if is_new else WIDTH - TWINS)
        self._family.setFocus()
        self.open()

    def show_newer(self, typed: Typed, theirs: Mapping[str, str]) -> None:
        """Show what others changed beside what was typed; `theirs` says it where both changed a field."""
        self._fill(typed)
        for name, sentence in theirs.items():
            if name in self.fields:
                self.fields[name].show_problem(sentence)

    def show_alikes(self, same: tuple[AlikeLine, ...], similar: tuple[AlikeLine, ...]) -> None:
        """Show who may be the same person, and who is only alike."""
        items = [
            RowItem(one.id, one.name, second=one.second, icon="triangle-alert", tone="major", action="Open")
            for one in same
        ]
        items += [
            RowItem(one.id, one.name, second=one.second, icon="users", tone="info", action="Open")
            for one in similar
        ]
        self.twins.show_rows(items)
        has_name = bool(self._family.text().strip() and self._given.text().strip())
        self._twin_words.setText("Only the name is similar." if similar and not same else NOBODY_LIKE)
        if not has_name:
            self._twin_words.setText(TYPE_FIRST)
        self._twin_words.setVisible(not same)
        self._warning.setVisible(bool(same))
        self.is_another.setVisible(bool(same))
        if not same:
            self.is_another.setChecked(False)

    def refuse(self, field: str, sentence: str) -> None:
        """Show a refusal beside its field, else above the buttons."""
        shown = self.fields.get(field)
        if shown is None:
            self.show_problem(sentence)
            if field == "duplicates":
                self.is_another.setFocus()
            return
        shown.show_problem(sentence)
        shown.editor.setFocus()

    def close_form(self) -> None:
        """It was saved, or left for somebody else."""
        self.accept()

    def read(self) -> Typed:
        """The fields as they stand."""
        return Typed(
            family_name=self._family.text(),
            given_name=self._given.text(),
            birth_date=self._born.value(),
            sex=self._sex.currentData(),
            pronouns=self._pronouns.text(),
            phone=self._phone.text(),
            email=self._email.text(),
            address=self._address.text(),
            language=self._language.currentData(),
            large_print=self._large.isChecked(),
            provider_id=self._provider.currentData(),
            pharmacy=self._pharmacy.text(),
            desk_note=self._note.text(),
        )

    def _make_editors(self, theme: Theme, today: Callable[[], date]) -> None:
        self._family, self._given = TextEdit(theme), TextEdit(theme)
        self._born = BirthDateEdit(theme, today)
        self._pronouns, self._phone, self._email = TextEdit(theme), TextEdit(theme), TextEdit(theme)
        self._address, self._pharmacy, self._note = (
            TextEdit(theme, LONG),
            TextEdit(theme),
            TextEdit(theme, LONG),
        )
        self._sex, self._language, self._provider = PullDown(), PullDown(), PullDown()
        for sex in (Sex.UNKNOWN, Sex.FEMALE, Sex.MALE, Sex.OTHER):
            self._sex.addItem(SEXES[sex], sex)
        for language in Language:
            self._language.addItem(LANGUAGES[language], language)

    def _fill(self, typed: Typed) -> None:
        for name, field in self.fields.items():
            editor, value = field.editor, getattr(typed, name)
            field.show_problem("")
            if isinstance(editor, QComboBox):
                editor.setCurrentIndex(max(0, editor.findData(value)))
            elif isinstance(editor, TextEdit | DateEdit):
                editor.show_value(value or None)
        self._large.setChecked(typed.large_print)
        self.is_another.setChecked(False)
        self.show_problem("")
        self.show_alikes((), ())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand(beside=self.width() >= self.theme.px(BESIDE_FROM))

    def _stand(self, *, beside: bool) -> None:
        """The twins stand beside the form, or below it where that would be too narrow."""
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._row.setDirection(direction)
        twins = self.theme.px(TWINS)
        self._twin_box.setMinimumWidth(twins if beside else 0)
        self._twin_box.setMaximumWidth(twins if beside else ANY)

    def _build_twins(self, theme: Theme) -> QWidget:
        frame, column = box(theme)
        column.addWidget(Label("Here already?", weight=SEMIBOLD))
        column.addWidget(self._warning)
        column.addWidget(self._twin_words)
        area = ScrollArea(ground="raised")
        area.inner.addWidget(self.twins)
        area.inner.addStretch(1)
        column.addWidget(area, 1)
        column.addWidget(self.is_another)
        return frame

    def _lay_out(self, theme: Theme) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(16))
        grid.setVerticalSpacing(theme.px(10))
        names = list(self.fields)
        pairs = [("family_name", "given_name"), ("birth_date", "sex"), ("pronouns", "language")]
        pairs += [("phone", "email")]
        for row, (left, right) in enumerate(pairs):
            grid.addWidget(self.fields[left], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.fields[right], row, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.fields["address"], 4, 0, 1, 2)
        grid.addWidget(self.fields["provider_id"], 5, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.fields["pharmacy"], 5, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.fields["desk_note"], 6, 0, 1, 2)
        grid.addWidget(self._large, 7, 0)
        assert len(names) == 12, "every field has its place above"
        self._row.setSpacing(theme.px(24))
        left_column = QVBoxLayout()
        left_column.addLayout(grid)
        left_column.addStretch(1)
        self._row.addLayout(left_column, 1)
        self._row.addWidget(self._twin_box)
        self.body.addLayout(self._row, 1)

    def _connect(self) -> None:
        self.confirmed.connect(self._confirm)
        self._debounce.fired.connect(self._tell)
        for editor in (self._family, self._given, self._born):
            editor.textChanged.connect(self._debounce.touch)
        self.twins.acted.connect(self.twin_chosen)
        self.twins.chosen.connect(self.twin_chosen)

    @Slot()
    def _tell(self) -> None:
        self.typed.emit(self.read())

    @Slot()
    def _confirm(self) -> None:
        for field in self.fields.values():
            field.show_problem("")
        self._born.finish()
        if self._born.problem():
            self._born.setFocus()
            return
        self.save_requested.emit(self.read(), self.is_another.isChecked())
