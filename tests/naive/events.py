"""What happened, event by event: the day, how much, and whose it is; for every indicator that is a sum."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from tests.naive.rows import Files, Row, last_of_month

DRUGS = ("traffic", "use_resale", "use", "other_drugs")
TRAFFIC = ("traffic", "use_resale")
USE = ("use",)
CONNECTED = ("homicide", "aggravated_violence", "robbery", "other_connected")


@dataclass(frozen=True)
class Event:
    """How much happened on a day; `last` is the last day it stands for, `of` what a share is taken of."""

    day: date
    last: date
    amount: float
    sector: str | None = None
    services: tuple[str, ...] = ()
    school: str | None = None
    of: float = 0

    @property
    def month_only(self) -> bool:
        """Whether only its month is known."""
        return self.last > self.day

    def belongs(self, level: str, scope: str) -> bool:
        """Whether it counts for that territory."""
        if level == "sector":
            return self.sector == scope
        if level == "service":
            return scope in self.services
        if level == "school":
            return self.school == scope
        return True


Maker = Callable[[Files], Iterator[Event]]


@cache
def school_sector(files: Files, school: str | None, day: date) -> str | None:
    """The sector of a school in the plan in force that day."""
    rows = [row for row in files.of_plan("schools", day) if row["uai"] == school]
    return rows[0]["sector"] if rows else None


def own_sector(files: Files, row: Row, day: date) -> str | None:
    """The sector that the row names, else that of its school."""
    return row["sector"] or school_sector(files, row["uai"], day)


def facts(offences: tuple[str, ...]) -> Maker:
    """Recorded facts of those natures; one known by its month stands for the whole month."""

    def make(files: Files) -> Iterator[Event]:
        for row in files.tables["facts"]:
            if row["offence"] in offences:
                day = row["date"]
                last = last_of_month(day) if row["precision"] == "month" else day
                count = 1 if row["count"] is None else row["count"]
                yield Event(day, last, count, row["sector"])

    return make


@cache
def distinct_operations(files: Files) -> list[Row]:
    """The operations, one a reference."""
    by_reference = {}
    for row in files.tables["operations"]:
        by_reference[row["reference"]] = row
    return list(by_reference.values())


def services_of(operation: Row) -> tuple[str, ...]:
    """Who held it: the lead and the partners, each once."""
    partners = (operation["partner_services"] or "").split(";")
    return tuple({operation["lead_service"], *(code.strip() for code in partners if code.strip())})


def operations(amount: Callable[[Row], float]) -> Maker:
    """Operations, each with its amount."""

    def make(files: Files) -> Iterator[Event]:
        for row in distinct_operations(files):
            yield Event(row["date"], row["date"], amount(row), row["sector"], services_of(row))

    return make


def of_operations(field: str) -> Maker:
    """What operations brought, by the column of that name."""
    return operations(lambda row: row[field] or 0)


def opened(files: Files) -> Iterator[Event]:
    """Investigations by the day of their opening."""
    for row in files.tables["investigations"]:
        yield Event(row["opened_on"], row["opened_on"], 1, row["sector"], (row["service"],))


def closed(amount: Callable[[Row], float], of: float = 0) -> Maker:
    """Investigations by the day of their closing, each with its amount."""

    def make(files: Files) -> Iterator[Event]:
        for row in files.tables["investigations"]:
            day = row["closed_on"]
            if day is not None:
                yield Event(day, day, amount(row), row["sector"], (row["service"],), of=of)

    return make


def of_closed(field: str) -> Maker:
    """What the closed investigations brought, by the column of that name."""
    return closed(lambda row: row[field] or 0)


def information_meetings(*, held_only: bool) -> Maker:
    """Meetings offered to schools; held where nothing says the contrary."""

    def make(files: Files) -> Iterator[Event]:
        for row in files.tables["prevention"]:
            held = row["held"] is None or bool(row["held"])
            if held or not held_only:
                sector = school_sector(files, row["uai"], row["date"])
                yield Event(row["date"], row["date"], 1, sector, school=row["uai"])

    return make


def safety(field: str, *, share: bool = False) -> Maker:
    """Recommendations of the safety officers, or those of them put in place, over those made."""

    def make(files: Files) -> Iterator[Event]:
        for row in files.tables["safety"]:
            day, of = row["date"], row["recommendations"] if share else 0
            yield Event(day, day, row[field] or 0, own_sector(files, row, day), school=row["uai"], of=of)

    return make


def repeat_offenders(field: str) -> Maker:
    """Counts of a month, known by their month alone."""

    def make(files: Files) -> Iterator[Event]:
        for row in files.tables["repeat_offenders"]:
            yield Event(row["month"], last_of_month(row["month"]), row[field] or 0, row["sector"])

    return make


def fund(direction: str) -> Maker:
    """Euros paid into the seizure fund, or received from it."""

    def make(files: Files) -> Iterator[Event]:
        for row in files.tables["seizure_fund"]:
            if row["direction"] == direction:
                yield Event(row["date"], row["date"], row["amount_eur"])

    return make


def mobile_forces(field: str) -> Maker:
    """Units asked or granted, by the first day that they are asked for."""

    def make(files: Files) -> Iterator[Event]:
        for row in files.tables["mobile_forces"]:
            yield Event(row["from_date"], row["from_date"], row[field] or 0)

    return make


def meetings(files: Files) -> Iterator[Event]:
    """The meetings of the état-major that were held."""
    for row in files.tables["meetings"]:
        yield Event(row["held_on"], row["held_on"], 1)


def local(code: str) -> Maker:
    """A local indicator; monthly where every one of its periods is the first of a month."""

    def make(files: Files) -> Iterator[Event]:
        rows = [row for row in files.tables["local_indicators"] if row["indicator"] in (code, f"local:{code}")]
        monthly = all(row["period"].day == 1 for row in rows)
        for row in rows:
            day = row["period"]
            services = (row["service"],) if row["service"] else ()
            yield Event(day, last_of_month(day) if monthly else day, row["value"], row["sector"], services)

    return make


YIELDS = ("checks", "arrests", "fines", "cannabis_g", "cocaine_g", "heroin_g", "other_drugs_g", "cash_eur", "weapons")
RESULTS = ("assets_eur", "tax_eur", "suspects", "minors", "parents_examined", "parents_prosecuted")

MAKERS: dict[str, Maker] = {
    "facts_drugs": facts(DRUGS),
    "facts_traffic": facts(TRAFFIC),
    "facts_use": facts(USE),
    "facts_connected": facts(CONNECTED),
    "operations": operations(lambda row: 1),
    "operations_raids": operations(lambda row: 1 if row["kind"] == "raid" else 0),
    "disorder": operations(lambda row: 1 if row["disorder"] else 0),
    **{field: of_operations(field) for field in YIELDS},
    "investigations_opened": opened,
    "investigations_closed": closed(lambda row: 1),
    "networks_dismantled": closed(lambda row: 1 if row["dismantled"] else 0),
    **{field: of_closed(field) for field in RESULTS},
    "sent_share": closed(lambda row: 1 if row["sent_to_office_on"] else 0, of=1),
    "information_meetings_held": information_meetings(held_only=True),
    "information_meetings_offered": information_meetings(held_only=False),
    "recommendations": safety("recommendations"),
    "recommendations_done_share": safety("implemented", share=True),
    "repeat_followed": repeat_offenders("followed"),
    "removals": repeat_offenders("removals"),
    "mayors_informed": repeat_offenders("mayors_informed"),
    "fund_paid_in": fund("paid_in"),
    "fund_received": fund("received"),
    "mobile_units_asked": mobile_forces("units_asked"),
    "mobile_units_granted": mobile_forces("units_granted"),
    "meetings_held": meetings,
}
"""Everything that is summed but for the presences at schools (`tests/naive/schools.py`) and the local indicators."""
