"""What a swept setting is called."""

from __future__ import annotations

import pytest

from gdsim.study.words.axis_titles import axis_sign, axis_title


@pytest.mark.parametrize(
    ("name", "title", "sign"),
    [
        ("learning_rate", "Learning rate η", "η"),
        ("batch_size", "Batch size B", "B"),
        ("beta1", "β₁", "β₁"),
        ("eps", "ε", "ε"),
        ("beta", "Momentum β", "β"),
        ("rho", "Decay ρ", "ρ"),
        ("warmup", "Warm-up", "Warm-up"),
        # In a form it stands below the schedule's name, here by itself.
        ("cosine_updates", "Cosine updates", "Cosine updates"),
    ],
)
def test_an_axis_has_a_title_and_where_there_is_one_a_sign(
    name: str, title: str, sign: str
) -> None:
    assert axis_title(name) == title
    assert axis_sign(name) == sign
