"""The findings that stand over the map and the matrix of Synthèse, true by construction, in HTML."""

from html import escape

from analysis.summary import Summary
from domain.french import THIN, number
from indicators.actions import ACTIONS


def where(found: Summary) -> str:
    """What the map shows, as a title: the sector with the most facts, if there is one."""
    located = found.sectors.dropna(subset=["facts"])
    total = int(located["facts"].sum())
    if not total:
        return f"Où sont les faits de stupéfiants{THIN}?"
    first = located.sort_values("facts", ascending=False).iloc[0]
    outside = _outside(found, total)
    return escape(f"{first['name']} compte {int(first['facts'])} faits sur {number(total)}{outside}")


def _outside(found: Summary, total: int) -> str:
    """The facts of the département that no sector holds, which the map cannot show."""
    counted = next(key.figure.value for key in found.key_figures if key.figure.indicator.code == "facts_drugs")
    left = 0 if counted is None else int(counted) - total
    return f", et {number(left)} hors des secteurs" if left > 0 else ""


def forgotten(found: Summary) -> str:
    """What the matrix shows, as a title: how many sectors saw nothing done."""
    idle = int((found.totals[list(ACTIONS)].sum(axis=1) == 0).sum())
    if not idle:
        return "Chaque secteur a vu une action dans la fenêtre"
    return f"{idle} secteur{'s' if idle > 1 else ''} sur {len(found.totals)} sans aucune action dans la fenêtre"
