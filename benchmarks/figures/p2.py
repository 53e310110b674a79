"""P2: what a first visit to the home page weighs, and how soon it is usable on a slow line, in Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.databases import Scratch, scratch_database
from benchmarks.figures.p1 import PROBE
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, Report, at_most, control, exactly, note
from benchmarks.web import free_port, serve, wait_for

__all__ = ["run"]

KILOBYTE = 1_024
MOST_KILOBYTES, MOST_OF_HTML, MOST_SECONDS = 90, 15, 1.0
DOWNLOAD, LATENCY_MS = 1_600_000 / 8, 150
IGNORED = [f"--ignore={name}" for name in ("wagtail*", "modeladmin*", "rest_framework", "ninja")]
"""Parts of the admin, which no visitor asks for: compressing them takes a minute."""
PHONE = {"width": 390, "height": 844}
VISITS = 5
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
SHIFTS = """
window.shifted = 0;
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shifted += entry.value;
}).observe({type: "layout-shift", buffered: true});
"""
USABLE = """
() => {
  const times = performance.getEntriesByType("navigation")[0];
  const paint = performance.getEntriesByName("first-contentful-paint")[0];
  return Math.max(times.domInteractive, paint ? paint.startTime : Infinity) / 1000;
}
"""


@dataclass(slots=True)
class Visit:
    """What one first visit brought over the line."""

    bytes: dict[str, float] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)
    usable: float = 0.0
    shift: float = 0.0

    @property
    def total(self) -> float:
        """Return all kilobytes, headers among them."""
        return sum(self.bytes.values()) / KILOBYTE


def run(*, full: bool) -> Report:
    """Visit with an empty browser five times; FULL=1 does the same."""
    report = Report("P2", "a first visit to the home page")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        report.skipped.append("Chromium is not installed")
        return report
    with scratch_database("SQLite") as scratch:
        environment = _collect(scratch)
        port = free_port()
        address = f"http://localhost:{port}/"
        with (
            serve(
                "config.wsgi:application", port=port, folder=ROOT / "site", environment=environment
            ) as server,
            sync_playwright() as playwright,
        ):
            wait_for(address, server)
            browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
            _visit(browser, address)  # the browser itself is to be warm
            visits = [_visit(browser, address) for _visit_number in range(VISITS)]
            plain = _visit(browser, address, headers={"Accept-Encoding": "identity"})
            browser.close()
    report.findings += _judge(visits, plain, address)
    return report


def _collect(scratch: Scratch) -> dict[str, str]:
    """Write the pages, and gather static files as production does; return the server's environment."""
    environment = scratch.environment(
        BENCHMARKS_STATIC="compressed", STATIC_ROOT=str(scratch.folder / "static")
    )
    manage = [sys.executable, str(ROOT / "site" / "manage.py")]
    subprocess.run(
        [*manage, "collectstatic", "--no-input", "--verbosity=0", *IGNORED],
        env=environment,
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with Child(PROBE, environment=environment) as portal:
        portal.ask("prepare")
    return environment


def _visit(browser: Browser, address: str, headers: dict[str, str] | None = None) -> Visit:
    context = browser.new_context(viewport=PHONE, extra_http_headers=headers or {})  # type: ignore[arg-type]
    page = context.new_page()
    visit = Visit()
    _listen(page, visit, slow=headers is None)
    page.add_init_script(SHIFTS)
    page.goto(address, wait_until="networkidle")
    visit.usable = page.evaluate(USABLE)
    visit.shift = page.evaluate("window.shifted")
    context.close()
    return visit


def _listen(page: Page, visit: Visit, *, slow: bool) -> None:
    """Slow the line down, and note what comes over it."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    if slow:
        conditions = {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": DOWNLOAD,
            "uploadThroughput": DOWNLOAD,
        }
        devtools.send("Network.emulateNetworkConditions", conditions)
    addresses: dict[str, str] = {}

    def begin(event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        addresses[event["requestId"]] = url
        if not url.startswith(("data:", "http://localhost:")):
            visit.foreign.append(url)

    def end(event: dict[str, Any]) -> None:
        url = addresses.get(event["requestId"], "")
        visit.bytes[url] = visit.bytes.get(url, 0) + event["encodedDataLength"]

    devtools.on("Network.requestWillBeSent", begin)
    devtools.on("Network.loadingFinished", end)


def _judge(visits: list[Visit], plain: Visit, address: str) -> Iterator[Finding]:
    worst = max(visits, key=lambda visit: visit.total)
    yield at_most("KB of the first visit, all files", worst.total, MOST_KILOBYTES)
    yield at_most("KB of the page itself", worst.bytes[address] / KILOBYTE, MOST_OF_HTML)
    yield exactly("requests to other machines", sum(len(visit.foreign) for visit in visits), 0)
    yield exactly("layout shift", max(visit.shift for visit in visits), 0)
    usable = sorted(visit.usable for visit in visits)[len(visits) // 2]
    yield at_most("seconds until usable at 1.6 Mbit/s and 150 ms, median", usable, MOST_SECONDS)
    yield note("files", len(worst.bytes))
    for url, size in sorted(worst.bytes.items(), key=lambda pair: -pair[1])[:3]:
        yield note(f"KB of {urlsplit(url).path}", size / KILOBYTE)
    yield control(
        "KB of the same visit by a browser that takes nothing compressed",
        plain.total,
        passes=plain.total > MOST_KILOBYTES,
        goal=f"> {MOST_KILOBYTES}",
    )
