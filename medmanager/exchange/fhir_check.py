"""Whether a resource is valid FHIR R4, asked of fhir.resources. The only importer of that library.

The library takes a third of a second to load, so nothing on the way to the first window imports this room.
"""

from fhir.resources.R4B import get_fhir_model_class
from pydantic import BaseModel, ValidationError

from medmanager.exchange.fhir_values import Json, has_modifier, not_valid, part

_NOT_READ = ("text", "meta")
"""The narrative and the record's own history: nothing is read from them, so only their type is looked at."""

_STUMBLES = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What the library raises where it looks inside a value before it has checked the value's type."""


def check(kind: str, resource: Json) -> None:
    """Raise LeftOut naming the first wrong element, never its content.

    R4B differs from R4 in none of the kinds that are taken.
    """
    model = get_fhir_model_class(kind)
    for name in _NOT_READ:
        part(resource, name)
    try:
        model.model_validate({name: value for name, value in resource.items() if name not in _NOT_READ})
    except ValidationError as error:
        raise not_valid(_first_place(model, error)) from None
    except _STUMBLES:
        raise not_valid("an element of a type that R4 does not allow") from None
    if has_modifier(resource):
        raise not_valid("it carries a modifier that only its sender understands")


def _first_place(model: type[BaseModel], error: ValidationError) -> str:
    """The element's name where FHIR knows it; an unknown name could hold anything, so it is not repeated."""
    known = {field.alias or name for name, field in model.model_fields.items()}
    places = (str(problem["loc"][0]) for problem in error.errors(include_input=False) if problem["loc"])
    return next((place for place in places if place in known), "an element that R4 does not have or requires")
