"""Leaflets over a chart: of the plan's medicines, those just begun first, and of habits and myths."""

from dataclasses import replace

import pytest

from medmanager.domain.errors import NotAllowed, Refused
from medmanager.domain.ids import PatientId
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.knowledge.education import Education
from medmanager.domain.paper.document import DocumentKind, PaperOffer, PaperOptions
from medmanager.domain.paper.leaflet import LeafletSheet
from medmanager.domain.patient import Language
from medmanager.domain.plan.plan import PlanItem
from medmanager.domain.user import Role
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.leaflets import NONE_HERE
from medmanager.services.paper_table import paper_table
from medmanager.services.papers import NO_PLAN
from medmanager.services.printing import Printing
from medmanager.services.session import Session
from medmanager.services.topic_paper import GONE, NO_TOPICS
from tests.builders import NOW, a_patient, a_signed_plan, an_item, keep
from tests.services.paper_desk import EFFECTS, NotedWriter, a_desk, a_printing, at_the_desk_of
from tests.shelf import the_base

LEAFLET, HABITS = DocumentKind.LEAFLET, DocumentKind.TOPICS
TOPICS = the_base().education.topics


def a_chart(
    *items: PlanItem, before: tuple[PlanItem, ...] = ()
) -> tuple[Session, Printing, NotedWriter, PatientId]:
    """A patient with these medicines signed today, after a plan with those of before."""
    session, printing, writer = a_desk()
    patient = a_patient()
    keep(session, patient)
    if items:
        old = a_signed_plan(patient, session.user, *before, number=1, signed_at=NOW)
        keep(session, old, a_signed_plan(patient, session.user, *items, number=2, based_on=old.id))
    return session, printing, writer, patient.id


def the_offer(printing: Printing, patient: PatientId, kind: DocumentKind = LEAFLET) -> PaperOffer:
    found = printing.shelf(patient).offer(kind)
    assert found is not None
    return found


def made(
    printing: Printing, writer: NotedWriter, patient: PatientId, kind: DocumentKind = LEAFLET, **told: object
) -> LeafletSheet:
    printing.prepare(kind, patient, PaperOptions(**told))  # type: ignore[arg-type]  # fields by name
    assert isinstance(writer.sheet, LeafletSheet)
    return writer.sheet


def test_that_medicines_just_begun_come_first_and_all_together_last() -> None:
    kept, begun = an_item("sertraline"), an_item("lithium")
    _, printing, _, patient = a_chart(kept, begun, before=(kept,))
    words = [one.words for one in the_offer(printing, patient).subjects]
    assert words == ["lithium", "sertraline", "All 2 medicines"]


def test_that_a_chosen_medicine_is_told_in_the_language_of_the_paper() -> None:
    kept, begun = an_item("sertraline"), an_item("lithium")
    _, printing, writer, patient = a_chart(kept, begun, before=(kept,))
    assert [part.name for part in made(printing, writer, patient).leaflets] == ["lithium"]
    sheet = made(printing, writer, patient, subject=str(kept.line_id), language=Language.SPANISH)
    assert [part.name for part in sheet.leaflets] == ["sertraline"]
    leaflet = the_base().education.leaflet("sertraline")
    assert leaflet is not None
    assert sheet.leaflets[0].sections == leaflet.told("es", "sertraline")


def test_that_all_together_names_the_medicine_without_a_leaflet() -> None:
    unknown = an_item("a tea of her own")
    _, printing, writer, patient = a_chart(an_item("sertraline"), an_item("lithium"), unknown)
    sheet = made(printing, writer, patient, subject="all")
    assert {part.name for part in sheet.leaflets} == {"sertraline", "lithium"}
    assert sheet.missing == ("a tea of her own",)


def test_that_brand_and_salt_of_one_drug_get_one_leaflet() -> None:
    _, printing, _, patient = a_chart(an_item("lithium"), an_item("lithium carbonate"))
    words = [one.words for one in the_offer(printing, patient).subjects]
    assert words == ["lithium"]


