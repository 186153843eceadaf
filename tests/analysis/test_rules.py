"""Each rule of À retenir and À décider on a département small enough to count by hand: it speaks, is silent, and where
between the two its boundary lies. The window is that of 1 to 14 June 2026, Monday to Sunday."""

from dataclasses import replace
from datetime import date, time

import pytest
from scipy.stats import binomtest

from analysis.freshness import freshness
from analysis.rules import RULES, Finding, Grounds, Matter, MatterKind, Output, Sense, findings, matters
from domain.windows import Window
from indicators.hotspots import rank_sectors
from indicators.mobile_forces import zone_days
from indicators.situation import Situation
from tests.indicators.tables import COLLEGE, LYCEE, Row, daily, fact, operation, presence, situation

WINDOW = Window(date(2026, 6, 1), date(2026, 6, 14))
END, AFTER, BEFORE = "2026-06-14", "2026-06-15", "2026-05-31"
NBSP, THIN = "\u00a0", "\u202f"
YEAR = daily("2025-06-02", BEFORE, 52) + daily("2025-06-02", BEFORE, 52, "S2")  # two facts a fortnight in each


def grounds(now: Situation, window: Window = WINDOW) -> Grounds:
    return Grounds(now, window, rank_sectors(now, window), freshness(now, window))


def said(now: Situation, window: Window = WINDOW) -> dict[str, Finding]:
    return {finding.rule.code: finding for finding in findings(grounds(now, window))}


def asked(now: Situation, window: Window = WINDOW) -> dict[str, Matter]:
    return {matter.kind: matter for matter in matters(grounds(now, window))}


def least_rise() -> int:
    """The least count in S1 that a test of 14 days against 364, adjusted over three sectors, calls a rise."""
    return next(
        count
        for count in range(3, 30)
        if 3 * binomtest(count, count + 52, 14 / 378).pvalue < 0.05  # the two other sectors show nothing
    )


def facts_of_window(count: int) -> list[Row]:
    return YEAR + daily("2026-06-01", END, count) + daily("2026-06-01", END, 2, "S2")


def test_the_table_is_whole_and_each_code_stands_once() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    assert {rule.code for rule in RULES if rule.output is Output.DECIDE} == set(MatterKind)
    for rule in RULES:
        assert rule.condition
        assert not any(sign.isdigit() for sign in rule.sentence + rule.support), rule.code


def test_a_rise_is_said_from_the_count_that_the_test_allows_and_not_one_below() -> None:
    rise = least_rise()
    found = said(situation(facts=facts_of_window(rise)))
    assert found["sectors_rising"].text == f"1{NBSP}secteur en hausse{NBSP}: Les Tilleuls ({rise} contre 2,0 attendus)."
    assert found["sectors_rising"].sense is Sense.WORSE
    assert found["sectors_rising"].link.parameters == {"secteur": "S1"}
    below = said(situation(facts=facts_of_window(rise - 1)))
    assert "sectors_rising" not in below
    assert below["no_sector_rising"].text == f"Aucun des 3{NBSP}secteurs testés n’est en hausse établie."


def test_a_fall_is_said_where_the_test_allows_it() -> None:
    year = daily("2025-06-02", BEFORE, 520) + daily("2025-06-02", BEFORE, 52, "S2")  # 20 a fortnight, then 4
    found = said(situation(facts=[*year, *daily("2026-06-01", END, 4), *daily("2026-06-01", END, 2, "S2")]))
    assert found["sectors_falling"].text == f"1{NBSP}secteur en baisse{NBSP}: Les Tilleuls (4 contre 20,0 attendus)."
    assert found["facts"].sense is Sense.BETTER


def test_no_trend_is_claimed_from_files_that_stop_too_early() -> None:
    late = {"contributors": {"facts": ("BAC",)}, "coverage": {"BAC": date(2026, 6, 13)}}
    facts = facts_of_window(least_rise() + 10)
    now = situation(facts=facts, operations=[operation("O1", BEFORE)], **late)  # type: ignore[arg-type]  # two of its own arguments
    found = said(now)
    assert not {"sectors_rising", "no_sector_rising", "sectors_falling"} & set(found)
    assert "aucune tendance affirmée" in found["facts"].text
    assert found["facts"].sense is Sense.NEUTRAL
    assert MatterKind.DEGRADES_WITHOUT_OPERATION not in asked(now)
    in_time = situation(facts=facts, contributors={"facts": ("BAC",)}, coverage={"BAC": WINDOW.end})
    assert "sectors_rising" in said(in_time)


