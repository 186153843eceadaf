"""What the demonstration is known to contain: the tests of the indicators and of the pages must find it.

Windows are the given number of days that end on the demonstration's last day. Statements are those of the verdict
against the 364 days before the window, adjusted over the sectors, at 5 %.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Statement:
    """What the verdict on an indicator of a sector must be over that many last days."""

    code: str
    sector: str
    days: int
    statement: str


WORSE_SECTOR = "S05"
"""Gets worse for a quarter, with no operation in it."""
WORSE_DAYS = 91

BETTER_SECTOR = "S02"
"""Improves after operations have intensified there."""
BETTER_DAYS = 91
OPERATIONS_BEGIN_DAYS_AGO = 119
FACTS_FALL_DAYS_AGO = 105

TREATED_SECTOR, NEIGHBOUR_SECTOR = "S07", "S08"
"""The facts of the first move to the second, with which it shares a border."""
MOVED_DAYS_AGO = 140

FORGOTTEN_SECTOR = "S12"
"""The one sector without any action in the last 14 days."""
FORGOTTEN_DAYS = 14

STATEMENTS = (
    Statement("facts_drugs", WORSE_SECTOR, 91, "hausse"),
    Statement("facts_drugs", WORSE_SECTOR, 14, "hausse"),
    Statement("facts_drugs", BETTER_SECTOR, 91, "baisse"),
    Statement("facts_drugs", TREATED_SECTOR, 91, "baisse"),
    Statement("facts_drugs", NEIGHBOUR_SECTOR, 91, "hausse"),
    Statement("facts_drugs", TREATED_SECTOR, 140, "baisse"),
    Statement("facts_drugs", NEIGHBOUR_SECTOR, 140, "hausse"),
)
"""Every other sector is quiet over 14 and 91 days: "stable ou non concluant", for drug facts and connected ones."""

UNCOVERED_SCHOOL = "0000100J"
"""A school of the national list, seen in 182 days at every weekday and slot but Friday's leaving (15 h 30-18 h 30)."""
UNCOVERED_DAYS = 182
UNCOVERED_SLOT = "sortie"
SEEN_COUPLES, NEVER_SEEN_COUPLES = 14, 1

SCHOOLS_UNDER_TARGET = ("0000163C", "0000184A")
"""Two sensitive schools that hardly any week of the last 182 days reaches the target of."""

LATE_SERVICE = "DOUANE-PORT"
LATE_DAYS = 21
"""The files of the late service cover the days up to that many before the last one; those of the others, up to it."""

UNSENT = 11
"""Investigations closed more than 30 days ago whose results were not sent to the office; all the others were sent."""

DECISIONS_OVERDUE = 1
DECISIONS_OPEN = 3

REGULAR_SECTOR = "S06"
"""All its operations begin on a Tuesday at 15 h: unpredictability 0."""
