"""Decides how a note is signed, with the plan version that was made at it. No Qt."""

from __future__ import annotations

from functools import partial
from typing import Protocol

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, Refused
from medmanager.domain.ids import PatientId
from medmanager.domain.knowledge.alerts import Alert
from medmanager.domain.override import Grounds
from medmanager.domain.plan.book import PlanSignature
from medmanager.domain.plan.plan import Plan
from medmanager.domain.plan.writing import changes_needing_reason, problems
from medmanager.domain.user import Act
from medmanager.domain.visit import Visit
from medmanager.domain.visit_book import RemarkKind, VisitBook
from ui.kit.context import Context
from ui.kit.plan_words import name_of
from ui.kit.safety.desk import SafetyDesk
from ui.kit.safety.words import AlertWords, SafetyWords
from ui.screens.visits.live_build import REMARK_LOOKS, remarks_of
from ui.screens.visits.visit_page import RemarkRow, SignAsk, VisitPage
from ui.screens.visits.visit_reading import VisitReading

NOT_READABLE = "Some fields cannot be read. Mend what is marked, then sign."


class SigningFace(Protocol):
    """What the presenter asks of its view."""

    def show_safety(self, safety: SafetyWords) -> None: ...
    def ask_signature(self, ask: SignAsk) -> None: ...
    def show_refusal(self, field: str, sentence: str) -> None: ...
    def close_dialog(self) -> None: ...
    def show_reason_refusal(self, error: MedManagerError) -> None: ...
    def close_reason(self) -> None: ...


class Note(Protocol):
    """The note that is written, as its presenter holds it."""

    @property
    def book(self) -> VisitBook | None: ...
    @property
    def written(self) -> VisitReading | None:
        """What is read from the form; None where nothing may be written."""

    def page(self) -> VisitPage: ...
    def when_saved(self, then: SignNext) -> None: ...
    def drop_draft(self) -> None: ...
    def load(self) -> None: ...


class SignNext(Protocol):
    """What waits until the note is saved."""

    def __call__(self) -> None: ...


class SigningPresenter:
    """Shows once more what is signed, with what the check says of the plan beside it."""

    def __init__(self, context: Context, face: SigningFace, note: Note, patient_id: PatientId) -> None:
        self._context, self._face, self._note, self._patient_id = context, face, note, patient_id
        self._visits = context.services.visits
        self._safety = SafetyDesk(context, face.show_safety, patient_id)
        self._to_sign: tuple[Visit, Plan | None] | None = None

    def check(self, plan: Plan | None) -> None:
        """Ask what speaks against the plan beside the note."""
        self._safety.check(plan)

    def ask_signature(self) -> None:
        """Save, and show once more what is signed, with what the check says of the plan."""
        self._note.when_saved(self._when_checked)

    def sign(self, with_plan: bool, reason: str, vouched: tuple[str, ...] = ()) -> None:
        """Sign the note that was shown, and the plan version made at it where that was wanted.

        `vouched` names what was not checked and the signer says to have checked herself.
        """
        if self._to_sign is None:
            return
        visit, draft = self._to_sign
        plan = PlanSignature(draft, reason, vouched) if with_plan and draft is not None else None
        self._context.ask(partial(self._visits.sign, visit, plan), self._signed, self._not_signed)

    def answer_alert(self, alert: Alert, grounds: Grounds) -> None:
        """Keep why somebody goes on in spite of an alert about the plan."""
        face = self._face
        self._safety.override(alert, grounds, face.close_reason, face.show_reason_refusal)

    def change_plan(self, alert: AlertWords) -> None:
        """Go to the plan, to the medicine that the alert is about; the note stays as it is."""
        self._face.close_dialog()
        self._context.navigate.open_patient(self._patient_id, "plan", alert.line)

    # ---------------------------------------------------------------------- answers

    def _when_checked(self) -> None:
        self._safety.when_known(self._show)

    def _show(self) -> None:
        book, written = self._note.book, self._note.written
        if book is None or written is None:
            return
        if written.problems:
            self._context.notices.warn(NOT_READABLE)
            return
        user, draft = self._context.services.session.user, book.plan_draft
        offered = draft if draft is not None and user.may(Act.SIGN_PLAN) else None
        self._to_sign = (written.visit, offered)
        self._face.ask_signature(self._asked(book, written.visit, offered))

    def _asked(self, book: VisitBook, visit: Visit, draft: Plan | None) -> SignAsk:
        remarks = remarks_of(visit, None, book)
        if draft is None:
            return SignAsk((*remarks, *_kept_from(book.plan_draft)))
        serious = changes_needing_reason(book.in_force, draft, book.today)
        reasons = dict.fromkeys(one.reason.strip() for one in serious if one.reason.strip())
        plan = self._note.page().plan
        items = {item.line_id: name_of(item) for item in draft.items}
        missing = tuple(
            f"{items.get(one.line_id, '') if one.line_id else ''}: {one.sentence}"
            for one in problems(draft, book.today)
        )
        return SignAsk(remarks, plan.title, plan.changes, "; ".join(reasons), missing, self._safety.words)

    def _signed(self, changes: Changes) -> None:
        self._note.drop_draft()
        self._face.close_dialog()
        both = changes.touches("plan")
        self._context.notices.say("Visit and plan are signed." if both else self._alone())
        self._note.load()

    def _alone(self) -> str:
        """What is said of a note without its plan: who may not sign the draft is told who may."""
        draft = self._note.book.plan_draft if self._note.book else None
        if draft is None or self._context.services.session.user.may(Act.SIGN_PLAN):
            return "The visit is signed."
        return f"The visit is signed. Plan {draft.number} stays a draft: ask a provider to sign it."

    def _not_signed(self, error: MedManagerError) -> None:
        self._face.show_refusal(error.field if isinstance(error, Refused) else "", error.sentence)
        self._note.load()


def _kept_from(draft: Plan | None) -> tuple[RemarkRow, ...]:
    """For who may not sign plans: what becomes of the draft that stands beside the note."""
    if draft is None:
        return ()
    icon, tone = REMARK_LOOKS[RemarkKind.LOOK]
    said = f"Plan {draft.number} stays a draft: your role may not sign plans. Ask a provider to sign it."
    return (RemarkRow("plan", icon, tone, said),)
