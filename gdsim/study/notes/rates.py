"""Notes on the learning rate, and on why rules adapt."""

from __future__ import annotations

from gdsim.i18n import tr
from gdsim.study.notes.note import Arrow, Box, Flowchart, Note, Show, Statement
from gdsim.study.working.blocks import Table


def rates() -> Note:
    """Return what a rate that is too large, too small or just right does."""
    return Note(
        "rates",
        tr("The learning rate"),
        (
            _behaviours(),
            Table(
                (tr("Learning rate"), tr("What happens")),
                (
                    (tr("too large"), tr("oscillation, unstable updates, perhaps divergence")),
                    (tr("too small"), tr("very slow progress; training may take too long")),
                    (tr("just right"), tr("smooth and fast convergence")),
                ),
            ),
            Statement(
                "large",
                tr(
                    "With a rate that is too large an update jumps over the minimum: the loss goes"
                    " up and down, or grows without end."
                ),
                Show("bowl-too-large", 80),
            ),
            Statement(
                "small",
                tr(
                    "With a rate that is very small the loss falls calmly at every update, and yet"
                    " training may be too slow to be of use."
                ),
                Show("bowl-too-small", 100),
            ),
            Statement(
                "right",
                tr("With a rate that is just right the loss falls smoothly and fast."),
                Show("bowl-just-right", 30),
            ),
        ),
    )


def _behaviours() -> Flowchart:
    pairs = {
        "large": (tr("Too large"), tr("Oscillation or divergence")),
        "small": (tr("Too small"), tr("Very slow training")),
        "right": (tr("A good value"), tr("Smooth descent")),
    }
    boxes, arrows = [], []
    for row, (key, (rate, outcome)) in enumerate(pairs.items()):
        boxes += [Box(key, rate, row, 0), Box(f"{key} outcome", outcome, row, 1)]
        arrows.append(Arrow(key, f"{key} outcome"))
    return Flowchart(tr("What the learning rate does"), tuple(boxes), tuple(arrows))


def adapting() -> Note:
    """Return why one fixed rate for every parameter can be inefficient."""
    return Note(
        "adapting",
        tr("Why rules adapt"),
        (
            Statement(
                "fixed",
                tr(
                    "A fixed learning rate multiplies every parameter's gradient by the same"
                    " number, though parameters may need steps of different sizes."
                ),
                Show("why-step-sizes", 60),
            ),
            Statement(
                "steep",
                tr(
                    "Some directions are steeper than others, and the steepest one alone limits the"
                    " rate for all."
                ),
                Show("why-steep", 40),
            ),
            Statement(
                "sparse",
                tr(
                    "The weight of a sparse feature is rarely moved, so it may need larger updates"
                    " when it is."
                ),
                Show("why-sparse", 80),
            ),
            Statement(
                "dense",
                tr(
                    "The weight of a dense feature is moved in every update, so it may need"
                    " smaller, more careful ones."
                ),
                Show("why-dense", 15),
            ),
            Statement(
                "zigzag",
                tr("Where contours are elongated, the path can zigzag from wall to wall."),
                Show("why-zigzag", 60),
            ),
        ),
    )


def remember() -> Note:
    """Return the nine points to remember for an exam."""
    points = (
        ("opposite", tr("Gradient descent goes opposite to the gradient."), Show("one-step", 0)),
        (
            "size",
            tr("The learning rate sets the size of an update."),
            Show("one-step", 1, {"learning_rate": 0.2}),
        ),
        (
            "usual",
            tr("Mini-batch gradient descent is what deep learning commonly uses."),
            Show("neural-network", 60),
        ),
        (
            "batch",
            tr("Batch gradient descent is smooth, but each update is heavy work."),
            Show("linear-regression", 10, {"method": "batch"}),
        ),
        (
            "stochastic",
            tr("Stochastic gradient descent is noisy, but makes many updates."),
            Show("linear-regression", 342, {"method": "stochastic", "learning_rate": 0.02}),
        ),
        (
            "compromise",
            tr("Mini-batch gradient descent is a practical compromise."),
            Show("linear-regression", 11),
        ),
        (
            "diverges",
            tr("A learning rate that is too large can make the run diverge."),
            Show("bowl-too-large", 80),
        ),
        (
            "slow",
            tr("A learning rate that is too small can make training very slow."),
            Show("bowl-too-small", 100),
        ),
        (
            "unbalanced",
            tr("Steep directions can make updates unbalanced."),
            Show("toy-bowl", 1),
        ),
    )
    statements = tuple(Statement(key, text, show) for key, text, show in points)
    return Note("remember", tr("Nine points to remember"), statements)
