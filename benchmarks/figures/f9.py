"""F9: one submit is one application, however many final posts of a draft arrive at once."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.databases import Vendor, available_vendors, missing_vendors, scratch_database
from benchmarks.processes import Child
from benchmarks.report import Finding, Report, control, exactly

__all__ = ["run"]

PROBE = "benchmarks.probes.race"
POSTS = 8
DRAFTS = 100


def run(*, full: bool) -> Report:
    """Race on each database, then once more with the claim switched off."""
    title = f"{DRAFTS} drafts × {POSTS} final posts at once, and a replay an hour later"
    report = Report("F9", title)
    for vendor in available_vendors():
        report.findings += _race(vendor, DRAFTS, unlocked_drafts=DRAFTS if full else DRAFTS // 10)
    report.skipped += missing_vendors()
    return report


def _race(vendor: Vendor, drafts: int, *, unlocked_drafts: int) -> Iterator[Finding]:
    with (
        scratch_database(vendor) as scratch,
        Child(PROBE, environment=scratch.environment()) as portal,
    ):
        found = portal.ask("race", drafts=drafts, posts=POSTS, locked=True)
        for what in ("submitted", "events", "audited", "messages", "references"):
            yield exactly(f"{vendor}: {_words(what)}", found[what], drafts)
        yield exactly(f"{vendor}: answers", found["answers"], drafts * POSTS)
        yield exactly(f"{vendor}: answers unlike the first", found["other_answers"], 0)
        yield exactly(f"{vendor}: replays answered otherwise", found["different_replays"], 0)
        unlocked = portal.ask("race", drafts=unlocked_drafts, posts=POSTS, locked=False)
        yield control(
            f"{vendor}: submissions of {unlocked_drafts} drafts, claim switched off",
            unlocked["events"],
            passes=unlocked["events"] > unlocked_drafts,
            goal=f"> {unlocked_drafts}",
        )


def _words(what: str) -> str:
    return {
        "submitted": "applications submitted",
        "events": "submissions on timelines",
        "audited": "submissions in the audit trail",
        "messages": "messages to applicants",
        "references": "references handed out",
    }[what]
