"""What each indicator is: tested or not, in class or not, and the tables that it is made of."""

PRESENCES = ("presences", "presences_joint", "presence_minutes")
COUNTS = {
    *("facts_drugs", "facts_traffic", "facts_use", "facts_connected", "operations", "operations_raids"),
    *("presences", "presences_joint", "investigations_opened", "investigations_closed", "networks_dismantled"),
    *("information_meetings_held", "information_meetings_offered", "meetings_held"),
}
"""What happens independently, and is tested; the other sums come in lots and are not."""

SHARES = {"sent_share", "recommendations_done_share"}
IN_CLASS = {"presences", "presences_joint"}
"""What may happen on days of class alone."""

ENQUIRIES = (
    *("investigations_opened", "investigations_closed", "investigations_open", "networks_dismantled"),
    *("objective_share", "gir_share", "asset_share", "asset_share_districts", "assets_eur", "tax_eur", "suspects"),
    *("minors", "parents_examined", "parents_prosecuted", "sent_share", "sent_median_days", "unsent"),
)
READS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("facts_drugs", "facts_traffic", "facts_use", "facts_connected"), ("facts",)),
    **dict.fromkeys(("operations", "operations_raids", "days_since_operation", "longest_gap_days"), ("operations",)),
    **dict.fromkeys(("unpredictability", "checks", "arrests", "fines", "cannabis_g", "cocaine_g"), ("operations",)),
    **dict.fromkeys(("heroin_g", "other_drugs_g", "cash_eur", "weapons", "disorder"), ("operations",)),
    "sectors_without_action": ("operations", "presences", "investigations", "safety"),
    **dict.fromkeys(("mobile_units_asked", "mobile_units_granted"), ("mobile_forces",)),
    **dict.fromkeys((*PRESENCES, "school_coverage", "school_coverage_national"), ("presences",)),
    **dict.fromkeys(("schools_under_target", "slots_never_covered"), ("presences",)),
    **dict.fromkeys(ENQUIRIES, ("investigations",)),
    **dict.fromkeys(("information_meetings_held", "information_meetings_offered"), ("prevention",)),
    **dict.fromkeys(("recommendations", "recommendations_done_share"), ("safety",)),
    **dict.fromkeys(("repeat_followed", "removals", "mayors_informed"), ("repeat_offenders",)),
    **dict.fromkeys(("fund_paid_in", "fund_received"), ("seizure_fund",)),
}
"""The tables that each indicator is made of; meetings, decisions and the plan are no service's files."""
