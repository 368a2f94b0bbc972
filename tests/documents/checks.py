"""Checks of a printed sheet: each gives a list of faults, empty where the paper is right."""

import re
from collections.abc import Iterable
from itertools import pairwise

import pypdfium2  # type: ignore[import-untyped]  # ships no types
import zxingcpp
from PIL import Image

from medmanager.domain.paper.reading_grade import grade, mean_length, neutral, sentences, spanish_grade, words
from medmanager.domain.patient import Language
from tests.documents.paper_reader import Element, Paper, Run

EDGE = 18.0
"""Points that desk printers cannot ink."""
_CONTRAST = 7.0
FAX_DOTS = 100
_FAX_BLACK = 128
_LEAST_INK, _MOST_INK = 0.04, 0.9
"""Share of black in the box of a word: letters are between, a word that is gone or filled in is not."""
_CODES = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, zxingcpp.BarcodeFormat.Code128])
"""The kinds of code that are printed: to look for all others takes three times as long."""
_TABLE_KIDS = {"Table": {"TR"}, "TR": {"TH", "TD"}}
_LIST_KIDS = {"L": {"LI"}, "LI": {"LBody", "Lbl"}}

FORBIDDEN = {
    "trailing zero": r"\d\.0(?!\d)",
    "naked decimal": r"(?<![\d])\.\d",
    "U or IU": r"(?<!\w)(?:\d[\d.,]*\s*U|IU)\b",
    "Latin": r"(?i)(?<![\w.])(?:q\.?d|qod|q\.o\.d|bid|b\.i\.d|tid|t\.i\.d|qid|prn|qhs|hs|po|p\.o|d/c)(?!\w)",
    "microgram sign or cc": r"[µμ]g|(?<![A-Za-z])ug\b|\d\s?cc\b",
    "digit touches unit": r"\d(?:mg|mcg|mL|units?)\b",
    "no comma from 1,000": r"(?<![\d,.\-(])(?<![A-Z]{2} )(?!(?:19|20)\d\d(?!\d))\d{4,}(?![\d\-])",
    "sign between numbers": r"\d\s*[@&<>+]\s*\d|[@&]",
}
HARDEST, MEAN, LONGEST = 6.0, 12.0, 20
"""School grade, words a sentence on the whole, and words of one sentence, at most."""
NO_PLAINER = (
    *("dissolving tablet", "medicine", "tablet", "capsule", "injection", "interpreter", "suicide"),
    *("tableta que se disuelve", "medicina", "tableta", "cápsula", "inyección", "intérprete", "suicidio"),
)
NEVER = {
    "social security number": r"\b\d{3}-\d{2}-\d{4}\b",
    "diagnosis code": r"\b[A-TV-Z]\d[0-9A-Z]\.\d{1,4}\b",
    "record id": r"\b[0-9a-f]{8}-[0-9a-f]{4}-",
    "file path": r"(?:[A-Z]:\\|/(?:home|Users|tmp|var)/)",
    "judging word": r"(?i)non-?complian|refus(?:es|ed) to|addict(?!ive)",
}


def font_faults(paper: Paper) -> list[str]:
    """Every font is Noto Sans, subset, embedded, with its map to letters."""
    faults = []
    for page in paper.pdf.pages:
        for font in page.Resources.Font.values():
            name = str(font.BaseFont).lstrip("/")
            if not re.fullmatch(r"[A-Z]{6}\+NotoSans-(Regular|Bold)", name):
                faults.append(f"{name} is not a subset of Noto Sans")
            if "/FontFile2" not in font.get("/FontDescriptor", {}):
                faults.append(f"{name} is not embedded")
            if "/ToUnicode" not in font:
                faults.append(f"{name} has no map to letters")
    return faults


def identity_faults(paper: Paper, size: tuple[float, float], most_pages: int, secret: str) -> list[str]:
    """Tagged, titled without a name, of that paper and not too long."""
    root = paper.pdf.Root
    faults = [] if "/MarkInfo" in root and bool(root.MarkInfo.Marked) else ["not tagged"]
    if not paper.title or secret in paper.title:
        faults.append("no title, or a name in it")
    if secret in root.Metadata.read_bytes().decode() or any(
        secret in str(v) for v in paper.pdf.docinfo.values()
    ):
        faults.append("a name in the metadata")
    if len(paper.sizes) > most_pages:
        faults.append(f"{len(paper.sizes)} pages, at most {most_pages}")
    return faults + [f"page of {found}" for found in paper.sizes if found != size]


def structure_faults(paper: Paper) -> list[str]:
    """One H1 first, tables and lists well made, figures described, and nothing outside of the tree."""
    tree = paper.tree
    faults = [] if len(tree.all("H1")) == 1 else [f"{len(tree.all('H1'))} main headings"]
    if not tree.all("H2"):
        faults.append("block titles are missing")
    for element in tree.walk():
        wanted = _TABLE_KIDS.get(element.kind) or _LIST_KIDS.get(element.kind)
        kinds = {kid.kind if isinstance(kid, Element) else "text" for kid in element.kids}
        if wanted and not kinds <= wanted:
            faults.append(f"{element.kind} holds {sorted(kinds - wanted)}")
        if element.kind == "TH" and element.scope not in ("Row", "Column"):
            faults.append("a head cell without scope")
        if element.kind == "Figure" and len(element.alt) < 10:
            faults.append("a figure without words")
    return faults + _heading_faults(paper) + _mark_faults(paper)


