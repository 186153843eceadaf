"""The PDF read back and compared with the book: its structure, and every figure that it shows, in order."""

from collections import Counter
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import pairwise

import pikepdf
import pytest
from pypdf import PageObject, PdfReader
from pypdf.generic import Destination

from reports.book import BookFormat, render
from reports.content import Book, Items, Paragraph
from tests.reports.pdf_reading import Printed, bodies, elements, printed, squeezed


@pytest.fixture(scope="module", params=["book", "big_book", "single_book"])
def read(request: pytest.FixtureRequest) -> Book:
    found: Book = request.getfixturevalue(request.param)
    return found


@pytest.fixture(scope="module")
def content(read: Book) -> bytes:
    return render(read, BookFormat.PDF)


@pytest.fixture
def pdf(content: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(content)) as opened:
        yield opened


def parts(book: Book) -> list[Printed]:
    return [part for section in book.sections for part in printed(section)]


def test_every_figure_is_read_back_in_order(read: Book, content: bytes) -> None:
    pages = bodies(content, read)[2:]
    repeated = {squeezed("".join(part.headers)) for part in parts(read) if part.headers}
    # A table that goes on repeats its header at the top of the page.
    text = "".join(page.removeprefix(next((one for one in repeated if page.startswith(one)), "")) for page in pages)
    at = 0
    for section in read.sections:
        at = text.index(squeezed(section.title), at)
        for part in printed(section):
            at = text.index(squeezed(part.heading), at) + len(squeezed(part.heading))
            for run in ("".join(part.headers) + part.runs[0], *part.runs[1:]) if part.runs else ():
                assert squeezed(run) in text[at:], f"{part.heading}: {run[:80]}"
                at = text.index(squeezed(run), at) + len(squeezed(run))


def test_every_sentence_is_whole(read: Book, content: bytes) -> None:
    text = "".join(bodies(content, read))
    for section in read.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph):
                assert squeezed(block.text) in text
            if isinstance(block, Items):
                for item in block.items:
                    assert squeezed(item.text + item.detail) in text


def test_cover_says_what_for_whom_and_what_is_missing(read: Book, content: bytes) -> None:
    cover = bodies(content, read)[0]
    for words in (read.title, read.department, f"Quinzaine {read.window_words}", read.mention.upper(), read.missing):
        assert squeezed(words or "") in cover, words


def test_contents_give_the_page_of_each_heading(read: Book, content: bytes) -> None:
    reader = PdfReader(BytesIO(content))
    listed = list(_flat(reader.outline))
    numbers = [(reader.get_destination_page_number(entry) or 0) + 1 for entry in listed]
    wanted = "".join(f"{entry.title}{number}" for entry, number in zip(listed, numbers, strict=True))
    first = numbers[0] - 1
    text = "".join(bodies(content, read)[1:first])
    assert text.replace(".", "") == squeezed(f"Sommaire{wanted}").replace(".", "")
    links = [link for page in reader.pages[1:first] for link in page.get("/Annots", ())]
    assert len(links) >= len(listed)


def _flat(outline: object) -> Iterator[Destination]:
    for entry in outline if isinstance(outline, list) else [outline]:
        if isinstance(entry, Destination):
            yield entry
        else:
            yield from _flat(entry)


def test_bookmarks_are_the_sections_and_their_tables(read: Book, pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        found = [(entry.title, [below.title for below in entry.children]) for entry in outline.root]
    assert found == [(section.title, [part.heading for part in printed(section)]) for section in read.sections]


def test_catalogue_says_language_and_title(read: Book, pdf: pikepdf.Pdf) -> None:
    assert str(pdf.Root.Lang) == "fr-FR"
    assert bool(pdf.Root.MarkInfo.Marked)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert str(pdf.docinfo.Title) == f"{read.title} – {read.department}, {read.window_words}"
    with pdf.open_metadata() as declared:
        assert declared["pdfuaid:part"] == "1"


def test_tables_have_header_cells_and_rows(read: Book, pdf: pikepdf.Pdf) -> None:
    found = Counter(tag for tag, _ in elements(pdf))
    tables = [part for part in parts(read) if part.alt is None]
    assert found["/Table"] == found["/THead"] == found["/TBody"] == len(tables)
    assert found["/TH"] == sum(len(part.headers) for part in tables)


def test_pictures_are_figures_with_their_words(read: Book, pdf: pikepdf.Pdf) -> None:
    alts = [str(element.Alt) for tag, element in elements(pdf) if tag == "/Figure"]
    assert alts == [part.alt for part in parts(read) if part.alt is not None]


def test_heading_levels_never_jump(pdf: pikepdf.Pdf) -> None:
    levels = [int(tag[2:]) for tag, _ in elements(pdf) if tag in {"/H1", "/H2", "/H3", "/H4"}]
    assert levels[0] == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_no_heading_is_left_at_the_foot_of_a_page(read: Book, content: bytes) -> None:
    sections = tuple(squeezed(section.title) for section in read.sections)
    headings = tuple(squeezed(part.heading + "".join(part.headers)) for part in parts(read))
    for number, page in enumerate(bodies(content, read)[2:], start=3):
        assert not page.endswith((*sections, *headings, *(squeezed(part.heading) for part in parts(read)))), number


def test_headers_and_footers_are_artifacts_and_all_other_text_is_tagged(pdf: pikepdf.Pdf) -> None:
    for number, page in enumerate(pdf.pages, start=1):
        around: list[str] = []
        marks: Counter[str] = Counter()
        for instruction in pikepdf.parse_content_stream(page):
            assert isinstance(instruction, pikepdf.ContentStreamInstruction), number
            operator = str(instruction.operator)
            if operator in {"BDC", "BMC"}:
                around.append(_mark(*instruction.operands))
                marks[around[-1]] += 1
            elif operator == "EMC":
                around.pop()
            elif operator in {"Tj", "TJ"}:
                assert any(kind == "content" or kind.startswith("/Artifact") for kind in around), number
        assert marks["/Artifact/Header"] == marks["/Artifact/Footer"] == (number > 1), number


def _mark(tag: object, properties: object = None) -> str:
    """What marked content is: of the structure, or its tag and subtype."""
    if not isinstance(properties, pikepdf.Dictionary):
        return str(tag)
    return "content" if "/MCID" in properties else f"{tag}{properties.get('/Subtype', '')}"


def test_fonts_are_embedded_and_nothing_is_made_of_pixels(pdf: pikepdf.Pdf) -> None:
    for page in pdf.pages:
        for font in page.Resources.Font.values():
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
    streams = [found for found in pdf.objects if isinstance(found, pikepdf.Stream)]
    assert not [found for found in streams if found.get("/Subtype") == "/Image"]


def test_nothing_is_written_outside_the_margins(content: bytes) -> None:
    for number, page in enumerate(PdfReader(BytesIO(content)).pages, start=1):
        places = _places(page)
        width, height = float(page.mediabox.width), float(page.mediabox.height)
        assert places, number
        assert all(40 < x < width - 40 and 20 < y < height - 20 for x, y in places), number


def _places(page: PageObject) -> Sequence[tuple[float, float]]:
    """Where each piece of text begins, in points from the bottom left."""
    found: list[tuple[float, float]] = []

    def note(text: str, matrix: list[float], own: list[float], *_: object) -> None:
        if text.strip():
            x, y = own[4], own[5]
            found.append((matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5]))

    page.extract_text(visitor_text=note)
    return found
