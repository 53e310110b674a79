"""What this plugin adds to the demonstration: somebody who has applied to join, with items to verify."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from portal.sdk.demo import DemoFiling


def fill(at: datetime) -> Iterable[DemoFiling]:
    """Return the application of the program administrator, an early-childhood professional too."""

    def ago(days: int) -> str:
        return (at.date() - timedelta(days=days)).isoformat()

    employment = {
        "position": "Program director",
        "organization": "Maple Street Center",
        "starts_on": ago(1_500),
        "full_time_percent": 100,
    }
    education = {
        "degree": "Associate of Science",
        "institution": "Ashford College",
        "field_of_study": "Child studies",
        "conferred_on": ago(3_000),
    }
    training = {
        "course": "Safe sleep",
        "provider": "Bright Start",
        "completed_on": ago(40),
        "hours": 3,
    }
    address = {
        "address_line": "12 Elm Street",
        "address_town": "Hartford",
        "address_state": "CT",
        "address_zip": "06115",
        "email": "program_administrator@example.org",
    }
    yield DemoFiling(
        account="program_administrator",
        service_key="early_childhood_registry.join",
        answers={
            "membership": {"role": "administration", "setting": "center"},
            "contact": address,
            "employment": {"employment": [employment]},
            "education": {"education": [education]},
            "training": {"training": [training]},
            "papers": {},
            "acknowledgment": {"acknowledgment": "2026-01"},
        },
    )


DEMO = fill
