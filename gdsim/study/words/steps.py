"""What the effective step size of a rule is, in words."""

from __future__ import annotations

from gdsim.engine.descent.rules import Rule
from gdsim.i18n import tr


def step_meaning(rule: Rule) -> str:
    """Return what is multiplied by the effective step size, and what that is; KeyError if unknown.

    See `gdsim.engine.run.effective_steps`.
    """
    return {
        "gd": tr("What each gradient is multiplied by: η, the same for all parameters."),
        "momentum": tr("What each velocity is multiplied by: η, the same for all parameters."),
        "nesterov": tr(
            "What each gradient plus β times its velocity is multiplied by: η, the same for all."
        ),
        "adagrad": tr("What each gradient is multiplied by: η / (√s + ε), s the sum of squares."),
        "rmsprop": tr("What each gradient is multiplied by: η / (√s + ε), s the mean of squares."),
        "adadelta": tr("What each gradient is multiplied by: |Δθ| / |∂L/∂θ|."),
        "adam": tr("What the corrected first moment is multiplied by: η / (√v + ε), v corrected."),
        "amsgrad": tr(
            "What the corrected first moment is multiplied by: η / (√u + ε), u corrected."
        ),
        "adamw": tr("What the corrected first moment is multiplied by: η / (√v + ε), v corrected."),
        "nadam": tr(
            "What first moment and gradient together are multiplied by: η / (√v + ε), v corrected."
        ),
    }[rule.name]
