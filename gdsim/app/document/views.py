"""What the plots show, told for the document, and shown again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, cast

from msgspec.structs import asdict

from gdsim.views.landscape import LandscapeView
from gdsim.views.landscape.overlays import Overlays
from gdsim.views.landscape.run_canvas import Framing
from gdsim.views.loss_plot import LossPlot
from gdsim.views.plots.frame import Window

if TYPE_CHECKING:
    from gdsim.files.document.document import View


class Views:
    """Tells and shows what belongs to a document of the two plots.

    Parameters
    ----------
    show_overlays
        Shows these over the landscape, and says so in the menu.
    """

    def __init__(
        self,
        landscape: LandscapeView,
        loss_plot: LossPlot,
        show_overlays: Callable[[Overlays], object],
    ) -> None:
        self._landscape, self._loss_plot = landscape, loss_plot
        self._show_overlays = show_overlays

    def view(self) -> View:
        """Return what the plots show now."""
        from gdsim.files.document.document import View

        framing = self._landscape.framing
        overlays = asdict(self._landscape.overlays)
        return View(
            axes=framing.axes,
            x=framing.window.x,
            y=framing.window.y,
            is_by_hand=framing.is_by_hand,
            is_square=framing.has_equal_units,
            gradient_part=framing.gradient_part,
            scale=cast(Literal["linear", "log"], self._loss_plot.scale.value),
            unit=self._loss_plot.unit,
            overlays=tuple(name for name, is_shown in overlays.items() if is_shown),
        )

    def show_framing(self, view: View) -> None:
        """Show the same part of the landscape again; how it is looked at stays as it is."""
        window = Window(view.x, view.y)
        self._landscape.set_framing(
            Framing(view.axes, window, view.is_by_hand, view.is_square, view.gradient_part)
        )

    def show(self, view: View) -> None:
        """Show all of it again."""
        self._show_overlays(
            Overlays(**{name: name in view.overlays for name in Overlays.__struct_fields__})
        )
        self._loss_plot.choose_axes(view.scale, view.unit)
        self.show_framing(view)
