"""Notes on batch, stochastic and mini-batch gradient descent, and on the algorithm."""

from __future__ import annotations

from itertools import pairwise

from gdsim.engine.many.variants import Variant, variants
from gdsim.i18n import tr
from gdsim.study.notes.note import Arrow, Box, Flowchart, Note, Show, Statement
from gdsim.study.words.methods import updates_sentence
from gdsim.study.working.blocks import Formula, Table, Text

ROWS, BATCH_SIZE = 10_000, 32
"""The example whose updates are counted."""


def methods() -> Note:
    """Return the three ways to take a gradient, and what each costs."""
    return Note(
        "methods",
        tr("Batch, stochastic, mini-batch"),
        (
            Text(tr("The methods differ in how many rows one gradient is taken over.")),
            _family(),
            Table(
                (tr("Method"), tr("Gradient over"), tr("Updates an epoch"), tr("Memory"),
                 tr("Way down")),
                (
                    (tr("batch"), tr("all rows"), "1", tr("high"), tr("smooth but slow")),
                    (tr("stochastic"), tr("one row"), "N", tr("low"), tr("noisy but fast")),
                    (tr("mini-batch"), tr("B rows"), tr("N/B, rounded up"), tr("medium"),
                     tr("balanced")),
                ),
            ),
            Text(_count_sentence()),
            _counts(),
            Statement(
                "batch",
                tr(
                    "Batch gradient descent uses the full data set and makes one update an epoch:"
                    " its way is smooth, but each step costs a look at every row."
                ),
                Show("linear-regression", 10, {"method": "batch"}),
            ),
            Statement(
                "stochastic",
                tr(
                    "Stochastic gradient descent uses one row at a time: updates are cheap and"
                    " frequent, so it is soon near the minimum, and its way is noisy."
                ),
                Show("linear-regression", 342, {"method": "stochastic", "learning_rate": 0.02}),
            ),
            Statement(
                "mini-batch",
                tr(
                    "A mini-batch is the practical compromise: the mean over its rows takes some of"
                    " the noise away, and an epoch still makes many updates."
                ),
                Show("linear-regression", 11),
            ),
            Statement(
                "usual",
                tr(
                    "In deep learning mini-batches are the usual choice: hardware such as a GPU"
                    " works out many rows at once, steps are steady enough, and there are many of"
                    " them."
                ),
                Show("updates-per-epoch", 313),
            ),
        ),
    )  # fmt: skip


def _family() -> Flowchart:
    leaves = {
        "batch": (tr("uses the full data set"), tr("one update an epoch"), tr("smooth but slow")),
        "stochastic": (
            tr("uses one row at a time"),
            tr("frequent updates"),
            tr("fast but noisy"),
        ),
        "mini-batch": (
            tr("uses small batches"),
            tr("efficient on hardware"),
            tr("balanced and practical"),
        ),
    }
    titles = {
        "batch": tr("Batch"),
        "stochastic": tr("Stochastic"),
        "mini-batch": tr("Mini-batch"),
    }
    boxes, arrows = [Box("root", tr("Gradient descent"), 0, 1)], []
    for column, (method, texts) in enumerate(leaves.items()):
        boxes.append(Box(method, titles[method], 1, column))
        arrows.append(Arrow("root", method))
        before = method
        for row, text in enumerate(texts, start=2):
            boxes.append(Box(f"{method} {row}", text, row, column))
            arrows.append(Arrow(before, f"{method} {row}"))
            before = f"{method} {row}"
    return Flowchart(tr("The three variants of gradient descent"), tuple(boxes), tuple(arrows))


def _variants() -> tuple[Variant, ...]:
    return variants(ROWS, BATCH_SIZE)


def _count_sentence() -> str:
    text = tr("With N = {rows:,} rows and batches of B = {size}, an epoch has this many updates:")
    return text.format(rows=ROWS, size=BATCH_SIZE)


def _counts() -> Table:
    rows = tuple((tr(one.method), updates_sentence(one)) for one in _variants())
    return Table((tr("Method"), tr("Updates an epoch")), rows)


def algorithm() -> Note:
    """Return the mini-batch algorithm with its stopping criterion, and its formulas."""
    return Note(
        "algorithm",
        tr("The mini-batch algorithm"),
        (
            _algorithm(),
            Text(
                tr(
                    "Drawn like this, the rows are shuffled before every update. Most programs, and"
                    " this one unless another order is chosen, shuffle once an epoch and take the"
                    " next batch instead."
                )
            ),
            Text(tr("The loss of a mini-batch is the mean of the losses of its B rows:")),
            Formula(r"L(\theta) = \frac{1}{B} \sum_{i \in \mathcal{B}} L_i(\theta)"),
            Text(tr("Its gradient is the mean of theirs:")),
            Formula(
                r"g = \nabla_{\theta} L(\theta) = \frac{1}{B} \sum_{i \in \mathcal{B}}"
                r" \nabla L_i(\theta)"
            ),
            Text(tr("And the update goes against it:")),
            Formula(r"\theta \leftarrow \theta - \eta \, g"),
            Statement(
                "order",
                tr(
                    "Shuffling before every update lets the rows of an epoch repeat; shuffling once"
                    " an epoch takes each row once."
                ),
                Show("noisy-bowl", 10, {"order": "reshuffle"}),
            ),
        ),
    )


def _algorithm() -> Flowchart:
    titles = {
        "initialise": tr("Initialise the parameters"),
        "shuffle": tr("Shuffle the training data"),
        "choose": tr("Choose a mini-batch"),
        "loss": tr("Work out its loss"),
        "gradient": tr("Work out its gradient"),
        "update": tr("Update the parameters"),
        "criterion": tr("Stopping criterion met?"),
        "return": tr("Return the trained parameters"),
    }
    boxes = tuple(Box(key, text, row) for row, (key, text) in enumerate(titles.items()))
    keys = list(titles)
    words = {"criterion": tr("Yes")}
    down = [Arrow(a, b, words.get(a, "")) for a, b in pairwise(keys)]
    back = Arrow("criterion", "shuffle", tr("No"))
    return Flowchart(tr("The mini-batch algorithm"), boxes, (*down, back))
