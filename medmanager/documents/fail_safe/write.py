"""Where staff write while the computer is down, to be typed in later."""

from collections.abc import Iterator

from medmanager.documents.fail_safe.table import SMALL
from medmanager.documents.press.flow import Strip
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.structure import Node
from medmanager.documents.press.typesetting import BODY, Line, draw_lines, set_lines
from medmanager.domain.plan.dose import Slot

_VITALS, _HEAD, _ROW, _NOTE = 22.0, 16.0, 15.0, 34.0
_ROWS = 5
_MEDICINE, _SLOT = 190.0, 38.0
_HEIGHT = _VITALS + _HEAD + _ROWS * _ROW + _NOTE


def write_strips(setting: Setting) -> Iterator[Strip]:
    """The heading with the grid of five rows, which stay together."""
    title = setting.voice.text("failsafe.write")
    lines = set_lines((Words(title, BODY, bold=True),), setting.page.column, title)

    def draw(pen: Pen, top: float) -> None:
        y = draw_lines(pen, pen.root.add("H2"), setting.page.left, top, lines)
        _draw_grid(pen, setting, y + 2)

    yield Strip(title, 15 * len(lines) + 2 + _HEIGHT, draw, space=5)


def _draw_grid(pen: Pen, setting: Setting, top: float) -> None:
    page, voice = setting.page, setting.voice
    pen.frame((page.left, top), (page.column, _HEIGHT), 1.5, radius=0)
    vitals = Words(voice.text("failsafe.write.vitals"), SMALL)
    pen.write(pen.root.add("P"), page.left + 6, top + 14.5, vitals)
    y = top + _VITALS
    edges = [_MEDICINE + number * _SLOT for number in range(5)]
    _draw_rows(pen, setting, y, edges)
    y += _HEAD + _ROWS * _ROW
    pen.write(pen.root.add("P"), page.left + 6, y + 13, Words(voice.text("failsafe.write.note"), SMALL))
    signed: Line = Line((Words(voice.text("failsafe.write.signed"), SMALL),))
    draw_lines(pen, pen.root.add("P"), page.left + 6, y + _NOTE - 16, (signed,))


def _draw_rows(pen: Pen, setting: Setting, top: float, edges: list[float]) -> None:
    page, voice = setting.page, setting.voice
    table = pen.root.add("Table")
    row = table.add("TR")
    heads = [
        (0.0, voice.text("failsafe.write.medicine")),
        *((edge, voice.text(f"failsafe.{slot}")) for edge, slot in zip(edges, Slot, strict=False)),
        (edges[-1], voice.text("failsafe.write.why")),
    ]
    with_rows = top + _HEAD + _ROWS * _ROW
    for x, text in heads:
        pen.write(row.add("TH", scope="Column"), page.left + x + 5, top + 12, Words(text, SMALL))
    for number in range(_ROWS + 1):
        y = top + _HEAD + number * _ROW
        pen.line((page.left, y), (page.right, y), 0.5)
        if number < _ROWS:
            _empty_row(table)
    pen.line((page.left, top), (page.right, top), 0.5)
    for edge in edges:
        pen.line((page.left + edge, top), (page.left + edge, with_rows), 0.5)


def _empty_row(table: Node) -> None:
    row = table.add("TR")
    for _ in range(6):
        row.add("TD")
