"""Who plays in the demo practice: made-up people and the story each one has."""

from collections.abc import Callable
from dataclasses import dataclass

from medmanager.demo import anxiety, attention, bipolar, depression, first_episode, perinatal, psychosis
from medmanager.demo.story import Chart
from medmanager.demo.told import Person
from medmanager.domain.patient import Language, Sex

Story = Callable[[Chart], None]
F, M, O = Sex.FEMALE, Sex.MALE, Sex.OTHER  # noqa: E741 - three letters of one table


@dataclass(frozen=True, slots=True)
class Role:
    """One person in one story; `lag` as in `Chart`."""

    name: str
    """Family, Given."""
    age: int
    sex: Sex
    story: Story
    provider: str
    lag: int = 0
    language: Language = Language.ENGLISH
    is_regular: bool = False
    """Comes on the weekday of today, so that the visits of the first patient lie whole weeks back."""

    @property
    def person(self) -> Person:
        family, given = self.name.split(", ")
        return Person(family, given, self.age, self.sex, self.language)

    @property
    def first_week(self) -> int:
        """How many weeks before the today of the story the first contact was."""
        return FIRST_CONTACT[self.story]


FIRST_CONTACT: dict[Story, int] = {
    bipolar.lithium_with_levels: 104,
    bipolar.lamotrigine_titration: 14,
    bipolar.stopped_for_cost: 95,
    depression.ssri_switch: 99,
    depression.late_life_with_falls: 102,
    depression.depression_with_therapy: 81,
    perinatal.perinatal_planning: 99,
    anxiety.benzodiazepine_taper: 61,
    anxiety.panic_doing_well: 101,
    anxiety.trauma_with_nightmares: 81,
    anxiety.drinking_less: 53,
    anxiety.new_patient: 1,
    attention.adolescent_attention: 101,
    attention.adult_attention: 61,
    psychosis.clozapine_with_counts: 86,
    psychosis.injection_every_four_weeks: 101,
    first_episode.risperidone_to_aripiprazole: 61,
}

CAST: tuple[Role, ...] = (
    Role("Lindqvist, Maren", 42, F, bipolar.lamotrigine_titration, "osei", is_regular=True),
    Role("Lindquist, Marin", 47, F, anxiety.panic_doing_well, "ferreira", 3),
    Role("Oyelaran, Funmi", 66, F, bipolar.lithium_with_levels, "osei"),
    Role("Abelow, Tomas", 58, M, psychosis.clozapine_with_counts, "osei"),
    Role("Chaudhry, Nila", 31, F, depression.ssri_switch, "osei"),
    Role("Mbeki-Sørensen, Alexandra", 24, F, anxiety.new_patient, "osei"),
    Role("Petrov, Lena", 19, F, attention.adult_attention, "osei"),
    Role("Ruiz, Carmen", 47, F, psychosis.injection_every_four_weeks, "osei"),
    Role("Tanaka, Sora", 36, O, depression.ssri_switch, "osei", 4),
    Role("Whitcombe, Joel", 52, M, depression.depression_with_therapy, "osei"),
    Role("Holm, Petra", 61, F, bipolar.lithium_with_levels, "osei", 1),
    Role("Grey, Anton", 39, M, depression.depression_with_therapy, "osei", 5),
    Role("Novak, Irena", 34, F, bipolar.lamotrigine_titration, "brodsky", 5),
    Role("Stern, Avi", 71, M, depression.late_life_with_falls, "brodsky", 2),
    Role("Delacroix, Remy", 55, M, anxiety.benzodiazepine_taper, "osei"),
    Role("Duarte, Inês", 29, F, perinatal.perinatal_planning, "ferreira"),
    Role("Keller, Jonas", 45, M, anxiety.drinking_less, "ferreira"),
    Role("Baptiste, Odette", 79, F, depression.late_life_with_falls, "ferreira"),
    Role("Hargrove, Sam", 22, O, anxiety.new_patient, "ferreira"),
    Role("Ilunga, Grace", 38, F, first_episode.risperidone_to_aripiprazole, "ferreira", 6),
    Role("Quill, Rosa", 63, F, anxiety.benzodiazepine_taper, "brodsky", 4),
    Role("Vance, Orla", 50, F, bipolar.stopped_for_cost, "brodsky"),
    Role("Youssef, Karim", 27, M, first_episode.risperidone_to_aripiprazole, "brodsky"),
    Role("Reyes, Dana", 15, M, attention.adolescent_attention, "brodsky"),
    Role("Salas, Mateo", 33, M, anxiety.trauma_with_nightmares, "brodsky", language=Language.SPANISH),
    Role("Ortiz, Lucía", 41, F, bipolar.stopped_for_cost, "ferreira", 3, Language.SPANISH),
    Role("Imamura, Kenji", 48, M, psychosis.clozapine_with_counts, "brodsky", 3),
    Role("Penn, Walter", 68, M, bipolar.lithium_with_levels, "brodsky", 4),
    Role("Farah, Hodan", 30, F, perinatal.perinatal_planning, "brodsky", 4),
    Role("Costa, Vera", 57, F, depression.depression_with_therapy, "ferreira", 7),
    Role("Amin, Rashid", 44, M, anxiety.drinking_less, "ferreira", 4),
    Role("Bose, Tara", 26, F, attention.adult_attention, "ferreira", 5),
    Role("Jung, Hana", 35, F, anxiety.panic_doing_well, "brodsky", 2),
    Role("Cole, Yvonne", 60, F, psychosis.injection_every_four_weeks, "ferreira", 2),
    Role("Dunn, Fergus", 40, M, anxiety.trauma_with_nightmares, "osei", 3),
    Role("Kato, Mika", 16, F, attention.adolescent_attention, "ferreira", 2),
    Role("Marsh, Eliot", 53, M, bipolar.stopped_for_cost, "osei", 5),
    Role("Xu, Lihua", 74, F, depression.late_life_with_falls, "ferreira", 5),
    Role("Zeller, Astrid", 46, F, anxiety.benzodiazepine_taper, "brodsky", 2),
    Role("Webb, Curtis", 37, M, depression.ssri_switch, "osei", 6),
    Role("Yang, Bo", 21, M, first_episode.risperidone_to_aripiprazole, "ferreira", 3),
    Role("Ito, Ren", 28, O, anxiety.trauma_with_nightmares, "brodsky", 5),
    Role("Gill, Simran", 32, F, bipolar.lamotrigine_titration, "brodsky", 9),
    Role("Fox, Juniper", 17, F, attention.adolescent_attention, "brodsky", 5),
)
