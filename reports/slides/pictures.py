"""Maps on slides: a sharp picture, and beside it what it shows, in words."""

from io import BytesIO

from reports.content import AreaMap
from reports.pictures import MAP_INCHES, map_png
from reports.slides.deck import Deck, Heading, describe
from reports.slides.layout import Box
from reports.slides.measure import fitted
from reports.slides.sources import caption, put_caption, room_above
from reports.slides.text import SOFT, clean, frame_in, write

_GAP = 20.0
_SIZES = (16.0, 14.0, 12.0, 11.0, 10.0)


def add_map(deck: Deck, section: str, block: AreaMap) -> None:
    """The slide of a map."""
    words = caption("", block.source)
    room = room_above(words)
    slide = deck.slide(Heading(block.title, section), (block.alt, block.source))
    wide = room.height * MAP_INCHES[0] / MAP_INCHES[1]
    picture = slide.shapes.add_picture(BytesIO(map_png(block)), *Box(room.left, room.top, wide, room.height).emu)
    describe(picture, "Carte", block.alt)
    beside = Box(room.left + wide + _GAP, room.top, room.width - wide - _GAP, room.height)
    text, size = fitted(clean(block.alt), beside.width, beside.height, _SIZES)
    write(frame_in(slide, beside, "Lecture").paragraphs[0], text, size, colour=SOFT)
    put_caption(slide, words)
