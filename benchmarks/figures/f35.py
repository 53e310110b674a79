"""F35: what editors write runs in nobody's browser: payloads in every text, looked at in Chromium."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.browser import find_chromium
from benchmarks.databases import Scratch, scratch_database
from benchmarks.payloads import PAYLOADS
from benchmarks.processes import ROOT, Child
from benchmarks.report import Report, at_least, control, exactly, note
from benchmarks.web import free_port, serve, wait_for

__all__ = ["run"]

PROBE = "benchmarks.probes.injection"
POLICY = "Content Security Policy"
LEAST_PAYLOADS = 40
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


@dataclass
class Seen:
    """What happened in a browser."""

    pages: int = 0
    executions: list[str] = field(default_factory=list)
    violations: list[str] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)


def run(*, full: bool) -> Report:
    """Write, then look: every payload in every text; every type of page with every payload only at FULL=1."""
    report = Report("F35", f"{len(PAYLOADS)} payloads in every text that editors write")
    with scratch_database("SQLite") as scratch:
        media = str(scratch.folder / "media")
        with Child(PROBE, environment=scratch.environment(MEDIA_ROOT=media)) as portal:
            written = portal.ask("write_all", full=full)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
            public, admin = _look_at_portal(scratch, browser, written, media)
            unsafe = _look_at_control(scratch, browser, written, media)
            browser.close()
    tried = written["tried"]
    report.findings += [
        at_least("payloads", len(PAYLOADS), LEAST_PAYLOADS),
        note("texts filled in, payload by payload", tried),
        note("of these, refused by the field's form", written["refused"]),
        exactly("kinds of snippets that could not be written", len(written["unwritten"]), 0),
        exactly(f"scripts run on {public.pages} public pages", len(public.executions), 0),
        exactly("content refused by the policy there", len(public.violations), 0),
        exactly("public pages that are faults", sum(each >= 500 for each in public.statuses), 0),
        exactly(f"scripts run on {admin.pages} screens of the admin", len(admin.executions), 0),
        exactly("screens that did not open", sum(each != 200 for each in admin.statuses), 0),
        control(
            f"one text unescaped, policy off: scripts run on {unsafe.pages} pages",
            len(unsafe.executions),
            passes=bool(unsafe.executions),
            goal="≥ 1",
        ),
    ]
    if not full:
        report.skipped.append("every type of page with every payload: FULL=1")
    return report


def _look_at_portal(
    scratch: Scratch, browser: Browser, written: dict[str, Any], media: str
) -> tuple[Seen, Seen]:
    with _served(scratch, media) as base:
        public = _look(browser, base, written["paths"])
        admin = _look(browser, base, written["admin"], cookie=written["session"])
    return public, admin


def _look_at_control(
    scratch: Scratch, browser: Browser, written: dict[str, Any], media: str
) -> Seen:
    with _served(scratch, media, BENCHMARKS_UNSAFE_TEMPLATES="1") as base:
        return _look(browser, base, written["paths"][:12], bypass_csp=True)


@contextmanager
def _served(scratch: Scratch, media: str, **variables: str) -> Iterator[str]:
    """Serve the portal on a port of its own until the block ends."""
    port = free_port()
    environment = scratch.environment(MEDIA_ROOT=media, **variables)
    with serve(
        "config.wsgi:application", port=port, folder=ROOT / "site", environment=environment
    ) as server:
        base = f"http://127.0.0.1:{port}"
        wait_for(f"{base}/healthz", server)
        yield base


def _look(
    browser: Browser,
    base: str,
    paths: Sequence[str],
    *,
    cookie: dict[str, str] | None = None,
    bypass_csp: bool = False,
) -> Seen:
    """Open each address, and note what ran and what was refused."""
    context = browser.new_context(bypass_csp=bypass_csp)
    if cookie:
        context.add_cookies([{"name": cookie["name"], "value": cookie["value"], "url": base}])
    page, seen = context.new_page(), Seen()
    _watch(page, seen)
    for path in paths:
        answer = page.goto(path if "://" in path else f"{base}{path}", wait_until="load")
        seen.statuses.append(answer.status if answer else 0)
        seen.pages += 1
    context.close()
    return seen


def _watch(page: Page, seen: Seen) -> None:
    def note_dialog(dialog: Any) -> None:
        seen.executions.append(page.url)
        dialog.dismiss()

    def note_console(message: Any) -> None:
        if POLICY in message.text:
            seen.violations.append(f"{page.url}: {message.text[:200]}")

    page.on("dialog", note_dialog)
    page.on("console", note_console)
