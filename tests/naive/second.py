"""The figures computed a second time, from the definitions: value, comparators, test and verdict."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from tests.naive import chance, schools
from tests.naive.calendar import days_of_class
from tests.naive.codes import COUNTS, IN_CLASS, PRESENCES, READS, SHARES
from tests.naive.events import MAKERS, Event, local
from tests.naive.rows import DEPARTMENT_NAME, Files, Span, is_whole_months, length
from tests.naive.states import STATES


@dataclass(frozen=True)
class Second:
    """A figure, computed a second time; `word` is how its verdict begins, for counts alone."""

    label: str
    value: float | None = None
    previous: float | None = None
    year_before: float | None = None
    baseline: float | None = None
    baseline_days: int | None = None
    rate_ratio: float | None = None
    low: float | None = None
    high: float | None = None
    p_adjusted: float | None = None
    word: str = ""
    complete: bool = False
    behind: tuple[str, ...] = ()


def before(span: Span) -> Span:
    """The span of the same length just before."""
    shift = timedelta(days=length(span))
    return span[0] - shift, span[1] - shift


def year_before(span: Span) -> Span:
    """The same weekdays 364 days earlier."""
    shift = timedelta(days=364)
    return span[0] - shift, span[1] - shift


def scopes(files: Files, level: str, last: date) -> dict[str, str]:
    """The territories of that level and their names, in the order of the plan."""
    if level == "departement":
        return {"département": DEPARTMENT_NAME}
    table, key = {"sector": ("sectors", "code"), "service": ("services", "code"), "school": ("schools", "uai")}[level]
    return {row[key]: row["name"] for row in files.of_plan(table, last)}


@cache
def events(files: Files, code: str, level: str, scope: str) -> list[Event]:
    """The events of that indicator that count for that territory."""
    return [event for event in all_events(files, code, level) if event.belongs(level, scope)]


@cache
def all_events(files: Files, code: str, level: str) -> list[Event]:
    """The events of that indicator, whose ever they are."""
    if code in PRESENCES:
        return list(schools.presence_events(files, code, level))
    make = local(code.removeprefix("local:")) if code.startswith("local:") else MAKERS[code]
    return list(make(files))


@cache
def monthly(files: Files, code: str, level: str) -> list[Event]:
    """Those of them that are known by their month alone."""
    return [event for event in all_events(files, code, level) if event.month_only]


@cache
def of_known_day(files: Files, code: str, level: str, scope: str) -> list[Event]:
    """The territory's events whose day is known."""
    return [event for event in events(files, code, level, scope) if not event.month_only]


def within(event: Event, span: Span) -> bool:
    """Whether the event lies whole in the span."""
    return span[0] <= event.day and event.last <= span[1]


def is_cut(event: Event, span: Span) -> bool:
    """Whether the span holds a part of the month that is all one knows of the event's day."""
    return event.day <= span[1] and event.last >= span[0] and not within(event, span)


def total(code: str, found: Iterable[Event], span: Span) -> float | None:
    """The sum of the events in the span, or their share."""
    inside = [event for event in found if within(event, span)]
    amount = sum(event.amount for event in inside)
    if code in SHARES:
        of = sum(event.of for event in inside)
        return amount / of if of else None
    return amount


def reads_of(files: Files, code: str, last: date) -> tuple[str, ...]:
    """The tables that the indicator is made of; for the targets, those of all that is aimed at."""
    if code.startswith("local:"):
        return ("local_indicators",)
    if code == "targets_reached_share":
        aims = {row["indicator"] for row in files.of_plan("targets", last)}
        return tuple(sorted({table for aim in aims for table in reads_of(files, aim, last)}))
    return READS.get(code, ())


def history_start(files: Files, code: str, last: date) -> date | None:
    """The first day of which the indicator's tables tell; None where they bear no days."""
    if code == "meetings_held":
        return min(event.day for event in all_events(files, code, "departement"))
    if code in ("decisions_open", "decisions_overdue"):
        days: list[date] = [row["taken_on"] for row in files.tables["decisions"]]
        return min(days)
    return files.first_day(reads_of(files, code, last))


