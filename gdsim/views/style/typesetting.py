"""Formulas typeset from LaTeX, as drawings."""

from __future__ import annotations

import warnings
import weakref
from functools import cache, lru_cache
from typing import Any, Protocol
from xml.etree.ElementTree import Element

from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from gdsim.study.working.number_latex import tight_minus

INK = "#010203"
"""A placeholder that the colour asked for takes the place of."""

MOST_TEXTS, MOST_DRAWINGS = 256, 128
"""Formulas that are remembered, as texts and as what Qt made of them: a few screens full. A drawing
takes a tenth of a megabyte, and while a run is played each formula is a new one."""


class Waiting(Protocol):
    """Whoever shows a formula once the typesetter is there."""

    def refresh(self) -> None:
        """Typeset the formula."""


waiting: weakref.WeakSet[Waiting] = weakref.WeakSet()
"""What is drawn once the typesetter is there."""


def load_typesetter() -> None:
    """Import the typesetter, and draw the formulas that wait for it."""
    _ziamath()
    for label in list(waiting):
        label.refresh()


def is_loaded() -> bool:
    """Return whether the typesetter is there."""
    return _ziamath.cache_info().currsize > 0


@cache
def _ziamath() -> Any:
    """Import the typesetter, which takes longer than the window itself."""
    with warnings.catch_warnings():
        # Its import asks for its fonts in a way that newer Pythons warn of.
        warnings.simplefilter("ignore", DeprecationWarning)
        import ziamath
        from ziamath.config import config
    # Qt reads SVG Tiny 1.2, in which a <symbol> is not drawn.
    config.svg2 = False
    _measure_what_stretches()
    return ziamath


def _measure_what_stretches() -> None:
    """Let the typesetter measure a row no more often than something stretches by its height.

    It lays every row out twice, first to see how high brackets in it must be, and each time the
    rows in it twice: a formula with a fraction in an exponent thirty times over. The first time
    changes nothing where no sign in the row stretches, nor, while a row around it is measured, by
    brackets as they come, where no height hangs on theirs.
    """
    from ziamath import operators
    from ziamath.nodes.mrow import Mrow

    stretching = {sign for (sign, _), how in operators.operators.items() if "stretchy" in how}

    def stretches(part: Element) -> bool:
        return (
            "stretchy" in part.attrib
            or part.tag == "mfenced"
            or (part.text or "").strip() in stretching
        )

    class Row(Mrow, tag="mrow"):
        """A row that is measured where it must be; the typesetter takes it by its tag."""

        def _get_height_nostretch(self, line: list[Element], **how: Any) -> tuple[float, float]:
            is_needed = (
                _hangs_on_height(self)
                if how.get("nostretch")
                else any(stretches(part) for child in line for part in child.iter())
            )
            return super()._get_height_nostretch(line, **how) if is_needed else (0.0, 0.0)


def _hangs_on_height(row: Any) -> bool:
    """Return whether `row` is a script, or under or over something: set by its first sign."""
    while (around := row.parent).mtag != "math":
        if around.mtag in {"msup", "msub", "msubsup"}:
            if row.element is not around.element[0]:
                return True
        elif around.mtag not in {"mrow", "mfrac", "msqrt", "mroot", "mtable", "mpadded"}:
            return True
        row = around
    return False


@lru_cache(maxsize=MOST_TEXTS)
def _svg(latex: str, pixels: float) -> str:
    """Return the drawing of a formula in `INK`, empty where it cannot be typeset."""
    if not latex.strip():
        return ""
    try:
        svg = str(_ziamath().Math.fromlatex(tight_minus(latex), size=pixels, color=INK).svg())
        # Lines over and under something are black whatever the colour.
        return svg.replace('"black"', f'"{INK}"')
    except Exception:  # noqa: BLE001 - its parser fails in many ways, none of them documented
        return ""


@lru_cache(maxsize=MOST_DRAWINGS)
def typeset(latex: str, pixels: float, colour: str, for_print: bool = False) -> QSvgRenderer | None:
    """Return the drawing of a formula, or None where it is empty or cannot be typeset.

    Parameters
    ----------
    latex
        Source in math mode, without dollar signs.
    pixels
        Font size; the drawing's `viewBoxF` is its natural size in pixels.
    colour
        As ``#rrggbb``.
    for_print
        Whether it goes into a PDF: Qt draws a line around each letter there, so it must not show.
    """
    svg = _svg(latex, pixels)
    if for_print:
        svg = svg.replace("<svg ", f'<svg stroke="{colour}" stroke-opacity="0" ', 1)
    # Typesetting costs milliseconds, another colour next to nothing.
    drawing = QSvgRenderer(QByteArray(svg.replace(INK, colour).encode())) if svg else None
    return drawing if drawing is not None and drawing.isValid() else None
