"""Undoing, whatever was deposited, in whatever order: small files, drawn at random, against a naive model."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from data_access import imports
from data_access.models import ROW_MODELS, table_of
from data_access.undo import ChangesWouldBeLost, plan_undo, undo
from data_access.workbooks.parsed import FileKind, ParsedFile, ParsedSheet
from domain.scope import OPERATOR
from domain.sheets import SHEETS
from tests.data_access.conftest import Door

Values = tuple[int | None, int | None]
"""An operation's weapons and staff, the two fields that these files give."""

COUNTED = ("weapons", "staff")
ALWAYS: Mapping[str, object] = {
    "date": date(2026, 11, 10),
    "sector": "S1",
    "kind": "raid",
    "lead_service": "BAC",
}
quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
numbers = count()


@dataclass(frozen=True)
class File:
    """A file of operations: its rows by reference, and the counted fields that it has a column for."""

    rows: Mapping[str, Values]
    columns: frozenset[str] = frozenset(COUNTED)


def files(references: str) -> st.SearchStrategy[File]:
    values = st.tuples(st.integers(0, 2) | st.none(), st.integers(1, 2) | st.none())
    rows = st.dictionaries(st.sampled_from(references), values, min_size=1)
    return st.builds(File, rows, st.sets(st.sampled_from(COUNTED)).map(frozenset))


def parsed(file: File, name: str) -> ParsedFile:
    columns = {"reference", *ALWAYS, *file.columns}
    values: dict[str, list[object]] = {name: [None] * len(file.rows) for name in SHEETS["operations"].fields}
    values |= {name: [value] * len(file.rows) for name, value in ALWAYS.items()}
    values["reference"] = list(file.rows)
    for at, name_ in enumerate(COUNTED):
        if name_ in file.columns:
            values[name_] = [row[at] for row in file.rows.values()]
    sheet = ParsedSheet(
        "Opérations",
        "operations",
        1,
        dict.fromkeys(columns, "A"),
        values=values,
        row_numbers=range(2, len(file.rows) + 2),
    )
    return ParsedFile(name, FileKind.INDICATORS, name, 1, (sheet,))


@dataclass
class Department:
    """A département of its own for each example, in one database."""

    door: Door
    code: str = field(default_factory=lambda: f"D{next(numbers)}")

    def deposit(self, file: File, name: str = "essai.xlsx") -> int:
        return imports.store(self.door.database, OPERATOR, parsed(file, name), self.code, None, "essai").deposit_id or 0

    def undo(self, deposit_id: int, lose_later: bool = False) -> None:
        undo(self.door.database, OPERATOR, deposit_id, "essai", lose_later)

    def current(self) -> dict[str, Values]:
        table = table_of("operations")
        statement = select(table.c.reference, table.c.weapons, table.c.staff).where(
            table.c.department == self.code, table.c.superseded_by.is_(None)
        )
        with self.door.database.read() as connection:
            return {reference: (weapons, staff) for reference, weapons, staff in connection.execute(statement)}

    def but_for_ids(self) -> set[tuple[object, ...]]:
        """The rows of the département with the names of their files and successors, not the numbers of anything."""
        table, deposits = table_of("operations"), table_of("deposits")
        with self.door.database.read() as connection:
            names = dict(connection.execute(select(deposits.c.id, deposits.c.file)).all())
            found = connection.execute(select(table).where(table.c.department == self.code)).mappings().all()
        numbered = {"id", "department", "deposit_id", "deposit_sheet_id", "superseded_by"}
        return {
            (
                names[row["deposit_id"]],
                names.get(row["superseded_by"]),
                *(value for name, value in row.items() if name not in numbered),
            )
            for row in found
        }


def row_tables(door: Door) -> dict[str, list[tuple[object, ...]]]:
    with door.database.read() as connection:
        return {
            code: [tuple(row) for row in connection.execute(select(table_of(code)).order_by(table_of(code).c.id))]
            for code in ROW_MODELS
        }


@quick
@given(before=st.lists(files("ABCDE"), max_size=4), last=files("ABCDE"))
def test_a_deposit_and_its_undo_leave_every_table_as_it_was(door: Door, before: Sequence[File], last: File) -> None:
    department = Department(door)
    for file in before:
        department.deposit(file)
    stood = row_tables(door)
    department.undo(department.deposit(last))
    assert row_tables(door) == stood


@quick
@given(data=st.data())
def test_the_order_of_deposits_and_undos_of_distinct_rows_does_not_matter(door: Door, data: st.DataObject) -> None:
    distinct = {name: data.draw(files(own)) for name, own in (("a", "ABC"), ("b", "DEF"), ("c", "GHI"), ("d", "JKL"))}
    undone = data.draw(st.sets(st.sampled_from(sorted(distinct))))
    acts = [*distinct, *undone]
    ends = []
    for order in (data.draw(st.permutations(acts)), data.draw(st.permutations(acts))):
        department, ids = Department(door), dict[str, int]()
        for name in order:  # the first time that a file's turn comes it is deposited, the second undone
            if name in ids:
                department.undo(ids[name])
            else:
                ids[name] = department.deposit(distinct[name], name)
        ends.append(department.but_for_ids())
    assert ends[0] == ends[1]


@dataclass
class Model:
    """What stands, said naively: the deposits that do, in their order, each with the rows that it changed."""

    standing: dict[int, dict[str, Values]] = field(default_factory=dict)

    def current(self) -> dict[str, Values]:
        found: dict[str, Values] = {}
        for changed in self.standing.values():
            found |= changed
        return found

    def deposit(self, deposit_id: int, file: File) -> None:
        current = self.current()
        changed: dict[str, Values] = {}
        for reference, given_values in file.rows.items():
            former = current.get(reference, (None, None))
            weapons, staff = (
                value if name in file.columns else kept
                for name, value, kept in zip(COUNTED, given_values, former, strict=True)
            )
            if current.get(reference) != (weapons, staff):
                changed[reference] = (weapons, staff)
        self.standing[deposit_id] = changed

    def would_lose(self, deposit_id: int) -> dict[int, set[str]]:
        changed = self.standing[deposit_id].keys()
        lost = {later: changed & rows.keys() for later, rows in self.standing.items() if later > deposit_id}
        return {later: references for later, references in lost.items() if references}

    def undo(self, deposit_id: int) -> None:
        for later, references in self.would_lose(deposit_id).items():
            for reference in references:
                del self.standing[later][reference]
        del self.standing[deposit_id]


@quick
@given(data=st.data(), steps=st.integers(2, 10))
def test_a_walk_of_deposits_and_undos_ends_where_the_deposits_that_stand_do(
    door: Door, data: st.DataObject, steps: int
) -> None:
    department, model = Department(door), Model()
    for _ in range(steps):
        if not model.standing or data.draw(st.booleans()):
            file = data.draw(files("ABC"))
            model.deposit(department.deposit(file), file)
        else:
            undo_one(department, model, data.draw(st.sampled_from(sorted(model.standing))), data.draw(st.booleans()))
        assert department.current() == model.current()


def undo_one(department: Department, model: Model, deposit_id: int, lose_later: bool) -> None:
    plan, expected = plan_undo(department.door.database, OPERATOR, deposit_id), model.would_lose(deposit_id)
    assert {later.deposit.id: later.rows for later in plan.later} == {
        later: len(references) for later, references in expected.items()
    }
    assert sum(sheet.removed for sheet in plan.sheets) == len(model.standing[deposit_id])
    if expected and not lose_later:
        with pytest.raises(ChangesWouldBeLost):
            department.undo(deposit_id)
        return
    department.undo(deposit_id, lose_later)
    model.undo(deposit_id)
