"""Statements on the three methods."""

from __future__ import annotations

from gdsim.study.exam.statements.statement import Statement
from gdsim.study.notes.blocks import Show
from gdsim.texts import N_

_BATCH = Show("linear-regression", 10, {"method": "batch"})
_STOCHASTIC = Show("linear-regression", 342, {"method": "stochastic", "learning_rate": 0.02})

STATEMENTS = (
    Statement(
        "batch-uses-all",
        "variants",
        (9, 48),
        N_("Batch gradient descent uses all examples for each update."),
        N_("Batch gradient descent uses one example for each update."),
        N_("Batch gradient descent uses a small batch of the examples for each update."),
        N_("“Batch” stands for the whole data set here."),
        (
            N_("“Batch” stands for the few examples that the hardware works on at once."),
            N_("One example has the same gradient as all together."),
        ),
        _BATCH,
    ),
    Statement(
        "stochastic-uses-one",
        "variants",
        (12, 49),
        N_("Stochastic gradient descent uses one example for each update."),
        N_("Stochastic gradient descent uses all examples for each update."),
        N_("Stochastic gradient descent adds random numbers to the gradient of all examples."),
        N_("Its gradient is that of a single example, which differs from that of all."),
        (
            N_("Its noise is put in on purpose, by a generator of random numbers."),
            N_("It needs all examples to know in which direction to go."),
        ),
        _STOCHASTIC,
    ),
    Statement(
        "in-between",
        "variants",
        (15, 50),
        N_(
            "With B = 1 mini-batch gradient descent is stochastic, with B = N it is batch gradient"
            " descent."
        ),
        N_(
            "Whatever B is, mini-batch gradient descent never makes the updates of one of the other"
            " two methods."
        ),
        N_(
            "With B = 1 mini-batch gradient descent is batch, with B = N it is stochastic gradient"
            " descent."
        ),
        N_("B is the number of examples in an update: one in the first case, all in the second."),
        (
            N_("B is the number of updates in an epoch."),
            N_("B is the number of batches in the data set."),
        ),
        _BATCH,
    ),
    Statement(
        "noise-and-size",
        "variants",
        (44, 50),
        N_(
            "With four times as many examples, drawn independently, the noise of a batch's gradient"
            " is half as large."
        ),
        N_(
            "With four times as many examples, drawn independently, the noise of a batch's gradient"
            " is as large as before."
        ),
        N_(
            "With twice as many examples, drawn independently, the noise of a batch's gradient is"
            " half as large."
        ),
        N_("The standard deviation of a mean falls with the square root of how many are drawn."),
        (
            N_("The standard deviation of a mean falls in proportion to how many are drawn."),
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
        N_("Downhill for one example may be uphill for the mean of all."),
        (
            N_("Downhill for one example is downhill for all."),
            N_("A small step is uphill as often as downhill, whatever the gradient."),
        ),
        _STOCHASTIC,
    ),
    Statement(
        "memory",
        "variants",
        (46, 50),
        N_("A gradient of all examples at once takes more memory than that of one example."),
        N_("A gradient of all examples at once takes less memory than that of one example."),
        N_("Stochastic gradient descent takes the most memory, since it makes the most updates."),
        N_("Memory grows with how many examples are worked on at once."),
        (
            N_("Memory grows with how many updates an epoch has."),
            N_("Memory falls with how many examples are worked on at once."),
        ),
        _BATCH,
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
        N_("Each update uses one example, and so an epoch of N examples has N updates."),
        (
            N_("Cheap updates go further each."),
            N_("An epoch has one update, whatever the method."),
        ),
        Show("updates-per-epoch", 313),
    ),
    Statement(
        "hardware",
        "variants",
        (16, 57),
        N_("Mini-batches suit hardware that works on many examples at the same time."),
        N_("Mini-batches suit hardware no better than single examples do."),
        N_(
            "On hardware that works on many examples at the same time, an epoch of single examples"
            " is the quickest."
        ),
        N_(
            "The examples of a batch are worked on side by side, those of different updates one"
            " after the other."
        ),
        (
            N_("All updates of an epoch are worked on side by side."),
            N_("Hardware works on one example at a time."),
        ),
        Show("neural-network", 60),
    ),
    Statement(
        "jitter",
        "variants",
        (14, 123),
        N_(
            "With a fixed learning rate, and examples that pull in different directions, stochastic"
            " gradient descent keeps jittering about the minimum."
        ),
        N_(
            "With a fixed learning rate, and examples that pull in different directions, stochastic"
            " gradient descent comes to rest in the minimum."
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
        N_("A lower learning rate lets stochastic gradient descent settle nearer to a minimum."),
        N_(
            "A lower learning rate lets stochastic gradient descent jitter further away from a"
            " minimum."
        ),
        N_("A lower learning rate makes the gradients of single examples less noisy."),
        N_("The gradients stay as noisy as they are, but each of them moves the parameters less."),
        (
            N_("The noise of a gradient is in proportion to the learning rate."),
            N_("The shorter the steps, the less of the noise cancels."),
        ),
        _STOCHASTIC,
    ),
    Statement(
        "usual-choice",
        "variants",
        (57, 121),
        N_("Mini-batch gradient descent is the usual choice in deep learning."),
        N_("Batch gradient descent is the usual choice in deep learning."),
        N_(
            "Mini-batch gradient descent is the usual choice in deep learning, since its gradient"
            " is that of all examples."
        ),
        N_("It balances good use of the hardware, calm convergence and frequent updates."),
        (
            N_("Its gradient is exact."),
            N_("It needs no learning rate."),
        ),
        Show("neural-network", 60),
    ),
    Statement(
        "batch-smooth-heavy",
        "variants",
        (11, 122),
        N_(
            "Batch gradient descent with a small learning rate has a smooth loss curve, and each"
            " update is heavy work."
        ),
        N_("Batch gradient descent has a noisy loss curve, and each update is light work."),
        N_("Batch gradient descent has a smooth loss curve, and its updates are the cheapest."),
        N_("Each update takes the mean over all examples."),
        (
            N_("Each update takes a single example."),
            N_("An epoch has many updates that share the work."),
        ),
        _BATCH,
    ),
)
