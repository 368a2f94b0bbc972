"""Where a file and a chart say different things of one patient, and where only the writing differs."""

from typing import Any

import pytest

from medmanager.domain.imports.import_matching import differences
from medmanager.domain.patient import Language, Sex
from tests.builders import a_patient


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ({"phone": "(555) 010-0199"}, {"phone": "+1 555 010 0199"}),
        ({"email": "Maren@Example.org"}, {"email": "maren@example.org"}),
        ({"address": "1 Harbor Lane\nApt 2"}, {"address": "1 Harbor Lane, Apt 2"}),
        ({"family_name": "Lindqvist"}, {"family_name": "LINDQVIST"}),
        ({"given_name": "Zoë"}, {"given_name": "Zoe"}),
        ({"phone": "555-0199"}, {"phone": ""}),
        ({"sex": Sex.FEMALE}, {"sex": Sex.UNKNOWN}),
        ({"language": Language.SPANISH}, {"language": Language.ENGLISH}),
        ({"desk_note": "rings twice"}, {}),
        ({"pronouns": "she/her", "pharmacy": "Quay"}, {}),
    ],
)
def test_that_another_writing_and_silence_are_no_difference(
    kept: dict[str, Any], said: dict[str, Any]
) -> None:
    assert differences(a_patient(**kept), a_patient(**said)) == ()


@pytest.mark.parametrize(
    ("kept", "said", "told"),
    [
        ({"phone": "555-0199"}, {"phone": "555-0198"}, ("phone", "555-0199", "555-0198")),
        ({}, {"email": "m@example.org"}, ("email", "", "m@example.org")),
        ({"sex": Sex.UNKNOWN}, {"sex": Sex.FEMALE}, ("sex", "unknown", "female")),
        ({}, {"language": Language.SPANISH}, ("language", "en", "es")),
    ],
)
def test_that_what_the_file_says_otherwise_is_told_with_both_sides(
    kept: dict[str, Any], said: dict[str, Any], told: tuple[str, str, str]
) -> None:
    (one,) = differences(a_patient(**kept), a_patient(**said))
    assert (one.what, one.kept, one.said) == told
