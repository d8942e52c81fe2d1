"""Statements on the three methods."""

from __future__ import annotations

from gdsim.study.exam.statements.statement import Statement
from gdsim.study.notes.note import Show
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
        N_("In “batch gradient descent” the batch is the whole data set."),
        (
            N_(
                "In “batch gradient descent” the batch is a few examples that the hardware works on"
                " at once."
            ),
            N_("Each example has the same gradient as all of them together."),
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
        N_("Its gradient is that of a single example, and no random numbers are added to it."),
        (
            N_("It works out the gradient of all examples and blurs it."),
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
    ),
    Statement(
        "hardware",
        "variants",
        (16, 57),
        N_("Mini-batches suit hardware that works on many examples at the same time."),
        N_(
            "Mini-batches suit hardware that works on many examples at the same time no better"
            " than single examples do."
        ),
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
            N_("All hardware works on one example at a time."),
        ),
    ),
    Statement(
        "usual-choice",
        "variants",
        (57, 121),
        N_("Mini-batch gradient descent is the usual choice in deep learning."),
        N_("Batch gradient descent is the usual choice in deep learning."),
        N_(
            "Mini-batch gradient descent is the usual choice in deep learning, since its"
            " gradient is exact."
        ),
        N_("Mini-batches balance good use of the hardware, calm convergence and frequent updates."),
        (
            N_("The gradient of a mini-batch is that of all examples."),
            N_("Mini-batch gradient descent needs no learning rate."),
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
