"""The cards beside the table: what changed, next visit, tests, and the words on the sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from medmanager.domain.errors import Refused
from medmanager.domain.paper.plainer_words import PlainerWords
from medmanager.domain.paper.printable import unprintable
from medmanager.domain.paper.ready_words import ReadyWords
from medmanager.domain.typed_text import typed_paragraph
from ui.kit.buttons import LinkButton
from ui.kit.card import Card
from ui.kit.change_list import ChangeList
from ui.kit.fields.edits import DateEdit, TextEdit
from ui.kit.fields.form import Field
from ui.kit.fields.plain_words_hint import PlainWordsHint
from ui.kit.fields.textarea import TextArea
from ui.kit.labels import IconText, Label
from ui.kit.layout.flow import Flow
from ui.kit.layout.layouts import empty
from ui.kit.tab_order import place_stops, stops_in
from ui.kit.theme import SEMIBOLD, Theme, Type
from ui.screens.plan.line.labels import not_printed
from ui.screens.plan.page import LineRow, NextVisit, PlanPage, StepVisitRow
from ui.screens.plan.visit_words import few


class ChangesCard(Card):
    """What this version does to each medicine since another one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "What changed")
        self.list = ChangeList(theme)
        self.add(self.list)

    def show_page(self, page: PlanPage) -> None:
        """Show the changes of a page."""
        self.set_title(f"What changed since {page.since}" if page.since else "What this plan starts")
        self.list.show_changes(page.changes)
        self.setVisible(bool(page.changes))


