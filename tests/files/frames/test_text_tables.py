"""Small tables as text, held to the byte against polars, which writes the large ones."""

from __future__ import annotations

import io
import json
import math
import struct
from collections.abc import Sequence

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdsim.files import tables
from gdsim.files.frames.column_frame import Column, Frame
from gdsim.files.frames.text_tables import float_text
from gdsim.files.tables import write_frame

SEED = 20260117

POWERS = np.arange(2047, dtype=np.uint64) << np.uint64(52)


def by_polars(values: Sequence[float]) -> list[str]:
    """Return how polars writes numbers; older ones leave out the plus of an exponent."""
    buffer = io.BytesIO()
    pl.DataFrame({"x": [*values, 1e16]}).write_csv(buffer, include_header=False)
    *texts, large = buffer.getvalue().decode().split()
    assert large in ("1e16", "1e+16")
    return [text.replace("e", "e+") if _lacks_plus(text, large) else text for text in texts]


def _lacks_plus(text: str, large: str) -> bool:
    return large == "1e16" and "e" in text and "e-" not in text


@given(st.lists(st.floats(), max_size=20))
def test_any_number_is_written_as_polars_writes_it(values: list[float]) -> None:
    assert [float_text(x) for x in values] == by_polars(values)


@pytest.mark.parametrize(
    "values",
    [
        # The distance to the next number halves there, where shortest texts are hardest to find.
        np.concatenate([POWERS + np.uint64(k) for k in (0, 1, 2)]).view(np.float64),
        (POWERS[1:] - np.uint64(1)).view(np.float64),
        np.array([float(f"{m}e{k}") for k in range(-326, 308) for m in ("1", "-1.5", "9.99")]),
        np.nextafter([float(f"1e{k}") for k in range(-320, 308)], 0),
        np.nextafter([float(f"1e{k}") for k in range(-320, 308)], np.inf),
        np.arange(1, 3000) * 5e-324,
        np.arange(-3000.0, 3000),
        np.arange(3000) / 1000,
        np.array([2.0**k + j for k in (52, 53, 54, 60) for j in range(-50, 50)]),
        np.array([0.0, -0.0, math.inf, -math.inf, math.nan]),
        np.random.default_rng(SEED).integers(0, 2**64, 20_000, np.uint64).view(np.float64),
    ],
    ids=(
        "powers-of-2 before powers-of-10 below above subnormal whole decimals 2^53 special bits"
    ).split(),
)
def test_numbers_are_written_as_polars_writes_them(values: np.ndarray) -> None:
    assert [float_text(x) for x in values.tolist()] == by_polars(values.tolist())


@given(st.floats(allow_nan=False))
def test_a_text_reads_back_as_the_same_number_to_the_bit(x: float) -> None:
    assert struct.pack("d", float(float_text(x))) == struct.pack("d", x)


def plain_floats() -> st.SearchStrategy[float | None]:
    """Return numbers without a plus in their exponent: older polars writes none."""
    small = st.floats(-1e15, 1e15)
    return st.none() | small | st.sampled_from([math.inf, -math.inf, math.nan, -0.0])


@st.composite
def frames(draw: st.DrawFn) -> Frame:
    """Return a frame with columns of every kind, and gaps in them."""
    n = draw(st.integers(0, 4))
    texts = st.none() | st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
    texts |= st.sampled_from(
        ["", "a,b", 'say "x"', "a\tb", "a\nb", "a\rb", " ", "=1", "\\", "\x7f"]
    )
    kinds = {str: texts, float: plain_floats(), int: st.none() | st.integers(-(2**63), 2**63 - 1)}
    columns = {}
    for name in draw(st.lists(texts.filter(bool), min_size=1, max_size=4, unique=True)):
        kind = draw(st.sampled_from(list(kinds)))
        columns[name] = Column.of(draw(st.lists(kinds[kind], min_size=n, max_size=n)), kind)
    columns["is_so"] = Column(np.array(draw(st.lists(st.booleans(), min_size=n, max_size=n)), bool))
    return Frame(columns)


def written(frame: Frame, form: str, decimals: int | None, most: int) -> bytes:
    """Return a table, by polars alone where `most` is 0 cells."""
    buffer = io.BytesIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "MOST_CELLS_WITHOUT_POLARS", most)
        write_frame(frame, buffer, form, decimals)
    return buffer.getvalue()


@pytest.mark.parametrize("form", ["csv", "tsv", "json"])
@given(frame=frames(), decimals=st.none() | st.integers(0, 17))
def test_a_small_table_has_the_bytes_of_one_written_by_polars(
    form: str, frame: Frame, decimals: int | None
) -> None:
    assert written(frame, form, decimals, most=100) == written(frame, form, decimals, most=-1)


def test_json_holds_null_where_there_is_no_finite_number() -> None:
    frame = Frame({"x": Column(np.array([math.nan, math.inf, 1.5]), np.array([0, 0, 0], bool))})
    assert json.loads(written(frame, "json", None, most=100)) == [
        {"x": None},
        {"x": None},
        {"x": 1.5},
    ]
