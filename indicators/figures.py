"""Figures: every indicator of the catalogue, for one window, with its comparators and its verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from domain.catalogue import By, Indicator, Nature
from domain.sheets import SHEETS
from domain.windows import BASELINE_MINIMUM_DAYS, Window
from indicators.baseline import baseline_of, comparable, knows_no_day, only_months_compare, reaches
from indicators.exposure import exposure_of, known_parts
from indicators.holes import hole_words, touched
from indicators.measures import Events, State, cut, summed, territories, values
from indicators.registry import UnknownIndicator, indicator_of, measure_of, offered, reads_of
from indicators.situation import Situation
from indicators.terms import former_sectors
from indicators.verdicts import Verdict, verdicts_on_counts

__all__ = ["Figure", "UnknownIndicator", "figures", "spark"]

UNTESTED = {
    Nature.QUANTITY: "non testé\u00a0: quantité",
    Nature.SHARE: "non testé\u00a0: part",
    Nature.STATE: "non testé\u00a0: état",
}
SPARK_WINDOWS = 12
NO_AMOUNTS = (float("nan"),) * 3
NO_LONGER_A_SECTOR = "hors du plan à la fin de la fenêtre"
ONLY_MONTHS = "connu au mois seulement\u00a0: aucun mois entier dans la fenêtre"
COMPARED_BY_MONTHS = "connu au mois seulement\u00a0: ne se compare que par mois entiers"


@dataclass(frozen=True)
class Figure:
    """One figure: an indicator, a scope, a window, its comparators and its verdict in words.

    `scope` is "département" or a code; `label` the name shown. `previous`, `year_before` and
    `baseline` are None where the history does not reach; `baseline_days` is the length of what the
    count is tested against (under 56 no verdict). `interval` is the rate ratio's, at 95 %.
    A comparator is also None for a sector that did not stand in a plan on each of its days, and for a month that
    no file brought. `complete` is False where a service named in `behind` stops too early, where rows known by
    their month alone were left out, or where such a month is missing.
    """

    indicator: Indicator
    scope: str
    label: str
    window: Window
    value: float | None
    previous: float | None
    year_before: float | None
    baseline: float | None
    baseline_days: int | None
    rate_ratio: float | None
    interval: tuple[float | None, float | None] | None
    p_adjusted: float | None
    statement: str
    complete: bool
    behind: tuple[str, ...]


@dataclass(frozen=True)
class _Request:
    situation: Situation
    window: Window
    indicator: Indicator
    by: By
    names: pd.Series
    reads: tuple[str, ...]
    history: Window | None
    missing: tuple[Window, ...]

    def lacking(self, scope: str) -> tuple[str, ...]:
        """What leaves the figure incomplete, in words: the services behind, the months that no file brought."""
        return (*self.behind(scope), *((f"{hole_words(self.missing)} non reçu",) if self.missing else ()))

    def behind(self, scope: str) -> tuple[str, ...]:
        """The services behind; a service's own figure waits for its own files alone."""
        late = self.situation.behind(self.reads, self.window.end)
        return tuple(code for code in late if code == scope) if self.by is By.SERVICE else late


def figures(
    situation: Situation, window: Window, codes: Sequence[str] | None = None, by: By = By.DEPARTMENT
) -> list[Figure]:
    """The figures of those indicators (None: all that exist at that level), territory by territory.

    Counts are tested against the 364 days before the window, or the history there is from 56 days
    on; p-values are adjusted over the territories of one indicator. Raises UnknownIndicator for a
    code that does not exist, or not at that level.
    """
    names = territories(situation, by, window)
    found: list[Figure] = []
    for code in offered(situation, by) if codes is None else codes:
        indicator = indicator_of(situation, code, by)
        reads = reads_of(indicator)
        missing = touched(situation, reads, window)
        request = _Request(situation, window, indicator, by, names, reads, _history(situation, reads), missing)
        measure = measure_of(code)
        if words := _unknown(request):
            found += [_figure(request, scope, NO_AMOUNTS, Verdict(words), known=False) for scope in names.index]
        else:
            found += _of_state(request, measure) if isinstance(measure, State) else _of_events(request, measure)
    return found


