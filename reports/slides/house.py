"""An empty presentation: the library's own made 16:9, French and calm, so that what is added by hand fits in."""

import re
from collections.abc import Iterable
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideMaster
from pptx.util import Pt

from reports.slides.layout import BODY, COVER_TITLE, COVER_WORDS, FOOT, HEIGHT, NUMBER, TITLE, WIDTH
from reports.slides.text import ACCENT, INK, LINE, PALE, SOFT, WARN

COVER, TITLED = "Couverture", "Titre seul"
_KEPT = {"Title Slide": COVER, "Title Only": TITLED}
_PLACES = {
    PP_PLACEHOLDER.TITLE: ("Titre", TITLE),
    PP_PLACEHOLDER.CENTER_TITLE: ("Titre", COVER_TITLE),
    PP_PLACEHOLDER.SUBTITLE: ("Sous-titre", COVER_WORDS),
    PP_PLACEHOLDER.BODY: ("Texte", BODY),
    PP_PLACEHOLDER.FOOTER: ("Pied de page", FOOT),
    PP_PLACEHOLDER.SLIDE_NUMBER: ("Numéro de page", NUMBER),
}
_COLOURS = {"dk1": INK, "dk2": SOFT, "lt2": LINE, "accent1": ACCENT, "accent2": PALE, "accent3": SOFT, "accent4": WARN}
_TITLE_POINTS = 26


def empty_deck() -> Deck:
    """A presentation without slides: two layouts, the cover's and that of a title alone."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    deck.element.find(qn("p:sldSz")).attrib.pop("type", None)
    _without_origin(deck)
    for layout in list(deck.slide_layouts):
        if layout.name in _KEPT:
            layout.element.cSld.set("name", _KEPT[layout.name])
            _place(layout.placeholders)
        else:
            deck.slide_layouts.remove(layout)
    _place(deck.slide_master.placeholders)
    _style(deck.slide_master)
    return deck


def make_french(element: Any) -> None:
    """Say of every text under the element that it is French."""
    for run in element.iter(qn("a:r")):
        run.get_or_add_rPr()
    for name in ("a:rPr", "a:endParaRPr", "a:defRPr"):
        for properties in element.iter(qn(name)):
            properties.set("lang", "fr-FR")


def _without_origin(deck: Deck) -> None:
    """Drop what tells of the presentation that the library begins with: its picture, its printer, its statistics."""
    package = deck.part.package
    for holder, kinds in ((package, (RT.THUMBNAIL, RT.EXTENDED_PROPERTIES)), (deck.part, (RT.PRINTER_SETTINGS,))):
        for name, relation in list(holder._rels.items()):
            if relation.reltype in kinds:
                holder._rels.pop(name)


def _place(placeholders: Iterable[Any]) -> None:
    for shape in list(placeholders):
        kind = shape.placeholder_format.type
        if kind not in _PLACES:
            shape.element.getparent().remove(shape.element)
            continue
        shape.name, box = _PLACES[kind]
        shape.left, shape.top, shape.width, shape.height = box.emu
        _prompt(shape, kind)


def _prompt(shape: Any, kind: PP_PLACEHOLDER) -> None:
    """The text that stands in an empty placeholder, at the edge of its box."""
    frame = shape.text_frame
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    if kind in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY):
        frame.text = _PLACES[kind][0]


def _style(master: SlideMaster) -> None:
    """Titles on the left and in bold, the colours and the type of the book."""
    level = next(master.element.iter(qn("p:titleStyle"))).find(qn("a:lvl1pPr"))
    level.set("algn", "l")
    level.find(qn("a:defRPr")).attrib.update({"sz": str(_TITLE_POINTS * 100), "b": "1"})
    theme = master.part.part_related_by(RT.THEME)
    words = theme.blob.decode()
    words = words.replace('<a:latin typeface="Calibri"/>', '<a:latin typeface="Arial"/>')
    for name, colour in _COLOURS.items():
        words = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{colour}"/>\g<2>', words)
    theme.blob = words.encode()
