"""The sentences of the edition for circulation, written from what is published; free texts stay in the meeting."""

from collections.abc import Sequence

import pandas as pd

from analysis.hotspots import Hotspots
from analysis.summary import KeyFigure, Summary
from domain.french import NBSP, THIN, day, listed, percent, plural
from domain.windows import Window
from indicators.comparison import DOWN, SIGNIFICANCE, STEADY, UP, adjust, compare_counts
from indicators.figures import Figure
from indicators.words import against_words
from reports.circulation.published import WITHHELD_WORDS, Count, Period, Published, is_count
from reports.content import Item, Items, Paragraph

NAMED = 3  # sectors named in one sentence; the others are counted
EXPLAINED = (
    (
        f"Un nombre d’actes ou de personnes de 1 à 4 est remplacé par «{NBSP}<{NBSP}5{NBSP}»{NBSP}: si petit, il "
        f"pourrait désigner quelqu’un. D’autres nombres sont remplacés par «{NBSP}n.{NBSP}c.{NBSP}» (non communiqué), "
        f"sans quoi une soustraction rendrait les premiers. Tous les tableaux du livret sont protégés ensemble{THIN}: "
        "au moins deux valeurs restent possibles pour chaque nombre de 1 à 4 masqué. Un zéro est montré. Les nombres "
        "de secteurs, d’établissements, de services, de jours, de réunions de l’état-major et de décisions le sont "
        "aussi."
    ),
    (
        "Cette édition ne contient ni les mailles de la carte ni les coordonnées, ni les références des opérations et "
        "des enquêtes, ni les textes des décisions et des objectifs, ni le détail par établissement (une à quatre "
        "présences par semaine), ni les enquêtes closes et en cours, ni le détail des avoirs et de la prévention, ni "
        "les objectifs et le résultat des cibles, ni l’évolution mois par mois, ni le nombre de lignes des fichiers "
        "déposés."
    ),
)
"""What an edition for circulation hides and leaves out, said on its first page."""
NOTE = (
    f"«{NBSP}<{NBSP}5{NBSP}»{NBSP}: de 1 à 4. «{NBSP}n.{NBSP}c.{NBSP}»{NBSP}: non communiqué, car un petit nombre "
    "pourrait s’en déduire."
)
"""What stands under each table that may have hidden counts."""


def statement_of(figure: Figure, published: Published) -> str:
    """The verdict on a figure of the département, where the figure is shown; no count of rows left out."""
    tested = is_count(figure.indicator) and figure.p_adjusted is not None
    if tested and not published.is_shown(figure, Period.WINDOW):
        return WITHHELD_WORDS
    return figure.statement.partition(f"{THIN};")[0]


def change_of(figure: Figure, published: Published) -> str:
    """How a figure differs from the window before, where both are shown."""
    if figure.value is None:
        return "non calculable"
    if figure.previous is None:
        return "sans comparaison"
    if not all(published.is_shown(figure, period) for period in (Period.WINDOW, Period.PREVIOUS)):
        return WITHHELD_WORDS
    return against_words(figure.indicator, figure.value, figure.previous) or "sans comparaison"


def sector_statements(sectors: pd.DataFrame, window: Window, published: Published) -> dict[str, str]:
    """The verdict on each sector's facts, by code, as the published counts alone allow it.

    Verdicts are adjusted together, so that one on a shown count may depend on a hidden one. Here hidden counts are
    taken for no change at all (p = 1): a rise or fall that still stands is one in the meeting's book as well.
    """
    rows = sectors.to_dict("records")
    tested = [row for row in rows if not pd.isna(row["p_adjusted"])]
    shown = [published.value(Count("facts_drugs", sector=str(row["code"]))) for row in tested]
    p_values = [
        1.0
        if facts is None
        else compare_counts(facts, int(row["baseline"]), window.days, int(row["baseline_days"])).p_value
        for row, facts in zip(tested, shown, strict=True)
    ]
    found = {str(row["code"]): str(row["statement"]) for row in rows}
    for row, facts, p_value in zip(tested, shown, adjust(p_values), strict=True):
        if facts is None:
            found[str(row["code"])] = WITHHELD_WORDS
        elif p_value is not None and p_value >= SIGNIFICANCE:
            found[str(row["code"])] = STEADY
    return found


def remembered(first: Summary, places: Hotspots, published: Published) -> Items | Paragraph:
    """À retenir: the facts of the département, the sectors that move, the operations, the national list."""
    if not first.findings:
        return Paragraph("Les fichiers déposés ne permettent encore aucun constat sur cette fenêtre.", alert=True)
    figures = {key.figure.indicator.code: key.figure for key in first.key_figures}
    statements = sector_statements(places.sectors, first.window, published)
    items = [
        _department(figures["facts_drugs"], published),
        *_moving(places.sectors, statements, published),
        _operations(figures["operations"], places.sectors, published),
        _coverage(figures["school_coverage_national"], published),
    ]
    return Items(tuple(item for item in items if item is not None))


def _department(figure: Figure, published: Published) -> Item | None:
    if figure.value is None:
        return None
    count = Count("facts_drugs")
    sign = {UP: "▲", DOWN: "▼"}.get(statement_of(figure, published), "–")
    verdict = "" if count in published.marks else f", {statement_of(figure, published)}"
    text = f"{figure.indicator.label}{NBSP}: {published.words(count, 'fait')} dans le département{verdict}."
    return Item(sign, text, _against(figure, published), sign == "▲")


