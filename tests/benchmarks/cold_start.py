"""The first window from a cold disk, beside a bare one: a program, since only root can measure it.

``python -m tests.benchmarks.cold_start 15`` starts the two 15 times each, in turn. What a test
process has loaded would stay in the system's cache, and so would what any other program has that
stands on Qt: none may run meanwhile.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import sleep

from tests.benchmarks.test_start_speed import BARE, OURS, starter

CACHE = Path("/proc/sys/vm/drop_caches")

CALM_SECONDS = 0.2
"""After the cache was emptied, until the system has what it always needs itself."""


def main(pairs: int) -> None:
    """Print how long the two take by the clock, and the ratio of each pair."""
    # Not by gdsim's own function for that, which would load Qt here.
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        seconds = starter(Path(folder))

        def cold(words: list[str]) -> float:
            os.sync()
            CACHE.write_text("3")
            sleep(CALM_SECONDS)
            return seconds(words)[1]

        # The first start compiles everything.
        cold(OURS), cold(BARE)
        taken = [(cold(OURS), cold(BARE)) for _ in range(pairs)]
    ours, bare = zip(*taken, strict=True)
    print(
        f"first window from a cold disk: {1e3 * median(ours):.0f} ms, beside"
        f" {1e3 * median(bare):.0f} ms, {median(a / b for a, b in taken):.2f} times in the median"
        f" of {pairs} pairs, {min(ours) / min(bare):.2f} times at best"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
