"""The tool row of the visits tab: which visit, when it was saved, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox

from medmanager.domain.ids import VisitId
from ui.kit.buttons import Button, LinkButton
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import IconText, Label
from ui.kit.layout.two_ended import TwoEnded
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.visits.visit_page import VisitPage

ROW, BUTTONS = 48, 8


class VisitTools(TwoEnded):
    """Signals: `visit_chosen(VisitId)`; the buttons are public."""

    visit_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ROW, BUTTONS)
        self._title = Label(size=Type.TITLE, weight=SEMIBOLD)
        self._subtitle = Label(tone="muted")
        self._saved = IconText(theme, "check", "", "muted", Type.SMALL)
        self._listed: tuple[tuple[VisitId, str], ...] = ()
        self.visits = PullDown()
        self.visits.setAccessibleName("Visit")
        self.visits.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.throw_button = LinkButton(theme, "Throw a&way", big=True)
        self.begin_button = Button(theme, "&New visit", "plus")
        self.sign_button = Button(theme, "&Sign visit…", primary=True)
        for label in (self._title, self._subtitle, self._saved):
            self.left.addWidget(label)
        self.let_wrap(self._subtitle)
        for widget in (self.throw_button, self.visits, self.begin_button, self.sign_button):
            self.right.addWidget(widget)
        self._saved.hide()
        self.visits.activated.connect(self._chosen)

    def show_page(self, page: VisitPage) -> None:
        """Show which visit this is and what can be done with it."""
        self._title.setText(page.title)
        self._subtitle.setText(page.subtitle)
        self._list_visits(page)
        self.throw_button.setVisible(page.editable)
        self.sign_button.setVisible(page.editable)
        self.begin_button.setVisible(page.may_begin and not page.editable)
        self.arrange()

    def _list_visits(self, page: VisitPage) -> None:
        """A long list is filled anew only when it has changed."""
        if page.visits != self._listed:
            self._listed = page.visits
            self.visits.clear()
            for visit_id, text in page.visits:
                self.visits.addItem(text, visit_id)
        ids = [visit_id for visit_id, _ in page.visits]
        self.visits.setCurrentIndex(ids.index(page.visit_id))
        self.visits.setVisible(len(ids) > 1)

    def show_saved(self, words: str) -> None:
        """When the draft was saved last."""
        self._saved.label.setText(words)
        self._saved.setVisible(bool(words))
        self.arrange()

    @Slot(int)
    def _chosen(self, number: int) -> None:
        self.visit_chosen.emit(self.visits.itemData(number))
