"""Numbers that follow one from another: their fields, what is carried forward, their slips."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.kinds.updates import has_few_decimals, number
from gdsim.study.working.blocks import Formula

Values = Mapping[str, float]


class Step(Struct, frozen=True):
    """One number: how it follows from those before it.

    Attributes
    ----------
    name
        Of its field, where it is asked.
    label
        What stands beside its field.
    left
        LaTeX of what the number is.
    value
        The number, from all before it by name.
    right
        LaTeX of how it is worked out, with ``<name>`` for each number before it.
    """

    name: str
    label: str
    left: str
    value: Callable[[Values], float]
    right: str


class ChainSlip(Struct, frozen=True):
    """A slip: how it works some steps out otherwise, by their names."""

    key: str
    text: str
    values: Mapping[str, Callable[[Values], float]]
    is_convention: bool = False


class Chain(Struct, frozen=True):
    """Steps from what is given, by name."""

    given: Values
    steps: tuple[Step, ...]

    def values(
        self,
        instead: Mapping[str, Callable[[Values], float]] | None = None,
        known: Values | None = None,
    ) -> dict[str, float]:
        """Return every number by name.

        Parameters
        ----------
        instead
            How some steps are worked out otherwise.
        known
            Numbers that are taken as they are.
        """
        found = dict(self.given)
        for step in self.steps:
            work = (instead or {}).get(step.name, step.value)
            found[step.name] = known[step.name] if known and step.name in known else work(found)
        return found

    def fields(
        self, asked: Sequence[str], marks: Mapping[str, int] | None = None
    ) -> tuple[Field, ...]:
        """Return the fields of the steps in `asked`, each carried forward from those before it."""
        right = self.values()
        return tuple(
            Field(
                step.name,
                step.label,
                "number",
                right[step.name],
                (marks or {}).get(step.name, 1),
                follows=self._follows(step.name),
            )
            for step in self.steps
            if step.name in asked
        )

    def _follows(self, name: str) -> Callable[[Values], float]:
        def follows(given: Values) -> float:
            return self.values(known={one: value for one, value in given.items() if one != name})[
                name
            ]

        return follows

    def slips(self, slips: Sequence[ChainSlip], asked: Sequence[str]) -> tuple[NamedSlip, ...]:
        """Return the slips with what they lead to in the fields asked; others than the right ones.

        One that first shows in a number that a likelier one gives as well is left out.
        """
        right, found, seen = self.values(), [], set()
        for slip in slips:
            wrong = self.values(slip.values)
            values = {name: wrong[name] for name in asked if abs(wrong[name] - right[name]) > 1e-12}
            first = next(iter(values.items()), None)
            if first is None or first in seen:
                continue
            seen.add(first)
            found.append(NamedSlip(slip.key, slip.text, values, slip.is_convention))
        return tuple(found)

    def formulas(self) -> tuple[Formula, ...]:
        """Return a line for each step, with its numbers and what it comes to."""
        values = self.values()
        texts = {name: _in_brackets(value) for name, value in values.items()}
        return tuple(
            Formula(
                f"{step.left} = {_filled(step.right, texts)} = {number(values[step.name])}",
                values[step.name],
            )
            for step in self.steps
        )

    def is_fit(self, most: int = 3) -> bool:
        """Return whether every number can be written with few decimals, and none is 0."""
        values = self.values()
        asked = [values[step.name] for step in self.steps]
        return has_few_decimals(asked, most) and 0.0 not in [round(one, 9) for one in asked]


def _in_brackets(value: float) -> str:
    text = number(value)
    return f"({text})" if value < 0 else text


def _filled(template: str, texts: Mapping[str, str]) -> str:
    """Return a LaTeX template with ``<name>`` replaced by numbers."""
    for name in sorted(texts, key=len, reverse=True):
        template = template.replace(f"<{name}>", texts[name])
    # A negative number that stands first, or alone in a fraction, needs no brackets.
    return re.sub(r"(^|\{)\((-[0-9.]+)\)(?= [-+]|\})", r"\1\2", template)
