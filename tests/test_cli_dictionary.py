"""`vigie dictionary`: the declarations as files; the one that the repository holds is up to date."""

import csv
from collections.abc import Callable
from pathlib import Path

from domain.catalogue import CATALOGUE
from domain.sheets import SHEETS
from tests.conftest import Said

Vigie = Callable[..., Said]
DOCS = Path(__file__).parents[1] / "docs"


def table(path: Path) -> list[dict[str, str]]:
    """The rows of a table as a French spreadsheet opens it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_three_files_are_written_and_named(vigie: Vigie, tmp_path: Path) -> None:
    folder = tmp_path / "à lire" / "dictionnaire"
    said = vigie("dictionary", "--output", folder)
    assert (said.code, said.out) == (0, "")
    names = ["dictionnaire.md", "indicateurs.csv", "colonnes.csv"]
    assert said.err.splitlines() == [f"Écrit\u00a0: {folder / name}" for name in names]
    assert sorted(path.name for path in folder.iterdir()) == sorted(names)


def test_the_dictionary_of_the_repository_is_up_to_date(vigie: Vigie, tmp_path: Path) -> None:
    vigie("dictionary", "--output", tmp_path)
    written = (tmp_path / "dictionnaire.md").read_text()
    assert (DOCS / "dictionnaire.md").read_text() == written, "vigie dictionary --output docs, sans garder les .csv"


def test_the_text_holds_every_sheet_column_code_and_value(vigie: Vigie, tmp_path: Path) -> None:
    vigie("dictionary", "--output", tmp_path)
    text = (tmp_path / "dictionnaire.md").read_text()
    for code, indicator in CATALOGUE.items():
        assert f"`{code}`, unité\u00a0: {indicator.unit}. {indicator.explanation}" in text
    for sheet in SHEETS.values():
        part = text.partition(f"\n### Feuille {sheet.title}\n")[2].partition("\n## ")[0]
        for column in sheet.columns:
            assert f"\n| {column.header} |" in part
            for choice in column.choices:
                assert choice.label in part


def test_the_tables_have_a_row_an_indicator_and_a_row_a_column(vigie: Vigie, tmp_path: Path) -> None:
    vigie("dictionary", "--output", tmp_path)
    indicators, columns = table(tmp_path / "indicateurs.csv"), table(tmp_path / "colonnes.csv")
    assert [row["Code"] for row in indicators] == [*CATALOGUE, "local:CODE"]
    assert {(row["Feuille"], row["Champ"]) for row in columns} == {
        (sheet.title, field) for sheet in SHEETS.values() for field in sheet.fields
    }
    assert len(columns) == sum(len(sheet.columns) for sheet in SHEETS.values())
    (grams,) = [row for row in columns if row["Colonne"] == "cocaïne (g)"]
    assert (grams["Feuille"], grams["Obligatoire"], grams["Unité"]) == ("Opérations", "non", "g")
    (minors,) = [row for row in indicators if row["Code"] == "minors"]
    assert (minors["Unité"], minors["Date"]) == ("personnes", "«\u00a0close le\u00a0» dans la fenêtre.")


def test_a_folder_that_cannot_be_made_is_said_in_french(vigie: Vigie, tmp_path: Path) -> None:
    (tmp_path / "pris").write_text("")
    said = vigie("dictionary", "--output", tmp_path / "pris")
    assert said.code == 2
    assert "lecture ou écriture impossible" in said.err


def test_without_a_folder_it_says_what_is_missing(vigie: Vigie) -> None:
    said = vigie("dictionary")
    assert said.code == 2
    assert "--output" in said.err
