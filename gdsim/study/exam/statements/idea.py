"""Statements on the idea of gradient descent and its rule."""

from __future__ import annotations

from gdsim.study.exam.statements.statement import Statement
from gdsim.study.notes.note import Show
from gdsim.texts import N_

STATEMENTS = (
    Statement(
        "opposite",
        "idea",
        (2, 23),
        N_("Gradient descent moves the parameters opposite to the gradient of the loss."),
        N_("Gradient descent moves the parameters in the direction of the gradient of the loss."),
        N_("Gradient descent always moves the parameters straight towards the minimum."),
        N_(
            "A step is the learning rate times the gradient, taken away from the parameters,"
            " and that need not lead to the minimum."
        ),
        (
            N_("The gradient points to the minimum."),
            N_("The gradient points where the loss falls fastest."),
        ),
        Show("toy-bowl", 0),
    ),
    Statement(
        "step-size",
        "idea",
        (4, 4),
        N_(
            "From the same point, twice the learning rate makes a step of gradient descent twice as"
            " long."
        ),
        N_(
            "From the same point, twice the learning rate leaves a step of gradient descent as long"
            " as it was."
        ),
        N_("Twice the learning rate always halves the number of updates that are needed."),
        N_(
            "A step is the learning rate times the gradient; whether a longer one helps depends on"
            " the loss."
        ),
        (
            N_("How long a step is depends on the gradient alone."),
            N_("A step that is twice as long always comes twice as near to the minimum."),
        ),
        Show("one-step", 1, {"learning_rate": 0.2}),
    ),
    Statement(
        "zero-gradient",
        "idea",
        (22, 30),
        N_("Where the gradient is zero, an update of gradient descent changes nothing."),
        N_(
            "Where the gradient is zero, an update of gradient descent still moves by the learning"
            " rate."
        ),
        N_("Wherever the gradient is zero, gradient descent has found a minimum."),
        N_(
            "A step is the learning rate times the gradient, and a saddle point has a gradient of"
            " zero, too."
        ),
        (
            N_("The learning rate is added to every step."),
            N_("No point but a minimum has a gradient of zero."),
        ),
        Show("saddle", 1, {"start": (0.0, 0.0)}),
    ),
    Statement(
        "all-at-once",
        "idea",
        (24, 30),
        N_(
            "In an update of gradient descent all parameters move at once, each by the gradient"
            " before the update."
        ),
        N_(
            "In an update of gradient descent the parameters move one after the other, each by"
            " the gradient at the new values of those before it."
        ),
        N_(
            "In gradient descent it never makes a difference whether the parameters move at"
            " once or one after the other."
        ),
        N_(
            "Every entry of the gradient is taken at the old parameters, and an entry may depend on"
            " several of them."
        ),
        (
            N_("The gradient is worked out anew for each parameter within an update."),
            N_("An entry of the gradient depends on its own parameter alone."),
        ),
        Show("tilted-valley", 0),
    ),
    Statement(
        "start",
        "idea",
        (22, 30),
        N_(
            "Where a loss has several minima, it may depend on the start in which of them"
            " gradient descent ends."
        ),
        N_(
            "Where a loss has several minima, gradient descent always ends in the same one,"
            " whatever the start."
        ),
        N_("Whatever the loss, gradient descent ends in another point from every other start."),
        N_(
            "Gradient descent goes downhill from where it stands, and many starts may lie above"
            " the same valley."
        ),
        (
            N_("Gradient descent compares all minima and takes the lowest."),
            N_("Each start has a minimum of its own."),
        ),
        Show("himmelblau", 100),
    ),
    Statement(
        "lowest",
        "idea",
        (22, 24),
        N_("Gradient descent may end in a minimum that is not the lowest one."),
        N_("Gradient descent always ends in the lowest minimum."),
        N_("Gradient descent never ends in the lowest minimum."),
        N_("Gradient descent follows the slope where it stands and does not see other valleys."),
        (
            N_("Every valley leads to the lowest point in the end."),
            N_("Gradient descent stops in the first valley, and that is never the lowest."),
        ),
        Show("one-parameter", 50),
    ),
    Statement(
        "small-step-falls",
        "rates",
        (109, 109),
        N_(
            "On a smooth loss whose gradient is not zero, an update lowers the loss if the learning"
            " rate is small enough."
        ),
        N_(
            "On a smooth loss whose gradient is not zero, an update may raise the loss however"
            " small the learning rate is."
        ),
        N_(
            "On a smooth loss an update of gradient descent lowers the loss whatever the learning"
            " rate."
        ),
        N_("A little way against the gradient leads downhill; a long way may lead up again."),
        (
            N_("Against the gradient it is downhill however far one goes."),
            N_("Even the smallest step against the gradient may lead uphill."),
        ),
        Show("bowl-too-large", 60),
    ),
    Statement(
        "one-entry-each",
        "idea",
        (29, 34),
        N_("The gradient has one entry for each parameter."),
        N_("The gradient has one entry for each example."),
        N_("The gradient is a single number however many parameters there are."),
        N_("It collects the derivatives of the loss with respect to each of the parameters."),
        (
            N_("It collects the losses of the examples."),
            N_("It is the slope along the last step."),
        ),
        Show("one-step", 0),
    ),
    Statement(
        "positive-derivative",
        "idea",
        (22, 24),
        N_(
            "Where the derivative with respect to w is positive, an update of gradient descent"
            " makes w smaller."
        ),
        N_(
            "Where the derivative with respect to w is positive, an update of gradient descent"
            " makes w larger."
        ),
        N_(
            "Where the derivative with respect to w is positive, an update of gradient descent"
            " brings w nearer to the minimum, whatever the learning rate."
        ),
        N_(
            "The learning rate times the derivative is taken away from w, and that may be more than"
            " the way to the minimum."
        ),
        (
            N_("The learning rate times the derivative is added to w."),
            N_("The derivative is always the distance to the minimum."),
        ),
        Show("one-step", 0),
    ),
    Statement(
        "what-it-needs",
        "idea",
        (24, 30),
        N_(
            "An update of gradient descent needs the parameters, the learning rate and the"
            " gradient, and nothing else."
        ),
        N_("An update of gradient descent needs the place of the minimum."),
        N_("An update of gradient descent needs the loss at the new parameters."),
        N_("The rule takes the learning rate times the gradient away from the parameters."),
        (
            N_("The rule divides by the distance to the minimum."),
            N_("The rule compares the losses before and after it."),
        ),
        Show("one-step", 0),
    ),
    Statement(
        "networks",
        "idea",
        (2, 2),
        N_("Neural networks are trained by gradient descent and its variants."),
        N_("Gradient descent cannot train neural networks, since their loss is no bowl."),
        N_("On the loss of a neural network gradient descent is sure to find the lowest minimum."),
        N_(
            "Gradient descent follows the gradient of the loss, which networks have; where it"
            " ends is not promised."
        ),
        (
            N_("Gradient descent works on bowls alone."),
            N_("The loss of a network has a single minimum."),
        ),
        Show("neural-network", 150),
    ),
    Statement(
        "same-start",
        "idea",
        (22, 30),
        N_(
            "Two runs of gradient descent on the same function, from the same start and with"
            " the same learning rate, make the same updates."
        ),
        N_(
            "Two runs of gradient descent on the same function, from the same start and with"
            " the same learning rate, may end in different minima."
        ),
        N_(
            "Two runs of gradient descent on the same function and with the same learning rate"
            " make the same updates, wherever they start."
        ),
        N_(
            "An update follows from the parameters, the gradient there and the learning rate:"
            " nothing is left to chance."
        ),
        (
            N_("Gradient descent draws its direction at random."),
            N_("Where a run ends does not depend on where it starts."),
        ),
        Show("one-step", 5),
    ),
    Statement(
        "convex-side",
        "idea",
        (22, 24),
        N_(
            "On a strictly convex loss of one parameter w, to the right of the minimum the"
            " derivative is positive and an update makes w smaller."
        ),
        N_(
            "On a strictly convex loss of one parameter w, to the right of the minimum the"
            " derivative is negative and an update makes w larger."
        ),
        N_(
            "On a strictly convex loss of one parameter w, to the right of the minimum the"
            " derivative is positive and an update makes w larger."
        ),
        N_(
            "To the right of its minimum such a loss rises, and the learning rate times the"
            " derivative is taken away from w."
        ),
        (
            N_("To the right of its minimum such a loss falls."),
            N_("The learning rate times the derivative is added to w."),
        ),
        Show("one-step", 0),
    ),
)
