"""The catalogue of indicators: one entry an indicator, one function of `indicators/` behind each.

The dictionary, the tooltips, the book's annex, the command line and the sheet `Cibles` all read it.
"""

from domain.catalogue.declaration import By, Direction, Indicator, Nature
from domain.catalogue.investigations import INVESTIGATIONS
from domain.catalogue.schools import SCHOOLS
from domain.catalogue.steering import PREVENTION, STEERING
from domain.catalogue.street import FACTS, STREET

CATALOGUE: dict[str, Indicator] = {
    indicator.code: indicator for indicator in (*FACTS, *STREET, *SCHOOLS, *INVESTIGATIONS, *PREVENTION, *STEERING)
}
LOCAL_PREFIX = "local:"
"""What stands before the code of a département's own indicator."""

__all__ = ["CATALOGUE", "LOCAL_PREFIX", "By", "Direction", "Indicator", "Nature"]
