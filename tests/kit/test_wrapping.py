"""Long names are broken into lines and lose nothing, painted or as labels."""

from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from ui.kit.labels import Label
from ui.kit.layout.wrapping import lines_of
from ui.kit.theme import SEMIBOLD, Theme, Type

LONG = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewis, Anne-Elisabeth Charlotte"


def test_that_a_short_name_is_one_line(theme: Theme) -> None:
    assert lines_of("NG, Bo", theme.font(), 200) == ("NG, Bo",)


def test_that_a_name_breaks_after_its_comma_and_its_hyphen(theme: Theme) -> None:
    width = theme.text_width("VILLANUEVA, Anne-", Type.BODY) + 2
    assert lines_of("VILLANUEVA, Anne-Elisabeth", theme.font(), width) == ("VILLANUEVA, Anne-", "Elisabeth")


@given(st.floats(20, 900))
def test_that_no_line_is_too_wide_and_no_letter_lost(session_theme: Theme, width: float) -> None:
    lines = lines_of(LONG, session_theme.font(Type.BODY, SEMIBOLD), width)
    assert "".join(lines).replace(" ", "") == LONG.replace(" ", "")
    widths = [session_theme.text_width(line, Type.BODY, SEMIBOLD) for line in lines]
    assert max(widths) <= max(width, 20) + 2


def test_that_a_label_that_wraps_breaks_words_that_are_too_long(qtbot: QtBot, theme: Theme) -> None:
    label = Label(LONG, weight=SEMIBOLD).wrapped()
    qtbot.addWidget(label)
    assert label.text() == LONG
    assert label.minimumSizeHint().width() < 180
    assert label.heightForWidth(200) >= 4 * label.fontMetrics().height()
    label.setText("NG, Bo")
    assert label.text() == "NG, Bo"


def test_that_a_label_of_one_line_keeps_its_words_as_they_are(qtbot: QtBot, theme: Theme) -> None:
    label = Label(LONG)
    qtbot.addWidget(label)
    assert label.sizeHint().width() > 500
