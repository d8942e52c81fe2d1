"""How the cost of an update, an epoch or a search grows with examples and parameters."""

from __future__ import annotations

from gdsim.i18n import tr
from gdsim.study.exam.draw import Draw
from gdsim.study.exam.fields import Field, NamedSlip, Option
from gdsim.study.exam.kind import Kind
from gdsim.study.exam.kinds.batches.methods import METHODS, method_titles
from gdsim.study.exam.kinds.letters import lettered
from gdsim.study.exam.question import Draft
from gdsim.study.working.blocks import Section, Table, Text
from gdsim.texts import N_

_ORDERS = ("O(1)", "O(d)", "O(B)", "O(B·d)", "O(N)", "O(N·d)", "O(N²·d)")

_UPDATE = {"batch": "O(N·d)", "stochastic": "O(d)", "mini-batch": "O(B·d)"}
"""Cost of an update by its method: each of its examples takes O(d)."""

_EPOCH = "O(N·d)"
"""Cost of an epoch: whatever the method, each example is used once."""


def draft(draw: Draw, level: int) -> Draft:
    """Return a draft: an update (1), an update and an epoch (2), memory of a rule as well (3)."""
    return draft_of(draw, draw.pick(METHODS), level)


def draft_of(draw: Draw, method: str, level: int) -> Draft:
    """Return the draft on a method; see `draft`."""
    title = method_titles()[method].lower()
    options, letters = _options(draw)
    fields = [
        _field(
            "update", tr("One update of {method}").format(method=title), _UPDATE[method], options
        )
    ]
    slips = _update_slips(method, letters)
    if level > 1:
        label = tr("One epoch of {method}").format(method=title)
        fields.append(_field("epoch", label, _EPOCH, options))
        slips += _epoch_slips(method, letters)
    if level > 2:
        other = draw.pick([one for one in METHODS if one != method])
        label = tr("One update of {method}").format(method=method_titles()[other].lower())
        fields.append(_field("other_update", label, _UPDATE[other], options))
    facts: dict[str, object] = {
        "method": method,
        "loss_of_one_example_and_its_gradient": "O(d)",
        "examples": "N",
        "batch_size": "B",
        "parameters": "d",
    }
    if level > 2:
        facts["other_method"] = other
    stem = tr(
        "Loss and gradient of one example take O(d) for d parameters, as in linear and logistic"
        " regression. There are N examples, and mini-batches have B. How does the time grow?"
    )
    return Draft(
        stem=(Text(stem),),
        facts=facts,
        fields=tuple(fields),
        solve=_solution,
        seconds=(20, 30, 45)[level - 1],
        slips=tuple(slips),
    )


def _options(draw: Draw) -> tuple[tuple[Option, ...], dict[str, str]]:
    order = draw.shuffled(_ORDERS)
    options = lettered(order)
    return options, {text: option.key for text, option in zip(order, options, strict=True)}


def _field(name: str, label: str, right: str, options: tuple[Option, ...]) -> Field:
    letter = next(option.key for option in options if option.text == right)
    return Field(name, label, "choice", letter, options=options)


def _update_slips(method: str, letters: dict[str, str]) -> list[NamedSlip]:
    all_rows = NamedSlip(
        "n-where-none-is",
        tr("That would look at all N examples: this method's update does not."),
        {"update": letters["O(N·d)"]},
    )
    one_row = NamedSlip(
        "one-example-taken",
        tr("That is the update of a single example: this method's takes more of them."),
        {"update": letters["O(d)"]},
    )
    without = NamedSlip(
        "parameters-forgotten",
        tr("Each example takes O(d): the number of parameters counts as well."),
        {"update": letters[{"batch": "O(N)", "stochastic": "O(1)", "mini-batch": "O(B)"}[method]]},
    )
    return [without, one_row if method == "batch" else all_rows]


def _epoch_slips(method: str, letters: dict[str, str]) -> list[NamedSlip]:
    slips = [
        NamedSlip(
            "every-update-all-rows",
            tr("Not every update of an epoch looks at all examples: together they do so once."),
            {"epoch": letters["O(N²·d)"]},
        )
    ]
    if method != "batch":
        slips.append(
            NamedSlip(
                "update-for-epoch",
                tr("That is one update: an epoch goes on until every example was used."),
                {"epoch": letters[_UPDATE[method]]},
            )
        )
    return slips


def _solution() -> tuple[Section, ...]:
    titles = method_titles()
    rows = tuple((titles[one], _UPDATE[one], _EPOCH) for one in METHODS)
    table = Table((tr("Method"), tr("One update"), tr("One epoch")), rows)
    why = tr(
        "An update costs as many times O(d) as it uses examples. In an epoch each of the N examples"
        " is used once, whatever the batch size."
    )
    return (Section(tr("What it costs"), (table, Text(why))),)


KIND = Kind(
    key="cost-order",
    version=1,
    name=N_("How the cost grows"),
    topics=("variants",),
    lines=((44, 50), (122, 122)),
    forms=("choose",),
    draft=draft,
)
