"""Text to a checked expression: value, gradient and Hessian, exact and safe for large arguments.

Some functions are kept as symbols of their own, each with its argument and its derivative, instead
of being spelled out, so that derivatives stay exact, short and free of overflow:

====================  ============================  =======================================
function              derivative                    convention at the kink
====================  ============================  =======================================
half(u) = [u > 0]     0                             half(0) = 1/2, used by relu, max and min
sign(u)               0                             sign(0) = 0, used by abs
sigmoid(u)            sigmoid(u) sigmoid(-u) u'
softplus(u)           sigmoid(u) u'
max(a, b), min(a, b)  that of the one taken         where a = b: the mean of both gradients
(u v)^n               n (u v)^(n-1) (u v)'
u^v, v flat or not    v u^(v-1) u' + u^v log(u) v'  the last term is 0 where v' is, even for u < 0
====================  ============================  =======================================

So at a corner, of whatever function, the mean of the slopes on both sides is taken: 0 for |u|, 1/2
for relu(u) and max(0, u).

``log(1 + exp(u))`` is taken as softplus(u) and ``1/(1 + exp(u))`` as sigmoid(-u), which is what
they are, without the overflow; from these, ``exp(u)/(1 + exp(u))``, ``1 - sigmoid(u)`` and
``log(sigmoid(u))`` likewise. Other sums of exponentials are worked out in a second form where the
plain one is not finite; see `gdsim.engine.formula.shifted`. A root of odd degree of a negative
number is real; see `gdsim.engine.formula.real_roots`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from msgspec import Struct, field
from msgspec.structs import replace
from symengine import Basic

from gdsim.engine.errors import InputError, Remark
from gdsim.engine.formula.compiled import Compiled
from gdsim.engine.formula.domains import domain_remarks
from gdsim.engine.formula.latex import latex_of_syntax, latex_of_tree
from gdsim.engine.formula.named_constants import checked_constants, with_constants
from gdsim.engine.formula.nodes import Negative, Node, functions_of, names_of
from gdsim.engine.formula.over_rows import row_loss
from gdsim.engine.formula.reading.scanner import Token
from gdsim.engine.formula.reading.sums import COUNTS
from gdsim.engine.formula.reading.syntax import reading
from gdsim.engine.formula.reading.vocabulary.functions import CONSTANTS
from gdsim.engine.formula.shifted import Shifted, shifted
from gdsim.engine.formula.symbolic import Builder

MAX_DERIVATIVE_SIZE = 20_000
"""Nodes up to which a derivative is accepted, and one that is to be differentiated again."""

COMPILED_KEPT = 64
"""Functions that are kept compiled for when the same objective is made again."""

CORNERED = ("abs", "relu", "max", "min")
"""Functions that have a corner."""

MAX_DERIVATIVES_SIZE = 50_000
"""Nodes of a whole gradient or Hessian, entries that are the same counted once."""


class Expression(Struct, frozen=True, eq=False, dict=True):
    """A checked expression; see `parse`.

    Attributes
    ----------
    text
        As typed.
    names
        Every free name, by first appearance in the text.
    syntax
        The loss of one row: sums and means over the rows are taken for the mean that a loss is.
        Numbers stand in the place of constants.
    shown
        The same with the names of constants.
    tokens
        What the text is made of.
    remarks
        What was taken for what.
    constants
        The numbers that names in the text stand for.
    tree
        SymEngine's tree, in which `specials` stand for the functions of the module's table.
    """

    text: str
    names: tuple[str, ...]
    syntax: Node
    shown: Node
    tree: Basic
    builder: Builder
    tokens: tuple[Token, ...] = ()
    remarks: tuple[Remark, ...] = ()
    constants: Mapping[str, float] = field(default_factory=dict)

    def negated(self) -> Expression:
        """Return the expression with its sign changed."""
        return replace(
            self,
            text=f"-({self.text})",
            syntax=Negative(self.syntax, 0),
            shown=Negative(self.shown, 0),
            tree=-self.tree,
        )

    def gradient(self, names: Sequence[str]) -> tuple[Basic, ...]:
        """Return the partial derivative by each name."""
        return tuple(self._bounded(self.builder.derivative(self.tree, name) for name in names))

    def hessian(self, names: Sequence[str]) -> tuple[tuple[Basic, ...], ...]:
        """Return the second partial derivatives, row by row: the same tree on both sides."""
        gradient = self.gradient(names)
        pairs = [(i, j) for i in range(len(names)) for j in range(i + 1)]
        lower = self._bounded(self.builder.derivative(gradient[i], names[j]) for i, j in pairs)
        entry = dict(zip(pairs, lower, strict=True))
        every = range(len(names))
        return tuple(tuple(entry[max(i, j), min(i, j)] for j in every) for i in every)

    def _bounded(self, derivatives: Iterable[Basic]) -> list[Basic]:
        """Return the derivatives; raise InputError as soon as they are too long."""
        seen: set[Basic] = set()
        found: list[Basic] = []
        total = 0
        for tree in derivatives:
            size = self.builder.size(tree)
            total += size if tree not in seen else 0
            if size > MAX_DERIVATIVE_SIZE or total > MAX_DERIVATIVES_SIZE:
                raise InputError(
                    "the derivative of the objective is too long; simplify the objective"
                )
            seen.add(tree)
            found.append(tree)
        return found

    def compile(
        self, outputs: Sequence[Basic], arguments: Sequence[str], *, is_for_few: bool = False
    ) -> Compiled:
        """Return `outputs` (trees of this expression) as a function of `arguments`.

        One that is for a few points is ready at once, and slower for many.
        """
        size = sum(self.builder.size(tree) for tree in outputs)
        spelled_out = {tree: self.builder.spelled_out(tree) for tree in set(outputs)}
        trees = tuple(spelled_out[tree] for tree in outputs)
        otherwise = shifted(outputs, self.builder)
        try:
            return _compiled(self.text, trees, tuple(arguments), size, is_for_few, otherwise)
        except RuntimeError as error:
            # SymEngine's own infinity, which no number of a float stands for.
            raise InputError(
                "the objective or a derivative of it has no finite real value; simplify it"
            ) from error

    def latex(self) -> str:
        """Return the expression as LaTeX, in the order in which it was typed."""
        return latex_of_syntax(self.shown)

    def gradient_latex(self, name: str) -> str:
        """Return the partial derivative by `name` as LaTeX."""
        own = self._with_names or self
        tree = own.builder.multiplied_out(own.gradient((name,))[0])
        return latex_of_tree(tree, own.names, own.builder.specials)

    @cached_property
    def _with_names(self) -> Expression | None:
        """The expression in which constants are names like others, to be shown; None without."""
        if self.shown is self.syntax:
            return None
        builder = Builder()
        try:
            tree = builder.build(self.shown)
        except InputError:
            # Some, such as the logarithm of a negative one, make sense as numbers alone.
            return None
        return Expression(self.text, names_of(self.shown), self.shown, self.shown, tree, builder)


@lru_cache(maxsize=COMPILED_KEPT)
def _compiled(
    _text: str,
    outputs: tuple[Basic, ...],
    arguments: tuple[str, ...],
    size: int,
    is_for_few: bool,
    otherwise: Shifted,
) -> Compiled:
    """Return what is compiled from the trees of a text.

    The text takes part since trees that are equal may add up in another order where they come from
    another text, and round otherwise.
    """
    return Compiled(
        outputs,
        arguments,
        size,
        is_for_few=is_for_few,
        otherwise=otherwise.trees,
        watched=otherwise.watched,
    )


def _corners(syntax: Node) -> tuple[Remark, ...]:
    """Return what is taken for the slope where a function of the formula has a corner."""
    found = [name for name in CORNERED if name in functions_of(syntax)]
    if not found:
        return ()
    remark = Remark(
        "At a corner of {functions}, the mean of the slopes on both sides is taken",
        functions=", ".join(found),
    )
    return (remark,)


def parse(
    text: str,
    columns: Sequence[str] = (),
    n_rows: int = 1,
    constants: Mapping[str, float] | None = None,
) -> Expression:
    """Return the expression that `text` says; `gdsim.engine.formula.reading` has what is accepted.

    Parameters
    ----------
    columns, n_rows
        Of the data: names that are these columns whatever else they could mean, and the number of
        rows that a sum is over; see `gdsim.engine.formula.over_rows`.
    constants
        What names stand for that are neither columns nor parameters.

    Raises
    ------
    InputError
        With the position where there is one: for anything else than an expression, for one
        without a name, without a finite real value, or too large.
    """
    numbers = checked_constants(constants or {}, columns)
    read = reading(text, columns, n_rows, numbers)
    typed = read.syntax
    row = row_loss(with_constants(typed, numbers) if numbers else typed, columns, n_rows)
    used = {name: numbers[name] for name in names_of(typed) if name in numbers}
    # A number of rows that is given by name is one only once it is a number.
    has_names = bool(used) and not COUNTS & used.keys()
    shown = row_loss(typed, columns, n_rows).syntax if has_names else row.syntax
    builder = Builder()
    tree = builder.build(row.syntax)
    names = names_of(row.syntax)
    if not names:
        raise InputError("the objective has no parameter; use a name such as w in it")
    shadowed = tuple(
        Remark("{name} is the column {name} of the data here, not the number", name=name)
        for name in names
        if name in CONSTANTS
    )
    unused = tuple(
        Remark("the constant {name} does not stand in the objective", name=name)
        for name in numbers
        if name not in used and name not in read.counts
    )
    seen = (*_corners(row.syntax), *domain_remarks(row.syntax))
    remarks = (*row.remarks, *read.remarks, *shadowed, *unused, *seen)
    return Expression(text, names, row.syntax, shown, tree, builder, read.tokens, remarks, used)
