"""What questions on updates of a run have in common: their fields, their stem, their solution."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gdsim.engine.descent.experiment import Experiment
from gdsim.engine.formula.latex import latex_of_name
from gdsim.engine.problem.objective import expression_of
from gdsim.engine.run.run import Run
from gdsim.i18n import tr
from gdsim.numbers import NumberFormat
from gdsim.study.exam.fields import Award, Field
from gdsim.study.practice.answers import Field as UpdateField
from gdsim.study.practice.answers import Quantity
from gdsim.study.practice.number_text import LeastDigits
from gdsim.study.practice.slip_texts import field_name
from gdsim.study.practice.update_task import UpdateTask
from gdsim.study.working.blocks import Formula, Section
from gdsim.study.working.working import working
from gdsim.symbols import symbol

EXACT = NumberFormat.exact()

_AWARDS: dict[Quantity, Award] = {"gradient": "method"}


def number(value: float) -> str:
    """Return a number of a stem as it is written."""
    return EXACT.brief(value)


def point_text(parameters: Sequence[str], values: Sequence[float]) -> str:
    """Return a point as ``(x, y) = (3, 4)``, or ``w = 3``."""
    names = ", ".join(map(symbol, parameters))
    numbers = ", ".join(map(number, values))
    return f"({names}) = ({numbers})" if len(values) > 1 else f"{names} = {numbers}"


def loss_formula(experiment: Experiment, name: str = "L") -> Formula:
    """Return the loss as a formula, as it was typed."""
    latex = expression_of(experiment.objective, experiment.dataset).latex()
    names = ", ".join(map(latex_of_name, experiment.parameters))
    return Formula(rf"\mathcal{{{name}}}({names}) = {latex}")


def update_fields(
    run: Run,
    t: int,
    quantities: Iterable[Quantity],
    digits: LeastDigits | None = None,
    says_update: bool = False,
) -> tuple[Field, ...]:
    """Return fields that ask for numbers of update `t`, of all parameters in turn.

    Their names are ``gradient_x``, ``new_x``, ``loss``, ``new_loss`` and ``fall``, with ``_t`` in
    front where `says_update`.
    """
    task = UpdateTask.of(run, t)
    right = task.solve()
    found = []
    for quantity in quantities:
        count = len(task.theta) if quantity in ("gradient", "new") else 1
        for index in range(count):
            asked = UpdateField(quantity, index)
            name = run.objective.parameters[index]
            plain = (
                f"{quantity}_{name}" if count > 1 or quantity in ("gradient", "new") else quantity
            )
            label = field_name(asked, task)
            if says_update:
                plain, label = f"{plain}_{t}", tr("Update {t}: {what}").format(t=t, what=label)
            found.append(
                Field(
                    plain,
                    label,
                    asked.kind,
                    right.value(asked),
                    award=_AWARDS.get(quantity, "accuracy"),
                    digits=digits or LeastDigits(),
                    update=(t, asked),
                )
            )
    return tuple(found)


def run_solution(run: Run, first: int, last: int | None = None) -> tuple[Section, ...]:
    """Return the working of updates `first` to `last` of a run, as the simulator writes it."""
    sections: list[Section] = []
    for t in range(first, (first if last is None else last) + 1):
        found = working(run, t, NumberFormat.significant(6)).sections
        if last is None or first == last:
            sections += found
            continue
        for one in found:
            title = tr("Update {t}: {title}").format(t=t, title=one.title)
            sections.append(Section(title, one.blocks, one.stage))
    return tuple(sections)


def has_few_decimals(values: Iterable[float], most: int = 3) -> bool:
    """Return whether numbers can be written with `most` decimals exactly, up to rounding errors."""
    return all(abs(round(value, most) - value) <= 1e-9 * max(1.0, abs(value)) for value in values)
