"""What holds on a window's last day, or over it as a whole."""

from collections.abc import Callable
from datetime import date
from functools import cache

from tests.naive import schools
from tests.naive.chance import evenness, median
from tests.naive.events import distinct_operations, own_sector, school_sector, services_of
from tests.naive.rows import Files, Row, Span, days_of, semester

Value = float | None


def of_scope(row: Row, level: str, scope: str) -> bool:
    """Whether an investigation is that territory's."""
    if level == "sector":
        return bool(row["sector"] == scope)
    return level != "service" or bool(row["service"] == scope)


@cache
def investigations(files: Files, level: str, scope: str) -> list[Row]:
    """The investigations of that territory."""
    return [row for row in files.tables["investigations"] if of_scope(row, level, scope)]


@cache
def operations(files: Files, level: str, scope: str) -> list[Row]:
    """The operations of that territory."""
    if level == "sector":
        return [row for row in distinct_operations(files) if row["sector"] == scope]
    if level == "service":
        return [row for row in distinct_operations(files) if scope in services_of(row)]
    return distinct_operations(files)


def days_since_operation(files: Files, span: Span, level: str, scope: str) -> Value:
    """Days from the last operation to the last day; None without any."""
    ages = [(span[1] - row["date"]).days for row in operations(files, level, scope) if row["date"] <= span[1]]
    return min(ages, default=None)


def longest_gap_days(files: Files, span: Span, level: str, scope: str) -> Value:
    """The most days in a row without an operation."""
    busy = {row["date"] for row in operations(files, level, scope)}
    longest, running = 0, 0
    for day in days_of(span):
        running = 0 if day in busy else running + 1
        longest = max(longest, running)
    return longest


