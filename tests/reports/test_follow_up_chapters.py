"""Investigations, prevention and the plan in the book: counted by hand, nothing empty, nothing small shown."""

from datetime import date

import pytest

from data_access.database import Database
from domain.scope import OPERATOR
from reports.book import build_book
from reports.content import Amount, Book, Section, Table
from tests.reports.conftest import DEPARTMENT, UNTIL

SHEETS = ("Enquêtes", "Prévention", "Plan")


def section(book: Book, sheet: str) -> Section:
    (found,) = (one for one in book.sections if one.sheet == sheet)
    return found


def table(book: Book, sheet: str, title: str) -> Table:
    (found,) = (one for one in section(book, sheet).blocks if isinstance(one, Table) and one.title.startswith(title))
    return found


def test_what_is_to_send_is_the_one_closed_and_not_sent(book: Book) -> None:
    # E-1, closed on the 13th, nine days before the 22nd; E-2 was sent on the 3rd.
    rows = table(book, "Enquêtes", "Résultats à transmettre").rows
    assert rows == (("E-1", "BAC", "S1 Les Lilas", None, date(2026, 11, 13), Amount(9)),)


def test_the_flow_counts_what_came_and_went(book: Book) -> None:
    # E-1 was open before the window and closed in it, its network dismantled.
    rows = table(book, "Enquêtes", "Enquêtes par objectif").rows
    assert rows == (("sans objectif", Amount(1), Amount(0), Amount(1), Amount(0), Amount(1)),)


def test_the_plan_in_force_lacks_its_dates(book: Book) -> None:
    assert table(book, "Plan", "Versions du plan").rows == (("2026-S2", None, None, None, None, "oui"),)


def test_targets_missed_come_first(book: Book) -> None:
    # S1 had its 2 operations; S2 none of the 2 that one a week makes.
    targets = table(book, "Plan", "Cibles et résultats")
    assert [(row[1], row[-1]) for row in targets.rows] == [("S2 La Gare", "▲ non"), ("S1 Les Lilas", "oui")]
    assert targets.alerts == {(0, 5)}


@pytest.mark.parametrize("circulation", [False, True])
def test_an_empty_database_has_words_and_no_empty_table(empty_database: Database, circulation: bool) -> None:
    book = build_book(empty_database, OPERATOR, DEPARTMENT, UNTIL, circulation=circulation)
    for sheet in SHEETS:
        blocks = section(book, sheet).blocks
        assert blocks
        assert all(block.rows for block in blocks if isinstance(block, Table))


def test_the_edition_for_circulation_counts_nothing_there(database: Database) -> None:
    book = build_book(database, OPERATOR, DEPARTMENT, UNTIL, circulation=True)
    tables = [one for sheet in SHEETS for one in section(book, sheet).blocks if isinstance(one, Table)]
    assert [one.title for one in tables] == ["Versions du plan, signatures et envoi"]
    assert not any(isinstance(cell, Amount) for one in tables for row in one.rows for cell in row)
