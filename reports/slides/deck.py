"""A presentation being written: slides with their title, foot, notes and alternative texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from io import BytesIO
from typing import Any

from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.text.text import _Paragraph

from domain.french import NBSP, long_day
from reports.archive import same_bytes
from reports.content import Book
from reports.slides.house import COVER, TITLED, empty_deck, make_french
from reports.slides.layout import COVER_TITLE, FOOT, SECTION, TITLE
from reports.slides.measure import fitted, shortened
from reports.slides.text import ALERT, SOFT, add_element, clean, frame_in, write

_TITLE_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0)
_COVER_SIZES = (40.0, 36.0, 32.0, 28.0, 24.0, 20.0)
_SECTION_POINTS, _FOOT_POINTS = 12.0, 10.0
_NUMBER_FIELD = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"


@dataclass(frozen=True)
class Heading:
    """What stands over a slide: its title, the section that it belongs to, and which part of how many it is."""

    title: str
    section: str
    part: int = 1
    parts: int = 1

    @property
    def words(self) -> str:
        """The title with its part, where there are several."""
        if self.parts == 1:
            return self.title
        follows = "suite " if self.part > 1 else ""
        return f"{self.title} ({follows}{self.part}{NBSP}sur{NBSP}{self.parts})"


class Deck:
    """The slides of one book, in order."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._deck = empty_deck()
        self._layouts = {layout.name: layout for layout in self._deck.slide_layouts}

    def cover(self) -> Slide:
        """The first slide, with the book's title."""
        slide = self._slide(COVER)
        text, size = fitted(clean(self.book.title), COVER_TITLE.width, COVER_TITLE.height, _COVER_SIZES, bold=True)
        _title(slide, text, size, MSO_ANCHOR.BOTTOM)
        return slide

    def slide(self, heading: Heading, notes: Sequence[str]) -> Slide:
        """A slide with its title, the section over it, and in its notes where its content comes from."""
        slide = self._slide(TITLED)
        text, size = fitted(clean(heading.words), TITLE.width, TITLE.height, _TITLE_SIZES, bold=True)
        _title(slide, text, size, MSO_ANCHOR.MIDDLE)
        if heading.section != heading.title:
            section, points = fitted(clean(heading.section), SECTION.width, SECTION.height, (_SECTION_POINTS, 10.0))
            write(frame_in(slide, SECTION, "Partie du livret").paragraphs[0], section, points, colour=SOFT)
        self.notes(slide, notes)
        return slide

    def notes(self, slide: Slide, words: Sequence[str]) -> None:
        """The slide's notes: those words, then the window, the meeting and who may read."""
        about = f"{self.book.period_words}, réunion du {long_day(self.book.meeting)}."
        frame = slide.notes_slide.notes_text_frame
        if frame is not None:
            frame.text = "\n".join(clean(text) for text in (*words, about, f"{self.book.mention}.") if text)

    def content(self) -> bytes:
        """The file; its dates are those of the meeting, so that one content gives one file."""
        slides = list(self._deck.slides)
        for at, slide in enumerate(slides, start=1):
            self._foot(slide, at, len(slides))
            make_french(slide.element)
            make_french(slide.notes_slide.element)
            for shape in slide.shapes:
                if shape.has_chart:
                    make_french(shape.chart.part._element)
        for element in (self._deck.element, self._deck.slide_master.element, self._deck.notes_master.element):
            make_french(element)
        for layout in self._layouts.values():
            make_french(layout.element)
        stamp = datetime.combine(self.book.meeting, time(8))
        self._describe(stamp)
        target = BytesIO()
        self._deck.save(target)
        return same_bytes(target.getvalue(), stamp)

    def _describe(self, stamp: datetime) -> None:
        properties, book = self._deck.core_properties, self.book
        properties.title = clean(f"{book.title} – {book.department}, {book.window_words}")
        properties.author = properties.last_modified_by = "Vigie"
        properties.subject, properties.language = clean(book.mention), "fr-FR"
        properties.created = properties.modified = stamp
        properties.revision, properties.comments = 1, ""

    def _slide(self, layout: str) -> Slide:
        slide: Slide = self._deck.slides.add_slide(self._layouts[layout])
        return slide

    def _foot(self, slide: Slide, number: int, count: int) -> None:
        """Who may read the slide and what it belongs to on the left, its number on the right."""
        book = self.book
        about = clean(f"{book.mention}   {book.title} – {book.department}, {book.window_words}")
        about = shortened(about, FOOT.width, _FOOT_POINTS, 1, bold=True)
        foot = _placeholder(slide, PP_PLACEHOLDER.FOOTER)
        foot.alignment = PP_ALIGN.LEFT
        mention = clean(book.mention)
        write(foot, about[: len(mention)], _FOOT_POINTS, bold=True, colour=ALERT)
        write(foot, about[len(mention) :], _FOOT_POINTS, colour=SOFT)
        place = _placeholder(slide, PP_PLACEHOLDER.SLIDE_NUMBER)
        place.alignment = PP_ALIGN.RIGHT
        write(place, "page ", _FOOT_POINTS, colour=SOFT)
        _page_number(place, number)
        write(place, f" sur {count}", _FOOT_POINTS, colour=SOFT)


def describe(shape: BaseShape, name: str, alt: str) -> None:
    """Give a graphic its name and its alternative text."""
    shape.name = clean(name)
    shape.element._nvXxPr.cNvPr.set("descr", clean(alt))


def _title(slide: Slide, text: str, size: float, anchor: MSO_ANCHOR) -> None:
    shape = slide.shapes.title
    if shape is not None:
        shape.name, shape.text_frame.vertical_anchor = "Titre", anchor
        write(shape.text_frame.paragraphs[0], text, size, bold=True)


def _placeholder(slide: Slide, kind: PP_PLACEHOLDER) -> _Paragraph:
    """The slide's own copy of a placeholder of its layout, which the library leaves out: its first paragraph."""
    layout: Any = slide.slide_layout.placeholders
    original = next(one for one in layout if one.placeholder_format.type is kind)
    slide.shapes.clone_placeholder(original)
    copy: Any = next(one for one in slide.placeholders if one.placeholder_format.type is kind)
    copy.name = original.name
    paragraph: _Paragraph = copy.text_frame.paragraphs[0]
    return paragraph


def _page_number(paragraph: _Paragraph, number: int) -> None:
    """The number of the page as a field, which follows when slides are moved."""
    field = add_element(paragraph._p, "a:fld", id=_NUMBER_FIELD, type="slidenum")
    properties = add_element(field, "a:rPr", sz=str(round(_FOOT_POINTS * 100)))
    add_element(add_element(properties, "a:solidFill"), "a:srgbClr", val=SOFT)
    add_element(field, "a:t").text = str(number)
