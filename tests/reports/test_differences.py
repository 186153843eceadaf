"""Two books of one window, figure by figure: hand-made, so that every difference is known."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.windows import Window
from reports.content import (
    Align,
    Amount,
    Block,
    Book,
    Cell,
    Chart,
    ChartKind,
    Column,
    Item,
    Items,
    Matrix,
    Paragraph,
    Section,
    Series,
    Spark,
    Table,
    words_column,
)
from reports.differences import DIFFERENCE_COLUMNS, compared, differences

Row = tuple[Cell, ...]
RANKED = (
    Column("Rang", align=Align.END),
    words_column("Code"),
    words_column("Secteur"),
    Column("Faits"),
    Column("Durée", "jours"),
    Column("Tracé"),
)


def book_of(*blocks: Block, title: str = "Où agir\u202f?", sheet: str = "Secteurs") -> Book:
    return Book(
        title="Livret",
        department="Val-Fictif",
        window=Window(date(2026, 11, 9), date(2026, 11, 22)),
        window_words="du 9 au 22 novembre 2026",
        meeting=date(2026, 11, 23),
        missing=None,
        sections=(Section(title, sheet, blocks),),
    )


def sectors(*rows: Row) -> Table:
    return Table("Les secteurs", RANKED, rows, "Source")


def sector(rank: int, code: str, name: str, facts: int, days: float | None = 2.5) -> Row:
    return Amount(rank), code, name, Amount(facts), None if days is None else Amount(days, 1), Spark((1.0, None))


LILAS, GARE, BOURG = sector(1, "S1", "Les Lilas", 5), sector(2, "S2", "La Gare", 3), sector(3, "S3", "Le Bourg", 1)


def rows(was: Book, now: Book) -> list[tuple[Any, ...]]:
    found = differences(was, now)
    assert tuple(found.columns) == DIFFERENCE_COLUMNS
    return list(found.itertuples(index=False, name=None))


def of_sectors(row: str, column: str, was: str | None, now: str | None) -> tuple[Any, ...]:
    return "Où agir\u202f?", "Les secteurs", row, column, was, now


def test_two_like_books_have_no_difference() -> None:
    assert rows(book_of(sectors(LILAS, GARE)), book_of(sectors(LILAS, GARE))) == []


def test_a_number_that_changed_is_told_as_it_stands_on_paper() -> None:
    was = book_of(sectors(sector(1, "S1", "Les Lilas", 1234), GARE))
    now = book_of(sectors(sector(1, "S1", "Les Lilas", 1235, 3), GARE))
    assert rows(was, now) == [
        of_sectors("S1 Les Lilas", "Faits", "1\u202f234", "1\u202f235"),
        of_sectors("S1 Les Lilas", "Durée (jours)", "2,5", "3,0"),
    ]


def test_a_figure_that_was_not_known_is_a_dash() -> None:
    was = book_of(sectors(sector(1, "S1", "Les Lilas", 5, None)))
    assert rows(was, book_of(sectors(LILAS))) == [of_sectors("S1 Les Lilas", "Durée (jours)", "–", "2,5")]


def test_what_stands_alike_on_paper_is_no_difference() -> None:
    was, now = sector(1, "S1", "Les Lilas", 5, 2.51), sector(1, "S1", "Les Lilas", 5, 2.49)
    assert rows(book_of(sectors(was)), book_of(sectors(now))) == []


def test_a_row_that_came_has_no_figure_before_and_stands_last() -> None:
    was, now = book_of(sectors(LILAS, GARE)), book_of(sectors(BOURG, LILAS, GARE))
    assert rows(was, now) == [
        of_sectors("S3 Le Bourg", "Rang", None, "3"),
        of_sectors("S3 Le Bourg", "Faits", None, "1"),
        of_sectors("S3 Le Bourg", "Durée (jours)", None, "2,5"),
    ]


def test_a_row_that_went_has_no_figure_now() -> None:
    assert rows(book_of(sectors(LILAS, GARE)), book_of(sectors(LILAS))) == [
        of_sectors("S2 La Gare", "Rang", "2", None),
        of_sectors("S2 La Gare", "Faits", "3", None),
        of_sectors("S2 La Gare", "Durée (jours)", "2,5", None),
    ]


def test_where_only_the_order_changed_only_ranks_differ() -> None:
    was = book_of(sectors(LILAS, GARE, BOURG))
    now = book_of(sectors(sector(1, "S2", "La Gare", 3), sector(2, "S1", "Les Lilas", 5), BOURG))
    assert rows(was, now) == [
        of_sectors("S1 Les Lilas", "Rang", "1", "2"),
        of_sectors("S2 La Gare", "Rang", "2", "1"),
    ]


def test_rows_of_one_name_are_told_apart_by_their_place() -> None:
    was = book_of(sectors(LILAS, sector(2, "S1", "Les Lilas", 3)))
    now = book_of(sectors(LILAS, sector(2, "S1", "Les Lilas", 4)))
    assert rows(was, now) == [of_sectors("S1 Les Lilas (2)", "Faits", "3", "4")]


def test_words_beside_the_name_are_figures_too() -> None:
    columns = (words_column("Code"), words_column("Secteur"), words_column("Constat"))

    def table(finding: str) -> Table:
        return Table("Les secteurs", columns, (("S1", "Les Lilas", finding),), "Source")

    assert rows(book_of(table("stable")), book_of(table("en hausse"))) == [
        of_sectors("S1 Les Lilas", "Constat", "stable", "en hausse")
    ]


def test_a_table_of_numbers_alone_is_compared_by_place() -> None:
    def table(value: int) -> Table:
        return Table("Les secteurs", (Column("Faits"),), ((Amount(1),), (Amount(value),)), "Source")

    assert rows(book_of(table(2)), book_of(table(3))) == [of_sectors(" (2)", "Faits", "2", "3")]


def test_a_sentence_that_is_said_otherwise() -> None:
    def said(detail: str, *more: Item) -> Book:
        return book_of(Items((Item("▲", "Les faits augmentent", detail), *more)), title="À retenir")

    assert rows(said("5 contre 3"), said("6 contre 3")) == [
        (
            *("À retenir", "À retenir", "Les faits augmentent", ""),
            "Les faits augmentent – 5 contre 3",
            "Les faits augmentent – 6 contre 3",
        )
    ]
    assert rows(said("5 contre 3", Item("▼", "La Gare va mieux", "1 contre 4")), said("5 contre 3")) == [
        ("À retenir", "À retenir", "La Gare va mieux", "", "La Gare va mieux – 1 contre 4", None)
    ]


def test_a_sign_alone_is_no_difference() -> None:
    was, now = (book_of(Items((Item(sign, "Les faits", "5"),))) for sign in "▲▼")
    assert rows(was, now) == []


def test_a_chart_by_series_and_category() -> None:
    def chart(*values: float | None) -> Book:
        series = (Series("Les Lilas", values), Series("La Gare", (1.0, 1.0, 1.0)))
        months = ("sept.", "oct.", "nov.")
        return book_of(Chart(ChartKind.MONTHS, "Les faits", "mois", "faits", months, series, "en mots", "Source"))

    assert rows(chart(3.0, 2.5, None), chart(4.0, 2.5, 1.0)) == [
        ("Où agir\u202f?", "Les faits", "sept.", "Les Lilas", "3", "4"),
        ("Où agir\u202f?", "Les faits", "nov.", "Les Lilas", "–", "1"),
    ]


def test_a_matrix_by_kind_site_and_service() -> None:
    def matrix(count: int | str, total: int) -> Book:
        return book_of(
            Matrix(
                "Qui a fait quoi",
                (("opérations", "op."), ("présences", "pr.")),
                (("S1", "Les Lilas"), ("S2", "La Gare")),
                ("BAC", "CIE"),
                (((1, 0), (0, 0)), ((0, 0), (count, 3))),
                ((1, 0), (total, 3)),
                frozenset(),
                "Source",
            )
        )

    assert rows(matrix(2, 2), matrix(4, 4)) == [
        ("Où agir\u202f?", "Qui a fait quoi", "S2 La Gare", "opérations, CIE", "2", "4"),
        ("Où agir\u202f?", "Qui a fait quoi", "S2 La Gare", "opérations, total du site", "2", "4"),
    ]
    assert rows(matrix("<5", 4), matrix("<5", 4)) == []


@pytest.mark.parametrize("sheet", ["Sources", "Définitions"])
def test_files_and_definitions_are_not_compared(sheet: str) -> None:
    was, now = book_of(sectors(LILAS), sheet=sheet), book_of(sectors(GARE), sheet=sheet)
    assert rows(was, now) == []
    assert compared(was) == 0


def test_paragraphs_and_titles_of_the_book_are_not_compared() -> None:
    was = book_of(Paragraph("Fichiers jusqu’au 20/11"), sectors(LILAS))
    now = replace(book_of(Paragraph("Fichiers jusqu’au 22/11"), sectors(LILAS)), missing="BAC")
    assert rows(was, now) == []


def test_how_many_figures_are_compared() -> None:
    """Three a row of the table: rank, facts, days; one a sentence; neither names nor drawn series."""
    assert compared(book_of(sectors(LILAS, GARE), Items((Item("▲", "Les faits", "5"),)))) == 7
