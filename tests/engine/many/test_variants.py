"""The variants table against counting the batches one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.engine.descent.batching import Batching
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.many.variants import variants
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.objective import Objective


def test_ten_thousand_rows_in_batches_of_32() -> None:
    batch, stochastic, mini = variants(10_000, 32)
    assert [v.method for v in (batch, stochastic, mini)] == ["batch", "stochastic", "mini-batch"]
    assert [v.updates_per_epoch for v in (batch, stochastic, mini)] == [1, 10_000, 313]
    assert [v.rows_per_gradient for v in (batch, stochastic, mini)] == [10_000, 1, 32]
    assert (mini.full_batches, mini.remainder, mini.rows_per_epoch) == (312, 16, 10_000)
    dropped = variants(10_000, 32, "drop")[2]
    assert (dropped.updates_per_epoch, dropped.full_batches, dropped.remainder) == (312, 312, 16)
    assert dropped.rows_per_epoch == 9984


@given(
    sizes=st.integers(1, 300).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n))),
    last_batch=st.sampled_from(["keep", "drop"]),
)
def test_updates_are_those_of_cutting_a_list(sizes, last_batch) -> None:
    n, b = sizes
    for variant, size in zip(variants(n, b, last_batch), (n, 1, b), strict=True):
        pieces = [list(range(n))[i : i + size] for i in range(0, n, size)]
        if last_batch == "drop":
            pieces = [piece for piece in pieces if len(piece) == size]
        assert variant.rows_per_gradient == size
        assert variant.updates_per_epoch == len(pieces)
        assert variant.full_batches == sum(len(piece) == size for piece in pieces)
        assert variant.rows_per_epoch == sum(map(len, pieces))
        assert variant.full_batches * size + variant.remainder == n


@pytest.mark.parametrize("order", ["replacement", "reshuffle"])
def test_batches_drawn_for_themselves_are_all_full(order) -> None:
    batching = Batching.of(
        Experiment(objective="", method="mini-batch", batch_size=32, order=order), 60
    )
    sizes = [len(batching.rows(0, batch)) for batch in range(batching.updates_per_epoch)]
    mini = variants(60, 32, order=order)[2]
    assert (mini.full_batches, mini.remainder) == (sizes.count(32), 0)
    assert mini.rows_per_epoch == sum(sizes) == 64


def test_bytes_are_those_of_the_gathered_rows() -> None:
    data = Dataset("", ("x", "y", "unused"), np.ones((100, 3)))
    found = variants(0, 8, objective=Objective("(w*x - y)^2", data))
    assert [v.bytes_per_gradient for v in found] == [1600, 16, 128]
    assert [v.measured_bytes for v in found] == [1600, 16, 128]
    assert variants(100, 8, columns=2)[2].bytes_per_gradient == 128
    assert variants(100, 8)[2].measured_bytes is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [((0, 1), "at least 1"), ((10, 11), "from 1 to 10"), ((10, 0), "from 1 to 10"),
     ((10, 3, "round"), "keep, drop")],
)  # fmt: skip
def test_numbers_out_of_range_are_refused(arguments, said) -> None:
    with pytest.raises(InputError, match=said):
        variants(*arguments)
