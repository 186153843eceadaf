"""The book as slides for the meeting: one idea each, native charts and tables; the same content gives the same file."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from pptx.enum.text import PP_ALIGN

from domain.french import NBSP, listed, long_day
from reports.content import AreaMap, Block, Book, Chart, Items, Matrix, Paragraph, Section, Table
from reports.slides.charts import add_chart
from reports.slides.deck import Deck, Heading
from reports.slides.layout import BODY, COVER_MENTION, COVER_REST, COVER_WORDS
from reports.slides.measure import fitted
from reports.slides.pictures import add_map
from reports.slides.tables import add_matrix, add_table
from reports.slides.text import ALERT, SOFT, clean, frame_in, write
from reports.slides.words import FILES, add_items, add_paragraphs, put_paragraphs

_ANNEX = frozenset({"Définitions", "Sources", "Faits enregistrés"})  # sheets of what is looked up, not shown
_ELSEWHERE = f"Le livret en PDF et le classeur portent le détail de chaque tableau, et ce qui n’est pas projeté{NBSP}:"
_WRITERS: dict[type[Block], Callable[[Deck, str, Any], None]] = {
    Items: add_items,
    Table: add_table,
    Chart: add_chart,
    AreaMap: add_map,
    Matrix: add_matrix,
}


def pptx_of(book: Book) -> bytes:
    """The presentation of a book."""
    deck = Deck(book)
    _cover(deck)
    for section in book.sections:
        if on_slides(section):
            _section(deck, section)
    _closing(deck)
    return deck.content()


def on_slides(section: Section) -> bool:
    """Whether a section is shown at the meeting; definitions, method, files and published series are an annex."""
    return section.sheet not in _ANNEX


def _section(deck: Deck, section: Section) -> None:
    """The slides of a section: paragraphs that follow one another together, every other block on its own."""
    for are_words, blocks in groupby(section.blocks, lambda block: isinstance(block, Paragraph)):
        if are_words:
            add_paragraphs(deck, section.title, [block for block in blocks if isinstance(block, Paragraph)])
        else:
            for block in blocks:
                _WRITERS[type(block)](deck, section.title, block)


def _cover(deck: Deck) -> None:
    """Who may read, what it is about, when, who sits at the meeting, and which files are late."""
    book = deck.book
    slide = deck.cover()
    write(frame_in(slide, COVER_MENTION, "Mention").paragraphs[0], book.mention.upper(), 14, bold=True, colour=ALERT)
    words = slide.placeholders[1].text_frame
    about = clean(f"{book.department} – {book.period_words}")
    text, size = fitted(about, COVER_WORDS.width, COVER_WORDS.height - 30, (24, 20, 16))
    write(words.paragraphs[0], text, size)
    write(words.add_paragraph(), f"Réunion du {long_day(book.meeting)}", 18, colour=SOFT)
    for paragraph in words.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
    rest = []
    if book.participants:
        rest.append(Paragraph(f"Participants{NBSP}: {listed(book.participants)}."))
    if book.missing is not None:
        rest.append(Paragraph(book.missing, alert=True))
    if rest:
        put_paragraphs(slide, rest, COVER_REST, (18, 16, 14, 12))
    deck.notes(slide, (f"{book.title} – {book.department}.", FILES))


def _closing(deck: Deck) -> None:
    """Where what does not stand on slides is to be found."""
    titles = [section.title for section in deck.book.sections if not on_slides(section)]
    heading = Heading("Où trouver le reste", "Où trouver le reste")
    slide = deck.slide(heading, (FILES,))
    blocks = [Paragraph(_ELSEWHERE), *(Paragraph(f"–{NBSP}{title}") for title in titles)]
    put_paragraphs(slide, blocks, BODY, (20, 18, 16, 14))
