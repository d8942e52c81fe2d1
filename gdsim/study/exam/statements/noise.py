"""Statements on how the updates of the methods differ: their noise, their number, their work."""

from __future__ import annotations

from gdsim.study.exam.statements.statement import Statement
from gdsim.study.notes.note import Show
from gdsim.texts import N_

_STOCHASTIC = Show("linear-regression", 342, {"method": "stochastic", "learning_rate": 0.02})

STATEMENTS = (
    Statement(
        "noise-and-size",
        "variants",
        (44, 50),
        N_(
            "With four times as many examples, drawn independently, the standard deviation of a"
            " batch's mean gradient is half as large."
        ),
        N_(
            "With four times as many examples, drawn independently, the standard deviation of a"
            " batch's mean gradient is as large as before."
        ),
        N_(
            "With twice as many examples, drawn independently, the standard deviation of a"
            " batch's mean gradient is half as large."
        ),
        N_("The standard deviation of a mean is divided by the square root of how many are drawn."),
        (
            N_("The standard deviation of a mean is divided by how many are drawn."),
            N_("The standard deviation of a mean is that of a single example."),
        ),
        Show("linear-regression", 11),
    ),
    Statement(
        "stochastic-may-rise",
        "variants",
        (14, 49),
        N_(
            "In stochastic gradient descent the loss over all examples may rise in an update even"
            " if the learning rate is small."
        ),
        N_(
            "In stochastic gradient descent the loss over all examples falls in every update if the"
            " learning rate is small."
        ),
        N_(
            "In batch gradient descent on a smooth loss, too, the loss may rise in an update"
            " however small the learning rate is."
        ),
        N_(
            "A small step goes downhill for the examples whose gradient it uses, and that may"
            " be uphill for the mean of all."
        ),
        (
            N_("What is downhill for one example is downhill for all of them."),
            N_("A small step is uphill as often as downhill, whichever gradient it uses."),
        ),
        _STOCHASTIC,
    ),
    Statement(
        "more-updates",
        "variants",
        (13, 123),
        N_(
            "An epoch of stochastic gradient descent has more updates than one of batch gradient"
            " descent, if there is more than one example."
        ),
        N_(
            "An epoch of stochastic gradient descent has fewer updates than one of batch gradient"
            " descent."
        ),
        N_(
            "Since an update of stochastic gradient descent is cheap, an epoch of it has fewer"
            " updates."
        ),
        N_("A stochastic update uses one example, and so an epoch of N examples has N of them."),
        (
            N_("The cheaper an update is, the further it goes."),
            N_("An epoch has one update, whatever the method."),
        ),
        _STOCHASTIC,
    ),
    Statement(
        "jitter",
        "variants",
        (14, 123),
        N_(
            "With a small fixed learning rate, and examples that pull in different directions,"
            " stochastic gradient descent keeps jittering about the minimum."
        ),
        N_(
            "With a small fixed learning rate, and examples that pull in different directions,"
            " stochastic gradient descent comes to rest in the minimum."
        ),
        N_(
            "With a small fixed learning rate, and examples that pull in different directions,"
            " batch gradient descent keeps jittering about the minimum."
        ),
        N_(
            "In the minimum the mean of the gradients is zero, but not the gradient of each"
            " example."
        ),
        (
            N_("In the minimum the gradient of every example is zero."),
            N_("In the minimum the mean of the gradients is not zero."),
        ),
        Show("noisy-bowl", 200, {"method": "stochastic"}),
    ),
    Statement(
        "lower-rate-calms",
        "variants",
        (94, 123),
        N_(
            "In the long run, a lower learning rate lets stochastic gradient descent stay"
            " nearer to a minimum, where examples pull in different directions."
        ),
        N_(
            "In the long run, a lower learning rate makes stochastic gradient descent jitter"
            " further away from a minimum."
        ),
        N_(
            "At the same parameters, a lower learning rate makes the gradients of single"
            " examples less noisy."
        ),
        N_(
            "How noisy the gradients are at a point does not depend on the rate, but each of"
            " them moves the parameters less."
        ),
        (
            N_("How noisy a gradient is at a point is in proportion to the learning rate."),
            N_("The shorter the steps, the less of the noise cancels."),
        ),
        _STOCHASTIC,
    ),
    Statement(
        "variance",
        "variants",
        (44, 50),
        N_(
            "The mean of m independent gradients of single examples has 1/m of the variance of"
            " one of them."
        ),
        N_(
            "The mean of m independent gradients of single examples has the variance of one of"
            " them, whatever m is."
        ),
        N_(
            "The mean of m independent gradients of single examples has 1/m² of the variance of"
            " one of them."
        ),
        N_(
            "Variances of independent numbers add up to m times that of one, and the factor 1/m"
            " of the mean counts squared."
        ),
        (
            N_(
                "Variances of independent numbers add up to m times that of one, and the factor 1/m"
                " of the mean counts once."
            ),
            N_(
                "The variance of a sum of independent numbers is that of one of them, and the"
                " factor 1/m of the mean counts squared."
            ),
        ),
    ),
    Statement(
        "two-examples",
        "variants",
        (14, 49),
        N_(
            "On examples with the losses (w − 1)² and (w + 1)², stochastic gradient descent"
            " with η = 1 can get further and further away from 0."
        ),
        N_(
            "On examples with the losses (w − 1)² and (w + 1)², stochastic gradient descent"
            " with η = 1 never gets further away from 0 than it started."
        ),
        N_(
            "On examples with the losses (w − 1)² and (w + 1)², stochastic gradient descent"
            " with η = 0.5 comes to rest at 0."
        ),
        N_(
            "An update turns w into (1 − 2η)w + 2η or (1 − 2η)w − 2η, as the one or the other"
            " example is drawn."
        ),
        (
            N_("An update turns w into (1 − 2η)w, whichever example is drawn."),
            N_(
                "An update turns w into (1 − η)w + η or (1 − η)w − η, as the one or the other"
                " example is drawn."
            ),
        ),
    ),
    Statement(
        "updates-needed",
        "variants",
        (13, 123),
        N_(
            "Stochastic gradient descent may need more updates than batch gradient descent, and"
            " still less work."
        ),
        N_("Stochastic gradient descent always needs fewer updates than batch gradient descent."),
        N_(
            "If stochastic gradient descent takes less work than batch gradient descent, it"
            " makes fewer updates."
        ),
        N_("Stochastic updates are noisy, but each costs the work of one example instead of N."),
        (
            N_("Stochastic updates lead more directly to the minimum than those of all examples."),
            N_("A stochastic update costs as much work as one of all examples."),
        ),
        _STOCHASTIC,
    ),
    Statement(
        "progress",
        "variants",
        (10, 57),
        N_(
            "With more than one example, batch gradient descent goes through all of them before"
            " it makes its first update."
        ),
        N_(
            "With more than one example, batch gradient descent makes its first update as soon"
            " as it has seen one of them."
        ),
        N_(
            "With B below N, mini-batch gradient descent goes through all examples before it"
            " makes its first update."
        ),
        N_(
            "An update comes once the gradient of its batch is complete, and only in batch"
            " gradient descent all examples are in it."
        ),
        (
            N_("An update comes after every example, whatever the batch is."),
            N_("An update comes at the end of an epoch, whatever the method."),
        ),
        Show("linear-regression", 1, {"method": "batch"}),
    ),
)
