"""Methods of gradient descent in the cells of tables."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.errors import InputError
from gdsim.engine.many.method_comparison import MethodComparison
from gdsim.engine.many.variants import variants
from gdsim.engine.problem.dataset import Dataset
from gdsim.study.words.methods import (
    MOST_BATCH_SIZES,
    RESULT_TITLES,
    VARIANT_TITLES,
    batch_sizes_of,
    bytes_text,
    method_name,
    method_run_cells,
    seconds_text,
    updates_sentence,
    usual_batch_sizes,
    variant_cells,
)


def test_only_mini_batches_are_named_with_a_size() -> None:
    names = [method_name(method, 1024) for method in ("batch", "stochastic", "mini-batch")]
    assert names == ["batch", "stochastic", "mini-batch 1,024"]


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (12_345, "12.3 kB"),
        (5_000_000, "5 MB"),
        (1, "1 byte"),
        (999_499, "999 kB"),
        (999_600, "1 MB"),
        (2_500_000_000, "2.5 GB"),
    ],
)
def test_bytes_are_counted_in_the_largest_unit_that_they_fill(count: int, text: str) -> None:
    assert bytes_text(count) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.0004, "0.4 ms"), (0.9994, "999 ms"), (0.9996, "1 s"), (1.0, "1 s"), (65.43, "65.4 s")],
)
def test_short_times_are_told_in_milliseconds(seconds: float, text: str) -> None:
    assert seconds_text(seconds) == text


@pytest.mark.parametrize(
    ("rows", "size", "last", "text"),
    [
        (10_000, 32, "keep", "313 (312 full, one of 16)"),
        (10_000, 32, "drop", "312 (16 rows dropped)"),
        (10_000, 100, "keep", "100"),
    ],
)
def test_updates_of_an_epoch_say_what_becomes_of_the_rest(rows, size, last, text) -> None:
    *_, mini_batch = variants(rows, size, last)
    assert updates_sentence(mini_batch) == text


def test_cells_of_a_variant_tell_its_noise_by_the_formula() -> None:
    batch, stochastic, mini_batch = variants(101, 26, columns=2)
    # Both deviations together are 5; without replacement times the root of (101 - B)/100.
    sigma = np.array([3.0, 4.0])
    assert variant_cells(batch, sigma, False)[:6] == ("batch", "101", "1", "101", "1.62 kB", "0")
    assert variant_cells(stochastic, sigma, False)[5] == "5.00"
    # 5/sqrt(26) = 0.98058, times sqrt(0.75) 0.84921.
    assert variant_cells(mini_batch, sigma, False)[5] == "0.849"
    assert variant_cells(mini_batch, sigma, True)[5] == "0.981"
    # All rows are all rows, however they are drawn.
    assert variant_cells(batch, sigma, True)[5] == "0"
    assert variant_cells(batch, None, False)[5] == "–"
    assert len(VARIANT_TITLES) == len(variant_cells(batch, None, False))


def test_cells_of_a_run_tell_how_it_ended() -> None:
    data = Dataset("d", ("x",), np.array([[1.0], [3.0]]))
    experiment = Experiment(objective="(w - x)^2", dataset=data, learning_rate=0.5)
    comparison = MethodComparison(experiment, [], "updates", 3, methods=["batch"])
    assert comparison.result() == ()
    for _ in comparison.work():
        (cancelled,) = comparison.result()
        break
    for _ in comparison.work():
        pass
    *_, done = comparison.result()
    # One update leads from 0 to the mean 2, where the loss is the variance 1.
    method, updates, epochs, seen, _, loss, ended = method_run_cells(done)
    assert (method, updates, epochs, seen) == ("batch", "3", "3", "6")
    assert float(loss) == 1
    assert ended == "budget used up"
    assert method_run_cells(cancelled)[-1] == "cancelled"
    assert len(RESULT_TITLES) == len(method_run_cells(done))


@pytest.mark.parametrize(
    ("n_rows", "text"), [(1000, "8, 32, 128"), (100, "8, 32"), (8, "4"), (1, "1")]
)
def test_usual_sizes_are_smaller_than_the_data(n_rows: int, text: str) -> None:
    assert usual_batch_sizes(n_rows) == text
    assert max(batch_sizes_of(text, n_rows)) <= n_rows


def test_batch_sizes_are_read_with_any_separator_and_once_each() -> None:
    assert batch_sizes_of("8, 32;8  16", 100) == [8, 32, 16]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "names 0 batch sizes; give 1 to 6"),
        (", ".join(["1"] * (MOST_BATCH_SIZES + 1)), "names 7 batch sizes"),
        ("0", "'0' is not accepted; give a whole number from 1 to 100"),
        ("101", "'101'"),
        ("8.5", "'8.5'"),
        ("٣", "'٣'"),
        ("9" * 30, "is not accepted"),
    ],
)
def test_sizes_that_the_data_do_not_have_are_refused(text: str, said: str) -> None:
    with pytest.raises(InputError) as refused:
        batch_sizes_of(text, 100)
    assert said in str(refused.value)
