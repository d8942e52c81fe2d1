"""Symbolic trees compiled to a function of flat float64 arrays."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np
import symengine
from symengine import Basic, Lambdify, Symbol

from gdsim.engine.arrays import Array

LARGEST_FOR_LLVM = 4000
"""Nodes up to which LLVM compiles at once; its time grows faster than the tree."""


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


class Compiled:
    """Outputs as a function of arguments, for one point or many.

    Parameters
    ----------
    size
        The nodes of all outputs.
    is_for_few
        Whether it is for a few points: LLVM takes milliseconds before it saves any.

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
    ) -> None:
        llvm = symengine.have_llvm and size <= LARGEST_FOR_LLVM and not is_for_few
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

    def many(self, inputs: Array) -> Array:
        """Return the outputs, shape (..., outputs), for inputs of shape (..., arguments)."""
        inputs = np.ascontiguousarray(inputs, dtype=np.float64)
        shape = inputs.shape[:-1]
        out = np.empty((*shape, self.n_outputs))
        self.flat(inputs.reshape(-1), out.reshape(-1), inputs.size // inputs.shape[-1])
        return out