def unpredictability(files: Files, span: Span, level: str, scope: str) -> Value:
    """How evenly the operations fall on weekday x four hours."""
    slots = []
    for row in operations(files, level, scope):
        if span[0] <= row["date"] <= span[1] and row["starts_at"] is not None:
            slots.append(6 * row["date"].weekday() + row["starts_at"] // 240)
    return evenness(slots, 42)


def is_open(row: Row, day: date) -> bool:
    """Whether the investigation is open at the end of that day."""
    return row["opened_on"] <= day and (row["closed_on"] is None or row["closed_on"] > day)


def is_open_during(row: Row, span: Span) -> bool:
    """Whether it was opened in the span, or open on some day of it."""
    return row["opened_on"] <= span[1] and (row["closed_on"] is None or row["closed_on"] >= span[0])


def investigations_open(files: Files, span: Span, level: str, scope: str) -> Value:
    """Open on the last day."""
    return sum(1 for row in investigations(files, level, scope) if is_open(row, span[1]))


def share_of(field: str) -> "State":
    """Of the investigations opened or open in the span, the share with that field filled or true."""

    def state(files: Files, span: Span, level: str, scope: str) -> Value:
        rows = [row for row in investigations(files, level, scope) if is_open_during(row, span)]
        return sum(1 for row in rows if row[field]) / len(rows) if rows else None

    return state


def asset_share_districts(files: Files, span: Span, level: str, scope: str) -> Value:
    """The share with an asset strand, in the districts of the protocol alone."""
    districts = {row["code"] for row in files.of_plan("sectors", span[1]) if row["asset_district"]}
    rows = [row for row in investigations(files, level, scope) if is_open_during(row, span)]
    rows = [row for row in rows if row["sector"] in districts]
    return sum(1 for row in rows if row["asset_strand"]) / len(rows) if rows else None


def sent_median_days(files: Files, span: Span, level: str, scope: str) -> Value:
    """Median days from closing to sending, of those closed in the span and sent."""
    delays = []
    for row in investigations(files, level, scope):
        if row["closed_on"] is not None and span[0] <= row["closed_on"] <= span[1] and row["sent_to_office_on"]:
            delays.append((row["sent_to_office_on"] - row["closed_on"]).days)
    return median(delays)


def unsent(files: Files, span: Span, level: str, scope: str) -> Value:
    """Closed by the last day, and not sent by it."""
    count = 0
    for row in investigations(files, level, scope):
        sent = row["sent_to_office_on"] is not None and row["sent_to_office_on"] <= span[1]
        if row["closed_on"] is not None and row["closed_on"] <= span[1] and not sent:
            count += 1
    return count


@cache
def acted_in(files: Files, span: Span) -> set[str | None]:
    """The sectors where some service did something in the span."""
    sectors = {row["sector"] for row in files.tables["operations"] if span[0] <= row["date"] <= span[1]}
    for row in files.tables["presences"]:
        if span[0] <= row["date"] <= span[1]:
            sectors.add(school_sector(files, row["uai"], row["date"]))
    for row in files.tables["investigations"]:
        if is_open_during(row, span):
            sectors.add(row["sector"])
    for row in files.tables["safety"]:
        if span[0] <= row["date"] <= span[1] and row["recommendations"]:
            sectors.add(own_sector(files, row, row["date"]))
    return sectors


def sectors_without_action(files: Files, span: Span, level: str, scope: str) -> Value:
    """The sectors of the plan where nobody did anything."""
    acted = acted_in(files, span)
    idle = [row["code"] for row in files.of_plan("sectors", span[1]) if row["code"] not in acted]
    return len(idle) if level == "departement" else int(scope in idle)


def plan_up_to_date(files: Files, span: Span, level: str, scope: str) -> Value:
    """Whether the semester's plan is adopted and bears both signatures by the last day."""
    for row in files.of_plan("plan", span[1]):
        days = (row["adopted_on"], row["prefect_signed_on"], row["prosecutor_signed_on"])
        return int(row["semester"] == semester(span[1]) and all(day is not None and day <= span[1] for day in days))
    return None


def objectives_reached_share(files: Files, span: Span, level: str, scope: str) -> Value:
    """Objectives reached, of those not given up; a service's are those that it leads."""
    rows = [row for row in files.of_plan("objectives", span[1]) if row["state"] != "given_up"]
    if level != "departement":
        field = {"sector": "sector", "service": "lead_service"}[level]
        rows = [row for row in rows if row[field] == scope]
    return sum(1 for row in rows if row["state"] == "reached") / len(rows) if rows else None


def decisions_open(files: Files, span: Span, level: str, scope: str) -> Value:
    """Taken by the last day and not carried out by it."""
    return len(open_decisions(files, span[1]))


def decisions_overdue(files: Files, span: Span, level: str, scope: str) -> Value:
    """Of those, the ones that were due before the last day."""
    return sum(1 for row in open_decisions(files, span[1]) if row["due_on"] is not None and row["due_on"] < span[1])


def open_decisions(files: Files, day: date) -> list[Row]:
    """The decisions taken and neither carried out nor given up on that day."""
    rows = [row for row in files.tables["decisions"] if row["taken_on"] <= day]
    for ending in ("done_on", "given_up_on"):
        rows = [row for row in rows if row[ending] is None or row[ending] > day]
    return rows


def school_coverage(files: Files, span: Span, level: str, scope: str) -> Value:
    """Of the sensitive schools."""
    return schools.coverage(files, span, level, scope, national=False)


def school_coverage_national(files: Files, span: Span, level: str, scope: str) -> Value:
    """Of the national list."""
    return schools.coverage(files, span, level, scope, national=True)


def slots_never_covered(files: Files, span: Span, level: str, scope: str) -> Value:
    """Of one school."""
    return schools.slots_never_covered(files, span, scope)


State = Callable[[Files, Span, str, str], Value]
STATES: dict[str, State] = {
    "days_since_operation": days_since_operation,
    "longest_gap_days": longest_gap_days,
    "unpredictability": unpredictability,
    "sectors_without_action": sectors_without_action,
    "investigations_open": investigations_open,
    "objective_share": share_of("objective"),
    "gir_share": share_of("gir"),
    "asset_share": share_of("asset_strand"),
    "asset_share_districts": asset_share_districts,
    "sent_median_days": sent_median_days,
    "unsent": unsent,
    "school_coverage": school_coverage,
    "school_coverage_national": school_coverage_national,
    "schools_under_target": schools.under_target,
    "slots_never_covered": slots_never_covered,
    "plan_up_to_date": plan_up_to_date,
    "objectives_reached_share": objectives_reached_share,
    "decisions_open": decisions_open,
    "decisions_overdue": decisions_overdue,
}
"""Everything that is no sum, but the share of targets reached: it rests on the others (`tests/naive/second.py`)."""
