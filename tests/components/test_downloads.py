import pandas as pd

from components.downloads import csv_bytes


def test_csv_opens_in_a_french_spreadsheet() -> None:
    frame = pd.DataFrame(
        {
            "sector": ["Cité; nord", "=1+1", "-2", "@SUM", None],
            "value": [1.5, -2.0, float("nan"), 1234.0, 0.0],
            "day": pd.to_datetime(["2026-01-13", "", "2026-02-01", "", ""]),
            "alert": [True, False, True, False, False],
            "hidden": [1, 2, 3, 4, 5],
        }
    )
    labels = {"sector": "Secteur", "value": "Faits", "day": "Jour", "alert": "À décider"}
    assert (
        csv_bytes(frame, labels)
        == (
            "\ufeffSecteur;Faits;Jour;À décider\r\n"
            '"Cité; nord";1,5;13/01/2026;oui\r\n'
            "'=1+1;-2,0;;non\r\n"
            "-2;;01/02/2026;oui\r\n"
            "'@SUM;1234,0;;non\r\n"
            ";0,0;;non\r\n"
        ).encode()
    )
