"""Indicators of investigations: assets, minors, results sent to the office."""

from domain.catalogue.declaration import By, Direction, Indicator, Nature

_D, _SEC, _SRV = By.DEPARTMENT, By.SECTOR, By.SERVICE
_COUNT, _QUANTITY, _SHARE, _STATE = Nature.COUNT, Nature.QUANTITY, Nature.SHARE, Nature.STATE
_BETTER, _WORSE, _NEITHER = Direction.BETTER, Direction.WORSE, Direction.NEITHER


def _enquiry(
    code: str, label: str, unit: str, nature: Nature, explanation: str, direction: Direction = _NEITHER
) -> Indicator:
    decimals = 2 if nature is _SHARE else 0
    return Indicator(code, label, unit, "investigations", nature, direction, explanation, (_D, _SEC, _SRV), decimals)


INVESTIGATIONS = (
    _enquiry("investigations_opened", "Enquêtes ouvertes", "enquêtes", _COUNT, "Enquêtes ouvertes dans la fenêtre."),
    _enquiry("investigations_closed", "Enquêtes closes", "enquêtes", _COUNT, "Enquêtes closes dans la fenêtre."),
    _enquiry(
        "investigations_open",
        "Enquêtes en cours",
        "enquêtes",
        _STATE,
        "Enquêtes ouvertes et non closes le dernier jour de la fenêtre.",
    ),
    _enquiry(
        "networks_dismantled",
        "Réseaux démantelés",
        "réseaux",
        _COUNT,
        "Enquêtes closes dans la fenêtre qui ont démantelé un réseau.",
        _BETTER,
    ),
    _enquiry(
        "objective_share",
        "Part liée à un objectif du plan",
        "part des enquêtes",
        _SHARE,
        "Enquêtes rattachées à un objectif du plan, sur celles ouvertes ou en cours dans la fenêtre.",
        _BETTER,
    ),
    _enquiry(
        "gir_share",
        "Part co-saisie avec le GIR",
        "part des enquêtes",
        _SHARE,
        "Enquêtes où le GIR est co-saisi, sur celles ouvertes ou en cours dans la fenêtre.",
        _BETTER,
    ),
    _enquiry(
        "asset_share",
        "Part avec volet patrimonial",
        "part des enquêtes",
        _SHARE,
        "Enquêtes avec un volet patrimonial, sur celles ouvertes ou en cours dans la fenêtre.",
        _BETTER,
    ),
    _enquiry(
        "asset_share_districts",
        "Part avec volet patrimonial, quartiers du protocole",
        "part des enquêtes",
        _SHARE,
        "La même part, dans les quartiers du protocole du 23 septembre 2009.",
        _BETTER,
    ),
    _enquiry(
        "assets_eur",
        "Avoirs saisis",
        "€",
        _QUANTITY,
        "Avoirs saisis dans les enquêtes closes dans la fenêtre.",
        _BETTER,
    ),
    _enquiry(
        "tax_eur",
        "Propositions de taxation",
        "€",
        _QUANTITY,
        "Taxation proposée dans les enquêtes closes dans la fenêtre.",
    ),
    _enquiry("suspects", "Mis en cause", "personnes", _QUANTITY, "Mis en cause des enquêtes closes dans la fenêtre."),
    _enquiry("minors", "Mineurs mis en cause", "personnes", _QUANTITY, "Mineurs parmi les mis en cause."),
    _enquiry(
        "parents_examined",
        "Parents, responsabilité examinée",
        "parents",
        _QUANTITY,
        "Parents dont la responsabilité a été examinée (article 227-17), enquêtes closes dans la fenêtre.",
    ),
    _enquiry(
        "parents_prosecuted",
        "Parents poursuivis",
        "parents",
        _QUANTITY,
        "Parents poursuivis (article 227-17), enquêtes closes dans la fenêtre.",
    ),
    _enquiry(
        "sent_share",
        "Part transmise à l’office",
        "part des enquêtes closes",
        _SHARE,
        "Enquêtes closes dans la fenêtre dont les résultats ont été transmis à l’office central.",
        _BETTER,
    ),
    _enquiry(
        "sent_median_days",
        "Délai médian de transmission",
        "jours",
        _STATE,
        "De la clôture à la transmission, enquêtes closes dans la fenêtre et transmises.",
        _WORSE,
    ),
    _enquiry(
        "unsent",
        "Résultats non transmis à l’office",
        "enquêtes",
        _STATE,
        "Enquêtes closes au dernier jour de la fenêtre, ou avant, et non transmises à cette date.",
        _WORSE,
    ),
)
