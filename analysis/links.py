"""Where a sentence or a matter leads: a page and what is chosen on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

SECTOR, SCHOOL = "secteur", "uai"
"""The parameters that choose a sector and a school on any page."""


@dataclass(frozen=True)
class Link:
    """A page by its path in the URL, and the parameters that open it on the right thing."""

    page: str
    parameters: Mapping[str, str] = field(default_factory=dict)


def to_sector(code: str) -> Link:
    """Points chauds, that sector chosen."""
    return Link("points-chauds", {SECTOR: code})


def to_school(uai: str) -> Link:
    """Établissements, that school chosen."""
    return Link("etablissements", {SCHOOL: uai})


def to_page(page: str) -> Callable[[str], Link]:
    """That page, whatever the code."""
    return lambda _: Link(page)