def test_facts_known_by_their_month_alone_withhold_the_trend() -> None:
    facts = [*facts_of_window(40), fact("2026-06-01", "S2", precision="month")]
    assert "aucune tendance affirmée" in said(situation(facts=facts))["facts"].text


@pytest.mark.parametrize(("months", "lasting"), [(9, True), (8, False)])
def test_a_degradation_is_lasting_from_nine_months_of_twelve(months: int, lasting: bool) -> None:
    starts = [date(2025 + (at > 11), at % 12 + 1, 1) for at in range(5, 17)]  # June 2025 to May 2026
    facts = [fact(str(start), "S1", count=10 if at < months else 1) for at, start in enumerate(starts)]
    facts += [fact(str(start), sector, count=1) for start in starts for sector in ("S2", "S3")]
    now = situation(facts=facts)
    assert ("lasting_degradation" in said(now)) is lasting
    if lasting:
        assert said(now)["lasting_degradation"].text == f"1{NBSP}secteur en dégradation durable{NBSP}: Les Tilleuls."
        late = situation(facts=facts, contributors={"facts": ("BAC",)}, coverage={"BAC": date(2026, 5, 30)})
        assert "lasting_degradation" not in said(late)


def test_operations_are_set_against_the_targets_of_the_plan() -> None:
    targets = [
        {"indicator": "operations", "sector": "S1", "value": 1.0, "per": "week"},  # two in the fortnight: just reached
        {"indicator": "operations", "sector": "S2", "value": 1.0, "per": "fortnight"},
    ]
    done = [operation("O1", "2026-06-01"), operation("O2", END), operation("O3", AFTER, "S2")]
    found = said(situation(operations=done, targets=targets))
    assert found["operations_target"].text == f"2{NBSP}opérations{NBSP}: cible atteinte dans 1{NBSP}secteur sur 2."
    assert "operations_target" not in said(situation(operations=done))
    assert "operations_counted" in said(situation(operations=done))
    late = situation(
        operations=done, targets=targets, contributors={"operations": ("CGD",)}, coverage={"CGD": date(2026, 6, 13)}
    )
    assert said(late)["operations_target"].evidence.endswith("fichiers attendus de CGD.")


def test_coverage_is_that_of_the_national_list_with_its_target() -> None:
    seen = [presence(COLLEGE, day, time(8)) for day in ("2026-05-28", "2026-06-02", "2026-06-04", "2026-06-09")]
    found = said(situation(presences=seen))["coverage_national"]
    assert found.text == f"Liste nationale{NBSP}: 50{NBSP}% des semaines de classe couvertes (1 sur 2)."
    assert found.evidence == f"1{NBSP}établissement, cible de chacun ramenée aux jours de classe."
    aim = [{"indicator": "school_coverage_national", "value": 0.8, "per": "semester"}]
    aimed = said(situation(presences=seen, targets=aim))["coverage_national"]
    assert aimed.evidence.endswith(f"{THIN}; cible du plan, 80{NBSP}%.")


def test_networks_and_assets_are_those_of_the_investigations_closed_in_the_window() -> None:
    def closed(reference: str, day: str) -> Row:
        opened: Row = {"reference": reference, "opened_on": "2026-01-10", "service": "BAC", "closed_on": day}
        return {**opened, "dismantled": True, "assets_eur": 1500.0}

    found = said(situation(investigations=[closed("E1", END), closed("E2", AFTER), closed("E3", BEFORE)]))
    assert found["networks"].text == f"1{NBSP}réseau démantelé."
    assert found["assets"].text == f"Avoirs saisis{NBSP}: 1{THIN}500{NBSP}€ dans 1{NBSP}enquête close."
    assert found["assets"].evidence == f"1{THIN}500{NBSP}€ la fenêtre précédente{THIN}; somme, sans test."
    none = said(situation(investigations=[closed("E2", AFTER), closed("E3", BEFORE)]))
    assert none["no_network"].text == "Aucun réseau démantelé dans les enquêtes closes de la fenêtre."
    assert "assets" not in none


