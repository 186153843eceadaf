"""Plan: its objectives and targets, its signatures, what a version changed, meetings and decisions."""

from collections.abc import Callable, Mapping
from functools import partial
from urllib.parse import urlencode

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.plan import Steering
from analysis.plan_words import change_rows, plan_name, target_groups, target_rows
from components import charts, tables
from components.address import SECTOR
from components.downloads import csv_button
from components.filters import linked
from components.kept import kept
from components.legends import Key
from components.listings import listing
from components.theme import palette
from domain import french
from domain.french import NBSP, THIN
from domain.plans import Plan
from domain.sheets import SHEETS
from indicators.objectives import SETTLED
from indicators.steering_views import STEPS

_OBJECTIVES = {
    "name": "Objectif",
    "strand": "Volet",
    "rank": "Rang",
    "place": "Secteur",
    "lead_service": "Service pilote",
    "due_on": "Échéance",
    "state": "État",
    "actions": "Actions",
}
_COUNTED = {"operations": "Opérations", "investigations": "Enquêtes"}
_TARGETS = {
    "indicator": "Indicateur",
    "place": "Secteur",
    "target": "Cible",
    "expected": "Attendu",
    "value": "Résultat",
    "verdict": "Cible atteinte",
}
_GROUPS = {"indicator": "Indicateur", "target": "Cible", "reached": "Atteinte", "missed": "Non atteinte"}
_CHANGES = {"sheet": "Feuille", "change": "Changement", "count": "Lignes", "entries": "Lesquelles"}
_DECISIONS = {"state": "État", "text": "Décision", "owner": "Service", "taken_on": "Prise le", "due_on": "Échéance"}
_STEPS = {"name": "Plan", "step": "Étape", "on": "Date", "day": "Jour du semestre"}
_STEP_WORDS = {
    "adopted": ("adopté", "circle"),
    "prefect": ("visa du préfet", "square"),
    "prosecutor": ("visa du procureur", "diamond"),
    "sent": ("transmis au ministre", "star"),
}
_STEP_SIGNS = {"adopted": "●", "prefect": "■", "prosecutor": "◆", "sent": "★"}
_ROW_HEIGHT = 34


def objectives(found: Steering) -> None:
    """The objectives by strand and rank, those behind their day marked, each with its sector to go on to."""
    table = kept(_objective_rows, found, linked())
    with st.container(key="plan-objectives"):
        listing(
            table,
            _OBJECTIVES,
            caption="Feuille Objectifs du plan en vigueur. Actions qui nomment l’objectif\u00a0: opérations de la "
            "fenêtre, enquêtes ouvertes ou en cours.",
            name="objectifs",
            besides=_COUNTED,
            links={"place": "address"},
            late="overdue",
        )


def objectives_title(found: Steering) -> str:
    """How many objectives are reached, of those that stand, and how many are given up or behind."""
    reached, given_up = (int(found.states[state].sum()) for state in SETTLED)
    late = int(found.objectives["overdue"].sum())
    words = [
        f"{french.plural(reached, 'objectif atteint', 'objectifs atteints')} sur {len(found.objectives) - given_up}",
        *([french.plural(given_up, "abandonné")] if given_up else []),
        *([f"{late} en retard"] if late else []),
    ]
    return f"{THIN}; ".join(words)


def _objective_rows(found: Steering, link: Mapping[str, str]) -> pd.DataFrame:
    sheet = SHEETS["objectives"]
    table = found.objectives
    stated = table["state"].map(lambda code: sheet.column("state").label_of(str(code)), na_action="ignore")
    late = table["overdue"].map({True: "▲ en retard, ", False: ""})
    return table.assign(
        name=table["code"] + " " + table["title"].fillna(""),
        strand=table["strand"].map(lambda code: sheet.column("strand").label_of(str(code)), na_action="ignore"),
        state=late + stated.fillna(french.NOTHING),
        place=[_place(found, code) for code in table["sector"]],
        actions=[_actions(*counts) for counts in zip(table["operations"], table["investigations"], strict=True)],
        address=[
            f"points-chauds?{urlencode({**link, SECTOR: code})}" if code in found.sectors else ""
            for code in table["sector"]
        ],
    )


def _actions(operations: int, investigations: int) -> str:
    """`1 op., 6 enq.`; what is done for an objective."""
    counts = ((operations, "op."), (investigations, "enq."))
    return ", ".join(f"{count}{NBSP}{words}" for count, words in counts if count) or "aucune"


def _place(found: Steering, code: object) -> str:
    return f"{code} {found.sectors[str(code)]}" if str(code) in found.sectors else "Département"


def targets(found: Steering) -> None:
    """The targets against the results of the window, those missed first."""
    tables.plain(
        kept(target_groups, found.targets, found.sectors),
        _GROUPS,
        caption=f"Feuille Cibles du plan en vigueur, ramenées aux {found.window.days}{NBSP}jours de la fenêtre.",
    )
    csv_button(kept(target_rows, found.targets, found.sectors), _TARGETS, "cibles")


def targets_title(found: Steering) -> str:
    """How many targets are reached, of those whose result is known."""
    known = found.targets["reached"].dropna()
    unknown = len(found.targets) - len(known)
    rest = f"{THIN}; {unknown} sans résultat connu" if unknown else ""
    return f"{french.plural(int(known.sum()), 'cible atteinte', 'cibles atteintes')} sur {len(known)}{rest}"


