"""F28: every response keeps to the rules of HTTP that protect a reader, and nothing leads a reader away."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.databases import Scratch, scratch_database
from benchmarks.figures.f20 import PRODUCTION
from benchmarks.processes import ROOT, Child
from benchmarks.report import Finding, Report, at_least, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.baseline"
PRODUCTION_LIKE = {
    "ALLOWED_HOSTS": "portal.example",
    "COOKIES_SECURE": "true",
    "PORTAL_BASE_URL": "https://portal.example",
    "SECURE_HSTS_SECONDS": "63072000",
    "SECURE_SSL_REDIRECT": "true",
}
LEAST_RESPONSES = 150
WITHOUT = {
    "config.headers.ContentSecurityPolicyMiddleware": "the content policy",
    "django.middleware.security.SecurityMiddleware": "the transport rules",
    "config.headers.keep_signed_in_answers_private": "the rule for signed-in answers",
}


def run(*, full: bool) -> Report:
    """Crawl as visitor, applicant and editor with production's settings; FULL=1 crawls the controls to the end too."""
    report = Report("F28", "HTTP baseline of every response")
    with scratch_database("SQLite") as scratch:
        with Child(PROBE, environment=scratch.environment(**PRODUCTION_LIKE)) as portal:
            portal.ask("prepare")
            report.findings += _crawled(portal)
            report.findings += _asked(portal)
            report.findings += _controls(portal, most=0 if full else 40)
        report.findings.append(_deploy(scratch))
    return report


def _crawled(portal: Child) -> Iterator[Finding]:
    found: dict[str, Any] = portal.ask("crawl", without="", most=0)
    yield at_least(
        "responses judged, as visitor, applicant and editor", found["responses"], LEAST_RESPONSES
    )
    for rule, addresses in found["faults"].items():
        where = f" ({', '.join(addresses[:3])})" if addresses else ""
        yield exactly(f"responses without {rule}{where}", len(addresses), 0)


def _asked(portal: Child) -> Iterator[Finding]:
    words = {
        "hosts": "of 20 hostile hosts, those that are answered or repeated",
        "redirects": "of 40 hostile targets at every door, redirects to elsewhere",
        "trace": "addresses that answer TRACE",
        "cors": "responses that let another site's script read them",
    }
    for name, what in words.items():
        found = portal.ask(name)
        yield exactly(f"{what}{_shown(found)}", len(found), 0)
    led = portal.ask("redirects", unguarded=True)
    yield control(
        "the same targets with Django's check taken away", len(led), passes=bool(led), goal="> 0"
    )


def _controls(portal: Child, *, most: int) -> Iterator[Finding]:
    for middleware, what in WITHOUT.items():
        found = portal.ask("crawl", without=middleware, most=most)
        faults = sum(len(addresses) for addresses in found["faults"].values())
        yield control(f"faults without {what}", faults, passes=faults > 0, goal="> 0")


def _deploy(scratch: Scratch) -> Finding:
    """Return what Django's own check of a deployment says in production."""
    done = subprocess.run(
        [
            sys.executable,
            str(ROOT / "site" / "manage.py"),
            "check",
            "--deploy",
            "--fail-level",
            "WARNING",
        ],
        env=scratch.environment() | PRODUCTION | {"DATABASE_ALLOW_SQLITE": "true"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return exactly("`check --deploy` in production: exit status", done.returncode, 0)


def _shown(found: list[str]) -> str:
    return f" ({', '.join(found[:3])})" if found else ""
