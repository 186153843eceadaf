"""The evidence behind the matters of À décider."""

import pandas as pd

from analysis.rules.declaration import Evidence, Grounds
from analysis.rules.sentences import Cited, Form, Part, Quoted, Sentence
from analysis.rules.wording import awaited, cited, count_of, day_of, names_of
from domain.french import NBSP, THIN, listed
from domain.sheets import SHEETS
from indicators.actions import sectors_without_action
from indicators.comparison import SIGNIFICANCE, UP
from indicators.investigations import unsent_investigations
from indicators.measures import within
from indicators.school_gaps import gaps
from indicators.school_weeks import coverage
from indicators.steering import open_decisions

_ACTIONS = ("operations", "presences", "investigations", "safety")


def degrading(grounds: Grounds) -> Evidence | None:
    """The sectors in established rise without a known operation, where some file tells of operations at all."""
    sectors = grounds.sectors
    rising = sectors["statement"].eq(UP) & sectors["p_adjusted"].lt(SIGNIFICANCE)
    found = sectors[rising & sectors["operations"].eq(0)]
    if found.empty or grounds.figure("operations").value is None:
        return None
    label, code = "Secteurs en hausse sans opération", str(found["code"].iloc[0])
    names = names_of(grounds, found, label, "facts")
    last = found["last_operation"].iloc[0]
    since: tuple[Part, ...] = ("aucune opération connue",)
    if pd.notna(last):
        since = ("dernière opération le ", day_of(grounds, "Dernière opération", "operations", last, code))
    return Evidence(
        {
            "sectors": count_of(grounds, label, "facts", len(found), "secteur"),
            "cases": Sentence.of(names, f"{NBSP}: ", *since) if len(found) == 1 else names,
            "awaited": awaited(grounds, "operations"),
        },
        scope=code,
        count=len(found),
    )


def overdue_decisions(grounds: Grounds) -> Evidence | None:
    """The decisions not carried out whose day is past at the window's end."""
    table = open_decisions(grounds.situation, grounds.window)
    found = table[table["overdue"]].sort_values("due_on")
    if found.empty:
        return None
    first = found.iloc[0]
    return Evidence(
        {
            "decisions": cited(grounds.figure("decisions_overdue"), "décision"),
            "decision": Quoted(f"{first['text']} ({first['owner']})"),
            "due": day_of(grounds, "Échéance", "decisions", first["due_on"], "département"),
        },
        count=len(found),
    )


def idle(grounds: Grounds) -> Evidence | None:
    """The sectors of the plan where no file tells of any action."""
    found, figure = sectors_without_action(grounds.situation, grounds.window), grounds.figure("sectors_without_action")
    if found.empty or figure.value is None:
        return None
    return Evidence(
        {
            "sectors": cited(figure, "secteur"),
            "names": names_of(grounds, found, "Secteurs sans aucune action", "sectors"),
            "missing": Sentence.of(_never_sent(grounds, *_ACTIONS), awaited(grounds, *_ACTIONS)),
        },
        scope=str(found["code"].iloc[0]),
        count=len(found),
    )


def _never_sent(grounds: Grounds, *sheets: str) -> str:
    """The sheets of which no file ever brought a row: of them, nothing is known, which is not that nothing was done."""
    titles = [SHEETS[code].title for code in sheets if grounds.situation.history(code) is None]
    return f"{THIN}; aucune ligne déposée pour {listed(titles)}" if titles else ""


def schools(grounds: Grounds) -> Evidence | None:
    """The schools under their target, where at least one is for sure, whatever is still awaited."""
    table, figure = gaps(grounds.situation, grounds.window), grounds.figure("schools_under_target")
    found = table[table["weeks_covered"].lt(table["weeks"])]
    weeks = coverage(grounds.situation, grounds.window)
    certain = found["uai"].isin(weeks.loc[weeks["state"].eq("under_target"), "uai"])
    if figure.value is None or not certain.any():
        return None
    first = found[certain].sort_values(["national_list", "coverage"], ascending=[False, True]).iloc[0]
    national = int(found["national_list"].sum())
    opening: Part | Sentence = "Le"
    if national:
        listed_schools = Cited(
            "Dont de la liste nationale", float(national), grounds.window, "schools", form=Form.NUMBER
        )
        opening = Sentence.of("Dont ", listed_schools, " de la liste nationale, le")
    return Evidence(
        {
            "schools": cited(figure, "établissement sous sa cible", "établissements sous leur cible"),
            "opening": opening,
            "school": Quoted(str(first["name"]), str(first["uai"])),
            "share": Cited(
                "Semaines de classe couvertes",
                float(first["coverage"]),
                grounds.window,
                "presences",
                form=Form.SHARE,
                scope=str(first["uai"]),
                indicator="school_coverage",
            ),
            "pending": _pending(grounds, int((~certain).sum())),
        },
        scope=str(first["uai"]),
        count=len(found),
    )


