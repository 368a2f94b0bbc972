"""The same pages drawn by bare ReportLab: every text, line and shape of a finished paper, and nothing else.

What it leaves out is what a paper costs beyond being drawn: reading the chart, working out where each word
goes, refusing what is misread, the tags for screen readers, and the QR code's own sum.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
from reportlab.pdfgen.canvas import Canvas

from tests.documents.paper_reader import Paper, Run

Numbers = tuple[float, ...]
Draw = Callable[[Canvas], None]
FACES = {"Regular": "NotoSans", "Bold": "NotoSans-Bold"}


@dataclass(frozen=True)
class Path:
    """A path as it was drawn: its pieces, how it is painted, and in which width, gray, dash and ends."""

    pieces: tuple[tuple[str, Numbers], ...]
    paint: str
    width: float
    fill: float
    stroke: float
    dash: Numbers
    cap: float


class BarePages:
    """Read from a paper once; `draw` is then what is timed."""

    def __init__(self, content: bytes) -> None:
        paper = Paper(content)
        self._size = paper.sizes[0]
        self._pages = [
            (
                [run for run in paper.runs if run.page == number],
                list(_paths(page)),
            )
            for number, page in enumerate(paper.pdf.pages)
        ]

    @property
    def counts(self) -> tuple[int, int]:
        """How many texts and how many shapes."""
        return sum(len(runs) for runs, _ in self._pages), sum(len(paths) for _, paths in self._pages)

    def draw(self) -> bytes:
        """The pages as an untagged file with the same two fonts, subset and embedded."""
        target = BytesIO()
        canvas = Canvas(target, pagesize=self._size, invariant=1, pageCompression=1)
        for runs, paths in self._pages:
            _draw_paths(canvas, paths)
            canvas.setFillGray(0)
            for run in runs:
                self._draw_run(canvas, run)
            canvas.showPage()
        canvas.save()
        return target.getvalue()

    def _draw_run(self, canvas: Canvas, run: Run) -> None:
        canvas.setFont(FACES["Bold" if run.font.endswith("Bold") else "Regular"], run.size)
        if run.gray:
            canvas.setFillGray(run.gray)
        canvas.drawString(run.x, self._size[1] - run.y, run.text)
        if run.gray:
            canvas.setFillGray(0)


def _draw_paths(canvas: Canvas, paths: list[Path]) -> None:
    """Each setting only where it changes, as somebody would who draws by hand."""
    last = Path((), "n", 1, 0, 0, (), 0)
    for path in paths:
        if path.width != last.width:
            canvas.setLineWidth(path.width)
        if path.fill != last.fill:
            canvas.setFillGray(path.fill)
        if path.stroke != last.stroke:
            canvas.setStrokeGray(path.stroke)
        if path.dash != last.dash:
            canvas.setDash(list(path.dash))
        if path.cap != last.cap:
            canvas.setLineCap(int(path.cap))
        _draw_path(canvas, path)
        last = path


def _draw_path(canvas: Canvas, path: Path) -> None:
    pieces = path.pieces
    if [name for name, _ in pieces] == ["re"]:
        x, y, width, height = pieces[0][1]
        canvas.rect(x, y, width, height, stroke=int(path.paint in "SsBb"), fill=int(path.paint in "fBb"))
    elif [name for name, _ in pieces] == ["m", "l"]:
        canvas.line(*pieces[0][1], *pieces[1][1])
    else:
        drawn = canvas.beginPath()
        ways: dict[str, Callable[..., None]] = {
            "m": drawn.moveTo,
            "l": drawn.lineTo,
            "c": drawn.curveTo,
            "h": drawn.close,
            "re": drawn.rect,
        }
        for name, numbers in pieces:
            ways[name](*numbers)
        canvas.drawPath(drawn, stroke=int(path.paint in "SsBb"), fill=int(path.paint in "fBb"))


def _paths(page: pikepdf.Page) -> Iterator[Path]:
    """Follows the operators that matter to shapes."""
    pieces: list[tuple[str, Numbers]] = []
    now = {"w": 1.0, "g": 0.0, "G": 0.0, "J": 0.0}
    dash: Numbers = ()
    for instruction in pikepdf.parse_content_stream(page):
        name, operands = str(instruction.operator), list(instruction.operands)
        if name in now:
            now[name] = float(operands[0])
        elif name == "d":
            dash = tuple(float(one) for one in operands[0])
        elif name in ("m", "l", "c", "h", "re"):
            pieces.append((name, tuple(float(one) for one in operands)))
        elif name in ("S", "s", "f", "f*", "B", "b", "n") and pieces:
            if name != "n":
                yield Path(tuple(pieces), name[0], now["w"], now["g"], now["G"], dash, now["J"])
            pieces = []
