"""Workings by hand, line by line, with a mistake in one of them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from gdsim.i18n import tr
from gdsim.study.exam.kinds.functions import Drawn, signed_term, times
from gdsim.study.exam.kinds.updates import number
from gdsim.symbols import symbol


class Line(Struct, frozen=True):
    """A line of a working.

    Attributes
    ----------
    name
        What it works out: ``gradient_x_0``, ``new_x_0`` or ``loss_0``.
    text
        As it is written, ending in its result.
    mistakes
        Mistakes that can be made in it, by their key: how it is then written, and its result.
    """

    name: str
    text: str
    value: float
    mistakes: dict[str, tuple[str, float]] = field(default_factory=dict)


class Task(Struct, frozen=True):
    """Updates of a x² + b y² + c x y, or of a w² + b w, that are worked out by hand.

    Attributes
    ----------
    numbers
        a, b and c, or a and b alone.
    """

    parameters: tuple[str, ...]
    numbers: tuple[float, ...]
    start: tuple[float, ...]
    rate: float
    updates: int = 1

    @property
    def function(self) -> Drawn:
        """The loss as it is typed."""
        names = self.parameters
        if len(names) == 1:
            a, b = self.numbers
            return Drawn(f"{times(a, f'{names[0]}^2')}{signed_term(b, names[0])}", names)
        (x, y), (a, b, c) = names, self.numbers
        squares = f"{times(a, f'{x}^2')} + {times(b, f'{y}^2')}"
        return Drawn(f"{squares}{signed_term(c, f'{x}*{y}')}", names)


class _Writer:
    """Writes lines one after the other; each takes what the lines before it came to."""

    def __init__(self, task: Task, place: int, mistake: str) -> None:
        self._task, self._place, self._mistake = task, place, mistake
        self.lines: list[Line] = []

    def add(self, line: Line) -> float:
        """Add a line, with the mistake if it belongs there, and return what it comes to."""
        if len(self.lines) == self._place and self._mistake in line.mistakes:
            text, value = line.mistakes[self._mistake]
            line = Line(line.name, text, value, line.mistakes)
        self.lines.append(replace(line, text=line.text.replace("-", "−")))
        return line.value


def lines_of(task: Task, place: int = -1, mistake: str = "") -> list[Line]:
    """Return the lines of a working, with a mistake in the line at `place`, from 0."""
    writer = _Writer(task, place, mistake)
    if len(task.parameters) == 1:
        _one_parameter(task, writer)
    else:
        _two_parameters(task, writer)
    return writer.lines


def places_of(task: Task) -> Iterator[tuple[int, str]]:
    """Yield every place with each mistake that can be made there."""
    for place, line in enumerate(lines_of(task)):
        for mistake in line.mistakes:
            yield place, mistake


def _one_parameter(task: Task, writer: _Writer) -> None:
    (a, b), rate, start = task.numbers, task.rate, task.start[0]
    w, before = start, 0.0
    for t in range(task.updates):
        g = writer.add(_slope_line(a, b, w, t, task.parameters[0]))
        w_old, w = w, writer.add(_new_line(task.parameters[0], t, w, g, rate, before, start))
        writer.add(_loss_line(a, b, w, w_old, t))
        before = g


def _slope_line(a: float, b: float, w: float, t: int, name: str) -> Line:
    left, value = f"∂L/∂{symbol(name)}", 2 * a * w + b
    inside = f"{number(2 * a)}·{_in(w)}{_add(b)}"
    lost = a * w + b
    return Line(
        f"gradient_{name}_{t}",
        f"{left} = {inside} = {number(value)}",
        value,
        {"factor": (f"{left} = {_times(a, w)}{_add(b)} = {number(lost)}", lost)},
    )


def _new_line(
    name: str, t: int, w: float, g: float, rate: float, before: float, start: float
) -> Line:
    told_left = tr("new {name}") if t == 0 else tr("new {name} (second update)")
    left = told_left.format(name=symbol(name))

    def ending(first: float, slope: float, factor: str, sign: str = "−") -> tuple[str, float]:
        step = (rate if factor else 1) * slope
        value = first - step if sign == "−" else first + step
        return f"{left} = {number(first)} {sign} {factor}{_in(slope)} = {number(value)}", value

    told = f"{number(rate)}·"
    text, value = ending(w, g, told)
    mistakes = {"sign": ending(w, g, told, "+"), "no-rate": ending(w, g, "")}
    if t:
        mistakes |= {
            "old-gradient": ending(w, before, told),
            "restarted": ending(start, g, told),
        }
    return Line(f"new_{name}_{t}", text, value, mistakes)


def _loss_line(a: float, b: float, w: float, old: float, t: int) -> Line:
    def ending(at: float, power: str = "²") -> tuple[str, float]:
        value = a * (at * at if power else at) + b * at
        return f"L = {_times(a, at, power)}{_add_times(b, at)} = {number(value)}", value

    text, value = ending(w)
    mistakes = {"old-loss": ending(old), "square-forgotten": ending(w, "")}
    return Line(f"loss_{t}", text, value, mistakes)


def _two_parameters(task: Task, writer: _Writer) -> None:
    (a, b, c), rate = task.numbers, task.rate
    (x, y), names = task.start, task.parameters
    gx = writer.add(_coupled_slope(a, c, (x, y), names[0]))
    new_x = writer.add(_new_line(names[0], 0, x, gx, rate, 0.0, x))
    line = _coupled_slope(b, c, (y, x), names[1])
    text, value = _coupled_text(b, c, (y, new_x), names[1])
    line.mistakes["updated"] = (text, value)
    gy = writer.add(line)
    new_y = writer.add(_new_line(names[1], 0, y, gy, rate, 0.0, y))
    writer.add(_coupled_loss(task, (new_x, new_y)))


def _coupled_text(a: float, c: float, at: tuple[float, float], name: str) -> tuple[str, float]:
    own, other = at
    value = 2 * a * own + c * other
    told = f"{number(2 * a)}·{_in(own)}{_add_times(c, other)}"
    return f"∂L/∂{symbol(name)} = {told} = {number(value)}", value


def _coupled_slope(a: float, c: float, at: tuple[float, float], name: str) -> Line:
    own, other = at
    lost = a * own + c * other
    text, value = _coupled_text(a, c, at, name)
    told = f"∂L/∂{symbol(name)} = {_times(a, own)}{_add_times(c, other)} = {number(lost)}"
    return Line(f"gradient_{name}_0", text, value, {"factor": (told, lost)})


def _coupled_loss(task: Task, new: tuple[float, float]) -> Line:
    a, b, c = task.numbers

    def ending(at: tuple[float, ...]) -> tuple[str, float]:
        x, y = at
        value = a * x * x + b * y * y + c * x * y
        told = f"{_times(a, x, '²')} + {_times(b, y, '²')}{_add_times(c, x)}·{_in(y)}"
        return f"L = {told} = {number(value)}", value

    text, value = ending(new)
    return Line("loss_0", text, value, {"old-loss": ending(task.start)})


def _in(value: float) -> str:
    """Return a number as it stands behind a sign: in brackets where it is below 0."""
    return f"({number(value)})" if value < 0 else number(value)


def _times(factor: float, value: float, power: str = "") -> str:
    shown = f"{_in(value)}{power}"
    return shown if factor == 1 else f"{number(factor)}·{shown}"


def _add(value: float) -> str:
    return f" {'−' if value < 0 else '+'} {number(abs(value))}"


def _add_times(factor: float, value: float) -> str:
    return f" {'−' if factor < 0 else '+'} {_times(abs(factor), value)}"