@pytest.mark.parametrize(
    "tables",
    [
        {"facts": [fact(END)]},
        {"operations": [operation("O1", END)]},
        {"presences": [presence(LYCEE, BEFORE, time(8))]},
        {"investigations": [{"reference": "E", "opened_on": "2026-06-14", "service": "BAC"}]},
        {"facts": YEAR, "operations": [operation("O1", BEFORE)]},
    ],
)
def test_a_quiet_window_still_has_three_sentences_and_never_more_than_five(tables: dict[str, list[Row]]) -> None:
    assert 3 <= len(said(situation(**tables))) <= 5  # type: ignore[arg-type]  # sheets by name


def test_what_no_file_tells_is_said_as_such() -> None:
    found = said(situation(operations=[operation("O1", END)]))
    assert found["facts_unknown"].text == f"Faits de stupéfiants{NBSP}: aucune donnée déposée (feuille Faits)."


def test_nothing_is_said_before_the_first_file() -> None:
    assert (said(situation()), asked(situation())) == ({}, {})
    tomorrow = situation(operations=[operation("O1", AFTER)])
    assert (said(tomorrow), asked(tomorrow)) == ({}, {})


@pytest.mark.parametrize(
    ("day", "last", "asks"),
    [(BEFORE, "31/05/2026", True), ("2026-06-01", None, False), (END, None, False)],
)
def test_a_sector_degrades_without_operation_while_none_falls_in_the_window(
    day: str, last: str | None, asks: bool
) -> None:
    found = asked(situation(facts=facts_of_window(30), operations=[operation("O1", day)]))
    assert (MatterKind.DEGRADES_WITHOUT_OPERATION in found) is asks
    if asks:
        matter = found[MatterKind.DEGRADES_WITHOUT_OPERATION]
        assert matter.title == f"1{NBSP}secteur en hausse sans opération"
        assert matter.detail == f"Les Tilleuls{NBSP}: dernière opération le {last}."


def test_without_any_file_of_operations_nobody_is_blamed_for_none() -> None:
    assert MatterKind.DEGRADES_WITHOUT_OPERATION not in asked(situation(facts=facts_of_window(30)))


def decision(due: str, done: str | None = None) -> Row:
    return {"taken_on": "2026-05-04", "text": "Éclairer la gare", "owner": "BAC", "due_on": due, "done_on": done}


@pytest.mark.parametrize(
    ("due", "done", "asks"),
    [("2026-06-13", None, True), (END, None, False), ("2026-06-13", END, False), ("2026-06-13", AFTER, True)],
)
def test_a_decision_is_overdue_the_day_after_its_day(due: str, done: str | None, asks: bool) -> None:
    found = asked(situation(decisions=[decision(due, done)], facts=[fact(END)]))
    assert (MatterKind.DECISION_OVERDUE in found) is asks
    if asks:
        assert found[MatterKind.DECISION_OVERDUE].detail == "Éclairer la gare (BAC), échéance du 13/06/2026."


@pytest.mark.parametrize(("day", "idle"), [(END, ["S3"]), (AFTER, ["S1", "S3"]), (BEFORE, ["S1", "S3"])])
def test_a_sector_is_idle_while_nobody_did_anything_in_it(day: str, idle: list[str]) -> None:
    now = situation(operations=[operation("O1", day), operation("O2", END, "S2")])
    matter = asked(now)[MatterKind.NO_ACTION]
    assert matter.count == len(idle)
    assert matter.link.parameters == {"secteur": idle[0]}
    assert matter.detail.endswith("aucune ligne déposée pour Présences, Enquêtes et Sûreté.")


def test_a_school_is_under_target_for_sure_or_waits_for_files() -> None:
    seen = [presence(COLLEGE, day, time(8)) for day in ("2026-05-28", "2026-06-02", "2026-06-04", "2026-06-09")]
    seen += [presence(LYCEE, day, time(8)) for day in ("2026-05-28", "2026-06-02", "2026-06-10")]  # one a week: covered
    matter = asked(situation(presences=seen))[MatterKind.SCHOOL_UNDER_TARGET]
    assert matter.title == f"1{NBSP}établissement sous sa cible"
    assert matter.detail == (
        f"Dont 1 de la liste nationale, le moins couvert{NBSP}: Collège A (50{NBSP}% des semaines)."
    )
    enough = [*seen, presence(COLLEGE, "2026-06-12", time(8))]  # the second day of the second week
    assert MatterKind.SCHOOL_UNDER_TARGET not in asked(situation(presences=enough))
    late = {"contributors": {"presences": ("BAC",)}, "coverage": {"BAC": date(2026, 6, 11)}}
    assert MatterKind.SCHOOL_UNDER_TARGET not in asked(situation(presences=seen, **late))  # type: ignore[arg-type]  # two of its own


