"""F42: the demonstration's public site is whole: every link, every page in Chromium, every page's HTML."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from benchmarks.crawling import Crawl, Faults, crawl, find_faults
from benchmarks.databases import scratch_database
from benchmarks.processes import ROOT
from benchmarks.report import Finding, Report, at_least, control, exactly, note
from benchmarks.web import free_port, serve, wait_for

__all__ = ["run"]

MANAGE = [sys.executable, str(ROOT / "site" / "manage.py")]
STARTS = ("/", "/es/", "/sitemap.xml", "/robots.txt")
LEFT_OUT = ("/admin/",)
WIDTHS, SHORT_WIDTHS = (320, 768, 1280), (320,)
FEWEST_PAGES = 40
POLICY = "default-src 'self'; style-src 'unsafe-inline'; img-src *"
SPOILED = """<!DOCTYPE html><html lang="en"><head><title>Spoiled</title></head><body>
<h1>Spoiled</h1><p><div>A division inside a paragraph</div></p><a href="/nowhere">Nowhere</a>
<img src="http://other.example/picture.png"><script>alert(1)</script>
<div style="width: 4000px">wide</div></body></html>"""


def run(*, full: bool) -> Report:
    """Crawl the demonstration's pages; FULL=1 looks at each at three widths instead of the narrowest."""
    report = Report("F42", "the public site, every page")
    widths = WIDTHS if full else SHORT_WIDTHS
    with scratch_database("SQLite") as scratch:
        environment = scratch.environment()
        for command in ("load_reference", "load_demo_content"):
            arguments = [*MANAGE, command, "--verbosity=0"]
            subprocess.run(arguments, env=environment, cwd=ROOT, check=True)
        port = free_port()
        base = f"http://localhost:{port}"
        with serve(
            "config.wsgi:application", port=port, folder=ROOT / "site", environment=environment
        ) as server:
            wait_for(f"{base}/", server)
            found = crawl(base, STARTS, left_out=LEFT_OUT)
            own = {address: text for address, text in found.pages.items() if "?" not in address}
            faults = find_faults(own, widths)
    report.findings += _judge(found, len(own), faults, widths)
    report.findings += _controls()
    if not full:
        report.skipped.append("at 768 and 1280 px: FULL=1")
    return report


def _judge(found: Crawl, pages: int, faults: Faults, widths: tuple[int, ...]) -> Iterator[Finding]:
    yield at_least("pages looked at", pages, FEWEST_PAGES)
    yield note("addresses asked for", found.addresses)
    for what, lines in _counts(found, faults, widths):
        for line in lines[:20]:
            print(f"  {line}", file=sys.stderr)
        yield exactly(what, len(lines), 0)


def _counts(
    found: Crawl, faults: Faults, widths: tuple[int, ...]
) -> Iterator[tuple[str, list[str]]]:
    sizes = ", ".join(map(str, widths))
    yield "broken links", found.broken
    yield f"violations of WCAG A and AA at {sizes} px", faults.axe
    yield f"pages that scroll sideways at {sizes} px", faults.sideways
    yield "violations of the content security policy", faults.policy
    yield "requests to other hosts", faults.foreign
    yield "script errors", faults.script
    yield "faults of the HTML", faults.html


def _controls() -> Iterator[Finding]:
    """Return what the same crawl finds on a page that has every fault."""
    with _spoiled_site() as base:
        found = crawl(base, ["/"])
        faults = find_faults(found.pages, SHORT_WIDTHS)
    for what, lines in _counts(found, faults, SHORT_WIDTHS):
        if what != "script errors":
            yield control(f"on a spoiled page: {what}", len(lines), passes=bool(lines), goal="> 0")


@contextmanager
def _spoiled_site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Spoiled)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Spoiled(BaseHTTPRequestHandler):
    """Answers with one page, and 404 elsewhere."""

    def do_GET(self) -> None:
        """Answer with the page that has every fault."""
        self.send_response(200 if self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(SPOILED.encode())

    def log_message(self, *_args: object) -> None:
        """Say nothing."""
