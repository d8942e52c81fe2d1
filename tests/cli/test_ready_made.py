"""Ready-made losses on the command line: few columns and many, and the parameters shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from gdsim.cli.main import main
from gdsim.files.data.candidates import from_file
from gdsim.study.data import first_choice
from tests.cli.tables import table

Capture = pytest.CaptureFixture[bytes]


def written(tmp_path: Path, n_columns: int) -> tuple[Path, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(n_columns)
    x, y = rng.integers(0, 9, (30, n_columns)), rng.integers(0, 4, 30)
    path = tmp_path / "digits.csv"
    header = ",".join(["label", *(f"p{k}" for k in range(n_columns))])
    np.savetxt(path, np.column_stack([y, x]), "%d", ",", header=header, comments="")
    return path, x.astype(float), y


@pytest.mark.parametrize("n_columns", [3, 500])
def test_one_class_against_the_rest_over_few_and_many_columns(
    capsysbinary: Capture, tmp_path: Path, n_columns: int
) -> None:
    path, x, y = written(tmp_path, n_columns)
    words = ["run", "--loss", "logistic", "--data", str(path), "--target", "label"]
    words += ["--labels", "label: 3", "--learning-rate", "1e-3", "--iterations", "2"]
    assert main([*words, "--show", "w2,b"]) == 0
    out, err = capsysbinary.readouterr()
    first, second = table(out)
    assert list(first)[5:] == [
        "w2", "b", "loss", "full_loss", "grad_w2", "grad_b", "new_w2", "new_b",
    ]  # fmt: skip
    label = np.where(y == 3, 1.0, -1.0)
    slope = -label / 2
    weights, b = -1e-3 * slope @ x / 30, -1e-3 * slope.mean()
    assert float(first["loss"]) == pytest.approx(np.log(2))
    assert float(first["grad_w2"]) == pytest.approx((slope @ x / 30)[1])
    margin = label * (x @ weights + b)
    assert float(second["loss"]) == pytest.approx(np.log1p(np.exp(-margin)).mean())
    assert float(second["grad_b"]) == pytest.approx((-label / (1 + np.exp(margin))).mean())
    assert f"label is predicted from {n_columns} columns: p0, p1" in err.decode()


def test_features_are_named_by_ranges_and_penalty_and_start_are_taken(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    path, x, y = written(tmp_path, 6)
    words = ["run", "--loss", "squares", "--data", str(path), "--target", "label"]
    words += ["--features", "p0,p2:p3", "--penalty", "l2=0.5", "--convention", "half"]
    words += ["--start", "1,1,1,0", "--iterations", "1"]
    assert main(words) == 0
    (row,) = table(capsysbinary.readouterr().out)
    residual = x[:, [0, 2, 3]].sum(axis=1) - y
    assert float(row["loss"]) == pytest.approx((residual**2).mean() / 2 + 0.5 * 3)
    assert float(row["grad_w2"]) == pytest.approx((residual * x[:, 2]).mean() + 1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--target", "label"], "--loss needs --data"),
        (["--data", "digits.csv"], "--loss needs --target"),
        (["--data", "digits.csv", "--target", "y"], "has no column y"),
        (["--data", "digits.csv", "--target", "label", "--features", "p0:p9"], "no column p9"),
        (
            ["--data", "digits.csv", "--target", "label", "--features", "label"],
            "features: name each",
        ),
        (["--data", "digits.csv", "--target", "label", "--features", "p1,p0:p2"], "once"),
        (["--data", "digits.csv", "--target", "label", "--penalty", "l3=1"], "none, l2, l1"),
        (["--data", "digits.csv", "--target", "label", "--show", "w9"], "no parameter w9"),
        (["--data", "digits.csv", "--target", "label", "--objective", "w^2"], "objective"),
        (["toy-bowl", "--data", "digits.csv", "--target", "label"], "scenario"),
    ],
)
def test_what_does_not_fit_is_refused(
    capsysbinary: Capture,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    said: str,
) -> None:
    written(tmp_path, 4)
    monkeypatch.chdir(tmp_path)
    assert main(["run", "--loss", "squares", *words]) == 2
    assert said in capsysbinary.readouterr().err.decode()


def test_options_of_a_loss_without_one_are_refused(capsysbinary: Capture) -> None:
    assert main(["run", "toy-bowl", "--target", "y"]) == 2
    assert b"give --loss as well" in capsysbinary.readouterr().err


def test_labels_of_several_classes_are_refused_with_what_is_accepted(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    path, _, _ = written(tmp_path, 500)
    words = ["run", "--loss", "logistic", "--data", str(path), "--target", "label"]
    assert main(words) == 2
    assert b"label has 4 different values" in capsysbinary.readouterr().err


def test_classes_are_numbered_for_a_loss_with_a_score_for_each(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "iris.csv"
    path.write_text("length,species\n5,setosa\n7,versicolor\n6,virginica\n5,setosa\n")
    words = ["run", "--loss", "softmax", "--data", str(path), "--target", "species"]
    assert main([*words, "--iterations", "1"]) == 0
    out, err = capsysbinary.readouterr()
    assert "setosa is 0, versicolor is 1, virginica is 2" in err.decode()
    (row,) = table(out)
    assert float(row["loss"]) == pytest.approx(np.log(3))
    # From 0 each class has the probability 1/3.
    found = [float(row[f"grad_w_{c}"]) for c in range(3)]
    assert found == pytest.approx([(23 / 3 - 10) / 4, (23 / 3 - 7) / 4, (23 / 3 - 6) / 4])


def test_a_ready_made_loss_has_a_score_for_each_of_three_classes(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    data = tmp_path / "flowers.csv"
    data.write_text("length,kind\n1.4,0\n4.1,1\n6,2\n")
    words = ["run", "--data", str(data), "--loss", "softmax", "--target", "kind"]
    assert main([*words, "--bounds", "b_0=0:0.01", "--iterations", "2"]) == 0
    first, second = table(capsysbinary.readouterr().out)
    assert float(first["loss"]) == pytest.approx(1.0986122886681098)
    assert float(second["loss"]) < 1.09
    assert max(float(row["new_b_0"]) for row in (first, second)) <= 0.01


def test_a_ready_made_loss_is_not_maximised(capsys, tmp_path: Path) -> None:
    data = tmp_path / "points.csv"
    data.write_text("x,y\n1,2\n3,4\n")
    words = ["run", "--data", str(data), "--loss", "squares", "--target", "y", "--maximise"]
    assert main(words) == 2
    assert capsys.readouterr().err == (
        "gdsim: --loss is there to be minimised; leave --maximise out\n"
    )


OFFICES = (
    "Size,Floor,Broadband Rate,Energy Rating,Rental Price (€)\n"
    "500,4,8,C,320\n550,7,50,A,380\n620,9,7,A,400\n"
)


@pytest.mark.parametrize(
    ("target", "features", "told"),
    [
        ("Rental Price (€)", "Size,Broadband Rate", "2 columns: Size, Broadband_Rate"),
        ("Rental_Price", "Size, Broadband_Rate", "2 columns: Size, Broadband_Rate"),
        ("Rental Price (€)", "Floor:Broadband Rate", "2 columns: Floor, Broadband_Rate"),
    ],
)
def test_columns_are_named_as_in_the_file_or_as_in_a_formula(
    capsysbinary: Capture, tmp_path: Path, target: str, features: str, told: str
) -> None:
    path = tmp_path / "office.csv"
    path.write_text(OFFICES, encoding="utf-8")
    words = ["run", "--loss", "squares", "--data", str(path), "--target", target]
    assert main([*words, "--features", features, "--iterations", "1"]) == 0
    out, err = capsysbinary.readouterr()
    (row,) = table(out)
    assert f"Rental_Price is predicted from {told}" in err.decode()
    prices = np.array([320.0, 380.0, 400.0])
    assert float(row["loss"]) == pytest.approx((prices**2).mean())
    assert float(row["grad_w2"]) == pytest.approx((-2 * prices * [8.0, 50.0, 7.0]).mean())


def test_a_feature_that_is_no_column_is_refused_with_those_that_are(
    capsysbinary: Capture, tmp_path: Path
) -> None:
    path = tmp_path / "office.csv"
    path.write_text(OFFICES, encoding="utf-8")
    words = ["run", "--loss", "squares", "--data", str(path), "--target", "Rental Price (€)"]
    assert main([*words, "--features", "Rooms"]) == 2
    err = capsysbinary.readouterr().err.decode()
    assert "there is no column Rooms of numbers; the columns are Size" in err


def test_the_features_are_those_that_the_window_chooses(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "flats.csv"
    path.write_text("id,size,floor,price\n1,30,2,7\n2,50,2,11\n3,40,2,9.5\n4,61,2,13\n")
    chosen = first_choice(from_file(path).preview)
    assert chosen.features == ("size",)
    words = ["run", "--loss", "squares", "--data", str(path), "--target", "price"]
    assert main([*words, "--learning-rate", "1e-4", "--iterations", "1"]) == 0
    said = capsys.readouterr().err
    assert "price is predicted from 1 column: size\n" in said
    assert "id only numbers the rows and is no feature; name it in features to take it" in said
    assert "floor is the same in every row and is no feature" in said
    assert main([*words, "--features", "id,floor", "--iterations", "1"]) == 0
    said = capsys.readouterr().err
    assert "price is predicted from 2 columns: id, floor\n" in said
    assert "no feature" not in said
