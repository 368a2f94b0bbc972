"""What a writer is told of letters is what paper can print: the table is that of the font."""

import pytest
from reportlab.pdfbase.ttfonts import TTFont

from medmanager.domain.paper.printable import RANGES, unprintable
from tests.documents.printed import RESOURCES


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_that_the_table_is_what_the_shipped_font_has(weight: str) -> None:
    file = RESOURCES / "fonts" / "noto" / f"NotoSans-{weight}.ttf"
    font = TTFont(f"table-{weight}", str(file), asciiReadable=False)
    told = {code for first, last in RANGES for code in range(first, last + 1)}
    assert told == {code for code in font.face.charToGlyph if code >= ord(" ")}


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("for low mood, 1½ tablets – “daily”", ""),
        ("Ana Ñuñez, Lý Thị Hồng, Дарья, Ελένη", ""),
        ("cafe\N{COMBINING ACUTE ACCENT}", ""),
        ("for worry 😀 and 😀🙏", "😀🙏"),
        ("حزن", "حزن"),
        ("two\nlines\tand\N{NO-BREAK SPACE}spaces", ""),
        ("", ""),
    ],
)
def test_that_signs_that_no_sheet_can_print_are_named_once(text: str, lost: str) -> None:
    assert unprintable(text) == lost
