"""Statements on epochs, and on the loss of a batch."""

from __future__ import annotations

from gdsim.study.exam.statements.statement import Statement
from gdsim.study.notes.note import Show
from gdsim.texts import N_

STATEMENTS = (
    Statement(
        "epoch",
        "epochs",
        (46, 56),
        N_(
            "In an epoch whose examples are shuffled once, at its beginning, each example is"
            " used just once if the last batch is kept."
        ),
        N_(
            "In an epoch whose examples are shuffled once, at its beginning, some examples are"
            " used twice and others not at all, if the last batch is kept."
        ),
        N_("In an epoch each parameter is updated just once, whatever the batch size."),
        N_("An epoch is one pass through the data, and each of its batches makes an update."),
        (
            N_("An epoch is one update of every parameter."),
            N_(
                "Even without shuffling anew, a batch may hold examples that an earlier batch of"
                " the epoch had."
            ),
        ),
        Show("updates-per-epoch", 313),
    ),
    Statement(
        "rounded-up",
        "epochs",
        (51, 56),
        N_("With N = 10,000 and B = 32 an epoch that keeps its last batch has 313 updates."),
        N_("With N = 10,000 and B = 32 an epoch that keeps its last batch has 312 updates."),
        N_("With N = 10,000 and B = 32 an epoch that keeps its last batch has 312.5 updates."),
        N_("312 batches are full, and the 16 examples that are left make one more."),
        (
            N_("The 16 examples that are left are too few for an update."),
            N_("The 16 examples that are left make half an update."),
        ),
        Show("updates-per-epoch", 312),
    ),
    Statement(
        "half-the-size",
        "epochs",
        (50, 56),
        N_("Half the batch size makes twice as many updates in an epoch, if both sizes divide N."),
        N_("Half the batch size makes half as many updates in an epoch, if both sizes divide N."),
        N_("Half the batch size makes an epoch look at twice as many examples."),
        N_("An epoch looks at all N examples and makes one update for every B of them."),
        (
            N_("An epoch has the same number of updates, whatever the batch size."),
            N_("Every update looks at the same number of examples, whatever the batch size."),
        ),
        Show("updates-per-epoch", 313),
    ),
    Statement(
        "one-an-epoch",
        "epochs",
        (10, 54),
        N_("A hundred epochs of batch gradient descent are a hundred updates."),
        N_("A hundred epochs of batch gradient descent are a hundred updates for each example."),
        N_(
            "A hundred epochs of stochastic gradient descent are a hundred updates, if N is larger"
            " than 1."
        ),
        N_("Batch gradient descent makes one update an epoch, stochastic gradient descent N."),
        (
            N_("An epoch is one update, whatever the method."),
            N_("An epoch has N updates, whatever the method."),
        ),
        Show("linear-regression", 10, {"method": "batch"}),
    ),
    Statement(
        "quicker-update",
        "epochs",
        (46, 57),
        N_(
            "An update from a mini-batch, with B below N, looks at fewer examples than one from"
            " all of them."
        ),
        N_(
            "An update from a mini-batch, with B below N, looks at as many examples as one from"
            " all of them."
        ),
        N_(
            "An epoch of mini-batches, with B below N, looks at fewer examples than one of"
            " batch gradient descent, if the last batch is kept."
        ),
        N_(
            "An update looks at B examples or fewer, or at all N; an epoch looks at all N"
            " either way."
        ),
        (
            N_("An epoch looks at B examples."),
            N_("Each update looks at all examples in parts."),
        ),
        Show("linear-regression", 11),
    ),
    Statement(
        "dropped-rest",
        "epochs",
        (51, 56),
        N_("Where a rest that fills no batch is dropped, some examples go unused in an epoch."),
        N_(
            "Where a rest that fills no batch is dropped, each example is still used in every"
            " epoch."
        ),
        N_(
            "Where a rest that fills no batch is dropped, it is always the same examples that"
            " go unused, even if they are shuffled anew for each epoch."
        ),
        N_("What is left over makes no update, and shuffling decides which examples that are."),
        (
            N_("What is left over is added to the batch before."),
            N_("What is left over is always the end of the file."),
        ),
        Show("updates-per-epoch", 312, {"last_batch": "drop"}),
    ),
    Statement(
        "mean-of-batch",
        "batch-loss",
        (75, 76),
        N_("The loss of a mini-batch is the mean of the losses of its B examples."),
        N_("The loss of a mini-batch is the largest of the losses of its B examples."),
        N_("The loss of a mini-batch is the sum of the losses of its B examples divided by N."),
        N_("The losses of the batch are added up and divided by B."),
        (
            N_("The losses of the batch are added up and divided by N."),
            N_("The example with the largest loss counts alone."),
        ),
        Show("linear-regression", 1),
    ),
    Statement(
        "gradient-of-mean",
        "batch-loss",
        (77, 77),
        N_("The gradient of a batch's mean loss is the mean of its examples' gradients."),
        N_("The gradient of a batch's mean loss is the largest of its examples' gradients."),
        N_(
            "The gradient of a batch's mean loss is the sum of its examples' gradients, if B is"
            " larger than 1 and that sum is not zero."
        ),
        N_("The derivative of a sum is the sum of the derivatives, and the factor 1/B stays."),
        (
            N_("The derivative of a mean is the derivative of its largest part."),
            N_("The factor 1/B is lost in the derivative, as a constant."),
        ),
        Show("linear-regression", 1),
    ),
    Statement(
        "half-convention",
        "batch-loss",
        (75, 78),
        N_(
            "With ½ in front of the loss the gradient is half as large and the minimum where it"
            " was."
        ),
        N_(
            "With ½ in front of the loss both the gradient and the distance to the minimum are"
            " half as large, if neither is zero."
        ),
        N_(
            "With ½ in front of the loss both the gradient and the minimum are as they were, if the"
            " gradient is not zero."
        ),
        N_("A factor in front of the loss scales every slope and moves no minimum."),
        (
            N_("A factor in front of the loss is lost in the derivative, as a constant."),
            N_("A factor in front of the loss moves its minimum."),
        ),
    ),
    Statement(
        "sum-for-mean",
        "batch-loss",
        (75, 78),
        N_(
            "With the sum of a batch's losses in place of their mean, the same learning rate"
            " makes a step B times as long."
        ),
        N_(
            "With the sum of a batch's losses in place of their mean, the same learning rate"
            " makes a step of the same length, if B is larger than 1 and the gradient is not"
            " zero."
        ),
        N_(
            "With the sum of a batch's losses in place of their mean, the minimum is B times as"
            " far away, if B is larger than 1 and the gradient is not zero."
        ),
        N_(
            "The gradient of the sum is B times that of the mean, and both are zero in the same"
            " place."
        ),
        (
            N_("The sum and the mean have the same gradient."),
            N_("The gradient of the sum is zero in another place than that of the mean."),
        ),
    ),
    Statement(
        "on-average",
        "batch-loss",
        (75, 77),
        N_("The gradient of a mini-batch drawn at random is on average that of all examples."),
        N_(
            "The gradient of a mini-batch drawn at random is on average another than that of"
            " all examples."
        ),
        N_("The gradient of a mini-batch drawn at random is always that of all examples."),
        N_(
            "Each example is as likely to be drawn as any other, but not every batch has the mean"
            " of all."
        ),
        (
            N_("Batches prefer the examples with large gradients."),
            N_("Every batch has the mean of all examples."),
        ),
        Show("linear-regression", 11),
    ),
    Statement(
        "logistic-moves",
        "batch-loss",
        (75, 78),
        N_(
            "In logistic regression, an example that is already classified rightly still moves"
            " the weights in stochastic gradient descent, if its features are not all zero."
        ),
        N_(
            "In logistic regression, an example that is already classified rightly no longer"
            " moves the weights in stochastic gradient descent."
        ),
        N_("In logistic regression, an example that is classified rightly has a loss of zero."),
        N_(
            "The predicted probability lies between 0 and 1 and is never quite the label, so"
            " that loss and gradient are never quite zero."
        ),
        (
            N_("Loss and gradient count whether the class is right, and nothing else."),
            N_("Once the class is right the predicted probability is just the label."),
        ),
        Show("logistic-regression", 100),
    ),
)
