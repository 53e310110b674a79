"""Walks a site as its readers do: every link by HTTP, then every page in Chromium and in an HTML checker.

Knows nothing of the portal; which site, and how much of it is to be whole, is the figure's.
"""

from __future__ import annotations

import json
import os
import subprocess
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from benchmarks.browser import find_violations, open_chromium, scrolls_sideways
from benchmarks.processes import ROOT
from tools.prepare import find_npm

__all__ = ["Crawl", "Faults", "crawl", "find_faults"]

SECONDS = 30
MOST_ADDRESSES = 600
CHECKER = ROOT / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
CHECKER_SETTINGS = ROOT / "benchmarks" / "html-validate.json"
POLICY = "Content Security Policy"


@dataclass(slots=True)
class Crawl:
    """What following every link of a site found."""

    pages: dict[str, str] = field(default_factory=dict)
    """The source of each page, by its address."""
    broken: list[str] = field(default_factory=list)
    """Links that lead nowhere: where they stand, and where they lead."""
    addresses: int = 0


@dataclass(slots=True)
class Faults:
    """What is wrong with pages, a line each."""

    axe: list[str] = field(default_factory=list)
    sideways: list[str] = field(default_factory=list)
    policy: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    script: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)


def crawl(base: str, starts: Iterable[str], *, left_out: Sequence[str] = ()) -> Crawl:
    """Follow every link within a site from where it starts; prefixes of paths may be left out."""
    found = Crawl()
    waiting = deque((urljoin(base, start), "the start") for start in starts)
    identifiers: dict[str, set[str]] = {}
    fragments: list[tuple[str, str, str]] = []
    asked: set[str] = set()
    while waiting and len(asked) < MOST_ADDRESSES:
        link, origin = waiting.popleft()
        address, fragment = urldefrag(link)
        if not _is_within(address, base, left_out):
            continue
        if fragment:
            fragments.append((address, fragment, origin))
        if address in asked:
            continue
        asked.add(address)
        status, kind, body = _get(address)
        if status >= 400:
            found.broken.append(f"{origin} → {address} ({status})")
        elif kind == "text/html":
            soup = BeautifulSoup(body, "html.parser")
            identifiers[address] = {str(each["id"]) for each in soup.select("[id]")}
            found.pages[address] = body
            waiting.extend((urljoin(address, target), address) for target in _targets(soup))
    found.broken += [
        f"{origin} → {address}#{fragment} (no such place)"
        for address, fragment, origin in fragments
        if address in identifiers and fragment not in identifiers[address]
    ]
    found.addresses = len(asked)
    return found


def find_faults(pages: dict[str, str], widths: Sequence[int]) -> Faults:
    """Look at each page in Chromium at each width, and at its source with the HTML checker."""
    faults = Faults(html=_invalid(pages))
    with open_chromium() as chromium:
        for address in pages:
            _look(chromium, address, widths, faults)
    return faults


def _look(chromium: Browser, address: str, widths: Sequence[int], faults: Faults) -> None:
    context = chromium.new_context(reduced_motion="reduce")
    page = context.new_page()
    own = "{0.scheme}://{0.netloc}/".format(urlsplit(address))

    def note_console(message: ConsoleMessage) -> None:
        if POLICY in message.text:
            faults.policy.append(f"{address}: {message.text}")

    def note_request(request: Request) -> None:
        if not request.url.startswith((own, "data:", "blob:")):
            faults.foreign.append(f"{address}: {request.url}")

    page.on("console", note_console)
    page.on("request", note_request)
    page.on("pageerror", lambda error: faults.script.append(f"{address}: {error}"))
    page.goto(address, wait_until="load")
    for width in widths:
        _judge(page, address, width, faults)
    context.close()


def _judge(page: Page, address: str, width: int, faults: Faults) -> None:
    found = find_violations(page, width).response["violations"]
    faults.axe += [f"{address} at {width} px: {each['id']}, {each['help']}" for each in found]
    if scrolls_sideways(page):
        faults.sideways.append(f"{address} at {width} px")


def _invalid(pages: dict[str, str]) -> list[str]:
    with TemporaryDirectory(prefix="portal-crawl-") as name:
        files = {}
        for number, (address, source) in enumerate(pages.items()):
            file = Path(name) / f"{number}.html"
            file.write_text(source)
            files[str(file)] = address
        node = Path(find_npm()).with_name("node")
        command = [*map(os.fspath, (node, CHECKER)), "--config", os.fspath(CHECKER_SETTINGS)]
        done = subprocess.run(
            [*command, "--formatter", "json", name], capture_output=True, text=True, check=False
        )
        results = json.loads(done.stdout)
    return [
        f"{files[each['filePath']]} line {fault['line']}: {fault['ruleId']}, {fault['message']}"
        for each in results
        for fault in each["messages"]
    ]


def _is_within(address: str, base: str, left_out: Sequence[str]) -> bool:
    path = urlsplit(address).path
    return address.startswith(f"{base}/") and not path.startswith(tuple(left_out))


def _targets(soup: BeautifulSoup) -> list[str]:
    found = [str(each["href"]) for each in soup.select("a[href], link[href]")]
    found += [str(each["src"]) for each in soup.select("[src]")]
    return [each for each in found if not each.startswith(("mailto:", "tel:", "data:"))]


def _get(address: str) -> tuple[int, str, str]:
    """Return status, media type and text of what an address leads to."""
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:
            kind = answer.headers.get_content_type()
            body = answer.read()
            text = body.decode() if kind == "text/html" else ""
            return int(answer.status), kind, text
    except urllib.error.HTTPError as error:
        return error.code, "", ""
