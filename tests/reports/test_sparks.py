"""The months of a sector as a line in its cell: on paper alone, and the file stays accessible."""

from reports.content import Book, Spark, Table
from reports.pdf import _runs, pdf_of


def test_a_missing_month_breaks_the_line() -> None:
    assert _runs((2.0, None, 0.0, 4.0)) == [[(0.0, 0.5)], [(2 / 3, 0.0), (1.0, 1.0)]]
    assert _runs((None, None)) == []
    assert _runs((0.0, 0.0)) == [[(0.0, 0.0), (1.0, 0.0)]]


def test_each_sector_has_its_months_on_paper_and_not_in_the_workbook(book: Book) -> None:
    table = next(
        block
        for section in book.sections
        for block in section.blocks
        if isinstance(block, Table) and block.title.startswith("Secteurs du plan")
    )
    sparks = {row[1]: row[-1] for row in table.rows}
    # Twelve whole months to October: one fact in October on the 20th and five more from the 26th, all in S1. Nothing
    # is known before October.
    first = sparks["S1"]
    assert isinstance(first, Spark)
    assert len(first.values) == 12
    assert first.values[-1] == 6
    assert not any(isinstance(cell, Spark) for row in table.in_workbook().rows for cell in row)
    assert pdf_of(book).startswith(b"%PDF-1.7")
