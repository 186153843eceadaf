"""The plan: its signatures and sending, objectives, targets against results, and the rhythm of meetings."""

import pandas as pd

from analysis.plan import Steering
from analysis.plan_words import (
    indicator_words,
    missed_first,
    place_words,
    plan_name,
    target_decimals,
    verdict_words,
)
from domain.catalogue import CATALOGUE
from domain.french import NBSP, THIN, day, plural
from domain.sheets import SHEETS
from reports.chapters.sectors import values
from reports.chapters.summary import no_plan
from reports.chapters.wording import Row, amount, day_of, figures_table, source_words
from reports.content import (
    Amount,
    Block,
    Cell,
    Chart,
    ChartKind,
    Column,
    Paragraph,
    Section,
    Series,
    Table,
    words_column,
)

_STEPS = {
    "adopted": "Adopté le",
    "prefect": "Visa du préfet",
    "prosecutor": "Visa du procureur",
    "sent": "Transmis au ministre",
}
_OBJECTIVES = (
    words_column("Volet", 2.0),
    Column("Rang", width=0.7),
    words_column("Objectif", 4.2),
    words_column("Secteur", 2.2),
    words_column("Service pilote", 1.9),
    Column("Échéance", width=1.5),
    words_column("État", 1.8),
    Column("Opérations", width=1.4),
    Column("Enquêtes", width=1.2),
)
_STATE = 6
_TARGETS = (
    words_column("Indicateur", 2.4),
    words_column("Secteur", 4.0),
    words_column("Unité", 1.8),
    Column("Cible", width=1.0),
    words_column("Par", 1.4),
    Column("Attendu dans la fenêtre", width=1.4),
    Column("Résultat", width=1.2),
    words_column("Atteinte", 1.4),
)
_REACHED = 7
_SHOWN = 25  # targets on paper: those missed come first


def plan_section(found: Steering) -> Section:
    """Key figures, signatures, objectives by strand and rank, targets, and how often the meeting sits."""
    title = f"Le plan tient-il ses objectifs et ses cibles{THIN}?"
    rhythm = Paragraph(meetings_words(found))
    if found.plan is None:
        return Section(title, "Plan", (no_plan(), rhythm))
    blocks: list[Block] = [
        figures_table("Pilotage du plan", found.key_figures, found.services),
        steps_table(found),
        *_objectives(found),
        _targets(found),
        rhythm,
    ]
    return Section(title, "Plan", tuple(blocks))


def steps_table(found: Steering) -> Table | Paragraph:
    """When each version of the plan was adopted, signed by both and sent; where no date is known, a sentence."""
    plans = found.steps.pivot_table("on", ["semester", "version"], "step", aggfunc="first", dropna=False)
    plans = plans.reindex(columns=list(_STEPS)).reset_index()
    plans = plans[[(row.semester, row.version) in found.versions for row in plans.itertuples()]]
    if plans[list(_STEPS)].isna().all(axis=None):
        return Paragraph(
            "Le fichier du plan ne dit ni quand il a été adopté, ni quand le préfet et le procureur l’ont visé, ni "
            "quand il a été transmis au ministre : la préfecture y inscrit ces dates.",
            alert=True,
        )
    return Table(
        title="Versions du plan, signatures et envoi",
        columns=(words_column("Plan", 1.6), *(Column(label) for label in _STEPS.values()), words_column("En vigueur")),
        rows=tuple(_version(row, found) for row in plans.to_dict("records")),
        source=source_words("plan"),
        note=f"En vigueur au {day(found.window.end)}. Un tiret{NBSP}: la date n’est pas au fichier.",
    )


def _version(row: Row, found: Steering) -> tuple[Cell, ...]:
    plan = (str(row["semester"]), int(row["version"]))
    return plan_name(plan), *(day_of(row[step]) for step in _STEPS), "oui" if plan == found.plan else "non"


def _objectives(found: Steering) -> list[Block]:
    if found.objectives.empty:
        return [Paragraph("Le plan en vigueur n’a pas d’objectif\u00a0: la préfecture dépose le classeur du plan.")]
    rows = found.objectives.to_dict("records")
    table = Table(
        title="Objectifs par volet et par rang",
        columns=_OBJECTIVES,
        rows=tuple(_objective(row, found) for row in rows),
        source=source_words("objectives", "operations", "investigations", window=found.window),
        note="Actions qui nomment l’objectif\u00a0: opérations de la fenêtre, enquêtes ouvertes ou en cours.",
        alerts=frozenset((at, _STATE) for at, row in enumerate(rows) if row["overdue"]),
    )
    return [table, _states(found)]


