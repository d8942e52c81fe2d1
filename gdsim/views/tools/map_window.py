"""A window that shows where runs end as a function of where they start."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedWidget, QWidget

from gdsim.engine.errors import InputError
from gdsim.engine.many.ensemble import NEVER
from gdsim.i18n import tr, tr_error
from gdsim.numbers import few
from gdsim.study.many.map_findings import GONE, UNKNOWN, MapFindings
from gdsim.study.many.map_sentences import map_sentences
from gdsim.symbols import symbol
from gdsim.views.fields.segmented import Segmented
from gdsim.views.style.theme import Theme
from gdsim.views.tools import painting
from gdsim.views.tools.canvas import Canvas, Range
from gdsim.views.tools.frame import ToolWindow
from gdsim.views.tools.map_form import MapForm
from gdsim.views.tools.map_legend import MapLegend
from gdsim.views.tools.map_picture import POINT, UPDATES, MapPicture
from gdsim.views.tools.scale_strip import ScaleStrip


class StartMapWindow(ToolWindow):
    """Asks for a range of both parameters, shows the map, and opens the run that is clicked.

    Signals
    -------
    runRequested(MapRequest)
        These runs should be made.
    startRequested(tuple)
        The run from this start should be opened.
    """

    runRequested = Signal(object)
    startRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Map of starts – gdsim"), tr("&Run the map"), parent)
        self._found: MapFindings | None = None
        self._picture: MapPicture | None = None
        self._pointed: tuple[int, int] | None = None
        self.about.setText(
            tr("Makes a run from every point of a grid, all else as it is set up now.")
        )
        self.form = MapForm(self.add_field)
        self.tells = Segmented(
            (
                (POINT, tr("Where it ends"), tr("Colour a start by the point that it reaches")),
                (UPDATES, tr("How soon"), tr("Colour a start by the updates until it is there")),
            ),
            tr("What the colours tell"),
        )
        self.tells.valueRequested.connect(self._show_key)
        self.canvas = Canvas(self._paint)
        self.canvas.setAccessibleName(tr("Map of starts"))
        self.legend, self.strip = MapLegend(), ScaleStrip()
        self.key = QStackedWidget()
        self.key.addWidget(self.legend)
        self.key.addWidget(self.strip)
        self.key.setFixedWidth(self.legend.width())
        self.right.insertWidget(0, self.tells)
        self.picture.addWidget(self.canvas, 1)
        self.picture.addWidget(self.key)
        self.canvas.clickedAt.connect(self._open_at)
        self.canvas.pointedAt.connect(self._point)
        self.canvas.stepped.connect(self._step)
        self.canvas.chosen.connect(self._open)
        self.order_tabs(self.form.updates, self.tells, self.canvas)
        self.set_findings(None)

    def request_run(self) -> None:
        """Ask for the runs that the fields describe, or say what is wrong with them."""
        if self.is_busy or not self.is_possible or not self.commit_fields():
            return
        try:
            request = self.form.request()
        except InputError as error:
            self.set_refusal(tr_error(error))
            return
        self.set_refusal("")
        self.runRequested.emit(request)

    # Setters.

    def set_parameters(self, names: Sequence[str], ranges: Sequence[Range]) -> None:
        """Show the ranges of the parameters; where there are not two, say so instead.

        Parameters
        ----------
        ranges
            Of each parameter; not looked at where there are not two.
        """
        self.is_possible = len(names) == 2
        self.form.set_enabled(self.is_possible)
        self.run.setEnabled(self.is_possible and not self.is_busy)
        if self.is_possible:
            self.form.set_parameters(names, ranges)
        else:
            self.set_findings(None)
        self.canvas.repaint_area()

    def set_limit(self, limit: int | None, *, is_new: bool) -> None:
        """Offer as many updates as the run is limited to; see `MapForm.set_limit`."""
        self.form.set_limit(limit, is_new=is_new)

    def set_findings(self, found: MapFindings | None) -> None:
        """Show what a map found; None where there is none."""
        self._found, self._pointed, self._picture = found, None, None
        has_some = found is not None and bool((found.code != UNKNOWN).any())
        if found is not None and has_some:
            self._picture = MapPicture(found)
            self._picture.show_on(self.canvas)
            low, high = self._picture.scale
            rest = tr("not settled")
            self.strip.set_scale(tr("Updates until settled"), low, high, is_log=False, rest=rest)
        else:
            self.canvas.show_range((0.0, 1.0), (0.0, 1.0), (False, False))
            self.canvas.set_names("", "")
        self.legend.set_kinds(found.kinds if found is not None else ())
        self.export.setEnabled(has_some)
        self.canvas.set_numbers_shown(has_some, has_some)
        self.said.setText(map_sentences(found) if found is not None else "")
        self.said.setVisible(bool(self.said.text()))
        self._show_key()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        super().set_theme(theme)
        for part in (self.canvas, self.legend, self.strip):
            part.set_theme(theme)

    def _show_key(self) -> None:
        """Show what the colours stand for."""
        self.tells.setVisible(self._picture is not None)
        self.key.setVisible(self._picture is not None)
        self.key.setCurrentWidget(self.legend if self.tells.value == POINT else self.strip)
        self.canvas.repaint_area()
        self._read_out()

    # The picture.

    def _paint(self, painter: QPainter) -> None:
        frame = self.canvas.frame
        if not self.is_possible:
            text = tr("A map of starts needs an objective with exactly two parameters.")
            painting.draw_message(painter, text, frame, self.theme)
        elif self._picture is None:
            text = tr("Run the map to see where runs end.")
            painting.draw_message(painter, text, frame, self.theme)
        else:
            self._picture.paint(painter, self.canvas, self.theme, self.tells.value, self._pointed)
        if self.canvas.hasFocus():
            painting.draw_focus(painter, frame, self.theme)

    def _point(self, at: QPointF | None) -> None:
        if self._picture is None or at is None:
            self._pointed = None
        else:
            self._pointed = self._picture.index_at(self.canvas.frame.place(at))
        self.canvas.repaint_area()
        self._read_out()

    def _step(self, across: int, upwards: int) -> None:
        """Point at a neighbour of the start pointed at; first at the middle."""
        if self._picture is None:
            return
        n, m = (len(places) for places in self._picture.places)
        i, j = self._pointed or (n // 2, m // 2)
        self._pointed = min(max(i + across, 0), n - 1), min(max(j + upwards, 0), m - 1)
        self.canvas.repaint_area()
        self._read_out()

    def _open_at(self, at: QPointF) -> None:
        self._point(at)
        self._open()

    def _open(self) -> None:
        """Ask for the run from the start that is pointed at."""
        if self._picture is not None and self._pointed is not None:
            self.startRequested.emit(self._start(self._picture, self._pointed))

    def _start(self, picture: MapPicture, at: tuple[int, int]) -> tuple[float, float]:
        x, y = picture.places
        return float(x[at[0]]), float(y[at[1]])

    def _read_out(self) -> None:
        """Say the start pointed at and what became of it, or how to point at one."""
        if self._picture is None or self._found is None:
            self.readout.setText("")
        elif self._pointed is None:
            self.readout.setText(
                tr("Point at the map to read it; a click opens that run. (Tab, arrows, Enter)")
            )
        else:
            start = self._start(self._picture, self._pointed)
            told = self._told(self._found, self._pointed, start)
            self.readout.setText("   ".join(told))
        self.readout.setVisible(bool(self.readout.text()))

    def _told(
        self, found: MapFindings, at: tuple[int, int], start: tuple[float, float]
    ) -> list[str]:
        result, code = found.result, int(found.code[at])
        names = (symbol(side.name) for side in result.sides)
        told = [f"{name} = {few(value)}" for name, value in zip(names, start, strict=True)]
        if code == UNKNOWN:
            return [*told, tr("not worked out")]
        if code == GONE:
            t = int(result.diverged_at[at])
            return [*told, tr("diverged at update {t}").format(t=t)]
        told.append(next((kind.text for kind in found.kinds if kind.code == code), ""))
        if result.converged_at[at] != NEVER:
            t = int(result.converged_at[at])
            told.append(tr("after {updates} updates").format(updates=f"{t:,}"))
        return told
