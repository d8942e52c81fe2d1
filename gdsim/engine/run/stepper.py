"""The inner loop: updates worked out straight into the rows of a trace.

Kept apart from `Run` since this is what the speed of a run hangs on. Nothing here decides whether a
run goes on: a chunk of updates is worked out first and the criteria looked at afterwards, which
gives the same rows as looking after each update, since every row is kept or dropped whole.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from gdsim.engine.arrays import Array
from gdsim.engine.descent.line_search import Line, LineSearch
from gdsim.engine.descent.rules.rule import LookAhead
from gdsim.engine.problem.objective import Objective, fill_columns
from gdsim.engine.run.compiled_update import MOST_COMPILED_PARAMETERS, compiled_update
from gdsim.engine.run.segment import Segment
from gdsim.engine.run.trace import ROWS_OF_A_BLOCK

MOST_UPDATES_AT_ONCE = 512
"""After so many the stopping criteria are looked at."""

MOST_GATHERED_ROWS = 16_384
"""Rows of data put in order at once for the updates to come; larger batches go another way."""

OVERHEAD_ROWS, GRADIENT_ROWS = 192, 5
"""What an update costs, in rows of the full loss: by itself, and for each row of its batch.

With no more rows than that, the full loss is worked out before every update.
"""

FULL_LOSS_ROWS = 64
"""Rows of the full loss worked out for each update, on average, where a batch is smaller."""

Evaluate = Callable[[int, Array, Array], object]
"""Takes a row of the block, theta (d,) there, and where loss and gradient (1 + d,) go."""

Step = Callable[[int], None]
"""Takes a row of the block."""


def full_loss_stride(n_rows: int, batch_size: int) -> int:
    """Return how many updates lie between two full losses, besides those at an epoch's start."""
    if n_rows <= OVERHEAD_ROWS + GRADIENT_ROWS * batch_size:
        return 1
    return -(-n_rows // max(batch_size, FULL_LOSS_ROWS))


class Stepper:
    """Works out updates of one segment into its trace."""

    def __init__(self, segment: Segment, objective: Objective) -> None:
        self._segment = segment
        self._objective = objective
        if objective.has_compiled_rows:
            self._rows = objective.value_and_gradient_rows
        self._d = segment.trace.d
        batch_size = segment.batching.batch_size
        self._full_loss_stride = full_loss_stride(objective.n_rows, batch_size)
        if segment.criteria.target_loss is not None:
            # The first loss at the target may be any; it costs what it costs.
            self._full_loss_stride = 1
        is_small = batch_size <= MOST_GATHERED_ROWS and objective.has_compiled_rows
        self._gathers = not segment.batching.is_full and is_small
        self._most = MOST_UPDATES_AT_ONCE
        if self._gathers:
            self._most = min(MOST_UPDATES_AT_ONCE, MOST_GATHERED_ROWS // batch_size)
            self._make_slots(batch_size)

    def _make_slots(self, batch_size: int) -> None:
        """Make room for the rows of a chunk: a slot for each batch, with the views it needs."""
        width = self._d + len(self._objective.columns)
        self._inputs = np.empty((self._most * batch_size, width))
        outputs = np.empty((batch_size, 1 + self._d))
        self._slots = [
            (slot[:, : self._d], slot.reshape(-1), outputs, outputs.reshape(-1))
            for slot in self._inputs.reshape(self._most, batch_size, width)
        ]

    def compute(self, t: int, count: int) -> int:
        """Work out up to `count` updates from update `t`; return how many: 1 to a chunk."""
        segment, trace = self._segment, self._segment.trace
        block, i = trace.at(t - segment.first)
        count = min(count, self._most, ROWS_OF_A_BLOCK - i)
        rows = block[i : i + count]
        updates = np.arange(t, t + count)
        rows[:, trace.learning_rate] = segment.rates(updates)
        rows[:, trace.t] = updates - segment.rule_first
        with np.errstate(all="ignore"):
            evaluate, step = self._evaluator(block, i, t, count), self._step_of(block)
            if segment.search is not None:
                step = self._searching(segment.search, step, block, t - i)
            for at, theta, result in zip(
                range(i, i + count), rows[:, trace.theta], rows[:, trace.result], strict=True
            ):
                evaluate(at, theta, result)
                step(at)
            self._fill_full_losses(rows, t)
        return count

    def _step_of(self, block: Array) -> Step:
        """Return what works out the start of row i + 1 from row i, which has its gradient."""
        segment, width = self._segment, block.shape[1]
        is_compiled = self._d <= MOST_COMPILED_PARAMETERS and segment.is_plain
        compiled = compiled_update(segment.rule, self._d) if is_compiled else None
        if compiled is None:
            return self._uncompiled_step(block)
        update, flat = compiled.single, block.reshape(-1)

        def step(i: int) -> None:
            update(flat, flat, i * width, (i + 1) * width)

        return step

    def _searching(self, search: LineSearch, step: Step, block: Array, before: int) -> Step:
        """Return what finds the learning rate in row i, of update `before` + i, and then steps."""
        segment, objective, trace = self._segment, self._objective, self._segment.trace

        def search_and_step(i: int) -> None:
            row = block[i : i + 1]
            line = Line(
                objective,
                segment.batch(before + i),
                theta=row[:, trace.theta],
                gradient=row[:, trace.gradient],
                loss=row[:, trace.loss],
                first=row[:, trace.learning_rate],
            )
            row[:, trace.learning_rate] = search(line)
            step(i)

        return search_and_step

    def _uncompiled_step(self, block: Array) -> Step:
        segment, trace = self._segment, self._segment.trace
        update, rough, landed = segment.rule.update, segment.round_gradient, segment.landed
        states = [trace.state(k) for k in range(trace.n_states)]

        def step(i: int) -> None:
            row, after = block[i], block[i + 1]
            theta, state = row[trace.theta], tuple(row[columns] for columns in states)
            t, rate = int(row[trace.t]), float(row[trace.learning_rate])
            row[trace.gradient] = rough(row[trace.gradient])
            delta, new_state = update(row[trace.gradient], state, t, rate, theta, rough)
            after[trace.theta] = landed(theta + delta)
            for columns, values in zip(states, new_state, strict=True):
                after[columns] = values

        return step

    def _evaluator(self, block: Array, i: int, t: int, count: int) -> Evaluate:
        if self._segment.rule.look_ahead is not None:
            return self._looking_ahead(self._segment.rule.look_ahead, block, i, t)
        if not self._objective.columns:
            return self._function(block)
        if not self._gathers:
            return self._large_batches(i, t)
        sizes = self._gather(t, count)
        if self._segment.batching.batch_size == 1:
            return self._examples(block, i)
        return self._mini_batches(sizes)

    def _function(self, block: Array) -> Evaluate:
        """Evaluate a plain function from a row of the trace into the same row."""
        single, width = self._rows.single, block.shape[1]
        flat, loss = block.reshape(-1), self._segment.trace.loss

        def evaluate(i: int, _theta: Array, _result: Array) -> None:
            single(flat, flat, i * width, i * width + loss)

        return evaluate

    def _gather(self, t: int, count: int) -> list[int]:
        """Put the data of `count` updates from `t` into their slots; return the batches' sizes."""
        rows = self._segment.rows(t, count)
        sizes = self._segment.batch_sizes(np.arange(t, t + count))
        batch_size = self._segment.batching.batch_size
        if len(rows) < count * batch_size:
            gaps = np.arange(count) * batch_size - (np.cumsum(sizes) - sizes)
            slots = np.zeros(count * batch_size, dtype=np.int64)
            slots[np.arange(len(rows)) + np.repeat(gaps, sizes)] = rows
            rows = slots
        data = self._objective.data.take(rows, axis=0)
        fill_columns(self._inputs[: len(rows)], self._d, data)
        return [int(size) for size in sizes]

    def _examples(self, block: Array, first: int) -> Evaluate:
        """Evaluate batches of a single gathered row."""
        single, width, d = self._rows.single, block.shape[1], self._d
        flat, inputs, loss = block.reshape(-1), self._inputs, self._segment.trace.loss
        flat_inputs, input_width = inputs.reshape(-1), inputs.shape[1]

        def evaluate(i: int, theta: Array, _result: Array) -> None:
            inputs[i - first, :d] = theta
            single(flat_inputs, flat, (i - first) * input_width, i * width + loss)

        return evaluate

    def _mini_batches(self, sizes: list[int]) -> Evaluate:
        """Evaluate the mean over each gathered mini-batch."""
        evaluate_rows, dot, divide = self._rows.flat, np.dot, np.divide
        batches = zip(self._slots, sizes, strict=False)
        # A product with ones sums the rows in less than half the time that np.add.reduce takes.
        whole = self._segment.batching.batch_size
        ones, sums, divisor = np.ones(whole), np.empty(1 + self._d), np.array(float(whole))

        def evaluate(_i: int, theta: Array, result: Array) -> None:
            (thetas, inputs, outputs, flat_outputs), size = next(batches)
            thetas[...] = theta
            evaluate_rows(inputs, flat_outputs, size)
            if size == whole:
                dot(ones, outputs, sums)
                divide(sums, divisor, result)
            else:
                dot(ones[:size], outputs[:size], sums)
                divide(sums, size, result)

        return evaluate

    def _large_batches(self, first: int, t: int) -> Evaluate:
        """Evaluate batches too large to hold at once, all rows among them."""
        objective, segment = self._objective, self._segment

        def evaluate(i: int, theta: Array, result: Array) -> None:
            result[0], result[1:] = objective.value_and_gradient(
                theta, segment.batch(t + i - first)
            )

        return evaluate

    def _looking_ahead(self, ahead: LookAhead, block: Array, first: int, t: int) -> Evaluate:
        """Evaluate the loss at theta, and the gradient where the rule looks ahead to."""
        objective, segment, trace = self._objective, self._segment, self._segment.trace
        states = [trace.state(k) for k in range(trace.n_states)]

        def evaluate(i: int, theta: Array, result: Array) -> None:
            rows = segment.batch(t + i - first)
            point = ahead.point(theta, tuple(block[i, columns] for columns in states))
            result[0] = objective.value(theta, rows)
            result[1:] = objective.value_and_gradient(point, rows)[1]

        return evaluate

    def _fill_full_losses(self, rows: Array, t: int) -> None:
        """Write the loss of all rows where it is due: see `full_loss_stride`; NaN elsewhere."""
        trace = self._segment.trace
        if self._segment.batching.is_full:
            rows[:, trace.full_loss] = rows[:, trace.loss]
            return
        updates = np.arange(t, t + len(rows))
        due = (updates % self._full_loss_stride == 0) | (self._segment.locate(updates)[1] == 0)
        rows[:, trace.full_loss] = np.nan
        if due.any():
            # All at once: for few rows a call costs more than what is worked out in it.
            rows[due, trace.full_loss] = self._objective.value(rows[due, trace.theta])
