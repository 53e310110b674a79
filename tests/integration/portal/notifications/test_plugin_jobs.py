"""Regular work of plugins: when it is due, in which process, and what one that fails or does not end leaves alone."""

import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from portal.notifications import plugin_jobs, regular
from portal.notifications.plugin_jobs import RegularJob, do_plugin_jobs, wait_for_plugin_jobs
from portal.plugins.breaker import FAILURES, forget_circuits
from portal.plugins.failures import list_failures
from portal.sdk import jobs as sdk

NOON = datetime(2027, 3, 1, 17, 0, tzinfo=UTC)
"""Noon by the portal's clock."""
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PATIENCE_SECONDS = 30
Offer = Callable[..., None]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Return a clock that stands at noon."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def offer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Offer]:
    """Return a function that lets plugins offer these jobs; each thread has ended in the end."""
    modules: dict[str, SimpleNamespace] = {}

    def read(name: str) -> list[tuple[SimpleNamespace, SimpleNamespace]]:
        assert name == "jobs"
        return [(SimpleNamespace(label=label), module) for label, module in modules.items()]

    monkeypatch.setattr(plugin_jobs, "plugin_modules", read)
    monkeypatch.setattr(plugin_jobs, "_runs", {})
    yield lambda plugin_id, *jobs: modules.update({plugin_id: SimpleNamespace(JOBS=list(jobs))})
    for run in plugin_jobs._runs.values():
        run.thread.join(PATIENCE_SECONDS)


def do(at: datetime | None = None) -> None:
    """Do what is due, and wait until it is done."""
    do_plugin_jobs(at or timezone.now())
    wait_for_plugin_jobs()


def fail(at: datetime) -> None:
    """Stand for a job with a fault."""
    raise LookupError("Maren Okafor-Lind")


def failures() -> list[tuple[str, str]]:
    """Return place and kind of every failure that staff are told of."""
    found = list_failures(since=timezone.now() - HOUR)
    return sorted((failure.place, failure.error) for failure in found)


def test_job_is_done_at_once_and_then_so_long_after_its_end(
    offer: Offer, clock: time_machine.Traveller
) -> None:
    done: list[datetime] = []
    offer("acme", RegularJob(name="count", every=HOUR, run=done.append))

    for minute in (0, 1, 59, 61, 62, 122):
        clock.move_to(NOON + minute * MINUTE)
        do()

    assert done == [NOON, NOON + 61 * MINUTE, NOON + 122 * MINUTE]


def test_job_with_an_hour_is_done_once_a_day_from_then_on(
    offer: Offer, clock: time_machine.Traveller
) -> None:
    done: list[datetime] = []
    offer("acme", RegularJob(name="count", at=time(13), run=done.append))

    for hours in (0, 1, 2, 11.5, 24, 30):
        clock.move_to(NOON + timedelta(hours=hours))
        do()

    assert done == [NOON + HOUR, NOON + timedelta(hours=30)]


def test_job_that_raises_is_told_and_leaves_the_others_alone(offer: Offer) -> None:
    done: list[datetime] = []
    offer("bad", RegularJob(name="fail", every=HOUR, run=fail))
    offer("worse", RegularJob(name="end", every=HOUR, run=lambda at: sys.exit(3)))
    offer("good", RegularJob(name="count", every=HOUR, run=done.append))

    do()
    do()

    assert len(done) == 1
    assert failures() == [("bad:jobs", "LookupError"), ("worse:jobs", "SystemExit")]


def test_job_that_does_not_end_is_told_once_and_leaves_the_others_alone(
    offer: Offer, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[datetime] = []
    held = threading.Event()
    begun: list[datetime] = []

    def sleep(at: datetime) -> None:
        begun.append(at)
        held.wait(PATIENCE_SECONDS)

    monkeypatch.setattr(regular, "WORK", {})
    regular.register_work("jobs", every=MINUTE, do=lambda: do_plugin_jobs(timezone.now()))
    regular.register_work("own", every=MINUTE, do=lambda: done.append(timezone.now()))
    short = timedelta(milliseconds=1)
    offer("slow", RegularJob(name="sleep", every=MINUTE, run=sleep, longest=short))
    offer("good", RegularJob(name="count", every=MINUTE, run=done.append))

    for minute in range(0, 6, 2):
        clock.move_to(NOON + minute * MINUTE)
        regular.do_due_work(timezone.now())
        wait_for_plugin_jobs()

    assert done == sorted([NOON + minute * MINUTE for minute in (0, 0, 2, 2, 4, 4)])
    assert (begun, failures()) == ([NOON], [("slow:jobs", "JobOverranError")])
    held.set()


def test_control_without_threads_of_their_own_the_slow_one_holds_up_the_others(
    offer: Offer, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    monkeypatch.setattr(threading.Thread, "start", threading.Thread.run)
    monkeypatch.setattr(threading.Thread, "join", lambda _thread, _seconds=None: None)
    pause = threading.Event()

    def sleep(_at: datetime) -> None:
        pause.wait(0.05)
        order.append("slow")

    offer("slow", RegularJob(name="sleep", every=HOUR, run=sleep))
    offer("good", RegularJob(name="count", every=HOUR, run=lambda _at: order.append("good")))

    do_plugin_jobs(timezone.now())

    assert order == ["slow", "good"]


def test_jobs_of_a_plugin_that_fails_again_and_again_are_left_out_for_a_while(
    offer: Offer, clock: time_machine.Traveller
) -> None:
    done: list[datetime] = []
    failing = [RegularJob(name=f"fail_{n}", every=HOUR, run=fail) for n in range(FAILURES)]
    offer("bad", *failing)
    do()
    offer("bad", *failing, RegularJob(name="count", every=HOUR, run=done.append))

    do()
    left_out = list(done)
    clock.shift(2 * MINUTE)
    forget_circuits()  # which a process looks at anew every few seconds
    do()

    assert (left_out, done) == ([], [NOON + 2 * MINUTE])


def test_job_that_another_process_does_is_not_begun(offer: Offer) -> None:
    done: list[datetime] = []
    offer("acme", RegularJob(name="count", every=HOUR, run=done.append))
    cache.add("plugins:jobs:running:acme.count", 1, timeout=60)

    do()
    assert done == []

    cache.delete("plugins:jobs:running:acme.count")  # as when that process died long ago
    do()
    assert len(done) == 1


@pytest.mark.parametrize("jobs", [[5], [RegularJob(name="x", every=HOUR, run=fail)] * 21])
def test_what_is_no_list_of_jobs_is_left_out(offer: Offer, jobs: list[RegularJob]) -> None:
    done: list[datetime] = []
    offer("bad", *jobs)
    offer("good", RegularJob(name="count", every=HOUR, run=done.append))

    do()

    assert len(done) == 1
    assert failures() == [("bad:jobs", "TypeError")]


@pytest.mark.parametrize(
    "said",
    [
        {"name": "no name", "every": HOUR},
        {"name": "neither"},
        {"name": "both", "every": HOUR, "at": time(3)},
        {"name": "often", "every": timedelta(seconds=59)},
        {"name": "long", "every": HOUR, "longest": timedelta(hours=7)},
        {"name": "short", "every": HOUR, "longest": timedelta()},
    ],
)
def test_job_that_says_nothing_sound_is_refused(said: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=str(said["name"])):
        sdk.RegularJob(run=fail, **said)  # type: ignore[arg-type]


def test_job_of_the_demo_plugin_is_done(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO", logger="portal_plugins.demo")

    do(datetime(2027, 3, 1, 12, tzinfo=UTC))

    assert "the demo plugin's job was done" in caplog.text
