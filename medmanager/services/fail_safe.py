"""Fail-safe sheets: each of tomorrow's patients on paper, in case the computer is down."""

import re
from collections.abc import Sequence
from datetime import date, time
from functools import cached_property
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from medmanager.domain.calendar.appointment import Appointment
from medmanager.domain.changes import Changes
from medmanager.domain.day_words import long_day
from medmanager.domain.errors import Cancelled, MedManagerError, Refused
from medmanager.domain.ids import DocumentId, PatientId
from medmanager.domain.knowledge.base import KnowledgeBase
from medmanager.domain.local_time import days_span, local_day
from medmanager.domain.paper.document import ArchivedDocument, DocumentKind, PaperOffer
from medmanager.domain.paper.document import Printing as Printed
from medmanager.domain.paper.fail_safe import (
    FailSafeLines,
    allergy_words,
    initials,
    next_clinic_day,
    open_tests,
    taken_elsewhere,
    warning_of,
)
from medmanager.domain.paper.fail_safe_run import FailSafeDay, FailSafeMissing, FailSafeRun
from medmanager.domain.paper.fail_safe_sheet import (
    FailSafePrinted,
    FailSafeQuestion,
    FailSafeSheet,
    FailSafeVisit,
    FailSafeWarning,
)
from medmanager.domain.patient import Language, Patient
from medmanager.domain.plan.plan import Plan
from medmanager.domain.plan.reconciliation import beyond_plan
from medmanager.domain.summary import DatedVisit, open_worries
from medmanager.domain.user import Act
from medmanager.services.knowledge import KnowledgeShelf
from medmanager.services.papers import MadePaper, PaperChart
from medmanager.services.plan_watch import PlanWatch
from medmanager.services.ports import DocumentWriter, Progress, UnitOfWork
from medmanager.services.safety_check import Asked, checked, read_asked
from medmanager.services.session import Session
from medmanager.services.sheets import SheetMaker, SheetOptions

_WORD = re.compile(r"[A-Za-z]+")
_TITLE = "Fail-safe sheet"
_ENGLISH = SheetOptions(Language.ENGLISH, large_print=False)


class FailSafeMaker:
    """Makes the values of one patient's sheet, in the unit of work of a caller who asked for permission."""

    def __init__(self, sheets: SheetMaker, shelf: KnowledgeShelf) -> None:
        self._sheets, self._shelf = sheets, shelf
        self._watch = PlanWatch(sheets.session, shelf)

    def make(
        self, work: UnitOfWork, patient: Patient, visit: FailSafeVisit | None, options: SheetOptions
    ) -> FailSafeSheet:
        """The sheet. Raises Refused without a clinic phone."""
        session, zone = self._sheets.session, self._sheets.zone
        asked = read_asked(work, patient.id, zone)
        plan, day = asked.in_force, visit.on if visit else session.today()
        lines = FailSafeLines(plan, day, self.tall_man) if plan else None
        elsewhere = beyond_plan(asked.chart.statements, asked.reconciled, plan, day)
        warnings, not_checked, as_of = self._checked(asked, plan)
        now = session.now().astimezone(zone).time()
        return FailSafeSheet(
            self._sheets.head(work, patient, plan, options),
            visit,
            patient.age_on(day),
            patient.phone,
            FailSafePrinted(
                now, now, as_of, local_day(plan.signed_at, zone) if plan and plan.signed_at else None
            ),
            plan is not None,
            tuple(allergy_words(asked.allergies, self.tall_man)),
            asked.allergy_knowledge,
            tuple(lines.daily()) if lines else (),
            tuple(lines.needed()) if lines else (),
            tuple(taken_elsewhere(elsewhere, self.tall_man)),
            tuple(lines.stopped()) if lines else (),
            tuple(
                open_tests(
                    self._watch.by_now(work, plan) if plan else None,
                    asked.chart.observations,
                    day,
                    lambda one: local_day(one.at, zone),
                )
            ),
            warnings,
            not_checked,
            self._questions(work, patient.id, plan),
            work.queries.draft_plan(patient.id) is not None,
        )

    @property
    def zone(self) -> ZoneInfo:
        return self._sheets.zone

    def tall_man(self, text: str) -> str:
        """The text with names that look alike in tall-man letters, as the knowledge base has them."""
        return _WORD.sub(lambda found: self._tall.get(found[0].casefold(), found[0]), text)

    @cached_property
    def _tall(self) -> dict[str, str]:
        drugs = self._base.drugs.values() if self._base else ()
        return {drug.key: drug.tall_man for drug in drugs if drug.tall_man}

    @property
    def _base(self) -> KnowledgeBase | None:
        try:
            return self._shelf.base
        except Refused:
            return None

    def _checked(
        self, asked: Asked, plan: Plan | None
    ) -> tuple[tuple[FailSafeWarning, ...], tuple[str, ...], date | None]:
        """The alerts, the gravest first; what was not checked; and how old the knowledge base is.

        A base that cannot be read is told on the sheet: the medicines are needed on paper all the same.
        """
        base = self._base
        if base is None:
            return (), (), None
        found = checked(base, asked, plan, self._sheets.session.today())
        answered = found.answered(asked.overrides)
        shown = sorted(answered, key=lambda one: -one.alert.severity.rank)
        not_checked = tuple(
            f"{self.tall_man(one.subject)}: {one.why}"
            for one in (*found.result.not_checked, *found.result.not_known)
        )
        warnings = tuple(warning_of(one, self.tall_man, self._sheets.zone) for one in shown)
        return warnings, not_checked, base.edition.as_of

    def _questions(
        self, work: UnitOfWork, patient_id: PatientId, plan: Plan | None
    ) -> tuple[FailSafeQuestion, ...]:
        zone = self._sheets.zone
        dated = [DatedVisit(local_day(one.at, zone), one) for one in work.visits.of_patient(patient_id)]
        return tuple(
            FailSafeQuestion(worry.text, self.tall_man(worry.medicine))
            for worry in open_worries(dated, plan, self._sheets.session.today())
        )


