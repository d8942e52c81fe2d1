"""What the effective step size of a rule is, in words."""

from __future__ import annotations

from gdsim.engine.rules import Rule
from gdsim.i18n import tr


def step_meaning(rule: Rule) -> str:
    """Return what a parameter's gradient is multiplied by with this rule."""
    if rule.name == "gd":
        return tr("What each gradient is multiplied by: η, the same for all parameters.")
    if rule.name in ("momentum", "nesterov"):
        return tr("What each velocity is multiplied by: η, the same for all parameters.")
    if rule.name in ("adagrad", "rmsprop"):
        return tr("What each gradient is multiplied by: η / (√s + ε).")
    if rule.name == "adadelta":
        return tr("What each gradient is multiplied by: |Δθ| / |∂L/∂θ|.")
    moment = "u" if rule.name == "amsgrad" else "v"
    return tr(
        "What the corrected first moment of each parameter is multiplied by: η / (√{moment} + ε),"
        " {moment} corrected, too."
    ).format(moment=moment)
