"""Decides what the visits tab shows: one note at a time, kept while it is written, signed once. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, NotAllowed, StaleRecord
from medmanager.domain.ids import AppointmentId, LineId, PatientId, VisitId
from medmanager.domain.user import Act
from medmanager.domain.visit import Visit, VisitStatus
from medmanager.domain.visit_book import VisitBook
from ui.kit import words
from ui.kit.context import Context
from ui.kit.fields.form_drafts import FormDrafts
from ui.screens.visits.contact_words import ContactRow, contact_rows
from ui.screens.visits.crossing_presenter import CrossingFace, CrossingPresenter
from ui.screens.visits.live_build import build_live
from ui.screens.visits.page_build import Looking, build_page
from ui.screens.visits.signing_presenter import SigningFace, SigningPresenter
from ui.screens.visits.visit_fields import (
    EffectFields,
    Kept,
    ReviewFields,
    VisitFields,
    fields_of,
    from_draft,
    to_draft,
)
from ui.screens.visits.visit_page import LivePage, VisitPage
from ui.screens.visits.visit_reading import VisitReading, read_visit

FORM = "visit"
LOST = "What you typed was kept by another version and cannot be shown. Write it again."
NO_VISIT = "No visit is recorded for this patient yet."


class VisitsFace(CrossingFace, SigningFace, Protocol):
    """What the presenter asks of its view."""

    def show_loading(self) -> None: ...
    def show_contacts(self, rows: tuple[ContactRow, ...]) -> None: ...
    def show_empty(self, sentence: str, *, may_begin: bool) -> None: ...
    def show_not_allowed(self, sentence: str) -> None: ...
    def show_error(self, sentence: str) -> None: ...
    def show_page(self, page: VisitPage) -> None: ...
    def show_fields(self, typed: VisitFields) -> None: ...
    def show_live(self, live: LivePage) -> None: ...
    def show_saved(self, words: str) -> None: ...
    def lead_keyboard(self) -> None: ...
    def show_refusal(self, field: str, sentence: str) -> None: ...


class VisitsPresenter:
    """Raw text is kept within a second; the note itself is saved whenever a part of it is left."""

    def __init__(self, context: Context, face: VisitsFace, patient_id: PatientId) -> None:
        self._context, self._face, self._patient_id = context, face, patient_id
        self._visits, self._kept = context.services.visits, FormDrafts(context, FORM, from_draft, LOST)
        self.signing = SigningPresenter(context, face, self, patient_id)
        self.crossing = CrossingPresenter(context, face, self._take)
        self._book: VisitBook | None = None
        self._visit: Visit | None = None
        self._typed = VisitFields()
        self._reading: VisitReading | None = None
        self._chosen: VisitId | None = None
        self._subject: UUID | None = None
        self._own_version = 0
        self._is_saving = self._is_led = False
        self._then: Callable[[], None] | None = None

    # ---------------------------------------------------------------------- reading

    def load(self) -> None:
        """Read the visits again; what is typed stays."""
        if self._book is None:
            self._face.show_loading()
        self._context.ask(partial(self._visits.open, self._patient_id), self._opened, self._not_opened)

    def expect(self, subject: UUID) -> None:
        """What to show when the visits are read for the first time."""
        self._subject = subject

    def turn_to(self, subject: UUID) -> None:
        """Show a visit, or the visit of an appointment, which is begun when there is none."""
        self._subject = subject
        self.load()

    def choose(self, visit_id: VisitId) -> None:
        """Show another visit; the one that is left is saved first."""
        self.settle()
        self._chosen = visit_id
        self.load()

    # ---------------------------------------------------------------------- writing

    def begin(self) -> None:
        """A new note for now; an unsigned one of today is opened instead."""
        self._is_led = True
        self._context.ask(partial(self._visits.begin, self._patient_id), self._begun)

    def typed(self, typed: VisitFields) -> None:
        """Something was answered: read everything again."""
        self._typed = typed
        self._read()

    def add_effect(self, code: str) -> None:
        """One more side effect to ask about."""
        if code and not any(one.code == code for one in self._typed.effects):
            self._typed = replace(self._typed, effects=(*self._typed.effects, EffectFields(code)))
            self._show_page()
            self._face.show_fields(self._typed)
            self._read()
            self.keep()

    def keep(self) -> None:
        """Keep what is typed, readable or not: it is back after a crash."""
        visit = self._visit
        if visit is not None and self._is_draft:
            kept = Kept(self._own_version, self._typed, self._fields_of(visit))
            self._kept.keep(visit.id, visit.patient_id, to_draft(kept))

    def settle(self) -> None:
        """Save the note as far as it can be read; when nothing changed nothing is saved."""
        reading, visit = self._reading, self._visit
        if self._is_saving or reading is None or visit is None or not self._is_draft:
            return
        if reading.visit == visit:
            self._go_on()
            return
        self._is_saving = True
        self._context.ask(partial(self._visits.save, reading.visit), self._settled, self._not_settled)

    def when_saved(self, then: Callable[[], None]) -> None:
        """Do this once the note is saved."""
        self._then = then
        self.settle()

    def drop_draft(self) -> None:
        """What was put aside of this note is done with."""
        if self._visit is not None:
            self._kept.drop(self._visit.id)

    def add_addendum(self, text: str) -> None:
        """Words added to the signed note that is shown."""
        if self._visit is not None:
            work = partial(self._visits.add_addendum, self._visit, text)
            self._context.ask(work, self._added, self._not_added)

    def addendum_typed(self, text: str) -> None:
        """An addendum that was emptied is not offered again."""
        if not self._is_draft and not text.strip():
            self.drop_draft()

    def throw_away(self) -> None:
        """Void a note that was begun by mistake."""
        if self._visit is not None and self._is_draft:
            self._context.ask(partial(self._visits.throw_away, self._visit), self._thrown)

    def open_plan(self, line_id: LineId | None = None) -> None:
        """Go to the plan as it stands, and to the dose of one medicine; the note is saved first."""
        self.settle()
        self._context.navigate.open_patient(self._patient_id, "plan", line_id or self._patient_id)

    # ---------------------------------------------------------------------- answers

    @property
    def book(self) -> VisitBook | None:
        """The visits of the patient, once they are read."""
        return self._book

    @property
    def written(self) -> VisitReading | None:
        """What is read from the form; None where nothing may be written."""
        return self._reading if self._is_draft else None

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._context.services.session.practice.time_zone)

    @property
    def _is_draft(self) -> bool:
        return self._visit is not None and self._visit.status is VisitStatus.DRAFT

    @property
    def _looking(self) -> Looking:
        may_write = self._context.services.session.user.may(Act.EDIT_CHART)
        return Looking(self._visits.side_effects, self._zone, may_write)

    def _opened(self, book: VisitBook) -> None:
        if self._is_saving:
            # Whose save this shows is known only when ours is answered; it is read again then.
            return
        self._book = book
        self._face.show_contacts(contact_rows(book.elsewhere, self._zone))
        self.signing.check(book.plan_draft or book.in_force)
        if self._subject is not None and self._turned(book, self._subject):
            return
        visit = self._pick(book)
        if visit is None:
            self._visit = self._reading = None
            self._face.show_empty(NO_VISIT, may_begin=self._looking.may_write)
            return
        held = self._visit
        if held is None or held.id != visit.id:
            self._show_visit(visit)
            self._lead()
        elif visit.version == self._own_version or visit.version == held.version:
            self._refreshed(visit)
        else:
            self._overtaken(held, visit)
        self._is_led = False
        self._go_on()

    def _turned(self, book: VisitBook, subject: UUID) -> bool:
        """Whether the subject is an appointment whose note is begun now."""
        self._subject, self._is_led = None, True
        found = next((one for one in book.visits if subject in (one.id, one.appointment_id)), None)
        if found is not None:
            self._chosen = found.id
            return False
        work = partial(self._visits.begin, self._patient_id, None, AppointmentId(subject))
        self._context.ask(work, self._begun, self._not_begun)
        return True

    def _pick(self, book: VisitBook) -> Visit | None:
        chosen = book.visit(self._chosen) if self._chosen else None
        drafts = (one for one in book.visits if one.status is VisitStatus.DRAFT)
        return chosen or next(drafts, None) or next(iter(book.visits), None)

    def _show_visit(self, visit: Visit) -> None:
        """Another note: fill the form, then look whether something was typed and not saved."""
        self._visit, self._own_version = visit, visit.version
        self._chosen = visit.id
        self._typed = self._fields_of(visit)
        self._show_page()
        self.crossing.forget()
        self._face.show_saved("")
        self._typed = self._with_rows(self._typed)
        self._face.show_fields(self._typed)
        self._read()
        if self._looking.may_write:
            self._kept.recall(visit.id, partial(self._recalled, visit.id))

    def _lead(self) -> None:
        """To the first section of a note that was begun, or led to: the keyboard would fall to the next stop,
        which signs.
        """
        if self._is_led and self._is_draft:
            self._face.lead_keyboard()

    def _refreshed(self, visit: Visit) -> None:
        """The same note, saved by us or not changed at all: what is typed stays."""
        self._visit, self._own_version = visit, visit.version
        self._show_page()
        merged = self._with_rows(self._typed)
        if merged != self._typed:
            self._typed = merged
            self._face.show_fields(merged)
        self._read()

    def _overtaken(self, held: Visit, visit: Visit) -> None:
        """Somebody else saved this note."""
        is_typed = self._reading is not None and self._reading.visit != held
        kept = Kept(held.version, self._typed, self._fields_of(held))
        self._show_visit(visit)
        if is_typed:
            self._offer(kept, visit)

    def _offer(self, kept: Kept, visit: Visit) -> None:
        assert self._book is not None, "a note is shown of the visits"
        self.crossing.offer(kept, visit, self._book)

    def _take(self, typed: VisitFields) -> None:
        """The note as somebody decided: into the form, like anything typed."""
        self._typed = self._with_rows(typed)
        self._show_page()
        self._face.show_fields(self._typed)
        self._read()
        self.keep()

    def _recalled(self, visit_id: VisitId, found: Kept) -> None:
        visit = self._visit
        if visit is None or visit.id != visit_id:
            return
        if found.version != visit.version and found.typed != self._typed:
            self._offer(found, visit)
        elif self._is_draft and found.typed != self._typed:
            self._typed = found.typed
            self._show_page()
            self._face.show_fields(self._typed)
            self._read()

    def _with_rows(self, typed: VisitFields) -> VisitFields:
        """The form with a row for each side effect and medicine that the page asks about."""
        page = self.page()
        codes = {one.code for one in typed.effects}
        effects = (EffectFields(box.code) for box in page.effects if box.code not in codes)
        lines = {one.line_id for one in typed.lines}
        reviews = (ReviewFields(str(box.line_id)) for box in page.medicines if str(box.line_id) not in lines)
        return replace(typed, effects=(*typed.effects, *effects), lines=(*typed.lines, *reviews))

    def _fields_of(self, visit: Visit) -> VisitFields:
        assert self._book is not None, "a note is shown of the visits"
        return fields_of(visit, self._book.scales)

    def page(self) -> VisitPage:
        """The note that is shown, as it stands still."""
        assert self._book is not None, "a page needs the visits"
        assert self._visit is not None, "a page is of one visit"
        return build_page(self._book, self._visit, self._looking, self._typed)

    def _show_page(self) -> None:
        self._face.show_page(self.page())

    def _read(self) -> None:
        visit, book = self._visit, self._book
        if visit is None or book is None:
            return
        self._reading = read_visit(self._typed, visit, book.scales)
        self._face.show_live(build_live(self.page(), self._typed, self._reading, book))

    def _settled(self, _: Changes) -> None:
        self._is_saving = False
        visit, reading = self._visit, self._reading
        assert visit is not None, "what was saved is still shown"
        assert reading is not None, "what was saved was read"
        self._own_version = visit.version + 1
        time = words.time_of(self._context.clock.now(), self._zone)
        self._face.show_saved(f"Draft saved {time}")
        if reading.problems:
            self.keep()
        else:
            self.drop_draft()
        self.load()

    def _not_settled(self, error: MedManagerError) -> None:
        self._is_saving, self._then = False, None
        self.keep()
        if isinstance(error, StaleRecord):
            self.crossing.ask_at_once()
        else:
            self._context.notices.warn(error.sentence)
        self.load()

    def _go_on(self) -> None:
        """What waited until the note was saved."""
        then, self._then = self._then, None
        if then is not None:
            then()

    def _added(self, _: Changes) -> None:
        self.addendum_typed("")
        self._face.show_refusal("addendum", "")
        self._context.notices.say("The addendum is added.")
        self.load()

    def _not_added(self, error: MedManagerError) -> None:
        self._face.show_refusal("addendum", error.sentence)
        self.load()

    def _thrown(self, _: Changes) -> None:
        self._face.close_dialog()
        self._visit = self._reading = self._chosen = None
        self._context.notices.say("The note was thrown away.")
        self.load()

    def _begun(self, changes: Changes) -> None:
        self._chosen = VisitId(changes.items[0].id)
        self.load()

    def _not_begun(self, error: MedManagerError) -> None:
        self._is_led = False
        self._context.notices.warn(error.sentence)
        self.load()

    def _not_opened(self, error: MedManagerError) -> None:
        if isinstance(error, NotAllowed):
            self._face.show_not_allowed(error.sentence)
        elif self._book is None:
            self._face.show_error(error.sentence)
        else:
            # What is typed in the page must stay in sight.
            self._context.notices.warn(error.sentence)
