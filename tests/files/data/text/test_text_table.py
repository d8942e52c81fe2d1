"""Tables in text: spellings of one table, and refusals with their lines."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gdsim.engine.errors import InputError
from gdsim.files.data.reading import read, reading_of
from gdsim.files.data.steps import Treatment
from gdsim.files.data.text.text_table import text_table
from tests.examples import examples
from tests.files.data.written import csv_file, read_all


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
    data = read(csv_file(tmp_path, content)).dataset
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
        ("name\na\na\n", "column name holds texts"),
        ("x\n", "no rows"),
        ("x\n\n\n", "no rows"),
        ("# x\n# y\n", "no header row"),
        ("x,y\n1,2,3\n", "points.csv"),
        (b"\x00\x01\x02", "text file"),
        (b"x,y\n\xff\xfe\x00,1\n", "text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .xlsx or CSV"),
    ],
)
def test_refusal_names_the_file_and_the_place(
    tmp_path: Path, content: str | bytes, named: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_all(csv_file(tmp_path, content))
    assert named in str(caught.value)
    assert "points.csv" in str(caught.value)
    assert "\n" not in str(caught.value)


@settings(max_examples=examples(60))
@given(content=st.binary(max_size=200))
def test_any_bytes_give_data_or_one_sentence(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = csv_file(tmp_path_factory.mktemp("data"), content)
    try:
        data = read(path).dataset
    except InputError:
        return
    assert np.isfinite(data.values).all()


def test_blank_lines_at_the_end_do_not_count(tmp_path: Path) -> None:
    for end in ("\n", "\n\n", "\r\n\r\n\r\n"):
        data = read(csv_file(tmp_path, f"x,y\n1,2\n3,4{end}")).dataset
        assert data.values.tolist() == [[1, 2], [3, 4]]


def test_rows_that_are_left_out_are_those_the_csv_module_finds(tmp_path: Path) -> None:
    rng = np.random.default_rng(8)
    words = np.array(["1.5", "-2e3", "", "x", "nan", "7"])
    rows = [["a", "b"], *rng.choice(words, (400, 2)).tolist()]
    rows[5][0], rows[9][1] = "1\n", "two\nlines"
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
    path = csv_file(tmp_path, text.getvalue())
    expected, lines, line = [], [], 2
    for row in rows[1:]:
        if all(cell.strip() in ("1.5", "-2e3", "7", "1") for cell in row):
            expected.append([float(cell) for cell in row])
        elif any(row):
            lines.append(line)
        line += 1 + sum(cell.count("\n") for cell in row)
    reading = read(path, Treatment(skip_bad=True))
    assert reading.dataset.values.tolist() == expected
    assert reading.skipped == len(lines)
    assert reading.where == f"lines {', '.join(map(str, lines[:5]))}"


@pytest.mark.parametrize("name", ["x^2", "x\x01", "xڰ"])
def test_a_header_that_begins_as_compressed_text_would_is_read_as_it_stands(
    name: str, tmp_path: Path
) -> None:
    frame = text_table(f"{name},y\n1,2\n3,4\n".encode(), "it.csv")
    assert frame.names == (name, "y")
    assert frame.frame.rows() == [(1, 2), (3, 4)]
    assert frame.texts.rows() == [("1", "2"), ("3", "4")]


def test_lines_that_end_as_on_the_first_macs_are_read() -> None:
    table = text_table(b"x,y\r1,2\r3,4\r", "t.csv")
    assert table.names == ("x", "y")
    assert table.frame.rows() == [(1, 2), (3, 4)]
    assert table.places([0, 1]) == [2, 3]


def test_a_header_that_cannot_be_read_is_told_without_words_of_python() -> None:
    with pytest.raises(InputError, match="the header cannot be read; name each column") as caught:
        text_table(b"x,y\rz,w\n1,2\n", "t.csv")
    assert "universal-newline" not in str(caught.value)


def test_a_value_of_thousands_of_characters_is_shortened(tmp_path: Path) -> None:
    path = csv_file(tmp_path, "x,y\n1,2\n3," + "z" * 3000 + "\n")
    with pytest.raises(InputError, match="column y is not a finite number") as caught:
        read_all(path)
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("count", [100_001, 600_000])
def test_a_header_of_too_many_columns_is_refused(count: int) -> None:
    with pytest.raises(InputError, match="more columns than the 100,000"):
        text_table(b"x," * count + b"x\n1\n", "t.csv")


def test_ten_thousand_columns_take_as_long_as_their_cells() -> None:
    names = ",".join(f"c{k}" for k in range(10_000))
    content = f"{names}\n{','.join(['1.5'] * 10_000)}\n".encode()
    began = process_time()
    reading = reading_of(text_table(content, "t.csv"), Treatment(), "t.csv")
    assert len(reading.dataset.names) == 10_000
    assert process_time() - began < 3, "it was 4 s for the square of their number"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b'x,y\r1,2\r2,zzz"\r3,5\r', "a quote is never closed, or closed within a value"),
        (b'x,y\n1,"a"b\n2,3\n', "a quote is never closed, or closed within a value"),
        (b'x,y\n1,2\n"3,4\n5,6\n', "a quote is never closed, or closed within a value"),
        (b"x,y\r\n1,2\r3,4\n5,6\r\n", "or lines end in several ways"),
    ],
)
def test_quotes_and_ends_of_lines_are_told_in_plain_words(content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        text_table(content, "own.csv", None, None)