def behind(files: Files, code: str, level: str, scope: str, last: date) -> tuple[str, ...]:
    """The services whose files stop before the last day; for a service's own figure, itself alone."""
    late = files.behind(reads_of(files, code, last), last)
    return tuple(service for service in late if level != "service" or service == scope)


def figures(files: Files, code: str, level: str, span: Span) -> dict[str, Second]:
    """The figure of every territory of that level."""
    known_from = history_start(files, code, span[1])
    names = scopes(files, level, span[1])
    if reads_of(files, code, span[1]) and known_from is not None and span[1] < known_from:
        return {scope: Second(name, word="aucune donnée avant") for scope, name in names.items()}
    if code in STATES or code == "targets_reached_share":
        return {scope: state_figure(files, code, level, scope, span, name) for scope, name in names.items()}
    return sum_figures(files, code, level, span, names)


def state(files: Files, code: str, level: str, scope: str, span: Span, plan_day: date) -> float | None:
    """The value of a state in the span, of the territories as the plan of that day has them."""
    if code == "targets_reached_share":
        return targets_reached(files, level, scope, span, plan_day)
    return STATES[code](files, span, level, scope)


def state_figure(files: Files, code: str, level: str, scope: str, span: Span, name: str) -> Second:
    """A state: its value, and that of the comparators that the history reaches."""
    known_from = history_start(files, code, span[1])
    values = []
    for other in (before(span), year_before(span)):
        reached = known_from is not None and known_from <= other[0]
        values.append(state(files, code, level, scope, other, span[1]) if reached else None)
    late = behind(files, code, level, scope, span[1])
    value = state(files, code, level, scope, span, span[1])
    return Second(name, value, values[0], values[1], complete=not late, behind=late)


def targets_reached(files: Files, level: str, scope: str, span: Span, plan_day: date) -> float | None:
    """Targets that the span reaches, of those whose result is known."""
    reached = []
    for row in files.of_plan("targets", plan_day):
        if level == "sector" and row["sector"] != scope:
            continue
        where = ("sector", row["sector"]) if row["sector"] else ("departement", "département")
        code = row["indicator"]
        value = total(code, events(files, code, *where), span)
        days = {"week": 7, "fortnight": 14, "month": 365.25 / 12, "semester": 365.25 / 2}[row["per"]]
        if value is not None:
            reached.append(value >= row["value"] / days * length(span))
    return sum(reached) / len(reached) if reached else None


@cache
def near(files: Files, code: str, level: str, span: Span) -> list[Event]:
    """The events that share a day with the window or the 364 days before it."""
    start = span[0] - timedelta(days=364)
    return [event for event in all_events(files, code, level) if start <= event.last and event.day <= span[1]]


@cache
def only_months_compare(files: Files, code: str, level: str, span: Span) -> bool:
    """Whether all of that is known by the month, and the window is not made of months: nothing to set it against."""
    found = near(files, code, level, span)
    return bool(found) and not is_whole_months(span) and all(event.month_only for event in found)


@cache
def baseline_span(files: Files, code: str, level: str, span: Span) -> Span | None:
    """The 364 days before, or what is known of them.

    Where the window is made of months, and something in it or before it is known by its month alone: whole months.
    """
    known_from = history_start(files, code, span[1])
    start, end = span[0] - timedelta(days=364), span[0] - timedelta(days=1)
    if known_from is not None:
        start = max(start, known_from)
    if is_whole_months(span) and any(event.month_only for event in near(files, code, level, span)):
        while start.day != 1:
            start += timedelta(days=1)
    if start > end or only_months_compare(files, code, level, span):
        return None
    return start, end


def comparable(files: Files, code: str, level: str, span: Span, other: Span) -> bool:
    """Whether both spans hold whole the months that are all one knows of some events, or neither counts any."""
    months = monthly(files, code, level)
    cut = any(is_cut(event, span) or is_cut(event, other) for event in months)
    counted = any(within(event, span) or within(event, other) for event in months)
    return not (cut and counted)


