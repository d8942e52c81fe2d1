"""The symbols of the update rule and of a batch's loss, and blanks in the formulas."""

from __future__ import annotations

from msgspec import Struct

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip, Option
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.letters import shuffled
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Formula, Section, Table, Text
from gdsim.texts import N_

RULE = r"\theta_{t+1} = \theta_t - \eta \nabla L(\theta_t)"
BATCH_LOSS = r"L(\theta) = \frac{1}{B} \sum_{i \in \mathcal{B}} L_i(\theta)"
BATCH_GRADIENT = r"g = \frac{1}{B} \sum_{i \in \mathcal{B}} \nabla L_i(\theta)"

_SYMBOLS = {
    "theta": (r"\theta_t", "θₜ", N_("the parameters at iteration t")),
    "eta": (r"\eta", "η", N_("the learning rate")),
    "gradient": (r"\nabla L(\theta_t)", "∇L(θₜ)", N_("the gradient of the loss")),
    "updated": (r"\theta_{t+1}", "θₜ₊₁", N_("the updated parameters")),
    "size": ("B", "B", N_("the number of examples in a mini-batch")),
    "loss": (r"L_i(\theta)", "Lᵢ(θ)", N_("the loss of example i")),
}
"""Of each symbol its LaTeX, its plain text and its meaning."""


class Blank(Struct, frozen=True):
    """A formula with a blank: what belongs there; and of each slip what it puts, key and text."""

    key: str
    latex: str
    right: str
    wrong: tuple[tuple[str, str, str], ...]


_BLANKS = (
    Blank(
        "sign",
        r"\theta_{t+1} = \theta_t \square \eta \nabla L(\theta_t)",
        "−",
        (
            (
                "+",
                "sign",
                N_("That goes uphill: the gradient points where the loss rises fastest."),
            ),
            ("·", "product", N_("The step is taken away from the parameters, not multiplied.")),
        ),
    ),
    Blank(
        "at",
        r"\theta_{t+1} = \theta_t - \eta \nabla L(\square)",
        "θₜ",
        (
            (
                "θₜ₊₁",
                "new-on-the-right",
                N_("The new parameters are not known yet when the gradient is worked out."),
            ),
            ("η", "rate-for-point", N_("The gradient is taken at the parameters.")),
        ),
    ),
    Blank(
        "rate",
        r"\theta_{t+1} = \theta_t - \square \, \nabla L(\theta_t)",
        "η",
        (
            ("1/η", "rate-inverted", N_("A larger learning rate makes a larger step.")),
            ("B", "batch-size-for-rate", N_("The batch size does not scale the step.")),
        ),
    ),
    Blank(
        "mean",
        r"L(\theta) = \square \sum_{i \in \mathcal{B}} L_i(\theta)",
        "1/B",
        (
            ("1/N", "all-rows", N_("The mean is over the batch, not over the whole data set.")),
            ("B", "sum", N_("The sum over the batch is divided by its size.")),
        ),
    ),
    Blank(
        "in-batch",
        r"g = \frac{1}{B} \sum_{i \in \square} \nabla L_i(\theta)",
        N_("the mini-batch"),
        (
            (
                N_("all N examples"),
                "all-rows",
                N_("The mean is over the batch, not over all data."),
            ),
            (
                N_("the parameters"),
                "sum-over-parameters",
                N_("The gradient has an entry for each parameter; the sum is over examples."),
            ),
        ),
    ),
    Blank(
        "each",
        r"g = \frac{1}{B} \sum_{i \in \mathcal{B}} \square",
        "∇Lᵢ(θ)",
        (
            ("Lᵢ(θ)", "loss-for-gradient", N_("That would be the loss: here it is the gradient.")),
            (
                "η ∇Lᵢ(θ)",
                "scaled",
                N_("The learning rate comes in with the update, not with the gradient."),
            ),
        ),
    ),
)


