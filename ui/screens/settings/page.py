"""What all pages of the settings share: a card with a form, a place for a problem, buttons."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ui.kit.card import Card
from ui.kit.fields.edits import TextEdit
from ui.kit.fields.form import Field, Form
from ui.kit.labels import IconText
from ui.kit.layout.flow import Flow
from ui.kit.theme import Theme


class SettingsPage(Card):
    """A card with a form, a place for a problem, and buttons at its foot."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__(theme, title)
        self.theme = theme
        self.form = Form(theme)
        self.problem = IconText(theme, "circle-alert", "", "contra")
        self.problem.label.wrapped()
        self.problem.hide()
        self.content = QVBoxLayout()
        self.content.setSpacing(theme.px(12))
        self.content.addWidget(self.form)
        self.foot = Flow(theme.px(8))
        self.add_padded(self.content)
        self.content.addWidget(self.problem)
        self.content.addLayout(self.foot)
        self.add_stretch()

    def show_problem(self, sentence: str, field: str) -> None:
        """Beside the field, else above the buttons; empty takes it away."""
        self.form.clear_problems()
        beside = bool(field) and self.form.show_problem(field, sentence)
        self.problem.label.setText(sentence)
        self.problem.setVisible(bool(sentence) and not beside)

    def text_field(self, name: str, label: str, note: str = "") -> TextEdit:
        edit = TextEdit(self.theme)
        self.form.add(name, Field(self.theme, label, edit, note))
        return edit

    def secret_field(self, name: str, label: str, note: str = "") -> QLineEdit:
        edit = QLineEdit()
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.add(name, Field(self.theme, label, edit, note))
        return edit

    def clear(self) -> None:
        """Empty every field and problem."""
        self.show_problem("", "")
        for field in self.form.fields.values():
            if isinstance(field.editor, QLineEdit):
                field.editor.clear()
