"""Files as people have them, dropped on the window: what is chosen of each by itself, and said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from gdsim.app.desk import Desk
from gdsim.views.data_import.columns_table import TARGET
from gdsim.views.data_import.dialog import DataDialog
from gdsim.views.data_import.side import SideColumn
from tests.app.data.test_importing import check, desk, dialog_of, with_file
from tests.app.opening import shown

__all__ = ["desk"]

FORMS: tuple[tuple[str, tuple[str, ...], str, str, str], ...] = (
    # The file; features, target and loss that are chosen; what is said of it.
    ("u,v\n1,2\n\n3,5\n", ("u",), "v", "squares", "Line 3 is blank"),
    ("Mass (kg),Len\n1,2\n3,5\n", ("Mass_kg",), "Len", "squares", "'Mass (kg)' as Mass_kg"),
    ("u,ok\n1,True\n2,False\n4,true\n", ("u",), "ok", "logistic", "False is 0, True is 1"),
    ("u,ok\n1,yes\n2,no\n4,yes\n", ("u",), "ok", "logistic", "no is 0, yes is 1"),
    ("kind,u\na,1\nb,2\na,4\n", ("u",), "kind", "logistic", "a is 0, b is 1"),
    ("u,U,v\n1,2,3\n3,5,8\n", ("u", "U"), "v", "squares", "2 rows, 3 columns"),
    ("# in metres\nu,v\n1,2\n3,5\n", ("u",), "v", "squares", "Line 1 begins with #"),
    ("day,u,v\n2024-03-01,1,2\n2024-03-02,2,5\n", ("u",), "v", "squares", "2 rows"),
    ("u;v\n80,5;1.250\n90,5;2.300\n", ("u",), "v", "squares", "1.250 is 1250"),
    ('v,u\n"$1,250.50",80\n$2300,120\n', ("v",), "u", "squares", "$1,250.50 is 1250.5"),
    ("u,v\n1,2%\n3,4%\n", ("u",), "v", "squares", "2% is 2"),
    ("e,v\n1,2\n3,5\n", ("e",), "v", "squares", "2 rows"),
    ("u,v\n1,−2\n3,5\n", ("u",), "v", "squares", "−2 is -2"),
    (",x,y\n0,1,2\n1,3,5\n", ("x",), "y", "squares", "only tells the rows apart"),
    ("id,x,y\n1,1,2\n2,3,5\n3,4,9\n", ("x",), "y", "squares", "3 rows, 3 columns"),
    ("u|v\n1|2\n3|5\n", ("u",), "v", "squares", "2 rows"),
    ("u v\n1 2\n3 5\n", ("u",), "v", "squares", "separated by blanks"),
    ("6.1,17.5\n5.5,9.1\n", ("c1",), "c2", "squares", "called c1, c2"),
    ('v,u\n"1,250",80\n"2,300",120\n', ("v",), "u", "squares", "1,250 is 1250"),
    ("u,v,\n1,2,\n3,5,\n", ("u",), "v", "squares", "no name and nothing in it"),
    ("u,note,v\n1,a,2\n3,b,5\n", ("u",), "v", "squares", "2 rows"),
    ("u (m²);v;note\n45,5;9,5;\n61;8;ok\n80;7;\n97;6;new\n", ("u_m2",), "v", "squares", "45.5"),
)


@pytest.fixture(scope="module")
def standing(qapp: QApplication) -> Iterator[Desk]:
    """Return the desk of one window for all files that are looked at and not used."""
    desk = shown("linear-regression")
    yield desk
    desk.window.close()
    desk.window.deleteLater()


@pytest.mark.parametrize(("text", "features", "target", "loss", "said"), FORMS)
def test_each_form_opens_ready_for_use(
    qtbot: QtBot,
    standing: Desk,
    tmp_path: Path,
    text: str,
    features: tuple[str, ...],
    target: str,
    loss: str,
    said: str,
) -> None:
    dialog = with_file(qtbot, standing, tmp_path, text)
    choice = dialog.choice()
    assert (choice.features, choice.target, choice.loss.kind) == (features, target, loss)
    assert said in dialog.told.text()
    assert dialog.use.isEnabled(), dialog.refusal.text()
    dialog.reject()


def use(dialog: DataDialog) -> None:
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)


IRIS = "length,species\n5.1,setosa\n7,versicolor\n6.3,virginica\n4.9,setosa\n6.4,versicolor\n5.8,virginica\n"  # fmt: skip  # noqa: E501


def test_one_class_against_the_rest_with_the_labels_that_are_chosen(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    dialog = with_file(qtbot, desk, tmp_path, IRIS)
    assert "setosa is 1, every other is 0" in dialog.told.text()
    dialog.labels.positive.setCurrentText("virginica")
    dialog.labels.negative.choose("minus")
    assert "virginica is 1, every other is -1" in dialog.told.text()
    use(dialog)
    objective = desk.session.run.objective
    assert objective.dataset is not None
    assert objective.dataset.columns(["species"])[:, 0].tolist() == [-1, -1, 1, -1, -1, 1]
    assert objective.dataset.source.endswith("| labels species: virginica=1, rest=-1")
    # At w = b = 0 the loss log(1 + exp(-y*s)) is log 2.
    assert desk.session.run.row(0).full_loss == pytest.approx(np.log(2))


def test_classes_are_numbered_for_a_loss_with_a_score_for_each(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    dialog = with_file(qtbot, desk, tmp_path, IRIS)
    dialog.loss.loss.setCurrentIndex(dialog.loss.loss.findData("softmax"))
    assert dialog.labels.isHidden()
    assert "setosa is 0, versicolor is 1, virginica is 2" in dialog.told.text()
    use(dialog)
    objective = desk.session.run.objective
    assert objective.dataset is not None
    assert objective.dataset.columns(["species"])[:, 0].tolist() == [0, 1, 2, 0, 1, 2]
    # From 0, each of three classes is as likely as the others.
    assert desk.session.run.row(0).full_loss == pytest.approx(np.log(3))


def test_numbers_that_are_classes_get_labels_for_a_loss_of_labels(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    rows = "".join(f"{k / 7},{k % 3}\n" for k in range(12))
    dialog = with_file(qtbot, desk, tmp_path, f"x,digit\n{rows}")
    assert dialog.labels.isHidden()
    dialog.loss.loss.setCurrentIndex(dialog.loss.loss.findData("logistic"))
    assert not dialog.labels.isHidden()
    dialog.labels.positive.setCurrentText("2")
    use(dialog)
    dataset = desk.session.run.objective.dataset
    assert dataset is not None
    assert dataset.columns(["digit"])[:, 0].tolist() == [0, 0, 1] * 4


def test_how_a_file_is_written_can_be_put_right(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    dialog = with_file(qtbot, desk, tmp_path, "2019;2020\n1,250;5\n2,300;7\n")
    assert "commas in c1 (1,250) may be decimal commas" in dialog.told.text()
    assert not dialog.use.isEnabled()
    for field, value in ((dialog.writing.thousands, "comma"), (dialog.writing.header, "first")):
        field.setCurrentIndex(field.findData(value))
        field.activated.emit(field.currentIndex())
        qtbot.waitUntil(lambda: not dialog.progress.isVisible())
    assert (dialog.columns.features(), dialog.columns.target()) == (("x2019",), "x2020")
    use(dialog)
    dataset = desk.session.run.objective.dataset
    assert dataset is not None
    assert dataset.values.tolist() == [[1250, 5], [2300, 7]]
    assert " | header first | thousands comma | " in dataset.source
    # It opens again as it was written.
    desk.data.open()
    assert dialog_of(desk).writing.thousands.currentData() == "comma"
    dialog_of(desk).reject()


def test_dates_and_numbers_of_rows_are_told_and_cannot_be_or_are_not_chosen(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    text = "id,day,x,y\n1,2024-03-01,1,2\n2,2024-03-02,2,5\n3,2024-03-03,4,6\n"
    dialog = with_file(qtbot, desk, tmp_path, text)
    cells = [dialog.columns.item(row, 3) for row in range(4)]
    shown = [cell.text() for cell in cells if cell is not None]
    assert shown == ["numbers of the rows", "dates, which can only be used as numbers", "numbers", "numbers"]  # fmt: skip  # noqa: E501
    assert "Day holds dates (2024-03-01)" in dialog.told.text()
    assert dialog.columns.features() == ("x",)
    check(dialog, 0, 0)
    assert dialog.columns.features() == ("id", "x")
    dialog.reject()


def test_how_the_data_of_a_scenario_were_taken_is_told(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    (tmp_path / "people.csv").write_text("x,ok\n1,yes\n2,no\n")
    path = tmp_path / "own.toml"
    path.write_text('objective = "(w*x - ok)^2"\ndata = "people.csv"\nstart = [0]\n')
    with qtbot.waitSignal(desk.scenarios.told) as told:
        assert desk.scenarios.open_file(path)
    assert told.args == ["The classes of ok were taken for numbers: no is 0, yes is 1."]
    shown = [label.text() for label in desk.window.transport.findChildren(QLabel)]
    assert told.args[0] in shown
    assert desk.session.run.row(0).full_loss == pytest.approx(1 / 2)


def test_nothing_of_the_loss_is_wider_than_its_side_of_the_dialog(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    dialog = with_file(qtbot, desk, tmp_path, "u,kind\n1,a\n2,b\n3,c\n4,a\n5,b\n6,c\n")
    (side,) = dialog.findChildren(SideColumn)
    for kind in range(dialog.loss.loss.count()):
        dialog.loss.loss.setCurrentIndex(kind)
        dialog.loss.scaling.choose("standardise")
        qtbot.waitUntil(lambda: side.widget().width() <= side.viewport().width())
    dialog.reject()


CHANGED = "size,age,kind\n" + "".join(f"{k},{k * k % 7 + 0.5},{'ab'[k % 2]}\n" for k in range(12))


def test_another_target_gets_the_loss_that_fits_it_unless_one_was_chosen(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    dialog = with_file(qtbot, desk, tmp_path, CHANGED)
    check(dialog, 2, TARGET)
    assert (dialog.columns.target(), dialog.loss.loss.currentData()) == ("kind", "logistic")
    check(dialog, 1, TARGET)
    assert (dialog.columns.target(), dialog.loss.loss.currentData()) == ("age", "squares")
    dialog.loss.loss.setCurrentIndex(dialog.loss.loss.findData("huber"))
    check(dialog, 2, TARGET)
    check(dialog, 0, TARGET)
    assert (dialog.columns.target(), dialog.loss.loss.currentData()) == ("size", "huber")
    dialog.reject()


def test_a_loss_of_hundreds_of_columns_is_run_in_the_window(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    names = [f"p{k}" for k in range(260)]
    rows = [",".join([*(str((3 * k + i) % 7) for k in range(260)), str(i % 2)]) for i in range(12)]
    dialog = with_file(qtbot, desk, tmp_path, "\n".join([",".join([*names, "label"]), *rows]))
    assert dialog.loss.loss.currentData() == "logistic"
    assert dialog.use.isEnabled()
    assert "s is a sum of weights times features." in dialog.scales.text()
    desk.session.change({"learning_rate": 1e-4})
    QTest.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    assert desk.session.run.experiment.objective == "logistic(label ~ p0:p259)"
    assert len(desk.session.run.objective.parameters) == 261
    first = desk.session.run.row(0).loss
    desk.session.step()
    desk.session.step()
    assert desk.session.run.row(1).loss < first == pytest.approx(0.693147, rel=1e-5)
