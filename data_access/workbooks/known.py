"""What the cells of a workbook may point at: the codes of the plans, their names, and the sectors' outlines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from shapely.geometry.base import BaseGeometry

from domain.catalogue import CATALOGUE, LOCAL_PREFIX
from domain.plans import Adoptions, Plan, plan_in_force
from domain.sheets import Reference
from domain.text import fold


@dataclass(frozen=True)
class Known:
    """The codes a département knows, each with the name it may be written by (may be empty).

    `department` is None where it is not known for whom the file is: references are then not checked.
    `outlines` are the sectors' polygons in degrees, by code; `boundary` is the département's own, where one is stored.
    `plans` holds, per kind of code, the stored plans and their codes: a code that is in none of them goes at any date.
    `adopted` is the day of adoption of those plans that state one.
    """

    department: str | None = None
    names: Mapping[Reference, Mapping[str, str]] = field(default_factory=dict)
    outlines: Mapping[str, BaseGeometry] = field(default_factory=dict)
    plans: Mapping[Reference, Mapping[Plan, frozenset[str]]] = field(default_factory=dict)
    boundary: BaseGeometry | None = None
    adopted: Adoptions = field(default_factory=dict)

    def resolver(self, reference: Reference) -> dict[str, str]:
        """Folded code or name -> code. What two codes share is left out: it points at neither.

        A code as it is written is for the caller to try first (`codes`). A code of digits alone is also found without
        its leading zeros, which a spreadsheet takes from a number.
        """
        codes = self.codes(reference)
        without_brackets = _unshared((fold(name), code) for code, name in codes.items())
        whole = _unshared((fold(name, keep_brackets=True), code) for code, name in codes.items())
        bare = _unshared((code.lstrip("0"), code) for code in codes if code.isdigit())
        folded = [(fold(code, keep_brackets=True), code) for code in codes]
        shared = {name for name, code in folded} - (own := _unshared(folded)).keys()
        found = bare | without_brackets | whole | own
        return {name: code for name, code in found.items() if name not in shared}

    def codes(self, reference: Reference) -> Mapping[str, str]:
        """The codes of that kind, of all plans, each with its name."""
        if reference is not Reference.INDICATOR:
            return self.names.get(reference, {})
        local = {LOCAL_PREFIX + code: name for code, name in self.names.get(Reference.INDICATOR, {}).items()}
        return {code: indicator.label for code, indicator in CATALOGUE.items()} | local

    def plan_on(self, reference: Reference, on: date | None) -> Plan | None:
        """The plan in force that day for that kind of code (the newest without a day); None without a stored plan."""
        return plan_in_force(sorted(self.plans.get(reference, {})), on, self.adopted)

    def changes(self, reference: Reference) -> bool:
        """Whether codes of that kind may be in force on one day and not on another."""
        return len(self.plans.get(reference, {})) > 1

    def is_in_force(self, reference: Reference, code: str, on: date | None) -> bool:
        """Whether a known code goes on that day (without a day: in the newest plan)."""
        held = self.plans_of(reference, code)
        return not held or self.plan_on(reference, on) in held

    def plans_of(self, reference: Reference, code: str) -> list[Plan]:
        """The stored plans that hold a code, oldest first; none where it goes at any date."""
        return sorted(plan for plan, codes in self.plans.get(reference, {}).items() if code in codes)

    def with_names(self, reference: Reference, names: Mapping[str, str]) -> "Known":
        """The same, with further codes of that kind, which go at any date."""
        merged = {**self.names, reference: {**self.names.get(reference, {}), **names}}
        stored = self.plans.get(reference, {})
        bound = {plan: codes - names.keys() for plan, codes in stored.items()}
        return replace(self, names=merged, plans={**self.plans, reference: bound} if stored else self.plans)

    def with_plans(self, reference: Reference, codes: Mapping[Plan, Mapping[str, str]]) -> "Known":
        """The same, with the codes and names of stored plans, each held against the plan in force at its date."""
        names = {code: name for plan in sorted(codes) for code, name in codes[plan].items()}
        bound = {plan: frozenset(found) for plan, found in codes.items()}
        return replace(self.with_names(reference, names), plans={**self.plans, reference: bound})

    def with_outlines(self, outlines: Mapping[str, BaseGeometry]) -> "Known":
        """The same, with further outlines; a new one replaces the former of its sector."""
        return replace(self, outlines={**self.outlines, **outlines})


def _unshared(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str | None] = {}
    for name, code in named:
        found[name] = None if name in found else code
    return {name: code for name, code in found.items() if name and code is not None}