def _unknown(request: _Request) -> str | None:
    """Why nothing can be said of the window: no file was deposited, or none reaches back to it; None else.

    What no workbook brings (meetings, decisions) is known from the first day: none recorded is none.
    """
    sources = [code for code in request.reads if code in SHEETS and SHEETS[code].event_date]
    if not sources:
        return None
    if request.history is None:
        return _no_rows(request.indicator)
    if request.window.end < request.history.start:
        return f"aucune donnée avant le {request.history.start:%d/%m/%Y}"
    if not known_parts(request.situation, request.reads, By.DEPARTMENT, "", request.window):
        return f"aucun fait enregistré en {hole_words(request.missing)}\u00a0: mois non reçu, rien n’en est dit"
    return None


def _history(situation: Situation, reads: tuple[str, ...]) -> Window | None:
    """The days on which every sheet that feeds the indicator has rows; empty sheets do not count."""
    known = [history for code in reads if (history := situation.history(code)) is not None]
    if not known:
        return None
    start = max(history.start for history in known)
    return Window(start, max(start, max(history.end for history in known)))


def _nothing(codes: pd.Index) -> pd.Series:
    return pd.Series(float("nan"), index=codes)


def _number(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _of_state(request: _Request, measure: State) -> list[Figure]:
    situation, window, by = request.situation, request.window, request.by
    codes = request.names.index
    now = measure.values(situation, window, by).reindex(codes)
    value = now["value"].astype(float) if measure.absent else now["value"].astype(float).fillna(0.0)
    notes = now["note"] if "note" in now.columns else pd.Series(None, index=codes, dtype=object)
    said = value.isna().map({True: measure.absent, False: UNTESTED[request.indicator.nature]})
    words = notes.where(notes.notna(), said)
    if by is By.SECTOR:
        gone = pd.Index(former_sectors(situation, window)["code"])
        value, words = value.mask(codes.isin(gone)), words.mask(codes.isin(gone), NO_LONGER_A_SECTOR)
    others = [_comparator(request, values(measure, situation, other, by), other) for other in _others(window)]
    return [
        _figure(request, scope, (value[scope], others[0][scope], others[1][scope]), Verdict(str(words[scope])))
        for scope in codes
    ]


def _others(window: Window) -> tuple[Window, Window]:
    """The two comparators shown: the window just before, and the same a year before."""
    return window.previous(), window.year_before()


def _comparator(request: _Request, found: pd.Series, other: Window) -> pd.Series:
    """The values of a comparator, where the history reaches it and it can be set against the window."""
    codes = request.names.index
    if not reaches(request.history, other):
        return _nothing(codes)
    kept = [
        all(
            known_parts(request.situation, request.reads, request.by, str(code), period) == (period,)
            for period in (request.window, other)
        )
        for code in codes
    ]
    return found.reindex(codes).where(pd.Series(kept, index=codes))


def _of_events(request: _Request, measure: Events) -> list[Figure]:
    window, codes = request.window, request.names.index
    events = measure.rows(request.situation, request.by)
    if knows_no_day(events, window):
        return [_figure(request, scope, NO_AMOUNTS, Verdict(ONLY_MONTHS), left_out=1) for scope in codes]
    value = summed(events, window, codes)
    others = [
        _comparator(request, summed(events, other, codes), other)
        if comparable(events, window, other)
        else _nothing(codes)
        for other in _others(window)
    ]
    left_out = cut(events, window).groupby("group").size().reindex(codes).fillna(0).astype(int)
    verdicts = _verdicts(request, measure, events, value)
    return [
        _figure(request, scope, (value[scope], others[0][scope], others[1][scope]), verdict, int(left_out[scope]))
        for scope, verdict in zip(codes, verdicts, strict=True)
    ]


def _verdicts(request: _Request, measure: Events, events: pd.DataFrame, value: pd.Series) -> list[Verdict]:
    """The verdict of each territory: tested for counts, the reason why not for the rest."""
    codes, nature = request.names.index, request.indicator.nature
    if request.history is None:
        return [Verdict(_no_rows(request.indicator)) for _ in codes]
    if nature is Nature.SHARE:
        return [Verdict(measure.absent if pd.isna(value[code]) else UNTESTED[nature]) for code in codes]
    if only_months_compare(events, request.window):
        return [Verdict(COMPARED_BY_MONTHS) for _ in codes]
    baseline = baseline_of(events, request.window, request.history)
    here, before = (
        exposure_of(request.situation, measure, request.reads, request.by, codes, period)
        for period in (request.window, baseline.window)
    )
    if nature is Nature.COUNT:
        return verdicts_on_counts(baseline, request.window, (here, before), list(codes), request.lacking)
    enough = pd.Series({code: days >= BASELINE_MINIMUM_DAYS for code, days in before.days.items()})
    totals = baseline.counts(codes).where(enough)
    return [Verdict(UNTESTED[nature], _number(totals[code]), before.days[code]) for code in codes]


def _no_rows(indicator: Indicator) -> str:
    sheet = SHEETS.get(indicator.source)
    return f"aucune donnée déposée (feuille {sheet.title})" if sheet else "aucune donnée enregistrée"


def _figure(
    request: _Request,
    scope: str,
    amounts: tuple[float, float, float],
    verdict: Verdict,
    left_out: int = 0,
    known: bool = True,
) -> Figure:
    """One figure; `left_out` rows known by their month alone stand on a month that the window cuts."""
    behind, comparison = request.behind(scope), verdict.comparison
    value, previous, year_before = (_number(amount) for amount in amounts)
    partial = left_out and verdict.words != ONLY_MONTHS
    return Figure(
        indicator=request.indicator,
        scope=scope,
        label=str(request.names[scope]),
        window=request.window,
        value=value,
        previous=previous,
        year_before=year_before,
        baseline=verdict.baseline,
        baseline_days=verdict.baseline_days,
        rate_ratio=comparison.rate_ratio if comparison else None,
        interval=(comparison.low, comparison.high) if comparison else None,
        p_adjusted=verdict.p_adjusted,
        statement=verdict.words + (_left_out_words(left_out) if partial else ""),
        complete=known and not behind and not left_out and not request.missing,
        behind=behind,
    )


def _left_out_words(rows: int) -> str:
    said = "ligne connue au mois seulement, écartée" if rows == 1 else "lignes connues au mois seulement, écartées"
    return f"\u202f; {rows} {said}"


def spark(
    situation: Situation, window: Window, code: str, by: By, scope: str, count: int = SPARK_WINDOWS
) -> pd.DataFrame:
    """The last `count` windows of the same length, oldest first: start, end (dates), value.

    The last one is the window itself. A value is NaN before the history begins, and where it cannot
    be computed. Raises UnknownIndicator, and KeyError for a scope that the plan does not hold.
    """
    reads = reads_of(indicator_of(situation, code, by))
    history, measure = _history(situation, reads), measure_of(code)
    codes = territories(situation, by, window).index
    windows = [window.shifted(-steps) for steps in range(count - 1, -1, -1)]
    events = measure.rows(situation, by) if isinstance(measure, Events) else None

    def value_in(period: Window) -> float:
        if not reaches(history, period) or known_parts(situation, reads, by, scope, period) != (period,):
            return float("nan")
        if events is None:
            return float(values(measure, situation, period, by)[scope])
        return float("nan") if knows_no_day(events, period) else float(summed(events, period, codes)[scope])

    return pd.DataFrame(
        {
            "start": [period.start for period in windows],
            "end": [period.end for period in windows],
            "value": [value_in(period) for period in windows],
        }
    )