def test_that_a_plan_without_leaflets_and_no_plan_at_all_say_why() -> None:
    _, printing, writer, patient = a_chart(an_item("a tea of her own"))
    assert the_offer(printing, patient).why_not == NONE_HERE
    with pytest.raises(Refused, match=NONE_HERE):
        made(printing, writer, patient)
    _, printing, writer, patient = a_chart()
    assert the_offer(printing, patient).why_not == NO_PLAN
    with pytest.raises(Refused, match="no signed plan"):
        made(printing, writer, patient, subject="all")


@pytest.mark.parametrize("language", list(Language))
def test_that_every_topic_of_the_base_is_on_one_of_the_sheets_that_need_no_plan(language: Language) -> None:
    _, printing, writer, patient = a_chart()
    offer = the_offer(printing, patient, HABITS)
    sheets = [
        made(printing, writer, patient, HABITS, subject=one.key, language=language) for one in offer.subjects
    ]
    told = {topic.title: topic.sentences for sheet in sheets for topic in sheet.topics}
    assert told == {one.titles[language.value]: one.sentences[language.value] for one in TOPICS}
    assert sum(len(sheet.topics) for sheet in sheets) == len(TOPICS) == 21
    assert all(sheet.head.plan_number is None for sheet in sheets)
    assert all(topic.source for sheet in sheets for topic in sheet.topics)


def test_that_a_topic_that_no_bundle_knows_is_offered_with_the_others() -> None:
    session, _, writer, patient = a_chart()
    base = the_base()
    strange = replace(TOPICS[0], id="habit-of-tomorrow")
    newer = replace(base, education=replace(base.education, topics=(*TOPICS, strange)))
    shelf = KnowledgeShelf(lambda: newer)
    printing = Printing(session, writer, paper_table(session, EFFECTS, shelf))
    assert the_offer(printing, patient, HABITS).subjects[-1].words == "Other topics"
    empty = replace(base, education=Education())
    printing = Printing(session, writer, paper_table(session, EFFECTS, KnowledgeShelf(lambda: empty)))
    assert the_offer(printing, patient, HABITS).why_not == NO_TOPICS


def test_that_a_base_that_cannot_be_read_leaves_the_other_papers_to_be_made() -> None:
    def unreadable() -> KnowledgeBase:
        raise Refused("The knowledge base cannot be read.")

    session, _, writer, patient = a_chart()
    printing = Printing(session, writer, paper_table(session, EFFECTS, KnowledgeShelf(unreadable)))
    assert the_offer(printing, patient, HABITS).why_not == "The knowledge base cannot be read."


def test_that_a_bundle_that_is_gone_is_refused() -> None:
    _, printing, writer, patient = a_chart()
    with pytest.raises(Refused, match=GONE):
        made(printing, writer, patient, HABITS, subject="of nobody")


def test_that_a_topic_is_filed_and_printed_again_and_the_desk_may_not_make_it() -> None:
    _, printing, _, patient = a_chart()
    prepared = printing.prepare(HABITS, patient, PaperOptions(subject="sleep"))
    document = printing.file(prepared)
    assert document.title.startswith("Leaflet, good sleep")
    assert printing.reprint(document.id) == printing.content(document.id)
    session, other, _ = a_desk(Role.FRONT_DESK)
    keep(session, stranger := a_patient())
    with pytest.raises(NotAllowed):
        other.prepare(HABITS, stranger.id, PaperOptions(subject="sleep"))


@pytest.mark.parametrize("kind", [LEAFLET, HABITS], ids=str)
@pytest.mark.parametrize("large", [False, True], ids=["standard", "large"])
def test_that_the_desk_is_not_told_of_which_medicine_or_habit_a_leaflet_is(
    kind: DocumentKind, large: bool
) -> None:
    session, printing, _, patient = a_chart(an_item("lithium"))
    first = the_offer(printing, patient, kind).subjects[0].key
    prepared = printing.prepare(kind, patient, PaperOptions(subject=first, large_print=large))
    printing.file(prepared)
    assert printing.shelf(patient).rows[0].document.title == prepared.title
    desk = a_printing(at_the_desk_of(session), NotedWriter())
    tail = ", large print" if large else ""
    assert [row.document.title for row in desk.shelf(patient).rows] == [f"Leaflet, English{tail}"]
