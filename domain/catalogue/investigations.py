"""Indicators of investigations: assets, minors, results sent to the office."""

from domain.catalogue.declaration import By, Direction, Indicator, Nature, Placing

_D, _SEC, _SRV = By.DEPARTMENT, By.SECTOR, By.SERVICE
_COUNT, _QUANTITY, _SHARE, _STATE = Nature.COUNT, Nature.QUANTITY, Nature.SHARE, Nature.STATE
_BETTER, _WORSE, _NEITHER = Direction.BETTER, Direction.WORSE, Direction.NEITHER


_ENQUIRY = "une enquête, reconnue à sa référence"
_CLOSED = ("closed_on",)


def _enquiry(
    code: str,
    label: str,
    unit: str,
    nature: Nature,
    explanation: str,
    direction: Direction = _NEITHER,
    *,
    dates: tuple[str, ...] = _CLOSED,
    placing: Placing = Placing.DAY,
    grain: str = _ENQUIRY,
    beside: tuple[str, ...] = (),
) -> Indicator:
    return Indicator(
        code,
        label,
        unit,
        "investigations",
        nature,
        direction,
        explanation,
        (_D, _SEC, _SRV),
        2 if nature is _SHARE else 0,
        grain=grain,
        placing=placing,
        dates=dates,
        beside=beside,
    )


def _share(code: str, label: str, explanation: str, beside: tuple[str, ...] = ()) -> Indicator:
    """A share of the investigations opened or open in the window."""
    return _enquiry(
        code,
        label,
        "part des enquêtes",
        _SHARE,
        explanation,
        _BETTER,
        dates=("opened_on", "closed_on"),
        placing=Placing.OPEN,
        beside=beside,
    )


def _sum(code: str, label: str, unit: str, explanation: str, grain: str, direction: Direction = _NEITHER) -> Indicator:
    """A sum over the investigations closed in the window."""
    return _enquiry(code, label, unit, _QUANTITY, explanation, direction, grain=grain)


INVESTIGATIONS = (
    _enquiry(
        "investigations_opened",
        "Enquêtes ouvertes",
        "enquêtes",
        _COUNT,
        "Enquêtes ouvertes dans la fenêtre.",
        dates=("opened_on",),
    ),
    _enquiry("investigations_closed", "Enquêtes closes", "enquêtes", _COUNT, "Enquêtes closes dans la fenêtre."),
    _enquiry(
        "investigations_open",
        "Enquêtes en cours",
        "enquêtes",
        _STATE,
        "Enquêtes ouvertes et non closes le dernier jour de la fenêtre.",
        dates=("opened_on", "closed_on"),
        placing=Placing.LAST_DAY,
    ),
    _enquiry(
        "networks_dismantled",
        "Réseaux démantelés",
        "réseaux",
        _COUNT,
        "Enquêtes closes dans la fenêtre qui ont démantelé un réseau.",
        _BETTER,
        grain="une enquête marquée «\u00a0réseau démantelé\u00a0»",
    ),
    _share(
        "objective_share",
        "Part liée à un objectif du plan",
        "Enquêtes rattachées à un objectif du plan, sur celles ouvertes ou en cours dans la fenêtre.",
    ),
    _share(
        "gir_share",
        "Part co-saisie avec le GIR",
        "Enquêtes où le GIR est co-saisi, sur celles ouvertes ou en cours dans la fenêtre.",
    ),
    _share(
        "asset_share",
        "Part avec volet patrimonial",
        "Enquêtes avec un volet patrimonial, sur celles ouvertes ou en cours dans la fenêtre.",
    ),
    _share(
        "asset_share_districts",
        "Part avec volet patrimonial, quartiers du protocole",
        "La même part, pour les enquêtes des secteurs qui sont l’un des 43 quartiers du protocole du "
        "23 septembre 2009.",
        beside=("sectors",),
    ),
    _sum(
        "assets_eur",
        "Avoirs saisis",
        "€",
        "Avoirs saisis dans les enquêtes closes dans la fenêtre.",
        "un euro",
        _BETTER,
    ),
    _sum(
        "tax_eur",
        "Propositions de taxation",
        "€",
        "Taxation proposée dans les enquêtes closes dans la fenêtre.",
        "un euro",
    ),
    _sum(
        "suspects",
        "Mis en cause",
        "personnes",
        "Mis en cause des enquêtes closes dans la fenêtre.",
        "une personne, autant de fois que d’enquêtes",
    ),
    _sum(
        "minors",
        "Mineurs mis en cause",
        "personnes",
        "Mineurs parmi les mis en cause des enquêtes closes dans la fenêtre.",
        "un mineur, autant de fois que d’enquêtes",
    ),
    _sum(
        "parents_examined",
        "Parents, responsabilité examinée",
        "parents",
        "Parents dont la responsabilité a été examinée (article 227-17), enquêtes closes dans la fenêtre.",
        "un parent",
    ),
    _sum(
        "parents_prosecuted",
        "Parents poursuivis",
        "parents",
        "Parents poursuivis (article 227-17), enquêtes closes dans la fenêtre.",
        "un parent",
    ),
    _enquiry(
        "sent_share",
        "Part transmise à l’office",
        "part des enquêtes closes",
        _SHARE,
        "Enquêtes dont les résultats ont été transmis à l’office central, sur celles closes dans la fenêtre.",
        _BETTER,
    ),
    _enquiry(
        "sent_median_days",
        "Délai médian de transmission",
        "jours",
        _STATE,
        "De la clôture à la transmission à l’office central, enquêtes closes dans la fenêtre et transmises.",
        _WORSE,
        placing=Placing.WHOLE,
    ),
    _enquiry(
        "unsent",
        "Résultats non transmis à l’office",
        "enquêtes",
        _STATE,
        "Enquêtes closes au dernier jour de la fenêtre, ou avant, et non transmises à cette date.",
        _WORSE,
        dates=("closed_on", "sent_to_office_on"),
        placing=Placing.LAST_DAY,
    ),
)
