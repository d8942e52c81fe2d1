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


def test_columns_of_texts_take_time_by_their_number(benchmark: object, tmp_path: Path) -> None:
    few, many = tmp_path / "few.csv", tmp_path / "many.csv"
    for path, count in ((few, 1_000), (many, 10_000)):
        rows = (";".join(f"x{k}" for k in range(count)), *[";".join(["1,5"] * count)] * 2)
        path.write_text("\n".join(rows), encoding="utf-8")
    assert read(many).dataset.values.tolist() == [[1.5] * 10_000] * 2
    ours, baseline = best_seconds(lambda: read(many), lambda: read(few), rounds=1)
    print(f"\n10,000 columns: {ours:.2f} s, 1,000: {baseline:.2f} s, ratio {ours / baseline:.1f}")
    benchmark.pedantic(lambda: read(few), rounds=1)
    benchmark.extra_info["ratio"] = ours / baseline
    assert ours <= 13 * baseline
