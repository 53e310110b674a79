"""Signals that come upon each other: what they are to end hears of them, whatever it is at."""

import subprocess
import sys
import threading

import pytest

from portal.records.interrupts import Interrupt

TWO_SIGNALS = """
import os, signal, sys, threading
import portal.records.interrupts as interrupts

if sys.argv[1] == "plain":
    interrupts.Interrupt = threading.Event
stop, left = interrupts.stop_on_signals(), [200]

def interrupt(frame, event, _arg):
    if event == "line" and left[0] and frame.f_code.co_filename.endswith(("threading.py", "interrupts.py")):
        left[0] -= 1
        os.kill(os.getpid(), signal.SIGTERM)
    return interrupt

timer = threading.Timer(0.2, lambda: os.kill(os.getpid(), signal.SIGTERM))
timer.start()
sys.settrace(interrupt)
stop.wait()
sys.settrace(None)
"""
"""The program of a process that is told to stop once more at every step that it takes to answer."""
SECONDS = 20
SECONDS_OF_CONTROL = 5


def stop_twice(event: str, seconds: int) -> int:
    """Run the program with an event of ours or a plain one, and return its status; raise TimeoutExpired."""
    command = [sys.executable, "-c", TWO_SIGNALS, event]
    return subprocess.run(command, timeout=seconds, check=False).returncode


def test_signals_that_come_upon_each_other_end_the_wait() -> None:
    assert stop_twice("ours", SECONDS) == 0


@pytest.mark.proof
def test_control_shows_that_an_event_waits_for_itself() -> None:
    with pytest.raises(subprocess.TimeoutExpired):
        stop_twice("plain", SECONDS_OF_CONTROL)


def test_interrupt_is_an_event_like_any_other() -> None:
    event = Interrupt()
    assert (event.is_set(), event.wait(0.01)) == (False, False)

    event.set()
    event.set()
    assert (event.is_set(), event.wait(), event.wait(0)) == (True, True, True)

    event.clear()
    assert not event.is_set()


def test_whoever_waits_in_threads_is_woken() -> None:
    event, woken = Interrupt(), []
    threads = [threading.Thread(target=lambda: woken.append(event.wait(10))) for _each in range(3)]
    for thread in threads:
        thread.start()

    event.set()

    for thread in threads:
        thread.join(10)
    assert woken == [True, True, True]
