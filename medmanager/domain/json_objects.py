"""Objects of JSON in which no key may stand twice: nobody could tell which of the two is meant."""


class Repeated(ValueError):
    """`key` stands twice in one object."""

    def __init__(self, key: str) -> None:
        super().__init__("a key stands twice in one object")
        self.key = key


def without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """The object, for the reader's `object_pairs_hook`. Raises Repeated."""
    fields: dict[str, object] = {}
    for key, value in pairs:
        if key in fields:
            raise Repeated(key)
        fields[key] = value
    return fields
