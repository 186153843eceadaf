"""The receipt: what it says as a PDF and as a workbook is what the deposit did, figure by figure."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from data_access.database import Database
from data_access.imports import store
from data_access.receipts import Receipt, SheetReceipt
from data_access.workbooks.instructions import Amendments
from data_access.workbooks.parsed import Amendment, ControlTotal
from domain.faults import Rule
from domain.scope import OPERATOR
from reports.receipt import receipt_pdf, receipt_xlsx
from tests.data_access.conftest import Door
from tests.data_access.workbook_builder import facts, operation, operations, plan_sheets
from tests.reports.test_pdf import plain, text_of

FOUND = "99999"
"""A doubtful value as the file had it: no receipt shows it."""
RECEIPT = Receipt(
    deposit_id=12,
    file="=bilan #DDSP [nov].xlsx",
    sheets=(
        SheetReceipt(
            sheet="Faits nov",
            recognised="facts",
            new=1040,
            replaced=3,
            unchanged=12,
            refused=2,
            totals=(
                ControlTotal(1060, "nombre", 4210.0, 4198.5, ((14, "sous-total"), (533, "hors du tableau"))),
                ControlTotal(1061, "lignes", 1057, 1057),
            ),
        ),
        SheetReceipt("Op.", "operations", new=12, replaced=1, unchanged=0, refused=0),
    ),
    department="00",
    service="CSP-NORD",
    author="poste local",
    stored_at=datetime(2026, 11, 24, 23, 5, 7, tzinfo=UTC),
    sha256="ab12" * 16,
    size=2_345_678,
    amendments=(
        Amendment("Faits nov", "B14", "nature", None, "trafic"),
        Amendment("Op.", "H3", "arrests", Rule.OUT_OF_RANGE, FOUND, "opération nationale"),
    ),
    corrects=9,
    kept=True,
)
LINES: list[list[object]] = [
    ["Feuille", "Reconnue comme", "Nouvelles", "Remplacées", "Inchangées", "Refusées"],
    ["Faits nov", "Faits", 1040, 3, 12, 2],
    ["Op.", "Opérations", 12, 1, 0, 0],
    ["Ensemble", None, 1040 + 12, 3 + 1, 12 + 0, 2 + 0],
]
TOTALS: list[list[object]] = [
    ["Feuille", "Total de", "En ligne", "Annoncé", "Lu", "Écart"],
    ["Faits nov", "nombre", 1060, 4210, 4198.5, 4210 - 4198.5],
    ["Faits nov", "lignes", 1061, 1057, 1057, 0],
]
CORRECTED: list[list[object]] = [
    ["Feuille", "Cellule", "Colonne", "Valeur inscrite", None, None],
    ["Faits nov", "B14", "nature", "trafic", None, None],
]
DOUBTFUL: list[list[object]] = [
    ["Feuille", "Cellule", "Colonne", "Doute", "Motif", None],
    ["Op.", "H3", "interpellations", "valeur peu plausible", "opération nationale", None],
]


def opened(content: bytes) -> Worksheet:
    (sheet,) = load_workbook(BytesIO(content)).worksheets
    assert isinstance(sheet, Worksheet)
    return sheet


def under(sheet: Worksheet, title: str, count: int) -> list[list[object]]:
    """So many rows under the line of that title."""
    rows: list[list[object]] = [[cell.value for cell in row] for row in sheet.iter_rows(max_col=6)]
    (at,) = (at for at, row in enumerate(rows) if row[0] == title)
    return rows[at + 1 : at + 1 + count]


def labelled(sheet: Worksheet) -> Mapping[object, object]:
    """What stands in the second column, by the first."""
    return {row[0].value: row[1].value for row in sheet.iter_rows(max_col=2)}


@pytest.fixture(scope="module")
def content() -> bytes:
    return receipt_pdf(RECEIPT)


@pytest.fixture(scope="module")
def text(content: bytes) -> str:
    return text_of(content)


def test_one_page_says_the_file_and_who_handed_it_in(content: bytes, text: str) -> None:
    assert len(PdfReader(BytesIO(content)).pages) == 1
    for words in (
        "DIFFUSION RESTREINTE",
        "Reçu du dépôt n° 12",
        "00 – Val-Fictif",
        "Fichier =bilan #DDSP [nov].xlsx",
        "2 345 678 octets (2,3 Mo)",
        "ab12" * 16,
        "Service CSP-NORD",
        "Déposé par poste local",
        # 23:05 UTC on the 24th is 00:05 in Paris on the 25th.
        "mercredi 25 novembre 2026 à 0 h 05, heure de Paris",
        "Corrige le fichier du dépôt n° 9",
        "gardé un temps par le serveur",
        "Page Historique, dépôt n° 12, bouton « Annuler ce dépôt »",
        "vigie undo 12",
    ):
        assert plain(words) in text, words


def test_the_page_says_every_figure(text: str) -> None:
    for words in (
        "Faits nov Faits 1 040 3 12 2",
        "Op. Opérations 12 1 0 0",
        "Ensemble 1 052 4 12 2",
        "Faits nov nombre 1 060 4 210 4 198,5 11,5",
        "Faits nov lignes 1 061 1 057 1 057 0",
        "Faits nov, lignes non lues : 14 (sous-total) et 533 (hors du tableau).",
        "Faits nov B14 nature trafic",
        "Op. H3 interpellations valeur peu plausible opération nationale",
    ):
        assert words in text, words
    assert FOUND not in text


def test_the_page_is_tagged_french_and_the_same_twice(content: bytes) -> None:
    reader = PdfReader(BytesIO(content))
    marks = reader.root_object["/MarkInfo"]
    assert isinstance(marks, DictionaryObject)
    assert (str(reader.root_object["/Lang"]), str(marks["/Marked"])) == ("fr-FR", "True")
    assert reader.metadata is not None
    assert reader.metadata.title == "Reçu du dépôt n°\u00a012 – 00 – Val-Fictif"
    assert receipt_pdf(RECEIPT) == content


def test_the_workbook_holds_the_same_as_numbers_and_moments() -> None:
    sheet = opened(receipt_xlsx(RECEIPT))
    assert under(sheet, "Lignes, feuille par feuille", 4) == LINES
    assert under(sheet, "Totaux de contrôle", 3) == TOTALS
    assert under(sheet, "Cellules corrigées à la main", 2) == CORRECTED
    assert under(sheet, "Valeurs douteuses gardées", 2) == DOUBTFUL
    said = labelled(sheet)
    assert {name: said[name] for name in ("Fichier", "Taille", "Empreinte SHA-256", "Département", "Service")} == {
        "Fichier": "=bilan #DDSP [nov].xlsx",
        "Taille": 2_345_678,
        "Empreinte SHA-256": "ab12" * 16,
        "Département": "00 – Val-Fictif",
        "Service": "CSP-NORD",
    }
    assert (said["Déposé par"], said["Déposé le"]) == ("poste local", datetime(2026, 11, 25, 0, 5, 7))  # noqa: DTZ001  # a workbook's moments have no zone
    assert said["Corrige"] == "le fichier du dépôt n°\u00a09"


def test_no_cell_of_the_workbook_is_a_formula_nor_holds_what_was_found() -> None:
    cells = [cell for row in opened(receipt_xlsx(RECEIPT)).iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    assert [cell.coordinate for cell in cells if FOUND in str(cell.value)] == []


def test_a_file_without_totals_nor_amendments_says_so() -> None:
    bare = replace(
        RECEIPT,
        sheets=(SheetReceipt("Faits", "facts", new=2, replaced=0, unchanged=0, refused=0),),
        service=None,
        amendments=(),
        corrects=None,
        kept=False,
        size=812,
    )
    text = text_of(receipt_pdf(bare))
    for words in (
        "Taille 812 octets ",
        "Service fichier départemental",
        "Fichier d’origine non gardé",
        "Totaux de contrôle Le fichier n’annonce aucun total.",
        "Cellules corrigées à la main Aucune.",
        "Valeurs douteuses gardées Aucune.",
    ):
        assert words in text, words
    assert "Corrige " not in text
    assert "Ensemble" not in text
    assert under(opened(receipt_xlsx(bare)), "Totaux de contrôle", 1)[0][0] == "Le fichier n’annonce aucun total."


def test_a_receipt_made_anew_says_that_the_totals_are_on_the_first_one() -> None:
    stored = replace(RECEIPT, sheets=tuple(replace(sheet, totals=()) for sheet in RECEIPT.sheets))
    text = text_of(receipt_pdf(stored, reissued=True))
    assert "Reçu établi de nouveau d’après ce qui est enregistré." in text
    assert "Le fichier n’annonce aucun total" not in text
    assert "Ensemble 1 052 4 12 2" in text
    assert "Totaux de contrôle" not in labelled(opened(receipt_xlsx(stored, reissued=True)))


def test_many_sheets_and_amendments_go_over_several_pages() -> None:
    corrected = tuple(Amendment("Op.", f"H{row}", "arrests", None, str(row)) for row in range(2, 202))
    reader = PdfReader(BytesIO(receipt_pdf(replace(RECEIPT, amendments=corrected))))
    assert len(reader.pages) > 1
    text = text_of(receipt_pdf(replace(RECEIPT, amendments=corrected)))
    assert all(f"Op. H{row} interpellations {row}" in text for row in range(2, 202))


@pytest.fixture
def door(empty_database: Database) -> Door:
    """The front door of a database that holds the small plan."""
    door = Door(empty_database)
    door.deposit(plan_sheets(), "plan.xlsx")
    return door


def test_the_receipt_of_a_true_deposit_tells_its_counts(door: Door) -> None:
    door.deposit(facts({"référence": "F1", "nombre": 1}, {"référence": "F2", "nombre": 2}))
    done = door.deposit(
        facts(
            {"référence": "F1", "nombre": 1},
            {"référence": "F2", "nombre": 5},
            {"référence": "F3", "nombre": 1},
            {"référence": "F4", "nombre": 1, "date": "31/02/2026"},
        ),
        sound_only=True,
    )
    # F3 is new, F2 is replaced (2 -> 5), F1 is unchanged, F4 has no such date.
    assert "Faits Faits 1 1 1 1" in text_of(receipt_pdf(done))


def test_a_doubtful_value_that_was_kept_is_in_neither_form(door: Door) -> None:
    kept = Amendments(accepted={("Opérations", "F2"): "place nette"})
    parsed = door.examine(operations(operation(interpellations=int(FOUND))), amendments=kept)
    done = store(door.database, OPERATOR, parsed, "00", None, "essai")
    assert [(one.cell, one.reason) for one in done.amendments] == [("F2", "place nette")]
    for said in (text_of(receipt_pdf(done)), str(list(opened(receipt_xlsx(done)).values))):
        assert "place nette" in said
        assert FOUND not in said
