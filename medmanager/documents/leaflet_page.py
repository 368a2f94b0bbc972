"""Leaflets: what a patient is told of each medicine in plain words, in regular and in large print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from medmanager.documents.parts.frame import Footer, draw_mark, draw_version, mark_words
from medmanager.documents.parts.large_setting import BASE, HEAD, MEDICINE
from medmanager.documents.press.flow import Column, Strip, pour
from medmanager.documents.press.page import Setting
from medmanager.documents.press.pen import Pen, Words
from medmanager.documents.press.safe_words import safe
from medmanager.documents.press.typesetting import (
    BODY,
    NAME,
    Line,
    draw_lines,
    height_of,
    leading,
    set_lines,
    tidy,
)
from medmanager.domain.paper.leaflet import LeafletPart, LeafletSheet, LeafletTopic

_VERSION = (150.0, 32.0)
_LARGE_VERSION = (150.0, 36.0)
_BLOCK = "Leaflet"


@dataclass(frozen=True, slots=True)
class _Sizes:
    """Sizes of type in points, and how far a bullet's words stand in."""

    title: float
    name: float
    medicine: float
    section: float
    body: float
    indent: float


_PLAIN = _Sizes(20, 18, NAME + 2, BODY, BODY, 12)
_LARGE = _Sizes(HEAD, HEAD, HEAD, MEDICINE, BASE, 20)


def draw_leaflet(pen: Pen, setting: Setting, sheet: LeafletSheet) -> int:
    """Draws the sheet and gives its number of pages. Raises Refused where a part needs more than a page."""
    sizes = _LARGE if setting.head.large_print else _PLAIN
    footer = Footer(setting, setting.voice.text("leaflet.word"))
    blocks = _Blocks(setting, sizes)

    def fresh() -> Column:
        return Column(setting.page.top, footer.bottom)

    columns = pour(tuple(blocks.strips(sheet)), fresh(), fresh)
    for page, column in enumerate(columns, 1):
        if page > 1:
            pen.next_page()
        column.draw(pen)
        footer.draw(pen, page, len(columns))
    return len(columns)


