"""The workbook read back: its cells are the figures, and none of them is a formula."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from analysis.summary import Summary
from domain.windows import Window
from reports.book import BookFormat, render
from reports.content import Amount, Book, Paragraph, Section, Table, words_column
from reports.grid_names import Names
from reports.xlsx import xlsx_of
from tests.reports.workbooks import assert_holds


@pytest.fixture(scope="module")
def workbook(book: Book) -> Workbook:
    return load_workbook(BytesIO(render(book, BookFormat.XLSX)))


def table_under(sheet: Worksheet, first_heading: str, nth: int = 0) -> list[dict[str, object]]:
    """The rows under the nth header that begins with that heading, up to the first that is none; dates as dates."""
    starts = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == first_heading]
    header = [str(cell.value) for cell in sheet[starts[nth]] if cell.value is not None]
    rows = []
    for cells in sheet.iter_rows(min_row=starts[nth] + 1, max_col=len(header), values_only=True):
        if cells[1] is None:
            break
        values: list[object] = [cell.date() if isinstance(cell, datetime) else cell for cell in cells]
        rows.append(dict(zip(header, values, strict=True)))
    return rows


def test_sheets_in_order(workbook: Workbook) -> None:
    assert workbook.sheetnames == [
        "Synthèse",
        "Secteurs",
        "Opérations",
        "Établissements",
        "Enquêtes",
        "Prévention",
        "Plan",
        "Décisions",
        "Sites et services",
        "Définitions",
        "Sources",
    ]


def test_six_figures_are_those_counted_by_hand(workbook: Workbook) -> None:
    rows = table_under(workbook["Synthèse"], "Indicateur")
    figures = [
        (row["Indicateur"], row["Fenêtre"], row["Précédente"], row["Par rapport à la précédente"]) for row in rows
    ]
    assert figures == [
        ("Faits de stupéfiants", 3 + 1, 5 + 1, "4 contre 6"),
        ("Infractions connexes", 2, 0, "2 contre 0"),
        ("Opérations", 2, 1, "2 contre 1"),
        # The first week has its two days, the second one of two.
        ("Couverture de la liste nationale", 1 / 2, None, "sans comparaison"),
        ("Réseaux démantelés", 1, 0, "1 contre 0"),
        # E-1 waits since 13 November; E-2 was sent on 3 November.
        ("Résultats non transmis à l’office", 1, 0, "1 contre 0"),
    ]


def test_six_figures_equal_those_of_the_page(workbook: Workbook, drawn: Summary) -> None:
    rows = table_under(workbook["Synthèse"], "Indicateur")
    assert [
        (row["Indicateur"], row["Fenêtre"], row["Précédente"], row["Un an plus tôt"], row["Constat"]) for row in rows
    ] == [
        (
            key.figure.indicator.label,
            key.figure.value,
            key.figure.previous,
            key.figure.year_before,
            key.figure.statement,
        )
        for key in drawn.key_figures
    ]


def test_ranking_has_real_numbers_and_dates(workbook: Workbook) -> None:
    rows = table_under(workbook["Secteurs"], "Rang")
    kept = ("Rang", "Code", "Faits, fenêtre (faits)", "Précédente (faits)", "Opérations, fenêtre", "Dernière opération")
    assert [tuple(row[name] for name in kept) for row in rows] == [
        (1, "S1", 3, 5, 2, date(2026, 11, 18)),
        (2, "S2", 1, 1, 0, date(2026, 10, 28)),
        (3, "S3", 0, 0, 0, None),
    ]


def test_operations_against_targets(workbook: Workbook) -> None:
    rows = table_under(workbook["Opérations"], "Code")
    kept = ("Code", "Opérations, fenêtre", "Cible du plan", "Attendu dans la fenêtre (opérations)", "Cible atteinte")
    assert [tuple(row[name] for name in kept) for row in rows] == [
        ("S1", 2, "2 par quinzaine", 2, "oui"),
        ("S2", 0, "1 par semaine", 2, "non"),
        ("S3", 0, None, None, "sans cible"),
    ]


def test_schools_under_target_then_all(workbook: Workbook) -> None:
    sheet = workbook["Établissements"]
    kept = ("Établissement", "Couverture", "Semaines couvertes", "Présences", "Dernière présence")
    under, every = ([tuple(row[name] for name in kept) for row in table_under(sheet, "UAI", nth)] for nth in (1, 2))
    lilas = ("Collège des Lilas", 1 / 2, 1, 3, date(2026, 11, 17))
    assert under == [lilas]
    assert every == [lilas, ("Lycée de la Gare", 1, 2, 2, date(2026, 11, 19))]


def test_matrix_leaves_empty_cells_empty(workbook: Workbook) -> None:
    rows = table_under(workbook["Sites et services"], "Code")
    done = {(row["Code"], row["Action"]): (row["BAC"], row["CIE"], row["Total du site"]) for row in rows}
    assert done == {
        # OP-2 by both services stands in both columns and once in the total.
        ("S1", "Opérations"): (2, 1, 2),
        ("S1", "Présences"): (3, None, 3),
        ("S1", "Enquêtes"): (1, None, 1),
        ("S1", "Recommandations"): (None, None, 0),
        ("S2", "Opérations"): (None, None, 0),
        ("S2", "Présences"): (2, None, 2),
        ("S2", "Enquêtes"): (None, None, 0),
        ("S2", "Recommandations"): (None, None, 0),
        ("S3", "Opérations"): (None, None, 0),
        ("S3", "Présences"): (None, None, 0),
        ("S3", "Enquêtes"): (None, None, 0),
        ("S3", "Recommandations"): (None, None, 0),
    }


def test_formats_and_print_set_up(workbook: Workbook) -> None:
    sheet = workbook["Secteurs"]
    header = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Rang")
    assert sheet.freeze_panes == f"D{header + 1}"  # rank, code and name stay in sight too
    formats = {
        sheet.cell(header, column).value: sheet.cell(header + 1, column).number_format for column in range(1, 25)
    }
    assert formats["Faits, fenêtre (faits)"] == "#,##0"
    assert formats["Dernière opération"] == "dd/mm/yyyy"
    setup, printed = sheet.page_setup, sheet.oddHeader
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", 1, 0)
    assert str(setup.paperSize) == str(sheet.PAPERSIZE_A4)
    assert printed is not None
    assert printed.right.text == "Diffusion restreinte"


def test_every_number_date_and_text_of_the_book_is_in_its_place(book: Book) -> None:
    assert len(assert_holds(render(book, BookFormat.XLSX), book)) > 10


def test_several_tables_leave_the_title_and_the_names_of_rows_in_sight(workbook: Workbook) -> None:
    # The header of the first table would stand above the columns of the second.
    assert workbook["Opérations"].freeze_panes == "C4"
    assert workbook["Définitions"].freeze_panes == f"A{header_row(workbook['Définitions'], 'Indicateur') + 1}"
    assert all(sheet.freeze_panes and sheet.print_title_rows for sheet in workbook)


def header_row(sheet: Worksheet, first_heading: str) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == first_heading)


def test_names_cover_the_header_and_the_rows(workbook: Workbook) -> None:
    names = {name: defined.attr_text for name, defined in workbook.defined_names.items()}
    header = header_row(workbook["Secteurs"], "Rang")
    assert names["Secteurs_du_plan"] == f"'Secteurs'!$A${header}:$X${header + 3}"  # 24 columns, 3 sectors
    header = header_row(workbook["Sites et services"], "Code")
    # 3 sites by 4 kinds of action; 2 services.
    (matrix,) = (place for place in names.values() if str(place).startswith("'Sites et services'"))
    assert matrix == f"'Sites et services'!$A${header}:$F${header + 12}"


def test_sources_say_where_each_table_stands_and_comes_from(workbook: Workbook, book: Book) -> None:
    sheet = workbook["Sources"]
    rows = table_under(sheet, "Tableau ou graphique")
    held = assert_holds(render(book, BookFormat.XLSX), book)
    places = sorted(held, key=lambda place: (workbook.sheetnames.index(place[0].sheet), place[1]))
    assert [(row["Tableau ou graphique"], row["Feuille"], row["Lignes"]) for row in rows] == [
        (block.title, block.sheet, len(block.cells)) for block, _ in places
    ]
    assert {row["Nom"] for row in rows} == set(workbook.defined_names)
    first = header_row(sheet, "Tableau ou graphique") + 1
    for at, (block, row) in enumerate(places):
        link = sheet.cell(first + at, 1).hyperlink
        assert link is not None
        assert link.location == f"'{block.sheet}'!A{row - 1}"
        assert rows[at]["Source"] == block.below[-1]
    words = [str(cell.value) for cell in sheet["A"]]
    assert "Fenêtre\u00a0: du 9 au 22 novembre 2026 (09/11/2026 – 22/11/2026)." in words
    assert "Réunion\u00a0: lundi 23 novembre 2026." in words
    assert "Diffusion\u00a0: Diffusion restreinte." in words
    assert any(text.startswith("Fraîcheur\u00a0: Fenêtre incomplète.") for text in words)


def test_names_are_those_that_programs_take() -> None:
    names = Names()
    given = [
        "Secteurs du plan, du plus au moins touché",
        "SECTEURS DU PLAN",
        "Cœur d’été (2)",
        "A1",
        "R1C1",
        "=1+1",
        "?",
    ]
    assert [names.name_for(title) for title in given] == [
        "Secteurs_du_plan",
        "SECTEURS_DU_PLAN_2",
        "Coeur_d_ete",
        "Tableau_A1",
        "Tableau_R1C1",
        "Tableau_1_1",
        "Tableau",
    ]
    longest = names.name_for("Quels secteurs n’ont pas eu les opérations attendues dans la fenêtre\u202f?")
    assert longest == "Quels_secteurs_n_ont_pas_eu_les"


def test_charts_are_native_and_say_their_units(book: Book) -> None:
    with ZipFile(BytesIO(render(book, BookFormat.XLSX))) as archive:
        charts = [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]
    units = (
        "Faits de stupéfiants (faits)",
        "Faits de stupéfiants (faits par mois)",
        "Opérations dans la fenêtre",
    )
    assert len(charts) == len(units)
    for chart, unit in zip(charts, units, strict=True):
        assert f"<a:t>{unit}</a:t>" in chart


def test_every_sheet_bears_the_mention_and_what_is_missing(workbook: Workbook) -> None:
    for sheet in workbook:
        words = [str(sheet.cell(row, 1).value) for row in range(1, 5)]
        assert words[2] == "Diffusion restreinte"
        assert "Compagnie (données jusqu’au 22/10/2026)" in words[3]


def test_same_content_same_bytes(book: Book) -> None:
    first = render(book, BookFormat.XLSX)
    assert first == render(book, BookFormat.XLSX)
    with ZipFile(BytesIO(first)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(2026, 11, 23, 8, 0, 0)}


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "-2+3", "@SUM(A1)", '=HYPERLINK("http://a.invalid";"b")'])
def test_no_text_becomes_a_formula(text: str) -> None:
    table = Table(text, (words_column(text),), ((text,), (text + "\x00",)), source=text, note=text)
    window = Window(date(2026, 11, 9), date(2026, 11, 22))
    sections = (Section(text, "Essai", (table, Paragraph(text))),)
    hostile = Book(text, "31 – Haute-Garonne", window, "du 9 au 22 novembre 2026", date(2026, 11, 23), None, sections)
    sheet = load_workbook(BytesIO(xlsx_of(hostile)))["Essai"]
    written = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None and text in str(cell.value)]
    assert {cell.data_type for cell in sheet["A"]} <= {"s", "n"}
    assert len(written) >= 7
    assert all(cell.data_type == "s" for cell in written)
    assert all(cell.quotePrefix for cell in written if str(cell.value).startswith(text[0]))


def test_an_amount_keeps_its_value_and_says_its_form() -> None:
    assert Amount(1234.5, 1).words == "1\u202f234,5"
    assert Amount(0.5, share=True).words == "50\u00a0%"
    assert Amount(2, of=3).words == "2/3"
    assert replace(Amount(2), decimals=2).words == "2,00"