def _objective(row: Row, found: Steering) -> tuple[Cell, ...]:
    sheet = SHEETS["objectives"]
    state: str = "sans état" if pd.isna(row["state"]) else sheet.column("state").label_of(str(row["state"]))
    code = row["sector"]
    return (
        None if pd.isna(row["strand"]) else sheet.column("strand").label_of(str(row["strand"])),
        amount(row["rank"]),
        f"{row['code']} {row['title'] if isinstance(row['title'], str) else ''}".strip(),
        f"{code} {found.sectors.get(code, '')}".strip() if isinstance(code, str) else "Département",
        row["lead_service"] if isinstance(row["lead_service"], str) else None,
        day_of(row["due_on"]),
        f"▲ en retard, {state}" if row["overdue"] else state,
        amount(row["operations"]),
        amount(row["investigations"]),
    )


def _states(found: Steering) -> Chart:
    sheet = SHEETS["objectives"]
    states = {choice.code: sheet.column("state").label_of(choice.code) for choice in sheet.column("state").choices}
    kept = found.states[found.states["total"].gt(0)]
    return Chart(
        kind=ChartKind.BARS,
        title=f"Où en sont les objectifs de chaque volet{THIN}?",
        category_title="Volet",
        value_title="Objectifs",
        categories=tuple(sheet.column("strand").label_of(str(strand)) for strand in kept["strand"]),
        series=tuple(
            Series(label, values(kept[state]))
            for state, label in {**states, "unstated": "sans état"}.items()
            if kept[state].any()
        ),
        alt="Barres par volet, objectifs dans chaque état. Les états sont ceux du tableau des objectifs.",
        source=source_words("objectives"),
    )


def _targets(found: Steering) -> Table | Paragraph:
    if found.targets.empty:
        return Paragraph("Le plan en vigueur ne fixe aucune cible\u00a0: la préfecture dépose le classeur du plan.")
    rows = missed_first(found.targets).to_dict("records")
    return Table(
        title="Cibles et résultats",
        columns=_TARGETS,
        rows=tuple(_target(row, found) for row in rows),
        source=source_words("targets", window=found.window),
        note=f"Les cibles non atteintes d’abord, ramenées aux {found.window.days}{NBSP}jours de la fenêtre.",
        alerts=frozenset(
            (at, _REACHED) for at, row in enumerate(rows) if not pd.isna(row["reached"]) and not row["reached"]
        ),
        shown=_SHOWN,
    )


def _target(row: Row, found: Steering) -> tuple[Cell, ...]:
    code = str(row["indicator"])
    entry = CATALOGUE.get(code)

    def told(field: str) -> Amount | None:
        share = entry is not None and entry.is_share
        value = row[field]
        return amount(value, 0 if share or pd.isna(value) else target_decimals(code, value), share=share)

    per = row["per"]
    return (
        indicator_words(code),
        place_words(row["sector"], found.sectors),
        None if entry is None else entry.unit,
        told("target"),
        None if pd.isna(per) else SHEETS["targets"].column("per").label_of(str(per)),
        told("expected"),
        told("value"),
        verdict_words(row["reached"]),
    )


def meetings_words(found: Steering) -> str:
    """The rhythm of the fortnightly meetings in a sentence."""
    rhythm = found.meetings
    if rhythm.last_held is None:
        return (
            "Aucune réunion de l’état-major n’est enregistrée\u00a0: la préfecture inscrit celles qui se sont tenues."
        )
    held = plural(rhythm.held, "réunion tenue", "réunions tenues")
    late = f"{THIN}; {plural(rhythm.late, 'intervalle')} de plus de 14{NBSP}jours" if rhythm.late else ""
    return (
        f"{held} de l’état-major dans la fenêtre pour {rhythm.expected} attendue{'s' if rhythm.expected > 1 else ''} "
        f"(une par quinzaine){THIN}; dernière le {day(rhythm.last_held)}{late}."
    )
