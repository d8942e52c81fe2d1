"""Every method, order and rest that an experiment may have can be chosen."""

from __future__ import annotations

from typing import get_args

import pytest

from gdsim.engine.descent.methods import (
    LAST_BATCHES,
    METHODS,
    ORDERS,
    LastBatch,
    Method,
    Order,
)


@pytest.mark.parametrize(
    ("kind", "offered"), [(Method, METHODS), (Order, ORDERS), (LastBatch, LAST_BATCHES)]
)
def test_what_is_accepted_is_what_is_offered(kind, offered) -> None:
    assert tuple(offered) == get_args(kind)
