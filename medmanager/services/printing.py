"""Paper: build a document, show its exact bytes, archive them, print them again."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from uuid import UUID

from medmanager.domain.changes import Change, Changes
from medmanager.domain.errors import Refused
from medmanager.domain.ids import DocumentId, UserId
from medmanager.domain.paper.document import (
    ArchivedDocument,
    DocumentKind,
    PaperOptions,
    PreparedDocument,
    Shelf,
    ShelfRow,
)
from medmanager.domain.paper.document import Printing as Printed
from medmanager.domain.patient import Language, Patient
from medmanager.domain.plan.plan import PlanStatus
from medmanager.domain.user import Act
from medmanager.services.papers import MadePaper, PaperChart, PaperKind
from medmanager.services.ports import DocumentWriter, UnitOfWork
from medmanager.services.session import Session
from medmanager.services.sheets import SheetOptions

_LANGUAGES = {Language.ENGLISH: "English", Language.SPANISH: "Spanish"}
_LARGE = ", large print"
_TELLING = frozenset({DocumentKind.LEAFLET, DocumentKind.TOPICS})
"""Papers whose title tells of a medicine or a habit."""
_TARGET_LIMIT = 120
_AS_USUAL = PaperOptions()


class Printing:
    """What is shown, filed and printed are the same bytes. `papers` is every kind there is."""

    def __init__(self, session: Session, writer: DocumentWriter, papers: Sequence[PaperKind]) -> None:
        self._session = session
        self._writer = writer
        self._papers = {paper.kind: paper for paper in papers}

    # ---------------------------------------------------------------------- building

    def prepare(
        self, kind: DocumentKind, patient_id: UUID, options: PaperOptions = _AS_USUAL
    ) -> PreparedDocument:
        """A paper of today, not yet filed. Raises Refused where something is missing or does not fit."""
        paper = self._papers[kind]
        with self._session.read(paper.act) as work:
            chart = _chart(work, patient_id)
            how = _resolved(chart.patient, options)
            made = paper.make(chart, how)
        return self._prepared(kind, chart.patient, made)

    # ---------------------------------------------------------------------- filing and printing

    def file(self, prepared: PreparedDocument) -> ArchivedDocument:
        """Archive exactly these bytes. Raises Refused when they are not the ones that were prepared."""
        if sha256(prepared.content).hexdigest() != prepared.sha256:
            raise Refused("This document changed after it was shown. Build it again.")
        session, detail = self._session, f"{prepared.kind}, sha256 {prepared.sha256[:16]}"
        act = self._papers[prepared.kind].act
        with session.write(act, "file document", prepared.patient_id, detail) as work:
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
            if prepared.diary is not None:
                work.diaries.save(replace(prepared.diary, document_id=document.id))
            return work.documents.file(document, prepared.content)

    def shelf(self, patient_id: UUID) -> Shelf:
        """All documents of the patient, the newest first, and what could be made now."""
        with self._session.read(Act.PRINT_READY) as work:
            patient = work.patients.get(patient_id)
            people = {user.id: user.display_name for user in work.users.all()}
            found = sorted(
                work.documents.of_patient(patient_id), key=lambda one: one.created_at, reverse=True
            )
            rows = tuple(_row(self._named(one), work.documents.printings(one.id), people) for one in found)
            chart = _chart(work, patient_id)
            mine = [paper for paper in self._papers.values() if self._session.user.may(paper.act)]
            offers = tuple(paper.offer(chart) for paper in mine)
        return Shelf(rows, offers, patient.language, patient.large_print)

    def content(self, document_id: DocumentId) -> bytes:
        """The filed bytes, to be looked at by those who may make such a paper.

        Raises NotFound, NotAllowed, and StoreUnavailable when they were altered.
        """
        with self._session.read(Act.PRINT_READY) as work:
            self._session.require(self._papers[work.documents.get(document_id).kind].act)
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

    def _named(self, document: ArchivedDocument) -> ArchivedDocument:
        """As this role may hear of it: whose act it is not, is not told of which medicine a leaflet is."""
        if document.kind not in _TELLING or self._session.user.may(self._papers[document.kind].act):
            return document
        large = document.title.endswith(_LARGE)
        return replace(document, title=_title("Leaflet", document.language, large=large))

    def _prepared(self, kind: DocumentKind, patient: Patient, made: MadePaper) -> PreparedDocument:
        content, head = self._writer.draw(made.sheet), made.sheet.head
        return PreparedDocument(
            kind,
            patient.id,
            _title(made.name, head.language, large=head.large_print),
            content,
            sha256(content).hexdigest(),
            self._writer.pages(content),
            head.language,
            made.plan_id,
            made.plan is not None and made.plan.status is PlanStatus.DRAFT,
            made.diary,
        )


def _row(one: ArchivedDocument, printings: tuple[Printed, ...], people: Mapping[UserId, str]) -> ShelfRow:
    names = tuple(people.get(printing.user_id, "") for printing in printings)
    return ShelfRow(one, people.get(one.created_by, ""), printings, names)


def _chart(work: UnitOfWork, patient_id: UUID) -> PaperChart:
    queries = work.queries
    return PaperChart(
        work,
        work.patients.get(patient_id),
        queries.plan_in_force(patient_id),
        queries.draft_plan(patient_id),
    )


def _resolved(patient: Patient, options: PaperOptions) -> SheetOptions:
    language, large = options.language, options.large_print
    return SheetOptions(
        patient.language if language is None else language,
        patient.large_print if large is None else large,
        options.subject,
    )


def _title(name: str, language: Language, *, large: bool) -> str:
    """How the list names a document: never with the patient's name."""
    return f"{name}, {_LANGUAGES[language]}{_LARGE if large else ''}"
