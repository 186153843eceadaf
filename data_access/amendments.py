"""What analysts corrected or accepted in their files, kept with the deposit."""

from collections.abc import Sequence

from sqlalchemy import Connection, insert

from data_access.models import table_of
from data_access.workbooks.parsed import Amendment
from data_access.workbooks.personal import personal_content
from data_access.workbooks.sentences import sentence


def refused_reason(reason: str) -> str | None:
    """Why those words cannot be the reason of anything: a French sentence, None where they can. Reasons are stored."""
    found = personal_content(reason)
    if found is None:
        return None
    return (
        f"Cette raison contient une donnée nominative ({found}), et elle serait enregistrée. Dites-la sans désigner "
        "personne."
    )


def refused_amendment(amendments: Sequence[Amendment]) -> str | None:
    """Which of the amendments cannot be recorded, and why, in French; None where all can."""
    for amendment in amendments:
        if (why := refused_reason(amendment.reason)) is not None:
            return sentence(amendment.sheet, amendment.cell, f"{why[:1].lower()}{why[1:]}")
        if (found := personal_content(amendment.value)) is not None and not amendment.reason:
            what = f"la correction contient une donnée nominative ({found}). Retirez-la."
            return sentence(amendment.sheet, amendment.cell, what)
    return None


def record_amendments(connection: Connection, deposit_id: int, amendments: Sequence[Amendment]) -> None:
    """Record the amendments of a deposit: what was typed in a cell, or why a doubtful value was kept.

    The doubtful value itself was found in the file, and is not recorded.
    """
    rows = [
        {
            "deposit_id": deposit_id,
            "sheet": amendment.sheet,
            "cell": amendment.cell,
            "field": amendment.field,
            "rule": None if amendment.rule is None else str(amendment.rule),
            "value": "" if amendment.reason else amendment.value,
            "reason": amendment.reason,
        }
        for amendment in amendments
    ]
    if rows:
        connection.execute(insert(table_of("deposit_amendments")), rows)
