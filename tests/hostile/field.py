"""What a field of a rig is: how it reads a text, and what that text may mean."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from medmanager.domain.errors import Refused


@dataclass(frozen=True)
class Field:
    """`read` gives the value, None where nothing was written, or raises Refused; `mean` all meanings."""

    read: Callable[[str], object]
    mean: Callable[[str], Collection[object]]


def refused(problems: Mapping[str, str], name: str) -> None:
    """Raises what stands beside the field. Something beside another field alone is a fault of the rig."""
    if name in problems:
        raise Refused(problems[name], name)
    assert not problems, f"nothing is said beside {name}, but {problems}"
