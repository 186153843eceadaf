"""Where things stand on a slide, in points: 16:9, a title above, the body, the foot."""

from dataclasses import dataclass, replace

from pptx.util import Length, Pt

WIDTH, HEIGHT = 960.0, 540.0


@dataclass(frozen=True)
class Box:
    """A place on a slide, in points."""

    left: float
    top: float
    width: float
    height: float

    @property
    def emu(self) -> tuple[Length, Length, Length, Length]:
        """Left, top, width and height as the file wants them."""
        return Pt(self.left), Pt(self.top), Pt(self.width), Pt(self.height)

    def less(self, below: float) -> "Box":
        """The box without so many points at its foot."""
        return replace(self, height=self.height - below)


_MARGIN = 42.0
_ROOM = WIDTH - 2 * _MARGIN
SECTION = Box(_MARGIN, 20, _ROOM, 17)
TITLE = Box(_MARGIN, 38, _ROOM, 50)
BODY = Box(_MARGIN, 102, _ROOM, 396)
FOOT = Box(_MARGIN, 512, _ROOM - 100, 14)
NUMBER = Box(WIDTH - _MARGIN - 90, 512, 90, 14)

COVER_MENTION = Box(_MARGIN, 60, _ROOM, 20)
COVER_TITLE = Box(_MARGIN, 90, _ROOM, 96)
COVER_WORDS = Box(_MARGIN, 196, _ROOM, 110)
COVER_REST = Box(_MARGIN, 320, _ROOM, 176)
