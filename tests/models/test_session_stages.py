"""The stages of an update in a session, and the veil over what comes next."""

from __future__ import annotations

from gdsim.engine.run.stages import Stage
from gdsim.models.session import Session
from tests.models.listening import Listener


def test_stages_go_through_an_update_and_make_it_when_it_comes_to_that(session: Session) -> None:
    listener = Listener(session)
    seen = []
    for _ in range(7):
        session.next_stage()
        seen.append((listener.last.stage, listener.last.cursor, listener.last.length))
    assert seen == [
        (Stage.INITIALISE, 0, 0),
        (Stage.CHOOSE, 0, 0),
        (Stage.LOSS, 0, 0),
        (Stage.GRADIENT, 0, 0),
        (Stage.UPDATE, 0, 1),
        (Stage.CRITERION, 0, 1),
        (Stage.CHOOSE, 1, 1),
    ]
    session.previous_stage()
    assert (listener.last.stage, listener.last.cursor) == (Stage.CRITERION, 0)
    session.step()
    assert (listener.last.stage, listener.last.cursor) == (None, 1)


def test_gradient_and_step_are_shown_from_their_stages_on(session: Session) -> None:
    listener = Listener(session)
    shown = {}
    for stage in (Stage.CHOOSE, Stage.LOSS, Stage.GRADIENT, Stage.UPDATE, Stage.CRITERION):
        session.go_to_stage(stage)
        shown[stage] = (listener.last.shows_gradient, listener.last.shows_step)
    assert shown == {
        Stage.CHOOSE: (False, False),
        Stage.LOSS: (False, False),
        Stage.GRADIENT: (True, False),
        Stage.UPDATE: (True, True),
        Stage.CRITERION: (True, True),
    }


def test_the_last_stage_returns_the_parameters(session: Session) -> None:
    listener = Listener(session)
    session.go_to(0)
    session.to_the_end()
    while session.run.stop is None:
        session.step()
    session.go_to(40)
    session.next_stage()
    assert listener.last.stage is Stage.RETURN
    told = len(listener.snapshots)
    session.next_stage()
    assert len(listener.snapshots) == told


def test_a_veil_hides_what_comes_after_the_cursor(session: Session) -> None:
    listener = Listener(session)
    for _ in range(5):
        session.step()
    session.go_to(2)
    session.set_veiled(True)
    veiled = listener.last
    assert (veiled.cursor, veiled.length, veiled.is_veiled) == (2, 2, True)
    assert not veiled.shows_gradient
    assert not veiled.shows_step
    session.step()
    assert (listener.last.cursor, listener.last.length) == (3, 3)
    session.back()
    assert listener.last.length == 2
    assert listener.last.generation != veiled.generation
    session.next_stage()
    assert listener.last.stage is None
    session.set_veiled(False)
    assert listener.last.length == 5
