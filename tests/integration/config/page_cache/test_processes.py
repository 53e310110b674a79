"""A change is heard by every process of a host and, within a second, by every other host."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import cache

from config.page_cache import application, hosts
from config.page_cache.hosts import OtherHosts, tell_other_hosts
from config.page_cache.in_front import with_page_cache
from portal.sdk import freshness
from portal.sdk.generations import Generations, generations, slot_of
from tests.factories.pages import make_article
from tests.integration.config.page_cache.browser import Portal

SITE = Path(__file__).resolve().parents[4] / "site"
PAGE, OTHER = "wagtailcore_page:7", "wagtailcore_page:8"
ADVANCE = """
import sys
from pathlib import Path
from portal.sdk.generations import Generations
numbers = Generations()
numbers.share(Path(sys.argv[1]))
for _round in range(500):
    numbers.advance(sys.argv[2:])
"""


def start_advancing(file: Path, *tags: str) -> subprocess.Popen[bytes]:
    """Start a process that notes five hundred changes."""
    command = [sys.executable, "-c", ADVANCE, str(file), *tags]
    return subprocess.Popen(command, cwd=SITE, env={"PYTHONPATH": str(SITE)})


def test_changes_of_other_processes_are_seen_and_none_is_lost(tmp_path: Path) -> None:
    file = tmp_path / "changes"
    numbers = Generations()
    numbers.share(file)
    begun = numbers.current()

    processes = [start_advancing(file, PAGE) for _number in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]

    assert numbers.current() == begun + 1_000
    assert numbers.has_changed([slot_of(PAGE)], since=begun)
    assert not numbers.has_changed([slot_of(OTHER)], since=begun)


def test_without_a_shared_file_changes_of_other_processes_are_missed(tmp_path: Path) -> None:
    numbers = Generations()

    assert start_advancing(tmp_path / "changes", PAGE).wait(60) == 0

    assert numbers.current() == 0


@pytest.fixture
def shared(tmp_path: Path) -> Iterator[None]:
    """Share this process's numbers for the time of a test."""
    before, file = generations.numbers, generations._file
    generations.share(tmp_path / "changes")
    yield
    generations.numbers, generations._file = before, file


@pytest.mark.django_db(transaction=True)
def test_page_published_by_another_process_is_made_anew(shared: None, tmp_path: Path) -> None:
    page = make_article(title="Renew", slug="renew")
    portal = Portal()
    assert [portal.get("/renew/").by for _round in range(2)] == ["miss", "hit"]

    assert start_advancing(tmp_path / "changes", f"wagtailcore_page:{page.pk}").wait(60) == 0

    assert [portal.get("/renew/").by for _round in range(2)] == ["miss", "hit"]


def test_cache_is_in_front_only_where_changes_are_heard(shared: None, settings: object) -> None:
    def django(environ: object, start_response: object) -> list[bytes]:
        return []

    assert isinstance(with_page_cache(django), application.PageCache)
    settings.PORTAL_PAGE_CACHE = False  # type: ignore[attr-defined]
    assert with_page_cache(django) is django


def test_cache_is_not_in_front_where_changes_are_missed() -> None:
    def django(environ: object, start_response: object) -> list[bytes]:
        return []

    assert not generations.is_shared
    assert with_page_cache(django) is django


@pytest.fixture
def other_host() -> OtherHosts:
    """Return another host that has heard of everything so far."""
    host = OtherHosts(Generations())
    host.hear()
    return host


def has_heard(host: OtherHosts, tag: str) -> bool:
    """Tell whether a host takes what bears the tag for changed."""
    return host._generations.has_changed([slot_of(tag)], since=0)


def test_other_host_hears_what_changed_and_nothing_else(other_host: OtherHosts) -> None:
    tell_other_hosts((PAGE,))
    tell_other_hosts(("wagtailcore_page:9",))

    other_host.hear()

    assert has_heard(other_host, PAGE)
    assert not has_heard(other_host, OTHER)


@pytest.mark.parametrize("missing", ["one change", "the number", "all"])
def test_other_host_that_missed_a_change_drops_everything(
    other_host: OtherHosts, missing: str
) -> None:
    tell_other_hosts((PAGE,))
    other_host.hear()
    tell_other_hosts((PAGE,))
    if missing == "one change":
        cache.delete(f"{hosts.NUMBER}.2")
    elif missing == "the number":
        cache.set(hosts.NUMBER, 1)
        cache.delete(hosts.NUMBER)
    else:
        cache.clear()

    other_host.hear()

    assert has_heard(other_host, OTHER)


def test_host_that_cannot_ask_drops_everything_each_time(
    other_host: OtherHosts, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr(hosts.cache, "get", fail)
        other_host.hear()
        first = other_host._generations.current()
        other_host.hear()
        assert other_host._generations.current() > first
    other_host.hear()

    assert has_heard(other_host, OTHER)


def test_publishing_goes_on_while_other_hosts_cannot_be_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(hosts.cache, "incr", fail)
    monkeypatch.setattr(freshness, "listeners", [tell_other_hosts])
    before = generations.current()

    freshness._advance((PAGE,))

    assert generations.current() == before + 1


@pytest.mark.django_db(transaction=True)
def test_hosts_are_asked_at_most_once_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    make_article(title="Renew", slug="renew")
    portal, asked = Portal(), []
    portal.cache._hosts = OtherHosts(generations)
    portal.cache._next_look = 0.0
    monkeypatch.setattr(portal.cache._hosts, "hear", lambda: asked.append(1))
    monkeypatch.setattr(application, "time", lambda: 1_000.5)

    for _round in range(5):
        portal.get("/renew/")

    assert len(asked) == 1
