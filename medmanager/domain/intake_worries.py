"""What the intake says of money, as an open worry of the summary."""

from datetime import date
from decimal import Decimal

from medmanager.domain.intake import AnswerState, Intake
from medmanager.domain.intake_form import COST_MOST, COST_WORDS, COST_WORRY
from medmanager.domain.summary import Worry, WorryKind


def cost_worry(intake: Intake, said: date) -> Worry | None:
    """The worry about cost that was told on that local day; None when there is none or it was not asked."""
    if _answered(intake, COST_WORRY) != "yes":
        return None
    words = _answered(intake, COST_WORDS) or "Worries about what medicine costs"
    most = _answered(intake, COST_MOST)
    if most:
        words = f"{words} (can pay {Decimal(most):f} a month)"
    return Worry(WorryKind.COST, words, said)


def _answered(intake: Intake, key: str) -> str:
    answer = intake.answer(key)
    return answer.value if answer is not None and answer.state is AnswerState.ANSWERED else ""
