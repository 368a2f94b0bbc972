"""Decides what the plan screen shows and sends each change with the draft as it was seen. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Protocol
from zoneinfo import ZoneInfo

from medmanager.domain.changes import Changes
from medmanager.domain.errors import MedManagerError, NotAllowed, Refused
from medmanager.domain.ids import LineId, PatientId, PlanId
from medmanager.domain.knowledge.alerts import Alert
from medmanager.domain.override import Grounds
from medmanager.domain.plan.book import PlanBook, PlanSignature, PlanWords
from medmanager.domain.plan.lineage import DoseOrigin
from medmanager.domain.plan.plan import FollowUp, Plan, PlanItem
from medmanager.domain.user import Act
from ui.kit import words
from ui.kit.context import Context
from ui.kit.plan_words import name_of
from ui.kit.safety.desk import SafetyDesk, TypedLine
from ui.kit.safety.words import SafetyWords
from ui.screens.plan.acts_reading import read_pause, read_stop
from ui.screens.plan.desk_presenter import DraftDesk, Edit, Typing, Work
from ui.screens.plan.line.form_reading import with_words, words_typed
from ui.screens.plan.page import PlanPage, SavedWords
from ui.screens.plan.page_build import Looking, build_page, shown_plan
from ui.screens.plan.versions.sheets import (
    CompareSheet,
    HistoryRow,
    SignSheet,
    compare_sheet,
    history_rows,
    sign_sheet,
)
from ui.screens.plan.versions.words import version_words
from ui.screens.plan.visit_words import step_visit_of

NO_PLAN = "This patient has no medication plan yet."


class PlanFace(Protocol):
    """What the presenter asks of its view."""

    def show_loading(self) -> None: ...
    def show_page(self, page: PlanPage, *, can_undo: bool) -> None: ...
    def show_empty(self, sentence: str, *, may_begin: bool) -> None: ...
    def show_not_allowed(self, sentence: str) -> None: ...
    def show_error(self, sentence: str) -> None: ...
    def show_refusal(self, field: str, sentence: str) -> None: ...
    def close_dialog(self) -> None: ...
    def ask_signature(self, sheet: SignSheet) -> None: ...
    def show_comparison(self, sheet: CompareSheet) -> None: ...
    def show_safety(self, safety: SafetyWords) -> None: ...
    def show_safety_refusal(self, error: MedManagerError) -> None: ...
    def close_reason(self) -> None: ...
    def show_history(self, name: str, rows: tuple[HistoryRow, ...]) -> None: ...


class PlanPresenter:
    """Shows one version at a time; what it changes goes through the desk."""

    def __init__(self, context: Context, face: PlanFace, desk: DraftDesk, patient_id: PatientId) -> None:
        self._context, self._face, self._desk, self._patient_id = context, face, desk, patient_id
        self._plans = context.services.plans
        self._safety = SafetyDesk(context, face.show_safety, patient_id)
        self._looking = Looking()
        self.page: PlanPage | None = None
        self._to_sign: Plan | None = None
        self.beside: Callable[[Plan, bool], None] = _nothing_beside
        """Told of every version that is shown, and whether it may be changed."""
        desk.add_reader(self)

    # ------------------------------------------------------------------------------------------ reading

    def load(self) -> None:
        """Read the plans again; what is shown stays until they come."""
        if self._desk.book is None:
            self._face.show_loading()
        self._desk.load()

    def choose_version(self, plan_id: PlanId) -> None:
        """Show another version; a signed one is read-only."""
        self._looking = replace(self._looking, shown_id=plan_id)
        self._show()

    def turn_to_newest(self) -> None:
        """Show the draft, or else the plan in force."""
        if self._looking.shown_id is not None:
            self._looking = replace(self._looking, shown_id=None)
            self._show()

    def compare(self, older_id: PlanId | None = None, newer_id: PlanId | None = None) -> None:
        """Show two versions side by side; without ids the shown one and the one before it."""
        page, book = self.page, self._desk.book
        if page is None or book is None:
            return
        known = {plan.id: plan for plan in (book.draft, *book.versions) if plan is not None}
        newer = known.get(newer_id or page.plan_id)
        older = known.get(older_id or page.since_id or page.plan_id)
        if older is not None and newer is not None:
            sheet = compare_sheet(page, older, newer, book.today)
            made = (version_words(plan, book, self.zone) for plan in (older, newer))
            self._face.show_comparison(replace(sheet, older_words=next(made), newer_words=next(made)))

    def tell_history(self, line_id: LineId) -> None:
        """Ask where the doses of a line came from."""
        self._context.ask(
            partial(self._plans.lineage, self._patient_id, line_id), partial(self._told, line_id)
        )

    def preview(self) -> None:
        """Go to the documents of the patient, where the sheet is shown as it prints."""
        plan_id = self.page.plan_id if self.page else None
        self._context.navigate.open_patient(self._patient_id, "documents", plan_id)

    # ------------------------------------------------------------------------------------------ writing

    def begin(self) -> None:
        """Begin a draft, or turn to the one that somebody began meanwhile."""
        self._looking = replace(self._looking, shown_id=None)
        self._context.ask(partial(self._plans.begin, self._patient_id), self._begun, self._not_saved)

    def pause(self, line_id: LineId, start: str, through: str, reason: str) -> None:
        """Pause a medicine from the typed day through the typed day, or until told ("")."""
        try:
            wanted = read_pause(start, through, reason, self._today)
        except Refused as refusal:
            self._dialog_refused(refusal)
            return
        self._edit_line(lambda draft: self._plans.pause(draft, line_id, wanted))

    def stop(self, line_id: LineId, on: str, reason: str) -> None:
        """Stop a medicine; the typed day is the first one without it."""
        try:
            stopped = read_stop(on, reason, self._today)
        except Refused as refusal:
            self._dialog_refused(refusal)
            return
        self._edit_line(lambda draft: self._plans.stop(draft, line_id, stopped))

    def remove(self, line_id: LineId) -> None:
        """Take out a line that was never signed; the notice offers it back."""
        item = self._item(line_id)
        if item is not None:
            work = partial(self._plans.remove_line, line_id=line_id)
            self._desk.edit(Edit(work, partial(self._removed, item)))

    def set_words(self, message: str, signs: str) -> None:
        """Keep the message and the warning signs, one sign a line."""
        draft = self._desk.book.draft if self._desk.book else None
        typed = PlanWords(message, tuple(signs.splitlines()))
        if draft is not None:
            words_of = partial(words_typed, typed, PlanWords(draft.message, draft.warning_signs))
            written = "; ".join(text for text in (message, *typed.warning_signs) if text)
            typing = Typing("words for the sheet", written, lambda plan: with_words(plan, words_of(plan)))
            self._desk.edit(Edit(lambda plan: self._plans.set_words(plan, words_of(plan)), typing=typing))

    def set_follow_up(self, on: date | None, why: str) -> None:
        """The plan's own next visit; None leaves it to the proposal."""
        draft = self._desk.book.draft if self._desk.book else None
        of_step = step_visit_of(draft, self._today, on, why) if on and draft else None
        wanted = of_step or (FollowUp(on, why.strip() or "follow-up") if on else None)
        written = f"{words.full_day(wanted.on)}, {wanted.why}" if wanted else "no day"
        typing = Typing("next visit", written, lambda draft: replace(draft, follow_up=wanted))
        work = partial(self._set_follow_up, wanted)
        self._desk.edit(Edit(work, failed=self._follow_up_refused, typing=typing))

    def ask_signature(self) -> None:
        """Show once more what is signed: that draft and no other, when all that was typed is in it."""
        self._desk.when_saved(lambda: self._safety.when_known(self._show_signature))

    def _show_signature(self) -> None:
        book = self._desk.book
        if book is not None and book.draft is not None and self.page is not None:
            self._to_sign = book.draft
            self._face.ask_signature(sign_sheet(book, self.page, self._safety.words))

    def sign(self, reason: str, vouched: tuple[str, ...] = ()) -> None:
        """Sign the draft that was shown; refused as stale when it was changed since.

        `vouched` names what was not checked and the signer says to have checked herself.
        """
        shown = self._to_sign
        if shown is not None:
            work = partial(self._sign_shown, PlanSignature(shown, reason, vouched))
            self._desk.edit(Edit(work, self._signed, self._dialog_refused, undoable=False))

    def answer_alert(self, alert: Alert, grounds: Grounds) -> None:
        """Keep why somebody goes on in spite of an alert; the alert stays."""
        face = self._face
        self._safety.override(alert, grounds, face.close_reason, face.show_safety_refusal)

    def check_typed(self, typed: TypedLine | None) -> None:
        """Check the draft with a line as it is typed now; None: it is not written any more."""
        self._safety.check_typed(typed)

    def throw_away(self) -> None:
        """Throw the draft away; the plan in force stays."""
        self._desk.edit(Edit(self._plans.throw_away, self._thrown, undoable=False))

    # ------------------------------------------------------------------------------------------ answers

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self._context.services.session.practice.time_zone)

    @property
    def _today(self) -> date:
        book = self._desk.book
        return book.today if book else words.local_day(self._context.clock.now(), self.zone)

    def book_came(self, book: PlanBook) -> None:
        """The plans were read."""
        self._show()

    def book_failed(self, error: MedManagerError) -> None:
        """They could not be read."""
        if isinstance(error, NotAllowed):
            self._face.show_not_allowed(error.sentence)
        elif self._desk.book is None:
            self._face.show_error(error.sentence)
        else:
            # What is typed in the page must stay in sight.
            self._context.notices.warn(error.sentence)

    def _show(self) -> None:
        if self._desk.book is None:
            return
        user = self._context.services.session.user
        may_draft, may_sign = user.may(Act.DRAFT_PLAN), user.may(Act.SIGN_PLAN)
        self._looking = replace(
            self._looking,
            zone=self.zone,
            saved=self._saved(),
            may_draft=may_draft,
            may_sign=may_sign,
        )
        assert self._desk.seen is not None, "read just now"
        self.page = build_page(self._desk.seen, self._looking)
        if self.page is None:
            self._face.show_empty(NO_PLAN, may_begin=may_draft)
        else:
            self._face.show_page(self.page, can_undo=self._desk.can_undo and self.page.editable)
            shown = shown_plan(self._desk.seen, self._looking)
            self._safety.check(shown)
            if shown is not None:
                self.beside(shown, self.page.editable)

    def _saved(self) -> SavedWords:
        desk = self._desk
        at = words.time_of(desk.saved_at, self.zone) if desk.saved_at else ""
        if not desk.all_saved:
            return SavedWords("Not all of it is saved", "triangle-alert", "major")
        if at and desk.saved_by:
            return SavedWords(f"Changed by {desk.saved_by} at {at}", "users")
        return SavedWords(f"Draft saved {at}" if at else "")

    def _edit_line(self, work: Work) -> None:
        self._desk.edit(Edit(work, self._face.close_dialog, self._dialog_refused))

    def _dialog_refused(self, error: MedManagerError) -> None:
        field = error.field if isinstance(error, Refused) else ""
        self._face.show_refusal(field, error.sentence)

    def _follow_up_refused(self, error: MedManagerError) -> None:
        self._face.show_refusal("follow_up", error.sentence)

    def _set_follow_up(self, wanted: FollowUp | None, draft: Plan) -> Changes:
        return self._plans.set_follow_up(draft, wanted)

    def _not_saved(self, error: MedManagerError) -> None:
        self._context.notices.warn(error.sentence)

    def _begun(self, _: Changes) -> None:
        self.load()

    def _removed(self, item: PlanItem) -> None:
        back = Edit(lambda draft: self._plans.keep_line(draft, item))
        self._context.notices.say("Removed from the draft.", undo=partial(self._desk.edit, back))

    def _thrown(self) -> None:
        self._looking = Looking()
        self._face.close_dialog()
        self._context.notices.say("The draft was thrown away.")

    def _sign_shown(self, signature: PlanSignature, _: Plan) -> Changes:
        return self._plans.sign(signature.draft, signature.reason, signature.vouched)

    def _signed(self) -> None:
        number = self.page.number if self.page else 0
        self._looking = Looking()
        self._face.close_dialog()
        self._context.notices.say(f"Plan {number} is signed.")

    def _told(self, line_id: LineId, told: tuple[DoseOrigin, ...]) -> None:
        item, book = self._item(line_id), self._desk.book
        if item is not None and book is not None:
            self._face.show_history(name_of(item), history_rows(told, item, book, self.zone))

    def _item(self, line_id: LineId) -> PlanItem | None:
        plan = shown_plan(self._desk.book, self._looking) if self._desk.book else None
        return plan.item(line_id) if plan else None


def _nothing_beside(_plan: Plan, _editable: bool) -> None:
    """Nobody shows more of it."""
