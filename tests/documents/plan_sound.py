"""The checks of print.md that hold for every take-home plan, drawn by hand or at random."""

from medmanager.documents.plan.page_limits import most_pages
from medmanager.documents.press import qr
from medmanager.documents.words.amounts import display_name
from medmanager.domain.paper.sheets import PlanSheet
from tests.documents import calendar_checks, checks, page_checks
from tests.documents.paper_reader import Paper
from tests.documents.printed import POINTS, setting_of, writer


def assert_sound(paper: Paper, sheet: PlanSheet) -> None:
    """Every check that holds for the drawn examples holds for any plan."""
    least = 18 if sheet.head.large_print else 12
    assert checks.font_faults(paper) == []
    most = most_pages(setting_of(sheet.head), sheet)
    assert checks.identity_faults(paper, POINTS[sheet.head.paper], most, sheet.head.patient_name) == []
    assert str(paper.pdf.Root.Lang) == sheet.head.language
    assert checks.never_print_faults(paper) == []
    assert checks.shade_faults(paper) == []
    assert checks.reading_faults(paper, sheet.head.language, _names(sheet)) == []
    assert checks.structure_faults(paper) == []
    assert checks.edge_faults(paper) == []
    assert checks.overlap_faults(paper) == []
    if not sheet.head.large_print:  # there one block may well be the last page
        assert checks.bare_page_faults(paper) == []
    assert checks.form_faults(paper) == []
    assert checks.join_faults(paper) == []
    assert checks.size_faults(paper, least=least, companion=18 if sheet.head.large_print else 10) == []
    assert calendar_checks.weekday_faults(paper, sheet.head.made_on) == []
    assert calendar_checks.page_faults(paper) == []
    assert page_checks.steps_page_faults(paper, sheet) == []
    assert checks.footer_faults(paper, sheet.head.patient_name) == []
    voice = writer().phrases.voice(sheet.head.language)
    keys = ("change.title", "stopped.title", "large.stop")
    english = (
        voice.english("change.title"),
        voice.english("stopped.title"),
        voice.english("stopped.title.short"),
    )
    allowed = [voice.text(key) for key in keys]
    allowed += [f"{voice.text(key)} {word}" for key in keys for word in english]
    for item in sheet.stopped:
        assert item.name in paper.text()
        assert checks.stopped_faults(paper, item.name, allowed) == []
    for needed in sheet.as_needed:
        headings = {heading for heading, text in paper.sections if needed.name in text}
        assert any(heading.startswith(voice.text("needed.title")) for heading in headings)


def assert_seen(paper: Paper, sheet: PlanSheet) -> None:
    """What a scanner, a fax and a phone see of the pages."""
    assert checks.contrast_faults(paper) == []
    assert checks.fax_faults(paper) == []
    assert checks.codes(paper) == [qr.tel(sheet.head.clinic.phone)]


def _names(sheet: PlanSheet) -> list[str]:
    """Words that are nobody's to make plainer: people, medicines, brands, and what one is allergic to."""
    head = sheet.head
    found = [head.patient_name, head.prescriber, head.clinic.name, head.clinic.address]
    named = [(one.name, one.form, one.brand) for one in sheet.daily]
    named += [(one.name, one.form, one.brand) for one in sheet.as_needed]
    named += [(one.name, one.form, one.brand) for one in sheet.stopped]
    for name, form, brand in named:
        found += [display_name(name, form), name, brand]
    found += [injection.name for injection in sheet.injections]
    return [*found, *(allergy.substance for allergy in sheet.allergies or ())]
