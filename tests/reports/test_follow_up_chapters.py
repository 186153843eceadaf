"""Investigations, prevention and the plan in the book: counted by hand, nothing empty, nothing small shown."""

from datetime import date

import pytest

from data_access.database import Database
from domain.scope import OPERATOR
from reports.book import build_book
from reports.content import Amount, Book, Paragraph, Section, Table
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


def test_a_plan_that_bears_no_date_says_so_in_a_sentence(book: Book) -> None:
    texts = [block.text for block in section(book, "Plan").blocks if isinstance(block, Paragraph)]
    assert len([text for text in texts if text.startswith("Le fichier du plan ne dit ni quand il a été adopté")]) == 1
    assert not [one for one in section(book, "Plan").blocks if isinstance(one, Table) and "Versions" in one.title]


def test_targets_missed_come_first_in_numbers(book: Book) -> None:
    # S1 had its 2 operations; S2 none of the 2 that one a week makes.
    targets = table(book, "Plan", "Cibles et résultats")
    two, none = Amount(2), Amount(0)
    assert targets.rows == (
        ("Opérations", "S2 La Gare", "opérations", Amount(1), "semaine", two, none, "▲ non"),
        ("Opérations", "S1 Les Lilas", "opérations", two, "quinzaine", two, two, "oui"),
    )
    assert targets.alerts == {(0, 7)}


@pytest.mark.parametrize("circulation", [False, True])
def test_an_empty_database_has_words_and_no_empty_table(empty_database: Database, circulation: bool) -> None:
    book = build_book(empty_database, OPERATOR, DEPARTMENT, UNTIL, circulation=circulation)
    for sheet in SHEETS:
        blocks = section(book, sheet).blocks
        assert blocks
        assert all(block.rows for block in blocks if isinstance(block, Table))
