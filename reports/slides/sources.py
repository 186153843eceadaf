"""What stands under a table or a picture and in the notes: its note and where it comes from."""

import re

from pptx.slide import Slide

from reports.slides.layout import BODY, Box
from reports.slides.measure import LEADING, height, lines, shortened
from reports.slides.text import SOFT, clean, frame_in, write

_POINTS = 10.0
_LINES = 4  # under a body; what takes more stands whole in the notes
_GAP = 8.0
_SENTENCE = re.compile(r"(?<=\.) (?=[A-ZÀÉÊ«])")


def caption(note: str, source: str) -> str:
    """The source, after those sentences of the note that there is room for: a long one gives way to those after it."""
    source = shortened(clean(source), BODY.width, _POINTS, _LINES)
    kept: list[str] = []
    for sentence in _SENTENCE.split(clean(note)) if note else []:
        if lines(" ".join([*kept, sentence, source]), BODY.width, _POINTS) <= _LINES:
            kept.append(sentence)
    return " ".join([*kept, source])


def room_above(words: str) -> Box:
    """The body of the slide without the caption."""
    return BODY.less(height(words, BODY.width, _POINTS) + _GAP) if words else BODY


def put_caption(slide: Slide, words: str) -> None:
    """Write the caption at the foot of the body."""
    if not words:
        return
    tall = lines(words, BODY.width, _POINTS) * _POINTS * LEADING
    box = Box(BODY.left, BODY.top + BODY.height - tall, BODY.width, tall)
    write(frame_in(slide, box, "Source").paragraphs[0], words, _POINTS, colour=SOFT)
