"""Who plays in the demo practice: made-up people and the story each one has."""

from collections.abc import Callable
from dataclasses import dataclass

from medmanager.demo import mood, other, psychosis
from medmanager.demo.story import Chart, Person
from medmanager.domain.patient import Language, Sex

Story = Callable[[Chart], None]
F, M, O = Sex.FEMALE, Sex.MALE, Sex.OTHER  # noqa: E741 - three letters of one table


@dataclass(frozen=True, slots=True)
class Role:
    """One person in one story. `weeks` is how long ago the first contact was, `lag` as in `Chart`."""

    name: str
    """Family, Given."""
    age: int
    sex: Sex
    story: Story
    weeks: int
    provider: str
    lag: int = 0
    language: Language = Language.ENGLISH

    @property
    def person(self) -> Person:
        family, given = self.name.split(", ")
        pronouns = {F: "she/her", M: "he/him", O: "they/them"}[self.sex]
        return Person(family, given, self.age, self.sex, pronouns, self.language)


CAST: tuple[Role, ...] = (
    Role("Lindqvist, Maren", 42, F, mood.lamotrigine_titration, 14, "osei"),
    Role("Lindquist, Marin", 47, F, other.panic_doing_well, 57, "ferreira", 3),
    Role("Oyelaran, Funmi", 66, F, mood.lithium_with_levels, 104, "osei"),
    Role("Abelow, Tomas", 58, M, psychosis.clozapine_with_counts, 73, "osei"),
    Role("Chaudhry, Nila", 31, F, mood.ssri_switch, 41, "osei"),
    Role("Mbeki-Sørensen, Alexandra", 24, F, other.new_patient, 2, "osei"),
    Role("Petrov, Lena", 19, F, other.adult_attention, 19, "osei"),
    Role("Ruiz, Carmen", 47, F, psychosis.injection_every_four_weeks, 53, "osei"),
    Role("Tanaka, Sora", 36, O, mood.ssri_switch, 46, "osei", 4),
    Role("Whitcombe, Joel", 52, M, mood.depression_with_therapy, 31, "osei"),
    Role("Holm, Petra", 61, F, mood.lithium_with_levels, 106, "osei", 1),
    Role("Grey, Anton", 39, M, mood.depression_with_therapy, 36, "osei", 5),
    Role("Novak, Irena", 34, F, mood.lamotrigine_titration, 20, "brodsky", 5),
    Role("Stern, Avi", 71, M, mood.late_life_with_falls, 62, "brodsky", 2),
    Role("Delacroix, Remy", 55, M, other.benzodiazepine_taper, 37, "osei"),
    Role("Duarte, Inês", 29, F, mood.perinatal_planning, 49, "ferreira"),
    Role("Keller, Jonas", 45, M, other.drinking_less, 23, "ferreira"),
    Role("Baptiste, Odette", 79, F, mood.late_life_with_falls, 61, "ferreira"),
    Role("Hargrove, Sam", 22, O, other.new_patient, 1, "ferreira"),
    Role("Ilunga, Grace", 38, F, psychosis.risperidone_to_aripiprazole, 33, "ferreira", 6),
    Role("Quill, Rosa", 63, F, other.benzodiazepine_taper, 42, "brodsky", 4),
    Role("Vance, Orla", 50, F, mood.stopped_for_cost, 45, "brodsky"),
    Role("Youssef, Karim", 27, M, psychosis.risperidone_to_aripiprazole, 27, "brodsky"),
    Role("Reyes, Dana", 15, M, other.adolescent_attention, 65, "brodsky"),
    Role("Salas, Mateo", 33, M, other.trauma_with_nightmares, 35, "brodsky", 0, Language.SPANISH),
    Role("Ortiz, Lucía", 41, F, mood.stopped_for_cost, 48, "ferreira", 3, Language.SPANISH),
    Role("Imamura, Kenji", 48, M, psychosis.clozapine_with_counts, 76, "brodsky", 3),
    Role("Penn, Walter", 68, M, mood.lithium_with_levels, 108, "brodsky", 4),
    Role("Farah, Hodan", 30, F, mood.perinatal_planning, 53, "brodsky", 4),
    Role("Costa, Vera", 57, F, mood.depression_with_therapy, 38, "ferreira", 7),
    Role("Amin, Rashid", 44, M, other.drinking_less, 27, "ferreira", 4),
    Role("Bose, Tara", 26, F, other.adult_attention, 24, "ferreira", 5),
    Role("Jung, Hana", 35, F, other.panic_doing_well, 59, "brodsky", 2),
    Role("Cole, Yvonne", 60, F, psychosis.injection_every_four_weeks, 55, "ferreira", 2),
    Role("Dunn, Fergus", 40, M, other.trauma_with_nightmares, 38, "osei", 3),
    Role("Kato, Mika", 16, F, other.adolescent_attention, 67, "ferreira", 2),
    Role("Marsh, Eliot", 53, M, mood.stopped_for_cost, 50, "osei", 5),
    Role("Xu, Lihua", 74, F, mood.late_life_with_falls, 66, "ferreira", 5),
    Role("Zeller, Astrid", 46, F, other.benzodiazepine_taper, 40, "brodsky", 2),
    Role("Webb, Curtis", 37, M, mood.ssri_switch, 48, "osei", 6),
    Role("Yang, Bo", 21, M, psychosis.risperidone_to_aripiprazole, 30, "ferreira", 3),
    Role("Ito, Ren", 28, O, other.trauma_with_nightmares, 40, "brodsky", 5),
    Role("Gill, Simran", 32, F, mood.lamotrigine_titration, 24, "brodsky", 9),
    Role("Fox, Juniper", 17, F, other.adolescent_attention, 70, "brodsky", 5),
)