def compared(files: Files, code: str, level: str, scope: str, span: Span, other: Span) -> float | None:
    """The sum in a comparator, where the history reaches it and it can be set against the window."""
    known_from = history_start(files, code, span[1])
    if known_from is None or known_from > other[0] or not comparable(files, code, level, span, other):
        return None
    return total(code, events(files, code, level, scope), other)


def sum_figures(files: Files, code: str, level: str, span: Span, names: dict[str, str]) -> dict[str, Second]:
    """The figures of an indicator that is a sum or a share of sums; p-values adjusted over the territories."""
    found = {scope: sum_figure(files, code, level, scope, span, name) for scope, name in names.items()}
    if code not in COUNTS:
        return found
    tests = {scope: tested(files, code, level, scope, span) for scope in names}
    p_values = chance.adjusted([test.p if test else None for test in tests.values()])
    for (scope, test), p in zip(tests.items(), p_values, strict=True):
        if found[scope].value is not None:
            found[scope] = with_verdict(found[scope], test, p)
    return found


def sum_figure(files: Files, code: str, level: str, scope: str, span: Span, name: str) -> Second:
    """The sums of the window and of its comparators."""
    own = events(files, code, level, scope)
    late = behind(files, code, level, scope, span[1])
    months = monthly(files, code, level)
    only_months = bool(months) and len(months) == len(all_events(files, code, level))
    if only_months and not any(within(event, span) for event in months):
        return Second(name, word="connu au mois seulement", behind=late)
    base = baseline_span(files, code, level, span)
    baseline, days = None, None
    if code not in SHARES and not only_months_compare(files, code, level, span):
        days = length(base) if base is not None else 0
        if base is not None and days >= 56 and in_class(code, span) and in_class(code, base):
            baseline = total(code, testable(files, code, level, scope, span), base)
    return Second(
        name,
        total(code, own, span),
        compared(files, code, level, scope, span, before(span)),
        compared(files, code, level, scope, span, year_before(span)),
        baseline,
        days,
        complete=not late and not any(is_cut(event, span) for event in own),
        behind=late,
    )


def testable(files: Files, code: str, level: str, scope: str, span: Span) -> list[Event]:
    """The events that window and baseline both count: all in a window of months, else those whose day is known."""
    kept = events if is_whole_months(span) else of_known_day
    return kept(files, code, level, scope)


@dataclass(frozen=True)
class Tested:
    """Two counts and the days on which they could happen, and what the exact test says of them."""

    count: int
    other: int
    days: int
    other_days: int

    @property
    def p(self) -> float:
        """The two-sided p-value."""
        return chance.two_sided(self.count, self.other, self.days, self.other_days)

    @property
    def ratio(self) -> float | None:
        """The ratio of the rates; None over none."""
        return self.count / self.days / (self.other / self.other_days) if self.other else None


def in_class(code: str, span: Span) -> int:
    """The days of the span on which such an event may happen."""
    return len(days_of_class(span)) if code in IN_CLASS else length(span)


def tested(files: Files, code: str, level: str, scope: str, span: Span) -> Tested | None:
    """The window's count against its baseline; None where the baseline is too short or has no day to compare."""
    base = baseline_span(files, code, level, span)
    if base is None or length(base) < 56:
        return None
    days, other_days = in_class(code, span), in_class(code, base)
    if not days or not other_days:
        return None
    own = testable(files, code, level, scope, span)
    counts = [total(code, own, other) or 0 for other in (span, base)]
    return Tested(int(counts[0]), int(counts[1]), days, other_days)


def with_verdict(figure: Second, test: Tested | None, p: float | None) -> Second:
    """The figure with what the test says, in the words of the definitions."""
    if test is None or p is None:
        short = figure.baseline_days is None or figure.baseline_days < 56
        word = "historique trop court" if short else "non testé"
        return replace(figure, word=word)
    if p >= 0.05:
        word = "stable ou non concluant"
    elif figure.behind:
        word = "période incomplète"
    else:
        word = "hausse" if test.count * test.other_days > test.other * test.days else "baisse"
    low, high = chance.interval(test.count, test.other, test.days, test.other_days)
    return replace(figure, rate_ratio=test.ratio, low=low, high=high, p_adjusted=p, word=word)
