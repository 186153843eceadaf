"""Which counts the edition for circulation may show: all its tables taken as one system of linked totals.

A count is confidential where it counts acts or persons: facts, operations, presences, investigations, networks,
persons, objects seized. Numbers of sectors, schools, services, weeks and days, and weights, sums of money and scales
are not, nor what the staff counts of itself: its meetings, decisions and objectives. Counts from 1 to 4 are hidden,
with those that would give them back (`indicators.suppression`); what is worked out from counts (rates, shares,
verdicts, sentences) is shown only where all of them are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from analysis.circulation import Fortnight, LinkedCounts
from domain.catalogue import Indicator
from domain.french import NBSP, plural
from indicators.actions import ACTIONS
from indicators.figures import Figure
from indicators.situation import DEPARTMENT_SCOPE
from indicators.suppression import HIGHEST_SMALL, Mark, Total, suppress
from reports.content import Amount, Cell

SMALL_WORDS, WITHHELD_WORDS = f"<{NBSP}{HIGHEST_SMALL + 1}", f"n.{NBSP}c."
MARK_WORDS = {Mark.SMALL: SMALL_WORDS, Mark.WITHHELD: WITHHELD_WORDS}
_NO_COUNT = ("jours", "de 0 à 1", "g", "€", "minutes", "établissements", "secteurs", "créneaux sur 15", "1 oui, 0 non")
_RESTS_ON = {"operations": "operations", "presences": "presences"}  # the count that a sheet's other figures rest on
_OF_THE_STAFF = ("plan", "objectives", "meetings", "decisions")  # what these count tells of nobody
_AMONG = {"minors": "suspects", "parents_prosecuted": "parents_examined"}  # the rest is of persons too
_COVERED_LISTS = {"school_coverage": "all", "school_coverage_national": "national"}


class Period(StrEnum):
    """The window of the book and its comparators, by the names of a figure's fields."""

    WINDOW = "value"
    PREVIOUS = "previous"
    YEAR_BEFORE = "year_before"


@dataclass(frozen=True)
class Count:
    """What is counted (an indicator's code, or a kind of action), when, and where; no sector: in the département.

    Two tables that show the same count ask for the same `Count`: so are they linked.
    """

    what: str
    period: Period = Period.WINDOW
    sector: str | None = None
    service: str | None = None


@dataclass(frozen=True)
class Published:
    """The counts of a book, and the marks of those that are hidden.

    `weeks`: the covered and the school weeks of a list of schools, in a period.
    """

    counts: Mapping[Count, int]
    marks: Mapping[Count, Mark]
    weeks: Mapping[tuple[str, Period], tuple[int, int]]

    def value(self, count: Count) -> int | None:
        """The count where it is shown; None where it is hidden or not known."""
        return None if count in self.marks else self.counts.get(count)

    def cell(self, count: Count) -> Cell:
        """The count, the mark that stands for it, or nothing where it is not known."""
        if count in self.marks:
            return MARK_WORDS[self.marks[count]]
        return Amount(self.counts[count]) if count in self.counts else None

    def bounds(self, count: Count) -> tuple[int, int | None]:
        """The least and the most (None: no most) that a reader knows a count to be."""
        if count not in self.marks:
            return self.counts.get(count, 0), self.counts.get(count)
        return 1, HIGHEST_SMALL if self.marks[count] is Mark.SMALL else None

    def words(self, count: Count, singular: str) -> str:
        """The count with its noun: `12 faits`, `moins de 5 faits`, `un nombre non communiqué de faits`."""
        mark = self.marks.get(count)
        if mark is Mark.SMALL:
            return f"moins de {HIGHEST_SMALL + 1}{NBSP}{singular}s"
        return f"un nombre non communiqué de {singular}s" if mark else plural(self.counts[count], singular)

    def is_shown(self, figure: Figure, period: Period) -> bool:
        """Whether a figure may be shown: a count by its mark, the others where what they rest on is shown."""
        code = figure.indicator.code
        if is_count(figure.indicator):
            return Count(code, period) not in self.marks
        if figure.indicator.source in _OF_THE_STAFF:
            return True
        basis = _RESTS_ON.get(figure.indicator.source)
        if basis is None or self.value(Count(basis, period)) is None:
            return False
        if not figure.indicator.is_share:
            return True
        weeks = self.weeks.get((_COVERED_LISTS.get(code, ""), period))
        return weeks is not None and all(not 1 <= number <= HIGHEST_SMALL for number in weeks)


def is_count(indicator: Indicator) -> bool:
    """Whether an indicator counts acts or persons, which small numbers would point to."""
    told = indicator.is_share or indicator.unit in _NO_COUNT or indicator.source in _OF_THE_STAFF
    return not told


def publish(figures: Sequence[Figure], linked: LinkedCounts) -> Published:
    """What may be shown of a book that has those figures of the département, and of the counts they are linked to.

    Window, previous window and year before are protected each as the whole book of that fortnight would be, so that
    two books do not differ in what they hide of the same days.
    """
    counts = _of_figures([*figures, *linked.facts])
    least: dict[Count, int] = {}
    weeks: dict[tuple[str, Period], tuple[int, int]] = {}
    for period, fortnight in zip(Period, linked.fortnights, strict=True):
        counts |= _of_actions(fortnight, period)
        least |= {Count("presences", period, sector): days for sector, days in fortnight.least_presences.items()}
        for row in fortnight.weeks.to_dict("records"):
            weeks[str(row["list"]), period] = int(row["covered"]), int(row["weeks"])
    kept = {count for count in counts if count.sector is None}
    return Published(counts, suppress(counts, _totals(counts), kept=kept, at_least=least), weeks)


def _of_figures(figures: Sequence[Figure]) -> dict[Count, int]:
    """The counts of figures, in the order of the codes: the same counts must always hide the same."""
    ordered = sorted(figures, key=lambda figure: "" if figure.scope == DEPARTMENT_SCOPE else figure.scope)
    return {
        Count(figure.indicator.code, period, None if figure.scope == DEPARTMENT_SCOPE else figure.scope): int(value)
        for figure in ordered
        if is_count(figure.indicator)
        for period in Period
        if (value := getattr(figure, period)) is not None
    }


def _of_actions(found: Fortnight, period: Period) -> dict[Count, int]:
    """What was done in each sector, and by each service in it, of what the files tell."""
    told = [kind for kind in ACTIONS if kind not in found.unknown]
    rows = found.matrix[found.matrix["service"].notna()].sort_values(["sector", "service"]).to_dict("records")
    return {
        Count(kind, period, str(row["sector"])): int(row[kind])
        for row in found.totals.sort_values("sector").to_dict("records")
        for kind in told
    } | {
        Count(kind, period, str(row["sector"]), str(row["service"])): int(row[kind])
        for row in rows
        for kind in told
        if kind != "recommendations"  # they bear no service
    }


def _totals(counts: Mapping[Count, int]) -> list[Total[Count]]:
    """Each count of the département with those of its sectors, each of a sector with those of its services.

    And a count of persons with that of some of them, where it is one of them: the others are then a number too.
    """
    parts: dict[Count, list[Count]] = {}
    for count in counts:
        if count.service is not None:
            parts.setdefault(Count(count.what, count.period, count.sector), []).append(count)
        elif count.sector is not None:
            parts.setdefault(Count(count.what, count.period), []).append(count)
        elif count.what in _AMONG and counts.get(Count(_AMONG[count.what], count.period), -1) >= counts[count]:
            parts[Count(_AMONG[count.what], count.period)] = [count]
    return [Total(whole, tuple(found)) for whole, found in parts.items() if whole in counts]
