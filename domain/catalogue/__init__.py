"""The catalogue of indicators: one entry an indicator, one function of `indicators/` behind each.

The dictionary, the tooltips, the book's annex, the command line and the sheet `Cibles` all read it.
"""

from domain.catalogue.declaration import (
    BY_WORDS,
    REGISTERS,
    By,
    Direction,
    Indicator,
    Nature,
    Placing,
    date_header,
    source_title,
)
from domain.catalogue.investigations import INVESTIGATIONS
from domain.catalogue.schools import SCHOOLS
from domain.catalogue.steering import PREVENTION, STEERING
from domain.catalogue.street import FACTS, STREET

SUBJECTS: dict[str, tuple[Indicator, ...]] = {
    "Faits": FACTS,
    "Opérations, secteurs et forces mobiles": STREET,
    "Établissements": SCHOOLS,
    "Enquêtes et avoirs": INVESTIGATIONS,
    "Prévention, récidivistes, fonds de concours": PREVENTION,
    "Pilotage": STEERING,
}
"""The indicators by subject, as they are looked up."""
CATALOGUE: dict[str, Indicator] = {
    indicator.code: indicator for indicators in SUBJECTS.values() for indicator in indicators
}
LOCAL_PREFIX = "local:"
"""What stands before the code of a département's own indicator."""

LOCAL = Indicator(
    f"{LOCAL_PREFIX}CODE",
    "Indicateur local",
    "unités",
    "local_indicators",
    Nature.QUANTITY,
    Direction.NEITHER,
    "Indicateur propre au département\u00a0: total des valeurs déposées pour la fenêtre. Si toutes ses lignes portent "
    "le premier d’un mois, chacune vaut pour son mois entier.",
    (By.DEPARTMENT, By.SECTOR, By.SERVICE),
    grain="la valeur d’une ligne",
)
"""What all local indicators have in common; each has its own code and label."""

__all__ = [
    "BY_WORDS",
    "CATALOGUE",
    "LOCAL",
    "LOCAL_PREFIX",
    "REGISTERS",
    "SUBJECTS",
    "By",
    "Direction",
    "Indicator",
    "Nature",
    "Placing",
    "date_header",
    "source_title",
]
