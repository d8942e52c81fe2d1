"""What the look is made of: colours of the light and the dark theme, spacing, font sizes."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct


class Theme(Struct, frozen=True):
    """The colours of a theme, as ``#rrggbb``.

    Attributes
    ----------
    window, surface, raised
        Grounds: behind everything, of fields and tables, of buttons, menus and tool tips.
    hover
        Ground of a control under the mouse.
    border, outline
        Lines between areas (quiet), and around what can be operated (at least 3:1).
    text, muted, disabled
        Texts by weight; `muted` still has 4.5:1 on every ground.
    accent, accent_hover, accent_text, focus
        Fill of what is chosen or primary, the same under the mouse, text on both, and the ring of
        keyboard focus, which also serves as the accent where it is a text.
    danger, warning, success
        Texts and icons of messages.
    plot_background, plot_text, grid
        Plot area, its numbers and its rulings.
    path, path_future, point, gradient, full_gradient, step, start, minimum
        Marks of a run on the loss landscape.
    batch_loss, full_loss
        Lines of the loss plot.
    contour_line, contour_label, contour_label_halo
        Iso-loss lines and their numbers.
    halo
        Thin edge round marks, that lifts them off whatever is below.
    runs
        Colours of kept runs, told apart by people who see colours otherwise, too; line and marker
        differ as well.
    contour_stops
        Position from 0 (least loss) to 1 and colour of the filled contours.
    """

    name: Literal["light", "dark"]
    window: str
    surface: str
    raised: str
    hover: str
    border: str
    outline: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    accent_text: str
    focus: str
    danger: str
    warning: str
    success: str
    plot_background: str
    plot_text: str
    grid: str
    path: str
    path_future: str
    point: str
    gradient: str
    full_gradient: str
    step: str
    start: str
    minimum: str
    batch_loss: str
    full_loss: str
    contour_line: str
    contour_label: str
    contour_label_halo: str
    halo: str
    runs: tuple[str, ...]
    contour_stops: tuple[tuple[float, str], ...]


LIGHT = Theme(
    name="light",
    window="#f3f5f7",
    surface="#ffffff",
    raised="#fbfcfd",
    hover="#e8edf2",
    border="#d5dbe1",
    outline="#848e99",
    text="#1b2127",
    muted="#56616c",
    disabled="#98a2ac",
    accent="#1967b3",
    accent_hover="#14548f",
    accent_text="#ffffff",
    focus="#1967b3",
    danger="#b3261e",
    warning="#855600",
    success="#1c7439",
    plot_background="#ffffff",
    plot_text="#3f4953",
    grid="#dde3e8",
    path="#1a2026",
    path_future="#5b6772",
    point="#a6326c",
    gradient="#a83508",
    full_gradient="#6a3fa0",
    step="#0a57a4",
    start="#1a2026",
    minimum="#0f4a29",
    batch_loss="#5b8dbf",
    full_loss="#a83508",
    contour_line="#587a89",
    contour_label="#1f3a46",
    contour_label_halo="#f4f8f9",
    halo="#ffffff",
    runs=(
        "#0a6fb0",
        "#c04a00",
        "#00795a",
        "#a83d84",
        "#6a49b5",
        "#7d6200",
        "#8c2f39",
        "#007a8c",
    ),
    contour_stops=(
        (0.0, "#f4f8f9"),
        (0.25, "#dfecef"),
        (0.5, "#c6dde3"),
        (0.75, "#afcdd7"),
        (1.0, "#9abccb"),
    ),
)

DARK = Theme(
    name="dark",
    window="#16191d",
    surface="#1e2227",
    raised="#272c33",
    hover="#323942",
    border="#363d46",
    outline="#6f7a86",
    text="#e6eaee",
    muted="#a8b2bc",
    disabled="#66707a",
    accent="#2d76c6",
    accent_hover="#2767ab",
    accent_text="#ffffff",
    focus="#6cb2f5",
    danger="#ff8a80",
    warning="#f0b849",
    success="#6fcf8e",
    plot_background="#1a1e22",
    plot_text="#bcc5ce",
    grid="#2c333a",
    path="#f3f6f8",
    path_future="#8d9aa6",
    point="#fff04a",
    gradient="#ff9a5c",
    full_gradient="#c9a6ff",
    step="#63c3ff",
    start="#f3f6f8",
    minimum="#59ffac",
    batch_loss="#5e94c9",
    full_loss="#ffb066",
    contour_line="#6d95a8",
    contour_label="#dce9ef",
    contour_label_halo="#10181e",
    halo="#0b1014",
    runs=(
        "#5cb6f2",
        "#ff9d57",
        "#3fd3a3",
        "#f092c8",
        "#b9a2ff",
        "#e6d64e",
        "#ff7f7f",
        "#63dbe6",
    ),
    contour_stops=(
        (0.0, "#10181e"),
        (0.25, "#16252e"),
        (0.5, "#1d3441"),
        (0.75, "#264555"),
        (1.0, "#31586b"),
    ),
)


class Space(Struct, frozen=True):
    """Distances in pixels, multiples of 4."""

    xs: int = 4
    s: int = 8
    m: int = 12
    l: int = 16  # noqa: E741 - the usual name of a size
    xl: int = 24


class FontScale(Struct, frozen=True):
    """Font sizes as multiples of the system's own."""

    small: float = 0.9
    body: float = 1.0
    heading: float = 1.1
    reading: float = 1.15
    title: float = 1.35


SPACE = Space()
FONT = FontScale()
