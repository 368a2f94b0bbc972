"""Outside medicines in one page: what is chosen survives a crash and other people's decisions."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from medmanager.domain.history import MedicationStatement, TakingStatus
from medmanager.domain.plan.reconciliation import Decision, Wanted
from tests.builders import TODAY, keep, new_id
from tests.kit.fakes import fake_context
from tests.plan_services import Chart, chart_services
from ui.kit.plan_words import details_of
from ui.screens.plan.desk_presenter import DraftDesk
from ui.screens.plan.reconcile.presenter import ReconcilePresenter
from ui.screens.plan.reconcile.words import Answer, ReconcileRow, ReconcileSheet

CONTINUE, STOP = Decision.CONTINUE, Decision.STOP


@dataclass
class Face:
    """Remembers the page and what it was told."""

    sheets: list[ReconcileSheet] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    closed: int = 0

    def show_reconciling(self, sheet: ReconcileSheet) -> None:
        self.sheets.append(sheet)

    def show_reconcile_refusal(self, sentence: str) -> None:
        self.refusals.append(sentence)

    def close_dialog(self) -> None:
        self.closed += 1


class Bench:
    """Plan 6 of sertraline and lithium; metformin and "Zolof" are told from elsewhere."""

    def __init__(self) -> None:
        self.chart = Chart(chart_services())
        self.metformin, self.zolof = self.tell("metformin"), self.tell("Zolof")
        self.open()

    def tell(self, name: str) -> MedicationStatement:
        told = MedicationStatement(
            new_id(), self.chart.patient.id, name, status=TakingStatus.TAKING, version=1
        )
        keep(self.chart.services.session, told)
        return told

    def open(self) -> None:
        """The page as it is opened anew, as after a crash."""
        context, self.face = fake_context(self.chart.services), Face()
        desk = DraftDesk(context, self.chart.patient.id)
        self.presenter = ReconcilePresenter(context, self.face, desk, self.chart.patient.id)
        self.presenter.begin()

    def row(self, told: MedicationStatement) -> ReconcileRow:
        return next(row for row in self.face.sheets[-1].rows if row.key == told.id)

    def decisions(self) -> dict[UUID, Decision]:
        book = self.chart.services.reconciling.open(self.chart.patient.id)
        return {one.statement.id: one.decided.decision for one in book.medicines if one.decided}

    def somebody_decides(self, told: MedicationStatement, decision: Decision) -> None:
        wanted = Wanted(told, decision, "as agreed")
        self.chart.services.reconciling.decide(self.chart.patient.id, (wanted,))


def test_that_a_misspelt_name_stands_beside_the_line_that_it_may_be_and_a_person_says_so() -> None:
    bench = Bench()
    row = bench.row(bench.zolof)
    assert row.on_plan.replace("\u00a0", " ") == "Perhaps the same, on the plan: sertraline 50 mg"
    assert [(one.decision, one.title, one.same) for one in row.choices][:2] == [
        (CONTINUE, "It is sertraline", True),
        (CONTINUE, "Continue as another", False),
    ]
    assert row.answer is None, "nothing is decided by itself"
    bench.presenter.decide({bench.zolof.id: Answer(CONTINUE, same=True)})
    book = bench.chart.services.reconciling.open(bench.chart.patient.id)
    decided = next(one.decided for one in book.medicines if one.statement.id == bench.zolof.id)
    assert decided is not None
    assert decided.line_id == bench.chart.sertraline.line_id


def test_that_another_one_of_that_name_comes_onto_the_draft_by_itself() -> None:
    bench = Bench()
    bench.presenter.decide({bench.zolof.id: Answer(CONTINUE)})
    assert [item.medicine.generic for item in bench.chart.draft.items[2:]] == ["Zolof"]


def test_that_what_was_chosen_is_there_again_after_a_crash() -> None:
    bench = Bench()
    answers = {bench.metformin.id: Answer(STOP, "kidneys"), bench.zolof.id: Answer(CONTINUE, same=True)}
    bench.presenter.put_aside(answers)
    assert bench.decisions() == {}, "nothing is kept before it is said"
    bench.open()
    assert {row.key: row.answer for row in bench.face.sheets[-1].rows} == answers
    bench.presenter.decide(answers)
    assert bench.decisions() == {bench.metformin.id: STOP, bench.zolof.id: CONTINUE}
    bench.open()
    assert all(row.answer is None for row in bench.face.sheets[-1].rows)


def test_that_what_was_left_on_purpose_does_not_come_back() -> None:
    bench = Bench()
    bench.presenter.put_aside({bench.metformin.id: Answer(STOP, "kidneys")})
    bench.presenter.let_go()
    bench.open()
    assert bench.row(bench.metformin).answer is None


def test_that_somebody_elses_decision_in_between_takes_no_other_answer_away() -> None:
    bench = Bench()
    bench.somebody_decides(bench.metformin, Decision.OTHER_PRESCRIBER)
    bench.presenter.decide(
        {bench.metformin.id: Answer(STOP, "kidneys"), bench.zolof.id: Answer(STOP, "twice")}
    )
    assert bench.decisions() == {bench.metformin.id: Decision.OTHER_PRESCRIBER}, "all or nothing"
    assert "decided on metformin meanwhile" in bench.face.refusals[-1]
    assert bench.row(bench.metformin).answer is None, "it is looked at anew"
    assert "other prescriber's" in bench.row(bench.metformin).standing
    assert bench.row(bench.zolof).answer == Answer(STOP, "twice")


def test_that_a_medicine_told_otherwise_while_it_was_put_aside_is_asked_about_again() -> None:
    bench = Bench()
    bench.presenter.put_aside({bench.metformin.id: Answer(STOP, "kidneys")})
    keep(bench.chart.services.session, replace(bench.metformin, directions="2 g", version=2))
    bench.open()
    assert bench.row(bench.metformin).answer is None
    assert bench.face.refusals == [
        "metFORMIN was told or decided on otherwise since you chose. Decide on it again."
    ]


def test_that_a_stop_without_its_reason_is_asked_for_and_stays_chosen() -> None:
    bench = Bench()
    bench.presenter.decide({bench.metformin.id: Answer(STOP)})
    assert "why the patient should stop" in bench.face.refusals[-1]
    assert (bench.face.closed, bench.decisions()) == (0, {})


def test_that_what_came_onto_the_draft_without_a_dose_is_not_told_as_paused() -> None:
    bench = Bench()
    bench.presenter.decide({bench.metformin.id: Answer(CONTINUE)})
    bench.open()
    assert bench.row(bench.metformin).on_plan == "Same medicine on the plan: metFORMIN without a dose yet"
    line = next(one for one in bench.chart.draft.items if one.medicine.generic == "metformin")
    assert details_of(line, TODAY).endswith("without a dose yet")
