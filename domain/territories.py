"""Départements, their academies' holiday zones, their defence zones, and how their codes are written.

Names and codes: INSEE, code officiel géographique. Holiday zones: ministry of education, arrêtés
fixing the school calendar (zone by academy); Corsica and overseas set their own. Defence and security zones: code de
la défense, articles R*1211-4 (metropolitan) and R*1211-7 and following (overseas), by département.
"""

from dataclasses import dataclass

DEMONSTRATION = "00"


@dataclass(frozen=True)
class Department:
    """A département: its code as text, its name, its school-holiday zone (None where not known), its defence zone."""

    code: str
    name: str
    school_zone: str | None
    defence_zone: str

    @property
    def label(self) -> str:
        """The code and the name, as shown in lists."""
        return f"{self.code} – {self.name}"


_ZONES = {
    "A": "01 03 07 15 16 17 19 21 23 24 25 26 33 38 39 40 42 43 47 58 63 64 69 70 71 73 74 79 86 87 89 90",
    "B": (
        "02 04 05 06 08 10 13 14 18 22 27 28 29 35 36 37 41 44 45 49 50 51 52 53 54 55 56 57 59 60 61 62 67 68 72 "
        "76 80 83 84 85 88"
    ),
    "C": "09 11 12 30 31 32 34 46 48 65 66 75 77 78 81 82 91 92 93 94 95",
    "Corse": "2A 2B",
}
_DEFENCE_ZONES = {
    "Nord": "02 59 60 62 80",
    "Ouest": "14 18 22 27 28 29 35 36 37 41 44 45 49 50 53 56 61 72 76 85",
    "Paris": "75 77 78 91 92 93 94 95",
    "Est": "08 10 21 25 39 51 52 54 55 57 58 67 68 70 71 88 89 90",
    "Sud-Est": "01 03 07 15 26 38 42 43 63 69 73 74",
    "Sud": "04 05 06 09 11 12 13 2A 2B 30 31 32 34 46 48 65 66 81 82 83 84",
    "Sud-Ouest": "16 17 19 23 24 33 40 47 64 79 86 87",
    "Antilles": "971 972",
    "Guyane": "973",
    "Sud de l’océan Indien": "974 976",
}
_NAMES = """01 Ain|02 Aisne|03 Allier|04 Alpes-de-Haute-Provence|05 Hautes-Alpes|06 Alpes-Maritimes|07 Ardèche
08 Ardennes|09 Ariège|10 Aube|11 Aude|12 Aveyron|13 Bouches-du-Rhône|14 Calvados|15 Cantal|16 Charente
17 Charente-Maritime|18 Cher|19 Corrèze|2A Corse-du-Sud|2B Haute-Corse|21 Côte-d’Or|22 Côtes-d’Armor|23 Creuse
24 Dordogne|25 Doubs|26 Drôme|27 Eure|28 Eure-et-Loir|29 Finistère|30 Gard|31 Haute-Garonne|32 Gers|33 Gironde
34 Hérault|35 Ille-et-Vilaine|36 Indre|37 Indre-et-Loire|38 Isère|39 Jura|40 Landes|41 Loir-et-Cher|42 Loire
43 Haute-Loire|44 Loire-Atlantique|45 Loiret|46 Lot|47 Lot-et-Garonne|48 Lozère|49 Maine-et-Loire|50 Manche
51 Marne|52 Haute-Marne|53 Mayenne|54 Meurthe-et-Moselle|55 Meuse|56 Morbihan|57 Moselle|58 Nièvre|59 Nord
60 Oise|61 Orne|62 Pas-de-Calais|63 Puy-de-Dôme|64 Pyrénées-Atlantiques|65 Hautes-Pyrénées
66 Pyrénées-Orientales|67 Bas-Rhin|68 Haut-Rhin|69 Rhône|70 Haute-Saône|71 Saône-et-Loire|72 Sarthe|73 Savoie
74 Haute-Savoie|75 Paris|76 Seine-Maritime|77 Seine-et-Marne|78 Yvelines|79 Deux-Sèvres|80 Somme|81 Tarn
82 Tarn-et-Garonne|83 Var|84 Vaucluse|85 Vendée|86 Vienne|87 Haute-Vienne|88 Vosges|89 Yonne
90 Territoire de Belfort|91 Essonne|92 Hauts-de-Seine|93 Seine-Saint-Denis|94 Val-de-Marne|95 Val-d’Oise
971 Guadeloupe|972 Martinique|973 Guyane|974 La Réunion|976 Mayotte"""


def _declare() -> dict[str, Department]:
    zone_of = {code: zone for zone, codes in _ZONES.items() for code in codes.split()}
    defence = {code: zone for zone, codes in _DEFENCE_ZONES.items() for code in codes.split()}
    entries = [entry.split(" ", 1) for entry in _NAMES.replace("\n", "|").split("|")]
    real = [Department(code, name, zone_of.get(code), defence[code]) for code, name in entries]
    fictional = Department(DEMONSTRATION, "Val-Fictif", "A", "fictive")
    return {department.code: department for department in (fictional, *real)}


DEPARTMENTS: dict[str, Department] = _declare()
"""The 101 départements by code, and the fictional one of the demonstration."""


def of_defence_zone(zone: str) -> tuple[str, ...]:
    """The codes of the départements of a defence zone."""
    return tuple(code for code, department in DEPARTMENTS.items() if department.defence_zone == zone)


def department_code(written: str) -> str | None:
    """The code of a département as it may be typed (`1`, `01`, `2a`, `31.0`), None if there is none."""
    text = written.strip().upper().removesuffix(".0")
    text = text.zfill(2) if text.isdigit() else text
    return text if text in DEPARTMENTS else None
