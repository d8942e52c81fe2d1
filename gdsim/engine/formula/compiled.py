"""Symbolic trees compiled to a function of flat float64 arrays."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cached_property

import numpy as np
import symengine
from symengine import Basic, Lambdify, Symbol

from gdsim.engine.arrays import Array, Mask

LARGEST_FOR_LLVM = 4000
"""Nodes up to which LLVM compiles at once; its time grows faster than the tree."""


SMALLEST = float(np.finfo(np.float64).tiny)
"""The least number that a float holds with all its digits."""


def _distinct(outputs: Sequence[Basic], arguments: Sequence[str]) -> list[Symbol]:
    """Return the arguments' symbols, those that no output holds under names of nobody else.

    Common parts are called x0, x1 and so on by SymEngine, save for what the outputs hold: a
    parameter x4 whose coefficient is 0 would take the place of such a part.
    """
    # To look through every output takes longer than to compile it: once all are found, enough.
    missing = {name for name in arguments if re.fullmatch(r"x[0-9]+", name)}
    for output in dict.fromkeys(outputs):
        if not missing:
            break
        missing -= {str(symbol) for symbol in output.free_symbols}
    return [
        Symbol(f"__unused_{k}" if name in missing else name) for k, name in enumerate(arguments)
    ]


class _Spare:
    """Outputs that are worked out in another form where the plain one is at its limits."""

    def __init__(
        self,
        width: int,
        otherwise: Sequence[Basic],
        watched: Sequence[Basic],
        arguments: Sequence[str],
        plain: Lambdify,
    ) -> None:
        self._plain, self._width, self._d = plain, width, len(arguments)
        self._trees, self._arguments = list(otherwise), _distinct(otherwise, arguments)
        self._count = len(watched)
        if watched:
            self._sums = Lambdify(_distinct(watched, arguments), list(watched), backend="lambda")

    @cached_property
    def _other(self) -> Lambdify:
        return Lambdify(self._arguments, self._trees, cse=True, backend="lambda")

    def single(self, inp: Array, out: Array, inp_offset: int = 0, out_offset: int = 0) -> None:
        self._plain.unsafe_real(inp, out, inp_offset, out_offset)
        inside = inp[inp_offset : inp_offset + self._d]
        found = out[out_offset : out_offset + self._width]
        self._mend(inside.reshape(1, -1), found.reshape(1, -1))

    def flat(self, inp: Array, out: Array, n: int) -> None:
        self._plain.unsafe_eval(inp, out, n)
        self._mend(
            inp[: n * self._d].reshape(n, self._d), out[: n * self._width].reshape(n, self._width)
        )

    def _mend(self, inputs: Array, outputs: Array) -> None:
        """Replace, in outputs (n, width), what is not finite and whole rows beyond the limits."""
        lost: Mask = ~np.isfinite(outputs)
        if self._count:
            sums = np.empty((len(inputs), self._count))
            self._sums.unsafe_eval(inputs.reshape(-1), sums.reshape(-1), len(inputs))
            size = np.abs(sums)
            is_within = (size >= SMALLEST) & np.isfinite(size)
            lost |= ~is_within.all(axis=1, keepdims=True)
        rows = np.flatnonzero(lost.any(axis=1))
        if len(rows):
            found = np.empty((len(rows), self._width))
            some = np.ascontiguousarray(inputs[rows])
            self._other.unsafe_eval(some.reshape(-1), found.reshape(-1), len(rows))
            outputs[rows] = np.where(lost[rows], found, outputs[rows])


class Compiled:
    """Outputs as a function of arguments, for one point or many.

    Parameters
    ----------
    size
        The nodes of all outputs.
    is_for_few
        Whether it is for a few points: LLVM takes milliseconds before it saves any.
    otherwise
        The same outputs in a form that is finite where `outputs` may not be; empty where there is
        none.
    watched
        What, where it is 0 or not finite, makes the plain outputs wrong, finite or not.

    Attributes
    ----------
    single
        ``single(inp, out, inp_offset=0, out_offset=0)``: one point, from and into flat contiguous
        float64 buffers. Checks nothing.
    flat
        ``flat(inp, out, n)``: n points one behind the other, likewise flat and unchecked.
    """

    def __init__(
        self,
        outputs: Sequence[Basic],
        arguments: Sequence[str],
        size: int,
        *,
        is_for_few: bool = False,
        otherwise: Sequence[Basic] = (),
        watched: Sequence[Basic] = (),
    ) -> None:
        # Numbers alone are no work that milliseconds of LLVM could make less of.
        is_constant = all(tree.is_Number for tree in outputs)
        llvm = symengine.have_llvm and size <= LARGEST_FOR_LLVM and not (is_for_few or is_constant)
        function = Lambdify(
            _distinct(outputs, arguments),
            list(outputs),
            cse=True,
            backend="llvm" if llvm else "lambda",
        )
        self.n_outputs = len(outputs)
        # The bound methods themselves: a wrapper would cost as much as the call.
        self.single: Callable[..., None] = function.unsafe_real
        self.flat: Callable[[Array, Array, int], None] = function.unsafe_eval
        if otherwise:
            spare = _Spare(len(outputs), otherwise, watched, arguments, function)
            self.single, self.flat = spare.single, spare.flat

    def many(self, inputs: Array) -> Array:
        """Return the outputs, shape (..., outputs), for inputs of shape (..., arguments)."""
        inputs = np.ascontiguousarray(inputs, dtype=np.float64)
        shape = inputs.shape[:-1]
        out = np.empty((*shape, self.n_outputs))
        self.flat(inputs.reshape(-1), out.reshape(-1), inputs.size // inputs.shape[-1])
        return out
