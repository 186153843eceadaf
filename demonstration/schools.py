"""The 45 schools of the fictional département, with valid identifiers.

Check letter of a UAI: the seven digits modulo 23, in the alphabet without I, O and Q; it holds for every line of the
official directory of a real département.
"""

from dataclasses import dataclass

from shapely.geometry import Polygon

from demonstration.drawing import stream
from demonstration.territory import CENTRE, SECTOR_BY_CODE, SECTORS, points_inside, points_outside

UAI_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"
NAMES = (
    "des Trois-Fontaines", "du Pré-Long", "de la Tour-Grise", "des Quatre-Vents", "du Bois-Clair", "de l’Écluse",
    "des Marronniers", "de la Grande-Lande", "du Pont-Neuf", "des Bleuets", "de la Source", "du Belvédère",
    "des Glycines", "du Vieux-Puits", "de la Combe",
)  # fmt: skip
NATIONAL, SENSITIVE, COUNT = 6, 18, 45
# Where the schools stand: those of the national list first, then those the plan adds, then the others. None: no sector.
PLACES: tuple[str | None, ...] = (
    "S03", "S01", "S02", "S05", "S07", "S14",
    "S01", "S02", "S04", "S05", "S06", "S09", "S10", "S11", "S03", "S07", "S08", "S13",
    *(["S01", "S02", "S03", "S04", "S05", "S06", "S07", "S09", "S10", "S11", "S14"] * 2), *([None] * 5),
)  # fmt: skip
KIND_NAMES = {"primary": "École", "middle": "Collège", "high": "Lycée"}
WEEKLY_TARGETS = {"national": 3, "sensitive": None, "other": 1}  # None: left empty in the plan, which means 2


@dataclass(frozen=True)
class School:
    """A school of the plan, as in the sheet Établissements; `service` is the one that patrols there."""

    uai: str
    name: str
    kind: str
    commune: str
    sector: str | None
    national_list: bool
    sensitive: bool
    weekly_target: int | None
    longitude: float
    latitude: float
    service: str


def uai(digits: int) -> str:
    """The identifier of those digits: seven of them and the check letter."""
    return f"{digits:07d}{UAI_LETTERS[digits % len(UAI_LETTERS)]}"


def draw_schools(seed: int, outlines: dict[str, Polygon]) -> tuple[School, ...]:
    """The schools, each inside its sector's outline, the national list first."""
    return tuple(_school(seed, rank, outlines) for rank in range(COUNT))


def _school(seed: int, rank: int, outlines: dict[str, Polygon]) -> School:
    rng = stream(seed, f"school {rank}")
    sector = PLACES[rank]
    if sector is None:
        ((longitude, latitude),) = points_outside(rng, list(outlines.values()), 1)
    else:
        longitude, latitude = points_inside(rng, outlines[sector], 1)[0]
    kind = _kind(rank)
    level = "national" if rank < NATIONAL else "sensitive" if rank < SENSITIVE else "other"
    return School(
        uai=uai(100 + 7 * rank),
        name=f"{KIND_NAMES[kind]} {NAMES[rank % len(NAMES)]}",
        kind=kind,
        commune=SECTORS[0].commune if sector is None else SECTOR_BY_CODE[sector].commune,
        sector=sector,
        national_list=rank < NATIONAL,
        sensitive=rank < SENSITIVE,
        weekly_target=WEEKLY_TARGETS[level],
        longitude=longitude,
        latitude=latitude,
        service=CENTRE if sector is None else SECTOR_BY_CODE[sector].service,
    )


def _kind(rank: int) -> str:
    """Fifteen names for each kind: no two schools bear the same; the national list has no primary school."""
    return ("middle", "high", "primary")[rank // len(NAMES)]
