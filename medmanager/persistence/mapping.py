"""How a record becomes rows and comes back: worked out once a kind from the field names they share.

* a plain field is the column of the same name; an enumeration is stored as its word;
* a value inside (a strength, a follow-up) is spread over columns named `field_part`, all NULL when absent;
* a tuple of values is a child table, in order of `position`; a tuple of words is one JSON column.
"""

import types
import typing
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, fields, is_dataclass
from enum import Enum
from functools import cached_property
from typing import Any, NewType, cast
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, Table, bindparam, select

from medmanager.persistence.rows.base import ChildRow, RecordRow

Key = tuple[object, ...]
Cells = Sequence[object]
Children = Mapping[str, tuple[object, ...]]
NONE: Children = types.MappingProxyType({})
Take = Callable[[Cells, Children], object]


@dataclass(frozen=True, slots=True)
class Lines:
    """Rows to insert into one child table."""

    table: Table
    rows: list[dict[str, object]]


class Shape:
    """One class of values and the table it is kept in. `depth` counts the records and values above it."""

    def __init__(self, kind: type, row: type[RecordRow] | type[ChildRow], depth: int = 0) -> None:
        self.kind = kind
        self.table = cast("Table", row.__table__)  # type: ignore[union-attr]  # set by the declarative base
        self.depth = depth
        self._spread = _Spread(kind)
        self.children = {
            name: Shape(_element(kind, name), child, depth + 1) for name, child in row.children.items()
        }
        missing = {column for column in self._spread.columns} - set(self.table.columns.keys())
        if missing or self._spread.tuples != set(self.children):
            raise TypeError(f"{kind.__name__} and {self.table.name} do not fit: {missing}")

    @cached_property
    def key_columns(self) -> tuple[ColumnElement[object], ...]:
        """The record's id and the positions down to the row itself."""
        return tuple(self.table.primary_key.columns)

    @cached_property
    def selected(self) -> Select[*tuple[Any, ...]]:
        """All columns of a row in the order in which `value` takes them: first the key, then the fields."""
        return select(*self.key_columns, *(self.table.columns[name] for name in self._spread.columns))

    @cached_property
    def kept(self) -> Select[*tuple[Any, ...]]:
        """The records that are not voided, oldest id first."""
        return self.selected.where(self.table.columns["voided_at"].is_(None)).order_by(*self.key_columns)

    @cached_property
    def by_id(self) -> Select[*tuple[Any, ...]]:
        """The kept record of the parameter `id`."""
        return self.kept.where(self.table.columns["id"] == bindparam("id"))

    @cached_property
    def of_patient(self) -> Select[*tuple[Any, ...]]:
        """The kept records of the parameter `patient_id`."""
        return self.kept.where(self.table.columns["patient_id"] == bindparam("patient_id"))

    def value(self, row: Cells, children: Children) -> object:
        """The value of one selected row."""
        return self._spread.take(row[len(self.key_columns) :], children)

    def cells(self, value: object) -> dict[str, object]:
        """The columns of one value, its key left out."""
        return dict(zip(self._spread.columns, self._spread.give(value), strict=True))

    def lines(self, value: object, key: Key) -> Iterator[Lines]:
        """Everything to insert below `value`, parents before their children."""
        for name, child in self.children.items():
            elements = getattr(value, name)
            if not elements:
                continue
            names = [column.name for column in child.table.primary_key.columns]
            yield Lines(
                child.table,
                [
                    dict(zip(names, (*key, place), strict=True)) | child.cells(element)
                    for place, element in enumerate(elements)
                ],
            )
            for place, element in enumerate(elements):
                yield from child.lines(element, (*key, place))

    def read_below(self, connection: Connection, owners: Sequence[UUID]) -> "Below":
        """All children of these records, one SELECT a table, by the key of what they are in."""
        return {name: child.read(connection, owners) for name, child in self.children.items()}

    def read(self, connection: Connection, owners: Sequence[UUID]) -> dict[Key, tuple[object, ...]]:
        """The values of this child table, in their order, by the key of the record or value they are in."""
        below = self.read_below(connection, owners)
        found: dict[Key, list[object]] = defaultdict(list)
        take, wide = self._spread.take, len(self.key_columns)
        for row in connection.execute(self._of_owners, {"owners": owners}).all():
            inside = children_of(below, row[:wide]) if below else NONE
            found[row[: wide - 1]].append(take(row[wide:], inside))
        return {key: tuple(values) for key, values in found.items()}

    @cached_property
    def _of_owners(self) -> Select[*tuple[Any, ...]]:
        owners: BindParameter[UUID] = bindparam("owners", expanding=True)
        return self.selected.where(self.table.columns["owner_id"].in_(owners)).order_by(*self.key_columns)


