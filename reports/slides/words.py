"""Sentences on slides: what to remember, what to decide, and paragraphs."""

from collections.abc import Iterator, Sequence

from pptx.slide import Slide
from pptx.util import Pt

from domain.french import NBSP, THIN
from reports.content import Item, Items, Paragraph
from reports.slides.deck import Deck, Heading
from reports.slides.layout import BODY, Box
from reports.slides.measure import LEADING, cut, height, shortened
from reports.slides.text import ALERT, INK, SOFT, WARN, clean, frame_in, write

_A_SLIDE = 5  # sentences on a slide at most
_SIGN = 36.0  # the width of the column of signs
_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0)  # of a sentence; what it rests on is smaller
_DETAIL = 0.68  # the size of what it rests on, to the sentence
_GAP = 16.0  # between two sentences
_BETWEEN = 10.0  # between two paragraphs
_BODY_SIZES = (24.0, 20.0, 18.0, 16.0)  # of paragraphs
FILES = f"Source{NBSP}: fichiers des services{THIN}; définitions et méthode en annexe du livret (PDF)."


def add_items(deck: Deck, section: str, block: Items) -> None:
    """The slides of sentences, three to five on each."""
    parts = _shared_out(block.items)
    for at, (items, size) in enumerate(parts, start=1):
        words = [f"{item.text} {item.detail}" for item in items]
        slide = deck.slide(Heading(section, section, at, len(parts)), (*words, FILES))
        top = BODY.top + 4
        for item in items:
            tall = _item_height(item, size)
            sign = frame_in(slide, Box(BODY.left, top, _SIGN, tall), "Signe")
            write(sign.paragraphs[0], item.sign, size, bold=True, colour=ALERT if item.alert else SOFT)
            frame = frame_in(slide, Box(BODY.left + _SIGN, top, BODY.width - _SIGN, tall), "Phrase")
            text, detail = _words(item, size)
            write(frame.paragraphs[0], text, size, bold=True)
            if detail:
                write(frame.add_paragraph(), detail, size * _DETAIL, colour=SOFT)
            top += tall + _GAP


def _words(item: Item, size: float) -> tuple[str, str]:
    """The sentence and what it rests on, each shortened to six lines."""
    room = BODY.width - _SIGN
    text = shortened(clean(item.text), room, size, 6, bold=True)
    return text, shortened(clean(item.detail), room, size * _DETAIL, 6) if item.detail else ""


def _item_height(item: Item, size: float) -> float:
    room = BODY.width - _SIGN
    text, detail = _words(item, size)
    below = height(detail, room, size * _DETAIL) if detail else 0.0
    return height(text, room, size, bold=True) + below


def _shared_out(items: Sequence[Item]) -> list[tuple[Sequence[Item], float]]:
    """The sentences in slides, each with its type size: about as many on each, in the largest type that holds them."""
    for count in range(max(1, -(-len(items) // _A_SLIDE)), len(items) + 1):
        most = -(-len(items) // count)
        runs = [items[at : at + most] for at in range(0, len(items), most)]
        for size in _SIZES:
            if all(sum(_item_height(item, size) + _GAP for item in run) <= BODY.height for run in runs):
                return [(run, size) for run in runs]
    return [((item,), _SIZES[-1]) for item in items]


def add_paragraphs(deck: Deck, section: str, blocks: Sequence[Paragraph]) -> None:
    """The slides of paragraphs that follow one another."""
    parts = list(_filled(blocks))
    for at, pieces in enumerate(parts, start=1):
        slide = deck.slide(Heading(section, section, at, len(parts)), (FILES,))
        put_paragraphs(slide, pieces, BODY, _BODY_SIZES)


def put_paragraphs(slide: Slide, blocks: Sequence[Paragraph], box: Box, sizes: Sequence[float]) -> None:
    """Write paragraphs in the first type size that a box holds, those that warn in the colour of warnings."""
    size = next((size for size in sizes if _tall(blocks, box, size) <= box.height), sizes[-1])
    frame = frame_in(slide, box, "Texte")
    room = box.height
    for at, block in enumerate(blocks):
        paragraph = frame.add_paragraph() if at else frame.paragraphs[0]
        paragraph.space_after = Pt(_BETWEEN)
        text = shortened(clean(block.text), box.width, size, int(room / (size * LEADING)), bold=block.alert)
        write(paragraph, text, size, bold=block.alert, colour=WARN if block.alert else INK)
        room -= height(text, box.width, size, bold=block.alert) + _BETWEEN


def _tall(blocks: Sequence[Paragraph], box: Box, size: float) -> float:
    texts = (height(clean(block.text), box.width, size, bold=block.alert) for block in blocks)
    return sum(texts) + _BETWEEN * (len(blocks) - 1)


def _filled(blocks: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """The paragraphs by slides; one that is longer than a slide goes on on the next."""
    size = _BODY_SIZES[-1]
    page: list[Paragraph] = []
    for block in blocks:
        for text in cut(clean(block.text), BODY.width, size, int(BODY.height / (size * LEADING)), bold=block.alert):
            piece = Paragraph(text, block.alert)
            if page and _tall([*page, piece], BODY, size) > BODY.height:
                yield page
                page = []
            page.append(piece)
    yield page
