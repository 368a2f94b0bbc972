"""Leaflets on habits and myths as a kind of paper: for any patient, with or without a plan."""

from dataclasses import dataclass

from medmanager.domain.errors import Refused
from medmanager.domain.knowledge.education import Topic
from medmanager.domain.paper.document import DocumentKind, PaperOffer, Subject
from medmanager.domain.paper.leaflet import LeafletSheet, LeafletTopic
from medmanager.domain.user import Act
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.leaflets import cited
from medmanager.services.papers import MadePaper, PaperChart
from medmanager.services.sheets import SheetMaker, SheetOptions

NO_TOPICS = "The knowledge base holds no leaflets on habits."
GONE = "There is no leaflet of this name any more. Choose another one."


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Topics that go home on one sheet; a myth is one whose id begins with `begins`."""

    key: str
    words: str
    ids: tuple[str, ...] = ()
    begins: str = ""

    def holds(self, topic: Topic) -> bool:
        return topic.id in self.ids or (bool(self.begins) and topic.id.startswith(self.begins))


_BUNDLES = (
    _Bundle("taking", "Missed doses and stopping", ("habit-missed-doses", "habit-stopping")),
    _Bundle("effects", "Side effects and a diary", ("habit-side-effects", "habit-diary")),
    _Bundle("alcohol", "Alcohol, drugs and driving", ("habit-alcohol-cannabis", "habit-driving")),
    _Bundle("pregnancy", "Pregnancy and birth control", ("habit-pregnancy",)),
    _Bundle("storage", "Storage and old medicine", ("habit-storage", "habit-disposal")),
    _Bundle("sleep", "Good sleep", ("habit-sleep",)),
    _Bundle("beside", "Therapy, groups and TMS", ("habit-therapy", "habit-tms")),
    _Bundle("asking", "Questions and cost", ("habit-questions", "habit-cost")),
    _Bundle("emergency", "When it is urgent", ("habit-emergency",)),
    _Bundle("myths", "Myths", begins="myth-"),
)
"""What belongs together stands on one sheet, so that the list stays short."""
_OTHERS = _Bundle("others", "Other topics")


class TopicPaper:
    """What is told of medicines in general. Subjects are bundles of topics; none of them needs a plan."""

    kind = DocumentKind.TOPICS
    act = Act.PRINT_CLINICAL

    def __init__(self, sheets: SheetMaker, shelf: KnowledgeShelf) -> None:
        self._sheets, self._shelf = sheets, shelf

    def offer(self, chart: PaperChart) -> PaperOffer:
        """Every bundle that holds a topic; what belongs to none stands together at the end."""
        note = "sleep, alcohol, missed doses and more"
        try:
            subjects = tuple(Subject(bundle.key, bundle.words) for bundle in self._bundled())
        except Refused as unreadable:
            # The other papers can be made all the same.
            return PaperOffer(self.kind, "Habits and myths", note, unreadable.sentence)
        return PaperOffer(self.kind, "Habits and myths", note, "" if subjects else NO_TOPICS, subjects)

    def make(self, chart: PaperChart, options: SheetOptions) -> MadePaper:
        """Raises Refused where the knowledge base has no such topics, and without a clinic phone."""
        bundled = self._bundled()
        if not bundled:
            raise Refused(NO_TOPICS)
        bundle = next((one for one in bundled if options.subject in ("", one.key)), None)
        if bundle is None:
            raise Refused(GONE)
        sheet = LeafletSheet(
            self._sheets.head(chart.work, chart.patient, None, options),
            (),
            self._shelf.base.edition.as_of,
            topics=tuple(_told(topic, options) for topic in bundled[bundle]),
        )
        return MadePaper(sheet, f"Leaflet, {bundle.words[:1].lower()}{bundle.words[1:]}")

    def _bundled(self) -> dict[_Bundle, tuple[Topic, ...]]:
        topics = self._shelf.base.education.topics
        found = {bundle: tuple(one for one in topics if bundle.holds(one)) for bundle in _BUNDLES}
        found[_OTHERS] = tuple(one for one in topics if not any(bundle.holds(one) for bundle in _BUNDLES))
        return {bundle: held for bundle, held in found.items() if held}


def _told(topic: Topic, options: SheetOptions) -> LeafletTopic:
    language, evidence = options.language.value, topic.evidence
    return LeafletTopic(
        topic.titles[language], topic.sentences[language], cited(evidence), bool(evidence.reviewed_by)
    )
