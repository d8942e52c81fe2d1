"""The usual slips of updates and rates, where a question stands on numbers alone."""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.i18n import tr
from gdsim.study.exam.fields import NamedSlip, Right
from gdsim.study.exam.update_slips import key_of
from gdsim.study.practice.slip_texts import slip_template
from gdsim.study.practice.slips.slips import Slip


def usual(slip: Slip, values: Mapping[str, Right], **numbers: object) -> NamedSlip:
    """Return a usual slip with what it leads to; `numbers` are those of its sentence."""
    return NamedSlip(key_of(slip), slip_template(slip).format(**numbers), values)


def coefficient_slip(values: Mapping[str, Right]) -> NamedSlip:
    """Return the slip of taking the number in front of a square for the curvature."""
    text = tr(
        "The number in front of the square was taken for the curvature: the second derivative of"
        " a w² is 2a."
    )
    return NamedSlip("coefficient-for-curvature", text, values)


def kept_share_slip(values: Mapping[str, Right]) -> NamedSlip:
    """Return the slip of giving the share of a distance that goes, not what is left of it."""
    text = tr("This is the share that goes: what is left is 1 less it.")
    return NamedSlip("share-taken-for-kept", text, values)


def linear_slip(values: Mapping[str, Right]) -> NamedSlip:
    """Return the slip of taking the same amount away in every update, not the same share."""
    text = tr(
        "Each update was thought to take off the same amount: it takes off a share of what is left."
    )
    return NamedSlip("linear", text, values)
