"""Pages appear and vanish at their time: the worker's loop with a moved clock."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from config.schedule import register_regular_work
from content.pages.article import ArticlePage
from portal.notifications import regular, worker
from tests.factories.pages import make_article

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_work(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin like a process that has done nothing yet."""
    monkeypatch.setattr(regular, "WORK", {})
    monkeypatch.setattr(worker, "close_old_connections", lambda: None)
    register_regular_work()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Return a clock that stands at noon."""
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def schedule(*, opens: timedelta, closes: timedelta | None = None) -> ArticlePage:
    """Approve a page for later."""
    page = make_article(title="A page", slug="page")
    page.unpublish()
    page.go_live_at = timezone.now() + opens
    page.expire_at = timezone.now() + closes if closes else None
    page.save_revision().publish()
    return page


def test_page_appears_and_vanishes_at_its_time(
    visitor: Client, clock: time_machine.Traveller
) -> None:
    schedule(opens=timedelta(minutes=5), closes=timedelta(minutes=9))
    statuses = []
    for minute in (0, 4, 6, 8, 10):
        clock.move_to(NOON + timedelta(minutes=minute))
        worker._deliver_once()
        statuses.append(visitor.get("/page/").status_code)

    assert statuses == [404, 404, 200, 200, 404]
    assert ArticlePage.objects.get(slug="page").expired is True


def test_page_appears_within_a_minute_of_its_time(
    visitor: Client, clock: time_machine.Traveller
) -> None:
    schedule(opens=timedelta(seconds=90))
    for second in range(0, 151, 2):  # the worker looks every two seconds
        clock.move_to(NOON + timedelta(seconds=second))
        worker._deliver_once()
        if visitor.get("/page/").status_code == 200:
            break

    assert 90 <= second <= 150


def test_single_pass_of_the_worker_publishes_too(
    visitor: Client, clock: time_machine.Traveller
) -> None:
    schedule(opens=timedelta(minutes=1))
    clock.shift(timedelta(minutes=2))

    call_command("deliver_messages", "--once", verbosity=0)

    assert visitor.get("/page/").status_code == 200


def test_work_that_fails_keeps_nothing_else_waiting(
    caplog: pytest.LogCaptureFixture, clock: time_machine.Traveller
) -> None:
    done: list[str] = []

    def fail() -> None:
        raise RuntimeError("no")

    regular.WORK.clear()
    regular.register_work("failing", every=timedelta(minutes=1), do=fail)
    regular.register_work("sound", every=timedelta(minutes=1), do=lambda: done.append("sound"))
    for _ in range(3):
        regular.do_due_work(timezone.now())
        clock.shift(timedelta(seconds=40))

    assert done == ["sound", "sound"]
    assert "regular work failing failed" in caplog.text


def test_control_without_the_worker_the_page_does_not_appear(
    visitor: Client, clock: time_machine.Traveller
) -> None:
    schedule(opens=timedelta(minutes=5))
    regular.WORK.clear()
    clock.shift(timedelta(minutes=10))

    worker._deliver_once()

    assert visitor.get("/page/").status_code == 404