def _heading_faults(paper: Paper) -> list[str]:
    """Headings that begin below the first level, leave one out on the way down, or are empty
    (ISO 14289-1, 7.4.2 and 7.4.4).
    """
    headings = [one for one in paper.tree.walk() if re.fullmatch(r"H[1-6]", one.kind)]
    levels = [int(one.kind[1]) for one in headings]
    found = [f"H{low} after H{high}" for high, low in pairwise([0, *levels]) if low > high + 1]
    return found + ["a heading without words" for one in headings if not paper.text_of(one)]


def _mark_faults(paper: Paper) -> list[str]:
    in_tree = list(paper.tree.marks())
    shown = {(run.page, run.mark) for run in paper.runs if run.mark is not None}
    faults = [] if len(in_tree) == len(set(in_tree)) else ["content that belongs to two elements"]
    faults += [f"text not in the tree: {len(shown - set(in_tree))}"] if shown - set(in_tree) else []
    parents = paper.pdf.Root.StructTreeRoot.ParentTree.Nums
    if len(parents) != 2 * len(paper.sizes):
        faults.append("pages missing in the parent tree")
    return faults


def join_faults(paper: Paper) -> list[str]:
    """Runs that would join with the next word when read aloud."""
    return [f"“{run.text[-12:]}” joins what follows" for run in paper.runs if not run.text.endswith(" ")]


def size_faults(paper: Paper, *, least: float, companion: float) -> list[str]:
    """Text below the least size; companion lines and footers may be as small as `companion`."""
    english = {mark for span in paper.tree.all("Span") if span.language for mark in span.marks()}
    faults = []
    for run in paper.runs:
        small_is_fine = run.mark is None or (run.page, run.mark) in english
        if run.size < (companion if small_is_fine else least):
            faults.append(f"{run.size} pt on page {run.page + 1}")
    return faults


def edge_faults(paper: Paper) -> list[str]:
    """Text outside of the page or too near to its edge."""
    faults = []
    for run in paper.runs:
        width, height = paper.sizes[run.page]
        left, top, right, bottom = run.box
        if left < EDGE or top < EDGE or right > width - EDGE or bottom > height - EDGE:
            faults.append(f"text at {left:.0f}, {bottom:.0f} on page {run.page + 1}")
    return faults


_BARE = 7
"""Lines that a further page of a plan has without anything on it but the "gone over with" line."""


def bare_page_faults(paper: Paper) -> list[str]:
    """Pages that hold next to nothing: head and foot, and one line."""
    lines = [{round(run.y) for run in paper.runs if run.page == page} for page in range(len(paper.sizes))]
    return [f"next to nothing on page {page}" for page, found in enumerate(lines, 1) if len(found) <= _BARE]


def overlap_faults(paper: Paper) -> list[str]:
    """Text that stands on other text."""
    faults = []
    for page in range(len(paper.sizes)):
        runs = [run for run in paper.runs if run.page == page and run.text.strip()]
        from_top = sorted(runs, key=lambda run: run.box[1])
        for place, one in enumerate(from_top):
            low = one.box[3]
            near = (other for other in from_top[place + 1 :] if other.box[1] < low)
            if any(_overlap(one, other) for other in near):
                faults.append(f"two texts on one another on page {page + 1} at {one.y:.0f}")
    return faults


def _overlap(one: Run, other: Run) -> bool:
    a, b = one.box, other.box
    return min(a[2], b[2]) - max(a[0], b[0]) > 0.5 and min(a[3], b[3]) - max(a[1], b[1]) > 0.5


def form_faults(paper: Paper) -> list[str]:
    """Ways of writing of the error-prone lists, anywhere on the paper."""
    return [
        f"{name}: {found.group()}"
        for name, pattern in FORBIDDEN.items()
        for run in _lines(paper)
        if (found := re.search(pattern, run))
    ]


def shade_faults(paper: Paper) -> list[str]:
    """Text that is neither black nor, on a black block, white: what a scan would show weakly."""
    return [f"gray {run.gray:g} on page {run.page + 1}" for run in paper.runs if run.gray not in (0, 1)]


def reading_faults(paper: Paper, language: Language, names: Iterable[str]) -> list[str]:
    """Where the paper's own sentences are above grade 6, long on the whole, or one of them too long.

    `names` are people, medicines and strengths of words that have no plainer one; English beside another
    language is read by the pharmacy and left out.
    """
    text = ". ".join(_own_sentences(paper, paper.tree))
    plain = neutral(" ".join(text.replace("\N{NO-BREAK SPACE}", " ").split()), (*names, *NO_PLAINER))
    hard = grade(plain) if language is Language.ENGLISH else spanish_grade(plain)
    long = [len(words(one)) for one in sentences(plain) if len(words(one)) > LONGEST]
    found = [f"grade {hard:.1f}"] if hard > HARDEST else []
    found += [f"{mean_length(plain):.1f} words a sentence"] if mean_length(plain) > MEAN else []
    return found + [f"a sentence of {length} words" for length in long]


