"""The entries of the dictionary: what follows from nature and dates, and what a search finds."""

import pytest

from analysis.dictionary import IndicatorEntry, dictionary, looked_up
from domain.catalogue import CATALOGUE
from domain.sheets import SHEETS

PERCENT = "10 dans la fenêtre de comparaison pour un pourcentage."
HISTORY = "56 jours d’historique pour un verdict."


def entry(code: str) -> IndicatorEntry:
    (found,) = [one for one in dictionary().indicators if one.code == code]
    return found


def test_every_indicator_sheet_and_column_has_an_entry() -> None:
    assert [one.code for one in dictionary().indicators] == [*CATALOGUE, "local:CODE"]
    assert {sheet.code: tuple(column.field for column in sheet.columns) for sheet in dictionary().sheets} == {
        code: sheet.fields for code, sheet in SHEETS.items()
    }


def test_a_count_is_tested_and_says_from_how_many_days() -> None:
    lines = entry("facts_drugs").lines
    assert lines["Verdict"].startswith("Testé contre les 364 jours d’avant la fenêtre")
    assert lines["Nombres minimaux"] == f"{PERCENT} {HISTORY}"
    assert lines["Niveaux"] == "Département et secteur."
    assert lines["Sens"] == "Moins il y en a, mieux c’est."
    assert "classe" in entry("presences").lines["Verdict"]
    assert "classe" not in lines["Verdict"]


@pytest.mark.parametrize(
    ("code", "minimum"),
    [
        ("cash_eur", PERCENT),
        ("investigations_open", PERCENT),
        ("gir_share", "Un dénominateur au-dessus de 0 pour une valeur."),
        ("unpredictability", "8 unités comptées dans la fenêtre pour une valeur."),
        ("removals", f"{PERCENT} Un mois entier dans la fenêtre pour une valeur au-dessus de 0."),
        ("plan_up_to_date", "Aucun."),
    ],
)
def test_what_is_not_a_count_is_never_tested_and_says_its_own_minimum(code: str, minimum: str) -> None:
    lines = entry(code).lines
    assert lines["Verdict"].startswith("Jamais testé")
    assert lines["Nombres minimaux"] == minimum


@pytest.mark.parametrize(
    ("code", "sources"),
    [
        ("school_coverage", ("Présences", "Établissements")),
        ("sectors_without_action", ("Secteurs", "Opérations", "Présences", "Enquêtes", "Sûreté")),
        ("asset_share_districts", ("Enquêtes", "Secteurs")),
        ("decisions_overdue", ("Registre des décisions",)),
        ("fund_received", ("Fonds de concours",)),
    ],
)
def test_an_entry_names_all_the_sheets_it_rests_on(code: str, sources: tuple[str, ...]) -> None:
    assert entry(code).sources == sources


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("facts_use", "connu qu’au mois"),
        ("sent_share", "«\u00a0close le\u00a0» dans la fenêtre."),
        ("asset_share", "Ouverte un jour au moins de la fenêtre, d’après «\u00a0ouverte le\u00a0» et «\u00a0close le"),
        ("mayors_informed", "s’il tient entier dans la fenêtre"),
        ("decisions_open", "Ce qui vaut au dernier jour de la fenêtre"),
    ],
)
def test_the_date_is_said_in_the_headers_of_the_sheet(code: str, words: str) -> None:
    assert words in entry(code).lines["Date"]


def test_a_target_goes_where_the_indicator_does() -> None:
    assert (
        entry("facts_drugs").lines["Cible"] == "Un plafond, ramené à la durée de la fenêtre (département et secteur)."
    )
    assert entry("meetings_held").lines["Cible"] == "Un plancher, ramené à la durée de la fenêtre (département)."
    assert entry("school_coverage").lines["Cible"] == "Un plancher, tel quel (département et secteur)."
    assert entry("targets_reached_share").lines["Cible"] == "Aucune n’est possible."


def test_a_search_takes_any_spelling_and_all_its_words() -> None:
    assert [one.code for one in looked_up("COCAINE").indicators] == ["cocaine_g"]
    assert [one.code for one in looked_up("office median").indicators] == ["sent_median_days"]
    (sheet,) = looked_up("nb contrôles").sheets  # a title that a service gives the column
    assert (sheet.code, [column.field for column in sheet.columns]) == ("operations", ["checks"])
    assert looked_up("  ") is dictionary()


def test_a_search_for_a_sheet_keeps_all_its_columns() -> None:
    (found,) = [sheet for sheet in looked_up("récidivistes").sheets if sheet.code == "repeat_offenders"]
    assert [column.field for column in found.columns] == list(SHEETS["repeat_offenders"].fields)


def test_a_search_without_answer_is_empty() -> None:
    found = looked_up("zzz")
    assert (found.indicators, found.sheets, found.method) == ((), (), {})
