"""Which function stands behind which indicator: one entry of the catalogue, one entry here."""

from domain.catalogue import BY_WORDS, CATALOGUE, LOCAL_PREFIX, By, Indicator
from indicators.local import local_codes, local_indicator, local_measure
from indicators.measures import Measure
from indicators.situation import Situation
from indicators.steering import FIELD, STEERING

FUNCTIONS: dict[str, Measure] = {**FIELD, **STEERING}
"""The function of every indicator of the catalogue, by code."""


class UnknownIndicator(KeyError):
    """A code that no indicator bears, or not at that level. The message is French, for the user."""

    def __str__(self) -> str:
        return str(self.args[0])


def indicator_of(situation: Situation, code: str, by: By) -> Indicator:
    """The entry of that code, local ones included. Raises UnknownIndicator."""
    local = code.startswith(LOCAL_PREFIX)
    indicator = local_indicator(situation, code) if local else CATALOGUE.get(code)
    if indicator is None:
        raise UnknownIndicator(f"L’indicateur «\u00a0{code}\u00a0» n’existe pas.")
    if by not in indicator.levels:
        raise UnknownIndicator(f"L’indicateur «\u00a0{code}\u00a0» ne se calcule pas {BY_WORDS[by]}.")
    return indicator


def measure_of(code: str) -> Measure:
    """The function of a code that `indicator_of` knows."""
    return local_measure(code) if code.startswith(LOCAL_PREFIX) else FUNCTIONS[code]


def offered(situation: Situation, by: By) -> list[str]:
    """The codes that exist at that level: the catalogue's, then the local ones."""
    known = [code for code, indicator in CATALOGUE.items() if by in indicator.levels]
    local = local_codes(situation)
    return known + [code for code in local if by in indicator_of(situation, code, By.DEPARTMENT).levels]


def reads_of(indicator: Indicator) -> tuple[str, ...]:
    """The sheets whose rows the indicator is made of."""
    return measure_of(indicator.code).reads or (indicator.source,)