_OF_RULE = 3
"""The first blanks are of the update rule, the others of a batch."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: meanings of symbols (1), blanks in formulas (2), both (3)."""
    if level == 1:
        return _drafted(draw, draw.sample(list(_SYMBOLS), 3), [], 30)
    # One blank of the rule and one of the batch: two of the same formula would tell each other.
    blanks = [draw.pick(_BLANKS[:_OF_RULE]), draw.pick(_BLANKS[_OF_RULE:])]
    if level == 2:
        return _drafted(draw, [], blanks, 40)
    return _drafted(draw, draw.sample(list(_SYMBOLS), 2), blanks, 70)


def _drafted(draw: Draw, symbols: list[str], blanks: list[Blank], seconds: int) -> Draft:
    fields, slips = [], []
    for key in symbols:
        options, letters = shuffled(draw, {one: tr(_SYMBOLS[one][2]) for one in _SYMBOLS})
        latex, plain, _ = _SYMBOLS[key]
        name = f"symbol_{key}"
        label = tr("What {symbol} stands for").format(symbol=plain)
        fields.append(Field(name, label, "choice", letters[key], latex=latex, options=options))
        slips += _symbol_slips(name, key, letters)
    stem: list[Text | Formula] = [Text(_stem(symbols, blanks))]
    if symbols and not blanks:
        stem += [Formula(RULE), Formula(BATCH_LOSS)]
    for place, blank in enumerate(blanks, start=1):
        options, letters = _blank_options(draw, blank)
        name = f"blank_{blank.key.replace('-', '_')}"
        label = tr("What belongs in the box of formula {n}").format(n=place)
        fields.append(Field(name, label, "choice", letters[blank.right], options=options))
        stem += [Text(tr("Formula {n}:").format(n=place)), Formula(blank.latex)]
        slips += [
            NamedSlip(f"{slip}-in-{blank.key}", tr(text), {name: letters[wrong]})
            for wrong, slip, text in blank.wrong
        ]
    return Draft(
        stem=tuple(stem),
        facts={"symbols": symbols, "blanks": [blank.key for blank in blanks]},
        fields=tuple(fields),
        solve=_solution,
        seconds=seconds,
        slips=tuple(slips),
    )


def _stem(symbols: list[str], blanks: list[Blank]) -> str:
    if symbols and blanks:
        return tr("Say what the symbols stand for, and what belongs in the boxes.")
    if symbols:
        return tr("Say what these symbols of gradient descent stand for.")
    return tr("Say what belongs in the boxes of these formulas of gradient descent.")


def _symbol_slips(name: str, key: str, letters: dict[str, str]) -> list[NamedSlip]:
    mixed = {
        "theta": "updated",
        "updated": "theta",
        "eta": "gradient",
        "gradient": "loss",
        "size": "loss",
        "loss": "gradient",
    }
    text = tr("That is what another symbol of these formulas stands for.")
    return [NamedSlip(f"mixed-up-{key}", text, {name: letters[mixed[key]]})]


def _blank_options(draw: Draw, blank: Blank) -> tuple[tuple[Option, ...], dict[str, str]]:
    words = [blank.right, *(wrong for wrong, _, _ in blank.wrong)]
    return shuffled(draw, {word: word if "θ" in word else tr(word) for word in words})


def _solution() -> tuple[Section, ...]:
    rows = tuple((plain, tr(meaning)) for _, plain, meaning in _SYMBOLS.values())
    table = Table((tr("Symbol"), tr("Meaning")), rows)
    formulas = (Formula(RULE), Formula(BATCH_LOSS), Formula(BATCH_GRADIENT))
    return (
        Section(tr("The formulas"), formulas),
        Section(tr("The symbols"), (table,)),
    )


KIND = Kind(
    key="symbols-and-blanks",
    version=1,
    name=N_("Symbols and formulas"),
    topics=("idea", "batch-loss"),
    lines=((1, 4), (22, 30), (75, 78), (119, 120)),
    forms=("choose", "fill"),
    draft=draft,
)
