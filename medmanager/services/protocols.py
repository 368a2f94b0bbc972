"""Finding a medicine, and the practice's protocols: kept, renamed and retired by those who may sign."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import UUID

from medmanager.domain.changes import Changes
from medmanager.domain.day_words import long_date
from medmanager.domain.errors import Refused
from medmanager.domain.ids import LineId
from medmanager.domain.knowledge.drug import Drug
from medmanager.domain.local_time import local_day
from medmanager.domain.paper.ready_words import ReadyWords
from medmanager.domain.plan.favourite import PinnedMedicine
from medmanager.domain.plan.plan import Plan, PlanItem
from medmanager.domain.plan.protocol import (
    DoseProtocol,
    Writing,
    in_its_place,
    named_alike,
    protocol_name,
    protocol_of,
)
from medmanager.domain.plan.protocol_shelf import (
    BegunLine,
    Found,
    FoundFavourite,
    ProtocolShelf,
    closeness,
    fits,
    ranked,
)
from medmanager.domain.plan.protocol_starters import Patient, Starter, offered, start_line
from medmanager.domain.user import Act
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.safety_check import asked_about, read_asked
from medmanager.services.session import Session

LOOK_BACK_DAYS = 365
"""What was prescribed most is counted over so many days."""
COUNTED = 30
"""So many medicines are counted; those that somebody pinned are among the favourites anyway."""
TAKEN = "There is a protocol of that name. Write another name, or replace the old one."


class Protocols:
    """A protocol is given out as a line to be read and kept; only `Plans.keep_line` puts a line on a plan."""

    def __init__(self, session: Session, shelf: KnowledgeShelf, words: ReadyWords) -> None:
        self._session, self._knowledge, self.words = session, shelf, words

    # ---------------------------------------------------------------------- finding

    def shelf(self) -> ProtocolShelf:
        """Protocols in use by name, shipped ones that the practice has no own of, and favourites."""
        session = self._session
        with session.read(Act.SEE_CHART) as work:
            kept = tuple(one for one in work.protocols.all() if not one.retired)
            mine = [pin.generic for pin in work.pins.all() if pin.user_id == session.user.id]
            counted = work.queries.most_prescribed(session.days_ago(LOOK_BACK_DAYS), COUNTED)
            people = {user.id: user.display_name for user in work.users.all()}
        own = {one.name.casefold() for one in kept}
        shipped = tuple(one for one in offered(self._knowledge.base) if one.name.casefold() not in own)
        by_name = tuple(sorted(kept, key=lambda one: one.name.casefold()))
        return ProtocolShelf(by_name, shipped, ranked(counted, mine), people)

    def find(self, typed: str, shelf: ProtocolShelf) -> Found:
        """What fits; reads no record. Nothing typed finds all protocols and favourites, and no drug."""
        protocols = tuple(one for one in shelf.protocols if self._fits(typed, one.name, one.medicine.generic))
        starters = tuple(one for one in shelf.starters if self._fits(typed, one.name, one.drug))
        fitting = (
            FoundFavourite(one, drug)
            for one in shelf.favourites
            for drug in (self._knowledge.named(one.generic),)
            if fits(typed, one.generic, *(drug.names if drug else ()), drug.drug_class if drug else "")
        )
        # "ser" names sertraline; that it also begins a brand of quetiapine must not put that one before it.
        favourites = tuple(sorted(fitting, key=lambda one: -closeness(typed, one.names)))
        first = {one.favourite.generic for one in favourites}
        drugs = tuple(one for one in self._knowledge.search(typed) if one.generic not in first)
        near = () if protocols or starters or favourites or drugs else tuple(self._near(typed))
        return Found(typed, protocols, starters, favourites, drugs, near)

    def _near(self, typed: str) -> Iterator[Drug]:
        """The drugs whose names are written much like what was typed."""
        for name in self._knowledge.base.names.find(typed).suggestions:
            drug = self._knowledge.named(name)
            if drug is not None:
                yield drug

    def _fits(self, typed: str, name: str, generic: str) -> bool:
        drug: Drug | None = self._knowledge.named(generic)
        return fits(typed, name, generic, *(drug.names if drug else ()), drug.drug_class if drug else "")

    # ---------------------------------------------------------------------- giving out

    def line(self, protocol: DoseProtocol) -> BegunLine:
        """A new line of the newest state of a protocol, from today. Raises Refused for a retired one."""
        with self._session.read(Act.DRAFT_PLAN) as work:
            held = work.protocols.find(protocol.id)
            people = {user.id: user.display_name for user in work.users.all()}
        if held is None or held.retired:
            raise Refused("This protocol was retired. Look for the medicine itself.", "medicine")
        item = held.line(LineId(self._session.new_id()), self._session.today())
        by = people.get(held.changed_by, "") if held.changed_by else ""
        changed = f", last changed {long_date(self._changed_on(held))}" if held.changed_at else ""
        return BegunLine(item, f"From protocol “{held.name}”{changed}{f' by {by}' if by else ''}.")

    def starter_line(self, starter: Starter, plan: Plan) -> BegunLine:
        """A new line of a shipped protocol, from today. Raises Refused where this patient needs another."""
        base, today = self._knowledge.base, self._session.today()
        with self._session.read(Act.DRAFT_PLAN) as work:
            asked = read_asked(work, plan.patient_id, self._session.zone)
        patient = Patient(plan, asked_about(asked, plan, today))
        made = start_line(base, starter, patient, LineId(self._session.new_id()))
        edition = base.edition
        shipped = f"From the shipped protocol “{starter.name}”, knowledge base of {long_date(edition.as_of)}."
        return BegunLine(made.item, f"{shipped} {made.source}.".replace(" .", ""), made.notes)

    # ---------------------------------------------------------------------- keeping

    def keep(self, name: str, item: PlanItem, *, instead: bool = False) -> Changes:
        """Keep a line as a protocol. Raises Refused for a name that is taken, unless it is kept `instead`."""
        session = self._session
        writing = Writing(session.new_id(), session.user.id, session.now())
        fresh = protocol_of(name, item, session.today(), writing)
        with session.write(Act.SIGN_PLAN, "save protocol", detail=fresh.name) as work:
            old = named_alike(work.protocols.all(), fresh.name)
            if old is not None and not instead:
                raise Refused(TAKEN, "name")
            work.protocols.save(in_its_place(fresh, old) if old else fresh)
        return work.changes

    def rename(self, protocol: DoseProtocol, name: str) -> Changes:
        """Give it another name. Raises Refused for one that another protocol has."""
        session, wanted = self._session, protocol_name(name)
        detail = f"{protocol.name} to {wanted}"
        with session.write(Act.SIGN_PLAN, "rename protocol", detail=detail) as work:
            other = named_alike(work.protocols.all(), wanted)
            if other is not None and other.id != protocol.id:
                raise Refused("Another protocol has that name. Write another one.", "name")
            work.protocols.save(self._touched(replace(protocol, name=wanted)))
        return work.changes

    def retire(self, protocol: DoseProtocol) -> Changes:
        """Take it out of use; lines that were made of it stay as they are."""
        with self._session.write(Act.SIGN_PLAN, "retire protocol", detail=protocol.name) as work:
            work.protocols.save(self._touched(replace(protocol, retired=True)))
        return work.changes

    def take_back(self, protocol_id: UUID) -> Changes:
        """Put a retired one in use again. Raises Refused when its name is taken by now."""
        with self._session.write(Act.SIGN_PLAN, "take protocol back") as work:
            held = work.protocols.get(protocol_id)
            other = named_alike(work.protocols.all(), held.name)
            if other is not None and other.id != held.id:
                raise Refused("Another protocol has that name by now. Rename that one first.", "name")
            work.protocols.save(self._touched(replace(held, retired=False)))
        return work.changes

    def pin(self, generic: str, *, pinned: bool) -> Changes:
        """Put a medicine among the first of the person who is signed in, or take it away."""
        session = self._session
        action = "pin medicine" if pinned else "unpin medicine"
        with session.write(Act.SEE_CHART, action, detail=generic) as work:
            mine = [one for one in work.pins.all() if one.user_id == session.user.id]
            held = next((one for one in mine if one.generic == generic), None)
            if pinned and held is None:
                work.pins.save(PinnedMedicine(session.new_id(), session.user.id, generic))
            elif held is not None and not pinned:
                work.pins.void(held, "unpinned")
        return work.changes

    def _touched(self, protocol: DoseProtocol) -> DoseProtocol:
        return replace(protocol, changed_by=self._session.user.id, changed_at=self._session.now())

    def _changed_on(self, protocol: DoseProtocol) -> date:
        assert protocol.changed_at is not None, "asked only where it is known"
        return local_day(protocol.changed_at, self._session.zone)
