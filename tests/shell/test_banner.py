"""The banner says who it is and what must never be given, whole, in every window."""

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from medmanager.domain.chart import AllergyKnowledge, Banner
from medmanager.domain.ids import PatientId
from medmanager.domain.rows import PatientRow
from tests.builders import TODAY, a_patient, an_allergy, new_id
from tests.conventions.screen_watch import clipped, outside, overlapping
from tests.scenes.crowd import ALLERGIES, SIXTY_LETTERS
from ui.kit.chip import Chip, DemoChip
from ui.kit.palettes import PaletteName
from ui.kit.theme import Theme
from ui.shell.banner import DEMO, SHORT_DEMO, PatientBanner
from ui.shell.person_block import PersonBlock

SMALL, LARGE = 950, 1.9


class Page(QWidget):
    """A banner over a page, as high as it likes to be."""

    def __init__(self, theme: Theme, qtbot: QtBot, banner: Banner, width: int = 1294) -> None:
        super().__init__()
        qtbot.addWidget(self)
        self.banner = PatientBanner(theme)
        column = QVBoxLayout(self)
        column.addWidget(self.banner)
        column.addStretch(1)
        self.banner.show_banner(banner, TODAY, demo=True)
        self.resize(width, 600)
        self.show()
        QApplication.processEvents()


def a_banner(family: str = "Lindqvist", allergies: int = 1) -> Banner:
    patient = a_patient(family_name=family)
    other = PatientRow(PatientId(new_id()), "Lindquist", "Marin", patient.birth_date, "female", "", None)
    listed = tuple(an_allergy(patient, *one) for one in ALLERGIES[:allergies])
    return Banner(patient, 42, AllergyKnowledge.LISTED, listed, (other,))


def chips(page: Page) -> tuple[str, str]:
    """What is said of similar names and of the demo."""
    similar, demo = page.findChild(Chip), page.findChild(DemoChip)
    assert similar is not None
    assert demo is not None
    return similar.face().text, demo.face().text


def test_that_everything_is_said_at_length_where_there_is_room(theme: Theme, qtbot: QtBot) -> None:
    page = Page(theme, qtbot, a_banner())
    assert chips(page) == ("Similar name: LINDQUIST, Marin", DEMO)
    assert page.banner.height() == theme.px(64)


@pytest.mark.parametrize("factor", [1.0, 1.2, 1.5, LARGE])
@pytest.mark.parametrize("family", ["Ng", "Ruiz", "Lindqvist"])
def test_that_the_birth_date_of_a_short_name_stays_in_one_line(
    theme: Theme, qtbot: QtBot, family: str, factor: float
) -> None:
    theme.use(PaletteName.LIGHT, factor)
    patient = a_patient(family_name=family, pronouns="she/her")
    page = Page(theme, qtbot, Banner(patient, 42, AllergyKnowledge.NONE_KNOWN))
    person = page.findChild(PersonBlock)
    assert person is not None
    born = person.born
    assert born.height() < 2 * born.fontMetrics().lineSpacing()


def test_that_words_about_others_give_way_before_the_name(theme: Theme, qtbot: QtBot) -> None:
    page = Page(theme, qtbot, a_banner(), 500)
    assert chips(page) == ("Similar name", SHORT_DEMO)
    assert clipped(page) == []


@pytest.mark.parametrize("factor", [1.0, LARGE])
@pytest.mark.parametrize("family", ["Lindqvist", SIXTY_LETTERS])
@pytest.mark.parametrize("allergies", [1, len(ALLERGIES)])
def test_that_name_and_allergies_are_whole(
    theme: Theme, qtbot: QtBot, factor: float, family: str, allergies: int
) -> None:
    page = Page(theme, qtbot, a_banner(family, allergies), SMALL)
    theme.use(PaletteName.LIGHT, factor)
    assert page.banner.minimumHeight() == theme.px(64)
    for _ in range(3):
        QApplication.processEvents()
    assert [*clipped(page), *overlapping(page), *outside(page)] == []


def test_that_a_person_stands_at_the_left_also_for_who_may_not_see_the_allergies(
    theme: Theme, qtbot: QtBot
) -> None:
    known = (AllergyKnowledge.NONE_KNOWN, AllergyKnowledge.HIDDEN)
    pages = [Page(theme, qtbot, Banner(a_patient(), 42, one)) for one in known]
    left = [person.x() for page in pages for person in page.findChildren(PersonBlock)]
    assert left[0] == left[1]
