"""The usual slips of an update where a question stands on numbers alone."""

from __future__ import annotations

from collections.abc import Mapping

from gdsim.study.exam.fields import NamedSlip, Right
from gdsim.study.exam.update_slips import key_of
from gdsim.study.practice.slip_texts import slip_template
from gdsim.study.practice.slips.slips import Slip


def usual(slip: Slip, values: Mapping[str, Right], **numbers: object) -> NamedSlip:
    """Return a usual slip with what it leads to; `numbers` are those of its sentence."""
    return NamedSlip(key_of(slip), slip_template(slip).format(**numbers), values)
