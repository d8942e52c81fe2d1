"""What the columns of a hand-made iteration table hold, told from their headings."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import Enum

from msgspec import Struct

from gdsim.engine.descent.rules import STATES
from gdsim.engine.errors import InputError
from gdsim.engine.formula.parameter_names import GREEK
from gdsim.study.practice.answers import Field
from gdsim.symbols import symbol


class Role(Enum):
    """What a column holds: GRADIENTS a list, BEFORE a parameter before, STATE a rule's memory."""

    ITERATION = "iteration"
    ANSWER = "answer"
    GRADIENTS = "gradients"
    BEFORE = "before"
    STATE = "state"
    UNKNOWN = "unknown"


class Column(Struct, frozen=True):
    """A column: `field` is what an ANSWER or a STATE is of, `index` which parameter BEFORE has."""

    role: Role
    title: str
    field: Field | None = None
    index: int = 0


_ITERATION = frozenset(
    "iteration iterations iter it t k i n step update epoch epochs # no nr".split()
)

_GREEK = {letter: name.lower() for name in GREEK if len(letter := symbol(name)) == 1}
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₜₖₙᵢ₊", "0123456789tkni+")
_RAISED = str.maketrans("⁽⁾⁺¹ᵏⁿⁱᵗ’′ʼ", "()+1knit'''")

_HERE, _AFTER = r"\[?\^?\(?[tkni]\)?\]?", r"\[?\^?\(?[tkni]\+1\)?\]?"
"""The number of an update at a letter: x_t, x(t), x^(k) or x[n], and that of the next one."""

_LOSS = r"(?:mathcal)?(?:loss(?:function)?|l|cost(?:function)?|error|objective|f|j|mse|sse|rss)"
_OF = r"(?:\([^()]*(?:\([^()]*\))?[^()]*\))?"
"""What a loss is of: f(x), J(θ), f(x(k))."""

_LOSS_HERE = re.compile(rf"(?:batch|full|current)?{_LOSS}{_OF}|{_LOSS}{_HERE}")
_LOSS_AFTER = re.compile(
    rf"(?:new|next){_LOSS}{_OF}|lossafter|{_LOSS}{_AFTER}|{_LOSS}\([^()]*\(?[tkni]\+1\)?\)"
)
_GRADIENTS = re.compile(
    rf"(?:gradient|grad|slope|derivative|g|∇|∇{_LOSS}|{_LOSS}')(?:{_OF}|{_HERE}|\[.*\])"
)
CORRECTED = "corrected_"
"""What stands before the name of a state that is corrected for its start, as Adam's moments are."""

_SIGNS = {
    "velocity": ("v",),
    "first_moment": ("m",),
    "second_moment": ("v",),
    "largest_second_moment": ("u",),
    "square_sum": ("s", "r"),
    "square_average": ("s", "v", "r"),
    "step_average": ("u",),
    "momentum_product": ("p",),
}
"""What courses write for what a rule remembers."""

_WORDS = {
    "velocity": ("momentum",),
    "square_sum": ("sumofsquares",),
    "square_average": ("averageofsquares",),
    "step_average": ("averageofsquaredsteps",),
}

_CORRECTED = ("corrected", "biascorrected", "bias-corrected", "unbiased")

_FALL = re.compile(
    r"(loss)?(fall|reduction|decrease|drop)(ofthe|of)?(loss)?[(,]?(in)?(%|percent)?\)?|%|percent"
)
"""The percentage by which the loss falls."""


def column_of(title: str, parameters: Sequence[str], states: Sequence[str] = ()) -> Column:
    """Return what a column with this heading holds.

    Parameters
    ----------
    states
        The names of the arrays that the run's rule remembers, those that it corrects once more
        with `CORRECTED` before them.
    """
    plain = _plain(title)
    # In small letters G, the sum of squares, would be g, the gradient.
    if _has_capital_g(title) and "g" not in map(_plain, parameters):
        state = _of_a_state(plain, title, parameters, [n for n in states if n == "square_sum"])
        if state is not None:
            return state
    own = _of_a_parameter(plain, title, parameters)
    if own is not None:
        return own
    if plain in _ITERATION:
        return Column(Role.ITERATION, title)
    if _LOSS_AFTER.fullmatch(plain):
        return Column(Role.ANSWER, title, Field("new_loss"))
    if _LOSS_HERE.fullmatch(plain):
        return Column(Role.ANSWER, title, Field("loss"))
    state = _of_a_state(plain, title, parameters, states)
    if state is not None:
        return state
    if _GRADIENTS.fullmatch(plain):
        return Column(Role.GRADIENTS, title)
    if _FALL.fullmatch(plain):
        return Column(Role.ANSWER, title, Field("fall"))
    return Column(Role.UNKNOWN, title)


def _has_capital_g(title: str) -> bool:
    return title.strip(" $\\({").startswith("G")


