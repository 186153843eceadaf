"""What the screens of the meeting ask for when they are opened: computed ahead, the first screen first."""

from collections.abc import Callable, Sequence

from analysis.deconfliction import deconfliction
from analysis.displacement import series_until
from analysis.hexagons import hexagons
from analysis.hotspots import hotspots
from analysis.investigations import investigations
from analysis.mobile_forces import zone_shortages
from analysis.operations import operations, rhythm, yields
from analysis.plan import steering
from analysis.prevention import prevention
from analysis.schools import schools
from analysis.summary import summary
from domain.windows import Window

Arguments = Callable[[str, Window], Sequence[object]]


def _window(department: str, window: Window) -> Sequence[object]:
    return department, window


def _whole(department: str, window: Window) -> Sequence[object]:
    return department, window, None


def _end(department: str, window: Window) -> Sequence[object]:
    return department, window.end


AHEAD: dict[Callable[..., object], Arguments] = {
    summary: _window,
    hotspots: _window,
    operations: _window,
    schools: _window,
    investigations: _window,
    prevention: _window,
    steering: _window,
    zone_shortages: _window,
    deconfliction: _window,
    rhythm: _whole,
    yields: _whole,
    series_until: _end,
    hexagons: _end,
}
"""The analyses, and the arguments with which the pages ask them."""
