"""Trying what is drawn: fonts, icons, formulas, plots, the whole window, and a PDF."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic

import PySide6
from PySide6.QtCore import QEventLoop, QPointF, QRectF, QSize, Qt, qVersion
from PySide6.QtGui import (
    QGuiApplication,
    QIcon,
    QImage,
    QImageReader,
    QPainter,
    QTextLayout,
)

from gdsim.app.faults.screen import require_screen
from gdsim.app.self_test.disk import bowl_run, expect, scenario_around
from gdsim.app.self_test.parts import NotNeeded
from gdsim.assets import asset_path
from gdsim.engine.errors import InputError
from gdsim.i18n import tr, tr_error

SIGNS = "aη∂λθ∇₁²≤→·−½√Σσ"
"""What the program writes beside plain letters."""

PATIENCE = 20.0
"""Seconds in which a window is to be on the screen."""

FORMULA = r"\theta_{t+1} = \theta_t - \eta\,\frac{\partial L}{\partial \theta}"


def _qt() -> str:
    python = ".".join(map(str, sys.version_info[:3]))
    text = tr("Qt {qt}, PySide6 {pyside}, Python {python}, {system}")
    versions = {"qt": qVersion(), "pyside": PySide6.__version__, "python": python}
    return text.format(**versions, system=platform.platform())


def _colours(image: QImage) -> int:
    """Return how many colours a picture has, looked at every third pixel."""
    return len(
        {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}
    )


def _begin() -> None:
    from gdsim.app.launch import begin_without_screen

    begin_without_screen()


def _fonts() -> str:
    from gdsim.views.style.theme import interface_font

    _begin()
    # Without any font it has a box for each, which counts as a glyph.
    expect(_drawn("a") != _drawn("b"), "there are no fonts: all letters are drawn alike")
    lacking = [sign for sign in SIGNS if not _has_glyph(sign)]
    expect(not lacking, f"no font has the signs {' '.join(lacking)}")
    return interface_font().family()


def _drawn(letter: str) -> QImage:
    from gdsim.views.style.theme import interface_font

    image = QImage(40, 40, QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    painter.setFont(interface_font())
    painter.drawText(image.rect(), Qt.AlignmentFlag.AlignCenter, letter)
    painter.end()
    return image


def _has_glyph(sign: str) -> bool:
    from gdsim.views.style.theme import interface_font

    layout = QTextLayout(sign, interface_font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    indexes = [index for run in layout.glyphRuns() for index in run.glyphIndexes()]
    return bool(indexes) and all(indexes)


def _icons() -> str:
    from gdsim.views.style.icons import icon

    _begin()
    names = sorted(path.stem for path in asset_path("icons").glob("*.svg"))
    expect("gdsim" in names, "the program's own is not there")
    for name in names:
        drawn = icon(name, size=24).pixmap(QSize(24, 24)).toImage()
        expect(name == "blank" or _colours(drawn) > 1, f"{name} is empty")
    path = str(asset_path("icons/gdsim.svg"))
    # The two ways in which Qt itself draws one: for a window and for a style sheet.
    expect(not QIcon(path).pixmap(QSize(64, 64)).isNull(), "Qt makes no icon of an SVG file")
    expect(not QImageReader(path).read().isNull(), "Qt reads no picture from an SVG file")
    return str(len(names))


def _formulas() -> str:
    from gdsim.views.style.typesetting import load_typesetter, typeset

    _begin()
    load_typesetter()
    drawing = typeset(FORMULA, 20.0, "#000000")
    if drawing is None:
        raise RuntimeError("a formula cannot be typeset")
    image = QImage(drawing.defaultSize(), QImage.Format.Format_RGB32)
    image.fill("white")
    painter = QPainter(image)
    drawing.render(painter, QRectF(QPointF(), image.size().toSizeF()))
    painter.end()
    expect(_colours(image) > 1, "a formula is drawn as nothing")
    return ""


def _plot() -> str:
    import pyqtgraph

    _begin()
    plot = pyqtgraph.PlotWidget(background="white")
    plot.plot([1, 3, 2], pen=pyqtgraph.mkPen("#ff0000", width=4))
    plot.resize(200, 200)
    image = plot.grab().toImage()
    red = sum(
        image.pixelColor(x, y).name() == "#ff0000"
        for x in range(image.width())
        for y in range(image.height())
    )
    plot.close()
    expect(red > 100, "the line of a plot is not drawn")
    return ""


def _window() -> str:
    from gdsim.app.launch import save_screenshot

    run = bowl_run()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "window.png"
        save_screenshot(scenario_around(run), run, path, (1280, 800), "light")
        image = QImage(str(path))
    expect(_colours(image) > 50, "the window is drawn as nothing")
    return ""


def _pdf() -> str:
    from gdsim.app.exports.working_pdf import write_pdf
    from gdsim.numbers import NumberFormat
    from gdsim.study.working.sheets.sheet import make_sheet

    _begin()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "working.pdf"
        write_pdf(make_sheet(bowl_run(), 1, 1, NumberFormat("decimals", 4)), path)
        content = path.read_bytes()
    expect(content.startswith(b"%PDF-") and len(content) > 5_000, "the PDF is empty")
    return ""


def _screen() -> str:
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        raise NotNeeded(tr("QT_QPA_PLATFORM asks for none"))
    try:
        require_screen()
    except InputError as error:
        raise NotNeeded(tr_error(error)) from error
    from gdsim.app.launch import begin_on_screen, desk_on
    from gdsim.app.preferences import Preferences

    begin_on_screen()
    run = bowl_run()
    desk = desk_on(Preferences(None), scenario_around(run), run, run.length)
    desk.window.show()
    end = monotonic() + PATIENCE
    while not desk.window.windowHandle().isExposed() and monotonic() < end:
        QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
    is_exposed = desk.window.windowHandle().isExposed()
    desk.window.close()
    expect(is_exposed, "the window does not appear on the screen")
    return QGuiApplication.platformName()


CHECKS: Mapping[str, Callable[[], str]] = {
    "qt": _qt,
    "fonts": _fonts,
    "icons": _icons,
    "formulas": _formulas,
    "plot": _plot,
    "window": _window,
    "working pdf": _pdf,
    "screen": _screen,
}
"""By the part's name."""
