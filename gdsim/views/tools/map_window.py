"""A window that shows where runs end as a function of where they start."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from gdsim.engine.many.ensemble import NEVER
from gdsim.i18n import tr
from gdsim.numbers import few
from gdsim.study.many.map_findings import GONE, UNKNOWN, MapFindings
from gdsim.study.many.map_sentences import map_sentences
from gdsim.study.words.names import updates_text
from gdsim.symbols import symbol
from gdsim.views.fields.segmented import Segmented
from gdsim.views.plots.frame import Range
from gdsim.views.plots.scale_strip import ScaleStrip
from gdsim.views.style.theme import Theme
from gdsim.views.tools.map_form import MapForm, MapRequest
from gdsim.views.tools.map_legend import MapLegend
from gdsim.views.tools.map_picture import BY_POINT, BY_UPDATES, MapPicture
from gdsim.views.tools.picture_window import Index, PictureWindow


class StartMapWindow(PictureWindow[MapPicture]):
    """Asks for a range of both parameters, shows the map, and opens the run that is clicked.

    Signals
    -------
    startRequested(tuple)
        The run from this start should be opened.
    """

    startRequested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        title, name = tr("Map of starts – gdsim"), tr("Map of starts")
        super().__init__(title, tr("&Run the map"), name, parent)
        self._found: MapFindings | None = None
        self.about.setText(
            tr("Makes a run from every point of a grid, all else as it is set up now.")
        )
        self.form = MapForm(self.add_field)
        self.tells = Segmented(
            (
                (BY_POINT, tr("Where it ends"), tr("Colour a start by the point that it reaches")),
                (BY_UPDATES, tr("How soon"), tr("Colour a start by the updates until it is there")),
            ),
            tr("What the colours tell"),
        )
        self.tells.valueRequested.connect(self._show_key)
        self.legend, self.strip = MapLegend(), ScaleStrip()
        self.key = QStackedWidget()
        self.key.addWidget(self.legend)
        self.key.addWidget(self.strip)
        self.key.setFixedWidth(self.legend.width())
        self.right.insertWidget(0, self.tells)
        self.picture_row.addWidget(self.canvas, 1)
        self.picture_row.addWidget(self.key)
        self.order_tabs(self.form.updates, self.tells, self.canvas)
        self.set_findings(None)

    def _request(self) -> MapRequest:
        return self.form.request()

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
        self.canvas.repaint_layers()

    def set_limit(self, limit: int | None, *, is_new: bool) -> None:
        """Offer as many updates as the run is limited to; see `MapForm.set_limit`."""
        self.form.set_limit(limit, is_new=is_new)

    def set_findings(self, found: MapFindings | None) -> None:
        """Show what a map found; None where there is none."""
        self._found, picture = found, None
        if found is not None and (found.code != UNKNOWN).any():
            picture = MapPicture(found)
            low, high = picture.scale
            rest = tr("not settled")
            self.strip.set_scale(tr("Updates until settled"), low, high, is_log=False, rest=rest)
        self.legend.set_kinds(found.kinds if found is not None else ())
        self._show_picture(picture, map_sentences(found) if found is not None else "")
        self._show_key()

    def set_theme(self, theme: Theme) -> None:
        """Use the colours of `theme`."""
        super().set_theme(theme)
        self.legend.set_theme(theme)
        self.strip.set_theme(theme)

    def _show_key(self) -> None:
        """Show what the colours stand for."""
        self.tells.setVisible(self._picture is not None)
        self.key.setVisible(self._picture is not None)
        self.key.setCurrentWidget(self.legend if self.tells.value == BY_POINT else self.strip)
        if self._picture is not None:
            self._picture.tells = self.tells.value
        self.canvas.repaint_layers()

    # The picture.

    def _invitation(self) -> str:
        if not self.is_possible:
            return tr("A map of starts needs an objective with exactly two parameters.")
        return tr("Run the map to see where runs end.")

    def _hint(self) -> str:
        return tr("Point at the map to read it; a click opens that run. (Tab, arrows, Enter)")

    def _step(self, across: int, upwards: int) -> None:
        """Point at a neighbour of the start pointed at; first at the middle."""
        if self._picture is None:
            return
        n, m = (len(places) for places in self._picture.places)
        i, j = self._pointed or (n // 2, m // 2)
        self._pointed = min(max(i + across, 0), n - 1), min(max(j + upwards, 0), m - 1)
        self._show_pointed()

    def _open_run(self, at: Index) -> None:
        """Ask for the run from a start."""
        if self._picture is not None:
            self.startRequested.emit(self._picture.start(at))

    def _describe(self, at: Index) -> list[str]:
        """Return a start and what became of it."""
        found, picture = self._found, self._picture
        if found is None or picture is None:
            return []
        result, code = found.result, int(found.code[at])
        names = (symbol(side.name) for side in result.sides)
        parts = [
            f"{name} = {few(value)}" for name, value in zip(names, picture.start(at), strict=True)
        ]
        if code == UNKNOWN:
            return [*parts, tr("not worked out")]
        if code == GONE:
            t = int(result.diverged_at[at])
            return [*parts, tr("diverged at update {t}").format(t=t)]
        parts.append(next((kind.text for kind in found.kinds if kind.code == code), ""))
        if result.converged_at[at] != NEVER:
            t = int(result.converged_at[at])
            parts.append(tr("after {updates}").format(updates=updates_text(t)))
        return parts
