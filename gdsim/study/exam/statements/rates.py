"""Statements on learning rates that are too large, too small, and just right."""

from __future__ import annotations

from gdsim.study.exam.statements.statement import Statement
from gdsim.study.notes.note import Show
from gdsim.texts import N_

STATEMENTS = (
    Statement(
        "too-large",
        "rates",
        (97, 125),
        N_("A learning rate that is too large can make the loss grow without end."),
        N_("However large a learning rate is, it never makes the loss grow."),
        N_(
            "A learning rate that is too large can only make a run slower: every update still"
            " lowers the loss."
        ),
        N_("An update may jump over the minimum and land higher on the other side."),
        (
            N_("An update that jumps over the minimum always lands lower on the other side."),
            N_("An update cannot jump over the minimum."),
        ),
        Show("bowl-too-large", 80),
    ),
    Statement(
        "too-small",
        "rates",
        (98, 126),
        N_("A learning rate that is too small can make training take too long to be of use."),
        N_("A learning rate that is too small makes the parameters jump over the minimum."),
        N_("The smaller the learning rate, the lower the loss after a given number of updates."),
        N_("Short steps are calm, but each covers little of the way."),
        (
            N_("Short steps arrive sooner, as they never miss."),
            N_("Short steps jump further than long ones."),
        ),
        Show("bowl-too-small", 100),
    ),
    Statement(
        "calm-is-not-right",
        "rates",
        (109, 109),
        N_("A loss curve that falls calmly may still belong to a learning rate that is too small."),
        N_("A loss curve that falls calmly cannot belong to a learning rate that is too small."),
        N_("A loss curve that falls calmly shows that no larger learning rate would be faster."),
        N_("That a curve is calm does not tell how much faster it could fall."),
        (
            N_("The calmest curve is always the fastest one."),
            N_("With a learning rate that is too small the loss rises."),
        ),
        Show("bowl-too-small", 100),
    ),
    Statement(
        "below-the-bound",
        "rates",
        (93, 99),
        N_(
            "On a quadratic with a single minimum, gradient descent converges for every fixed"
            " rate between 0 and 2/λ, where λ is the largest curvature."
        ),
        N_(
            "On a quadratic with a single minimum, gradient descent diverges for every fixed"
            " rate between 0 and 2/λ, where λ is the largest curvature, from almost every"
            " start."
        ),
        N_(
            "On a quadratic with a single minimum, gradient descent converges for every fixed"
            " rate between 0 and 2/λ, where λ is the smallest curvature, whatever the largest"
            " one is."
        ),
        N_(
            "In each direction an update multiplies the distance by 1 − ηλ, with the curvature λ"
            " there, and all of these must lie between −1 and 1."
        ),
        (
            N_(
                "In each direction an update multiplies the distance by 1 − η, whatever the"
                " curvature."
            ),
            N_("The flattest direction is the first to diverge."),
        ),
        Show("toy-bowl", 40, {"learning_rate": 0.24}),
    ),
    Statement(
        "fell-once",
        "rates",
        (93, 99),
        N_("A loss that falls in the first updates does not prove that the run converges."),
        N_("A loss that falls in the first update proves that the run converges."),
        N_("A loss that falls in three updates in a row proves that the run converges."),
        N_("What grows in one direction may be too small at first to be seen in the loss."),
        (
            N_("What shrinks at first shrinks for ever."),
            N_("A run that diverges does so from the first update on."),
        ),
        Show("bowl-too-large", 80, {"learning_rate": 0.251}),
    ),
    Statement(
        "at-the-bound",
        "rates",
        (93, 99),
        N_(
            "On a quadratic with one parameter and curvature λ > 0, η = 2/λ makes it jump between"
            " two points for ever, unless it starts in the minimum."
        ),
        N_(
            "On a quadratic with one parameter and curvature λ > 0, η = 2/λ brings it to the"
            " minimum in the end from every start."
        ),
        N_(
            "On a quadratic with one parameter and curvature λ > 0, η = 1/λ makes it jump between"
            " two points for ever, unless it starts in the minimum."
        ),
        N_("An update multiplies the distance to the minimum by 1 − ηλ."),
        (
            N_("An update multiplies the distance to the minimum by 1 − ηλ/2."),
            N_("An update multiplies the distance to the minimum by 1/(1 + ηλ)."),
        ),
        Show("bowl-too-large", 20, {"learning_rate": 0.25}),
    ),
    Statement(
        "other-loss",
        "rates",
        (94, 99),
        N_("A learning rate that converges on one loss may diverge on another."),
        N_("A learning rate that converges on one loss converges on all."),
        N_("A learning rate of 0.01 is small enough for every loss."),
        N_("How large a rate may be depends on how strongly the loss curves."),
        (
            N_("How large a rate may be depends on the number of updates."),
            N_("Any rate below 1 is small enough."),
        ),
        Show("bowl-too-large", 80),
    ),
    Statement(
        "scaled-loss",
        "rates",
        (94, 94),
        N_("Ten times the loss has the same effect on an update as ten times the learning rate."),
        N_("Ten times the loss has no effect on an update where the gradient is not zero."),
        N_(
            "Ten times the loss is made up for by ten times the learning rate, so that the update"
            " stays the same where the gradient is not zero."
        ),
        N_("The gradient grows as the loss does, and the step is the rate times the gradient."),
        (
            N_("The gradient does not depend on a factor of the loss."),
            N_("The gradient shrinks as the loss grows."),
        ),
        Show("one-step", 1),
    ),
    Statement(
        "convex-may-rise",
        "rates",
        (97, 125),
        N_(
            "Even on a strictly convex loss an update of gradient descent may raise the loss,"
            " if the learning rate is too large."
        ),
        N_(
            "On a strictly convex loss no update of gradient descent raises the loss, whatever"
            " the learning rate."
        ),
        N_(
            "On a strictly convex loss of one parameter every update that jumps over the"
            " minimum raises the loss."
        ),
        N_(
            "An update may jump over the minimum, and land lower or higher on the other side,"
            " as its length has it."
        ),
        (
            N_("On a strictly convex loss no update jumps over the minimum."),
            N_(
                "On a strictly convex loss it is downhill however far one goes against the"
                " gradient."
            ),
        ),
        Show("bowl-too-large", 80),
    ),
    Statement(
        "first-updates-rise",
        "rates",
        (109, 125),
        N_(
            "If the first updates of batch gradient descent raise a smooth loss, the learning"
            " rate is too large there."
        ),
        N_(
            "If the first updates of batch gradient descent raise a smooth loss, the learning"
            " rate is too small there."
        ),
        N_(
            "If updates of stochastic gradient descent raise the loss over all examples, the"
            " learning rate must be too large."
        ),
        N_(
            "A short enough step against the gradient of the whole loss lowers it; against the"
            " gradient of one example it need not."
        ),
        (
            N_("Short steps against the gradient of the whole loss raise it at first."),
            N_(
                "A short enough step against the gradient of one example always lowers the loss"
                " over all of them."
            ),
        ),
        Show("one-step", 3, {"learning_rate": 1.1}),
    ),
    Statement(
        "cosine",
        "rates",
        (97, 99),
        N_("On cos x, gradient descent with η = 1 never raises the loss."),
        N_("On cos x, gradient descent with η = 1 raises the loss in some updates."),
        N_("On cos x, gradient descent with η = 1 makes x smaller in every update."),
        N_(
            "An update turns x into x + sin x, and the curvature is at most 1 in size, so that"
            " η = 1 is below 2/λ."
        ),
        (
            N_("An update turns x into x − sin x, and the curvature is at most 1 in size."),
            N_("An update turns x into x + sin x, and the curvature grows with x without end."),
        ),
    ),
    Statement(
        "quartic",
        "rates",
        (93, 99),
        N_("On w⁴ from w = 1, gradient descent comes to 0 for every η between 0 and 0.5."),
        N_("On w⁴ from w = 1, gradient descent runs away for every η between 0 and 0.5."),
        N_("On w⁴ gradient descent with η = 0.1 comes to 0 from every start."),
        N_("An update multiplies w by 1 − 4ηw², and how large that is depends on where w is."),
        (
            N_("An update multiplies w by 1 − 4η, wherever w is."),
            N_("An update multiplies w by 1 − 12ηw², as the curvature is 12w²."),
        ),
    ),
)
