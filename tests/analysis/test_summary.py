"""What Synthèse says, and what it must not say."""

from datetime import date

from analysis.hotspots import fortnight_until
from analysis.rules import MatterKind
from analysis.summary import summary
from data_access.database import Database
from domain.scope import OPERATOR
from tests import truths
from tests.conftest import UNTIL


def test_the_matters_are_the_known_truths(demonstration: Database) -> None:
    found = summary(demonstration, OPERATOR, "00", fortnight_until(UNTIL))
    counts = {matter.kind: matter.count for matter in found.to_decide}
    assert counts[MatterKind.DEGRADES_WITHOUT_OPERATION] == 1
    assert counts[MatterKind.DECISION_OVERDUE] == truths.DECISIONS_OVERDUE
    assert counts[MatterKind.NO_ACTION] == 1
    assert counts[MatterKind.NOT_SENT] == truths.UNSENT
    assert counts[MatterKind.FILES_LATE] == 1
    first = found.to_decide[0]
    assert first.link.parameters == {"secteur": truths.WORSE_SECTOR}


def test_nothing_is_said_of_a_window_before_the_first_file(demonstration: Database) -> None:
    found = summary(demonstration, OPERATOR, "00", fortnight_until(date(2023, 3, 31)))
    assert (found.findings, found.to_decide) == ((), ())
    assert {key.figure.value for key in found.key_figures} == {None}
    assert set(found.freshness["last_date"]) == {None}
    assert (found.freshness["days_behind"] > 0).all()


def test_a_departement_without_files_has_an_empty_summary(demonstration: Database) -> None:
    found = summary(demonstration, OPERATOR, "31", fortnight_until(UNTIL))
    assert (found.findings, found.to_decide, len(found.sectors)) == ((), (), 0)
