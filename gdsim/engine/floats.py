"""What floats cannot tell."""

from __future__ import annotations

import sys

EPSILON = sys.float_info.epsilon
"""Distance from 1 to the next float."""

LOSS_ROUNDING = 8 * EPSILON
"""Share of a loss by which two of them differ by rounding alone."""
