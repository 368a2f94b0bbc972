"""How people are named where they sign."""

from dataclasses import replace

import pytest

from tests.builders import a_user


@pytest.mark.parametrize(
    ("name", "credentials", "signature"),
    [
        ("Dr. Amara Osei", "MD", "Amara Osei, MD"),
        ("Dr Amara Osei", "DO", "Amara Osei, DO"),
        ("Amara Osei", "MD", "Amara Osei, MD"),
        ("Dr. Amara Osei", "", "Dr. Amara Osei"),
        ("Noa Ferreira", "PMHNP", "Noa Ferreira, PMHNP"),
        ("Drew Alden", "RN", "Drew Alden, RN"),
        ("Dr.", "MD", "Dr., MD"),
    ],
)
def test_that_a_title_is_said_once_in_front_or_behind(name: str, credentials: str, signature: str) -> None:
    assert replace(a_user(), display_name=name, credentials=credentials).signature == signature
