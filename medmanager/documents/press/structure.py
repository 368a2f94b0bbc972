"""The structure tree of a tagged PDF: headings, tables and figures as a screen reader finds them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from medmanager.domain.errors import Refused


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of marked content: its page, counted from 0, and its number on that page."""

    page: int
    number: int


class Node:
    """One element of the tree (PDF 1.7, 14.8.4), growing while the pages are drawn."""

    __slots__ = ("alt", "kids", "kind", "language", "scope", "span")

    def __init__(
        self, kind: str, *, scope: str = "", span: int = 1, alt: str = "", language: str = ""
    ) -> None:
        self.kind = kind
        self.scope = scope
        self.span = span
        self.alt = alt
        self.language = language
        self.kids: list[Node | Mark] = []

    def add(self, kind: str, *, scope: str = "", span: int = 1, alt: str = "", language: str = "") -> "Node":
        """A new element at the end of this one."""
        child = Node(kind, scope=scope, span=span, alt=alt, language=language)
        self.kids.append(child)
        return child

    def adopt(self, child: "Node") -> "Node":
        """Takes a node made elsewhere, once; used where a block is drawn piece by piece."""
        if not any(kid is child for kid in self.kids):
            self.kids.append(child)
        return child

    def walk(self) -> Iterator["Node"]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


@dataclass(frozen=True, slots=True)
class Identity:
    """What the file says about itself. No patient data: a file manager shows it."""

    title: str
    language: str
    made_on: date


def with_structure(pdf_bytes: bytes, root: Node, identity: Identity) -> bytes:
    """The same pages with the tree, title and language in the catalog; equal input gives equal bytes."""
    with pikepdf.open(BytesIO(pdf_bytes)) as pdf:
        _TreeWriter(pdf).write(root)
        _describe(pdf, identity)
        target = BytesIO()
        pdf.save(
            target,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            linearize=False,
        )
        return target.getvalue()


def page_count(content: bytes) -> int:
    """Pages of a PDF; raises Refused when the bytes cannot be read as one."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            return len(pdf.pages)
    except pikepdf.PdfError as error:
        raise Refused("This document is damaged and cannot be opened. Build it again.") from error


class _TreeWriter:
    """Turns nodes into indirect objects and collects which element owns each piece of marked content."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._pages = [page.obj for page in pdf.pages]
        self._owners: list[dict[int, pikepdf.Object]] = [{} for _ in self._pages]

    def write(self, root: Node) -> None:
        tree = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        tree.K = Array([self._element(root, tree)])
        tree.ParentTree = self._pdf.make_indirect(Dictionary(Nums=self._numbers()))
        tree.ParentTreeNextKey = len(self._pages)
        self._pdf.Root.StructTreeRoot = tree
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)
        for number, page in enumerate(self._pages):
            page.StructParents = number
            page.Tabs = Name.S

    def _element(self, node: Node, parent: pikepdf.Object) -> pikepdf.Object:
        element = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + node.kind), P=parent))
        if node.alt:
            element.Alt = String(node.alt.replace("\N{NO-BREAK SPACE}", " "))
        if node.language:
            element.Lang = String(node.language)
        if attributes := _table_attributes(node):
            element.A = attributes
        if node.kids:
            element.K = Array([self._kid(kid, element) for kid in node.kids])
        return element

    def _kid(self, kid: Node | Mark, element: pikepdf.Object) -> pikepdf.Object:
        if isinstance(kid, Node):
            return self._element(kid, element)
        self._owners[kid.page][kid.number] = element
        return Dictionary(Type=Name.MCR, Pg=self._pages[kid.page], MCID=kid.number)

    def _numbers(self) -> Array:
        numbers = Array()
        for page, owners in enumerate(self._owners):
            numbers.append(page)
            numbers.append(self._pdf.make_indirect(Array([owners[mark] for mark in sorted(owners)])))
        return numbers


def _table_attributes(node: Node) -> Dictionary | None:
    if node.scope:
        return Dictionary(O=Name.Table, Scope=Name("/" + node.scope))
    return Dictionary(O=Name.Table, ColSpan=node.span) if node.span > 1 else None


def _describe(pdf: pikepdf.Pdf, identity: Identity) -> None:
    pdf.Root.Lang = String(identity.language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    stamp = String(f"D:{identity.made_on:%Y%m%d}000000Z")
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=String(identity.title),
            Creator=String("MedManager"),
            Producer=String("MedManager"),
            CreationDate=stamp,
            ModDate=stamp,
        )
    )
    metadata = pdf.make_stream(_xmp(identity).encode())
    metadata.Type = Name.Metadata
    metadata.Subtype = Name.XML
    pdf.Root.Metadata = metadata


def _xmp(identity: Identity) -> str:
    title, language = escape(identity.title), escape(identity.language)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>'
        f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>"
        '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )
