"""Data files: what is read, and the line and column of what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdsim.engine.errors import InputError
from gdsim.engine.problem.generators import GENERATORS, generate
from gdsim.files.data.reading import dataset_from, read


def file(tmp_path: Path, content: str | bytes, name: str = "points.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    "content",
    [
        "x,y\n1,2\n3,4.5\n",
        "x,y\r\n1,2\r\n3,4.5",
        "\ufeffx,y\n1,2\n3,4.5\n",
        '"x","y"\n"1","2"\n"3","4.5"\n',
        "x\ty\n1\t2\n3\t4.5\n",
        "x;y\n1;2\n3;4.5\n",
        "x , y\n 1 , 2\n3, 4.5e0\n",
        "kind,x,y\na,1,2\nb,3,4.5\n",
    ],
)
def test_spellings_of_one_table_give_the_same_numbers(tmp_path: Path, content: str) -> None:
    data = read(file(tmp_path, content)).dataset
    assert data.names == ("x", "y")
    assert data.values.tolist() == [[1, 2], [3, 4.5]]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("", "line 1"),
        ("x,y\n", "no rows"),
        ("x,y\n1,2\n3,\n", "line 3"),
        ("x,y\n1,two\n3,4\n", "line 2"),
        ("x,y\n1,2\n3,inf\n", "line 3"),
        ("x,y\n1,2\n3,nan\n", "line 3"),
        ("x,x\n1,2\n", "twice"),
        ("x,\n1,2\n", "''"),
        ("1,2\n3,4\n", "'1'"),
        ("name\na\nb\n", "no column of numbers"),
        ("x,y\n1,2,3\n", "points.csv"),
        (b"\x00\x01\x02", "text file"),
        (b"x,y\n\xff\xfe,1\n", "points.csv"),
    ],
)
def test_refusal_names_the_file_and_the_place(
    tmp_path: Path, content: str | bytes, named: str
) -> None:
    with pytest.raises(InputError) as caught:
        read(file(tmp_path, content))
    assert named in str(caught.value)
    assert "points.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError, match="cannot read"):
            read(path)


@settings(deadline=None, max_examples=60)
@given(content=st.binary(max_size=200))
def test_any_bytes_give_data_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = file(tmp_path_factory.mktemp("data"), content)
    try:
        data = read(path).dataset
    except InputError:
        return
    assert np.isfinite(data.values).all()


@pytest.mark.parametrize("name", GENERATORS)
def test_generators_make_the_rows_asked_for_and_repeat(name: str) -> None:
    data = generate(f"{name}(rows=37, seed=5)")
    assert data.values.shape == (37, len(GENERATORS[name].columns))
    assert np.array_equal(generate(data.source).values, data.values)
    assert not np.array_equal(generate(f"{name}(rows=37, seed=6)").values, data.values)


@pytest.mark.parametrize("rows", [1, 2, 99, 1000])
def test_noisy_bowl_has_offsets_with_mean_zero(rows: int) -> None:
    values = generate(f"noisy_bowl(rows={rows}, noise=2)").values
    assert np.abs(values.sum(axis=0)).max() <= 1e-12 * rows


@pytest.mark.parametrize(
    "source",
    [
        "linear(rows=0)",
        "linear(rows=1e9)",
        "linear(rows=2.5)",
        "linear(noise=-1)",
        "linear(colour=1)",
        "linear(rows=a)",
        "linear(1)",
        "exec(rows=1)",
        "linear(rows=1+e)",
        "linear(seed=-1)",
    ],
)
def test_generator_refuses_what_it_does_not_know(source: str) -> None:
    with pytest.raises(InputError):
        dataset_from(source, Path())
