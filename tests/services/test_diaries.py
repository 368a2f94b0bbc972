"""From paper to the chart: print, read the code off the PDF, type it in, and see it among the trends."""

import re
from decimal import Decimal

import pytest

from medmanager.domain.diary.diary import DayTypedBefore
from medmanager.domain.diary.gist import diary_gist
from medmanager.domain.diary.typing import field_names
from medmanager.domain.errors import NotAllowed, NotFound, Refused
from medmanager.domain.paper.document import DocumentKind, PaperOptions
from medmanager.domain.trend.build import EFFECTS
from medmanager.domain.trend.diary_trend import DIARY, SLEEP
from medmanager.domain.user import Role
from medmanager.services.diaries import Diaries
from tests.builders import NOW, TODAY, an_appointment, keep
from tests.documents.checks import codes
from tests.documents.paper_reader import Paper
from tests.screens.diary_desk import DAY, Desk, a_desk
from tests.screens.paper_services import a_clinic_with


def row(desk: Desk, *values: str) -> dict[str, str]:
    """The boxes from left to right."""
    names = field_names(desk.services.diaries.find(desk.code).sheet)
    return dict(zip(names, (*values, *[""] * (len(names) - len(values))), strict=True))


def test_that_a_diary_goes_from_print_to_code_to_record_to_trend() -> None:
    desk = a_desk(1)
    paper = Paper(desk.prepared.content)
    printed = re.search(r"([2-9A-Z]{4}) +(P\d+) +(W\d+) +([2-9A-Z])", paper.text())
    assert printed is not None
    assert codes(paper) == ["".join(printed.groups())]
    book = desk.services.diaries.find(" ".join(printed.groups()).lower())
    assert book.patient.id == desk.patient.id
    desk.services.diaries.save_day(book.sheet, TODAY, row(desk, "3", "7.5", "0", "6", "x"))
    desk.services.diaries.save_day(book.sheet, TODAY + DAY, row(desk, "5"))
    panels = {panel.key: panel for panel in desk.services.trends.chart(desk.patient.id).panels}
    curves = {series.label: series for series in panels[DIARY].series}
    assert [point.value for point in curves["Mood, diary"].points] == [3, 5]
    assert [point.value for point in panels[SLEEP].series[0].points] == [Decimal("7.5")]
    first = f"{book.effects[0]}, diary"
    assert [point.value for point in curves[first].points] == [0]
    assert curves[first].gaps == (TODAY + DAY,), "an empty box is a gap, not a zero"
    assert EFFECTS not in panels, "what was written at home does not stand among the visits"


def test_that_a_row_is_kept_with_who_typed_it_and_when() -> None:
    desk = a_desk()
    diaries = desk.services.diaries
    diaries.save_day(diaries.find(desk.code).sheet, TODAY, row(desk, "3"))
    day = diaries.find(desk.code).sheet.day(TODAY)
    assert day is not None
    assert (day.typed_by, day.typed_at) == (
        desk.services.session.user.id,
        desk.services.session.now(),
    )
    assert (day.mood, day.sleep, day.ratings, day.taken) == (3, None, (None, None), ())


def test_that_a_second_typing_with_other_values_is_asked_about_and_keeps_the_first() -> None:
    desk = a_desk()
    diaries = desk.services.diaries
    sheet = diaries.find(desk.code).sheet
    diaries.save_day(sheet, TODAY, row(desk, "3"))
    diaries.save_day(sheet, TODAY, row(desk, "3"))
    with pytest.raises(DayTypedBefore) as refused:
        diaries.save_day(sheet, TODAY, row(desk, "4"))
    assert refused.value.before.mood == 3
    assert len(diaries.find(desk.code).sheet.typed) == 1
    diaries.save_day(sheet, TODAY, row(desk, "4"), replacing=True)
    assert [one.mood for one in diaries.find(desk.code).sheet.typed] == [3, 4]


