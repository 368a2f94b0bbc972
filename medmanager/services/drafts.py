"""What is typed and not yet saved: kept within a second, back after a lock, a crash or a power cut."""

from collections.abc import Mapping
from uuid import UUID

from medmanager.domain.draft import Draft
from medmanager.domain.ids import PatientId
from medmanager.services.session import Session


class Drafts:
    """One draft per person, form and subject. Each person sees her own only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(
        self, form: str, subject_id: UUID, fields: Mapping[str, str], patient_id: UUID | None = None
    ) -> None:
        """Keep the raw text of every field of the form, as typed, valid or not."""
        session = self._session
        patient = None if patient_id is None else PatientId(patient_id)
        draft = Draft(
            session.new_id(), session.user.id, form, subject_id, patient, tuple(fields.items()), session.now()
        )
        session.store.keep_draft(draft)

    def recall(self, form: str, subject_id: UUID) -> dict[str, str] | None:
        """The fields as they were typed last, None when there is no draft."""
        with self._session.store.read() as work:
            draft = work.queries.draft(self._session.user.id, form, subject_id)
        return None if draft is None else dict(draft.fields)

    def drop(self, form: str, subject_id: UUID) -> None:
        """Forget the draft, because it was saved or thrown away on purpose."""
        self._session.store.drop_draft(self._session.user.id, form, subject_id)
