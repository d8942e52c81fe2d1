"""What can be shown over the contours."""

from __future__ import annotations

from msgspec import Struct


class Overlays(Struct, frozen=True):
    """Which of the overlays are shown.

    Attributes
    ----------
    full_gradient
        The gradient of all rows beside that of a mini-batch.
    contours
        The mini-batch's own iso-loss lines.
    cloud
        The steps that batches could lead to, drawn ones where there are many.
    curvature
        The Hessian's eigenvectors and the local quadratic at the point.
    """

    full_gradient: bool = False
    contours: bool = False
    cloud: bool = False
    curvature: bool = False
