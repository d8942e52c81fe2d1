"""Learning-rate schedules that can be chosen, each with the factor that it multiplies eta by."""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.engine.descent.line_search import (
    BACKTRACKING_EQUATION,
    EXACT_EQUATION,
    backtracking,
    exact,
)
from gdsim.engine.descent.schedule_factors import (
    constant,
    cosine,
    cyclic,
    exponential,
    inverse_sqrt,
    inverse_time,
    linear,
    step,
)
from gdsim.engine.descent.schedule_parts import (
    COUNTED,
    FINAL_FRACTION,
    ScheduleSpec,
    factor,
    number_of_updates,
    share_left,
)
from gdsim.engine.descent.spec import SettingSpec
from gdsim.engine.errors import InputError
from gdsim.engine.option import option_named
from gdsim.texts import N_

SCHEDULES: Mapping[str, ScheduleSpec] = {
    spec.name: spec
    for spec in (
        ScheduleSpec(
            name="constant",
            aliases=("fixed", "none"),
            title=N_("Constant"),
            phrase=N_("constant"),
            equation=r"\eta_t = \eta",
            build=constant,
            settings=COUNTED,
        ),
        ScheduleSpec(
            name="step",
            aliases=("steplr", "stepdecay", "staircase"),
            title=N_("Step by step"),
            phrase=N_("step by step"),
            equation=r"\eta_t = \eta \gamma^{\lfloor s / k \rfloor}",
            build=step,
            settings=(
                factor(
                    "drop_factor",
                    0.5,
                    title=N_("Drop factor"),
                    tip=N_("What the learning rate is multiplied by at each drop."),
                ),
                number_of_updates(
                    "drop_every",
                    "k",
                    20,
                    title=N_("Drop every"),
                    tip=N_("Updates between two drops."),
                ),
                *COUNTED,
            ),
        ),
        ScheduleSpec(
            name="exponential",
            aliases=("exp", "exponentiallr", "exponentialdecay"),
            title=N_("Exponential"),
            phrase=N_("exponential"),
            equation=r"\eta_t = \eta \gamma^s",
            build=exponential,
            settings=(
                factor(
                    "decay_factor",
                    0.99,
                    title=N_("Decay factor"),
                    tip=N_("What the learning rate is multiplied by at each update."),
                ),
                *COUNTED,
            ),
        ),
        ScheduleSpec(
            name="inverse-time",
            aliases=("1/t", "inversetimedecay", "timebased", "timebaseddecay"),
            title=N_("Inverse time"),
            phrase=N_("inverse time"),
            equation=r"\eta_t = \frac{\eta}{1 + k s}",
            build=inverse_time,
            settings=(
                SettingSpec(
                    name="decay_rate",
                    title=N_("Decay rate"),
                    tip=N_(
                        "k in η / (1 + k s); s counts the updates, from the end of the warm-up on."
                    ),
                    symbol="k",
                    default=0.05,
                    low=0,
                ),
                *COUNTED,
            ),
        ),
        ScheduleSpec(
            name="cosine",
            aliases=("cosineannealing", "cosineannealinglr", "cosinedecay"),
            title=N_("Cosine"),
            phrase=N_("cosine"),
            equation=(
                r"\eta_t = \eta \left(f + \frac{1 - f}{2}"
                r" \left(1 + \cos \frac{\pi \min(s, T)}{T}\right)\right)"
            ),
            build=cosine,
            settings=(
                number_of_updates(
                    "cosine_updates",
                    "T",
                    100,
                    title=N_("Updates"),
                    full_title=N_("Cosine updates"),
                    tip=N_("Updates until the cosine has come down."),
                ),
                FINAL_FRACTION,
                *COUNTED,
            ),
        ),
        ScheduleSpec(
            name="linear",
            aliases=("linearlr", "lineardecay", "polynomial"),
            title=N_("Linear"),
            phrase=N_("linear"),
            equation=r"\eta_t = \eta \left(1 - (1 - f) \frac{\min(s, T)}{T}\right)",
            build=linear,
            settings=(
                number_of_updates(
                    "linear_updates",
                    "T",
                    100,
                    title=N_("Updates"),
                    full_title=N_("Linear updates"),
                    tip=N_("Updates until the rate has come down."),
                ),
                FINAL_FRACTION,
                *COUNTED,
            ),
        ),
        ScheduleSpec(
            name="inverse-sqrt",
            aliases=("1/√t", "1/sqrt(t)", "invsqrt", "inversesquareroot"),
            title=N_("Inverse square root"),
            phrase=N_("inverse square root"),
            equation=r"\eta_t = \frac{\eta}{\sqrt{s + 1}}",
            build=inverse_sqrt,
            settings=COUNTED,
        ),
        ScheduleSpec(
            name="cyclic",
            aliases=("cycliclr", "cyclical", "triangular", "clr"),
            title=N_("Cyclic"),
            phrase=N_("cyclic"),
            equation=(
                r"\eta_t = \eta \left(f + \left|\frac{s}{T}"
                r" - 2 \lfloor \frac{s + T}{2 T} \rfloor\right| (1 - f)\right)"
            ),
            build=cyclic,
            settings=(
                number_of_updates(
                    "half_cycle",
                    "T",
                    10,
                    title=N_("Half cycle"),
                    tip=N_("Updates from the lowest rate up to η, and as many down again."),
                ),
                share_left(
                    "lowest_fraction",
                    0.1,
                    title=N_("Lowest fraction"),
                    tip=N_("The share of the learning rate at the lowest."),
                ),
                *COUNTED,
            ),
        ),
        ScheduleSpec(
            name="exact",
            aliases=("exactlinesearch", "linesearch", "steepest", "optimal"),
            title=N_("Exact line search"),
            phrase=N_("exact line search"),
            equation=EXACT_EQUATION,
            search=exact,
            follows_rate=False,
            settings=(),
        ),
        ScheduleSpec(
            name="backtracking",
            aliases=("backtrackinglinesearch", "armijo"),
            title=N_("Backtracking line search"),
            phrase=N_("backtracking line search"),
            equation=BACKTRACKING_EQUATION,
            search=backtracking,
            settings=(
                SettingSpec(
                    name="shrink",
                    title=N_("Shrink by ρ"),
                    tip=N_("What a step that is too long is multiplied by, again and again."),
                    symbol=r"\rho",
                    default=0.5,
                    low=0,
                    low_open=True,
                    high=1,
                    high_open=True,
                ),
                SettingSpec(
                    name="sufficient_decrease",
                    title=N_("Enough is c"),
                    full_title=N_("Sufficient decrease c"),
                    tip=N_(
                        "The share c of the fall that the slope promises, c η ‖g‖², which a step"
                        " has to reach at least."
                    ),
                    symbol="c",
                    default=1e-4,
                    low=0,
                    low_open=True,
                    high=1,
                    high_open=True,
                ),
            ),
        ),
    )
}
"""Every schedule, the simplest first; those that search for the rate last."""


def schedule_spec(name: str) -> ScheduleSpec:
    """Return the spec of a schedule, by name or alias; raise InputError if there is none."""
    spec = option_named(SCHEDULES, name)
    if spec is None:
        raise InputError(
            "the schedule {name} is unknown; give one of {accepted}",
            name=name,
            accepted=", ".join(SCHEDULES),
        )
    return spec
