"""Right numbers in the spellings that people write, none of which is marked wrong."""

from __future__ import annotations

import random
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import numpy as np

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.problem.objective import Objective
from gdsim.engine.run.run import Run
from gdsim.study.practice.answers import Answer, Field
from gdsim.study.practice.marking.grades import RIGHT_GRADES, Grade
from gdsim.study.practice.marking.marking import mark
from gdsim.study.practice.update_task import UpdateTask

SOME_ANSWERS, ALL_ANSWERS = 1_200, 6_000
"""How many answers are tried, and with `--full`."""

EXPERIMENT = Experiment(objective="0.5*x^2", start=(1.0,), learning_rate=0.25)
OBJECTIVE = Objective(EXPERIMENT.objective)
"""One whose gradient is x."""

SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def rounded(value: Decimal, decimals: int) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def grouped(text: str, sign: str) -> str:
    """Return a number with its thousands parted."""
    whole, point, decimals = text.lstrip("-").partition(".")
    parts = []
    while len(whole) > 3:
        whole, parts = whole[:-3], [whole[-3:], *parts]
    return ("-" if text.startswith("-") else "") + sign.join([whole, *parts]) + point + decimals


def plain(value: Decimal, rng: random.Random) -> tuple[str, Decimal]:
    """Return a decimal and what it says: with point or comma, and signs of many kinds."""
    shown = rounded(value, rng.randrange(8))
    text = f"{shown:f}"
    if rng.random() < 0.3:
        text = text.replace(".", ",")
    if rng.random() < 0.2:
        text = text.replace("-", "−")
    if rng.random() < 0.2 and text.startswith("0."):
        text = text.removeprefix("0")
    if rng.random() < 0.1 and not text.startswith(("-", "−")):
        text = "+" + text
    return rng.choice(["{}", " {} ", "= {}", "≈ {}", "$ {} $".replace("$", "")]).format(text), shown


def in_groups(value: Decimal, rng: random.Random) -> tuple[str, Decimal]:
    """Return a number with its thousands parted, also by points before a decimal comma."""
    shown = rounded(value, rng.randrange(6))
    text = f"{shown:f}"
    if "." in text and rng.random() < 0.3:
        whole, _, decimals = text.partition(".")
        return f"{grouped(whole, '.')},{decimals}", shown
    return grouped(text, rng.choice(["'", " ", ",", "\u202f"])), shown


def with_power(value: Decimal, rng: random.Random) -> tuple[str, Decimal]:
    """Return a number with a power of ten."""
    digits = rng.randrange(1, 8)
    mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
    # The format rounds ties to even: take another number of digits for those.
    if Decimal(f"{mantissa}e{exponent}") != rounded(value, digits - 1 - int(exponent)):
        return plain(value, rng)
    power = int(exponent)
    raised = rng.choice(
        [
            f"e{power}",
            f"E{power:+03d}",
            f"·10^{power}",
            f"x10^{power}",
            f" × 10^{power}",
            f"*10**{power}",
            f"·10^({power})",
            f"·10{str(power).translate(SUPERSCRIPTS)}",
            rf"\cdot10^{{{power}}}",
        ]
    )
    return mantissa + raised, Decimal(f"{mantissa}e{exponent}")


def in_tens(value: Decimal, rng: random.Random) -> tuple[str, Decimal]:
    """Return a whole number rounded to tens, hundreds and so on."""
    shown = rounded(value, -min(rng.randrange(1, 4), max(value.adjusted(), 0)))
    # Where 59.6 is rounded to tens it is 60, to which it is rounded without them, too.
    finest = next(place for place in range(4) if abs(shown - value) * 2 <= 10**place)
    return f"{shown:f}", rounded(shown, -finest)


def as_share(value: Decimal, rng: random.Random) -> tuple[str, Decimal]:
    shown = rounded(value * 100, rng.randrange(6))
    return f"{shown:f}{rng.choice([' %', '%', ' percent'])}", shown.scaleb(-2)


