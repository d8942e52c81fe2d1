"""How many numbers a rule remembers from one update to the next."""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.engine.descent.rules import RULES
from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.letters import shuffled
from gdsim.study.exam.question import Draft
from gdsim.study.words.names import state_name, title_of
from gdsim.study.working.blocks import Formula, Section, Table, Text
from gdsim.texts import N_

_BYTES = 8
"""Bytes of a float64."""

_ASKED = {1: ("gd", "momentum", "adagrad", "adam"), 2: ("momentum", "rmsprop", "adadelta", "adam")}
"""Rules that are asked for at the levels with numbers; those with no state make no slip there."""

_LISTED = ("gd", "momentum", "nesterov", "adagrad", "rmsprop", "adadelta", "adam", "amsgrad")
"""Rules of the solution; what others remember need not be a number for each parameter."""

_ORDERED = ("gd", "momentum", "adam", "amsgrad")
"""Rules that remember 0, 1, 2 and 3 arrays."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: arrays of a rule (1), numbers and bytes (2), rules in order (3)."""
    if level == 1:
        return _arrays(draw.sample(_ASKED[1], 2))
    if level == 2:
        return draft_of(draw.pick(_ASKED[2]), draw.whole(2, 90) * draw.pick((100, 1000, 10_000)))
    return _order(draw)


def _count(rule: str) -> int:
    return len(RULES[rule].states)


def _title(rule: str) -> str:
    return title_of("rule", rule)


def _arrays(rules: list[str]) -> Draft:
    label = tr("Numbers that {rule} remembers for each parameter")
    fields = tuple(
        Field(f"of_{rule}", label.format(rule=_title(rule)), "count", float(_count(rule)))
        for rule in rules
    )
    text = tr("The parameters themselves and the gradient of the update do not count.")
    slips = tuple(
        NamedSlip(
            f"one-more-for-{rule}",
            tr("That is one too many: the parameters themselves and the gradient do not count."),
            {f"of_{rule}": float(_count(rule) + 1)},
        )
        for rule in rules
    )
    return Draft(
        stem=(
            Text(
                tr(
                    "How many numbers does each rule remember from one update to the next, for each"
                    " parameter? {what}"
                ).format(what=text)
            ),
        ),
        facts={"rules": rules, "counts": "numbers for each parameter, without parameters"},
        fields=fields,
        solve=_solution,
        seconds=30,
        slips=slips,
    )


def draft_of(rule: str, parameters: int) -> Draft:
    """Return the draft that asks for numbers and bytes of a rule with a state."""
    numbers = _count(rule) * parameters

    def follows(given: Mapping[str, float]) -> float:
        return given["numbers"] * _BYTES

    stem = tr(
        "A model has {d} parameters and is trained with {rule}. How much does the rule remember"
        " from one update to the next, apart from the parameters? A number takes {bytes} bytes."
    ).format(d=f"{parameters:,}", rule=_title(rule), bytes=_BYTES)
    fields = (
        Field("numbers", tr("Numbers remembered"), "count", float(numbers)),
        Field("bytes", tr("Bytes remembered"), "count", float(numbers * _BYTES), follows=follows),
    )
    return Draft(
        stem=(Text(stem),),
        facts={"rule": rule, "parameters": parameters, "bytes_of_a_number": _BYTES},
        fields=fields,
        solve=lambda: (*_solution(), _bytes_worked_out(rule, parameters)),
        seconds=40,
        slips=_bytes_slips(rule, parameters),
    )


def _bytes_slips(rule: str, parameters: int) -> tuple[NamedSlip, ...]:
    numbers = _count(rule) * parameters
    slips = (
        NamedSlip(
            "parameters-counted",
            tr("The parameters themselves were counted, too: here they do not."),
            {"numbers": float(numbers + parameters)},
        ),
        NamedSlip(
            "one-number-in-all",
            tr("The rule remembers its numbers for each parameter, not once for all."),
            {"numbers": float(_count(rule))},
        ),
        NamedSlip(
            "bytes-of-parameters",
            tr("These are the bytes of the parameters: the rule's own numbers are asked for."),
            {"bytes": float(parameters * _BYTES)},
        ),
    )
    # With one number for each parameter its bytes are those of the parameters.
    return slips[:2] if _count(rule) == 1 else slips


def _bytes_worked_out(rule: str, parameters: int) -> Section:
    numbers = _count(rule) * parameters
    return Section(
        tr("Numbers and bytes"),
        (
            Formula(rf"{_count(rule)} \cdot {parameters} = {numbers}", numbers),
            Formula(rf"{numbers} \cdot {_BYTES} = {numbers * _BYTES}", numbers * _BYTES),
        ),
    )


def _order(draw: Draw) -> Draft:
    """Return the draft that puts rules in order."""
    options, letters = shuffled(draw, {rule: _title(rule) for rule in _ORDERED})
    swapped = ("momentum", "gd", "adam", "amsgrad")
    reverse = _ORDERED[::-1]
    field = Field(
        "order",
        tr("The rules by what they remember, least first"),
        "order",
        tuple(letters[rule] for rule in _ORDERED),
        marks=2,
        options=options,
    )
    slips = (
        NamedSlip(
            "momentum-without-velocity",
            tr("Momentum keeps a velocity; gradient descent keeps nothing."),
            {"order": tuple(letters[rule] for rule in swapped)},
        ),
        NamedSlip(
            "most-first",
            tr("This is the order from the most to the least: the least comes first."),
            {"order": tuple(letters[rule] for rule in reverse)},
        ),
    )
    stem = tr(
        "Put these rules in the order of how many numbers they remember from one update to the"
        " next, for the same model."
    )
    return Draft(
        stem=(Text(stem),),
        facts={"rules": list(_ORDERED)},
        fields=(field,),
        solve=_solution,
        seconds=40,
        slips=slips,
    )


def _solution() -> tuple[Section, ...]:
    rows = tuple(
        (
            _title(rule),
            ", ".join(state_name(state) for state in RULES[rule].states) or tr("nothing"),
            str(_count(rule)),
        )
        for rule in _LISTED
    )
    header = (tr("Rule"), tr("Remembers"), tr("Numbers for each parameter"))
    return (Section(tr("What rules remember"), (Table(header, rows),)),)


KIND = Kind(
    key="memory-of-rules",
    version=1,
    name=N_("What rules remember"),
    topics=("rules",),
    lines=((46, 50), (111, 116)),
    forms=("compute", "order"),
    draft=draft,
)