def _pending(grounds: Grounds, schools: int) -> Sentence:
    if not schools:
        return Sentence()
    count = Cited("Établissements à confirmer", float(schools), grounds.window, "presences", form=Form.NUMBER)
    return Sentence.of(f"{THIN}; ", count, " à confirmer", awaited(grounds, "presences", before=", "))


def overdue_objectives(grounds: Grounds) -> Evidence | None:
    """The plan's objectives neither reached nor given up whose day is past at the window's end."""
    table = grounds.situation.table("objectives")
    closed = table["state"].isin(["reached", "given_up"])
    found = table[table["due_on"].lt(pd.Timestamp(grounds.window.end)) & ~closed].sort_values("due_on")
    if found.empty:
        return None
    first = found.iloc[0]
    code = str(first["code"])
    return Evidence(
        {
            "objectives": count_of(grounds, "Objectifs à échéance dépassée", "objectives", len(found), "objectif"),
            "code": Quoted(code, code),
            "title": Quoted(str(first["title"]), code),
            "due": day_of(grounds, "Échéance", "objectives", first["due_on"], code),
        },
        count=len(found),
    )


def unsent(grounds: Grounds) -> Evidence | None:
    """The investigations closed and not sent to the national office by the window's end."""
    found, figure = unsent_investigations(grounds.situation, grounds.window), grounds.figure("unsent")
    if found.empty or figure.value is None:
        return None
    oldest = float(found["days_waiting"].max())
    return Evidence(
        {
            "results": cited(figure, "résultat"),
            "oldest": count_of(grounds, "Attente la plus longue", "investigations", oldest, "jour"),
            "awaited": awaited(grounds, "investigations"),
        },
        count=len(found),
    )


def zone_short(grounds: Grounds) -> Evidence | None:
    """The days of the window on which the zone gave less than its départements had asked for, and the worst of them."""
    found = grounds.short_days
    if found.empty:
        return None
    worst = found.sort_values("missing", ascending=False, kind="stable").iloc[0]
    units, label = float(worst["missing"]), "Unités qui manquent à la zone, au plus fort"
    return Evidence(
        {
            "days": count_of(grounds, "Jours de pénurie de la zone", "mobile_forces", len(found), "jour"),
            "units": count_of(grounds, label, "mobile_forces", units, "unité"),
            "lacks": "manque" if units < 2 else "manquent",
            "worst": day_of(grounds, label, "mobile_forces", worst["day"], str(worst["zone"])),
        },
        count=len(found),
    )


def refused_forces(grounds: Grounds) -> Evidence | None:
    """The requests for mobile forces refused, for a period that begins in the window; none where the zone is short.

    A refusal leaves the zone short on the days that it was asked for: said once.
    """
    if not grounds.short_days.empty:
        return None
    table = grounds.situation.table("mobile_forces")
    found = table[table["answer"].eq("refused").fillna(False) & within(table["from_date"], grounds.window)]
    if found.empty:
        return None
    one = "demande de forces mobiles refusée"
    units = float(found["units_asked"].sum())
    return Evidence(
        {
            "requests": count_of(
                grounds, "Demandes refusées", "mobile_forces", len(found), one, "demandes de forces mobiles refusées"
            ),
            "units": count_of(
                grounds, "Unités demandées et refusées", "mobile_forces", units, "unité demandée", "unités demandées"
            ),
        },
        count=len(found),
    )


def late_files(grounds: Grounds) -> Evidence | None:
    """The services whose files do not reach the window's end."""
    found = grounds.freshness[grounds.freshness["days_behind"].gt(0)]
    if found.empty:
        return None
    label, last = "Services en retard de fichiers", found["last_date"].iloc[0]
    names = names_of(grounds, found, label, "services", "service")
    until: tuple[Part, ...] = ("aucun fichier",)
    if last is not None:
        code = str(found["service"].iloc[0])
        until = ("fichiers jusqu’au ", day_of(grounds, "Dernier jour couvert", "services", last, code))
    return Evidence(
        {
            "services": count_of(grounds, label, "services", len(found), "service"),
            "cases": Sentence.of(names, f"{NBSP}: ", *until) if len(found) == 1 else names,
        },
        count=len(found),
    )
