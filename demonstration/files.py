"""The demonstration as files: what each service hands in, in the order of the deposits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from demonstration.flaws import FLAWS
from demonstration.investigations import as_of, covered_until
from demonstration.plans import write_plan
from demonstration.records import Decision, Investigation, Meeting, MobileForces, Record
from demonstration.styles import STYLES
from demonstration.territory import CUSTOMS, GIR, SCHOOL_TEAM, SERVICES, TAX
from demonstration.untidy import Grid, Sending, untidy_grid
from demonstration.workbooks import write_grids
from demonstration.world import DEFAULT_SEED, World, draw_world
from domain.faults import Rule
from domain.sheets import SHEETS
from domain.territories import DEMONSTRATION
from domain.windows import Window, semester_of, semester_window

YEARLY: tuple[str | None, ...] = (CUSTOMS, TAX, GIR, SCHOOL_TEAM, None)
SHORTEST_DAYS = {"semester": 60, "year": 150}  # a shorter piece of the span goes into the file beside it


@dataclass(frozen=True)
class DepositFile:
    """A file to deposit, and the service that it is deposited for; None for the département's own."""

    path: Path
    service: str | None


@dataclass(frozen=True)
class FaultyRow:
    """A row with a fault put there on purpose: its number in the file, and the rule that it breaks."""

    file: str
    sheet: str
    row: int
    rule: Rule


@dataclass(frozen=True)
class Demonstration:
    """The files in the order of their deposits, what has no workbook, and the rows that are at fault."""

    department: str
    until: date
    files: tuple[DepositFile, ...]
    meetings: tuple[Meeting, ...]
    decisions: tuple[Decision, ...]
    faulty_rows: tuple[FaultyRow, ...]


def write_files(folder: Path, until: date, seed: int = DEFAULT_SEED) -> Demonstration:
    """Write the fictional département's 24 months of files that end on `until` into `folder`, which must exist.

    The same `until` and seed give the same cells. Raises OSError where the folder cannot be written.
    """
    world = draw_world(until, seed)
    plans = _write_plans(folder, world)
    sent = [
        (window.end, *_write_service_file(folder, world, service, window, last=window == windows[-1]))
        for service in (*(service.code for service in SERVICES), None)
        for windows in [service_windows(world, service)]
        for window in windows
    ]
    sent.sort(key=lambda item: item[0])
    return Demonstration(
        department=DEMONSTRATION,
        until=until,
        files=(*plans, *(file for _, file, _ in sent)),
        meetings=world.meetings,
        decisions=world.decisions,
        faulty_rows=tuple(row for _, _, rows in sent for row in rows),
    )


def service_windows(world: World, service: str | None) -> list[Window]:
    """The days that each file of that service covers: semesters or years, in order, with no day left out."""
    end = covered_until(world.span, service)
    cut = "year" if service in YEARLY else "semester"
    windows: list[Window] = []
    start = world.span.start
    while start <= end:
        last = min(date(start.year, 12, 31) if cut == "year" else semester_window(semester_of(start)).end, end)
        windows.append(Window(start, last))
        start = last + timedelta(days=1)
    return _without_short_ends(windows, SHORTEST_DAYS[cut])


def _without_short_ends(windows: list[Window], shortest: int) -> list[Window]:
    if windows[0].days < shortest:
        windows = [Window(windows[0].start, windows[1].end), *windows[2:]]
    if windows[-1].days < shortest:
        windows = [*windows[:-2], Window(windows[-2].start, windows[-1].end)]
    return windows


def _write_plans(folder: Path, world: World) -> list[DepositFile]:
    semesters = [semester_of(world.span.start)]
    while semesters[-1] != semester_of(world.span.until):
        semesters.append(semester_of(semester_window(semesters[-1]).end + timedelta(days=1)))
    paths = [
        path
        for rank, semester in enumerate(semesters)
        for path in write_plan(folder, semester, rank, world.outlines, world.schools)
    ]
    return [DepositFile(path, None) for path in paths]


def _write_service_file(
    folder: Path, world: World, service: str | None, window: Window, *, last: bool
) -> tuple[DepositFile, list[FaultyRow]]:
    """Write the sheets for which the service has rows; its last file holds the rows at fault."""
    style = STYLES[service]
    label = str(window.end.year) if service in YEARLY else semester_of(window.end)
    sending = Sending(_name_of(service), window, label, style)
    flaws = FLAWS.get(service) if last else None
    grids: list[Grid] = []
    faulty: list[FaultyRow] = []
    path = folder / style.file_name.format(label=label)
    for code, records in _records_of(world, service, window).items():
        flaw = flaws if flaws is not None and flaws.sheet == code else None
        grid = untidy_grid(SHEETS[code], records, sending, flaw.values if flaw else None)
        grids.append(grid)
        if flaw is not None and grid.flaw_row is not None:
            faulty.append(FaultyRow(path.name, grid.tab, grid.flaw_row, flaw.rule))
    write_grids(path, grids)
    return DepositFile(path, service), faulty


def _name_of(service: str | None) -> str:
    return next((one.name for one in SERVICES if one.code == service), f"Préfecture du département {DEMONSTRATION}")


def _records_of(world: World, service: str | None, window: Window) -> dict[str, Sequence[Record]]:
    """What the service reports of those days, by sheet; sheets without a row are left out."""
    by_sheet: Mapping[str, Sequence[Record]] = {
        "operations": [
            operation
            for operation in world.operations
            if operation.sender == service
            or (service in operation.partner_services and _sent_twice(operation.reference))
        ],
        "presences": world.presences,
        "facts": world.facts,
        "prevention": world.prevention,
        "safety": world.safety,
        "repeat_offenders": world.repeat_offenders,
        "mobile_forces": world.mobile_forces,
        "local_indicators": world.local_indicators,
        "seizure_fund": world.seizure_fund,
    }
    found: dict[str, Sequence[Record]] = {
        code: [record for record in records if _is_in(code, record, service, window)]
        for code, records in by_sheet.items()
    }
    found["investigations"] = [
        as_of(one, window.end) for one in world.investigations if one.sender == service and _moved_in(one, window)
    ]
    return {code: records for code, records in found.items() if records}


def _sent_twice(reference: str) -> bool:
    """Whether the partners of that operation report it too, under the same reference: one in three."""
    return int(reference[-4:]) % 3 == 0


def _is_in(code: str, record: Record, service: str | None, window: Window) -> bool:
    if code != "operations" and record.sender != service:
        return False
    field = "asked_on" if isinstance(record, MobileForces) else SHEETS[code].event_date  # what is asked may lie ahead
    day = getattr(record, field or "")
    return isinstance(day, date) and window.contains(day)


def _moved_in(investigation: Investigation, window: Window) -> bool:
    """Whether the investigation was opened, under way, closed or sent to the office in those days."""
    last_move = investigation.sent_to_office_on or investigation.closed_on or window.end
    return investigation.opened_on <= window.end and last_move >= window.start
