"""Statements on the algorithm, its stages and when it stops."""

from __future__ import annotations

from gdsim.study.exam.statements.statement import Statement
from gdsim.study.notes.note import Show
from gdsim.texts import N_

STATEMENTS = (
    Statement(
        "shuffling",
        "algorithm",
        (60, 61),
        N_("Shuffling keeps the batches from following an order that the data have."),
        N_("Shuffling makes sure that each batch has the same examples in every epoch."),
        N_("Shuffling changes the gradient of all examples together."),
        N_(
            "The mean over all examples does not depend on their order; which of them share a batch"
            " does."
        ),
        (
            N_("Shuffling sorts the examples by their loss."),
            N_("The mean over all examples depends on their order."),
        ),
        Show("linear-regression", 1),
    ),
    Statement(
        "stops-elsewhere",
        "algorithm",
        (65, 67),
        N_("A run that a number of iterations ends may stop before it has reached a minimum."),
        N_("A run that a number of iterations ends stops in a minimum."),
        N_("Whatever the criterion, a run that has met it has reached a minimum."),
        N_("A number of iterations says nothing about the gradient or the loss."),
        (
            N_("Every criterion measures the distance to the minimum."),
            N_("Gradient descent cannot stop anywhere but in a minimum."),
        ),
        Show("bowl-too-small", 100),
    ),
    Statement(
        "flat-places",
        "algorithm",
        (65, 67),
        N_("A run that stops at a small gradient may stand on a plateau or near a saddle point."),
        N_("A run that stops at a small gradient stands next to a minimum, whatever the function."),
        N_("A run that stops at a small gradient has a small loss there, whatever the function."),
        N_("A small gradient says that the loss is nearly flat there, not how high it is."),
        (
            N_("Only minima are flat."),
            N_("Where it is flat the loss is zero."),
        ),
        Show("saddle", 25),
    ),
    Statement(
        "gradient-first",
        "algorithm",
        (63, 64),
        N_("The gradient of the batch is worked out before the parameters are updated."),
        N_("The gradient of the batch is worked out after the parameters are updated with it."),
        N_(
            "The gradient of the batch is worked out once, before the first update, and is used in"
            " all of them."
        ),
        N_("An update needs the gradient where the parameters are before it."),
        (
            N_("The gradient is the same wherever the parameters are."),
            N_("The update tells what the gradient is."),
        ),
        Show("linear-regression", 1),
    ),
    Statement(
        "chosen-before",
        "algorithm",
        (59, 67),
        N_(
            "Where to start, how large the learning rate is and when to stop are chosen before"
            " gradient descent begins."
        ),
        N_(
            "Gradient descent works out by itself where to start, how large the learning rate"
            " is and when to stop."
        ),
        N_("The point where gradient descent ends is chosen before it begins."),
        N_(
            "The rule only says how to go on from where the parameters are, with the rate that"
            " it is given."
        ),
        (
            N_("The rule holds a place to start and a place to end."),
            N_("The gradient says where to start."),
        ),
    ),
    Statement(
        "criterion-after-update",
        "algorithm",
        (64, 67),
        N_("While the stopping criterion is not met, the next mini-batch is chosen."),
        N_("While the stopping criterion is not met, the parameters are initialised anew."),
        N_(
            "While the stopping criterion is not met, the same mini-batch is used again until it"
            " is."
        ),
        N_("Each pass of the loop takes a batch and goes on from the parameters that it finds."),
        (
            N_("Each pass of the loop begins with the parameters of the very start."),
            N_("One batch is enough for the whole training."),
        ),
        Show("linear-regression", 11),
    ),
)