def test_that_an_unknown_code_says_so_and_a_preview_that_was_not_filed_is_unknown() -> None:
    desk = a_desk()
    preview = desk.services.printing.prepare(DocumentKind.DIARY, desk.patient.id, PaperOptions())
    assert preview.diary is not None
    with pytest.raises(NotFound, match="No diary of this practice"):
        desk.services.diaries.find(preview.diary.code)
    sign = "2" if desk.code[0] != "2" else "3"
    with pytest.raises(Refused, match="mistyped"):
        desk.services.diaries.find(sign + desk.code[1:])


@pytest.mark.parametrize(
    ("values", "field"),
    [(("11",), "mood"), (("3.5",), "mood"), (("", "25"), "sleep"), (("", "7,5"), "sleep"), (("-1",), "mood")],
)
def test_that_what_is_no_number_of_the_diary_is_refused_beside_its_box(
    values: tuple[str, ...], field: str
) -> None:
    desk = a_desk()
    sheet = desk.services.diaries.find(desk.code).sheet
    with pytest.raises(Refused) as refused:
        desk.services.diaries.save_day(sheet, TODAY, row(desk, *values))
    assert refused.value.field == field
    assert not desk.services.diaries.find(desk.code).sheet.typed


@pytest.mark.parametrize("values", [("3",), ()], ids=["a rating", "an empty row"])
def test_that_a_row_of_a_day_that_is_still_to_come_is_refused(values: tuple[str, ...]) -> None:
    desk = a_desk(1)
    diaries = desk.services.diaries
    sheet = diaries.find(desk.code).sheet
    with pytest.raises(Refused, match="Nov 25 is still to come"):
        diaries.save_day(sheet, TODAY + 2 * DAY, row(desk, *values))
    diaries.save_day(sheet, TODAY + DAY, row(desk, *values))
    assert [day.on for day in diaries.find(desk.code).sheet.typed] == [TODAY + DAY]


def test_that_the_list_holds_diaries_until_each_day_is_typed_in() -> None:
    desk = a_desk(13)
    diaries = desk.services.diaries
    (waiting,) = diaries.waiting()
    assert waiting.patient.id == desk.patient.id
    for day in waiting.sheet.days:
        diaries.save_day(waiting.sheet, day, row(desk))
    assert diaries.waiting() == ()
    assert diaries.find(desk.code).sheet.filled == (), "an empty row says that nothing was written"


def test_that_the_front_desk_does_not_open_diaries() -> None:
    desk = a_desk()
    with pytest.raises(NotAllowed):
        Diaries(a_clinic_with(Role.FRONT_DESK), ()).find(desk.code)


def test_that_the_next_visit_is_told_of_the_diary_in_ranges_and_its_fields_stay_empty() -> None:
    desk = a_desk(1)
    diaries = desk.services.diaries
    sheet = diaries.find(desk.code).sheet
    diaries.save_day(sheet, TODAY, row(desk, "3", "7.5", "0"))
    diaries.save_day(sheet, TODAY + DAY, row(desk, "6"))
    names = dict(zip(sheet.effects, ("Tremor", "Thirst"), strict=True))
    told = diary_gist(diaries.of_patient(desk.patient.id), names, TODAY + DAY)
    assert told == "Diary Nov 23 to Nov 24: 2 of 14 days, mood 3 to 6, sleep 7.5 h, tremor 0"
    assert diary_gist(diaries.of_patient(desk.patient.id), names, TODAY + 100 * DAY) == ""


def test_that_a_diary_is_brought_to_a_visit_after_its_first_day() -> None:
    desk = a_desk()
    for days in (7, 21):
        visit = an_appointment(desk.patient, desk.services.session.user, NOW + days * DAY)
        keep(desk.services.session, visit)
    for subject, on in (("tomorrow", "Monday, November 30"), ("after", "Monday, December 14")):
        options = PaperOptions(subject=subject)
        made = desk.services.printing.prepare(DocumentKind.DIARY, desk.patient.id, options)
        assert f"Bring it on {on}" in " ".join(Paper(made.content).text().split())
