"""A proposal, read as the dose of each day."""

from datetime import date, timedelta
from decimal import Decimal

from tests.knowledge.case_tables import Row, plain_word

FAR = 1500


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def is_for(step: Row, name: str) -> bool:
    """Whether a step is of this drug; salts and release forms do not matter."""
    return plain_word(step["name"]).split(" ")[0] == plain_word(name).split(" ")[0]


class Course:
    """The steps of one drug, and what was taken before they began."""

    def __init__(self, steps: list[Row], before: float = 0) -> None:
        self.steps = sorted(steps, key=lambda step: str(step["start"]))
        self.before = before

    @property
    def doses(self) -> list[float]:
        return [float(step["daily_mg"]) for step in self.steps]

    @property
    def first_day(self) -> date | None:
        """The first day on which something is taken."""
        return next((day_of(step["start"]) for step in self.steps if float(step["daily_mg"]) > 0), None)

    @property
    def last_day(self) -> date | None:
        """The last day on which something is taken; date.max when no end is said."""
        taken = [step for step in self.steps if float(step["daily_mg"]) > 0]
        if not taken:
            return None
        following = [step for step in self.steps if step["start"] > taken[-1]["start"]]
        if taken[-1]["end"]:
            return day_of(taken[-1]["end"])
        return day_of(following[0]["start"]) - timedelta(days=1) if following else date.max

    @property
    def ends_with(self) -> float:
        """The dose at the end of the plan: 0 when the last step has an end."""
        if not self.steps:
            return 0
        return self.doses[-1] if not self.steps[-1]["end"] else 0

    @property
    def last_dose(self) -> float:
        return self.doses[-1] if self.doses else 0

    def on(self, day: date) -> float:
        """The dose of a day."""
        if not self.steps or day < day_of(self.steps[0]["start"]):
            return self.before
        for step in reversed(self.steps):
            if day_of(step["start"]) <= day:
                return 0 if step["end"] and day > day_of(step["end"]) else float(step["daily_mg"])
        return 0

    def changes(self) -> list[float]:
        """Every fall (negative) and rise, the fall to nothing at the end too."""
        row = [self.before, *self.doses]
        if self.steps and self.steps[-1]["end"] and self.doses[-1] > 0:
            row.append(0)
        return [after - before for before, after in zip(row, row[1:], strict=False)]

    def days(self) -> list[date]:
        """Every day from two weeks before the first step to two weeks after the last."""
        if not self.steps:
            return []
        first = day_of(self.steps[0]["start"]) - timedelta(days=14)
        last = day_of(self.steps[-1]["end"] or self.steps[-1]["start"]) + timedelta(days=14)
        return [first + timedelta(days=n) for n in range(min((last - first).days, FAR) + 1)]

    def average(self, first: date, last: date) -> float:
        number = (last - first).days + 1
        return sum(self.on(first + timedelta(days=n)) for n in range(number)) / number

    def longest(self, dose: float) -> int:
        """For how many days on end the dose stays at this."""
        best = run = 0
        for day in self.days():
            run = run + 1 if abs(self.on(day) - dose) < 0.01 else 0
            best = max(best, run)
        return best


def made(step: Row, strengths: list[float], halves: bool) -> bool:
    """Whether the tablets of a step exist and add up to its dose."""
    if not step.get("tablets"):
        return float(step["daily_mg"]) == 0
    sizes = {Decimal(str(one)) for one in strengths}
    total = Decimal(0)
    for tablet in step["tablets"]:
        strength, count = Decimal(str(tablet["strength_mg"])), Decimal(str(tablet["count"]))
        if strength not in sizes or count <= 0 or (count * (2 if halves else 1)) % 1:
            return False
        total += strength * count
    return abs(total - Decimal(str(step["daily_mg"]))) < Decimal("0.001")
