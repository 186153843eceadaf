"""Undoing a deposit: exactly what stood before, whatever came after; and what it refuses."""

from collections.abc import Mapping
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import select

from data_access import imports
from data_access.models import ROW_MODELS, table_of
from data_access.queries.deposits import contributors, coverage, departments_with_data, deposits
from data_access.queries.plans import plans
from data_access.undo import ChangesWouldBeLost, LostRow, SheetUndo, UndoPlan, UndoRefused, plan_undo, undo
from data_access.workbooks.parsed import FileKind, ParsedFile, ParsedSheet
from domain.scope import OPERATOR, Scope
from domain.sheets import SHEETS
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import Rows, operation, operations, plan_sheets, table

Tables = Mapping[str, list[tuple[object, ...]]]


def row_tables(door: Door) -> Tables:
    """Every row of every row table, ids and all."""
    with door.database.read() as connection:
        return {
            code: [tuple(row) for row in connection.execute(select(table_of(code)).order_by(table_of(code).c.id))]
            for code in ROW_MODELS
        }


def deposit(door: Door, name: str, service: str | None = None, **weapons: int) -> int:
    """Deposit a file of operations, each with its count of weapons; the deposit's number."""
    rows = operations(*(operation(reference, armes=count) for reference, count in weapons.items()))
    return door.deposit(rows, name, service).deposit_id or 0


def weapons(door: Door) -> dict[str, int]:
    rows = door.rows("operations")
    return dict(zip(rows["reference"], rows["weapons"], strict=True))


def undone(door: Door, deposit_id: int, lose_later: bool = False) -> tuple[SheetUndo, ...]:
    return undo(door.database, OPERATOR, deposit_id, "essai", lose_later).plan.sheets


class TestOneDeposit:
    def test_new_rows_go_and_replaced_ones_come_back(self, with_plan: Door) -> None:
        deposit(with_plan, "a.xlsx", A=1, B=1)
        before = row_tables(with_plan)
        # A is replaced, B unchanged, C new.
        second = deposit(with_plan, "b.xlsx", A=2, B=1, C=1)
        assert undone(with_plan, second) == (SheetUndo("operations", removed=2, restored=1, lost=0),)
        assert row_tables(with_plan) == before

    def test_a_file_of_several_sheets_goes_whole(self, with_plan: Door) -> None:
        before = row_tables(with_plan)
        fact = {"date": date(2026, 11, 10), "nature": "usage"}
        sheets: dict[str, Rows] = {**operations(operation("A")), "Faits": table([fact, fact])}
        assert undone(with_plan, with_plan.deposit(sheets).deposit_id or 0) == (
            SheetUndo("operations", removed=1, restored=0, lost=0),
            SheetUndo("facts", removed=2, restored=0, lost=0),
        )
        assert row_tables(with_plan) == before

    def test_a_plan_goes_back_to_the_former_version(self, with_plan: Door) -> None:
        before = row_tables(with_plan)
        with_plan.deposit(plan_sheets(version=2))
        sectors: Rows = [["code", "nom", "type", "zone", "priorité"], ["S1", "Les Roses", "quartier", "PN", 1]]
        third = with_plan.deposit({"Plan": plan_sheets()["Plan"], "Secteurs": sectors})
        assert undone(with_plan, third.deposit_id or 0) == (
            SheetUndo("plan", removed=0, restored=0, lost=0),
            SheetUndo("sectors", removed=1, restored=1, lost=0),
        )
        undone(with_plan, 2)
        assert row_tables(with_plan) == before
        with with_plan.database.read() as connection:
            assert plans(connection, OPERATOR, "00") == [("2026-S2", 1)]

    def test_what_is_undone_can_be_deposited_again(self, with_plan: Door) -> None:
        first = deposit(with_plan, "a.xlsx", A=1)
        undone(with_plan, first)
        deposit(with_plan, "a.xlsx", A=1)
        assert weapons(with_plan) == {"A": 1}

    def test_its_plan_says_so_first_and_changes_nothing(self, with_plan: Door) -> None:
        deposit(with_plan, "a.xlsx", A=1)
        second = deposit(with_plan, "b.xlsx", A=2, B=1)
        before = row_tables(with_plan)
        plan = plan_undo(with_plan.database, OPERATOR, second)
        assert plan == UndoPlan(
            deposit=plan.deposit,
            sheets=(SheetUndo("operations", removed=2, restored=1, lost=0),),
            later=(),
            lost_rows=(),
            confirming=(),
        )
        assert (plan.deposit.id, plan.deposit.file, plan.deposit.author) == (second, "b.xlsx", "essai")
        assert row_tables(with_plan) == before
        assert undo(with_plan.database, OPERATOR, second, "chef").plan == plan


