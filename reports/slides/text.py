"""Text on slides: without what no file may hold, in the colours of the book."""

import re
from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_AUTO_SIZE
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.text.text import Font, TextFrame, _Paragraph
from pptx.util import Pt

from reports.slides.layout import Box

INK, SOFT, LINE, ACCENT, PALE = "1B1F27", "565E6B", "C4CBD5", "29598F", "B9CDE3"
ALERT, WARN, EMPTY = "B3161B", "8A5208", "F6E9D5"
_BREAKS = re.compile(r"[\t\n\v\f\r\u2028\u2029]+")
_FORBIDDEN = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text on one line, without the characters that XML forbids."""
    return _FORBIDDEN.sub("", _BREAKS.sub(" ", text))


def dress(font: Font, size: float, *, bold: bool = False, colour: str = INK) -> None:
    """Give a font its size, weight and colour."""
    font.size, font.bold = Pt(size), bold
    font.color.rgb = RGBColor.from_string(colour)


def write(paragraph: _Paragraph, text: str, size: float, *, bold: bool = False, colour: str = INK) -> None:
    """Add a text to a paragraph."""
    run = paragraph.add_run()
    run.text = clean(text)
    dress(run.font, size, bold=bold, colour=colour)


def add_element(parent: Any, name: str, **attributes: str) -> Any:
    """Append an element to another, for what the library has no word for."""
    element = parent.makeelement(qn(name), attributes)
    parent.append(element)
    return element


def frame_in(slide: Slide, box: Box, name: str) -> TextFrame:
    """An empty text without margins that fills a box of the slide."""
    shape = slide.shapes.add_textbox(*box.emu)
    shape.name = name
    frame: TextFrame = shape.text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = Pt(0)
    return frame
