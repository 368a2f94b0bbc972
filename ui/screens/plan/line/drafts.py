"""Keeps the line that is being written within a second, and brings it back. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from medmanager.domain.ids import PatientId
from medmanager.domain.plan.plan import Plan
from ui.kit.context import Context
from ui.kit.fields.form_drafts import FormDrafts
from ui.screens.plan.line.fields import KeptLine, from_draft, to_draft

FORM = "plan line"
OF_ANOTHER_VERSION = (
    "A medicine you were writing was kept by another version and cannot be shown. Write it again."
)


class LineDrafts:
    """One line for each plan draft; one for the patient while the draft has gone away under it."""

    def __init__(self, context: Context) -> None:
        self._drafts = context.services.drafts
        self._kept = FormDrafts(context, FORM, from_draft, OF_ANOTHER_VERSION)

    def keep(self, draft: Plan, kept: KeptLine) -> None:
        """Keep what is typed, valid or not: it is back after a crash."""
        self._kept.keep(draft.id, draft.patient_id, to_draft(kept))

    def strand(self, patient_id: PatientId, kept: KeptLine) -> None:
        """Keep what is typed for the patient's next draft: its own went away."""
        self._kept.keep(patient_id, patient_id, to_draft(kept))

    def drop(self, draft: Plan) -> None:
        """What was kept of this draft is done with."""
        self._kept.drop(draft.id)

    def recall(self, draft: Plan, came_back: Callable[[KeptLine], None]) -> None:
        """Tell what was being written in this draft, or in one that went away under it, if anything was."""
        self._kept.tell(partial(self._recall, draft), came_back)

    def _recall(self, draft: Plan) -> dict[str, str] | None:
        kept = self._drafts.recall(FORM, draft.id)
        stranded = None if kept else self._drafts.recall(FORM, draft.patient_id)
        if stranded is not None:
            self._drafts.keep(FORM, draft.id, stranded, draft.patient_id)
            self._drafts.drop(FORM, draft.patient_id)
        return kept or stranded