class FailSafePaper:
    """One patient's sheet among the documents, for her next visit."""

    kind = DocumentKind.FAIL_SAFE
    act = Act.PRINT_CLINICAL

    def __init__(self, sheets: SheetMaker, shelf: KnowledgeShelf) -> None:
        self._sheets, self._maker = sheets, FailSafeMaker(sheets, shelf)

    def offer(self, chart: PaperChart) -> PaperOffer:
        return PaperOffer(self.kind, _TITLE, "for staff, if the computer is down", sizes=False)

    def make(self, chart: PaperChart, options: SheetOptions) -> MadePaper:
        """Raises Refused without a clinic phone."""
        session, zone = self._sheets.session, self._sheets.zone
        following = chart.work.queries.next_appointment(chart.patient.id, session.now())
        people = {user.id: user.signature for user in chart.work.users.all()}
        visit = _visit(following, people.get(following.provider_id, ""), zone, (1, 1)) if following else None
        plain = SheetOptions(options.language, large_print=False)
        return MadePaper(self._maker.make(chart.work, chart.patient, visit, plain), _TITLE, chart.plan)


class FailSafe:
    """All sheets of one clinic day. The front desk may have them made and printed, never look inside.

    Nothing is chosen and nothing is shown, so `PRINT_READY` is enough; whoever wants to read one needs
    `PRINT_CLINICAL`, as for every clinical document. Nothing is filed before the last sheet is made.
    """

    def __init__(self, session: Session, writer: DocumentWriter, maker: FailSafeMaker) -> None:
        self._session, self._writer, self._maker = session, writer, maker

    def day(self) -> FailSafeDay:
        """The next day on which the practice is open, and how many patients it has."""
        with self._session.read(Act.PRINT_READY) as work:
            day, booked = self._booked(work)
        return FailSafeDay(day, len(booked))

    def make(self, report: Progress) -> FailSafeRun:
        """Make and file a sheet for each patient of that day, by time. A sheet that cannot be made is told
        by time and initials, and the others are made. Raises Cancelled, and Refused where nobody is booked:
        then nothing was filed.
        """
        session = self._session
        with session.read(Act.PRINT_READY) as work:
            day, booked = self._booked(work)
        if not booked:
            raise Refused(f"Nobody is booked on {long_day(day)}. There is nothing to print.")
        made: list[tuple[ArchivedDocument, bytes]] = []
        missing: list[FailSafeMissing] = []
        for number, appointment in enumerate(booked, 1):
            report(number - 1, len(booked), f"{number} of {len(booked)}")
            done = self._one(appointment, (number, len(booked)))
            if isinstance(done, FailSafeMissing):
                missing.append(done)
            else:
                made.append(done)
        report(len(booked), len(booked), "Filing")
        if not made:
            raise Refused(f"No sheet could be made. {missing[0].why}")
        detail = f"{len(made)} of {len(booked)} sheets for {day}"
        with session.write(Act.PRINT_READY, "file fail-safe sheets", detail=detail) as work:
            for document, content in made:
                work.documents.file(document, content)
        return FailSafeRun(day, tuple(document.id for document, _ in made), tuple(missing), work.changes)

    def contents(self, document_ids: Sequence[DocumentId]) -> tuple[bytes, ...]:
        """The filed bytes in that order, to be printed. Raises NotAllowed for any other kind of paper."""
        with self._session.read(Act.PRINT_READY) as work:
            if any(work.documents.get(one).kind is not DocumentKind.FAIL_SAFE for one in document_ids):
                self._session.require(Act.PRINT_CLINICAL)
            return tuple(work.documents.content(one) for one in document_ids)

    def printed(self, document_ids: Sequence[DocumentId], target: str) -> Changes:
        """Note that all of them left the machine, to which printer."""
        session = self._session
        named = " ".join(target.replace("\\", "/").split("/")[-1].split())[:120] or "unknown"
        detail = f"{len(document_ids)} to {named}"
        with session.write(Act.PRINT_READY, "print fail-safe sheets", detail=detail) as work:
            for one in document_ids:
                work.documents.add_printing(Printed(one, session.now(), session.user.id, named))
        return work.changes

    def _booked(self, work: UnitOfWork) -> tuple[date, tuple[Appointment, ...]]:
        """The day and who comes, by time; a patient with two visits has one sheet, at the first."""
        session = self._session
        day = next_clinic_day(session.practice.hours, session.today())
        span = days_span(day, 1, self._maker.zone)
        found: dict[UUID, Appointment] = {}
        for one in work.queries.appointments(span.start, span.end):
            if one.takes_time:
                found.setdefault(one.patient_id, one)
        return day, tuple(sorted(found.values(), key=lambda one: (one.start, one.id)))

    def _one(
        self, appointment: Appointment, place: tuple[int, int]
    ) -> tuple[ArchivedDocument, bytes] | FailSafeMissing:
        at = appointment.start.astimezone(self._maker.zone).time()
        letters = ""
        try:
            with self._session.read(Act.PRINT_READY) as work:
                patient = work.patients.get(appointment.patient_id)
                letters = initials(patient)
                provider = work.users.find(appointment.provider_id)
                visit = _visit(appointment, provider.signature if provider else "", self._maker.zone, place)
                sheet = self._maker.make(work, patient, visit, _ENGLISH)
                plan = work.queries.plan_in_force(patient.id)
            content = self._writer.draw(sheet)
        except Cancelled:
            raise
        except MedManagerError as error:
            return FailSafeMissing(at, letters, error.sentence)
        return self._document(patient, plan, content), content

    def _document(self, patient: Patient, plan: Plan | None, content: bytes) -> ArchivedDocument:
        session = self._session
        return ArchivedDocument(
            DocumentId(session.new_id()),
            patient.id,
            DocumentKind.FAIL_SAFE,
            f"{_TITLE}, English",
            sha256(content).hexdigest(),
            len(content),
            self._writer.pages(content),
            Language.ENGLISH,
            session.now(),
            session.user.id,
            plan.id if plan else None,
        )


def _visit(appointment: Appointment, provider: str, zone: ZoneInfo, place: tuple[int, int]) -> FailSafeVisit:
    start = appointment.start.astimezone(zone)
    return FailSafeVisit(
        start.date(),
        time(start.hour, start.minute),
        appointment.minutes,
        appointment.reason,
        appointment.mode,
        provider,
        *place,
    )


def fail_safe_of(session: Session, writer: DocumentWriter, shelf: KnowledgeShelf) -> FailSafe:
    """The job with its maker, which prints no small trend and needs no names of side effects."""
    return FailSafe(session, writer, FailSafeMaker(SheetMaker(session, {}, shelf), shelf))
