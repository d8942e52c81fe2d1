"""Numbers in the ways in which people and programs write them, against the numbers themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.files.data.reading import Reading
from gdsim.files.data.spelling import Thousands, is_number
from gdsim.files.data.steps import Treatment
from tests.files.data.written import csv_file, read_all

RNG = np.random.default_rng(11)
MONEY = np.round(RNG.uniform(-5e6, 5e6, (40, 2)), 2)
WHOLE = RNG.integers(-3_000_000, 3_000_000, (40, 2)).astype(float)


def german(x: float) -> str:
    return f"{x:,.2f}".translate(str.maketrans(",.", ".,"))


def spaced(space: str) -> Callable[[float], str]:
    return lambda x: f"{x:,.2f}".replace(",", space)


def french(x: float) -> str:
    return f"{x:,.2f}".replace(",", "\u202f").replace(".", ",")


def reading_in(
    tmp_path: Path, write: Callable[[float], str], values: np.ndarray, mark: str
) -> Reading:
    quote = '"' if mark == "," else ""
    rows = [mark.join(f"{quote}{write(x)}{quote}" for x in row) for row in values]
    return read_all(csv_file(tmp_path, "\n".join([f"x{mark}y", *rows]) + "\n"))


@pytest.mark.parametrize(
    ("write", "mark", "said"),
    [
        (german, ";", "commas were taken for decimal points"),
        (german, "\t", "commas were taken for decimal points"),
        (german, ",", "commas were taken for decimal points"),
        (lambda x: f"{x:,.2f}", ",", "commas were taken to stand between thousands"),
        (lambda x: f"{x:,.2f}", ";", "commas were taken to stand between thousands"),
        (spaced("'"), ";", "spaces or apostrophes were taken"),
        (spaced("\u00a0"), ",", "spaces or apostrophes were taken"),
        (spaced(" "), "\t", "spaces or apostrophes were taken"),
        (french, ";", "spaces or apostrophes were taken"),
        (lambda x: f"{x:.2f}".replace("-", "\u2212"), ",", "taken for a minus"),
        (lambda x: f"{x:.2f}".replace("-", "\u2013"), ";", "taken for a minus"),
        (lambda x: f"{x:.2f}".replace(".", ","), ";", "commas were taken for decimal points"),
    ],
)
def test_numbers_are_what_was_written_and_how_they_were_taken_is_told(
    tmp_path: Path, write: Callable[[float], str], mark: str, said: str
) -> None:
    reading = reading_in(tmp_path, write, MONEY, mark)
    assert np.array_equal(reading.dataset.values, MONEY)
    assert sum(said in sentence for sentence in reading.sentences) == 1


@pytest.mark.parametrize(
    ("write", "mark"),
    [
        (lambda x: f"{x:,.0f}", ","),
        (lambda x: f"{x:,.0f}".replace(",", "."), ";"),
        (lambda x: f"{x:,.0f}".replace(",", "\u2009"), ";"),
    ],
)
def test_thousands_of_whole_numbers_are_read(tmp_path, write, mark) -> None:
    assert np.array_equal(reading_in(tmp_path, write, WHOLE, mark).dataset.values, WHOLE)


@pytest.mark.parametrize(
    ("content", "values"),
    [
        # Another column tells what its own cells leave open.
        ("a;b\n80,5;1.250\n90,5;2.300\n", [[80.5, 1250], [90.5, 2300]]),
        ("a;b\n80,5;1,250\n90,5;2,300\n", [[80.5, 1.25], [90.5, 2.3]]),
        ('a,b\n"80,5","1.250"\n"90,5","2.300"\n', [[80.5, 1250], [90.5, 2300]]),
        ('a;b\n"1,250.5";1,250\n"2,250.5";2,300\n', [[1250.5, 1250], [2250.5, 2300]]),
        ('a,b\n"1,250",1.5\n"2,300",2.5\n', [[1250, 1.5], [2300, 2.5]]),
        ('x,y\n1,2\n"1,5",2\n', [[1, 2], [1.5, 2]]),
        ("a;b\n1.250.000;1\n3.000.000;2\n", [[1_250_000, 1], [3_000_000, 2]]),
        # No thousand begins with a 0.
        ("a;b\n0,125;1\n0,250;2\n", [[0.125, 1], [0.25, 2]]),
        ("a;b\n80,5;0.125\n90,5;0.250\n", [[80.5, 0.125], [90.5, 0.25]]),
        ("a;b\n80;1.250\n", [[80, 1.25]]),
        ("a;b\n80,5;1.25\n", [[80.5, 1.25]]),
        ("a,b\n80,1.250\n", [[80, 1.25]]),
        ("a;b\n1e−3;-,5\n2E3;+1,5\n", [[0.001, -0.5], [2000, 1.5]]),
    ],
)
def test_what_a_comma_or_a_point_is_follows_from_what_else_it_could_be(
    tmp_path: Path, content: str, values: list[list[float]]
) -> None:
    assert read_all(csv_file(tmp_path, content)).dataset.values.tolist() == values


def test_points_that_may_stand_between_thousands_are_told(tmp_path: Path) -> None:
    doubtful = read_all(csv_file(tmp_path, "a;c\n1.250;1\n2.300;2\n"))
    assert doubtful.dataset.values.tolist() == [[1.25, 1], [2.3, 2]]
    assert "(1.250 is 1.25) in a; where they stand between thousands" in doubtful.sentences[0]
    for plain in ("a;c\n1.250;1\n2.3;2\n", "a;c\n0.250;1\n0.300;2\n", "a,c\n1.250,1\n2.300,2\n"):
        assert read_all(csv_file(tmp_path, plain)).sentences == ()


@pytest.mark.parametrize(
    ("thousands", "values"),
    [("comma", [[1250, 2.5]]), ("point", [[1.25, 2500]]), ("none", [[1.25, 2.5]])],
)
def test_what_stands_between_thousands_can_be_said(
    tmp_path: Path, thousands: Thousands, values: list[list[float]]
) -> None:
    path = csv_file(tmp_path, "a;b\n1,250;2.500\n")
    reading = read_all(path, Treatment(thousands=thousands))
    assert reading.dataset.values.tolist() == values
    assert reading.dataset.source == f"{path} | thousands {thousands}"
    with pytest.raises(InputError, match=r"thousands: none or comma"):
        read_all(path)


def test_a_cell_that_goes_against_what_was_said_is_refused(tmp_path: Path) -> None:
    for thousands, cell in (("comma", "1,25"), ("point", "1.25"), ("none", "1,250.5")):
        path = csv_file(tmp_path, f"a;b\n7;1\n{cell};2\n")
        with pytest.raises(InputError, match="line 3"):
            read_all(path, Treatment(thousands=thousands))  # type: ignore[arg-type]


GAPS = ["NA", "N/A", "n/a", "#N/A", "NaN", "null", "NULL", "?", "-", "–", ".", "", " "]


@pytest.mark.parametrize("gap", GAPS)
def test_a_gap_is_a_gap_however_it_is_marked(tmp_path: Path, gap: str) -> None:
    path = csv_file(tmp_path, f"x,y\n1,2\n3,{gap}\n5,6\n")
    with pytest.raises(InputError, match="line 3: column y has no value there"):
        read_all(path)
    reading = read_all(path, Treatment(skip_bad=True))
    assert reading.dataset.values.tolist() == [[1, 2], [5, 6]]


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["$1,250.50", "$2,300", "-$5"], [1250.5, 2300, -5]),
        (["80,5 €", "1.250 €"], [80.5, 1250]),
        (["$125,000", "$150,500"], [125_000, 150_500]),
        (["1,250 €", "2,300 €"], [1250, 2300]),
        (["2%", "4 %", "-1.5%"], [2, 4, -1.5]),
        (["80 m²", "95.5 m²"], [80, 95.5]),
        (["5 km/h", "7"], [5, 7]),
        (["EUR 5", "EUR 7"], [5, 7]),
        (["20°C", "−3 °C"], [20, -3]),
        (["1e3 kg", "2.5e-1 kg"], [1000, 0.25]),
    ],
)
def test_units_are_left_out_on_request_and_told(
    tmp_path: Path, cells: list[str], values: list[float]
) -> None:
    path = csv_file(tmp_path, "x;y\n" + "".join(f"{cell};1\n" for cell in cells))
    with pytest.raises(InputError, match=r"column x have a unit .*units: x"):
        read_all(path)
    reading = read_all(path, Treatment(units=("x",)))
    assert reading.dataset.values[:, 0].tolist() == values
    assert any("beside the numbers was left out" in sentence for sentence in reading.sentences)
    assert reading.dataset.source.endswith(" | units x")


def test_different_units_are_no_numbers_of_one_column(tmp_path: Path) -> None:
    cells = [f"{k} {unit}" for k in range(12) for unit in ("m", "km")]
    path = csv_file(tmp_path, "x;y\n" + "".join(f"{cell};1\n" for cell in cells))
    for treatment in (Treatment(), Treatment(units=("x",))):
        with pytest.raises(InputError, match=r"different units \(m, km\)"):
            read_all(path, treatment)


@pytest.mark.parametrize(
    "dates",
    [
        ["2024-01-01", "2024-12-31"],
        ["01.02.2024", "3.11.24"],
        ["1/2/2024", "12/31/2024"],
        ["2024-01-01 12:00", "2024-01-02T13:30:05Z"],
        ["12:00", "13:30:05"],
        ["1 Jan 2024", "31 December 2024"],
        ["Jan 1, 2024", "Dec 31, 2024"],
    ],
)
def test_dates_are_refused_by_name_where_they_are_used(tmp_path: Path, dates: list[str]) -> None:
    path = csv_file(tmp_path, "when;x;y\n" + "".join(f"{d};1;2\n" for d in dates))
    with pytest.raises(InputError, match=r"column when holds dates \('.*write each as a number"):
        read_all(path)


@pytest.mark.parametrize(
    ("cell", "is_so"),
    [("1", True), ("-1.5e3", True), ("80,5", True), ("1'250", True), ("$5", True), ("4 %", True),
     ("1 250,5", True), ("5 2", False),
     ("x1", False), ("ford", False), ("", False), ("1st", False), ("2024-01-01", False)],
)  # fmt: skip
def test_a_number_is_known_in_every_spelling(cell: str, is_so: bool) -> None:
    assert is_number(cell) is is_so
