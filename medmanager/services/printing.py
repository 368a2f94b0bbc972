"""Paper: build a document, show its exact bytes, archive them, print them again."""

from dataclasses import replace
from hashlib import sha256
from uuid import UUID

from medmanager.domain.changes import Change, Changes
from medmanager.domain.document import (
    ArchivedDocument,
    DocumentKind,
    PlanName,
    PreparedDocument,
    Shelf,
    ShelfRow,
)
from medmanager.domain.document import Printing as Printed
from medmanager.domain.errors import Refused
from medmanager.domain.ids import DocumentId, PlanId
from medmanager.domain.patient import Language, Patient
from medmanager.domain.plan import Plan, PlanStatus
from medmanager.domain.sheets import PlanSheet, TrendSheet
from medmanager.domain.side_effects import SideEffect
from medmanager.domain.trend import TrendChart
from medmanager.domain.user import Act
from medmanager.services.ports import DocumentWriter, UnitOfWork
from medmanager.services.session import Session
from medmanager.services.sheets import PlanOptions, SheetMaker

_LANGUAGES = {Language.ENGLISH: "English", Language.SPANISH: "Spanish"}
_NO_PLAN = "There is no signed plan yet. Sign the plan first, or print the draft from the plan itself."
_REPLACED = (
    "This plan was replaced by a newer one. Print the newer one; the older paper is among the documents."
)
_TARGET_LIMIT = 120


