"""What a setting of an update rule or a schedule may be."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec import Struct

from gdsim.engine.descent.experiment import Setting
from gdsim.engine.errors import InputError
from gdsim.engine.formula.numbers.typed import read_number
from gdsim.texts import N_


class SettingSpec(Struct, frozen=True, kw_only=True):
    """A named setting: its default, the values it accepts, and what people call it.

    All texts are English and translated where they are shown; see `gdsim.texts`.

    Attributes
    ----------
    name
        Unique among all rules and schedules, unless it means alike in each, as a share kept.
    title, tip
        What people call it beside its rule or schedule, and what it is for.
    full_title
        What people call it away from there; empty where that is the title.
    sign
        What stands for it in running text, such as β₁; empty where it is told by its name.
    default
        A number, or one of `choices`.
    low, high
        Ends of the accepted range of a number; infinite where there is none.
    low_open, high_open
        Whether that end itself is refused.
    integer
        Whether only whole numbers are accepted.
    counts_updates
        Whether it is a number of updates, so that more than a run has change nothing.
    choices
        The accepted words; empty for a number.
    symbol
        What stands for it in the equations, in LaTeX; empty for a word.
    """

    name: str
    title: str
    tip: str
    default: Setting
    full_title: str = ""
    sign: str = ""
    symbol: str = ""
    low: float = -math.inf
    high: float = math.inf
    low_open: bool = False
    high_open: bool = False
    integer: bool = False
    counts_updates: bool = False
    choices: tuple[str, ...] = ()

    @property
    def accepted(self) -> str:
        """What is accepted: the choices, or the range as a chain such as ``0 <= beta < 1``."""
        if self.choices:
            return ", ".join(self.choices)
        text = self.name
        if self.low > -math.inf:
            text = f"{self.low:g} {'<' if self.low_open else '<='} {text}"
        if self.high < math.inf:
            text = f"{text} {'<' if self.high_open else '<='} {self.high:g}"
        return text

    def check(self, value: Setting) -> Setting:
        """Return `value`, parsed where it is the text of a number.

        Raises
        ------
        InputError
            If the value is not accepted.
        """
        if self.choices:
            if value not in self.choices:
                raise self._refusal(N_("{name} is {value}; give one of {accepted}"), value)
            return value
        try:
            number = read_number(value) if isinstance(value, str) else float(value)
        except (InputError, TypeError, ValueError, OverflowError):
            number = math.nan
        if not self._is_accepted(number):
            if self.integer:
                raise self._refusal(
                    N_("{name} is {value}; give a whole number with {accepted}"), value
                )
            raise self._refusal(N_("{name} is {value}; give a number with {accepted}"), value)
        return int(number) if self.integer else number

    def _is_accepted(self, number: float) -> bool:
        above = number > self.low if self.low_open else number >= self.low
        below = number < self.high if self.high_open else number <= self.high
        whole = not self.integer or number.is_integer()
        return math.isfinite(number) and above and below and whole

    def _refusal(self, template: str, value: Setting) -> InputError:
        return InputError(template, name=self.name, value=value, accepted=self.accepted)


def resolve(specs: Sequence[SettingSpec], given: Mapping[str, Setting]) -> dict[str, Setting]:
    """Return a value for each of `specs`: the given one, checked, or the default.

    Raises
    ------
    InputError
        If a value is not accepted or a given name is none of `specs`.
    """
    refuse_unknown(given, [spec.name for spec in specs])
    return {spec.name: spec.check(given.get(spec.name, spec.default)) for spec in specs}


def refuse_unknown(given: Mapping[str, Setting], accepted: Sequence[str]) -> None:
    """Raise InputError if a name in `given` is not among `accepted`."""
    for name in given:
        if name not in accepted:
            if not accepted:
                raise InputError(
                    "the setting {name} is unknown; there is nothing to set", name=name
                )
            raise InputError(
                "the setting {name} is unknown here; what can be set is {accepted}",
                name=name,
                accepted=", ".join(accepted),
            )
