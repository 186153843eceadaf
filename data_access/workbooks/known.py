"""What the cells of a workbook may point at: the plan's codes and names, and the sectors' outlines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from shapely.geometry.base import BaseGeometry

from domain.catalogue import CATALOGUE, LOCAL_PREFIX
from domain.sheets import Reference
from domain.text import fold


@dataclass(frozen=True)
class Known:
    """The codes a département knows, each with the name it may be written by (may be empty).

    `department` is None where it is not known for whom the file is: references are then not checked.
    `outlines` are the sectors' polygons in degrees, by code.
    """

    department: str | None = None
    names: Mapping[Reference, Mapping[str, str]] = field(default_factory=dict)
    outlines: Mapping[str, BaseGeometry] = field(default_factory=dict)

    def resolver(self, reference: Reference) -> dict[str, str]:
        """Folded code or name -> code. A name that two codes share is left out: it points at neither.

        A code of digits alone is also found without its leading zeros, which a spreadsheet takes from a number.
        """
        codes = self._indicators() if reference is Reference.INDICATOR else self.names.get(reference, {})
        without_brackets = _unshared((fold(name), code) for code, name in codes.items())
        whole = _unshared((fold(name, keep_brackets=True), code) for code, name in codes.items())
        bare = _unshared((code.lstrip("0"), code) for code in codes if code.isdigit())
        return bare | without_brackets | whole | {fold(code, keep_brackets=True): code for code in codes}

    def _indicators(self) -> dict[str, str]:
        local = {LOCAL_PREFIX + code: name for code, name in self.names.get(Reference.INDICATOR, {}).items()}
        return {code: indicator.label for code, indicator in CATALOGUE.items()} | local

    def with_names(self, reference: Reference, names: Mapping[str, str]) -> "Known":
        """The same, with further codes of that kind."""
        merged = {**self.names, reference: {**self.names.get(reference, {}), **names}}
        return replace(self, names=merged)

    def with_outlines(self, outlines: Mapping[str, BaseGeometry]) -> "Known":
        """The same, with further outlines; a new one replaces the former of its sector."""
        return replace(self, outlines={**self.outlines, **outlines})


def _unshared(named: Iterable[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, str | None] = {}
    for name, code in named:
        found[name] = None if name in found else code
    return {name: code for name, code in found.items() if name and code is not None}