class Printing:
    """What is shown, filed and printed are the same bytes. `effects` is the side-effect list."""

    def __init__(
        self, session: Session, writer: DocumentWriter, effects: tuple[SideEffect, ...] = ()
    ) -> None:
        self._session = session
        self._writer = writer
        self._sheets = SheetMaker(session, {effect.code: effect.name for effect in effects})

    # ---------------------------------------------------------------------- building

    def prepare_plan(
        self,
        patient_id: UUID,
        language: Language | None = None,
        *,
        large: bool | None = None,
        plan_id: PlanId | None = None,
    ) -> PreparedDocument:
        """The take-home plan of today, not yet filed: the plan in force, or the draft named by `plan_id`.

        Language and large print are the patient's own unless given. A draft carries a DRAFT line. Raises
        Refused without a signed plan, for a version that was replaced, and where a block does not fit.
        """
        with self._session.read(Act.PRINT_CLINICAL) as work:
            patient = work.patients.get(patient_id)
            plan = _plan_to_print(work, patient, plan_id)
            options = _options(patient, language, large)
            sheet = self._sheets.plan_sheet(work, patient, plan, options)
        return self._prepared_plan(patient, plan, sheet)

    def prepare_trend(
        self, patient_id: UUID, chart: TrendChart, language: Language | None = None
    ) -> PreparedDocument:
        """The chart as a page, not yet filed: the very value that the screen draws. Raises Refused."""
        with self._session.read(Act.PRINT_CLINICAL) as work:
            patient = work.patients.get(patient_id)
            plan = _plan_to_print(work, patient, None)
            head = self._sheets.head(work, patient, plan, _options(patient, language, large=False))
        content = self._writer.trend(TrendSheet(head, chart))
        title = _title(f"Trend chart, plan {plan.number}", head.language, large=False)
        return replace(self._prepared(DocumentKind.TREND, patient, title, content), language=head.language)

    # ---------------------------------------------------------------------- filing and printing

    def file(self, prepared: PreparedDocument) -> ArchivedDocument:
        """Archive exactly these bytes. Raises Refused when they are not the ones that were prepared."""
        if sha256(prepared.content).hexdigest() != prepared.sha256:
            raise Refused("This document changed after it was shown. Build it again.")
        session, detail = self._session, f"{prepared.kind}, sha256 {prepared.sha256[:16]}"
        with session.write(Act.PRINT_CLINICAL, "file document", prepared.patient_id, detail) as work:
            document = ArchivedDocument(
                DocumentId(session.new_id()),
                prepared.patient_id,
                prepared.kind,
                prepared.title,
                prepared.sha256,
                len(prepared.content),
                prepared.pages,
                prepared.language,
                session.now(),
                session.user.id,
                prepared.plan_id,
                prepared.draft,
            )
            return work.documents.file(document, prepared.content)

    def shelf(self, patient_id: UUID) -> Shelf:
        """All documents of the patient, the newest first, and what could be made now."""
        with self._session.read(Act.PRINT_READY) as work:
            patient = work.patients.get(patient_id)
            people = {user.id: user.display_name for user in work.users.all()}
            found = sorted(
                work.documents.of_patient(patient_id), key=lambda one: one.created_at, reverse=True
            )
            rows = tuple(
                ShelfRow(one, people.get(one.created_by, ""), work.documents.printings(one.id))
                for one in found
            )
            plan, draft = work.queries.plan_in_force(patient_id), work.queries.draft_plan(patient_id)
        return Shelf(rows, _named(plan), _named(draft), patient.language, patient.large_print)

    def content(self, document_id: DocumentId) -> bytes:
        """The filed bytes, to be looked at. Raises NotFound, and StoreUnavailable when they were altered."""
        with self._session.read(Act.SEE_CHART) as work:
            return work.documents.content(document_id)

    def reprint(self, document_id: DocumentId) -> bytes:
        """The filed bytes, to be printed again: identical to the first time.

        Raises NotAllowed for a draft where the role prints only what is ready.
        """
        with self._session.read(Act.PRINT_READY) as work:
            if work.documents.get(document_id).draft:
                self._session.require(Act.PRINT_CLINICAL)
            return work.documents.content(document_id)

    def printed(self, document_id: DocumentId, target: str) -> Changes:
        """Note that it left the machine: who, when, and to which printer or kind of file (never a path)."""
        session = self._session
        with session.read(Act.PRINT_READY) as work:
            document = work.documents.get(document_id)
        named = " ".join(target.replace("\\", "/").split("/")[-1].split())[:_TARGET_LIMIT] or "unknown"
        detail = f"{document.kind} to {named}"
        with session.write(Act.PRINT_READY, "print document", document.patient_id, detail) as work:
            work.documents.add_printing(Printed(document_id, session.now(), session.user.id, named))
        return Changes((Change("archiveddocument", document_id, document.patient_id),))

    # ---------------------------------------------------------------------- inside

    def _prepared_plan(self, patient: Patient, plan: Plan, sheet: PlanSheet) -> PreparedDocument:
        draft, head = plan.status is PlanStatus.DRAFT, sheet.head
        name = f"Take-home plan {plan.number}{', draft' if draft else ''}"
        title = _title(name, head.language, large=head.large_print)
        prepared = self._prepared(DocumentKind.PLAN, patient, title, self._writer.plan(sheet))
        return replace(prepared, language=head.language, plan_id=plan.id, draft=draft)

    def _prepared(self, kind: DocumentKind, patient: Patient, title: str, content: bytes) -> PreparedDocument:
        digest, pages = sha256(content).hexdigest(), self._writer.pages(content)
        return PreparedDocument(kind, patient.id, title, content, digest, pages, patient.language)


def _plan_to_print(work: UnitOfWork, patient: Patient, plan_id: PlanId | None) -> Plan:
    in_force = work.queries.plan_in_force(patient.id)
    if plan_id is None:
        if in_force is None:
            raise Refused(_NO_PLAN)
        return in_force
    plan = work.plans.get(plan_id)
    if plan.patient_id != patient.id:
        raise Refused("This plan belongs to another patient.")
    if plan.status is PlanStatus.SIGNED and in_force is not None and plan.id != in_force.id:
        raise Refused(_REPLACED)
    return plan


def _named(plan: Plan | None) -> PlanName | None:
    return PlanName(plan.id, plan.number) if plan else None


def _options(patient: Patient, language: Language | None, large: bool | None) -> PlanOptions:
    return PlanOptions(
        patient.language if language is None else language, patient.large_print if large is None else large
    )


def _title(name: str, language: Language, *, large: bool) -> str:
    """How the list names a document: never with the patient's name."""
    return f"{name}, {_LANGUAGES[language]}{', large print' if large else ''}"
