"""Where data come from: a set that ships with the program, a file, pasted text, or a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gdsim.engine.problem.generated import MOST_MADE_ROWS
from gdsim.engine.problem.generators import GENERATORS
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.views.fields.fault_line import FaultLine
from gdsim.views.fields.number_field import Check, NumberField, at_least, between
from gdsim.views.fields.section import text_label
from gdsim.views.fields.segmented import Segmented
from gdsim.views.style.form_label import set_buddy
from gdsim.views.style.theme import SPACE

NUMBER_WIDTH = 88


class SourceForm(QWidget):
    """Asks for one of four kinds of data.

    Signals
    -------
    shippedRequested(str)
        The file of a set that ships with the program.
    fileRequested(), pasteRequested()
        A file should be asked for; the clipboard should be read.
    generatorRequested(str)
        Data should be made, such as ``linear(rows=100, noise=0.5, seed=0)``.
    """

    shippedRequested = Signal(str)
    fileRequested = Signal()
    pasteRequested = Signal()
    generatorRequested = Signal(str)

    def __init__(self, shipped: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = Segmented(
            [
                ("file", tr("A file"), tr("CSV, TSV, Excel (.xlsx) or Parquet, or drop one here")),
                ("pasted", tr("Pasted"), tr("Cells copied from a spreadsheet, or CSV text")),
                ("shipped", tr("Ready-made"), tr("Real measurements that come with gdsim")),
                ("generator", tr("By a formula"), tr("As many rows as you like, with a seed")),
            ],
            tr("Where the data come from"),
        )
        self.kind.valueRequested.connect(self._ask)
        self._pages = {
            "file": self._file_page(),
            "pasted": self._paste_page(),
            "shipped": self._shipped_page(shipped),
            "generator": self._generator_page(),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        for part in (self.kind, *self._pages.values()):
            column.addWidget(part)
        self.show_kind("file")

    def _file_page(self) -> QWidget:
        self._path = text_label("hint")
        self.browse = QPushButton(tr("Choose a file…"))
        self.browse.clicked.connect(self.fileRequested)
        return _row(self.browse, self._path)

    def _paste_page(self) -> QWidget:
        self.paste = QPushButton(tr("Paste"))
        self.paste.clicked.connect(self.pasteRequested)
        hint = text_label("hint")
        hint.setText(tr("Rows of cells, with names above them or without."))
        return _row(self.paste, hint)

    def _shipped_page(self, shipped: Sequence[tuple[str, str]]) -> QWidget:
        self.sets = QComboBox()
        self.sets.setAccessibleName(tr("Ready-made data set"))
        for name, title in shipped:
            self.sets.addItem(tr(title), name)
        self.sets.activated.connect(lambda _index: self._ask("shipped"))
        hint = text_label("hint")
        hint.setText(tr("Palmer Archipelago penguins (Horst, Hill, Gorman 2020), CC0."))
        return _row(self.sets, hint)

    def _generator_page(self) -> QWidget:
        self.generator = QComboBox()
        self.generator.setAccessibleName(tr("What is made"))
        for name in sorted(GENERATORS, key=lambda name: GENERATORS[name].position):
            self.generator.addItem(tr(GENERATORS[name].title), name)
        self.generator.activated.connect(lambda _index: self._follow_generator())
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.s)
        column.addWidget(self.generator)
        column.addLayout(self._number_row())
        column.addWidget(self.number_faults)
        first = self.generator.currentData()
        self.set_generator(first, GENERATORS[first].settings)
        return page

    def _number_row(self) -> QHBoxLayout:
        """Return a row with a field for each number that a generator may have."""
        self.numbers: dict[str, NumberField] = {}
        self._number_labels: dict[str, QLabel] = {}
        row = QHBoxLayout()
        row.setSpacing(SPACE.s)
        self.number_faults = FaultLine()
        for name, text, title, tip in (
            ("rows", "N", tr("Rows N"), tr("Number of rows")),
            (
                "noise",
                tr("Noise"),
                tr("Noise"),
                tr("Standard deviation of what is added to each row"),
            ),
            (
                "outliers",
                tr("Outliers"),
                tr("Share of outliers, 0 to 1"),
                tr("Share of the rows, 0 to 1, that lie far off or have the wrong label"),
            ),
            ("seed", tr("Seed"), tr("Seed"), tr("The same seed makes the same rows")),
        ):
            field = NumberField(title, _check_of(name), name in ("rows", "seed"))
            label = QLabel(text)
            self.number_faults.stand_below(field, text)
            set_buddy(label, field)
            for part in (label, field):
                part.setToolTip(tip)
                row.addWidget(part)
            field.setFixedWidth(NUMBER_WIDTH)
            field.valueCommitted.connect(lambda _value: self._ask("generator"))
            self.numbers[name], self._number_labels[name] = field, label
        row.addStretch(1)
        return row

    def set_generator(self, generator: str, settings: Mapping[str, float]) -> None:
        """Show a generator and its settings."""
        with QSignalBlocker(self.generator):
            self.generator.setCurrentIndex(self.generator.findData(generator))
        for name, field in self.numbers.items():
            is_known = name in settings
            for part in (field, self._number_labels[name]):
                part.setVisible(is_known)
            if is_known:
                field.set_value(float(settings[name]))

    def _follow_generator(self) -> None:
        name = self.generator.currentData()
        self.set_generator(name, GENERATORS[name].settings)
        self._ask("generator")

    def _ask(self, kind: str) -> None:
        """Show the fields of a kind, and ask for its data where nothing more is to be said."""
        self.show_kind(kind)
        if kind == "shipped":
            self.shippedRequested.emit(self.sets.currentData())
        elif kind == "generator":
            self.generatorRequested.emit(self.generator_text())

    def generator_text(self) -> str:
        """Return the generator with its settings as a data source."""
        name = self.generator.currentData()
        settings = GENERATORS[name].settings
        exact = NumberFormat.exact().text
        given = [
            f"{key}={exact(field.value)}" for key, field in self.numbers.items() if key in settings
        ]
        return f"{name}({', '.join(given)})"

    def show_kind(self, kind: str) -> None:
        """Show the fields of a kind of source."""
        with QSignalBlocker(self.kind):
            self.kind.set_value(kind)
        for name, page in self._pages.items():
            page.setVisible(name == kind)

    def set_path(self, path: str) -> None:
        """Show which file was read."""
        self._path.setText(path)


def _check_of(name: str) -> Check:
    """Return the check of a number of a generator."""
    if name == "rows":
        return between(tr("the number"), 1, MOST_MADE_ROWS)
    return between(tr("the share"), 0, 1) if name == "outliers" else at_least(tr("the number"), 0)


def _row(*widgets: QWidget) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE.s)
    for widget in widgets:
        row.addWidget(widget, 1 if isinstance(widget, QLabel) else 0)
    return page