class TestLaterDeposits:
    """A inserts a row, B replaces it, C replaces B's; C adds one of its own."""

    @pytest.fixture
    def chain(self, with_plan: Door) -> Door:
        deposit(with_plan, "a.xlsx", X=1, Y=1)  # 2
        deposit(with_plan, "b.xlsx", X=2)  # 3
        deposit(with_plan, "c.xlsx", X=3, Z=1)  # 4
        return with_plan

    def test_those_that_changed_other_rows_stay(self, with_plan: Door) -> None:
        first = deposit(with_plan, "a.xlsx", A=1)
        deposit(with_plan, "b.xlsx", B=1)
        undone(with_plan, first)
        assert weapons(with_plan) == {"B": 1}

    @pytest.mark.parametrize(("deposit_id", "by"), [(3, "le dépôt n°\u00a04 (c.xlsx, 1\u00a0ligne)"), (
        2, "le dépôt n°\u00a03 (b.xlsx, 1\u00a0ligne) et le dépôt n°\u00a04 (c.xlsx, 1\u00a0ligne)")])  # fmt: skip
    def test_a_later_change_of_the_same_row_is_not_lost_unasked(self, chain: Door, deposit_id: int, by: str) -> None:
        before = row_tables(chain)
        with pytest.raises(ChangesWouldBeLost) as refused:
            undone(chain, deposit_id)
        assert row_tables(chain) == before
        name = {2: "a.xlsx", 3: "b.xlsx"}[deposit_id]
        assert str(refused.value) == (
            f"{name}, dépôt n°\u00a0{deposit_id}\u00a0: ses lignes ont changé depuis, par {by}. "
            "Annulez d’abord ce qui est venu après, en commençant par le plus récent, ou confirmez que ces changements "
            "peuvent être perdus."
        )

    def test_its_plan_names_the_rows_that_would_be_lost(self, chain: Door) -> None:
        plan = plan_undo(chain.database, OPERATOR, 2)
        key = {"reference": "X", "date": date(2026, 11, 10)}
        assert plan.sheets == (SheetUndo("operations", removed=2, restored=0, lost=2),)
        assert [(later.deposit.id, later.rows) for later in plan.later] == [(3, 1), (4, 1)]
        assert plan.lost_rows == (LostRow(3, "operations", key), LostRow(4, "operations", key))

    def test_from_the_last_to_the_first_each_puts_back_what_stood(self, chain: Door) -> None:
        found = [weapons(chain)]
        for deposit_id in (4, 3, 2):
            undone(chain, deposit_id)
            found.append(weapons(chain))
        assert found == [{"X": 3, "Y": 1, "Z": 1}, {"X": 2, "Y": 1}, {"X": 1, "Y": 1}, {}]
        assert row_tables(chain)["operations"] == []

    def test_confirmed_the_rows_that_descend_from_its_own_go_too(self, chain: Door) -> None:
        assert undone(chain, 3, lose_later=True) == (SheetUndo("operations", removed=1, restored=1, lost=1),)
        assert weapons(chain) == {"X": 1, "Y": 1, "Z": 1}
        assert undone(chain, 4) == (SheetUndo("operations", removed=1, restored=0, lost=0),)
        assert undone(chain, 2) == (SheetUndo("operations", removed=2, restored=0, lost=0),)
        assert row_tables(chain)["operations"] == []

    def test_a_deposit_whose_successor_is_undone_may_be_undone(self, chain: Door) -> None:
        undone(chain, 4)
        deposit(chain, "d.xlsx", Z=5)
        undone(chain, 3)
        assert weapons(chain) == {"X": 1, "Y": 1, "Z": 5}

    def test_those_that_found_rows_there_already_are_told(self, with_plan: Door) -> None:
        first = deposit(with_plan, "a.xlsx", A=1, B=1)
        second = deposit(with_plan, "b.xlsx", A=1, B=1, C=1)
        undone(with_plan, deposit(with_plan, "c.xlsx", A=1))  # found one, but it is undone
        with_plan.deposit({"Faits": table([{"date": date(2026, 11, 10), "nature": "usage"}])})
        plan = plan_undo(with_plan.database, OPERATOR, first)
        assert [(later.deposit.id, later.rows) for later in plan.confirming] == [(second, 2)]
        undone(with_plan, first)
        assert weapons(with_plan) == {"C": 1}

    def test_no_more_than_fifty_rows_are_named(self, with_plan: Door) -> None:
        names = [f"OP-{number}" for number in range(60)]
        first = deposit(with_plan, "a.xlsx", None, **dict.fromkeys(names, 1))
        deposit(with_plan, "b.xlsx", None, **dict.fromkeys(names[:30], 2))
        deposit(with_plan, "c.xlsx", None, **dict.fromkeys(names[30:], 2))
        plan = plan_undo(with_plan.database, OPERATOR, first)
        assert [(later.deposit.file, later.rows) for later in plan.later] == [("b.xlsx", 30), ("c.xlsx", 30)]
        assert [row.deposit_id for row in plan.lost_rows] == [first + 1] * 30 + [first + 2] * 20


