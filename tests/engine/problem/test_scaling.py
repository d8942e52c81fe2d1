"""Scaled columns, and fitted parameters taken back into the data's own units."""

from __future__ import annotations

import numpy as np
import pytest

from gdsim.engine.errors import InputError
from gdsim.engine.problem.dataset import Dataset
from gdsim.engine.problem.loss_text import loss_for
from gdsim.engine.problem.losses import LossChoice
from gdsim.engine.problem.objective import Objective
from gdsim.engine.problem.scaling import SCALINGS


def houses(n: int = 50) -> Dataset:
    rng = np.random.default_rng(4)
    area, year = rng.uniform(30, 300, n), rng.uniform(1900, 2020, n)
    price = 2500 * area + 900 * year - 1.6e6 + rng.normal(0, 2e4, n)
    return Dataset("houses.csv", ("area", "year", "price"), np.column_stack([area, year, price]))


def least_squares(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.linalg.lstsq(np.column_stack([x, np.ones(len(x))]), y, rcond=None)[0]


def test_standardised_columns_have_mean_0_and_deviation_1() -> None:
    data = houses()
    scaled = data.scaled("standardise", ["area", "price"])
    assert scaled.values[:, [0, 2]].mean(axis=0) == pytest.approx([0, 0], abs=1e-12)
    assert scaled.values[:, [0, 2]].std(axis=0) == pytest.approx([1, 1], rel=1e-12)
    assert np.array_equal(scaled.values[:, 1], data.values[:, 1])
    assert scaled.names == data.names
    assert scaled.source == "houses.csv | standardise area, price"


def test_min_max_columns_go_from_0_to_1() -> None:
    data = houses()
    scaled = data.scaled("min-max", data.names)
    assert scaled.values.min(axis=0) == pytest.approx([0, 0, 0], abs=1e-12)
    assert scaled.values.max(axis=0) == pytest.approx([1, 1, 1], rel=1e-12)


def test_numbers_of_a_small_column() -> None:
    data = Dataset("", ("x",), np.array([[1.0], [2.0], [3.0], [6.0]]))
    standard, sample, span = (data.scaled(method, ["x"]).scalings[-1] for method in SCALINGS)
    assert (standard.offset[0], standard.scale[0]) == (3.0, pytest.approx(np.sqrt(14 / 4)))
    assert (sample.offset[0], sample.scale[0]) == (3.0, pytest.approx(np.sqrt(14 / 3)))
    assert (span.offset[0], span.scale[0]) == (1.0, 5.0)


@pytest.mark.parametrize("method", SCALINGS)
@pytest.mark.parametrize("chosen", [["area", "year"], ["area", "year", "price"], ["year"]])
def test_fit_of_scaled_columns_is_the_direct_fit_in_raw_units(method, chosen) -> None:
    data = houses()
    direct = least_squares(data.values[:, :2], data.values[:, 2])
    scaled = data.scaled(method, chosen)
    (scaling,) = scaled.scalings
    fitted = least_squares(scaled.values[:, :2], scaled.values[:, 2])
    weights, intercept = scaling.raw_linear(fitted[:2], fitted[2], ["area", "year"], "price")
    assert weights == pytest.approx(direct[:2], rel=1e-8)
    assert intercept == pytest.approx(direct[2], rel=1e-8)


def test_score_of_a_classifier_stays_the_same_in_raw_units() -> None:
    data = houses()
    scaled = data.scaled("standardise", ["area", "year"])
    (scaling,) = scaled.scalings
    w, b = np.array([0.7, -1.3]), 0.4
    weights, intercept = scaling.raw_linear(w, b, ["area", "year"])
    score = scaled.values[:, :2] @ w + b
    assert data.values[:, :2] @ weights + intercept == pytest.approx(score, rel=1e-9, abs=1e-10)


def test_sample_deviation_divides_by_one_row_less() -> None:
    data = houses()
    scaled = data.scaled("standardise-sample", ["area"])
    k = data.names.index("area")
    area = data.values[:, k]
    expected = (area - area.mean()) / area.std(ddof=1)
    np.testing.assert_allclose(scaled.values[:, k], expected, rtol=1e-13)
    assert scaled.source.endswith("| standardise-sample area")


def test_many_parameters_are_taken_back_at_once() -> None:
    data = houses()
    (scaling,) = data.scaled("min-max", data.names).scalings
    w, b = np.random.default_rng(1).normal(size=(5, 2)), np.arange(5.0)
    weights, intercepts = scaling.raw_linear(w, b, ["year", "area"], "price")
    for i in range(5):
        one, alone = scaling.raw_linear(w[i], b[i], ["year", "area"], "price")
        assert weights[i] == pytest.approx(one)
        assert intercepts[i] == pytest.approx(alone)


def test_descent_on_standardised_columns_finds_the_raw_least_squares() -> None:
    data = houses()
    scaled = data.scaled("standardise", data.names)
    (scaling,) = scaled.scalings
    objective = Objective(loss_for(scaled, LossChoice(), ["area", "year"], "price"), scaled)
    names = ("w1", "w2", "b")
    theta = np.zeros(3)
    for _ in range(400):
        gradient = objective.value_and_gradient(theta)[1]
        theta = theta - 0.3 * gradient
    at = [objective.parameters.index(name) for name in names]
    weights, intercept = scaling.raw_linear(theta[at[:2]], theta[at[2]], ["area", "year"], "price")
    direct = least_squares(data.values[:, :2], data.values[:, 2])
    assert [*weights, intercept] == pytest.approx(direct, rel=1e-7)


def refusal_of(method: str, values: list[float]) -> str:
    data = Dataset("", ("x", "c"), np.column_stack([np.arange(len(values)), values]) * 1.0)
    with pytest.raises(InputError, match=r"^column c ") as caught:
        data.scaled(method, ["c"])
    return str(caught.value)


@pytest.mark.parametrize("method", SCALINGS)
@pytest.mark.parametrize("values", [[5, 5, 5], [0, 0, 0], [0.1, 0.1, 0.1], [7]])
def test_a_constant_column_is_refused_with_its_value(method, values) -> None:
    assert f"is {values[0]:g} in every row and has no scale" in refusal_of(method, values)


@pytest.mark.parametrize(
    ("method", "values"),
    [("standardise", [-1e308, 1e308, 0]), ("min-max", [-1e308, 1e308, 0]),
     ("standardise", [0, 5e-324])],
)  # fmt: skip
def test_a_range_that_cannot_be_divided_by_is_refused_with_its_ends(method, values) -> None:
    refusal = refusal_of(method, values)
    assert f"goes from {float(min(values))} to {float(max(values))}" in refusal
    assert "too small or too large a range" in refusal


def test_unknown_names_and_methods_are_refused() -> None:
    data = houses()
    for method, names, said in (
        ("robust", ["area"], "standardise, standardise-sample, min-max"),
        ("min-max", ["rooms"], "area, year, price"),
        ("min-max", ["area", "area"], "twice"),
        ("min-max", [], "at least one"),
    ):
        with pytest.raises(InputError, match=said):
            data.scaled(method, names)
