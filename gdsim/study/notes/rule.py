"""Notes on the update rule, one step of it by hand, and the elongated bowl."""

from __future__ import annotations

from gdsim.i18n import tr
from gdsim.study.notes.note import Note, Show, Statement
from gdsim.study.working.blocks import Formula, Table, Text


def idea() -> Note:
    """Return what gradient descent is for."""
    return Note(
        "idea",
        tr("What gradient descent is for"),
        (
            Statement(
                "networks",
                tr(
                    "Neural networks are trained by gradient descent: each update changes every"
                    " weight a little, so that the loss gets smaller."
                ),
                Show("neural-network", 150),
            ),
            Statement(
                "parts",
                tr(
                    "The gradient says how to change the parameters; the learning rate says how"
                    " far to go."
                ),
                Show("one-step", 0),
            ),
        ),
    )


def rule() -> Note:
    """Return the update rule and its symbols."""
    return Note(
        "rule",
        tr("The update rule"),
        (
            Statement(
                "opposite",
                tr(
                    "The gradient points where the loss rises fastest. To lower the loss, an update"
                    " goes the opposite way."
                ),
                Show("one-step", 0),
            ),
            Formula(r"\theta_{t+1} = \theta_t - \eta \, \nabla L(\theta_t)"),
            Table(
                (tr("Symbol"), tr("What it stands for")),
                (
                    ("θₜ", tr("the parameters at iteration t")),
                    ("η", tr("the learning rate")),
                    ("∇L(θₜ) = gₜ", tr("the gradient of the loss at these parameters")),
                    ("θₜ₊₁", tr("the parameters after the update")),
                ),
            ),
            Statement(
                "size",
                tr(
                    "The learning rate sets the size of an update: twice the rate takes a step"
                    " twice as long from the same place."
                ),
                Show("one-step", 1, {"learning_rate": 0.2}),
            ),
        ),
    )


def one_step() -> Note:
    """Return the smallest complete example."""
    return Note(
        "one-step",
        tr("One step by hand"),
        (
            Formula(r"f(x, y) = x^2 + y^2 \qquad \nabla f = [2x, \; 2y]"),
            Formula(r"(x_0, y_0) = (3, 4) \qquad \eta = 0.1"),
            Table(
                (tr("Quantity"), tr("Before"), tr("After")),
                (
                    (tr("position"), "(3, 4)", "(2.4, 3.2)"),
                    (tr("loss"), "25", "16"),
                    (tr("gradient"), "[6, 8]", "[4.8, 6.4]"),
                ),
            ),
            Formula(r"x_1 = 3 - 0.1 \cdot 6 = 2.4 \qquad y_1 = 4 - 0.1 \cdot 8 = 3.2"),
            Formula(r"f(2.4, 3.2) = 2.4^2 + 3.2^2 = 16"),
            Statement(
                "falls",
                tr("One update lowers the loss from 25 to 16: 9 of 25 are gone, 36 %."),
                Show("one-step", 1),
            ),
        ),
    )


def bowl() -> Note:
    """Return the elongated bowl and its table."""
    return Note(
        "bowl",
        tr("The elongated bowl"),
        (
            Formula(r"L(w_1, w_2) = w_1^2 + 4 w_2^2"),
            Formula(r"\nabla L = [2 w_1, \; 8 w_2]"),
            Statement(
                "shape",
                tr(
                    "At the same distance from the minimum the loss is four times as steep along w₂"
                    " as along w₁, so its contours are long ellipses."
                ),
                Show("toy-bowl", 0),
            ),
            Text(tr("From (4, 2) with η = 0.1, exact numbers:")),
            Table(
                (tr("Iteration"), tr("Loss"), tr("Gradient"), tr("New w₁"), tr("New w₂")),
                (
                    ("0", "32", "[8, 16]", "3.2", "0.4"),
                    ("1", "10.88", "[6.4, 3.2]", "2.56", "0.08"),
                    ("2", "6.5792", "[5.12, 0.64]", "2.048", "0.016"),
                    ("3", "4.195328", "[4.096, 0.128]", "1.6384", "0.0032"),
                ),
            ),
            Statement(
                "steep",
                tr(
                    "One rate serves both directions: the first update takes w₂, the steep one,"
                    " four fifths of its way and w₁ only one fifth."
                ),
                Show("toy-bowl", 1),
            ),
            Statement(
                "rounding",
                tr(
                    "A table made on paper rounds on the way. Some print 4.21 for the loss at"
                    " iteration 3; exact numbers give 4.195328, and rounded entries 4.20."
                ),
                Show("bowl-by-hand", 3),
            ),
            Statement(
                "help",
                tr(
                    "Momentum and adaptive rules can help here: they make more of the small"
                    " gradients along the flat direction."
                ),
                Show("why-steep", 40),
            ),
        ),
    )