@pytest.mark.parametrize(
    ("due", "state", "asks"),
    [
        ("2026-06-13", "under_way", True),
        ("2026-06-13", None, True),
        (END, "under_way", False),
        ("2026-06-13", "reached", False),
        ("2026-06-13", "given_up", False),
        (None, "under_way", False),
    ],
)
def test_an_objective_is_overdue_the_day_after_its_day(due: str | None, state: str | None, asks: bool) -> None:
    objective: Row = {"code": "O-1", "strand": "deterrence", "rank": 1, "title": "Tenir", "lead_service": "BAC"}
    found = asked(situation(objectives=[{**objective, "due_on": due, "state": state}], facts=[fact(END)]))
    assert (MatterKind.OBJECTIVE_OVERDUE in found) is asks
    if asks:
        assert found[MatterKind.OBJECTIVE_OVERDUE].detail == f"O-1{NBSP}: Tenir, échéance du 13/06/2026."


@pytest.mark.parametrize(
    ("closed", "sent", "waiting"),
    [(END, None, 0), ("2026-06-04", None, 10), (AFTER, None, None), (BEFORE, END, None), (BEFORE, AFTER, 14)],
)
def test_a_result_waits_from_its_closing_to_its_sending(closed: str, sent: str | None, waiting: int | None) -> None:
    enquiry: Row = {"reference": "E1", "opened_on": "2026-01-10", "service": "BAC"}
    found = asked(situation(investigations=[{**enquiry, "closed_on": closed, "sent_to_office_on": sent}]))
    assert (MatterKind.NOT_SENT in found) is (waiting is not None)
    if waiting is not None:
        days = f"{waiting}{NBSP}jour" + ("s" if waiting > 1 else "")
        assert found[MatterKind.NOT_SENT].detail == f"Le plus ancien attend depuis {days}."


@pytest.mark.parametrize(
    ("start", "answer", "asks"),
    [(END, "refused", True), (AFTER, "refused", False), (END, "granted", False), (END, "pending", False)],
)
def test_forces_refused_are_those_of_the_window(start: str, answer: str, asks: bool) -> None:
    request: Row = {"reference": "F1", "from_date": start, "to_date": "2026-06-20", "units_asked": 2, "answer": answer}
    found = asked(situation(mobile_forces=[request], facts=[fact(END)]))
    assert (MatterKind.MOBILE_FORCES_REFUSED in found) is asks
    if asks:
        matter = found[MatterKind.MOBILE_FORCES_REFUSED]
        assert (matter.title, matter.detail) == (
            f"1{NBSP}demande de forces mobiles refusée",
            f"2{NBSP}unités demandées.",
        )


def test_the_zone_is_short_on_the_days_that_its_departments_lack_units() -> None:
    requests: list[Row] = [
        {
            "reference": "F1",
            "from_date": "2026-06-10",
            "to_date": "2026-06-12",
            "units_asked": 3,
            "units_granted": 2,
            "answer": "granted",
        },
        {"reference": "F2", "from_date": "2026-06-12", "to_date": "2026-06-12", "units_asked": 2, "answer": "refused"},
    ]
    now = situation(mobile_forces=requests, facts=[fact(END)])
    days = zone_days(now.table("mobile_forces").assign(department="00"), WINDOW)
    found = {matter.kind: matter for matter in matters(replace(grounds(now), short_days=days))}
    matter = found[MatterKind.ZONE_SHORT]
    assert matter.title == f"3{NBSP}jours de pénurie de forces mobiles dans la zone"
    assert matter.detail == f"3{NBSP}unités manquent au plus fort, le 12/06/2026."
    assert MatterKind.MOBILE_FORCES_REFUSED not in found


@pytest.mark.parametrize(("reach", "asks"), [(WINDOW.end, False), (date(2026, 6, 13), True)])
def test_a_service_is_late_from_one_day_on(reach: date, asks: bool) -> None:
    now = situation(facts=[fact(BEFORE)], contributors={"facts": ("BAC",)}, coverage={"BAC": reach})
    found = asked(now)
    assert (MatterKind.FILES_LATE in found) is asks
    if asks:
        assert found[MatterKind.FILES_LATE].detail == f"BAC{NBSP}: fichiers jusqu’au 13/06/2026."
