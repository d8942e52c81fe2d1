"""A data file read and checked, against polars alone reading the same file.

Run with ``pytest tests/benchmarks --benchmark-only -s``.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from gdsim.files.data.reading import read
from tests.benchmarks.ratios import best_seconds

ROWS, COLUMNS = 1_000_000, 4


def test_million_rows_are_read_in_at_most_twice_the_time_of_polars(
    benchmark: object, tmp_path: Path
) -> None:
    path = tmp_path / "points.csv"
    values = np.random.default_rng(0).normal(size=(ROWS, COLUMNS)).round(6)
    frame = pl.DataFrame(values, schema=[f"x{k}" for k in range(COLUMNS)], orient="row")
    frame.write_csv(path)
    assert np.array_equal(read(path).dataset.values, values)
    ours, baseline = best_seconds(lambda: read(path), lambda: pl.read_csv(path))
    print(
        f"\n{ROWS:,} x {COLUMNS}: {ours * 1e3:.0f} ms, polars alone {baseline * 1e3:.0f} ms,"
        f" ratio {ours / baseline:.2f}"
    )
    benchmark.pedantic(lambda: read(path), rounds=1)
    benchmark.extra_info["ratio"] = ours / baseline
    assert ours <= 2 * baseline
