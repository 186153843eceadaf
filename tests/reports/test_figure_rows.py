"""The workbook of a figure's rows, through the command line, read back cell by cell."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests import truths
from tests.conftest import UNTIL, Said

Vigie = Callable[..., Said]
FORTNIGHT = ("--from", UNTIL - timedelta(days=13), "--to", UNTIL)


@pytest.fixture
def rows_of(vigie: Vigie, demonstration_url: str, tmp_path: Path) -> Callable[..., Workbook]:
    def write(code: str, *more: object) -> Workbook:
        target = tmp_path / "lignes.xlsx"
        said = vigie(
            *("figures", "--departement", "00", *FORTNIGHT, "--codes", code, "--rows", target),
            *("--database", demonstration_url, *more),
        )
        assert said.code == 0, said.err
        assert str(target) in said.err
        return load_workbook(target)

    return write


def told(book: Workbook) -> dict[Any, Any]:
    """What the first sheet says, by its label."""
    return {row[0].value: row[1].value for row in book["Chiffre"].iter_rows(min_row=3, max_col=2)}


def read(sheet: Any) -> dict[str, list[Any]]:
    """The columns of a sheet by header."""
    headers, *rows = sheet.iter_rows(values_only=True)
    return {header: [row[at] for row in rows] for at, header in enumerate(headers)}


def test_the_first_sheet_says_the_figure_and_the_second_holds_typed_rows(rows_of: Callable[..., Workbook]) -> None:
    book = rows_of("facts_drugs", "--by", "sector", "--scope", truths.WORSE_SECTOR)
    assert book.sheetnames == ["Chiffre", "Faits"]
    about = told(book)
    sheet = book["Faits"]
    columns = read(sheet)
    headers = list(columns)
    assert headers[:3] == ["compté", "référence", "date"]
    assert headers[-4:] == ["dépôt", "fichier", "feuille", "ligne"]
    assert (sheet.freeze_panes, sheet.max_row - 1) == ("A2", 32)
    assert about["Chiffre"] == f"{sum(columns['compté'])} faits"
    assert about["Période"] == "fenêtre, du 9 au 22 novembre 2026"
    assert about["Pour"].startswith(f"{truths.WORSE_SECTOR} – Bellerive")
    assert about["Établi le"].date() == date.today()
    assert all(isinstance(day, datetime) for day in columns["date"])
    assert all(isinstance(row, int) and row > 1 for row in columns["ligne"])
    assert set(columns["secteur"]) == {truths.WORSE_SECTOR}


def test_coverage_has_a_sheet_for_presences_and_one_for_schools(rows_of: Callable[..., Workbook]) -> None:
    book = rows_of("school_coverage")
    assert book.sheetnames == ["Chiffre", "Présences", "Établissements"]
    parts = [read(book[title]) for title in book.sheetnames[1:]]
    totals = {name: sum(value or 0 for part in parts for value in part.get(name, [])) for name in ("compté", "sur")}
    share = round(totals["compté"] / totals["sur"] * 100)
    about = told(book)
    assert about["Chiffre"].startswith(f"{share}\u00a0%")
    assert f"{totals['compté']} sur {totals['sur']}" in about["Ce qu’elles comptent"]


def test_the_rows_of_a_comparator_say_which_it_is(rows_of: Callable[..., Workbook]) -> None:
    book = rows_of("operations", "--period", "previous")
    about = told(book)
    assert about["Période"] == "fenêtre précédente, du 26 octobre au 8 novembre 2026"
    assert about["Chiffre"] == f"{book['Opérations'].max_row - 1} opérations"


@pytest.mark.parametrize(
    "asked", [("facts_drugs,operations",), ("facts_drugs", "--by", "sector"), ("facts_drugs", "--scope", "S05")]
)
def test_rows_are_those_of_one_figure(vigie: Vigie, demonstration_url: str, tmp_path: Path, asked: tuple[str]) -> None:
    target = tmp_path / "lignes.xlsx"
    said = vigie(
        *("figures", "--departement", "00", *FORTNIGHT, "--rows", target, "--database", demonstration_url),
        *("--codes", *asked),
    )
    assert said.code == 2
    assert not target.exists()
    assert "--rows veut un seul indicateur" in said.err
