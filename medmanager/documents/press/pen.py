"""The pen: draws on pages from the top down and tags what it draws, so that nothing is left untagged."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from medmanager.documents.press import fonts
from medmanager.documents.press.structure import Mark, Node

# By itself the library writes bytes as letters, which takes long and is undone when the tags are added.
rl_config.useA85 = 0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text in one face. `language` is set only where it differs from the document's."""

    text: str
    size: float = 12
    bold: bool = False
    language: str = ""

    @property
    def width(self) -> float:
        return fonts.width(self.text, self.size, self.bold)


class Pen:
    """Draws one document. `y` always runs from the top edge of the page down, in points.

    Text goes into a node of the structure tree, or is an artifact where the node is None (footers,
    version blocks). Lines and shapes are artifacts unless drawn inside `figure`.
    """

    def __init__(self, size: Point, language: str) -> None:
        self._buffer = BytesIO()
        self._width, self._height = size
        self._canvas = Canvas(
            self._buffer,
            pagesize=size,
            invariant=1,
            initialFontName=fonts.REGULAR,  # type: ignore[arg-type]  # the stubs say float, the code takes a name
            pdfVersion=(1, 7),
            lang=language,
            pageCompression=1,
        )
        self._page = 0
        self._marks = 0
        self._marking = False
        self.root = Node("Document")

    @property
    def page_number(self) -> int:
        """Number of the page being drawn, from 1."""
        return self._page + 1

    def next_page(self) -> None:
        """Ends this page and begins another of the same size."""
        self._canvas.showPage()
        self._page += 1
        self._marks = 0

    def finish(self) -> bytes:
        """The untagged file; the tree stands in `root`."""
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()

    def write(self, node: Node | None, x: float, y: float, *runs: Words) -> float:
        """Text with its baseline at `y`; gives the x where it ends.

        Each run ends with a space, so that words of two lines or columns never join when read aloud.
        """
        for run in runs:
            with self._text_mark(node, run.language):
                self._canvas.setFont(fonts.face(run.bold), run.size)
                fonts.refuse_unknown_signs(run.text)
                self._canvas.drawString(x, self._height - y, run.text.rstrip(" ") + " ")
            x += run.width
        return x

    def write_white(self, node: Node | None, x: float, y: float, run: Words) -> None:
        """Text in white, on black."""
        self._canvas.setFillGray(1)
        self.write(node, x, y, run)
        self._canvas.setFillGray(0)

    @contextmanager
    def figure(self, node: Node) -> Iterator[None]:
        """Shapes drawn inside belong to `node`, whose alternative text says what they show."""
        with self._mark(node):
            yield

    @contextmanager
    def artifacts(self) -> Iterator[None]:
        """Shapes drawn inside are decoration; groups them, so that the file stays small."""
        with self._mark(None):
            yield

    def round_line(self, start: Point, end: Point, width: float) -> None:
        """A line with round ends, for pictograms."""
        with self._shape():
            self._operate("1 J", *self._strokes(start, end, width), "0 J")

    def hairline(self, start: Point, end: Point, gray: float = 0.25) -> None:
        """A thin line of less than full black, for columns and scales."""
        with self._shape():
            self._operate(f"{gray:g} G", *self._strokes(start, end, 0.5), "0 G")

    def line(self, start: Point, end: Point, width: float = 0.5, dash: Sequence[float] = ()) -> None:
        with self._shape():
            stroke = self._strokes(start, end, width)
            if dash:
                self._operate(f"[{' '.join(f'{one:g}' for one in dash)}] 0 d", *stroke, "[] 0 d")
            else:
                self._operate(*stroke)

    def frame(
        self, corner: Point, size: Point, width: float = 1, radius: float = 4, dash: Sequence[float] = ()
    ) -> None:
        """A frame whose stroke lies inside; radius 0 gives square corners."""
        with self._shape(), self._stroke(width, dash):
            x, y = corner[0] + width / 2, self._height - corner[1] - size[1] + width / 2
            self._canvas.roundRect(x, y, size[0] - width, size[1] - width, radius, stroke=1, fill=0)

    def box(self, corner: Point, size: Point, gray: float = 0, radius: float = 0) -> None:
        """A filled box without a stroke."""
        x, y = corner[0], self._height - corner[1] - size[1]
        with self._shape():
            if radius:
                self._canvas.setFillGray(gray)
                self._canvas.roundRect(x, y, *size, radius, stroke=0, fill=1)
                self._canvas.setFillGray(0)
            else:
                box = f"{x:.3f} {y:.3f} {size[0]:.3f} {size[1]:.3f} re f"
                self._operate(*((f"{gray:g} g", box, "0 g") if gray else (box,)))

    def disc(self, centre: Point, radius: float, gray: float = 0) -> None:
        with self._shape():
            self._canvas.setFillGray(gray)
            self._canvas.circle(centre[0], self._height - centre[1], radius, stroke=0, fill=1)
            self._canvas.setFillGray(0)

    def ring(self, centre: Point, radius: float, width: float = 1) -> None:
        with self._shape(), self._stroke(width, ()):
            self._canvas.circle(centre[0], self._height - centre[1], radius, stroke=1, fill=0)

    def polygon(self, points: Sequence[Point], *, fill: float | None = 0, width: float = 0) -> None:
        """A closed shape, filled with a gray (None leaves it open) and stroked where `width` is given."""
        first, *others = (f"{x:.3f} {self._height - y:.3f}" for x, y in points)
        path = f"{first} m {' '.join(f'{point} l' for point in others)} h"
        paint = ("n" if fill is None else "f") if not width else ("S" if fill is None else "B")
        with self._shape():
            self._operate(f"{width or 1:g} w", f"{fill or 0:g} g", f"{path} {paint}", "0 g")

    def arc(
        self, centre: Point, radius: float, angles: Point, width: float, dash: Sequence[float] = ()
    ) -> None:
        """An arc from the first angle over so many degrees, counter-clockwise from 3 o'clock."""
        with self._shape(), self._stroke(width, dash):
            x, y = centre[0], self._height - centre[1]
            self._canvas.arc(x - radius, y - radius, x + radius, y + radius, *angles)

    def _strokes(self, start: Point, end: Point, width: float) -> tuple[str, str]:
        x, y, to_x, to_y = start[0], self._height - start[1], end[0], self._height - end[1]
        return f"{width:g} w", f"{x:.3f} {y:.3f} m {to_x:.3f} {to_y:.3f} l S"

    def _operate(self, *operators: str) -> None:
        """Shapes are written as PDF operators (PDF 1.7, 8.5): the library's way costs three times as much."""
        self._canvas.addLiteral(" ".join(operators))

    @contextmanager
    def _stroke(self, width: float, dash: Sequence[float]) -> Iterator[None]:
        self._canvas.setLineWidth(width)
        if dash:
            self._canvas.setDash(list(dash))
        yield
        if dash:
            self._canvas.setDash()

    @contextmanager
    def _shape(self) -> Iterator[None]:
        if self._marking:
            yield
        else:
            with self._mark(None):
                yield

    @contextmanager
    def _text_mark(self, node: Node | None, language: str) -> Iterator[None]:
        if node is not None and language:
            node = node.add("Span", language=language)
        with self._mark(node):
            yield

    @contextmanager
    def _mark(self, node: Node | None) -> Iterator[None]:
        if self._marking:
            raise AssertionError("marked content does not nest")
        self._marking = True
        if node is None:
            self._canvas.addLiteral("/Artifact BMC")
        else:
            self._canvas.addLiteral(f"/{node.kind} <</MCID {self._marks}>> BDC")
            node.kids.append(Mark(self._page, self._marks))
            self._marks += 1
        try:
            yield
        finally:
            self._canvas.addLiteral("EMC")
            self._marking = False
