"""The form of a loss: what it offers, shows and returns."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from gdsim.engine.problem.losses import LOSSES, LossChoice
from gdsim.engine.problem.scaling import SCALINGS
from gdsim.study.data import Choice
from gdsim.views.data_import.loss_form import OWN, LossForm

COLUMNS = Choice(("x",), "y")


@pytest.fixture
def form(qtbot: QtBot) -> LossForm:
    form = LossForm()
    qtbot.addWidget(form)
    return form


def choose(form: LossForm, kind: str) -> None:
    form.loss.setCurrentIndex(form.loss.findData(kind))


def test_every_ready_made_loss_is_offered_by_its_title_and_then_ones_own(form: LossForm) -> None:
    offered = [(form.loss.itemData(i), form.loss.itemText(i)) for i in range(form.loss.count())]
    assert offered[:-1] == [(name, spec.title) for name, spec in LOSSES.items()]
    assert offered[-1][0] == OWN


@pytest.mark.parametrize("kind", LOSSES)
def test_a_chosen_loss_is_returned_and_shows_its_own_settings_alone(form, kind) -> None:
    form.set_choice(Choice((), None, loss=LossChoice(kind)))
    assert form.choice(COLUMNS) == Choice(("x",), "y", loss=LossChoice(kind, strength=0.1))
    assert form.delta.isHidden() is ("delta" not in LOSSES[kind].settings)
    assert form.text.isHidden()


def test_ones_own_expression_is_returned_as_typed(form: LossForm) -> None:
    choose(form, OWN)
    form.text.setText("(w*x - y)^2")
    assert form.choice(COLUMNS).loss == "(w*x - y)^2"
    assert not form.text.isHidden()
    assert form.penalty.isHidden()


def test_a_convention_that_a_loss_does_not_have_becomes_the_mean(form: LossForm) -> None:
    form.convention.set_value("half")
    choose(form, "absolute")
    assert form.convention.value == "mean"
    form.convention.set_value("sum")
    choose(form, "squares")
    assert form.convention.value == "sum"


@pytest.mark.parametrize("scaling", [None, *SCALINGS])
def test_the_target_can_be_scaled_where_features_are_and_it_is_no_label(form, scaling) -> None:
    form.scaling.set_value("none" if scaling is None else scaling)
    choose(form, "absolute")
    assert form.choice(COLUMNS).scaling == scaling
    assert form.scales_target.isHidden() is (scaling is None)
    choose(form, "hinge")
    assert form.scales_target.isHidden()
