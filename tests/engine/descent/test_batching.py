"""Which rows an update sees."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.engine.descent.batching import Batching
from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.descent.methods import ORDERS
from gdsim.engine.errors import InputError

SIZES = st.integers(1, 60).flatmap(lambda n: st.tuples(st.just(n), st.integers(1, n)))
SEEDS = st.integers(0, 2**70)


def all_batches(batching, epoch):
    return [batching.rows(epoch, batch) for batch in range(batching.updates_per_epoch)]


def test_ten_thousand_rows_in_batches_of_32() -> None:
    # The notes' table: 1, 10000 and about 313 updates per epoch.
    def of(**settings):
        return Batching.of(Experiment(objective="w", **settings), 10_000)

    assert of(method="batch").updates_per_epoch == 1
    assert of(method="stochastic").updates_per_epoch == 10_000
    kept, dropped = of(method="mini-batch"), of(method="mini-batch", last_batch="drop")
    assert (kept.updates_per_epoch, dropped.updates_per_epoch) == (313, 312)
    assert (len(kept.rows(0, 0)), len(kept.rows(0, 312)), len(dropped.rows(0, 311))) == (32, 16, 32)


@given(
    sizes=SIZES, order=st.sampled_from(["shuffle", "fixed"]), seed=SEEDS, epoch=st.integers(0, 99)
)
def test_epoch_covers_each_row_exactly_once(sizes, order, seed, epoch) -> None:
    rows = np.concatenate(all_batches(Batching(*sizes, order, "keep", seed), epoch))
    assert sorted(rows) == list(range(sizes[0]))


@given(
    sizes=SIZES, order=st.sampled_from(["shuffle", "fixed"]), seed=SEEDS, epoch=st.integers(0, 99)
)
def test_dropping_leaves_out_the_remainder_alone(sizes, order, seed, epoch) -> None:
    n_rows, batch_size = sizes
    batches = all_batches(Batching(*sizes, order, "drop", seed), epoch)
    assert all(len(batch) == batch_size for batch in batches)
    assert len(set(np.concatenate(batches))) == n_rows - n_rows % batch_size


@given(sizes=SIZES, seed=SEEDS, epoch=st.integers(0, 9), batch=st.integers(0, 5))
def test_reshuffled_batch_has_different_rows_all_in_range(sizes, seed, epoch, batch) -> None:
    n_rows, batch_size = sizes
    rows = Batching(*sizes, "reshuffle", "keep", seed).rows(epoch, batch)
    assert len(set(rows)) == len(rows) == batch_size
    assert set(rows) <= set(range(n_rows))


@given(
    sizes=SIZES,
    order=st.sampled_from(tuple(ORDERS)),
    last_batch=st.sampled_from(["keep", "drop"]),
    t=st.integers(0, 5000),
)
def test_place_size_and_rows_of_an_update_agree(sizes, order, last_batch, t) -> None:
    batching = Batching(*sizes, order, last_batch, 3)
    epoch, batch = batching.locate(t)
    assert epoch * batching.updates_per_epoch + batch == t
    assert 0 <= batch < batching.updates_per_epoch
    rows = batching.rows(epoch, batch)
    assert rows.dtype == np.int64
    assert len(rows) == batching.size(batch)
    updates = np.arange(t, t + 20)
    epochs, batches = batching.locate(updates)
    assert [batching.locate(int(u)) for u in updates] == list(zip(epochs, batches, strict=True))
    assert batching.size(batches).tolist() == [batching.size(int(b)) for b in batches]


@given(
    sizes=SIZES, order=st.sampled_from(tuple(ORDERS)), last_batch=st.sampled_from(["keep", "drop"])
)
def test_several_batches_are_those_batches_one_after_the_other(sizes, order, last_batch) -> None:
    batching = Batching(*sizes, order, last_batch, 1)
    batches = all_batches(batching, 4)
    for start in range(0, len(batches), 3):
        for stop in range(start + 1, len(batches) + 1, 4):
            np.testing.assert_array_equal(
                batching.rows_between(4, start, stop), np.concatenate(batches[start:stop])
            )
    np.testing.assert_array_equal(batching.epoch_rows(4), np.concatenate(batches))


@given(sizes=SIZES, order=st.sampled_from(tuple(ORDERS)), seed=SEEDS)
def test_rows_do_not_depend_on_what_was_asked_before(sizes, order, seed) -> None:
    asked, fresh = (Batching(*sizes, order, "keep", seed) for _ in range(2))
    first = asked.rows(0, 0).copy()
    for epoch in (5, 1, 3, 0, 2):
        all_batches(asked, epoch)
    np.testing.assert_array_equal(asked.rows(0, 0), first)
    np.testing.assert_array_equal(asked.rows(3, 0), fresh.rows(3, 0))


@given(n_rows=st.integers(2, 50), seed=SEEDS)
def test_permutation_is_the_same_whatever_the_batch_size(n_rows, seed) -> None:
    orders = [
        Batching(n_rows, size, "shuffle", "keep", seed).epoch_rows(2)
        for size in (1, n_rows // 2, n_rows)
    ]
    np.testing.assert_array_equal(orders[0], orders[1])
    np.testing.assert_array_equal(orders[0], orders[2])


@pytest.mark.parametrize("order", ["shuffle", "reshuffle", "replacement"])
def test_epochs_and_seeds_differ(order) -> None:
    def epoch(number, seed):
        return tuple(Batching(100, 10, order, "keep", seed).epoch_rows(number))

    assert len({epoch(number, seed) for number in range(3) for seed in range(3)}) == 9


def test_reshuffled_batches_of_an_epoch_overlap_as_independent_draws_do() -> None:
    # 10 independent batches of 10 among 100 rows: 100 * (1 - 0.9^10) = 65 different rows expected.
    batching = Batching(100, 10, "reshuffle", "keep", 0)
    different = [len(set(batching.epoch_rows(epoch))) for epoch in range(100)]
    assert 60 < np.mean(different) < 70


@pytest.mark.parametrize("order", ["shuffle", "reshuffle", "replacement"])
def test_every_row_is_drawn_about_as_often(order) -> None:
    # 2000 draws of 5 rows out of 20: 500 each, standard deviation below 22.
    batching = Batching(20, 5, order, "keep", 7)
    drawn = np.concatenate([batching.rows(epoch, 0) for epoch in range(2000)])
    counts = np.bincount(drawn, minlength=20)
    assert counts.min() > 380
    assert counts.max() < 620


def test_replacement_repeats_rows() -> None:
    rows = Batching(50, 50, "replacement", "keep", 0).rows(0, 0)
    assert len(rows) == 50
    assert len(set(rows)) < 50


@pytest.mark.parametrize("method", ["batch", "stochastic", "mini-batch"])
def test_with_a_single_row_every_method_is_full_batch(method) -> None:
    batching = Batching.of(Experiment(objective="w", method=method, batch_size=32, seed=5), 1)
    assert batching.is_full
    assert batching == Batching.of(Experiment(objective="w"), 1)
    assert batching.locate(7) == (7, 0)
    assert batching.rows(7, 0).tolist() == [0]


def test_batch_method_takes_all_rows_in_file_order_whatever_the_order_and_batch_size() -> None:
    experiment = Experiment(objective="w", method="batch", order="shuffle", batch_size=99)
    batching = Batching.of(experiment, 5)
    assert batching.is_full
    assert batching.rows(3, 0).tolist() == [0, 1, 2, 3, 4]
    assert not Batching(5, 5, "shuffle").is_full


def test_rows_cannot_be_overwritten() -> None:
    with pytest.raises(ValueError, match="read-only"):
        Batching(10, 3).rows(0, 0)[0] = 1


@pytest.mark.parametrize("batch_size", [0, -1, 11])
def test_batch_size_beyond_the_rows_is_refused(batch_size) -> None:
    experiment = Experiment(objective="w", method="mini-batch", batch_size=batch_size)
    with pytest.raises(InputError, match=f"size is {batch_size}; give a whole number from 1 to 10"):
        Batching.of(experiment, 10)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("method", "online", "batch, stochastic, mini-batch"),
        ("order", "sorted", "shuffle, fixed, reshuffle, replacement"),
        ("last_batch", "pad", "keep, drop"),
        ("seed", -1, "at least 0"),
    ],
)
def test_unknown_choice_is_refused_with_the_accepted_ones(field, value, message) -> None:
    with pytest.raises(InputError, match=f"is {value}; give .*{message}"):
        Batching.of(Experiment(objective="w").with_(**{field: value}), 10)
