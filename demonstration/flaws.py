"""The few rows at fault that the demonstration holds on purpose: the last file of these services has one each."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from demonstration.territory import BRUMEVAL, CENTRE, CLAIRPONT, DETECTIVES, NORTH
from domain.faults import Rule


@dataclass(frozen=True)
class Flaw:
    """One row more in that sheet: a copy of the last with these values, and the rule that it breaks."""

    sheet: str
    values: Mapping[str, object]
    rule: Rule


LONG_AGO = date(2009, 6, 1)

FLAWS: dict[str | None, Flaw] = {
    CENTRE: Flaw("operations", {"reference": "OP/9001", "sector": "S99"}, Rule.UNKNOWN_REFERENCE),
    NORTH: Flaw("presences", {"staff": 9000}, Rule.OUT_OF_RANGE),
    DETECTIVES: Flaw("investigations", {"reference": "EN/9002", "closed_on": LONG_AGO}, Rule.INCONSISTENT),
    BRUMEVAL: Flaw("facts", {"reference": "F/9003", "offence": None}, Rule.REQUIRED),
    CLAIRPONT: Flaw("operations", {"reference": "OP/9004", "checks": "une dizaine"}, Rule.TYPE),
    None: Flaw("mobile_forces", {"reference": "FM/9005", "to_date": LONG_AGO}, Rule.INCONSISTENT),
}
