"""What all stored records share: an id, a version, and a repr without patient data."""

from uuid import UUID


class Record:
    """Base of every stored aggregate.

    Subclasses are frozen, slotted dataclasses made with `repr=False` and carry at least `id` and
    `version`. Version 0 means "not saved yet"; each save gives the next one.
    """

    __slots__ = ()

    id: UUID
    version: int

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id})"
