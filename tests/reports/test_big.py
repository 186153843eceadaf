"""Books of 60 sectors and 180 schools, and of a single sector: every format, and nothing empty in them."""

import pytest

from reports.book import BookFormat, render
from reports.content import Align, AreaMap, Book, Chart, Items, Matrix, Table
from reports.maps import laid_out
from tests.reports.big import SCHOOLS_A_SECTOR, SECTORS, SERVICES


@pytest.mark.parametrize("book_format", list(BookFormat))
@pytest.mark.parametrize("name", ["big_book", "single_book"])
def test_is_written_in_every_format(name: str, book_format: BookFormat, request: pytest.FixtureRequest) -> None:
    assert render(request.getfixturevalue(name), book_format)


@pytest.mark.parametrize("name", ["big_book", "single_book", "single_circulating"])
def test_nothing_in_it_is_empty(name: str, request: pytest.FixtureRequest) -> None:
    book: Book = request.getfixturevalue(name)
    for section in book.sections:
        assert section.blocks, section.title
        for block in section.blocks:
            if isinstance(block, Table | Matrix):
                assert block.rows, block.title
            if isinstance(block, Table):
                measured = [at for at, column in enumerate(block.columns) if column.align is Align.END]
                told = [row[at] for row in block.rows for at in measured if row[at] is not None]
                assert told or not measured, block.title  # a table of dashes tells nothing
            if isinstance(block, Chart):
                assert block.categories, block.title
                assert block.series, block.title
            if isinstance(block, Items):
                assert block.items, section.title


def test_the_big_one_holds_all_its_sectors_schools_and_services(big_book: Book) -> None:
    blocks = [block for section in big_book.sections for block in section.blocks]
    (matrix,) = [block for block in blocks if isinstance(block, Matrix)]
    assert (len(matrix.rows), len(matrix.columns)) == (SECTORS, SERVICES)
    longest = max(len(block.rows) for block in blocks if isinstance(block, Table))
    assert longest == SECTORS * SCHOOLS_A_SECTOR


def test_its_map_has_every_sector_and_no_label_over_another(big_book: Book) -> None:
    (drawn,) = [block for section in big_book.sections for block in section.blocks if isinstance(block, AreaMap)]
    layout = laid_out(drawn)
    assert len(layout.shapes) == SECTORS
    assert all(shape.words for shape in layout.shapes)
    (rising,) = [shape for shape in layout.shapes if shape.rising]
    assert rising == layout.shapes[-1]
    assert rising.words[0] == "▲\u00a0S01"