class TestSeveralDepartments:
    """A published series goes to the départements that it names."""

    def series(self, counts: Mapping[str, int]) -> ParsedFile:
        rows = [
            {"source": "etat4001_months", "department": code, "year": 2025, "month": 1, "index": "55", "count": count}
            for code, count in counts.items()
        ]
        fields = SHEETS["recorded"].fields
        frame = pd.DataFrame([{name: row.get(name) for name in fields} for row in rows], index=range(2, len(rows) + 2))
        sheet = ParsedSheet("01", "recorded", 1, dict.fromkeys(fields, "A"), given=frame.astype(object))
        return ParsedFile("etat4001.xlsx", FileKind.ETAT4001_MONTHS, "0" * 64, 1, (sheet,))

    def store(self, door: Door, counts: Mapping[str, int]) -> int:
        return imports.store(door.database, OPERATOR, self.series(counts), "00", None, "essai").deposit_id or 0

    def test_each_gets_back_what_it_had(self, door: Door) -> None:
        self.store(door, {"01": 1, "02": 1})
        before = row_tables(door)
        second = self.store(door, {"01": 2, "02": 1, "03": 1})
        assert undone(door, second) == (SheetUndo("recorded", removed=2, restored=1, lost=0),)
        assert row_tables(door) == before

    def test_an_account_that_may_not_write_one_of_them_undoes_nothing(self, door: Door) -> None:
        first = self.store(door, {"01": 1, "02": 1})
        before = row_tables(door)
        with pytest.raises(UndoRefused, match="des lignes du département 02, qui n’est pas ouvert à ce compte"):
            undo(door.database, Scope(frozenset({"00", "01"})), first, "essai")
        assert row_tables(door) == before
        undo(door.database, Scope(frozenset({"00", "01", "02"})), first, "essai")
        assert row_tables(door)["recorded"] == []

    def test_another_department_s_file_that_found_them_there_is_told(self, door: Door) -> None:
        first = self.store(door, {"01": 1})
        again = imports.store(door.database, OPERATOR, self.series({"01": 1}), "01", None, "essai").deposit_id
        everywhere, here = OPERATOR, Scope(frozenset({"00"}))
        assert [later.deposit.id for later in plan_undo(door.database, everywhere, first).confirming] == [again]
        with pytest.raises(UndoRefused, match="département 01"):
            plan_undo(door.database, here, first)


