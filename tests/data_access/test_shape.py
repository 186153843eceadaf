"""What the shape of a sheet hides: merged cells, rows longer than their headers, columns without a title."""

import io
from datetime import date

import openpyxl

from domain.faults import Proposal, Rule
from tests.data_access.conftest import Door, triples
from tests.data_access.workbook_builder import TODAY, Rows, facts, operation, table, workbook


def test_each_row_that_a_merged_range_covers_has_its_value(with_plan: Door) -> None:
    rows: Rows = [["date", "nature", "secteur"], *([TODAY, "trafic", "S1" if at == 0 else None] for at in range(3))]
    book = openpyxl.load_workbook(io.BytesIO(workbook({"Faits": rows})))
    book["Faits"].merge_cells("C2:C4")
    saved = io.BytesIO()
    book.save(saved)
    (sheet,) = with_plan.examine(saved.getvalue()).sheets
    assert (sheet.values["sector"], sheet.faults) == (["S1"] * 3, ())
    assert any("2 cellule(s) fusionnée(s)" in notice for notice in sheet.notices)


def test_a_line_of_a_csv_longer_than_its_headers_is_at_fault(with_plan: Door) -> None:
    content = (
        "référence,date,secteur,type,service pilote,cannabis (g)\n"
        "OP-1,10/11/2026,S1,coup de poing,BAC,1,5\n"
        "OP-2,10/11/2026,S1,coup de poing,BAC,2\n"
    )
    parsed = with_plan.examine(content.encode(), "ops.csv")
    assert triples(parsed) == [("ops", "G2", Rule.INCONSISTENT)]
    assert parsed.sheets[0].sound == 1


def test_a_column_without_a_title_is_said_not_to_be_read(with_plan: Door) -> None:
    header, row = table([operation("A")])
    (sheet,) = with_plan.examine({"Opérations": [header, [*row, "à revoir"]]}).sheets
    assert (sheet.faults, sheet.sound) == ((), 1)
    assert any("sans titre" in notice and ": F." in notice for notice in sheet.notices)


def test_a_day_that_lost_its_format_is_proposed(with_plan: Door) -> None:
    # 46 000 days after 30/12/1899: 2025-12-09 (45 658 is 01/01/2025, and 342 days later).
    (fault,) = with_plan.examine(facts({"date": 46_000})).faults
    assert (fault.rule, fault.proposals) == (Rule.TYPE, (Proposal("A2", f"{date(2025, 12, 9):%d/%m/%Y}"),))
