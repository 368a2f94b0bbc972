"""Wires the plan tab: view, the desk of the draft, and the two presenters that share it."""

from __future__ import annotations

from uuid import UUID

from medmanager.domain.changes import Changes
from medmanager.domain.ids import LineId, PatientId
from medmanager.domain.knowledge.proposals import RequestKind
from medmanager.domain.plan.plan import Plan
from ui.kit.context import Context
from ui.kit.screen import Screen
from ui.kit.theme import Theme
from ui.screens.plan.desk_presenter import DraftDesk
from ui.screens.plan.finder.presenter import FinderPresenter
from ui.screens.plan.line.presenter import LinePresenter
from ui.screens.plan.monitoring.presenter import MonitoringPresenter
from ui.screens.plan.moving_presenter import MovingPresenter
from ui.screens.plan.presenter import PlanPresenter
from ui.screens.plan.preview.presenter import PreviewPresenter
from ui.screens.plan.proposal.presenter import ProposalPresenter
from ui.screens.plan.reconcile.presenter import ReconcilePresenter
from ui.screens.plan.versions.merge_presenter import MergePresenter
from ui.screens.plan.view import PlanView

CHECKED = (
    *("plan", "medicationstatement", "allergy", "condition", "observation", "intake", "override"),
    *("reconciled", "visit", "appointment"),
)
"""Kinds of records that the plan and its safety check are made from."""


