"""Settings of rules and schedules in print."""

from __future__ import annotations

import pytest

from gdsim.study.words.setting_titles import setting_sign


@pytest.mark.parametrize(
    ("name", "sign"),
    [("beta1", "β₁"), ("eps", "ε"), ("rho", "ρ"), ("weight_decay", "weight decay")],
)
def test_a_setting_is_printed_by_its_sign_or_its_words(name: str, sign: str) -> None:
    assert setting_sign(name) == sign
