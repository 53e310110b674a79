"""The circuit of decorating calls: opens after repeated failures, for every process, and tries again later."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from portal.plugins import breaker
from portal.plugins.breaker import FAILURES, OPEN_FOR, State, forget_circuits, get_state
from portal.plugins.guard import PluginFailedError, call_decorating, call_on_input, call_pure

PLACE = "weather:tools"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Piece:
    """A plugin's piece that fails while it is told to."""

    def __init__(self) -> None:
        self.is_broken, self.calls = True, 0

    def __call__(self) -> str:
        self.calls += 1
        if self.is_broken:
            raise RuntimeError
        return "sunny"


@pytest.fixture
def clock() -> Iterator[Any]:
    """Return a clock that is turned by hand; each test is a process of its own."""
    forget_circuits()
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock
    forget_circuits()


def break_open() -> Piece:
    """Return a piece that has failed too often."""
    piece = Piece()
    for _time in range(FAILURES):
        call_decorating(PLACE, piece)
    return piece


@pytest.mark.usefixtures("clock")
def test_piece_that_failed_too_often_is_not_asked() -> None:
    piece = break_open()
    piece.is_broken = False

    assert call_decorating(PLACE, piece) is None
    assert (piece.calls, get_state(PLACE)) == (FAILURES, State.OPEN)


@pytest.mark.usefixtures("clock")
def test_other_processes_and_no_other_places_see_an_open_circuit() -> None:
    piece = break_open()
    forget_circuits()
    piece.is_broken = False

    assert call_decorating(PLACE, piece) is None
    assert call_decorating("weather:dashboard", piece) == "sunny"


def test_circuit_closes_after_a_trial_that_went_well(clock: Any) -> None:
    piece = break_open()
    clock.shift(timedelta(seconds=OPEN_FOR + 1))
    forget_circuits()
    piece.is_broken = False

    assert get_state(PLACE) is State.HALF_OPEN
    assert call_decorating(PLACE, piece) == "sunny"
    assert get_state(PLACE) is State.CLOSED


def test_only_one_process_tries(clock: Any) -> None:
    piece = break_open()
    clock.shift(timedelta(seconds=OPEN_FOR + 1))
    forget_circuits()
    breaker.circuit_of(PLACE).count()
    forget_circuits()

    assert call_decorating(PLACE, piece) is None
    assert piece.calls == FAILURES


def test_trial_that_fails_opens_it_again(clock: Any) -> None:
    piece = break_open()
    clock.shift(timedelta(seconds=OPEN_FOR + 1))
    forget_circuits()

    assert call_decorating(PLACE, piece) is None
    assert get_state(PLACE) is State.OPEN


def test_failures_far_apart_open_nothing(clock: Any) -> None:
    piece = Piece()
    for _time in range(3 * FAILURES):
        call_decorating(PLACE, piece)
        clock.shift(timedelta(seconds=breaker.WINDOW))

    assert (piece.calls, get_state(PLACE)) == (3 * FAILURES, State.CLOSED)


@pytest.mark.usefixtures("clock")
def test_what_somebody_types_trips_nothing_for_others() -> None:
    piece = Piece()
    for _time in range(3 * FAILURES):
        call_on_input(PLACE, piece)
        with pytest.raises(PluginFailedError):
            call_pure(PLACE, piece)
    piece.is_broken = False

    assert call_decorating(PLACE, piece) == "sunny"
