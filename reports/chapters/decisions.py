"""The decisions: those of the meeting, and how those of the meetings before stand."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.minutes import Minutes
from domain.french import NBSP, THIN, day, plural
from domain.meetings import DECISION_STATES, DecisionState
from reports.chapters.wording import day_of
from reports.content import Amount, Block, Cell, Column, Paragraph, Section, Table, words_column

_SHEET = "Décisions"
_ENDED_SHOWN = 12
_SOURCE = f"Source{NBSP}: registre des décisions, tenu dans Vigie."
_TAKEN = (
    Column("Point", width=0.7),
    words_column("Décision", 5.0),
    words_column("Service pilote", 2.2),
    words_column("Échéance", 1.5),
    words_column("Secteur", 1.6),
    words_column("Objectif", 1.1),
    words_column("Cible", 2.2),
)
_STANDING = (
    words_column("Décision", 4.6),
    words_column("Prise le", 1.5),
    words_column("Service pilote", 2.2),
    words_column("Échéance", 1.5),
    words_column("État", 1.3),
    Column("Retard", "jours", width=1.0),
    words_column("Suivi", 3.4),
)
_STATE, _LATE = 4, 5


def decisions_section(found: Minutes) -> Section:
    """The decisions of the meeting, where one was prepared; then those before it, the overdue first."""
    blocks: list[Block] = []
    if found.meeting is not None:
        blocks.append(_taken(found))
    before = found.before
    if before.decisions.empty:
        blocks.append(Paragraph("Aucune décision d’une réunion antérieure n’est au registre."))
        return Section("Qu’a-t-on décidé\u202f?", _SHEET, tuple(blocks))
    still = before.still_open
    late = int(still["overdue"].astype(bool).sum())
    blocks.append(Paragraph(f"Au {day(before.until)}{NBSP}: {_to_do(len(still), late)}.", alert=late > 0))
    if len(still):
        blocks.append(_standing("Décisions des réunions antérieures à exécuter, les retards d’abord", still))
    ended = before.decisions.drop(still.index)
    if len(ended):
        blocks.append(_standing("Décisions exécutées ou abandonnées, les dernières d’abord", ended, _ENDED_SHOWN))
    return Section(f"Qu’a-t-on décidé, et qu’en est-il{THIN}?", _SHEET, tuple(blocks))


def _to_do(count: int, late: int) -> str:
    if not count:
        return "aucune décision à exécuter"
    return f"{plural(count, 'décision à exécuter', 'décisions à exécuter')}, dont {number_late(late)}"


def number_late(late: int) -> str:
    """How many decisions are late: `aucune en retard`, `1 en retard`."""
    return f"{late}{NBSP}en retard" if late else "aucune en retard"


def _taken(found: Minutes) -> Table | Paragraph:
    if found.taken.empty:
        return Paragraph("Aucune décision n’est écrite pour cette réunion.")
    names = found.before.sectors
    return Table(
        title="Décisions de la réunion",
        columns=_TAKEN,
        rows=tuple(
            (
                Amount(int(row["number"])),
                str(row["text"]),
                str(row["owner_name"]) or None,
                _due(row["due_on"]),
                names.get(str(row["sector"]), row["sector"]),
                row["objective"],
                row["asked"],
            )
            for row in found.taken.to_dict("records")
        ),
        source=_SOURCE,
        note=f"Point{NBSP}: rang du point à l’ordre du jour.",
    )


def _standing(title: str, table: pd.DataFrame, shown: int | None = None) -> Table:
    rows = table.to_dict("records")
    return Table(
        title=title,
        columns=_STANDING,
        rows=tuple(_row(row) for row in rows),
        source=_SOURCE,
        note=(
            "Suivi\u00a0: ce que la décision demande à un indicateur, et ce qu’il compte du jour de la décision à "
            "l’échéance, ou au dernier jour de la fenêtre s’il vient avant."
        ),
        alerts=frozenset((at, column) for at, row in enumerate(rows) if row["overdue"] for column in (_STATE, _LATE)),
        shown=shown,
    )


def _row(row: Mapping[Any, Any]) -> tuple[Cell, ...]:
    state = DECISION_STATES[DecisionState(row["state"])]
    ended = day_of(row["ended_on"])
    return (
        str(row["text"]),
        day_of(row["taken_on"]),
        str(row["owner_name"]) or None,
        _due(row["due_on"]),
        state if ended is None else f"{state} le {day(ended)}",
        Amount(int(row["days_late"])) if row["overdue"] else None,
        str(row["follow_up"]),
    )


def _due(value: Any) -> Cell:
    return day_of(value) or "sans échéance"
