"""Batch, stochastic and mini-batch gradient descent in words and numbers, for tables."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.methods import Method
from gdsim.engine.descent.stopping import StopReason
from gdsim.engine.diagnosis.noise.gradient_noise import predicted_deviation
from gdsim.engine.errors import InputError
from gdsim.engine.many.method_comparison import MethodRun
from gdsim.engine.many.variants import Variant
from gdsim.i18n import ntr, tr
from gdsim.numbers import NumberFormat, few
from gdsim.study.words.names import word_of
from gdsim.study.words.stops import stop_sentence
from gdsim.texts import N_

MOST_BATCH_SIZES = 6
"""Batch sizes that can be run side by side: more could not be told apart."""

KILO = 1000
"""Bytes in a kilobyte, kilobytes in a megabyte, and so on."""

USUAL_BATCH_SIZES = (8, 32, 128)

VARIANT_TITLES = (
    (N_("Method"), ""),
    (N_("Rows a gradient"), N_("Rows that one gradient is taken over")),
    (
        N_("Updates an epoch"),
        N_(
            "As many as batches can be taken of N rows: no row twice, where they are shuffled each"
            " epoch or taken as in the file"
        ),
    ),
    (N_("Rows an epoch"), N_("Fewer than N where the rest is dropped")),
    (N_("Memory"), N_("Bytes of the data that one gradient holds, measured")),
    (
        N_("Noise"),
        N_(
            "Standard deviation of the gradient at the cursor's point, all parameters together:"
            " √(Σ σⱼ²)/√B, less where rows are drawn without replacement"
        ),
    ),
    (N_("In words"), N_("Memory, and the way down")),
)

_IN_WORDS: Mapping[Method, str] = {
    "batch": N_("much memory; smooth but slow"),
    "stochastic": N_("little memory; noisy but fast"),
    "mini-batch": N_("medium memory; balanced, efficient on hardware"),
}
"""What is said of each method; a mini-batch lies between the other two."""

RESULT_TITLES = (
    (N_("Method"), ""),
    (N_("Updates"), ""),
    (N_("Epochs"), ""),
    (N_("Rows seen"), ""),
    (
        N_("Time"),
        N_(
            "Taken on this computer, which works rows out one after the other; it differs from one"
            " time to the next, and hardware that takes many rows at once favours larger batches"
        ),
    ),
    (N_("Full loss"), N_("Loss over all rows at the end")),
    (N_("Ended"), ""),
)


def method_name(method: Method, batch_size: int) -> str:
    """Return a method with its batch size where it has one."""
    name = word_of("method", method)
    return f"{name} {batch_size:,}" if method == "mini-batch" else name


def variant_cells(variant: Variant, sigma: Array | None, replacement: bool) -> tuple[str, ...]:
    """Return a method's row under `VARIANT_TITLES`.

    Parameters
    ----------
    sigma
        Standard deviations (d,) of the rows' own gradients, None where they are not known.
    replacement
        Whether rows are drawn with replacement.
    """
    noise = "–"
    if sigma is not None:
        whole = variant.method == "batch"
        deviation = predicted_deviation(
            sigma, variant.n_rows, variant.rows_per_gradient, replacement and not whole
        )
        noise = NumberFormat.significant(3).text(float(np.hypot.reduce(deviation)))
    held = variant.measured_bytes
    return (
        method_name(variant.method, variant.rows_per_gradient),
        f"{variant.rows_per_gradient:,}",
        updates_sentence(variant),
        f"{variant.rows_per_epoch:,}",
        bytes_text(variant.bytes_per_gradient if held is None else held),
        noise,
        tr(_IN_WORDS[variant.method]),
    )


def updates_sentence(variant: Variant) -> str:
    """Return the updates of an epoch, with what becomes of the rows left over."""
    updates = f"{variant.updates_per_epoch:,}"
    if not variant.remainder:
        return updates
    if variant.updates_per_epoch == variant.full_batches:
        return tr("{updates} ({rest:,} rows dropped)").format(
            updates=updates, rest=variant.remainder
        )
    return tr("{updates} ({full:,} full, one of {rest:,})").format(
        updates=updates, full=variant.full_batches, rest=variant.remainder
    )


def division_text(n_rows: int, batch_size: int) -> str:
    """Return the division behind the updates of an epoch: 10,000 / 32 = 312.5."""
    exact = n_rows / batch_size
    told = f"{exact:,.2f}".rstrip("0").rstrip(".")
    is_told = float(told.replace(",", "")) == exact
    return f"{n_rows:,} / {batch_size:,} {'=' if is_told else '≈'} {told}"


def bytes_text(count: int) -> str:
    """Return a number of bytes in the largest unit that it fills: 1 MB rather than 1000 kB."""
    if count < KILO:
        return ntr("{count} byte", "{count} bytes", count).format(count=count)
    size = float(count)
    for unit in ("kB", "MB", "GB"):
        size /= KILO
        text = NumberFormat.significant(3).text(size)
        if float(text) < KILO or unit == "GB":
            break
    return f"{_without_zeros(text)} {unit}"


def _without_zeros(text: str) -> str:
    return text.rstrip("0").rstrip(".") if "." in text else text


def method_run_cells(one: MethodRun) -> tuple[str, ...]:
    """Return a run's row under `RESULT_TITLES`."""
    return (
        method_name(one.method, one.batch_size),
        f"{one.updates:,}",
        few(one.epochs, 3),
        f"{one.rows_seen:,}",
        seconds_text(one.seconds),
        NumberFormat.significant(5).text(one.full_loss),
        _ended(one),
    )


def _ended(one: MethodRun) -> str:
    if one.stop is None:
        return tr("cancelled")
    is_used_up = one.stop.reason is StopReason.ITERATIONS
    if is_used_up:
        return tr("budget used up")
    return stop_sentence(one.stop, searches=one.searches, maximises=one.maximises)


def seconds_text(seconds: float) -> str:
    """Return a time in seconds or milliseconds: 1 s rather than 1000 ms."""
    three = NumberFormat.significant(3).text
    milliseconds = three(1000 * seconds)
    if float(milliseconds) < 1000:
        return f"{_without_zeros(milliseconds)} ms"
    return f"{_without_zeros(three(seconds))} s"


def usual_batch_sizes(n_rows: int) -> str:
    """Return batch sizes worth a comparison on so many rows, as `batch_sizes_of` reads them."""
    some = [size for size in USUAL_BATCH_SIZES if size < n_rows]
    return ", ".join(map(str, some or [max(1, n_rows // 2)]))


def batch_sizes_of(text: str, n_rows: int) -> list[int]:
    """Return the batch sizes in a text such as ``8, 32, 128``.

    Raises
    ------
    InputError
        If it is empty, too long, or a part is no whole number from 1 to `n_rows`.
    """
    parts = [part for part in text.replace(";", ",").replace(" ", ",").split(",") if part]
    if not 1 <= len(parts) <= MOST_BATCH_SIZES:
        raise InputError(
            "{text} names {count} batch sizes; give 1 to {most}, such as 8, 32",
            text=repr(text),
            count=len(parts),
            most=MOST_BATCH_SIZES,
        )
    sizes = []
    for part in parts:
        if not part.isascii() or not part.isdigit() or not 1 <= int(part[:19]) <= n_rows:
            raise InputError(
                "the batch size {part} is not accepted; give a whole number from 1 to {n_rows}, the"
                " rows of the data",
                part=repr(part),
                n_rows=n_rows,
            )
        sizes.append(int(part))
    return list(dict.fromkeys(sizes))
