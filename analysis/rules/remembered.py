"""The evidence behind the sentences of À retenir."""

from collections.abc import Callable

import pandas as pd

from analysis.rules.declaration import Evidence, Grounds, Sense
from analysis.rules.sentences import Cited, Form, Part, Quoted, Sentence
from analysis.rules.wording import awaited, change_since, cited, count_of, names_of, some, tested, verdict
from domain.catalogue import Direction
from domain.french import THIN
from domain.windows import Window, last_full_month_end, months_back
from indicators.comparison import DOWN, SIGNIFICANCE, UP
from indicators.operations import frequency
from indicators.school_weeks import coverage_shares
from indicators.situation import DEPARTMENT_SCOPE

EvidenceOf = Callable[[Grounds], Evidence | None]


def facts(code: str) -> EvidenceOf:
    """The département's facts of that indicator, with their verdict, where a file tells them."""

    def evidence(grounds: Grounds) -> Evidence | None:
        figure = grounds.figure(code)
        if figure.value is None:
            return None
        said = verdict(figure)
        return Evidence(
            {
                "label": Quoted(figure.indicator.label),
                "facts": cited(figure, "fait"),
                "verdict": said,
                "change": change_since(figure),
                "test": tested(figure),
            },
            sense={UP: Sense.WORSE, DOWN: Sense.BETTER}.get(said.words, Sense.NEUTRAL),
        )

    return evidence


def unknown(code: str) -> EvidenceOf:
    """The reason why the département's figure of that code is not known, where it is not."""

    def evidence(grounds: Grounds) -> Evidence | None:
        figure = grounds.figure(code)
        if figure.value is not None:
            return None
        return Evidence({"label": Quoted(figure.indicator.label), "reason": Quoted(figure.statement)})

    return evidence


def moving(statement: str) -> EvidenceOf:
    """The sectors whose facts move that way, by a test adjusted over the sectors and on complete files."""

    def evidence(grounds: Grounds) -> Evidence | None:
        sectors = grounds.sectors
        found = sectors[sectors["statement"].eq(statement) & sectors["p_adjusted"].lt(SIGNIFICANCE)]
        if found.empty:
            return None
        expected = found["baseline"] * grounds.window.days / found["baseline_days"].astype(float)
        cases = [
            _against_expected(grounds, Quoted(str(name), str(code)), count, wanted)
            for name, code, count, wanted in zip(found["name"], found["code"], found["facts"], expected, strict=True)
        ]
        label = f"Secteurs en {statement}"
        return Evidence(
            {
                "sectors": count_of(grounds, label, "facts", len(found), "secteur"),
                "cases": some(grounds, cases, label, "facts"),
            },
            scope=str(found["code"].iloc[0]),
            count=len(found),
            sense=Sense.WORSE if statement == UP else Sense.BETTER,
        )

    return evidence


def _against_expected(grounds: Grounds, sector: Quoted, count: float, expected: float) -> Sentence:
    found, scope = "Faits de stupéfiants", sector.code or ""
    return Sentence.of(
        sector,
        " (",
        Cited(found, count, grounds.window, "facts", form=Form.NUMBER, scope=scope, indicator="facts_drugs"),
        " contre ",
        Cited(
            "Faits attendus au rythme de l’année précédente",
            expected,
            grounds.window.baseline(),
            "facts",
            form=Form.NUMBER,
            scope=scope,
            decimals=1,
        ),
        " attendus)",
    )


def none_rising(grounds: Grounds) -> Evidence | None:
    """That no sector rises, where at least two were tested and no verdict is withheld."""
    said = grounds.sectors["statement"].astype(str)
    sectors = int(grounds.sectors["p_adjusted"].notna().sum())
    settled = said[grounds.sectors["p_adjusted"].lt(SIGNIFICANCE)]
    if sectors < 2 or said.str.startswith(UP).any() or not settled.eq(DOWN).all():
        return None
    return Evidence(
        {"tested": count_of(grounds, "Secteurs testés", "facts", sectors, "secteur testé", "secteurs testés")}
    )


def lasting(grounds: Grounds) -> Evidence | None:
    """The sectors in the circular's "dégradation durable", where the files reach the last full month."""
    until = last_full_month_end(grounds.window.end)
    found = grounds.sectors[grounds.sectors["durable"].astype(bool)]
    if found.empty or grounds.situation.behind(("facts",), until):
        return None
    year = Window(months_back(until, 12)[0], until)
    label = "Secteurs en dégradation durable"
    return Evidence(
        {
            "sectors": Cited(label, float(len(found)), year, "facts", "secteur"),
            "names": names_of(grounds, found, label, "facts"),
        },
        scope=str(found["code"].iloc[0]),
        count=len(found),
    )


