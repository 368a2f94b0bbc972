"""Leaflets to draw: those of the knowledge base, for the invented patient."""

from medmanager.domain.patient import Language
from medmanager.domain.sheet_leaflet import LeafletPart, LeafletSheet
from tests.documents.sheet_builders import head
from tests.shelf import the_base


def leaflets(*names: str, language: Language = Language.ENGLISH, **changed: object) -> LeafletSheet:
    """The leaflets of these drugs."""
    base = the_base()
    parts = []
    for name in names:
        leaflet = base.education.leaflet(name)
        assert leaflet is not None, f"no leaflet for {name}"
        parts.append(LeafletPart(name, leaflet.told(language.value, name), leaflet.evidence.text))
    return LeafletSheet(head(language=language, **changed), tuple(parts), base.edition.as_of)
