"""The numbers of a column's classes, asked for and returned."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from gdsim.files.data.candidates import from_text
from gdsim.study.data import ColumnPreview
from gdsim.views.data_import.label_form import LabelForm


@pytest.fixture
def form(qtbot: QtBot) -> LabelForm:
    form = LabelForm()
    qtbot.addWidget(form)
    return form


def column(*cells: str) -> ColumnPreview:
    return from_text("\n".join(["kind,x", *(f"{cell},1" for cell in cells)])).preview.columns[0]


def test_without_classes_nothing_is_asked(form: LabelForm) -> None:
    assert form.isHidden()
    assert form.codes() == ()


def test_two_classes_begin_as_0_and_1_and_can_be_turned_round(
    form: LabelForm, qtbot: QtBot
) -> None:
    form.set_column(column("no", "yes", "no"))
    assert not form.isHidden()
    assert form.codes() == (("no", 0), ("yes", 1))
    with qtbot.waitSignal(form.changed):
        form.positive.setCurrentText("no")
    with qtbot.waitSignal(form.changed):
        form.negative.choose("minus")
    assert form.codes() == (("yes", -1), ("no", 1))


def test_of_several_classes_one_stands_against_the_rest(form: LabelForm) -> None:
    form.set_column(column("a", "b", "c", "b"))
    assert form.codes() == (("a", 1), ("rest", 0))
    form.positive.setCurrentText("c")
    assert form.codes() == (("c", 1), ("rest", 0))


def test_what_was_chosen_stays_for_the_same_column_alone(form: LabelForm) -> None:
    kind = column("a", "b", "c")
    form.set_column(kind)
    form.positive.setCurrentText("b")
    form.set_column(kind)
    assert form.positive.currentText() == "b"
    form.set_column(replace(kind, name="other"))
    assert form.positive.currentText() == "a"
