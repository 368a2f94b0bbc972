"""The tool row of the plan screen."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot

from ui.kit.buttons import Button, LinkButton
from ui.kit.fields.pull_down import PullDown
from ui.kit.labels import IconText, Label
from ui.kit.layout.two_ended import TwoEnded
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.plan.page import PlanPage

ROW, GAP, BUTTONS, AROUND, LISTED = 48, 12, 8, 44, 24


class PlanTools(TwoEnded):
    """Title, versions and acts. Signals: `version_chosen(PlanId)`; the buttons are public."""

    version_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, ROW, BUTTONS)
        self._page: PlanPage | None = None
        self._is_editing = self._can_undo = False
        self._title = Label(size=Type.TITLE, weight=SEMIBOLD)
        self._subtitle = Label(tone="muted")
        self._saved = IconText(theme, "check", "", "muted", Type.SMALL)
        self.versions = PullDown()
        self.versions.setAccessibleName("Version of the plan")
        self.throw_button = LinkButton(theme, "Throw a&way", big=True)
        self.undo_button = Button(theme, "&Undo", "undo-2")
        self.compare_button = Button(theme, "Co&mpare")
        self.preview_button = Button(theme, "Pre&view", "printer")
        self.begin_button = Button(theme, "C&hange plan", primary=True)
        self.sign_button = Button(theme, "&Sign plan…", primary=True)
        self._build()
        self.versions.activated.connect(self._chosen)
        theme.changed.connect(self._fit_versions)

    def show_page(self, page: PlanPage, *, can_undo: bool) -> None:
        """Show what can be done with this version."""
        self._page, self._can_undo = page, can_undo
        self._title.setText(page.title)
        self._subtitle.setText(page.subtitle)
        self._saved.show_text(page.saved.icon, page.saved.words, page.saved.tone)
        self._saved.setVisible(bool(page.saved.words))
        self._show_versions(page)
        self.compare_button.setText(f"Co&mpare with {page.since}" if page.since else "Co&mpare")
        self.compare_button.setVisible(bool(page.since))
        for button in (self.undo_button, self.throw_button, self.sign_button):
            button.setVisible(page.editable)
        self.begin_button.setVisible(page.may_begin)
        self.set_editing(self._is_editing)
        self.arrange()

    def set_editing(self, editing: bool) -> None:
        """One primary act at a time: while a medicine is written, that one is the editor's."""
        self._is_editing, page = editing, self._page
        self.sign_button.setEnabled(page is not None and page.may_sign and not editing)
        tip = page.sign_tip if page is not None else ""
        self.sign_button.setToolTip("Finish the medicine first." if editing else tip)
        self.versions.setDisabled(editing)
        self.throw_button.setDisabled(editing)
        self.undo_button.setEnabled(self._can_undo and not editing)

    def _show_versions(self, page: PlanPage) -> None:
        self.versions.clear()
        for plan_id, text in page.versions:
            self.versions.addItem(text, plan_id)
        ids = [plan_id for plan_id, _ in page.versions]
        self.versions.setCurrentIndex(ids.index(page.plan_id))
        self.versions.setVisible(len(ids) > 1)
        self._fit_versions()

    @Slot()
    def _fit_versions(self) -> None:
        """As wide as the version that is shown; the list itself is as wide as the longest."""
        if self._page is None:
            return
        theme = self._theme
        widest = max(theme.text_width(text) for _, text in self._page.versions)
        self.versions.view().setMinimumWidth(widest + theme.px(LISTED))
        self.versions.setFixedWidth(theme.text_width(self.versions.currentText()) + theme.px(AROUND))
        self.arrange()

    def _build(self) -> None:
        for label in (self._title, self._subtitle, self._saved):
            self.left.addWidget(label)
        self.let_wrap(self._subtitle)
        buttons = (
            *(self.throw_button, self.versions, self.undo_button, self.compare_button),
            *(self.preview_button, self.begin_button, self.sign_button),
        )
        for button in buttons:
            self.right.addWidget(button)

    @Slot(int)
    def _chosen(self, number: int) -> None:
        self.version_chosen.emit(self.versions.itemData(number))
