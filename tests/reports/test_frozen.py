"""A book kept as bytes comes back as it was."""

import json
import zlib
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

import pytest

from data_access.database import Database
from domain.scope import OPERATOR
from domain.windows import Window
from reports import content
from reports.book import build_book
from reports.content import (
    Align,
    Amount,
    Area,
    AreaMap,
    Book,
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
)
from reports.frozen import NotABook, freeze, thaw
from tests.reports.conftest import DEPARTMENT, UNTIL

PARTS = {
    part
    for part in vars(content).values()
    if isinstance(part, type) and part.__module__ == content.__name__ and is_dataclass(part)
}
CELLS = ("Les « Lilas »", Amount(2.5, 1, of=4), Amount(0.42, share=True), date(2026, 11, 10), None, Spark((1.0, None)))
EVERYTHING = (
    Paragraph("Attention\u00a0!", alert=True),
    Items((Item("▲", "Trois faits", "de plus", alert=True), Item("▼", "Un fait", "de moins"))),
    Table(
        "Tableau",
        tuple(Column(f"C{at}", "jours", align, 1.5, paper=False) for at, align in enumerate((*Align, *Align, *Align))),
        (CELLS, CELLS[::-1]),
        "Source",
        "Note",
        frozenset({(1, 4), (0, 2)}),
        shown=1,
        paper=False,
    ),
    Chart(ChartKind.MONTHS, "?", "mois", "faits", ("janv.", "févr."), (Series("A", (1.0, None)),), "en mots", "Source"),
    AreaMap("Carte", (Area("S1", "Les Lilas", "POLYGON", None, True, "<5"),), "faits", "en mots", "Source", 5),
    Matrix(
        "Qui a fait quoi",
        (("opérations", "op."), ("présences", "pr.")),
        (("S1", "Les Lilas"),),
        ("BAC",),
        (((1, "<5"),),),
        ((1, 2),),
        frozenset({0}),
        "Source",
        "Note",
    ),
)
WHOLE = Book(
    title="Livret",
    department="Val-Fictif (00)",
    window=Window(date(2026, 11, 9), date(2026, 11, 22)),
    window_words="du 9 au 22 novembre 2026",
    meeting=date(2026, 11, 23),
    missing="fichiers attendus",
    sections=(Section("Partie", "Feuille", EVERYTHING, landscape=True, new_page=True),),
    mention="Diffusion restreinte",
    participants=("préfet", "DDPN"),
)


def types_in(value: Any) -> set[type]:
    """The types of all that a value is made of."""
    inner: list[Any] = []
    if is_dataclass(value):
        inner = [getattr(value, one.name) for one in fields(value)]
    elif isinstance(value, tuple | frozenset):
        inner = list(value)
    return {type(value)}.union(*(types_in(one) for one in inner))


def test_the_hand_made_book_has_every_part_that_a_book_can_have() -> None:
    assert PARTS - types_in(WHOLE) == set()


def test_every_part_comes_back_as_it_was() -> None:
    back = thaw(freeze(WHOLE))
    assert back == WHOLE
    assert types_in(back) == types_in(WHOLE)


@pytest.mark.parametrize("circulation", [False, True])
def test_both_editions_of_a_real_book_come_back_as_they_were(database: Database, circulation: bool) -> None:
    book = build_book(database, OPERATOR, DEPARTMENT, UNTIL, circulation=circulation)
    back = thaw(freeze(book))
    assert back == book
    assert types_in(back) == types_in(book)
    assert datetime not in types_in(book)


def test_the_same_content_gives_the_same_bytes(database: Database, book: Book) -> None:
    assert freeze(build_book(database, OPERATOR, DEPARTMENT, UNTIL)) == freeze(book)
    assert freeze(thaw(freeze(book))) == freeze(book)


def test_another_content_gives_other_bytes(book: Book) -> None:
    assert freeze(WHOLE) != freeze(book)


def packed(value: object) -> bytes:
    return zlib.compress(json.dumps(value).encode())


def changed(**parts: object) -> bytes:
    """The hand-made book's bytes with other values of its own."""
    plain = json.loads(zlib.decompress(freeze(WHOLE)))
    return packed({**plain, **parts})


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"garbage",
        freeze(WHOLE)[:-20],
        zlib.compress(b"\xff\xfe"),
        zlib.compress(b"not json"),
        packed(None),
        packed([1, 2]),
        packed({}),
        packed({"title": "Livret"}),
        packed({".": "Unknown"}),
        packed({".": ["Book"]}),
        packed({".": "Paragraph", "text": "no book", "alert": False}),
        packed({".": "Book", "title": "too little"}),
        changed(later="a field that no book has"),
        changed(meeting={".": "date", "value": "23/11/2026"}),
        changed(meeting={".": "date", "value": 20261123}),
        changed(window={".": "Window", "start": {".": "date", "value": "2026-11-22"}}),
        changed(sections=[{".": "Align", "value": "middle"}]),
        changed(sections=[{".": "frozenset"}]),
    ],
)
def test_bytes_that_hold_no_book_are_refused(kept: bytes) -> None:
    with pytest.raises(NotABook):
        thaw(kept)
