"""Calls into plugins: a pure one that fails refuses the act, a decorating one leaves its piece out."""

import logging

import pytest

from portal.plugins.guard import PluginFailedError, call_decorating, call_pure


def double(value: int, *, plus: int = 0) -> int:
    """Stand for a plugin that answers."""
    return 2 * value + plus


def fail(value: int) -> int:
    """Stand for a plugin with a fault."""
    raise ZeroDivisionError(value)


def leave(value: int) -> int:
    """Stand for a process that is told to end."""
    raise SystemExit(value)


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


def test_decorating_call_that_fails_leaves_its_piece_out(caplog: pytest.LogCaptureFixture) -> None:
    assert call_decorating("sums", fail, 3) is None
    assert [record.getMessage() for record in caplog.records] == ["plugin sums failed in fail"]


@pytest.mark.parametrize("call", [call_pure, call_decorating])
def test_order_to_end_the_process_is_obeyed(call: object) -> None:
    with pytest.raises(SystemExit):
        call("sums", leave, 3)  # type: ignore[operator]
