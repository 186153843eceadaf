"""The plan in words: the name of a version, its targets and what changed from one version to the next."""

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from domain import french
from domain.catalogue import CATALOGUE
from domain.plans import Plan
from domain.sheets import SHEETS, Column, Kind
from indicators.words import unit_words, value_words

_NAMED = 4
_REACHED, _UNKNOWN = "oui", "résultat inconnu"
_CHANGES = {"added": "ajouté", "removed": "retiré"}


def plan_name(plan: Plan) -> str:
    """A version of the plan by its name: `2026-S2`, and `2026-S2 v2` from the second on."""
    semester, version = plan
    return semester if version == 1 else f"{semester} v{version}"


def indicator_words(code: str) -> str:
    """The label of an indicator of the catalogue, or the code of a local one."""
    entry = CATALOGUE.get(code)
    return code.partition(":")[2] or code if entry is None else entry.label


def target_rows(targets: pd.DataFrame, sectors: Mapping[str, str]) -> pd.DataFrame:
    """The targets in words, those missed first; columns indicator, place, target, expected, value, verdict.

    `targets`: columns of `indicators.steering.target_results`; `sectors`: names by code.
    """
    return pd.DataFrame(
        [_target(row, sectors) for row in missed_first(targets).to_dict("records")],
        columns=["indicator", "place", "target", "expected", "value", "verdict"],
    )


def missed_first(targets: pd.DataFrame) -> pd.DataFrame:
    """The targets in another order: those missed first, then those whose result is not known, then those reached."""
    order = targets["reached"].map({False: 0, True: 2}).fillna(1)
    return targets.assign(order=order).sort_values("order", kind="stable").drop(columns="order")


def place_words(sector: Any, sectors: Mapping[str, str]) -> str:
    """Where a target holds: its sector by code and name, the département where it names none."""
    return "Département" if pd.isna(sector) else f"{sector} {sectors.get(sector, '')}".strip()


def verdict_words(reached: Any) -> str:
    """Whether a target is reached."""
    return _UNKNOWN if pd.isna(reached) else _REACHED if reached else "▲ non"


def target_decimals(code: str, value: float) -> int:
    """With how many decimals a value of that indicator is written: one at least where it is not whole."""
    decimals = CATALOGUE[code].decimals if code in CATALOGUE else 0
    return decimals if float(value).is_integer() else max(decimals, 1)


def _target(row: Mapping[Hashable, Any], sectors: Mapping[str, str]) -> tuple[str, ...]:
    code = str(row["indicator"])
    expected, value = (_amount(code, row[field]) for field in ("expected", "value"))
    asked = target_words(code, row["target"], row["per"])
    return (
        indicator_words(code),
        place_words(row["sector"], sectors),
        asked,
        expected,
        value,
        verdict_words(row["reached"]),
    )


def target_words(code: str, target: float, per: Any) -> str:
    """What a target asks of the indicator of that code: `8 enquêtes par mois`, `80 % des enquêtes`."""
    each = f" par {SHEETS['targets'].column('per').label_of(str(per))}" if pd.notna(per) else ""
    return f"{_amount(code, target)}{each}"


def _amount(code: str, value: float) -> str:
    if pd.isna(value):
        return french.NOTHING
    entry = CATALOGUE.get(code)
    if entry is not None and (entry.is_share or entry.is_yes_no):
        return value_words(entry, value)[0]
    amount = french.number(value, target_decimals(code, value))
    return amount if entry is None else f"{amount}{french.NBSP}{unit_words(entry.unit, value)}"


def target_groups(targets: pd.DataFrame, sectors: Mapping[str, str]) -> pd.DataFrame:
    """The targets that ask the same, in a line: columns indicator, target, places, missed.

    `missed` names the places that did not reach it, with what they have against what was expected. Lines with the
    most missed first; those that miss none last.
    """
    rows = target_rows(targets, sectors)
    lines = []
    for (indicator, target), group in rows.groupby(["indicator", "target"], sort=False):
        known, behind = group[group["verdict"].ne(_UNKNOWN)], group[group["verdict"].ne(_REACHED)]
        reached = int(known["verdict"].eq(_REACHED).sum())
        missed = french.listed([_missed(row) for row in behind.to_dict("records")]) or french.NOTHING
        lines.append((indicator, target, f"{reached} sur {len(known)}", missed, len(behind)))
    table = pd.DataFrame(lines, columns=["indicator", "target", "reached", "missed", "count"])
    return table.sort_values("count", ascending=False, kind="stable", ignore_index=True)


def _missed(row: Mapping[Hashable, Any]) -> str:
    told = _UNKNOWN if row["verdict"] == _UNKNOWN else f"{row['value']} sur {row['expected']}"
    return f"{row['place']} ({told})"


def change_rows(changes: pd.DataFrame) -> pd.DataFrame:
    """What changed, in words; columns sheet, change, entries. One row a change, whatever the number of its entries.

    `changes`: columns of `indicators.steering_views.version_changes`.
    """
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for (code, key), parts in changes.groupby(["sheet", "code"], sort=False):
        first = parts.iloc[0]
        entry = str(key), "" if pd.isna(first["name"]) else str(first["name"])
        words = _CHANGES.get(first["change"]) or f"{french.THIN}; ".join(
            _field(SHEETS[str(code)].column(part["field"]), part) for part in parts.to_dict("records")
        )
        found.setdefault((SHEETS[str(code)].title, words), []).append(entry)
    rows = [(sheet, words, len(entries), _entries(entries)) for (sheet, words), entries in found.items()]
    return pd.DataFrame(rows, columns=["sheet", "change", "count", "entries"])


def _entries(entries: list[tuple[str, str]]) -> str:
    """Which lines of the plan: by their names while they are few, else by their codes."""
    named = len(entries) <= _NAMED
    return french.listed([f"{code} {name}".strip() if named else code for code, name in entries])


def _field(column: Column, part: Mapping[Hashable, Any]) -> str:
    before, after = (_value(column, part[side]) for side in ("before", "after"))
    return f"{column.header}{french.NBSP}: {before} → {after}"


def _value(column: Column, value: object) -> str:
    if value is None:
        return "vide"
    if isinstance(value, date):
        return french.day(value)
    if column.kind is Kind.CHOICE:
        return column.label_of(str(value))
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int | float):
        return french.number(value, 0 if float(value).is_integer() else 1)
    text = str(value)
    return "contour" if text.startswith("{") else text
