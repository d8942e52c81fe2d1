"""Statements on momentum and adaptive rules."""

from __future__ import annotations

from gdsim.study.exam.statements.statement import Statement
from gdsim.study.notes.note import Show
from gdsim.texts import N_

STATEMENTS = (
    Statement(
        "one-rate-for-all",
        "rules",
        (111, 112),
        N_("Gradient descent multiplies the slope of every parameter by the same learning rate."),
        N_("Gradient descent has a learning rate of its own for every parameter."),
        N_("Gradient descent moves every parameter by the learning rate."),
        N_("There is one rate, and each parameter has its own slope."),
        (
            N_("There is a rate for each parameter, and one slope for all."),
            N_("The sign of the slope counts, and not its size."),
        ),
        Show("why-step-sizes", 60),
    ),
    Statement(
        "steepest-limits",
        "rules",
        (113, 127),
        N_(
            "On a quadratic bowl the steepest direction limits the one learning rate of gradient"
            " descent for all directions."
        ),
        N_(
            "On a quadratic bowl the flattest direction limits the one learning rate of gradient"
            " descent for all directions."
        ),
        N_(
            "On a quadratic bowl each direction limits the learning rate of gradient descent for"
            " itself alone."
        ),
        N_(
            "The rate must stay below 2/λ for the largest curvature λ, and flatter directions use"
            " the same rate."
        ),
        (
            N_("It is enough that the rate stays below 2/λ for the smallest curvature λ."),
            N_("Gradient descent chooses another rate for each direction."),
        ),
        Show("why-steep", 40),
    ),
    Statement(
        "sparse",
        "rules",
        (114, 114),
        N_(
            "The weight of a feature that is zero in most examples is moved by few of them, and"
            " may need larger updates."
        ),
        N_("The weight of a feature that is zero in most examples is moved by most of them."),
        N_(
            "The weight of a feature that is zero in most examples needs the smallest updates,"
            " as few examples move it."
        ),
        N_("Where the feature is zero the example's loss does not depend on its weight."),
        (
            N_("Where the feature is zero its weight gets the largest gradient."),
            N_("What is rare is learned in fewer updates."),
        ),
        Show("why-sparse", 80),
    ),
    Statement(
        "dense",
        "rules",
        (115, 115),
        N_(
            "The weight of a feature that is never zero may need smaller, more careful updates than"
            " that of a rare one."
        ),
        N_("The weight of a feature that is never zero never gets a gradient."),
        N_(
            "The weight of a feature that is never zero needs larger updates than that of a rare"
            " one of the same size."
        ),
        N_("Every example may move it, and so its moves add up."),
        (
            N_("It is moved by few examples, and so each must count more."),
            N_("A feature that is never zero carries no information."),
        ),
        Show("why-dense", 15),
    ),
    Statement(
        "momentum-calms",
        "rules",
        (92, 116),
        N_("Momentum can calm a zigzag: gradients that alternate in sign cancel in the velocity."),
        N_("Momentum forgets all gradients but the last one."),
        N_("Momentum gives each parameter a learning rate of its own."),
        N_(
            "The velocity is a weighted sum of all gradients so far, with one rate for all"
            " parameters."
        ),
        (
            N_("The velocity is the gradient of the last update alone."),
            N_("The velocity divides each gradient by its own size."),
        ),
        Show("why-zigzag", 60, {"rule": "momentum"}),
    ),
    Statement(
        "adagrad-shrinks",
        "rules",
        (111, 116),
        N_("The effective learning rate of AdaGrad never grows, with a fixed η."),
        N_(
            "The effective learning rate of AdaGrad grows in every update with a gradient, with a"
            " fixed η."
        ),
        N_(
            "The effective learning rate of AdaGrad stays the same as long as the gradient does, if"
            " that is not zero."
        ),
        N_("η is divided by the root of the sum of all squared gradients so far."),
        (
            N_("η is divided by the root of the mean of all squared gradients so far."),
            N_("η is multiplied by the root of the sum of all squared gradients so far."),
        ),
        Show("why-sparse", 80, {"rule": "adagrad"}),
    ),
    Statement(
        "rmsprop-forgets",
        "rules",
        (111, 116),
        N_("The effective learning rate of RMSProp can grow again when gradients become small."),
        N_("The effective learning rate of RMSProp can only shrink."),
        N_("The effective learning rate of RMSProp is the same for all parameters."),
        N_(
            "η is divided by the root of a moving average of squares, one for each parameter, which"
            " forgets old ones."
        ),
        (
            N_("η is divided by the root of the sum of all squares, which only grows."),
            N_("η is divided by the length of the whole gradient."),
        ),
        Show("toy-bowl", 20, {"rule": "rmsprop"}),
    ),
    Statement(
        "adam-first-step",
        "rules",
        (111, 116),
        N_("With ε = 0, Adam's first step moves each parameter by η, if its gradient is not zero."),
        N_("With ε = 0, Adam's first step moves each parameter in proportion to its gradient."),
        N_(
            "With ε = 0, every step of Adam moves each parameter by just η, whatever the gradients"
            " are."
        ),
        N_(
            "With their corrections the two averages are g and g² in the first update, and need"
            " not be so later on."
        ),
        (
            N_("The corrections make up for η."),
            N_("The two averages are g and g² in every update."),
        ),
        Show("toy-bowl", 1, {"rule": "adam"}),
    ),
    Statement(
        "tilted",
        "rules",
        (111, 116),
        N_(
            "A rule with a rate for each parameter cannot undo the tilt of a valley that lies"
            " across the axes."
        ),
        N_(
            "A rule with a rate for each parameter undoes the tilt of every valley that lies"
            " across the axes."
        ),
        N_(
            "A rule with a rate for each parameter takes the same path, only turned with the"
            " valley, however the valley lies to the axes."
        ),
        N_("Such rules stretch or shrink the step along each axis, but do not turn the axes."),
        (
            N_("Such rules turn the axes along the valley."),
            N_("Such rules know the whole Hessian."),
        ),
        Show("tilted-valley", 40, {"rule": "adam"}),
    ),
    Statement(
        "state",
        "rules",
        (111, 116),
        N_("Momentum remembers one number for each parameter, Adam two."),
        N_("Momentum and Adam remember nothing from one update to the next."),
        N_("Momentum and Adam remember one number each, however many parameters there are."),
        N_(
            "Momentum has a velocity for each parameter; Adam has an average of gradients and one"
            " of squares for each."
        ),
        (
            N_("Both have a single velocity that all parameters share."),
            N_("Both keep all gradients so far."),
        ),
        Show("toy-bowl", 5, {"rule": "adam"}),
    ),
    Statement(
        "adam-not-always",
        "rules",
        (111, 116),
        N_(
            "There are losses on which gradient descent needs fewer updates than Adam, with the"
            " best rate for each."
        ),
        N_(
            "On every loss Adam needs fewer updates than gradient descent, with the best rate"
            " for each."
        ),
        N_(
            "On every quadratic bowl Adam needs fewer updates than gradient descent, with the"
            " best rate for each."
        ),
        N_(
            "On a bowl that is equally steep in all directions, gradient descent comes to the"
            " minimum in one update with the right rate, and from most starts Adam cannot."
        ),
        (
            N_(
                "On a bowl that is equally steep in all directions, gradient descent never comes to"
                " the minimum in one update."
            ),
            N_(
                "On a bowl that is equally steep in all directions, Adam comes to the minimum in"
                " one update from every start."
            ),
        ),
        Show("one-step", 1, {"learning_rate": 0.5}),
    ),
)