def signatures(found: Steering) -> None:
    """When each version was adopted, signed by both and sent, counted from the first day of its semester."""
    table, title = kept(_step_rows, found), kept(signatures_title, found)
    charts.show(
        kept(_timeline, found),
        table,
        _STEPS,
        name="signatures",
        title=title,
        question="Jours avant et après le premier jour du semestre (trait), feuille Plan, une ligne par version",
        alt=f"Frise des étapes de {french.plural(len(found.versions), 'version')} du plan. {title}.",
        keys=[Key("transparent", words, sign=_STEP_SIGNS[step]) for step, (words, _) in _STEP_WORDS.items()],
    )


def signatures_title(found: Steering) -> str:
    """What the plan in force still lacks, or when it was sent."""
    if found.plan is None:
        return "Aucun plan en vigueur"
    name = plan_name(found.plan)
    rows = found.steps[(found.steps["semester"] == found.plan[0]) & (found.steps["version"] == found.plan[1])]
    done = rows.dropna(subset=["on"]).set_index("step")["on"]
    missing = [words for step, (words, _) in _STEP_WORDS.items() if step not in done.index]
    if missing:
        return f"Plan {name}{NBSP}: il manque {french.listed(missing)}"
    return f"Plan {name}{NBSP}: adopté, signé des deux, transmis le {french.day(done['sent'].date())}"


def documents(found: Steering, make: Callable[[Plan], bytes]) -> None:
    """The plan in force, and each version stored for after it, as a document to sign and send; made when asked for."""
    st.html(
        '<p class="vg-note">À imprimer : objectifs, cibles, secteurs, établissements et changements, avec la place '
        "des deux visas et du timbre du secrétariat général.</p>"
    )
    for plan in (version for version in found.versions if found.plan is not None and version >= found.plan):
        name = f"plan-{found.department}-{plan[0]}-v{plan[1]}"
        st.download_button(
            f"Plan {plan_name(plan)} à signer et à envoyer (.pdf)",
            partial(make, plan),  # once it is asked for
            file_name=f"{name}.pdf",
            mime="application/pdf",
            icon=":material/download:",
            on_click="ignore",
            key=f"pdf.{name}",
        )


def _step_rows(found: Steering) -> pd.DataFrame:
    names = [
        plan_name((semester, version))
        for semester, version in zip(found.steps["semester"], found.steps["version"], strict=True)
    ]
    return found.steps.assign(name=names, step=found.steps["step"].map(lambda step: _STEP_WORDS[step][0]))


def _timeline(found: Steering) -> go.Figure:
    colours = palette()
    names = [plan_name(plan) for plan in found.versions][::-1]
    figure = charts.blank(height=90 + _ROW_HEIGHT * max(len(names), 1))
    for step in STEPS.values():
        words, symbol = _STEP_WORDS[step]
        rows = found.steps[(found.steps["step"] == step) & found.steps["on"].notna()]
        places = [plan_name((row["semester"], row["version"])) for row in rows.to_dict("records")]
        figure.add_scatter(
            x=rows["day"].astype(int).tolist(),
            y=places,
            mode="markers",
            marker={"symbol": symbol, "size": 12, "color": colours.accent},
            hovertext=[
                f"{place}{NBSP}: {words} le {french.day(when)}"
                for place, when in zip(places, rows["on"].dt.date, strict=True)
            ],
            hoverinfo="text",
        )
    figure.add_vline(x=1, line={"color": colours.ink, "width": 1.5})
    figure.update_xaxes(title_text="jours depuis le début du semestre", showgrid=True, nticks=8)
    figure.update_xaxes(gridcolor=colours.faint)
    figure.update_yaxes(type="category", categoryorder="array", categoryarray=names[::-1], autorange="reversed")
    return figure


def changes(table: pd.DataFrame, before: str, after: str) -> None:
    """What one version changed in another, in words."""
    if table.empty:
        st.html(f'<p class="vg-quiet">Le plan {after} reprend le plan {before} sans rien y changer.</p>')
        return
    rows = kept(change_rows, table)
    listing(rows, _CHANGES, caption=f"Du plan {before} au plan {after}", name=f"changements-{before}-{after}")


def decisions(found: Steering) -> None:
    """The decisions that stay open, those past their day first."""
    if found.decisions.empty:
        st.html('<p class="vg-quiet">Toutes les décisions prises sont exécutées.</p>')
        return
    rows = kept(_decision_rows, found)
    caption = f"Décisions prises et non exécutées au {french.day(found.window.end)}"
    listing(rows, _DECISIONS, caption=caption, name="decisions-ouvertes", late="overdue")


def _decision_rows(found: Steering) -> pd.DataFrame:
    table = found.decisions.sort_values(["overdue", "due_on"], ascending=[False, True], ignore_index=True)
    return table.assign(state=table["overdue"].map({True: "▲ en retard", False: "en cours"}))


def decisions_title(found: Steering) -> str:
    """How many decisions stay open, how many of them are late, and the rhythm of the meetings."""
    late, open_ones = int(found.decisions["overdue"].sum()), len(found.decisions)
    if not open_ones:
        return "Aucune décision ouverte"
    words = french.plural(open_ones, "décision ouverte", "décisions ouvertes")
    return f"{words}, {late} en retard" if late else f"{words}, aucune en retard"


def meetings_words(found: Steering) -> str:
    """The rhythm of the fortnightly meetings in a sentence."""
    rhythm = found.meetings
    held = french.plural(rhythm.held, "réunion tenue", "réunions tenues")
    asked = (
        f"{held} dans la fenêtre, {rhythm.expected} attendue{'s' if rhythm.expected > 1 else ''} (une par quinzaine)"
    )
    last = "aucune réunion au fichier" if rhythm.last_held is None else f"dernière le {french.day(rhythm.last_held)}"
    late = f"{THIN}; {french.plural(rhythm.late, 'intervalle')} de plus de 14{NBSP}jours" if rhythm.late else ""
    return f"{asked}{THIN}; {last}{late}."