class VisitCard(Card):
    """The plan's next visit. Signals: `follow_up_set(object, str)` with a day or None, and why."""

    follow_up_set = Signal(object, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Next visit")
        self._today = date.min
        self._visit = NextVisit("", "", proposed=True)
        self._day = DateEdit(theme, self._now)
        self._why = TextEdit(theme)
        self._fields = (Field(theme, "&Day", self._day), Field(theme, "Wh&y", self._why))
        self._words = Label().wrapped()
        self._steps = QVBoxLayout()
        self._rows: tuple[StepVisitRow, ...] = ()
        self._warnings: tuple[str, ...] = ()
        self._use = LinkButton(theme, "Use this day", "calendar-plus")
        self._form = QWidget()
        self._waits = False
        self._build()
        for edit in (self._day, self._why):
            edit.answered.connect(self._answered)
            edit.editingFinished.connect(self._left)
        self._use.clicked.connect(self._take_proposal)

    def show_page(self, page: PlanPage) -> None:
        """Show the day of a page; what is being typed stays."""
        self._today, self._visit = page.chart.today, page.visit
        visit = page.visit
        self._form.setVisible(page.editable)
        self._use.setVisible(page.editable and visit.proposed and visit.on is not None)
        if not (page.editable and self._is_typed_in()):
            self._waits = False
            self._day.show_value(None if visit.proposed else visit.on)
            self._why.show_value(None if visit.proposed else visit.why)
        shown = ", ".join(part for part in (visit.day, visit.why) if part)
        # The day of a plan that is written stands in its field.
        own = "" if page.editable else shown
        lines = (
            f"Booked: {visit.booked}" if visit.booked else "",
            (f"Proposed: {shown}" if shown else "") if visit.proposed else own,
        )
        self._words.setText("\n".join(line for line in lines if line))
        self._words.setVisible(bool(self._words.text()))
        self._show_steps(page)
        self.setVisible(page.editable or bool(visit.day or visit.booked) or bool(page.step_visits))

    def show_problem(self, sentence: str) -> None:
        """Say beside the day why it was refused."""
        self._day.show_problem(sentence)

    def _build(self) -> None:
        form = QHBoxLayout(self._form)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(self._theme.px(8))
        for field in self._fields:
            form.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(self._theme.px(6))
        line = QHBoxLayout()
        line.addWidget(self._words, 1)
        line.addWidget(self._use, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(line)
        column.addWidget(self._form)
        self._steps.setSpacing(self._theme.px(6))
        column.addLayout(self._steps)
        self.add_padded(column)

    def _show_steps(self, page: PlanPage) -> None:
        """The visits of the coming steps; the same ones are not built anew."""
        shown, later = few(page.step_visits)
        rows = tuple(row if page.editable else replace(row, may_use=False) for row in shown)
        if (rows, page.visit_warnings) == (self._rows, self._warnings):
            return
        self._rows, self._warnings = rows, page.visit_warnings
        empty(self._steps)
        for warning in self._warnings:
            line = IconText(self._theme, "diamond-alert", warning, "moderate", Type.SMALL)
            line.label.wrapped()
            self._steps.addWidget(line)
        if rows:
            self._steps.addWidget(Label("Asked for by the coming steps", Type.SMALL, SEMIBOLD, tone="muted"))
        for row in rows:
            self._steps.addWidget(self._step(row))
        if later:
            last = f"and {len(later)} more, the last {later[-1].day}"
            self._steps.addWidget(Label(last, Type.SMALL, tone="muted").wrapped())
        place_stops(self, stops_in(self))

    def _step(self, row: StepVisitRow) -> QWidget:
        cell = QWidget()
        column = QVBoxLayout(cell)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = Flow(self._theme.px(8))
        head.addWidget(Label(row.day, weight=SEMIBOLD))
        state = IconText(self._theme, row.icon, row.state, row.tone, Type.SMALL)
        head.addWidget(state)
        if row.may_use:
            use = LinkButton(self._theme, "Use this day")
            use.setAccessibleName(f"Use {row.day} as the next visit")
            use.clicked.connect(partial(self._take_step, row))
            head.addWidget(use)
        column.addLayout(head)
        column.addWidget(Label(row.why, Type.SMALL, tone="muted").wrapped())
        return cell

    def _take_step(self, row: StepVisitRow, _checked: bool = False) -> None:
        self._take(row.on, row.why)

    def _take(self, on: date | None, why: str) -> None:
        """A day that was proposed, in place of what is typed."""
        self._waits = False
        self._day.show_value(on)
        self._why.show_value(why)
        self.follow_up_set.emit(on, why)

    def _now(self) -> date:
        return self._today

    @Slot(object)
    def _answered(self, _: object) -> None:
        """What cannot be read says so beside it, and the day that was set stays."""
        self._waits = bool(self._day.problem() or self._why.problem())
        if not self._waits:
            self._day.show_problem("")
            self.follow_up_set.emit(self._day.value(), self._why.text())

    @Slot()
    def _left(self) -> None:
        """A field may have been put back as it was; what waited for it in the other one counts then."""
        if self._waits:
            self._answered(None)

    def _is_typed_in(self) -> bool:
        """Whether something stands here that is not in the plan yet."""
        has_keyboard = self._day.hasFocus() or self._why.hasFocus()
        return has_keyboard or self._waits or any(field.problem() for field in self._fields)

    @Slot()
    def _take_proposal(self) -> None:
        self._take(self._visit.on, self._visit.why)


class WordsCard(Card):
    """What stands on the sheet beside the medicines. Signals: `typed(str, str)`: message, warning signs."""

    typed = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "On the take-home sheet")
        self._plan: object = None
        self._message = TextArea(theme, "Message to the patient", 2)
        self._signs = TextArea(theme, "Call us if, one sign a line", 2)
        column = QVBoxLayout()
        column.setSpacing(theme.px(8))
        self._hints = tuple(PlainWordsHint(theme, area) for area in (self._message, self._signs))
        titles = ("&Message to the patient", "Call us i&f, one sign a line")
        areas = (self._message, self._signs)
        self._fields = [Field(theme, title, area) for title, area in zip(titles, areas, strict=True)]
        for field, hint in zip(self._fields, self._hints, strict=True):
            field.let_note_wrap()
            column.addWidget(field)
            column.addWidget(hint)
        self.add_padded(column)
        for area in areas:
            area.textChanged.connect(self._look)
        self._message.typed.connect(self._tell)
        self._signs.typed.connect(self._tell)

    def set_plainer(self, table: PlainerWords, ready: ReadyWords) -> None:
        """Plainer words to suggest while somebody writes, and phrases that Spanish paper translates."""
        for hint in self._hints:
            hint.set_table(table)
            hint.set_ready(ready)

    def show_page(self, page: PlanPage) -> None:
        """Show the words of a page; what is being typed in the same plan stays."""
        same = self._plan == page.plan_id
        self._plan = page.plan_id
        for area, text in ((self._message, page.message), (self._signs, page.warning_signs)):
            if not (same and area.hasFocus()):
                area.show_text(text)
            area.setReadOnly(not page.editable)
        for hint in self._hints:
            hint.set_language(page.language)
            hint.set_names([row.name for row in page.rows if isinstance(row, LineRow)])
            hint.look()
        self.setVisible(page.editable or bool(page.message or page.warning_signs))

    @Slot()
    def _look(self) -> None:
        """Letters that the sheet lacks are named while they are typed."""
        for field, area in zip(self._fields, (self._message, self._signs), strict=True):
            lost = unprintable(area.toPlainText())
            field.set_note(not_printed(lost))
            field.show_problem(_refusal(area.toPlainText()))

    def flush(self) -> None:
        """Tell at once what waits."""
        self._message.flush()
        self._signs.flush()

    @Slot(str)
    def _tell(self, _: str) -> None:
        self.typed.emit(self._message.toPlainText(), self._signs.toPlainText())


def _refusal(text: str) -> str:
    """Why a text is not kept; "" where it is."""
    try:
        typed_paragraph(text, "", "The text")
    except Refused as refusal:
        return refusal.sentence
    return ""