def _joined(lines: list[str]) -> list[str]:
    """Lines of a list's entry as sentences: what begins with a capital, as dates do, is one of its own."""
    found: list[str] = []
    for line in lines:
        if found and not line[:1].isupper():
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def _own_sentences(paper: Paper, element: Element) -> list[str]:
    """What each leaf says in the sheet's own language; the days over their tick boxes say nothing."""
    if element.kind == "Span" and element.language:
        return []
    marks: list[Element | tuple[int, int]] = [kid for kid in element.kids if not isinstance(kid, Element)]
    # A head cell stacks dates, strength and dose: each of its lines is read by itself.
    pieces = [[mark] for mark in marks] if element.kind in {"TH", "LBody"} else [marks] if marks else []
    own = [paper.text_of(Element("", kids=piece)) for piece in pieces]
    if element.kind == "LBody":
        own = _joined(own)
    inner = [kid for kid in element.kids if isinstance(kid, Element)]
    return [one for one in own if re.search(r"[^\W\d_]", one)] + [
        text for kid in inner for text in _own_sentences(paper, kid)
    ]


def never_print_faults(paper: Paper, secrets: Iterable[str] = ()) -> list[str]:
    """What may not go home on paper."""
    text = " ".join(_lines(paper))
    faults = [name for name, pattern in NEVER.items() if re.search(pattern, text)]
    return faults + [f"secret {number}" for number, secret in enumerate(secrets) if secret and secret in text]


def _lines(paper: Paper) -> list[str]:
    return [run.text.strip().replace("\N{NO-BREAK SPACE}", " ") for run in paper.runs]


def stopped_faults(paper: Paper, name: str, headings: Iterable[str]) -> list[str]:
    """Places of a stopped medicine's name outside of the blocks that may name it."""
    allowed = tuple(headings)
    return [
        f"named under “{heading}”"
        for heading, text in paper.sections
        if name in text and heading not in allowed and not text.startswith(allowed)
    ]


def footer_faults(paper: Paper, name: str) -> list[str]:
    """Name and page number at the foot of every page."""
    faults = []
    for page, (_, height) in enumerate(paper.sizes):
        low = (run for run in paper.runs if run.page == page and run.mark is None and run.y > height - 120)
        foot = "".join(run.text for run in low)
        # A name that is wider than the footer goes on in a second line, a double name after its hyphen.
        if name.replace(" ", "") not in foot.replace(" ", "") or not re.search(
            rf"(?i)(?:page|página) {page + 1} (?:of|de) {len(paper.sizes)}", foot
        ):
            faults.append(f"no footer on page {page + 1}")
    return faults


def pictures(paper: Paper, dots: int = 150) -> list[Image.Image]:
    """The pages in gray, so many dots an inch."""
    document = pypdfium2.PdfDocument(paper.content)
    return [page.render(scale=dots / 72, grayscale=True).to_pil() for page in document]


def codes(paper: Paper) -> list[str]:
    """What the codes of all pages say."""
    return [code.text for image in pictures(paper) for code in zxingcpp.read_barcodes(image, formats=_CODES)]


def contrast_faults(paper: Paper) -> list[str]:
    """Text that a gray scan would not show at 7 to 1."""
    images = pictures(paper, 144)
    faults = []
    for run in paper.runs:
        if not run.text.strip():
            continue
        left, top, right, bottom = (round(edge * 2) for edge in run.box)
        shades = images[run.page].crop((left, top, max(right, left + 2), bottom)).tobytes()
        low, high = min(shades), max(shades)
        if (_luminance(high) + 0.05) / (_luminance(low) + 0.05) < _CONTRAST:
            faults.append(f"weak text on page {run.page + 1} at {run.y:.0f}")
    return faults


def fax_faults(paper: Paper) -> list[str]:
    """Text that a fax of 100 dots an inch in black and white would lose or fill in, as a gray tone does."""
    images = [page.point(lambda gray: 255 * (gray > _FAX_BLACK)) for page in pictures(paper, FAX_DOTS)]
    faults = []
    for run in paper.runs:
        if run.text.strip():
            left, top, right, bottom = (round(edge * FAX_DOTS / 72) for edge in run.box)
            dots = images[run.page].crop((left, top, max(right, left + 2), max(bottom, top + 2))).tobytes()
            black = dots.count(0) / len(dots)
            if not _LEAST_INK <= black <= _MOST_INK:
                faults.append(f"{black:.0%} black on page {run.page + 1} at {run.y:.0f}")
    return faults


def _luminance(gray: int) -> float:
    share = gray / 255
    return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)
