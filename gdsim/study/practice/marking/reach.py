"""What an update may come to for a person who rounds: from any number that rounds to a typed one.

A person types fewer digits than are kept, or goes on from what was typed, or rounds a gradient on
the way. So each number of a calculation lies between two ends, and these say between which ends the
next ones lie.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from msgspec import Struct
from msgspec import field as field_of

from gdsim.engine.arrays import Array
from gdsim.engine.descent.rules import State
from gdsim.engine.descent.rules.basic import has_rate_inside
from gdsim.study.practice.answers import Field
from gdsim.study.practice.marking.rounded_ranges import Between, range_of, rounded_ends
from gdsim.study.practice.marking.rounding_by_hand import ByHand, Typed
from gdsim.study.practice.marking.start import Start
from gdsim.study.practice.update_task import fall


class Reach(Struct, frozen=True, eq=False, dict=True):
    """What may follow from a start, for an answer whose last digit counts `unit`.

    Attributes
    ----------
    typed
        What was typed of the same update, the gradient and the new parameters, by field.
    """

    start: Start
    unit: float
    typed: Mapping[Field, Typed] = field_of(default_factory=dict)

    def between(self, field: Field) -> tuple[float, float]:
        """Return the ends between which a number lies, rounded as far as `unit` allows."""
        match field.quantity:
            case "loss":
                ends, index = self._before, 0
            case "gradient":
                ends, index = self._before, 1 + field.index
            case "new":
                ends, index = self._after, field.index
            case "new_loss":
                ends, index = self._new_losses, 0
            case "fall":
                return self._falls()
            case "state":
                k = self.start.task.rule.state_names.index(field.state)
                ends, index = self.new_state[k].over(self.start.task.correction(field)), field.index
        # The number itself may be kept with one digit more, and so be rounded twice.
        return rounded_ends(float(ends.low[index]), float(ends.high[index]), 0.1 * self.unit)

    @property
    def new_theta(self) -> Between:
        """The new parameters, (d,)."""
        d = len(self.start.task.theta)
        return Between(self._after.low[:d], self._after.high[:d])

    @property
    def new_state(self) -> tuple[Between, ...]:
        """What the rule remembers after the update, with its own rounding."""
        d, task = len(self.start.task.theta), self.start.task
        found = []
        for k in range(len(task.state)):
            part = slice((k + 1) * d, (k + 2) * d)
            array = Between(self._after.low[part], self._after.high[part])
            down, up = self.by_hand.rounding(array)
            found.append(Between(array.low - down, array.high + up))
        return tuple(found)

    @cached_property
    def gradient(self) -> Between:
        """The gradient that the person goes on with, (d,)."""
        d = len(self.start.task.theta)
        free = Between(self._before.low[1:], self._before.high[1:])
        low, high = self.by_hand.shifts(free, "gradient")
        is_fixed = np.array([self.by_hand.fixed("gradient", k) is not None for k in range(d)])
        values = self.by_hand.with_fixed(free.middle, "gradient")
        return Between(
            np.where(is_fixed, values, free.low) + low, np.where(is_fixed, values, free.high) + high
        )

    @cached_property
    def by_hand(self) -> ByHand:
        """What the person's own rounding and typing adds."""
        return ByHand(self.unit, self.typed, self.is_scaled)

    @property
    def is_scaled(self) -> bool:
        """Whether the rule divides by the size of gradients."""
        return any("^2" in latex for latex, _ in self.start.task.rule.equations)

    # The three stages, each from the numbers of the one before.

    @cached_property
    def inputs(self) -> Between:
        """Parameters and state before the update, (d + S d,), rounded where they are given."""
        parts = [self.start.theta, *self.start.state]
        widened = []
        for k, part in enumerate(parts):
            down, up = self.by_hand.rounding(part, of_state=k > 0) * part.is_known
            widened.append(Between(part.low - down, part.high + up))
        return Between(
            np.concatenate([part.low for part in widened]),
            np.concatenate([part.high for part in widened]),
        )

    @cached_property
    def _before(self) -> Between:
        """Loss and gradient, (1 + d,)."""
        task, d = self.start.task, len(self.start.task.theta)

        def work_out(numbers: Array) -> Array:
            loss, gradient = task.objective.value_and_gradient(numbers, task.rows)
            return np.column_stack([loss, task.round_gradient(gradient)])

        def work_out_ahead(numbers: Array) -> Array:
            theta, state = numbers[:, :d], self._states_in(numbers)
            loss = task.objective.value(theta, task.rows)
            point = task.point_of(theta, state)
            gradient = task.objective.value_and_gradient(point, task.rows)[1]
            return np.column_stack([loss, task.round_gradient(gradient)])

        if task.rule.look_ahead is not None:
            return range_of(work_out_ahead, self.inputs.low, self.inputs.high)
        return range_of(work_out, self.inputs.low[:d], self.inputs.high[:d])

    def _states_in(self, numbers: Array) -> State:
        """Return the rule's arrays (R, d) among numbers (R, n) that begin with theta and these."""
        d = len(self.start.task.theta)
        count = len(self.start.task.state)
        return tuple(numbers[:, (k + 1) * d : (k + 2) * d] for k in range(count))

    @cached_property
    def _after(self) -> Between:
        """New parameters and new state, (d + S d,)."""
        by = np.zeros_like(self._after_inputs.low)
        by[: len(self._rounding_within)] = self._rounding_within
        return self._after_inputs.widened(by)

    @cached_property
    def _after_inputs(self) -> Between:
        """The same, as far as it comes from what was before the update and from the gradient."""
        low, high = self.by_hand.shifts(
            Between(self._before.low[1:], self._before.high[1:]), "gradient"
        )
        inputs = self.inputs
        return range_of(
            self._work_out_after,
            np.concatenate([inputs.low, low]),
            np.concatenate([inputs.high, high]),
        )

    @cached_property
    def _rounding_within(self) -> Array:
        """How far the new parameters, (d,), are off where the new state is rounded."""
        count = 1 + len(self.start.state)
        ends = (np.split(end, count) for end in (self._after_inputs.low, self._after_inputs.high))
        theta, *state = (Between(low, high) for low, high in zip(*ends, strict=True))
        return self.rounding_within(theta.middle, state)

    def rounding_within(self, new_theta: Array, new_state: Sequence[Between]) -> Array:
        """Return how far new parameters, (d,), are off where such a new state is rounded."""
        task = self.start.task
        step = np.abs(new_theta - task.theta)
        by = np.zeros(len(step))
        for array in new_state:
            rounding, size = self.by_hand.rounding(array).max(axis=0), np.abs(array.middle)
            if self.is_scaled:
                by += step * np.divide(rounding, size, out=np.zeros(len(step)), where=size > 0)
            else:
                is_step = has_rate_inside(task.rule.settings)
                by += rounding if is_step else task.learning_rate * rounding
        return by

    def _work_out_after(self, numbers: Array) -> Array:
        task, d = self.start.task, len(self.start.task.theta)
        theta, shift = numbers[:, :d], numbers[:, -d:]
        state = self._states_in(numbers)
        gradient = self.by_hand.with_fixed(task.gradient_at(theta, state), "gradient") + shift
        with np.errstate(all="ignore"):
            rate = task.rate_at(theta, gradient)
            delta, new_state = task.rule.update(
                gradient, state, task.t, rate, theta, task.round_gradient
            )
        return np.concatenate([task.landed(theta + delta), *new_state], axis=1)

    @cached_property
    def _new_losses(self) -> Between:
        """The loss after the update, (1,)."""
        task, d = self.start.task, len(self.start.task.theta)
        first = self.by_hand.shifts(
            Between(self._before.low[1:], self._before.high[1:]), "gradient"
        )
        second = self.by_hand.shifts(self.new_theta, "new", self._rounding_within)

        def work_out(numbers: Array) -> Array:
            new = self._work_out_after(numbers[:, :-d])[:, :d]
            new = self.by_hand.with_fixed(new, "new") + numbers[:, -d:]
            return task.objective.value(new, task.rows)[:, np.newaxis]

        ends = [
            np.concatenate([inputs, *shifts])
            for inputs, shifts in zip(
                (self.inputs.low, self.inputs.high), zip(first, second, strict=True), strict=True
            )
        ]
        return range_of(work_out, *ends)

    def _falls(self) -> tuple[float, float]:
        """Return between which ends the fall of the loss lies, from two typed losses or others."""
        losses = [
            self._loss_between(Field("loss"), self._before),
            self._loss_between(Field("new_loss"), self._new_losses),
        ]
        ends = [fall(old, new) for old in losses[0] for new in losses[1]]
        return rounded_ends(min(ends), max(ends), 0.1 * self.unit)

    def _loss_between(self, field: Field, ends: Between) -> tuple[float, float]:
        low, high = float(ends.low[0]), float(ends.high[0])
        typed = self.typed.get(field)
        if typed is None:
            return low, high
        if not typed.follows:
            return typed.value - typed.half, typed.value + typed.half
        if low == high:
            return min(low, typed.value), max(high, typed.value)
        return max(low, typed.value - typed.half), min(high, typed.value + typed.half)
