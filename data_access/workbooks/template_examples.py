"""What the example sheet of a template shows, in the terms of the stored values."""

from datetime import date, time

from domain.sheets import Book

EXAMPLES: dict[Book, tuple[str, tuple[dict[str, object], ...]]] = {
    Book.PLAN: (
        "sectors",
        (
            {
                "code": "S01",
                "name": "Les Hauts-Prés",
                "commune": "Val-Fictif",
                "kind": "quarter",
                "force_area": "PN",
                "priority": 1,
                "task_group": True,
                "asset_district": True,
                "population": 8200,
                "longitude": -8.0778,
                "latitude": 46.0864,
                "outline": "POLYGON ((-8.08 46.08, -8.07 46.08, -8.07 46.09, -8.08 46.09, -8.08 46.08))",
            },
            {
                "code": "S12",
                "name": "Aérodrome de Montfeuil",
                "commune": "Montfeuil",
                "kind": "secondary_airport",
                "force_area": "GN",
                "priority": 12,
            },
        ),
    ),
    Book.INDICATORS: (
        "operations",
        (
            {
                "reference": "OP/2026/0539",
                "date": date(2026, 7, 3),
                "starts_at": time(23, 45),
                "ends_at": time(1, 45),
                "sector": "S05",
                "kind": "securing",
                "lead_service": "CSP-NORD",
                "partner_services": "SU-PJ; GIR-VF",
                "objective": "R2",
                "staff": 9,
                "checks": 27,
                "arrests": 2,
                "fines": 3,
                "cannabis_g": 106.5,
                "cocaine_g": 1.6,
                "cash_eur": 850,
                "weapons": 1,
                "disorder": False,
            },
            {
                "reference": "OP/2026/0540",
                "date": date(2026, 7, 4),
                "sector": "S10",
                "kind": "raid",
                "lead_service": "BTA-BRUMEVAL",
                "staff": 40,
                "mobile_units": 1,
                "checks": 34,
            },
        ),
    ),
}
"""Book -> the declared sheet that is shown, and its rows by field."""
