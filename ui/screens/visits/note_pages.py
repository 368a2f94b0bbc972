"""The room in the middle of the visits tab: a note is written there, or a signed one is read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from medmanager.domain.side_effects import SideEffect
from ui.kit.layout.pages import LaterPage
from ui.kit.tab_order import place_stops, stops_in
from ui.kit.theme import Theme
from ui.screens.visits.form_view import VisitForm
from ui.screens.visits.note_view import NoteView
from ui.screens.visits.visit_page import VisitPage


class NotePages(QStackedWidget):
    """Form and note are put together when they are wanted first. `beside` holds what belongs beside the form.

    Signals: `answered()` at each answer, `effect_added(str)`, `dose_wanted(object)`, `addendum_wanted(str)`,
    `addendum_typed(str)`.
    """

    answered = Signal()
    effect_added = Signal(str)
    dose_wanted = Signal(object)
    addendum_wanted = Signal(str)
    addendum_typed = Signal(str)

    def __init__(self, theme: Theme, effects: tuple[SideEffect, ...]) -> None:
        super().__init__()
        self._theme, self._effects = theme, effects
        self._form, self._note = LaterPage(self._make_form), LaterPage(self._make_note)
        self.beside = QWidget()
        self._beside = QVBoxLayout(self.beside)
        self._beside.setContentsMargins(0, 0, 0, 0)

    @property
    def form(self) -> VisitForm:
        """Where a note is written."""
        return self._form.page

    @property
    def note(self) -> NoteView:
        """Where a signed note is read."""
        return self._note.page

    @property
    def is_writing(self) -> bool:
        """Whether the form is in front."""
        return isinstance(self.currentWidget(), VisitForm)

    def make_form(self) -> None:
        """Put the form together before there is anything to fill it with."""
        self._place(self.form, self)
        self._place(self.form.beside, self._beside)

    def show_form(self, page: VisitPage, section: str) -> None:
        """Bring the form, with the score of a section beside it."""
        self.form.show_page(page)
        self.form.show_score(section)
        self.make_form()
        self.setCurrentWidget(self.form)

    def show_note(self, page: VisitPage) -> None:
        """Bring a signed note."""
        self.note.show_page(page)
        self._place(self.note, self)
        self.setCurrentWidget(self.note)

    def _place(self, part: QWidget, room: QStackedWidget | QVBoxLayout) -> None:
        if room.indexOf(part) < 0:
            room.addWidget(part)
            place_stops(part, stops_in(part))

    def _make_form(self) -> VisitForm:
        form = VisitForm(self._theme, self._effects)
        form.typed.connect(self.answered)
        form.effect_added.connect(self.effect_added)
        form.dose_wanted.connect(self.dose_wanted)
        return form

    def _make_note(self) -> NoteView:
        note = NoteView(self._theme)
        note.addendum_wanted.connect(self.addendum_wanted)
        note.addendum_typed.connect(self.addendum_typed)
        return note