class PlanScreen(Screen):
    """The plan of one patient. A subject is a medicine line whose dose is to be changed."""

    def __init__(self, context: Context, theme: Theme, patient_id: UUID, subject: UUID | None = None) -> None:
        self.view = PlanView(theme, context.services.visits.side_effects)
        super().__init__(context, "Plan", self.view)
        plainer, ready = context.services.knowledge.plainer, context.services.protocols.words
        self.view.words.set_plainer(plainer, ready)
        self.view.steps.editor.offer(plainer, ready)
        self._patient_id = PatientId(patient_id)
        self.desk = DraftDesk(context, self._patient_id)
        self.presenter = PlanPresenter(context, self.view, self.desk, self._patient_id)
        self.lines = LinePresenter(context, self.view.steps, self.desk)
        self.finder = FinderPresenter(context, self.view, self.lines, self.desk)
        self.lines.live = self.presenter.check_typed
        self.moving = MovingPresenter(context, self.view, self.desk)
        self.proposals = ProposalPresenter(context, self.view.dialogs.line, self.desk)
        self.monitoring = MonitoringPresenter(context, self.view.monitoring, self.desk)
        self.presenter.beside = self._show_beside
        self.merging = MergePresenter(context, self.view.dialogs, self.desk, self.lines)
        self.lines.crossed, self.desk.crossed = self.merging.cross, self.merging.cross_words
        self.reconciling = ReconcilePresenter(context, self.view.dialogs, self.desk, self._patient_id)
        self.previewing = PreviewPresenter(context, self.view.preview, self._patient_id)
        self.view.preview.seen.connect(self.previewing.see)
        self._connect_plan()
        self._connect_beside()
        self._connect_lines()
        self._connect_steps()
        if subject is not None:
            self.show_subject(subject)

    def refresh(self) -> None:
        self.presenter.load()

    def concerns(self, changes: Changes) -> bool:
        return any(changes.touches(kind, self._patient_id) for kind in CHECKED)

    def may_close(self) -> bool:
        self.put_aside()
        return True

    def put_aside(self) -> None:
        self.view.flush()
        self.lines.keep()
        self.desk.save_typed()

    def hidden(self) -> None:
        self.put_aside()
        super().hidden()

    def show_subject(self, subject: UUID) -> None:
        """A medicine whose dose is changed, or the patient for the plan as it stands: also where an older
        version was looked at.
        """
        self.presenter.turn_to_newest()
        if subject != self._patient_id:
            self.lines.open_when_ready(LineId(subject))

    def _connect_plan(self) -> None:
        view, presenter = self.view, self.presenter
        view.begin_requested.connect(presenter.begin)
        view.retry_requested.connect(presenter.load)
        view.version_chosen.connect(presenter.choose_version)
        view.compare_requested.connect(presenter.compare)
        view.dialogs.versions_chosen.connect(presenter.compare)
        view.preview_requested.connect(presenter.preview)
        view.undo_requested.connect(self.desk.undo)
        view.signature_requested.connect(presenter.ask_signature)
        view.dialogs.signed.connect(presenter.sign)
        view.dialogs.thrown_away.connect(presenter.throw_away)
        view.dialogs.line.pause_wanted.connect(presenter.pause)
        view.dialogs.line.stop_wanted.connect(presenter.stop)
        view.visit.follow_up_set.connect(presenter.set_follow_up)
        view.words.typed.connect(presenter.set_words)
        view.safety.reason_given.connect(presenter.answer_alert)
        view.acted_on.connect(self._act)

    def _connect_beside(self) -> None:
        self.view.take_up_requested.connect(self.merging.begin)
        self.view.dialogs.merge_decided.connect(self.merging.decide)
        self.view.elsewhere.reconcile_wanted.connect(self.reconciling.begin)
        self.view.dialogs.reconciled.connect(self.reconciling.decide)
        self.view.dialogs.reconcile_typed.connect(self.reconciling.put_aside)
        self.view.dialogs.reconcile_left.connect(self.reconciling.let_go)
        card, monitoring = self.view.monitoring, self.monitoring
        card.put_on.connect(monitoring.put_on)
        card.aside_wanted.connect(monitoring.set_aside)
        card.done_wanted.connect(monitoring.mark_done)
        card.taken_back.connect(monitoring.take_back)

    def _connect_lines(self) -> None:
        view, lines, editor = self.view, self.lines, self.view.steps.editor
        finder = self.finder
        view.steps.medicine_searched.connect(finder.search)
        view.steps.medicine_picked.connect(finder.take)
        view.dialogs.protocol_named.connect(finder.keep_protocol)
        view.dialogs.protocol_renamed.connect(finder.rename)
        view.dialogs.protocol_retired.connect(finder.retire)
        editor.protocol_wanted.connect(finder.begin_protocol)
        editor.pin_wanted.connect(finder.toggle_pin)
        editor.typed.connect(lines.typed)
        editor.left.connect(lines.leave)
        editor.keep_requested.connect(lines.keep)
        editor.row_wanted.connect(lines.add_row)
        editor.row_removed.connect(lines.remove_row)
        editor.test_wanted.connect(lines.add_test)
        editor.test_removed.connect(lines.remove_test)
        editor.save_requested.connect(lines.save)
        editor.cancel_requested.connect(lines.cancel)

    def _connect_steps(self) -> None:
        dialogs, proposals = self.view.dialogs.line, self.proposals
        dialogs.hold_wanted.connect(self.moving.hold)
        dialogs.back_wanted.connect(self.moving.go_back)
        dialogs.hold_typed.connect(self.moving.foresee_hold)
        dialogs.back_typed.connect(self.moving.foresee_back)
        dialogs.pause_typed.connect(self.moving.foresee_pause)
        dialogs.stop_typed.connect(self.moving.foresee_stop)
        dialogs.advice_wanted.connect(proposals.advise_on_stop)
        dialogs.taper_wanted.connect(self._plan_steps)
        dialogs.medicine_searched.connect(self.finder.search_medicine)
        dialogs.proposal_typed.connect(proposals.typed)
        dialogs.put_wanted.connect(proposals.put)
        self.view.steps_wanted.connect(self._plan_steps)

    def _plan_steps(self, line_id: LineId | None) -> None:
        """A medicine that is chosen is most often lowered; with none chosen one is begun."""
        self.proposals.begin(RequestKind.TAPER if line_id else RequestKind.TITRATION, line_id)

    def _show_beside(self, plan: Plan, editable: bool) -> None:
        self.monitoring.show(plan, editable)
        self.previewing.look_at(plan)
        if editable:
            # Whoever has a draft before her soon writes in it.
            self.prepare(self.view.steps.editor.furnish)

    def _act(self, act: str, line_id: LineId) -> None:
        acts = {
            "change": self.lines.change_dose,
            "edit": self.lines.edit,
            "remove": self.presenter.remove,
            "history": self.presenter.tell_history,
        }
        acts[act](line_id)


def build(context: Context, theme: Theme, patient_id: UUID, subject: UUID | None = None) -> Screen:
    """The plan tab of a patient, wired."""
    return PlanScreen(context, theme, patient_id, subject)
