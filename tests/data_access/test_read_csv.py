"""Reading .csv: encodings, delimiters, and errors that a spreadsheet exported as text."""

import pytest

from data_access.workbooks.instructions import Amendments
from data_access.workbooks.raw import RawSheet
from data_access.workbooks.read import read_file
from domain.faults import Rule
from tests.data_access.conftest import Door, triples
from tests.data_access.reading import cells, only_sheet
from tests.data_access.workbook_builder import csv_bytes, operation, table


class TestCsv:
    @pytest.mark.parametrize("delimiter", [";", ",", "\t"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
    def test_delimiter_and_encoding_are_found(self, delimiter: str, encoding: str) -> None:
        text = "\r\n".join(delimiter.join(row) for row in (["référence", " côté "], ["05", "é"], ["", ""]))
        expected = RawSheet("faits 2026", [["référence", " côté "], ["05", "é"], ["", ""]])
        assert read_file(text.encode(encoding), "faits 2026.csv").sheets == (expected,)

    def test_delimiters_and_line_ends_within_quotes(self) -> None:
        text = 'nom;note\n"a;b";"ligne 1\nligne 2, ""dite"""\nc;d\n'
        assert cells(text.encode(), "a.csv") == [["nom", "note"], ["a;b", 'ligne 1\nligne 2, "dite"'], ["c", "d"]]

    def test_decimal_commas_do_not_part_cells(self) -> None:
        assert cells(b"a;b\n1,5;2,5\n3,5;4,5\n", "a.csv") == [["a", "b"], ["1,5", "2,5"], ["3,5", "4,5"]]

    def test_title_lines_and_blank_lines_keep_their_rows(self) -> None:
        text = b"Faits, par secteur\n\nsecteur;faits;mois\nS01;4;1\nS02;5;1\n"
        expected = [
            ["Faits, par secteur", "", ""],
            ["", "", ""],
            ["secteur", "faits", "mois"],
            ["S01", "4", "1"],
            ["S02", "5", "1"],
        ]
        assert cells(text, "a.csv") == expected

    def test_one_column(self) -> None:
        assert cells(b"UAI\n0311131L\n", "a.csv") == [["UAI"], ["0311131L"]]

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
    def test_unicode_text_of_a_spreadsheet(self, encoding: str) -> None:
        mark = "" if encoding == "utf-16" else "\ufeff"  # "utf-16" writes its own
        assert cells(f"{mark}référence\tcôté\r\n05\té\r\n".encode(encoding), "a.csv") == [
            ["référence", "côté"],
            ["05", "é"],
        ]

    def test_a_line_that_states_the_delimiter_is_no_row(self) -> None:
        assert cells(b"sep=|\r\na|b;c\r\n1|2\r\n", "a.csv") == [["a", "b;c"], ["1", "2"]]

    def test_line_ends_of_every_system(self) -> None:
        for end in ("\n", "\r\n", "\r"):
            assert cells(f"a;b{end}{end}1;2{end}".encode(), "a.csv") == [["a", "b"], ["", ""], ["1", "2"]]

    def test_exported_errors(self) -> None:
        shown = ["#N/A", "#DIV/0!", "#DIV/0 !", "#NOM ?", "#NAME?", "#NOMBRE!", "#NUL !", "Err:502", " #REF! "]
        plain = ["#1", "n° #REF! vu", "#NOM", "Err:4", "Erreur"]
        found = only_sheet("\n".join(["nom;note", *(f"a;{cell}" for cell in shown + plain)]).encode(), "a.csv")
        assert found.errors == {f"B{number}": cell.strip() for number, cell in enumerate(shown, start=2)}
        assert [row[1] for row in found.cells] == ["note", *[""] * len(shown), *plain]


def test_one_bad_byte_does_not_make_a_utf_8_file_another(with_plan: Door) -> None:
    rows = table(
        [operation("Opé", date="10/11/2026"), operation("Née", date="10/11/2026"), operation("B", date="10/11/2026")]
    )
    content = csv_bytes(rows).replace("Née".encode(), b"N\xe9e")
    parsed = with_plan.examine(content, "opérations.csv")
    assert triples(parsed) == [("opérations", "A3", Rule.TYPE)]
    assert (parsed.sheets[0].values["reference"][0], parsed.sheets[0].sound) == ("Opé", 2)
    assert "en A3." in parsed.sheets[0].notices[-1]
    mended = with_plan.examine(
        content, "opérations.csv", amendments=Amendments(corrections={("opérations", "A3"): "Née"})
    )
    assert (triples(mended), mended.sheets[0].sound) == ([], 3)
