"""Random formulas: each is refused in one sentence, or compiled with all its derivatives."""

from __future__ import annotations

import random
from collections.abc import Sequence
from time import process_time

import numpy as np

from gdsim.engine.errors import InputError
from gdsim.engine.formula.expression import parse
from gdsim.engine.formula.reading.vocabulary.functions import FUNCTIONS, MANY_ARGUMENTS

SHORT, LONG = 240, 25_000
"""Formulas by default, and in each part with ``--full``: 500,000 in all."""

MOST_SECONDS = 10.0
"""Of one formula, with its derivatives."""

NUMBERS = "0 1 2 3 0.5 0.0 1e-40 1e40 1e308 5e-324 997 1000 10 pi e".split()
NAMES = "x y z w1".split()
TEXT = "xyzw12.*+-/^(), e0"
SPELLINGS = (
    *(
        r"\frac{1}{2} \frac12 \frac{x}{y} \frac \sqrt{x} \sqrt[3]{y} \sqrt2 \left( \right) \left|"
    ).split(),
    *(
        r"\right| \left[ \right] \{ \} \lVert \rVert \| \theta \theta_0 \theta_{1} \sigma( \hat{y}"
    ).split(),
    *(
        r"\sin \log \ln \exp \max \cdot \times \, \quad \sum_{i=1}^{n} \sum \mathbf{w} \mathrm{e}"
    ).split(),
    *r"\sum_{i=1}^{3} \sum_{j=1}^{99} x_{i+1} x_{i-9} x_j x_{ij} i j".split(),
    *(
        r"\text{loss} \mathcal{L}(\theta)= J(\theta)= \begin{align} \end{align} \pi \bar x \vec{w}"
    ).split(),
    *"{ } [ ] | ‖ ^{2} _{1} _{i} ^{(i)} x_i x₁ θ₀ ½ √ ∛ ⁴ ⁻¹ x̂ ŷ ∙ − 𝑥 σ( ∑ Σ_i ᵀ ^T".split(),
    *"np.exp( math.pi torch. x.^2 .* ./ ** pow( log10( log2( x[0] ; # lambda @(x) f(x)= ->".split(),
    *(
        "sin x",
        "ln x",
        "cos 2x",
        "0,5",
        "1/2x",
        "$",
        "\\",
        "\\\\",
        "&",
        "~",
        ":=",
        "function(x) ",
        "\n",
    ),
)
"""Pieces of print, LaTeX and programs, whole and broken."""


def _atom(source: random.Random) -> str:
    return source.choice(NAMES if source.random() < 0.6 else NUMBERS)


def _formula(source: random.Random, depth: int) -> str:
    if depth == 0 or source.random() < 0.15:
        return _atom(source)
    kind = source.random()
    if kind < 0.4:
        left, right = _formula(source, depth - 1), _formula(source, depth - 1)
        return f"({left}){source.choice('+-*/')}({right})"
    if kind < 0.55:
        exponent = source.choice(["2", "3", "-1", "-2", "0.5", "10", "0", _atom(source)])
        return f"({_formula(source, depth - 1)})^({exponent})"
    if kind < 0.6:
        return f"-({_formula(source, depth - 1)})"
    function = source.choice(sorted(FUNCTIONS))
    count = source.randint(2, 3) if function in MANY_ARGUMENTS else 1
    arguments = ", ".join(_formula(source, depth - 1) for _ in range(count))
    return f"{function}({arguments})"


def _mutated(source: random.Random, text: str) -> str:
    letters = list(text)
    for _ in range(source.randint(1, 4)):
        place = source.randrange(len(letters) + 1)
        if source.random() < 0.5 and letters:
            letters[place % len(letters)] = source.choice(TEXT)
        else:
            letters.insert(place, source.choice(TEXT))
    return "".join(letters)


def _spelled(source: random.Random, text: str) -> str:
    """Return a formula with pieces of other spellings in it, or one made of them alone."""
    if source.random() < 0.3:
        return " ".join(source.choices([*SPELLINGS, *NAMES, *"+-*/^()2"], k=source.randint(1, 12)))
    for _ in range(source.randint(1, 4)):
        place = source.randrange(len(text) + 1)
        text = text[:place] + source.choice(SPELLINGS) + text[place:]
    return text


def _points(count: int) -> np.ndarray:
    values = [0.0, 1.0, -1.0, 0.5, -2.0, 1e-40, 1e40, -1e150, 1e308]
    return np.array([np.resize(np.roll(values, k), count) for k in range(len(values))])


def _everything(text: str, columns: Sequence[str]) -> bool:
    """Do all that a run and the window do with a formula; return whether it was accepted."""
    try:
        expression = parse(text, columns, n_rows=3 if columns else 1)
        names = expression.names
        gradient = expression.gradient(names)
        hessian = [entry for row in expression.hessian(names) for entry in row]
        compiled = expression.compile([expression.tree, *gradient], names)
        curvature = expression.compile(hessian, names)
    except InputError as error:
        is_one_line = "\n" not in str(error)
        is_in_text = error.position is None or 0 <= error.position <= len(text)
        if not (is_one_line and is_in_text):
            raise
        return False
    expression.latex()
    for name in names:
        expression.gradient_latex(name)
    points = _points(len(names))
    with np.errstate(all="ignore"):
        assert compiled.many(points).shape == (len(points), 1 + len(names))
        assert curvature.many(points).shape == (len(points), len(names) ** 2)
    return True


def test_a_formula_is_refused_or_compiled(fuzz_part: int, full: bool) -> None:
    source = random.Random(fuzz_part)
    accepted = 0
    for _ in range(LONG if full else SHORT):
        text = _formula(source, source.randint(1, 4))
        kind = source.random()
        if kind < 0.2:
            text = _mutated(source, text)
        elif kind < 0.6:
            text = _spelled(source, text)
        columns = source.sample(NAMES, source.choice([0, 0, 1, 2]))
        began = process_time()
        try:
            accepted += _everything(text, columns)
        except Exception as error:
            error.add_note(f"formula: {text!r} of {columns}, part {fuzz_part}")
            raise
        assert process_time() - began < MOST_SECONDS, text
    assert accepted > SHORT // 10, "hardly any formula was accepted, so little was tested"
