"""Statements on the elongated bowl w1^2 + 4 w2^2 and its kind."""

from __future__ import annotations

from gdsim.study.exam.statements.statement import Statement
from gdsim.study.notes.note import Show
from gdsim.texts import N_

STATEMENTS = (
    Statement(
        "four-times-steeper",
        "bowl",
        (79, 81),
        N_(
            "On w₁² + 4w₂², as far from the minimum along w₂ as along w₁, the slope is four times"
            " as steep."
        ),
        N_(
            "On w₁² + 4w₂², as far from the minimum along w₂ as along w₁, the slope is just as"
            " steep."
        ),
        N_("On w₁² + 4w₂², the second derivative along w₂ is 4."),
        N_("The derivatives are 2w₁ and 8w₂."),
        (
            N_("The derivatives are 2w₁ and 2w₂."),
            N_("The derivatives are w₁ and 4w₂."),
        ),
        Show("toy-bowl", 0),
    ),
    Statement(
        "bound",
        "bowl",
        (79, 81),
        N_("On w₁² + 4w₂² gradient descent comes to the minimum from every start with η = 0.2."),
        N_(
            "On w₁² + 4w₂² gradient descent diverges from every start but the minimum with η = 0.2."
        ),
        N_("On w₁² + 4w₂² gradient descent comes to the minimum from every start with η = 0.25."),
        N_("An update multiplies w₁ by 1 − 2η and w₂ by 1 − 8η, and both sizes must be below 1."),
        (
            N_(
                "An update multiplies w₁ by 1 − η and w₂ by 1 − 4η, and both sizes must be below 1."
            ),
            N_("Any learning rate above 0.1 is too large."),
        ),
        Show("toy-bowl", 4, {"learning_rate": 0.2}),
    ),
    Statement(
        "w2-in-one",
        "bowl",
        (79, 81),
        N_("On w₁² + 4w₂² one update with η = 0.125 brings w₂ to 0."),
        N_("On w₁² + 4w₂² updates with η = 0.125 never bring w₂ to 0 unless it is there."),
        N_("On w₁² + 4w₂² one update with η = 0.125 brings both w₁ and w₂ to 0 from every start."),
        N_("An update multiplies w₁ by 1 − 2η and w₂ by 1 − 8η."),
        (
            N_("An update multiplies both w₁ and w₂ by 1 − 8η."),
            N_("An update multiplies both w₁ and w₂ by 1 − 2η."),
        ),
        Show("toy-bowl", 1, {"learning_rate": 0.125}),
    ),
    Statement(
        "table",
        "bowl",
        (82, 92),
        N_("From (4, 2) with η = 0.1, the loss w₁² + 4w₂² at iteration 3 is 4.20 to two decimals."),
        N_("From (4, 2) with η = 0.1, the loss w₁² + 4w₂² rises in the first update."),
        N_("From (4, 2) with η = 0.1, the loss w₁² + 4w₂² at iteration 3 is 4.21 to two decimals."),
        N_(
            "An update multiplies w₁ by 0.8 and w₂ by 0.2: at iteration 3 they are 2.048 and 0.016."
        ),
        (
            N_("An update multiplies the loss by 0.64: at iteration 3 that makes 6.58 · 0.64."),
            N_("An update multiplies w₁ by 0.9 and w₂ by 0.6."),
        ),
        Show("toy-bowl", 3),
    ),
    Statement(
        "steep-flips",
        "bowl",
        (81, 92),
        N_(
            "On w₁² + 4w₂² with η = 0.24, w₂ changes its sign in every update, unless it starts"
            " at 0."
        ),
        N_("On w₁² + 4w₂² with η = 0.24, w₂ keeps its sign in every update, wherever it starts."),
        N_(
            "On w₁² + 4w₂² with η = 0.24, w₁ changes its sign in every update, unless it starts"
            " at 0."
        ),
        N_("An update multiplies w₁ by 0.52 and w₂ by −0.92."),
        (
            N_("An update multiplies both w₁ and w₂ by 0.52."),
            N_("An update multiplies w₁ by −0.52 and w₂ by 0.92."),
        ),
        Show("toy-bowl", 6, {"learning_rate": 0.24}),
    ),
    Statement(
        "longer-bowls",
        "bowl",
        (79, 81),
        N_(
            "The more elongated a quadratic bowl is, the more slowly gradient descent with the best"
            " fixed rate converges, from its worst start."
        ),
        N_(
            "The more elongated a quadratic bowl is, the faster gradient descent with the best"
            " fixed rate converges, from its worst start."
        ),
        N_(
            "How fast gradient descent with the best fixed rate converges on a quadratic bowl"
            " depends on its steepest curvature alone."
        ),
        N_(
            "From the worst start an update multiplies the distance by (κ − 1)/(κ + 1), where κ"
            " is the ratio of the largest curvature to the smallest."
        ),
        (
            N_(
                "From the worst start an update multiplies the distance by 1/κ, where κ is the"
                " ratio of the largest curvature to the smallest."
            ),
            N_("With the best rate an update brings every direction to the minimum at once."),
        ),
        Show("toy-bowl", 10, {"learning_rate": 0.2}),
    ),
    Statement(
        "unbalanced",
        "bowl",
        (92, 127),
        N_(
            "With one learning rate for all, the parameter with the steepest slope takes the"
            " longest step."
        ),
        N_(
            "With one learning rate for all, the parameter with the steepest slope takes the"
            " shortest step."
        ),
        N_("With one learning rate for all, every parameter takes a step of the same length."),
        N_("The step of each parameter is the learning rate times its own slope."),
        (
            N_("The step of each parameter is the learning rate itself."),
            N_("The step of each parameter is the learning rate divided by its slope."),
        ),
        Show("toy-bowl", 1),
    ),
)
