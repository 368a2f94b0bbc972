"""Leaflets to draw: those of the knowledge base, for the invented patient."""

from medmanager.domain.paper.leaflet import LeafletPart, LeafletSheet, LeafletTopic
from medmanager.domain.patient import Language
from medmanager.services.leaflets import cited
from tests.documents.sheet_builders import head
from tests.shelf import the_base


def leaflets(*names: str, language: Language = Language.ENGLISH, **changed: object) -> LeafletSheet:
    """The leaflets of these drugs."""
    base = the_base()
    parts = []
    for name in names:
        leaflet = base.education.leaflet(name)
        assert leaflet is not None, f"no leaflet for {name}"
        parts.append(LeafletPart(name, leaflet.told(language.value, name), cited(leaflet.evidence)))
    return LeafletSheet(head(language=language, **changed), tuple(parts), base.edition.as_of)


def topics(language: Language = Language.ENGLISH, **changed: object) -> list[LeafletSheet]:
    """A sheet for each topic of the knowledge base: it belongs to no plan."""
    base = the_base()
    of = head(language=language, plan_number=None, replaces=None, **changed)
    told = [
        LeafletTopic(one.titles[language.value], one.sentences[language.value], cited(one.evidence))
        for one in base.education.topics
    ]
    return [LeafletSheet(of, (), base.edition.as_of, topics=(one,)) for one in told]