def _plain(title: str) -> str:
    """Return a heading in small letters, Greek ones by name, without what only sets the type."""
    plain = unicodedata.normalize("NFKC", title.translate(_LOWERED).translate(_RAISED)).lower()
    plain = "".join(_GREEK.get(letter, letter) for letter in plain)
    # A hat above a letter comes after it: m̂, \hat{m} and m_hat are all mhat.
    plain = re.sub(r"\\(?:wide)?hat\s*\{?\s*(\w)\s*\}?", r"\1hat", plain)
    plain = unicodedata.normalize("NFD", plain).replace("\u0302", "hat")
    plain = re.sub(r"[\s_$\\{}·*]|left|right|frac", "", plain.replace(r"\prime", "'"))
    return plain.replace("nabla", "∇").replace("partial", "∂")


def _of_a_parameter(plain: str, title: str, parameters: Sequence[str]) -> Column | None:
    names = [_plain(name) for name in parameters]
    if plain in names:
        return Column(Role.BEFORE, title, index=names.index(plain))
    for k, name in enumerate(names):
        p = re.escape(name)
        if re.fullmatch(rf"(new|next){p}|{p}(new|next|after|')|{p},?{_AFTER}", plain):
            return Column(Role.ANSWER, title, Field("new", k))
        derivative = rf"(?:∂|d)(?:{_LOSS})?{_OF}/?(?:∂|d){p}(?:{_HERE})?"
        if re.fullmatch(rf"(gradient|grad|slope|g|∇|∂|d)(of|by|l|f)?{p}|{derivative}", plain):
            return Column(Role.ANSWER, title, Field("gradient", k))
        if re.fullmatch(rf"(old|current){p}|{p}(before|old)|{p},?{_HERE}", plain):
            return Column(Role.BEFORE, title, index=k)
    numbered = re.fullmatch(r"(?:gradient|grad|g|∇)(\d+)", plain)
    if numbered and 1 <= int(numbered[1]) <= len(parameters):
        return Column(Role.ANSWER, title, Field("gradient", int(numbered[1]) - 1))
    return None


def _of_a_state(
    plain: str, title: str, parameters: Sequence[str], states: Sequence[str]
) -> Column | None:
    """Return the column of what the rule remembers: its sign, its name, or both.

    With several parameters the heading says of which: v_x, velocity_x, v_2.
    """
    names = [_plain(name) for name in parameters]
    time = rf"(?:{_HERE}|{_AFTER})?"
    for named in states:
        state = named.removeprefix(CORRECTED)
        is_corrected = state != named
        words = {_plain(state), _plain(STATES[state].title), *_WORDS.get(state, ())}
        letters = _SIGNS[state]
        if is_corrected:
            words = {f"{how}{one}" for how in _CORRECTED for one in words}
            letters = tuple(f"{letter}{hat}" for letter in letters for hat in ("hat", r"\^"))
        signs, word = "|".join(letters), "|".join(map(re.escape, words))
        if _has_capital_g(title):
            signs = "g"
        head = rf"(?:new|next)?(?:(?:{word}),?\(?(?:{signs})?|(?:{signs}))'?"
        for k, name in enumerate(names):
            which = [re.escape(name), *_places(k, names)]
            one = rf"(?:of)?,?[(\[]?(?:{'|'.join(which)})[)\]]?"
            if re.fullmatch(rf"{head}(?:{one}{time}|{time}{one})\)?", plain):
                return Column(Role.STATE, title, Field("state", k, state, is_corrected))
        if len(names) == 1 and re.fullmatch(rf"{head}{time}\)?", plain):
            return Column(Role.STATE, title, Field("state", 0, state, is_corrected))
    return None


def _places(k: int, names: Sequence[str]) -> list[str]:
    """Return the number that says which of several parameters: its own, as of w1, else its place.

    Of one parameter a number is that of an update.
    """
    if len(names) == 1:
        return []
    own = [re.search(r"\d+$", name) for name in names]
    numbers = [match[0] if match else "" for match in own]
    is_told = all(numbers) and len(set(numbers)) == len(names)
    return [numbers[k] if is_told else str(k + 1)]


def usual_columns(count: int, has_list: bool, parameters: Sequence[str]) -> list[Column]:
    """Return the columns of a table without headings: those of lecture notes.

    Raises
    ------
    InputError
        If there are more or fewer columns than those.
    """
    gradient = [
        Column(Role.ANSWER, f"∂L/∂{name}", Field("gradient", k))
        for k, name in enumerate(parameters)
    ]
    if has_list:
        gradient = [Column(Role.GRADIENTS, "gradient")]
    new = [Column(Role.ANSWER, f"new {name}", Field("new", k)) for k, name in enumerate(parameters)]
    usual = [
        Column(Role.ITERATION, "iteration"),
        Column(Role.ANSWER, "loss", Field("loss")),
        *gradient,
        *new,
    ]
    if count in (len(usual), len(usual) - 1):
        return usual[-count:]
    raise InputError(
        "the table has {n} column and no headings; give headings, or the {wanted} columns"
        " iteration, loss, gradient and new parameters",
        "the table has {n} columns and no headings; give headings, or the {wanted} columns"
        " iteration, loss, gradient and new parameters",
        n=count,
        wanted=len(usual),
    )