def _against(figure: Figure, published: Published) -> str:
    change = change_of(figure, published)
    if change == WITHHELD_WORDS:
        return "Comparaison avec la fenêtre précédente non communiquée."
    return "Fenêtre précédente non comparable." if figure.previous is None else f"{change} la fenêtre précédente."


def _moving(sectors: pd.DataFrame, statements: dict[str, str], published: Published) -> list[Item]:
    names = {str(code): str(name) for code, name in zip(sectors["code"], sectors["name"], strict=True)}
    items = []
    for way, sign in ((UP, "▲"), (DOWN, "▼")):
        moving = sorted(code for code, statement in statements.items() if statement == way)
        if moving:
            told = [f"{names[code]} ({published.words(Count('facts_drugs', sector=code), 'fait')})" for code in moving]
            text = f"{plural(len(moving), 'secteur')} en {way}{NBSP}: {_some(told)}."
            detail = "Par rapport à l’année précédente, test exact corrigé pour le nombre de secteurs."
            items.append(Item(sign, text, detail, way == UP))
    judged = sum(published.value(Count("facts_drugs", sector=code)) is not None for code in names)
    if not items and judged:
        text = "Aucune hausse ni baisse n’est établie dans les secteurs dont le nombre de faits est communiqué."
        items.append(Item("–", text, f"{plural(judged, 'secteur')} sur {len(names)}."))
    return items


def _operations(figure: Figure, sectors: pd.DataFrame, published: Published) -> Item | None:
    if figure.value is None:
        return None
    idle = sum(published.value(Count("operations", sector=str(code))) == 0 for code in sectors["code"])
    text = f"{_capital(published.words(Count('operations'), 'opération'))} dans le département."
    where = f"{plural(idle, 'secteur')} sur {len(sectors)} sans opération." if idle else "Aucun secteur sans opération."
    return Item("–", text, where)


def _coverage(figure: Figure, published: Published) -> Item | None:
    if figure.value is None or not published.is_shown(figure, Period.WINDOW):
        return None
    text = f"Liste nationale{NBSP}: {percent(figure.value)} des semaines de classe couvertes."
    return Item("–", text, "Cible de chaque établissement ramenée aux jours de classe.")


def to_follow(
    first: Summary, places: Hotspots, schools_under_target: Figure, published: Published
) -> Items | Paragraph:
    """What calls for attention, without the texts of decisions and objectives."""
    found = (
        _rising_without_operation(
            places.sectors, sector_statements(places.sectors, first.window, published), published
        ),
        _without_action(first, published),
        _schools(schools_under_target, published),
        _unsent(first.key_figures, published),
        _late(first.freshness),
    )
    told = [matter for matter in found if matter is not None]
    if not first.findings or not told:
        return Paragraph("Aucune règle ne signale de point d’attention dans cette fenêtre.")
    return Items(tuple(Item(str(at), title, detail, True) for at, (title, detail) in enumerate(told, start=1)))


Matter = tuple[str, str] | None


def _rising_without_operation(sectors: pd.DataFrame, statements: dict[str, str], published: Published) -> Matter:
    names = [
        str(row["name"])
        for row in sectors.to_dict("records")
        if statements[str(row["code"])] == UP and published.value(Count("operations", sector=str(row["code"]))) == 0
    ]
    return (f"{plural(len(names), 'secteur')} en hausse sans opération", f"{_some(names)}.") if names else None


_NONE_OF = {
    "operations": "ni opération",
    "presences": "ni présence",
    "investigations": "ni enquête",
    "recommendations": "ni recommandation",
}


def _without_action(first: Summary, published: Published) -> Matter:
    told = [kind for kind in _NONE_OF if kind not in first.unknown]
    names = [
        str(row["name"])
        for row in first.sectors.sort_values("code").to_dict("records")
        if all(published.value(Count(kind, sector=str(row["code"]))) == 0 for kind in told)
    ]
    if not names or not told:
        return None
    detail = f"{_some(names)}{NBSP}: {', '.join(_NONE_OF[kind] for kind in told)} dans la fenêtre."
    return f"{plural(len(names), 'secteur')} sans aucune action", detail


def _schools(figure: Figure, published: Published) -> Matter:
    if not figure.value or not published.is_shown(figure, Period.WINDOW):
        return None
    title = f"{plural(figure.value, 'établissement')} sous {'leur' if figure.value > 1 else 'sa'} cible"
    return title, "Une semaine de classe au moins n’y a pas vu les présences prévues."


def _unsent(figures: Sequence[KeyFigure], published: Published) -> Matter:
    count = Count("unsent")
    if not published.counts.get(count):
        return None
    return (
        f"{_capital(published.words(count, 'résultat'))} d’enquête à transmettre à l’office",
        "Enquêtes closes dont le résultat n’a pas été transmis.",
    )


def _late(freshness: pd.DataFrame) -> Matter:
    late = freshness[freshness["days_behind"] > 0]
    if late.empty:
        return None
    told = [
        f"{name} ({'aucun fichier' if pd.isna(last) else f'fichiers jusqu’au {day(last)}'})"
        for name, last in zip(late["name"], late["last_date"], strict=True)
    ]
    return f"{plural(len(late), 'service')} en retard de fichiers", f"{_some(told)}."


def _some(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return listed([*names[:NAMED], plural(more, "autre")] if more > 0 else list(names))


def _capital(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}"
