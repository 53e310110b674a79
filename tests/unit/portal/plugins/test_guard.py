"""Calls into plugins: a pure one that fails refuses the act, a decorating one leaves its piece out."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from benchmarks.counting import count_calls
from portal.plugins import breaker, failures
from portal.plugins.failures import list_failures
from portal.plugins.guard import PluginFailedError, call_decorating, call_on_input, call_pure

Call = Callable[..., Any]


def double(value: int, *, plus: int = 0) -> int:
    """Stand for a plugin that answers."""
    return 2 * value + plus


def fail(value: int) -> int:
    """Stand for a plugin with a fault."""
    raise ZeroDivisionError(value)


@pytest.fixture(autouse=True)
def _new_process() -> Iterator[None]:
    """Know of no circuit, before and afterwards."""
    breaker.forget_circuits()
    yield
    breaker.forget_circuits()


def test_pure_call_passes_the_answer_on() -> None:
    assert call_pure("sums", double, 3, plus=1) == 7


def test_pure_call_that_fails_refuses_the_act(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(PluginFailedError, match="sums") as refused:
        call_pure("sums", fail, 3)

    assert isinstance(refused.value.__cause__, ZeroDivisionError)
    assert [(record.levelno, record.getMessage()) for record in caplog.records] == [
        (logging.ERROR, "plugin sums failed in fail")
    ]


def test_decorating_call_passes_the_answer_on() -> None:
    assert call_decorating("sums", double, 3, plus=1) == 7


@pytest.mark.parametrize("call", [call_decorating, call_on_input])
def test_decorating_call_that_fails_leaves_its_piece_out(
    call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    assert call("sums:tools", fail, 3) is None
    assert [record.getMessage() for record in caplog.records] == ["plugin sums failed in fail"]


@pytest.mark.parametrize("error", [SystemExit, GeneratorExit, MemoryError, RecursionError])
def test_whatever_a_plugin_raises_is_its_failure(error: type[BaseException]) -> None:
    def end() -> None:
        raise error

    with pytest.raises(PluginFailedError):
        call_pure("sums", end)
    assert call_decorating("sums", end) is None
    assert call_on_input("sums", end) is None


@pytest.mark.parametrize("call", [call_pure, call_decorating, call_on_input])
def test_keyboard_interrupt_is_obeyed(call: Call) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        call("sums", interrupt)


@pytest.mark.parametrize("call", [call_pure, call_decorating, call_on_input])
def test_guard_adds_few_calls_of_its_own(call: Call) -> None:
    call("sums", double, 3)

    assert count_calls(lambda: call("sums", double, 3))[0] - count_calls(lambda: double(3))[0] <= 6


def test_failure_is_kept_without_what_was_typed() -> None:
    call_on_input("sums:tools", fail, 3)

    (failure,) = list_failures(since=timezone.now() - timedelta(minutes=1))
    assert (failure.plugin_id, failure.point, failure.function, failure.error) == (
        "sums",
        "tools",
        "fail",
        "ZeroDivisionError",
    )


def test_failure_is_contained_where_the_cache_does_not_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Down:
        def __getattr__(self, name: str) -> object:
            raise ConnectionError(name)

    for module in (breaker, failures):
        monkeypatch.setattr(module, "cache", Down())

    assert call_decorating("sums", double, 3) == 6
    assert call_decorating("sums", fail, 3) is None
