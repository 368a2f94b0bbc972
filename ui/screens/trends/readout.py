"""The cards beside the chart: the values at the cursor, and the chart in words."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from ui.kit.buttons import IconButton, LinkButton
from ui.kit.card import Card
from ui.kit.charts.marks import draw_sample
from ui.kit.labels import IconText
from ui.kit.theme import REGULAR, SEMIBOLD, Theme, Type
from ui.screens.trends.presenter import Readout, ReadoutRow

ROW, HEAD, LINE, SIDE, SAMPLE, NAME_LEFT = 27, 26, 18, 12, 24, 45
VALUE_RIGHT = 66
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
WRAPPED = LEFT | int(Qt.TextFlag.TextWordWrap)


class ReadoutRows(QWidget):
    """Name, value and change of each curve and dose, painted. A long name takes two lines."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: tuple[ReadoutRow, ...] = ()
        self._known: dict[tuple[int, float], tuple[int, ...]] = {}
        self.setAccessibleName("Values at the cursor")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_rows(self, rows: tuple[ReadoutRow, ...]) -> None:
        """Replace the rows."""
        self._rows = rows
        self._known.clear()
        spoken = (f"{row.name} {row.value}" for row in rows if not row.head)
        self.setAccessibleDescription(", ".join(spoken))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(240), self.heightForWidth(max(self.width(), self._theme.px(240))))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.px(200), self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return sum(self._heights(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = 0.0
        for row, height in zip(self._rows, self._heights(self.width()), strict=True):
            box = QRectF(0, top, self.width(), height)
            self._paint_ground(painter, row, box)
            if row.head:
                self._paint_head(painter, row, box)
            else:
                self._paint_values(painter, row, box)
            top = box.bottom()

    def _heights(self, width: int) -> tuple[int, ...]:
        """Of each row in this width: a layout asks often, so they are worked out once for each text size."""
        key = (width, self._theme.factor)
        if key not in self._known:
            self._known[key] = tuple(self._height(row, width) for row in self._rows)
        return self._known[key]

    def _height(self, row: ReadoutRow, width: int) -> int:
        if row.head:
            return self._theme.px(HEAD)
        room = QRectF(0, 0, max(40.0, self._name_room(row, width)), 10_000)
        name = QFontMetricsF(self._theme.font()).boundingRect(room, WRAPPED, row.name)
        lines = round(name.height() / self._theme.line_height())
        return self._theme.px(ROW + LINE * (max(1, lines) - 1))

    def _name_room(self, row: ReadoutRow, width: int) -> float:
        right = self._theme.px(VALUE_RIGHT if row.is_curve else SIDE)
        value = self._theme.text_width(row.value, weight=SEMIBOLD)
        return width - self._theme.px(NAME_LEFT) - right - value - self._theme.px(8)

    def _paint_ground(self, painter: QPainter, row: ReadoutRow, box: QRectF) -> None:
        if row.head:
            painter.fillRect(box, self._theme.colour("raised"))
        painter.fillRect(QRectF(0, box.bottom() - 1, box.width(), 1), self._theme.colour("line"))

    def _paint_head(self, painter: QPainter, row: ReadoutRow, box: QRectF) -> None:
        side = self._theme.px(SIDE)
        self._ink(painter, "muted", Type.SMALL)
        painter.drawText(box.adjusted(side, 0, 0, 0), LEFT, row.name)
        painter.drawText(box.adjusted(0, 0, -self._theme.px(VALUE_RIGHT), 0), RIGHT, row.value)
        painter.drawText(box.adjusted(0, 0, -side, 0), RIGHT, row.change)

    def _paint_values(self, painter: QPainter, row: ReadoutRow, box: QRectF) -> None:
        theme, side = self._theme, self._theme.px(SIDE)
        self._paint_sample(painter, row, box)
        name = QRectF(theme.px(NAME_LEFT), box.top(), self._name_room(row, self.width()) + 2, box.height())
        self._ink(painter, "text")
        painter.drawText(name, WRAPPED, row.name)
        self._ink(painter, "muted", Type.SMALL)
        painter.drawText(box.adjusted(0, 0, -side, 0), RIGHT, row.change)
        self._ink(painter, "muted" if row.muted else "text", weight=REGULAR if row.muted else SEMIBOLD)
        value = box.adjusted(0, 0, -theme.px(VALUE_RIGHT if row.is_curve else SIDE), 0)
        painter.drawText(value, RIGHT, row.value)

    def _paint_sample(self, painter: QPainter, row: ReadoutRow, box: QRectF) -> None:
        theme, side = self._theme, self._theme.px(SIDE)
        if row.is_curve:
            sample = QRectF(side, box.top(), theme.px(SAMPLE), box.height())
            draw_sample(painter, theme, sample, row.number, row.ink)
        else:
            square = theme.px(12)
            place = QRectF(side, box.center().y() - square / 2, square, square)
            painter.fillRect(place, theme.colour(row.ink))

    def _ink(self, painter: QPainter, tone: str, size: Type = Type.BODY, weight: int = REGULAR) -> None:
        painter.setFont(self._theme.font(size, weight))
        painter.setPen(self._theme.colour(tone))


class ReadoutCard(Card):
    """The values at the cursor. Signals: `stepped(int)` for its two arrows."""

    stepped = Signal(int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "At")
        self.rows = ReadoutRows(theme)
        self.notes = _rich(Type.SMALL)
        back, on = IconButton(theme, "chevron-left", "Earlier"), IconButton(theme, "chevron-right", "Later")
        for button in (back, on):
            self.add_to_head(button)
        back.clicked.connect(self._back)
        on.clicked.connect(self._on)
        self.add(self.rows)
        self.add(_padded(theme, self.notes))

    def show_readout(self, readout: Readout) -> None:
        """Show another day."""
        self.set_title(readout.title)
        self.rows.show_rows(readout.rows)
        self.notes.setText(
            "<br>".join(f"<b>{escape(label)}</b> {escape(text)}" for label, text in readout.notes)
        )
        holder = self.notes.parentWidget()
        assert holder is not None, "the notes stand in their holder"
        holder.setVisible(bool(readout.notes))

    @Slot()
    def _back(self) -> None:
        self.stepped.emit(-1)

    @Slot()
    def _on(self) -> None:
        self.stepped.emit(1)


class WordsCard(Card):
    """The chart in words, to be read or copied; the last line warns against causes."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "In words")
        self._sentences: tuple[tuple[str, str], ...] = ()
        self.text = _rich(Type.BODY)
        self.warning = IconText(theme, "info", "", "muted", Type.SMALL)
        self.warning.label.wrapped()
        copy = LinkButton(theme, "Cop&y", "copy")
        copy.setAccessibleName("Copy the chart in words")
        copy.clicked.connect(self.copy)
        self.add_to_head(copy)
        column = QVBoxLayout()
        column.setSpacing(theme.px(8))
        column.addWidget(self.text)
        column.addWidget(self.warning)
        self.add_padded(column)

    def show_words(self, sentences: tuple[tuple[str, str], ...]) -> None:
        """Show other sentences; the last one stands apart."""
        self._sentences = sentences
        told, last = sentences[:-1], sentences[-1:]
        self.text.setText(
            "".join(
                f"<p style='margin:0 0 8px 0'><b>{escape(lead)}</b> {escape(rest)}</p>" for lead, rest in told
            )
        )
        self.warning.label.setText(" ".join(" ".join(pair).strip() for pair in last))
        self.warning.setVisible(bool(last))

    @Slot()
    def copy(self) -> None:
        """Put the words on the clipboard."""
        text = "\n".join(f"{lead} {rest}".strip() for lead, rest in self._sentences)
        QGuiApplication.clipboard().setText(text)


def _rich(size: Type) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.RichText)
    label.setProperty("textSize", size.value)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return label


def _padded(theme: Theme, widget: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), theme.px(8))
    column.addWidget(widget)
    return holder