class _Blocks:
    """The strips of the sheet in one size of print."""

    def __init__(self, setting: Setting, sizes: _Sizes) -> None:
        self._setting, self._sizes = setting, sizes

    def strips(self, sheet: LeafletSheet) -> Iterator[Strip]:
        yield self._head(sheet)
        for part in sheet.leaflets:
            yield from self._leaflet(part)
        for topic in sheet.topics:
            yield from self._topic(topic)
        yield from self._end(sheet)

    def _head(self, sheet: LeafletSheet) -> Strip:
        setting, sizes, voice, head = self._setting, self._sizes, self._setting.voice, sheet.head
        version = _LARGE_VERSION if head.large_print else _VERSION
        width = setting.page.column - version[0] - 12
        title = set_lines((Words(voice.text(_title_key(sheet)), sizes.title, bold=True),), width, _BLOCK)
        name = set_lines((Words(tidy(head.patient_name), sizes.name, bold=True),), width, _BLOCK)
        born = set_lines((Words(voice.text("head.born", d=head.birth_date), sizes.body),), width, _BLOCK)
        made = set_lines((Words(voice.day(head.made_on, "full"), sizes.body),), setting.page.column, _BLOCK)
        about = "leaflet.plan" if sheet.leaflets else "leaflet.general"
        told = self._lines(f"{voice.text(about)} {voice.text('leaflet.ask')}")
        marks = head.marks if head.large_print else ()
        over = len(marks) * (leading(BASE) + 10)
        rest = (*name, *born, *made, *told)

        def draw(pen: Pen, top: float) -> None:
            for place, mark in enumerate(marks):
                words = mark_words(setting, mark, BASE)
                corner = (setting.page.left, top + place * (leading(BASE) + 10))
                draw_mark(pen, pen.root.add("P"), words, corner)
            y = draw_lines(pen, pen.root.add("H1"), setting.page.left, top + over - 3, title)
            draw_version(pen, pen.root, setting, top + over, version)
            draw_lines(pen, pen.root.add("P"), setting.page.left, y, rest)

        return Strip(_BLOCK, over + height_of((*title, *rest)), draw)

    def _leaflet(self, part: LeafletPart) -> Iterator[Strip]:
        voice = self._setting.voice
        yield self._rule_title(safe(part.name), self._sizes.medicine)
        again = (self._rule_title(safe(part.name), self._sizes.medicine, again=True),)
        for section, sentences in part.sections.items():
            yield replace(self._section(voice.text(f"leaflet.{section}"), sentences), again=again)
        yield replace(self._evidence(part), again=again)

    def _topic(self, topic: LeafletTopic) -> Iterator[Strip]:
        yield self._rule_title(safe(topic.title), self._sizes.medicine)
        yield self._section("", topic.sentences)
        yield self._evidence(topic)

    def _evidence(self, part: LeafletPart | LeafletTopic) -> Strip:
        """Whether a pharmacist has read it, and where it is from."""
        voice, sizes = self._setting.voice, self._sizes
        state = voice.text("leaflet.reviewed" if part.reviewed else "leaflet.not_reviewed")
        source = Words(f"{voice.text('leaflet.source')} ", sizes.body)
        english = "en" if voice.bilingual else ""
        runs = (
            Words(f"{state} ", sizes.body, bold=True),
            source,
            Words(safe(part.source), sizes.body, language=english),
        )
        return self._paragraph(set_lines(runs, self._setting.page.column, _BLOCK), space=6, keep=True)

    def _end(self, sheet: LeafletSheet) -> Iterator[Strip]:
        voice, clinic = self._setting.voice, sheet.head.clinic
        if sheet.missing:
            names = ", ".join(safe(one) for one in sheet.missing)
            yield self._paragraph(
                self._lines(voice.text("leaflet.missing", m=names), bold=True), space=8, keep=True
            )
        said = f"{voice.text('leaflet.not_guide')} {voice.text('leaflet.as_of', d=sheet.as_of)}"
        yield self._paragraph(self._lines(said), space=8, keep=True)
        yield self._paragraph(self._lines(voice.text("leaflet.help", phone=clinic.phone), bold=True), space=4)

    def _lines(self, text: str, *, bold: bool = False) -> tuple[Line, ...]:
        return set_lines((Words(text, self._sizes.body, bold),), self._setting.page.column, _BLOCK)

    def _rule_title(self, text: str, size: float, *, again: bool = False) -> Strip:
        """Whose part it is; `again` on a later page: decoration, because the part has its heading already."""
        page = self._setting.page
        lines = set_lines((Words(text, size, bold=True),), page.column, _BLOCK)
        height = height_of(lines) + 5

        def draw(pen: Pen, top: float) -> None:
            draw_lines(pen, None if again else pen.root.add("H2"), page.left, top, lines)
            pen.line((page.left, top + height - 3), (page.right, top + height - 3), 1.5)

        return Strip(_BLOCK, height, draw, space=12, keep=True)

    def _section(self, title: str, sentences: Sequence[str]) -> Strip:
        """A heading, where there is one, and its sentences, which stay together."""
        page, sizes = self._setting.page, self._sizes
        heading = set_lines((Words(title, sizes.section, bold=True),), page.column, _BLOCK) if title else ()
        wide = page.column - sizes.indent
        items = [set_lines((Words(_sentence(one), sizes.body),), wide, _BLOCK) for one in sentences]
        height = height_of(heading) + sum(height_of(item) for item in items)

        def draw(pen: Pen, top: float) -> None:
            y = draw_lines(pen, pen.root.add("H3"), page.left, top, heading) if heading else top
            listed = pen.root.add("L")
            for item in items:
                with pen.artifacts():
                    pen.disc((page.left + 4, y + item[0].leading / 2 + 0.5), 1.9 * sizes.body / BODY)
                body = listed.add("LI").add("LBody")
                y = draw_lines(pen, body, page.left + sizes.indent, y, item)

        return Strip(_BLOCK, height, draw, space=5)

    def _paragraph(self, lines: Sequence[Line], space: float, *, keep: bool = False) -> Strip:
        """`keep`: the number to call does not stand alone on a last page."""
        page = self._setting.page

        def draw(pen: Pen, top: float) -> None:
            draw_lines(pen, pen.root.add("P"), page.left, top, lines)

        return Strip(_BLOCK, height_of(lines), draw, space=space, keep=keep)


def _title_key(sheet: LeafletSheet) -> str:
    if not sheet.leaflets:
        return "leaflet.title.topic"
    return "leaflet.title" if len(sheet.leaflets) == 1 else "leaflet.title.many"


def _sentence(text: str) -> str:
    """A sentence begins with a capital, also where it begins with the name of a medicine."""
    plain = safe(text)
    return plain[:1].upper() + plain[1:]