def operations_aimed(grounds: Grounds) -> Evidence | None:
    """The operations of the window, and in how many of the sectors that have a target it is reached."""
    figure, table = grounds.figure("operations"), frequency(grounds.situation, grounds.window)
    aimed = table[table["expected"].notna()]
    if figure.value is None or aimed.empty:
        return None
    reached = int(aimed["reached"].fillna(False).sum())
    return Evidence(
        {
            "operations": cited(figure, "opération"),
            "reached": count_of(grounds, "Secteurs qui atteignent leur cible", "targets", reached, "secteur"),
            "aimed": _bare(count_of(grounds, "Secteurs qui ont une cible d’opérations", "targets", len(aimed), "")),
            "awaited": awaited(grounds, "operations"),
        }
    )


def _bare(figure: Cited) -> Cited:
    return Cited(figure.label, figure.value, figure.window, figure.source, form=Form.NUMBER)


def operations_counted(grounds: Grounds) -> Evidence | None:
    """The operations of the window alone, where a file tells them."""
    return _counted(grounds, "operations", "opération", "opérations")


def networks(grounds: Grounds) -> Evidence | None:
    """The networks dismantled in the window, where there are any."""
    return _counted(grounds, "networks_dismantled", "réseau démantelé", "réseaux démantelés", least=1)


def no_network(grounds: Grounds) -> Evidence | None:
    """That the investigations closed in the window dismantled no network, as far as the files tell."""
    found = _counted(grounds, "networks_dismantled", "réseau démantelé", "réseaux démantelés")
    return found if found is not None and found.count == 0 else None


def _counted(grounds: Grounds, code: str, unit: str, units: str, least: int = 0) -> Evidence | None:
    figure = grounds.figure(code)
    if figure.value is None or figure.value < least:
        return None
    return Evidence(
        {
            "count": cited(figure, unit, units),
            "change": change_since(figure),
            "verdict": verdict(figure),
            "awaited": awaited(grounds, figure.indicator.source),
        },
        count=int(figure.value),
        sense=_sense(verdict(figure).words, figure.indicator.direction),
    )


def _sense(said: str, direction: Direction) -> Sense:
    wanted = {UP: Direction.BETTER, DOWN: Direction.WORSE}.get(said)
    if wanted is None or direction is Direction.NEITHER:
        return Sense.NEUTRAL
    return Sense.BETTER if wanted is direction else Sense.WORSE


def assets(grounds: Grounds) -> Evidence | None:
    """The assets seized in the investigations closed in the window, where there are any."""
    seized, closed = grounds.figure("assets_eur"), grounds.figure("investigations_closed")
    if not seized.value or not closed.value:
        return None
    before: Part | Sentence = "fenêtre précédente non comparable"
    if seized.previous is not None:
        amount = Cited(
            seized.indicator.label,
            seized.previous,
            grounds.window.previous(),
            "investigations",
            "€",
            form=Form.NUMBER,
            indicator="assets_eur",
        )
        before = Sentence.of(amount, " la fenêtre précédente")
    return Evidence(
        {
            "amount": cited(seized, "€", form=Form.NUMBER),
            "closed": cited(closed, "enquête close", "enquêtes closes"),
            "before": before,
            "awaited": awaited(grounds, "investigations"),
        }
    )


def coverage(name: str, code: str) -> EvidenceOf:
    """The share of school weeks covered at the schools of that list (`coverage_shares`), against its target."""

    def evidence(grounds: Grounds) -> Evidence | None:
        figure = grounds.figure(code)
        shares = coverage_shares(grounds.situation, grounds.window).set_index("list")
        if figure.value is None or not shares.loc[name, "weeks"]:
            return None

        def counted(label: str, field: str) -> Cited:
            value = float(str(shares.loc[name, field]))
            return Cited(label, value, grounds.window, "presences", form=Form.NUMBER)

        schools = float(str(shares.loc[name, "schools"]))
        return Evidence(
            {
                "share": cited(figure, form=Form.SHARE),
                "covered": counted("Semaines de classe couvertes", "covered"),
                "weeks": counted("Semaines de classe", "weeks"),
                "schools": Cited("Établissements", schools, grounds.window, "schools", "établissement"),
                "target": _target(grounds, code),
                "awaited": awaited(grounds, "presences"),
            }
        )

    return evidence


def coverage_of_all(grounds: Grounds) -> Evidence | None:
    """The coverage of all sensitive schools, where none of the national list can be told."""
    national = grounds.figure("school_coverage_national").value
    return coverage("all", "school_coverage")(grounds) if national is None else None


def _target(grounds: Grounds, code: str) -> Sentence:
    """The département's own target for that share, where the plan sets one."""
    targets = grounds.situation.table("targets")
    own = targets[targets["indicator"].eq(code) & targets["sector"].isna()]["value"].dropna()
    if own.empty:
        return Sentence()
    value = float(pd.to_numeric(own).iloc[0])
    aim = Cited(
        "Cible du plan", value, grounds.window, "targets", form=Form.SHARE, scope=DEPARTMENT_SCOPE, indicator=code
    )
    return Sentence.of(f"{THIN}; cible du plan, ", aim)
