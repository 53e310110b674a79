"""The resources of the demo library with their versions. Form numbers are the bureau's; what the files say is in
content.demo.paper_texts.
"""

from datetime import date
from typing import Any

from content.demo import paper_texts as papers
from content.demo.papers import Paper
from content.demo.writing import DemoRow, DemoVersion
from content.snippets.resources import Audience, Kind, Resource, Topic

REQUESTS = "district-resources/permits-districts-request"
STAFFING = "district-resources/flexible-staffing"
CHECKS = "district-resources/background-checks"
NOTICES = "district-resources/emergency-notices"
JULY, LAST_JULY = date(2026, 7, 1), date(2025, 7, 1)


def resource(
    key: str,
    title: str,
    summary: str,
    topic: Topic,
    kind: Kind,
    *versions: DemoVersion,
    audience: Audience = Audience.DISTRICTS,
) -> DemoRow:
    """Write one resource, the newest version first."""
    fields: dict[str, Any] = {
        "title": title,
        "summary": summary,
        "topic": topic,
        "kind": kind,
        "audience": audience,
    }
    return DemoRow(f"resource {key}", Resource, fields, versions)


def on_page(page: str, label: str = "2026-27", changes: str = "First version.") -> DemoVersion:
    """Write a version that is a page of the site."""
    return DemoVersion(label, JULY, changes, page=page)


def on_paper(
    paper: Paper,
    *,
    label: str = "2026-27",
    issued_on: date = JULY,
    changes: str = "First version.",
) -> DemoVersion:
    """Write a version that is a PDF."""
    return DemoVersion(label, issued_on, changes, paper=paper)


def last_year(paper: Paper) -> DemoVersion:
    """Write the version of the school year before."""
    return on_paper(paper, label="2025-26", issued_on=LAST_JULY)


RESOURCES = (
    resource(
        "staffing-guide",
        "Flexible staffing: a guide for districts",
        "Which authorization fits a vacancy, a leave or a shortage, with what each asks of the district.",
        Topic.STAFFING,
        Kind.GUIDE,
        on_page(
            STAFFING,
            changes="Follows the two levels of certificate; one table instead of six pages.",
        ),
        last_year(papers.LAST_YEARS_STAFFING),
    ),
    resource(
        "dsap-request",
        "Shortage area permit: request worksheet (ED 177)",
        "What the district states and attaches before the first day of a teacher in a shortage subject.",
        Topic.PERMITS,
        Kind.FORM,
        on_paper(
            papers.SHORTAGE_AREA,
            changes="Asks for the evidence of enrollment on a sheet of its own.",
        ),
        last_year(papers.LAST_YEARS_SHORTAGE_AREA),
    ),
    resource(
        "dsap-enrollment",
        "Shortage area permit: evidence of enrollment (ED 177 attachment)",
        "The college or program confirms that the teacher is enrolled and what is left to complete.",
        Topic.PERMITS,
        Kind.FORM,
        on_paper(papers.ENROLLMENT),
        audience=Audience.PROGRAMS,
    ),
    resource(
        "ninety-day",
        "Temporary 90-day certificate (ED 172 and ED 172A)",
        "For somebody who has finished an alternate route: how the district requests it and when to advance it.",
        Topic.PERMITS,
        Kind.GUIDE,
        on_page(REQUESTS),
    ),
    resource(
        "resident",
        "Resident educator: steps for district and program (ED 199)",
        "Ten school months in a school under a program's guidance, and what follows.",
        Topic.PERMITS,
        Kind.CHECKLIST,
        on_paper(papers.RESIDENT),
        audience=Audience.PROGRAMS,
    ),
    resource(
        "daily-substitute",
        "Daily substitute without a degree: request (ED 174)",
        "For one district and one school year; it ends on June 30 whenever it began.",
        Topic.STAFFING,
        Kind.FORM,
        on_paper(
            papers.DAILY_SUBSTITUTE,
            changes="Names the experience with children that counts.",
        ),
    ),
    resource(
        "long-term-substitute",
        "Long-term substitute: request (ED 175)",
        "For more than 40 days in the same assignment.",
        Topic.STAFFING,
        Kind.FORM,
        on_paper(papers.LONG_TERM_SUBSTITUTE),
    ),
    resource(
        "charter-permit",
        "Charter school educators: what to check",
        "Which staff of a charter school need a certificate and which may hold a permit.",
        Topic.PERMITS,
        Kind.GUIDE,
        on_page(REQUESTS),
        audience=Audience.CHARTERS,
    ),
    resource(
        "emergency-coach",
        "Temporary emergency coaching permit: request (ED 186)",
        "For a coach the season cannot wait for: one year, one district, renewed once at most.",
        Topic.COACHING,
        Kind.FORM,
        on_paper(papers.EMERGENCY_COACH),
        audience=Audience.PRINCIPALS,
    ),
    resource(
        "coach-roster",
        "Coaches before the season: a checklist",
        "Permit, first aid, CPR and concussion dates of every coach on one sheet, volunteers included.",
        Topic.COACHING,
        Kind.CHECKLIST,
        DemoVersion(
            "2026-27",
            JULY,
            "A table that opens in any spreadsheet program.",
            table=(
                (
                    "name",
                    "sport and team",
                    "volunteer",
                    "permit until",
                    "first aid on",
                    "CPR until",
                    "concussion on",
                ),
                (
                    "(example)",
                    "soccer, grade 9",
                    "yes",
                    "06/30/2029",
                    "08/14/2026",
                    "08/14/2028",
                    "08/03/2026",
                ),
            ),
        ),
        last_year(papers.COACHES_LAST_YEAR),
        audience=Audience.PRINCIPALS,
    ),
    resource(
        "background-checks",
        "Background checks before a first day",
        "Which checks are due when, and which results can be shared between districts.",
        Topic.HIRING,
        Kind.GUIDE,
        on_page(CHECKS),
    ),
    resource(
        "experience",
        "Statement of professional experience (ED 126)",
        "The superintendent confirms months of service; educators need it to move up or to come back.",
        Topic.HIRING,
        Kind.FORM,
        on_paper(papers.EXPERIENCE),
    ),
    resource(
        "school-closings",
        "School closings in an emergency: spring 2020",
        "By whose order classes in school buildings were canceled, and until when.",
        Topic.EMERGENCY,
        Kind.NOTICE,
        DemoVersion(
            "May 2020", date(2020, 5, 12), "Extends to the end of the school year.", page=NOTICES
        ),
        on_paper(papers.CLOSINGS_IN_MARCH, label="March 2020", issued_on=date(2020, 3, 16)),
    ),
    resource(
        "meal-programs",
        "Emergency meal programs: who may be served",
        "The two kinds of program of spring 2020, and which children each could serve.",
        Topic.EMERGENCY,
        Kind.NOTICE,
        DemoVersion(
            "April 2020", date(2020, 4, 6), "Adds sites that serve every child.", page=NOTICES
        ),
        on_paper(papers.MEALS_IN_MARCH, label="March 2020", issued_on=date(2020, 3, 18)),
    ),
)