class TestRefused:
    def test_an_unknown_deposit(self, with_plan: Door) -> None:
        for act in (lambda: plan_undo(with_plan.database, OPERATOR, 9), lambda: undone(with_plan, 9)):
            with pytest.raises(UndoRefused, match="Le dépôt n°\u00a09 n’existe pas"):
                act()

    def test_one_that_is_undone_already(self, with_plan: Door) -> None:
        first = deposit(with_plan, "a.xlsx", A=1)
        done = undo(with_plan.database, OPERATOR, first, "Chef")
        with pytest.raises(UndoRefused) as refused:
            undone(with_plan, first)
        assert str(refused.value) == (
            f"a.xlsx, dépôt n°\u00a0{first} a déjà été annulé le {done.undone_at:%d/%m/%Y} par Chef. Il n’y a plus "
            "rien à annuler\u202f; pour en retrouver les lignes, déposez le fichier de nouveau."
        )

    @pytest.mark.parametrize("scope", [Scope(frozenset({"13"})), Scope(frozenset())])
    def test_one_of_another_department_and_its_file_is_not_named(self, with_plan: Door, scope: Scope) -> None:
        first = deposit(with_plan, "a.xlsx", A=1)
        with pytest.raises(UndoRefused, match="département 00") as refused:
            undo(with_plan.database, scope, first, "essai")
        assert "a.xlsx" not in str(refused.value)
        assert weapons(with_plan) == {"A": 1}

    def test_one_of_another_service_and_its_file_is_not_named(self, with_plan: Door) -> None:
        scope = Scope(frozenset({"00"}), "CIE")
        for service in ("BAC", None):
            theirs = deposit(with_plan, "a.xlsx", service, A=1)
            with pytest.raises(UndoRefused, match="n’est pas du service CIE") as refused:
                undo(with_plan.database, scope, theirs, "essai")
            assert "a.xlsx" not in str(refused.value)
        ours = deposit(with_plan, "b.xlsx", "CIE", B=1)
        undo(with_plan.database, scope, ours, "essai")
        assert weapons(with_plan) == {"A": 1}

    def test_a_service_does_not_lose_another_s_change_even_confirmed(self, with_plan: Door) -> None:
        first = deposit(with_plan, "a.xlsx", "BAC", A=1)
        deposit(with_plan, "b.xlsx", "CIE", A=2)
        with pytest.raises(UndoRefused, match="Il en est d’un autre service"):
            undo(with_plan.database, Scope(frozenset({"00"}), "BAC"), first, "essai", lose_later=True)
        assert weapons(with_plan) == {"A": 2}
        undo(with_plan.database, OPERATOR, first, "essai", lose_later=True)
        assert weapons(with_plan) == {}


class TestWhatReadsSay:
    def test_an_undone_deposit_covers_nothing_and_is_no_contribution(self, with_plan: Door) -> None:
        first = deposit(with_plan, "a.xlsx", "BAC", A=1)
        with with_plan.database.read() as connection:
            assert coverage(connection, OPERATOR, "00") == {"BAC": date(2026, 11, 10)}
            assert contributors(connection, OPERATOR, "00") == {"operations": ("BAC",)}
        undone(with_plan, first)
        with with_plan.database.read() as connection:
            assert coverage(connection, OPERATOR, "00") == {}
            assert contributors(connection, OPERATOR, "00") == {}

    def test_a_department_all_of_whose_deposits_are_undone_keeps_its_history(self, with_plan: Door) -> None:
        undone(with_plan, 1)
        with with_plan.database.read() as connection:
            assert departments_with_data(connection, OPERATOR) == ["00"]

    def test_the_history_lists_it_marked_with_the_counts_of_its_day(self, with_plan: Door) -> None:
        first = deposit(with_plan, "a.xlsx", A=1)
        done = undo(with_plan.database, OPERATOR, first, "Chef")
        with with_plan.database.read() as connection:
            found = deposits(connection, OPERATOR, "00")
        assert found[["id", "new", "undone_by"]].astype(object).replace({float("nan"): None}).to_numpy().tolist() == [
            [2, 1, "Chef"],
            [1, 10, None],
        ]
        assert found["undone_at"].tolist() == [done.undone_at, pd.NaT]


def test_it_is_one_transaction(with_plan: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    fact = {"date": date(2026, 11, 10), "nature": "usage"}
    both = with_plan.deposit({**operations(operation("A")), "Faits": table([fact])}).deposit_id or 0
    before = row_tables(with_plan)

    def failing(name: str) -> object:
        if name == "facts":
            raise RuntimeError("disque plein")
        return table_of(name)

    monkeypatch.setattr("data_access.undo.table_of", failing)
    with pytest.raises(RuntimeError, match="disque plein"):
        undone(with_plan, both)
    assert row_tables(with_plan) == before
    assert plan_undo(with_plan.database, OPERATOR, both).deposit.undone_at is None


def test_undoing_the_only_plan_that_names_what_rows_point_at_is_warned_of(door: Door) -> None:
    first = door.deposit(plan_sheets(), "plan.xlsx").deposit_id or 0
    assert plan_undo(door.database, OPERATOR, first).warnings == ()
    deposit(door, "a.xlsx", A=1, B=1)
    assert plan_undo(door.database, OPERATOR, first).warnings == tuple(
        f"plan.xlsx, dépôt n°\u00a01, est le seul à nommer les {named} de 2\u00a0lignes de Opérations. "
        "Déposez d’abord un plan qui les nomme, ou ces lignes n’auront plus de nom."
        for named in ("secteurs", "services")
    )
    door.deposit(plan_sheets(version=2), "plan 2.xlsx")
    assert plan_undo(door.database, OPERATOR, first).warnings == ()
