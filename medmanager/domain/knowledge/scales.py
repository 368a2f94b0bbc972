"""Rating scales whose items may be used freely: their items, their answers, and what a total is called."""

from collections.abc import Sequence
from dataclasses import dataclass

from medmanager.domain.errors import Refused
from medmanager.domain.visit import ScaleResult

ANSWERS = ("Not at all", "Several days", "More than half the days", "Nearly every day")
"""The words for 0, 1, 2 and 3 of both scales."""
MOST_PER_ITEM = 3


@dataclass(frozen=True, slots=True)
class ScaleItem:
    """One question: `short` for the narrow list, `words` as it must be asked."""

    short: str
    words: str


@dataclass(frozen=True, slots=True)
class Scale:
    """A sum scale of items rated 0-3. `bands` holds (lowest total, word), the lowest first.

    `safety_item` is the number (from 1) of the item about self-harm, 0 when there is none.
    """

    name: str
    period: str
    items: tuple[ScaleItem, ...]
    bands: tuple[tuple[int, str], ...]
    safety_item: int = 0
    source: str = ""

    @property
    def highest(self) -> int:
        return MOST_PER_ITEM * len(self.items)

    def result(self, answers: Sequence[int | None]) -> ScaleResult:
        """The answers with their total, which is given only when every item is answered.

        Raises Refused for an answer that is not 0-3 or a wrong number of answers.
        """
        if len(answers) != len(self.items):
            raise Refused(f"{self.name} has {len(self.items)} items.", self.name)
        given = [answer for answer in answers if answer is not None]
        if any(not 0 <= answer <= MOST_PER_ITEM for answer in given):
            raise Refused("Each item is answered with 0, 1, 2 or 3.", self.name)
        total = sum(given) if len(given) == len(self.items) else None
        return ScaleResult(self.name, tuple(answers), total)

    def band(self, total: int) -> str:
        """The published word for a total, for example "moderate"."""
        return next(word for low, word in reversed(self.bands) if total >= low)

    def so_far(self, answers: Sequence[int | None]) -> int:
        """Sum of what is answered; not a score while answers are missing."""
        return sum(answer for answer in answers if answer is not None)

    def harm_named(self, answers: Sequence[int | None]) -> bool:
        """Whether the item about self-harm was answered above 0."""
        number = self.safety_item
        return bool(number and len(answers) >= number and (answers[number - 1] or 0) > 0)


PHQ9 = Scale(
    "PHQ-9",
    "last 2 weeks",
    (
        ScaleItem("Little interest or pleasure", "Little interest or pleasure in doing things"),
        ScaleItem("Feeling down, depressed, hopeless", "Feeling down, depressed, or hopeless"),
        ScaleItem("Sleep: trouble, or too much", "Trouble falling or staying asleep, or sleeping too much"),
        ScaleItem("Tired, little energy", "Feeling tired or having little energy"),
        ScaleItem("Appetite: poor, or too much", "Poor appetite or overeating"),
        ScaleItem(
            "Feeling bad about yourself",
            "Feeling bad about yourself, or that you are a failure or have let yourself or your family down",
        ),
        ScaleItem(
            "Trouble concentrating",
            "Trouble concentrating on things, such as reading the newspaper or watching television",
        ),
        ScaleItem(
            "Moving slowly, or restless",
            "Moving or speaking so slowly that other people could have noticed. Or the opposite, being so "
            "fidgety or restless that you have been moving around a lot more than usual",
        ),
        ScaleItem(
            "Better off dead, or hurting yourself",
            "Thoughts that you would be better off dead, or of hurting yourself in some way",
        ),
    ),
    ((0, "minimal"), (5, "mild"), (10, "moderate"), (15, "moderately severe"), (20, "severe")),
    safety_item=9,
    source="Kroenke, Spitzer, Williams 2001, doi 10.1046/j.1525-1497.2001.016009606.x; "
    "no permission needed to reproduce, translate, display or distribute",
)

GAD7 = Scale(
    "GAD-7",
    "last 2 weeks",
    (
        ScaleItem("Nervous, anxious, on edge", "Feeling nervous, anxious or on edge"),
        ScaleItem("Cannot stop worrying", "Not being able to stop or control worrying"),
        ScaleItem("Worrying too much", "Worrying too much about different things"),
        ScaleItem("Trouble relaxing", "Trouble relaxing"),
        ScaleItem("Restless, hard to sit still", "Being so restless that it is hard to sit still"),
        ScaleItem("Easily annoyed, irritable", "Becoming easily annoyed or irritable"),
        ScaleItem("Afraid of something awful", "Feeling afraid as if something awful might happen"),
    ),
    ((0, "minimal"), (5, "mild"), (10, "moderate"), (15, "severe")),
    source="Spitzer, Kroenke, Williams, Loewe 2006, doi 10.1001/archinte.166.10.1092; "
    "no permission needed to reproduce, translate, display or distribute",
)

SCALES = (PHQ9, GAD7)
