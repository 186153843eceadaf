"""The targets of a plan against the catalogue: whether each can be reached at all, at its level and with its value."""

from data_access.workbooks import sentences
from data_access.workbooks.convert import shown
from data_access.workbooks.draft import Draft
from domain.catalogue import CATALOGUE, By, Indicator
from domain.faults import Rule
from domain.sheets.declaration import AimsAt


def check_targets(draft: Draft, rule: AimsAt) -> None:
    """Fault the targets on what has none, on a level that the indicator lacks, and shares above 1.

    What a département counts under its own codes has every level of a target and any value.
    """
    columns = (draft.values[name] for name in (rule.indicator, rule.sector, rule.value))
    at_fault = draft.rows_at_fault((rule.indicator, rule.sector))
    for position, (code, sector, value) in enumerate(zip(*columns, strict=True)):
        indicator = CATALOGUE.get(str(code))
        if indicator is None:
            continue
        if not indicator.target_levels:
            draft.add(position, rule.indicator, Rule.INCONSISTENT, sentences.no_target(indicator), indicator.code)
        elif draft.rows[position] + 1 not in at_fault:
            _check_level(draft, position, rule, indicator, None if sector is None else str(sector))
        if isinstance(value, int | float) and value > 1 and indicator.at_most_one:
            _note_above_one(draft, position, rule, indicator, float(value))


def _check_level(draft: Draft, position: int, rule: AimsAt, indicator: Indicator, sector: str | None) -> None:
    by = By.DEPARTMENT if sector is None else By.SECTOR
    if by not in indicator.levels:
        what = sentences.wrong_level(indicator, by, draft.sheet.column(rule.sector))
        draft.add(position, rule.sector, Rule.INCONSISTENT, what, sector)


def _note_above_one(draft: Draft, position: int, rule: AimsAt, indicator: Indicator, value: float) -> None:
    meant = shown(value / 100) if indicator.is_share and value <= 100 else None
    what = sentences.above_one(indicator, shown(value), meant)
    proposals = None if meant is None else {rule.value: meant}
    draft.add(position, rule.value, Rule.OUT_OF_RANGE, what, shown(value), proposals=proposals, impossible=True)
