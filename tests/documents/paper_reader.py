"""Reads a PDF back as a printer and a screen reader see it: runs of text with their places, and the tree."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO

import pikepdf


@dataclass(frozen=True)
class Run:
    """One shown string. `y` is the baseline from the top edge; `mark` None is an artifact."""

    page: int
    mark: int | None
    text: str
    font: str
    size: float
    x: float
    y: float
    width: float
    gray: float

    @cached_property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right, bottom of what is inked, about."""
        shown = self.width * len(self.text.rstrip()) / max(len(self.text), 1)
        return self.x, self.y - 0.7 * self.size, self.x + shown, self.y + 0.02 * self.size


@dataclass
class Element:
    """One element of the structure tree."""

    kind: str
    alt: str = ""
    scope: str = ""
    language: str = ""
    span: int = 1
    kids: list["Element | tuple[int, int]"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def marks(self) -> Iterator[tuple[int, int]]:
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.marks()
            else:
                yield kid

    def all(self, kind: str) -> list["Element"]:
        return [element for element in self.walk() if element.kind == kind]

    def children(self, *kinds: str) -> list["Element"]:
        return [kid for kid in self.kids if isinstance(kid, Element) and kid.kind in kinds]


class Paper:
    """A PDF read back."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pdf = pikepdf.open(BytesIO(content))

    @property
    def title(self) -> str:
        return str(self.pdf.docinfo["/Title"])

    @cached_property
    def sizes(self) -> list[tuple[float, float]]:
        return [(float(page.mediabox[2]), float(page.mediabox[3])) for page in self.pdf.pages]

    @cached_property
    def runs(self) -> list[Run]:
        return [run for number, page in enumerate(self.pdf.pages) for run in _PageReader(page, number).read()]

    @cached_property
    def tree(self) -> Element:
        pages = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        return _element(self.pdf.Root.StructTreeRoot.K[0], pages)

    @cached_property
    def _by_mark(self) -> dict[tuple[int, int], str]:
        found: dict[tuple[int, int], str] = {}
        for run in self.runs:
            if run.mark is not None:
                key = (run.page, run.mark)
                found[key] = found.get(key, "") + run.text
        return found

    def text_of(self, element: Element) -> str:
        """What is read aloud for an element, words as they are joined."""
        return "".join(self._by_mark.get(mark, "") for mark in element.marks()).strip()

    def text(self, page: int | None = None) -> str:
        """All text in the order in which it was drawn, artifacts too."""
        return "".join(run.text for run in self.runs if page in (None, run.page))

    @cached_property
    def sections(self) -> list[tuple[str, str]]:
        """(heading, text) of every leaf in reading order."""
        found, heading = [], ""
        for element in self.tree.walk():
            if element.kind in ("H1", "H2"):
                heading = self.text_of(element)
            if any(not isinstance(kid, Element) for kid in element.kids):
                own = Element("", kids=[kid for kid in element.kids if not isinstance(kid, Element)])
                found.append((heading, self.text_of(own)))
        return found


def _element(obj: pikepdf.Object, pages: dict[tuple[int, int], int]) -> Element:
    attributes = obj.get("/A")
    scope = str(attributes.get("/Scope", "")).lstrip("/") if attributes is not None else ""
    span = int(attributes.get("/ColSpan", 1)) if attributes is not None else 1
    element = Element(
        str(obj.S).lstrip("/"), str(obj.get("/Alt", "")), scope, str(obj.get("/Lang", "")), span
    )
    for kid in obj.get("/K", []):
        if kid.get("/Type") == "/MCR":
            element.kids.append((pages[kid.Pg.objgen], int(kid.MCID)))
        else:
            element.kids.append(_element(kid, pages))
    return element


class _PageReader:
    """Follows the operators of a page that matter to text."""

    def __init__(self, page: pikepdf.Page, number: int) -> None:
        self._page = page
        self._number = number
        self._height = float(page.mediabox[3])
        self._fonts = {name: _Face(font) for name, font in page.Resources.Font.items()}
        self._marks: list[int | None] = []
        self._gray = 0.0
        self._font = ""
        self._size = 0.0
        self._at = (0.0, 0.0)
        self._runs: list[Run] = []

    def read(self) -> list[Run]:
        for instruction in pikepdf.parse_content_stream(self._page):
            self._follow(list(instruction.operands), str(instruction.operator))
        return self._runs

    def _follow(self, operands: list[pikepdf.Object], operator: str) -> None:
        if operator == "BDC":
            self._marks.append(int(operands[1]["/MCID"]))
        elif operator == "BMC":
            self._marks.append(None)
        elif operator == "EMC":
            self._marks.pop()
        elif operator == "g":
            self._gray = float(operands[0])
        elif operator == "rg":
            self._gray = sum(float(operand) for operand in operands) / 3
        elif operator == "Tf":
            self._font, self._size = str(operands[0]), float(operands[1])
        elif operator == "Tm":
            self._at = (float(operands[4]), float(operands[5]))
        elif operator == "Tj":
            self._show(bytes(operands[0]))

    def _show(self, shown: bytes) -> None:
        if not self._marks:
            raise AssertionError("text outside of marked content")
        face = self._fonts[self._font]
        text, width = face.decode(shown), face.width(shown) * self._size / 1000
        x, y = self._at
        run = Run(
            self._number, self._marks[-1], text, face.name, self._size, x, self._height - y, width, self._gray
        )
        self._runs.append(run)
        self._at = (x + width, y)


class _Face:
    """A font resource: codes to letters and widths."""

    def __init__(self, font: pikepdf.Object) -> None:
        self.name = str(font.BaseFont).lstrip("/")
        self._first = int(font.FirstChar) if "/FirstChar" in font else 0
        self._widths = [float(width) for width in font.get("/Widths", [])]
        self._letters = _to_unicode(font.ToUnicode.read_bytes().decode()) if "/ToUnicode" in font else {}

    def decode(self, shown: bytes) -> str:
        return "".join(self._letters.get(code, "\N{REPLACEMENT CHARACTER}") for code in shown)

    def width(self, shown: bytes) -> float:
        return sum(
            self._widths[code - self._first] for code in shown if code - self._first < len(self._widths)
        )


def _to_unicode(cmap: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for section in cmap.split("beginbfrange")[1:]:
        for line in section.split("endbfrange")[0].splitlines():
            parts = line.replace("[", " ").replace("]", " ").split()
            if len(parts) < 3:
                continue
            first = int(parts[0].strip("<>"), 16)
            for offset, target in enumerate(parts[2:]):
                found[first + offset] = bytes.fromhex(target.strip("<>")).decode("utf-16-be")
    for section in cmap.split("beginbfchar")[1:]:
        for line in section.split("endbfchar")[0].splitlines():
            parts = line.split()
            if len(parts) == 2:
                found[int(parts[0].strip("<>"), 16)] = bytes.fromhex(parts[1].strip("<>")).decode("utf-16-be")
    return found
