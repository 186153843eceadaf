"""À décider: what the meeting has to settle, each matter by one rule, the gravest first."""

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from analysis.links import Link, to_school, to_sector
from domain.french import NBSP, day, listed, number, percent, plural
from domain.windows import Window
from indicators.actions import sectors_without_action
from indicators.comparison import UP
from indicators.investigations import unsent_investigations
from indicators.measures import within
from indicators.school_gaps import gaps
from indicators.situation import Situation
from indicators.steering import open_decisions

NAMED = 3


class MatterKind(StrEnum):
    """What sort of matter it is."""

    DEGRADES_WITHOUT_OPERATION = "degrades_without_operation"
    DECISION_OVERDUE = "decision_overdue"
    NO_ACTION = "no_action"
    SCHOOL_UNDER_TARGET = "school_under_target"
    OBJECTIVE_OVERDUE = "objective_overdue"
    NOT_SENT = "not_sent"
    MOBILE_FORCES_REFUSED = "mobile_forces_refused"
    FILES_LATE = "files_late"


@dataclass(frozen=True)
class Matter:
    """One matter to decide: its kind, how many cases, a title, the detail, and where to look."""

    kind: MatterKind
    count: int
    title: str
    detail: str
    link: Link


def to_decide(known: Situation, window: Window, sectors: pd.DataFrame, freshness: pd.DataFrame) -> tuple[Matter, ...]:
    """The matters of a window, in the order of `MatterKind`; those without a case are left out."""
    matters = (
        _degrading(sectors),
        _decisions(known, window),
        _idle(known, window),
        _schools(known, window),
        _objectives(known, window),
        _unsent(known, window),
        _mobile_forces(known, window),
        _late(freshness),
    )
    return tuple(matter for matter in matters if matter is not None)


def _names(names: pd.Series) -> str:
    shown = [str(name) for name in names[:NAMED]]
    more = len(names) - len(shown)
    return listed([*shown, plural(more, "autre")] if more else shown)


def _degrading(sectors: pd.DataFrame) -> Matter | None:
    found = sectors[(sectors["statement"] == UP) & (sectors["operations"] == 0)]
    if found.empty:
        return None
    last = found["last_operation"].iloc[0]
    since = "aucune opération connue" if pd.isna(last) else f"dernière opération le {day(last.date())}"
    title = f"{plural(len(found), 'secteur')} en hausse sans opération"
    detail = f"{_names(found['name'])}{NBSP}: {since}." if len(found) == 1 else f"{_names(found['name'])}."
    return Matter(
        MatterKind.DEGRADES_WITHOUT_OPERATION, len(found), title, detail, to_sector(str(found["code"].iloc[0]))
    )


def _decisions(known: Situation, window: Window) -> Matter | None:
    table = open_decisions(known, window)
    found = table[table["overdue"]].sort_values("due_on")
    if found.empty:
        return None
    first = found.iloc[0]
    detail = f"{first['text']} ({first['owner']}), échéance du {day(first['due_on'].date())}."
    title = f"{plural(len(found), 'décision')} en retard"
    return Matter(MatterKind.DECISION_OVERDUE, len(found), title, detail, Link("synthese"))


def _idle(known: Situation, window: Window) -> Matter | None:
    found = sectors_without_action(known, window)
    if found.empty:
        return None
    title = f"{plural(len(found), 'secteur')} sans aucune action"
    detail = f"{_names(found['name'])}{NBSP}: ni opération, ni présence, ni enquête, ni recommandation dans la fenêtre."
    return Matter(MatterKind.NO_ACTION, len(found), title, detail, to_sector(str(found["code"].iloc[0])))


def _schools(known: Situation, window: Window) -> Matter | None:
    table = gaps(known, window)
    found = table[table["weeks_covered"] < table["weeks"]].sort_values(
        ["national_list", "coverage"], ascending=[False, True]
    )
    if found.empty:
        return None
    national = int(found["national_list"].sum())
    first = found.iloc[0]
    title = (
        f"{plural(len(found), 'établissement')} sous leur cible" if len(found) > 1 else "1 établissement sous sa cible"
    )
    least = f"le moins couvert{NBSP}: {first['name']} ({percent(float(first['coverage']))} des semaines)."
    detail = f"Dont {national} de la liste nationale, {least}" if national else f"{least[0].upper()}{least[1:]}"
    return Matter(MatterKind.SCHOOL_UNDER_TARGET, len(found), title, detail, to_school(str(first["uai"])))


def _objectives(known: Situation, window: Window) -> Matter | None:
    table = known.table("objectives")
    closed = table["state"].isin(["reached", "given_up"])
    found = table[(table["due_on"] < pd.Timestamp(window.end)) & ~closed].sort_values("due_on")
    if found.empty:
        return None
    first = found.iloc[0]
    title = f"{plural(len(found), 'objectif')} à échéance dépassée"
    detail = f"{first['code']}{NBSP}: {first['title']}, échéance du {day(first['due_on'].date())}."
    return Matter(MatterKind.OBJECTIVE_OVERDUE, len(found), title, detail, Link("synthese"))


def _unsent(known: Situation, window: Window) -> Matter | None:
    found = unsent_investigations(known, window)
    if found.empty:
        return None
    oldest = int(found["days_waiting"].max())
    title = f"{plural(len(found), 'résultat')} d’enquête à transmettre à l’office"
    detail = f"Le plus ancien attend depuis {plural(oldest, 'jour')}."
    return Matter(MatterKind.NOT_SENT, len(found), title, detail, Link("synthese"))


def _mobile_forces(known: Situation, window: Window) -> Matter | None:
    table = known.table("mobile_forces")
    found = table[(table["answer"] == "refused") & within(table["from_date"], window)]
    if found.empty:
        return None
    units = float(found["units_asked"].sum())
    title = f"{plural(len(found), 'demande')} de forces mobiles refusée{'s' if len(found) > 1 else ''}"
    return Matter(
        MatterKind.MOBILE_FORCES_REFUSED, len(found), title, f"{number(units)} unités demandées.", Link("operations")
    )


def _late(freshness: pd.DataFrame) -> Matter | None:
    found = freshness[freshness["days_behind"] > 0]
    if found.empty:
        return None
    first = found.iloc[0]
    until = "aucun fichier" if first["last_date"] is None else f"fichiers jusqu’au {day(first['last_date'])}"
    title = f"{plural(len(found), 'service')} en retard de fichiers"
    detail = f"{_names(found['name'])}{NBSP}: {until}." if len(found) == 1 else f"{_names(found['name'])}."
    return Matter(MatterKind.FILES_LATE, len(found), title, detail, Link("depot"))
