"""Which rows an update may see: methods, orders of the rows, and what becomes of the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from gdsim.engine.option import Option
from gdsim.texts import N_

Method = Literal["batch", "stochastic", "mini-batch"]
Order = Literal["shuffle", "fixed", "reshuffle", "replacement"]
LastBatch = Literal["keep", "drop"]

METHODS: Mapping[Method, Option] = {
    "batch": Option(N_("Batch"), N_("batch"), N_("Every update uses all rows")),
    "stochastic": Option(N_("Stochastic"), N_("stochastic"), N_("Every update uses a single row")),
    "mini-batch": Option(N_("Mini-batch"), N_("mini-batch"), N_("Every update uses B rows")),
}
"""How many rows an update takes."""

ORDERS: Mapping[Order, Option] = {
    "shuffle": Option(N_("Shuffled each epoch"), N_("shuffled each epoch")),
    "fixed": Option(N_("As in the file"), N_("as in the file")),
    "reshuffle": Option(N_("Shuffled each update"), N_("shuffled each update")),
    "replacement": Option(N_("Drawn with replacement"), N_("drawn with replacement")),
}
"""In which order rows are taken; see `gdsim.engine.descent.batching`."""

LAST_BATCHES: Mapping[LastBatch, Option] = {
    "keep": Option(N_("Kept, though smaller"), N_("kept, though smaller")),
    "drop": Option(N_("Dropped"), N_("dropped")),
}
"""What becomes of the last batch of an epoch where the batch size does not divide the rows."""
