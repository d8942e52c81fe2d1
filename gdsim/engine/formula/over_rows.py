"""Sums and means over the rows of the data, taken for the mean that every loss is.

The loss of a batch is the mean of an expression over the batch's rows. People write that mean out:
``1/m * sum((w*x - y)^2)``, ``1/(2n) Σ (w*x - y)^2``, ``mean(abs(w*x - y))``. Here m, n and N
outside the sum are the number of rows, unless a column is called so; the sum is that number times
the mean, and the mean is what is worked out anyway. A sum can only be part of a loss in a way in
which the mean of the rows' losses is the same: added to, and multiplied by what no row changes.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn

from msgspec import Struct, field

from gdsim.engine.errors import Remark
from gdsim.engine.formula.nodes import (
    Binary,
    Call,
    Name,
    Negative,
    Node,
    Number,
    names_of,
)
from gdsim.engine.formula.reading.sums import COUNTS
from gdsim.engine.formula.reading.vocabulary.characters import refuse


class RowLoss(Struct, frozen=True):
    """What a text says of one row.

    Attributes
    ----------
    syntax
        The loss of one row, without sums and means over rows.
    remarks
        What was taken for what.
    """

    syntax: Node
    remarks: tuple[Remark, ...] = ()


def row_loss(node: Node, columns: Collection[str], n_rows: int) -> RowLoss:
    """Return the loss of one row of data with `columns` and `n_rows`.

    Raises
    ------
    InputError
        For a sum or mean where there are no columns, or where it cannot be the mean of something
        that each row has.
    """
    if not _aggregates(node):
        _refuse_count(node, columns)
        return RowLoss(node, _twice_averaged(node, columns, n_rows))
    taker = _Taker(frozenset(columns), n_rows)
    return RowLoss(taker.mean_of(node), tuple(taker.remarks.values()))


class _Taker(Struct):
    columns: frozenset[str]
    n_rows: int
    remarks: dict[str, Remark] = field(default_factory=dict)

    def mean_of(self, node: Node) -> Node:
        """Return what has `node` as its mean over the rows."""
        match node:
            case Binary("+" | "-"):
                left, right = self.mean_of(node.left), self.mean_of(node.right)
                return Binary(node.operator, left, right, node.position)
            case Negative(operand):
                return Negative(self.mean_of(operand), node.position)
            case Binary("*" | "/") | Call("sum" | "mean"):
                return self._term(node)
        return self._same_for_every_row(node)

    def _term(self, node: Node) -> Node:
        """Return a product with at most one sum or mean in it, as that of one row."""
        above, below = _factors(node)
        found = [part for part in above if isinstance(part, Call) and _is_aggregate(part)]
        if not found:
            return self._same_for_every_row(node)
        aggregate = found[0]
        above.remove(aggregate)
        inside, counts = self._without_count(aggregate.arguments[0])
        below += counts
        for nested in _aggregates(inside):
            refuse("a sum over rows stands inside another; write one sum", nested.position)
        if not self.columns:
            refuse(
                "{function}( ) is taken over the rows of the data, and there are no data; give a"
                " sum numbers as its bounds, as from i = 1 to 3, or write the terms out",
                aggregate.position,
                function=aggregate.function,
            )
        if not self.columns & set(names_of(inside)):
            refuse(
                "{function}( ) is taken over the rows of the data, and no column stands in it;"
                " write the terms out",
                aggregate.position,
                function=aggregate.function,
            )
        self._note(aggregate, below)
        above = [self._same_for_every_row(part) for part in above]
        below = [self._same_for_every_row(part) for part in below]
        if aggregate.function == "sum" and not self._cancels(below):
            above.append(Number(str(self.n_rows), aggregate.position))
        return _fraction(above, below, inside, node.position)

    def _without_count(self, inside: Node) -> tuple[Node, list[Node]]:
        """Return what stands in a sum without a division by the number of rows, and that."""
        above, below = _factors(inside)
        counts = [part for part in below if self._is_count(part)]
        rest = [part for part in below if not self._is_count(part)]
        if not counts or not above:
            return inside, []
        last = above.pop()
        return _fraction(above, rest, last, inside.position), counts

    def _is_count(self, node: Node) -> bool:
        return isinstance(node, Name) and node.name in COUNTS - self.columns

    def _cancels(self, below: list[Node]) -> bool:
        """Take the number of rows out of what a sum is divided by; tell whether it was there."""
        for part in below:
            if isinstance(part, Number) and float(part.text) == self.n_rows:
                below.remove(part)
                return True
        return False

    def _note(self, aggregate: Call, below: list[Node]) -> None:
        is_divided = any(
            self._is_count(part) or (isinstance(part, Number) and float(part.text) == self.n_rows)
            for part in below
        )
        if aggregate.function == "sum" and not is_divided:
            remark = Remark(
                "sum( ) over the {n} row was taken as {n} times the mean over the rows of a batch",
                "sum( ) over the {n} rows was taken as {n} times the mean over the rows of a batch",
                n=self.n_rows,
            )
        elif aggregate.function == "sum":
            remark = Remark(
                "sum( ) divided by the number of rows was taken as the mean over the rows"
            )
        else:
            remark = Remark("mean( ) was taken as the mean over the rows")
        self.remarks[remark.template] = remark

    def _same_for_every_row(self, node: Node) -> Node:
        """Return what no row changes, m, n and N as the number of rows; refuse anything else."""
        match node:
            case Call() if _is_aggregate(node):
                self._refuse_place(node)
            case Name(name) if name in self.columns:
                refuse(
                    "the column {name} stands outside the sum over the rows; put it inside",
                    node.position,
                    name=name,
                )
            case Name(name) if name in COUNTS:
                return Number(str(self.n_rows), node.position)
            case Negative(operand):
                return Negative(self._same_for_every_row(operand), node.position)
            case Binary(operator, left, right, position):
                parts = self._same_for_every_row(left), self._same_for_every_row(right)
                return Binary(operator, *parts, position)
            case Call(function, arguments, position):
                arguments = tuple(self._same_for_every_row(part) for part in arguments)
                return Call(function, arguments, position)
        return node

    def _refuse_place(self, aggregate: Call) -> NoReturn:
        refuse(
            "{function}( ) can be added to and multiplied by numbers and parameters, nothing else,"
            " since the loss of a batch is a mean over its rows; put powers and functions inside"
            " its brackets",
            aggregate.position,
            function=aggregate.function,
        )


def _is_aggregate(node: Call) -> bool:
    return node.function in ("sum", "mean")


def _aggregates(node: Node) -> list[Call]:
    """Return the sums and means in `node`."""
    found, waiting = [], [node]
    while waiting:
        match waiting.pop():
            case Call() as call:
                if _is_aggregate(call):
                    found.append(call)
                waiting += call.arguments
            case Negative(operand):
                waiting.append(operand)
            case Binary(_, left, right):
                waiting += left, right
    return found


def _factors(node: Node) -> tuple[list[Node], list[Node]]:
    """Return what a product has above and below its line, whole numbers of 1 left out."""
    sides: tuple[list[Node], list[Node]] = [], []
    # A product of a thousand factors is as deep.
    waiting = [(node, False)]
    while waiting:
        part, is_below = waiting.pop()
        match part:
            case Binary("*" | "/", left, right):
                waiting += [(right, is_below != (part.operator == "/")), (left, is_below)]
            case Negative(Binary("/") as fraction):
                above, below = _factors(fraction)
                first, *rest = above or [Number("1", part.position)]
                sides[is_below].extend([Negative(first, part.position), *rest])
                sides[not is_below].extend(below)
            case Number("1"):
                pass
            case _:
                sides[is_below].append(part)
    return sides


def _fraction(above: list[Node], below: list[Node], last: Node, position: int) -> Node:
    """Return the product of a fraction and `last`."""
    if not above and not below:
        return last
    front = _product(above or [Number("1", position)], position)
    if below:
        front = Binary("/", front, _product(below, position), position)
    match front:
        case Number("1"):
            return last
        case Negative(Number("1")):
            return Negative(last, position)
    return Binary("*", front, last, position)


def _product(factors: list[Node], position: int) -> Node:
    product, *rest = factors
    for factor in rest:
        product = Binary("*", product, factor, position)
    return product


def _terms(node: Node) -> list[Node]:
    terms: list[Node] = []
    waiting = [node]
    while waiting:
        match waiting.pop():
            case Binary("+" | "-", left, right):
                waiting += left, right
            case Negative(operand):
                waiting.append(operand)
            case term:
                terms.append(term)
    return terms


def _refuse_count(node: Node, columns: Collection[str]) -> None:
    """Refuse 1/m before a row's loss: m would be a parameter, and is meant as the rows' number."""
    for term in _terms(node):
        above, below = _factors(term)
        rest = [part for part in (*above, *below) if not isinstance(part, Name)]
        used = {name for part in rest for name in names_of(part)}
        for part in below:
            is_count = isinstance(part, Name) and part.name in COUNTS and part.name not in columns
            if isinstance(part, Name) and is_count and used & set(columns):
                refuse(
                    "{name} would be a parameter here; the loss is a mean over the rows already:"
                    " leave 1/{name} out, or write 1/{name}*sum( )",
                    part.position,
                    name=part.name,
                )


def _twice_averaged(node: Node, columns: Collection[str], n_rows: int) -> tuple[Remark, ...]:
    """Return a remark where a row's loss is divided by the number of rows."""
    for term in _terms(node):
        above, below = _factors(term)
        used = {name for part in above for name in names_of(part)}
        is_divided = any(isinstance(part, Number) and float(part.text) == n_rows for part in below)
        if n_rows > 2 and is_divided and used & set(columns):
            return (
                Remark(
                    "this loss is divided by {count}, the number of rows, and is a mean over the"
                    " rows already; leave 1/{count} out unless that is meant",
                    count=n_rows,
                ),
            )
    return ()
