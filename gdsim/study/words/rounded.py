"""What is said of a number that is 0 as a computer works it out."""

from __future__ import annotations

from gdsim.i18n import tr


def zero_text() -> str:
    """Return what is said of a gradient or change that came out as 0.

    It may be one too small to be told from 0: that of tanh(x)^2 at x = 30 is 1e-25, and comes out
    as 0, since there tanh(x) has no digits to differ from 1 with.
    """
    return tr("0 to within rounding")