def as_fraction(value: Decimal, rng: random.Random) -> tuple[str, Decimal]:
    ratio = Fraction(value)
    sign, ratio = ("-", -ratio) if ratio < 0 else ("", ratio)
    if rng.random() < 0.5 and ratio > 1 and ratio.denominator > 1:
        whole, rest = divmod(ratio.numerator, ratio.denominator)
        return f"{sign}{whole} {rest}/{ratio.denominator}", value
    if rng.random() < 0.3:
        return rf"{sign}\frac{{{ratio.numerator}}}{{{ratio.denominator}}}", value
    return f"{sign}{ratio.numerator}/{ratio.denominator}", value


def as_calculation(value: Decimal, rng: random.Random) -> tuple[str, Decimal]:
    other = Decimal(rng.randrange(1, 10_000)).scaleb(-rng.randrange(4))
    if rng.random() < 0.5:
        return f"{value + other:f} - {other:f}", value
    return f"{value - other * 3:f}+3*{other:f}", value


SPELLINGS = [plain, in_groups, with_power, in_tens, as_share, as_fraction, as_calculation]


def has_least_digits(shown: Decimal, value: Decimal) -> bool:
    """Return whether a spelling has two figures or three decimals, or says all there is."""
    if shown == value:
        return True
    step = Decimal(1).scaleb(shown.as_tuple().exponent)
    if step <= Decimal("0.001"):
        return True
    return shown != 0 and step <= Decimal(1).scaleb(shown.adjusted() - 1)


def task_with(value: Decimal) -> UpdateTask:
    """Return an update whose gradient is `value`."""
    return UpdateTask.of(Run(EXPERIMENT.with_(start=(float(value),)), OBJECTIVE), 0)


def random_value(rng: random.Random) -> Decimal:
    figures = rng.randrange(1, 8)
    digits = rng.randrange(10 ** (figures - 1), 10**figures)
    return Decimal(rng.choice([-1, 1]) * digits).scaleb(-rng.randrange(0, 6))


def test_no_spelling_of_a_right_number_is_marked_wrong(full: bool) -> None:
    rng = random.Random(3)  # noqa: S311 - for a repeatable choice, not for secrets
    seen: Counter[Grade] = Counter()
    for i in range(ALL_ANSWERS if full else SOME_ANSWERS):
        value, spell = random_value(rng), SPELLINGS[i % len(SPELLINGS)]
        text, shown = spell(value, rng)
        (one,) = mark(task_with(value), {Field("gradient", 0): Answer.read(text)}).marks
        seen[one.grade] += 1
        if has_least_digits(shown, value):
            assert one.grade is Grade.RIGHT, (text, value, one)
        assert one.grade is not Grade.WRONG, (text, value, one)
    assert seen[Grade.RIGHT] > seen[Grade.TOO_FEW_DIGITS] > 0


def test_no_spelling_of_another_number_is_marked_right(full: bool) -> None:
    rng = random.Random(4)  # noqa: S311 - for a repeatable choice, not for secrets
    for i in range(ALL_ANSWERS if full else SOME_ANSWERS):
        value, spell = random_value(rng), SPELLINGS[i % len(SPELLINGS)]
        other = value * Decimal(rng.choice(["-1", "0.5", "0.8", "1.2", "2", "10", "1.03"]))
        text, shown = spell(other, rng)
        step = Decimal(1).scaleb(shown.as_tuple().exponent)
        if step >= 1:
            # Its zeros may stand for digits that were rounded away.
            step = Decimal(10) ** (len(text) - len(text.rstrip("0")))
        if abs(shown - value) <= step or not shown:
            continue
        (one,) = mark(task_with(value), {Field("gradient", 0): Answer.read(text)}).marks
        assert one.grade not in RIGHT_GRADES, (text, value, one)


def test_counts_have_no_decimals_and_any_parting_of_thousands() -> None:
    for text in ("10000", "10,000", "10.000", "10 000", "10'000", "10’000", "1e4", "10000.0"):
        assert Answer.read(text, "count").value == 10_000
    for count in np.random.default_rng(5).integers(0, 10**9, 200).tolist():
        for sign in ("", ",", ".", "'", " "):
            (reading,) = Answer.read(grouped(str(count), sign), "count").readings
            assert reading.value == count