Below = dict[str, dict[Key, tuple[object, ...]]]


def children_of(below: Below, key: Key) -> Children:
    """The children that belong to the row with that key, by field name."""
    return {name: found.get(key, ()) for name, found in below.items()}


class _Spread:
    """A class of values as a flat list of columns: `give` spreads a value, `take` puts one together."""

    def __init__(self, kind: type, prefix: str = "") -> None:
        self._kind = kind
        self.columns: list[str] = []
        self.tuples: set[str] = set()
        self._names: list[str] = []
        self._words: list[tuple[int, Mapping[object, object]]] = []
        self._takes: list[Take] = []
        self._is_flat = True
        self._gives: list[Callable[[object], list[object]]] = []
        hints = typing.get_type_hints(kind)
        for field in fields(kind):
            self._add(field, hints[field.name], prefix)

    def take(self, row: Cells, children: Children) -> object:
        # Read for each of thousands of rows: where every field is a column, the row is all that it takes.
        cells = self._with_words(row) if self._words else row
        return self._kind(*cells) if self._is_flat else self._put_together(cells, children)

    def _with_words(self, row: Cells) -> Cells:
        """The row with the members of enumerations in the place of their words."""
        cells = list(row)
        for place, members in self._words:
            cells[place] = members[cells[place]]
        return cells

    def _put_together(self, cells: Cells, children: Children) -> object:
        return self._kind(*[take(cells, children) for take in self._takes])

    def give(self, value: object) -> list[object]:
        given: list[object] = []
        for name, give in zip(self._names, self._gives, strict=True):
            given += give(getattr(value, name))
        return given

    def _add(self, field: "Field[object]", hint: object, prefix: str) -> None:
        inner, optional = _bare(hint)
        if _holds_values(inner):
            self.tuples.add(field.name)
            self._is_flat = False
            self._takes.append(_from_children(field.name))
            return
        self._names.append(field.name)
        if isinstance(inner, type) and is_dataclass(inner):
            self._add_inside(_Spread(inner, f"{prefix}{field.name}_"), optional)
            return
        if isinstance(inner, type) and issubclass(inner, Enum):
            self._words.append((len(self.columns), {member.value: member for member in inner} | {None: None}))
        self._takes.append(_from_cell(len(self.columns)))
        self._gives.append(lambda value: [value])
        self.columns.append(f"{prefix}{field.name}")

    def _add_inside(self, inside: "_Spread", optional: bool) -> None:
        """An absent value is known by its first column, so its first field is one that always has a value."""
        start, end = len(self.columns), len(self.columns) + len(inside.columns)
        self.columns += inside.columns
        self._is_flat = False
        nothing: list[object] = [None] * len(inside.columns)

        def take(row: Cells, children: Children) -> object:
            if optional and row[start] is None:
                return None
            return inside.take(row[start:end], children)

        self._takes.append(take)
        self._gives.append(lambda value: nothing if value is None else inside.give(value))


def _from_children(name: str) -> Take:
    return lambda row, children: children[name]


def _from_cell(place: int) -> Take:
    return lambda row, children: row[place]


def _bare(hint: object) -> tuple[object, bool]:
    """The type without NewType and without "or None", and whether None was allowed."""
    optional = False
    if isinstance(hint, types.UnionType) or typing.get_origin(hint) is typing.Union:
        kinds = [kind for kind in typing.get_args(hint) if kind is not types.NoneType]
        optional, hint = True, kinds[0]
    while isinstance(hint, NewType):
        hint = hint.__supertype__
    return hint, optional


def _holds_values(hint: object) -> bool:
    return typing.get_origin(hint) is tuple and is_dataclass(typing.get_args(hint)[0])


def _element(kind: type, name: str) -> type:
    return cast("type", typing.get_args(typing.get_type_hints(kind)[name])[0])
