"""The languages of papers, in the words of the screens."""

from typing import Final

from medmanager.domain.patient import Language

LANGUAGES: Final = {Language.ENGLISH: "English", Language.SPANISH: "Spanish"}
