"""What joining has follow, from hand-made answers; no database."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from portal.sdk.effects import (
    AskAgain,
    CaseFacts,
    ClaimExperience,
    ClaimQualification,
    ClaimTraining,
    IssueRegistryId,
    WriteBack,
)
from portal.sdk.library import CONTACT
from portal_plugins.early_childhood_registry.effects import EFFECTS

JOIN = EFFECTS["early_childhood_registry.join"]
POSITION = {
    "position": "Teacher",
    "organization": "Maple Street Center",
    "starts_on": "2024-08-01",
    "full_time_percent": 50,
}
RECORD = {question.binding: "as before" for question in CONTACT}


def case(**answers: Any) -> CaseFacts:
    """Return a case with the contact details as on record."""
    contact = {question.id: "as before" for question in CONTACT}
    return CaseFacts(
        reference="R1",
        answers={**contact, **answers},
        record=RECORD,
        credential=None,
        filed_on=date(2026, 3, 2),
        on=date(2026, 3, 2),
    )


def test_each_row_is_claimed() -> None:
    claimed = JOIN.on_submitted(
        case(
            employment=[{**POSITION, "ends_on": "2025-06-30"}, POSITION],
            education=[
                {"degree": "CDA", "institution": "Council"},
                {
                    "degree": "Associate of Science",
                    "institution": "Ashford College",
                    "field_of_study": "Child studies",
                    "conferred_on": "2020-05-30",
                },
            ],
            training=[
                {
                    "course": "Safe sleep",
                    "provider": "Bright Start",
                    "completed_on": "2026-01-02",
                    "hours": 3,
                }
            ],
        )
    )

    first_day = date(2024, 8, 1)
    assert claimed == [
        ClaimExperience("Teacher", "Maple Street Center", first_day, date(2025, 6, 30), 50),
        ClaimExperience("Teacher", "Maple Street Center", first_day, None, 50),
        ClaimQualification("CDA", "Council"),
        ClaimQualification(
            "Associate of Science", "Ashford College", "Child studies", date(2020, 5, 30)
        ),
        ClaimTraining("Safe sleep", "Bright Start", date(2026, 1, 2), Decimal(3)),
    ]


@pytest.mark.parametrize("answers", [{}, {"employment": [], "education": [], "training": None}])
def test_nothing_listed_is_nothing_claimed(answers: dict[str, Any]) -> None:
    assert JOIN.on_submitted(case(**answers)) == []


def test_employment_that_ends_before_it_begins_is_asked_again() -> None:
    answers = {"employment": [POSITION, {**POSITION, "ends_on": "2024-07-31"}]}

    (again,) = JOIN.on_submitted(case(**answers))

    assert isinstance(again, AskAgain)
    assert again.step == "employment"
    assert "Maple Street Center" in again.message["en"]
    assert "Maple Street Center" in again.message["es"]


def test_employment_of_one_day_is_in_order() -> None:
    answers = {"employment": [{**POSITION, "ends_on": POSITION["starts_on"]}]}

    assert len(JOIN.on_submitted(case(**answers))) == 1


def test_approval_issues_the_id_and_updates_changed_contact_details() -> None:
    assert JOIN.on_approved(case(email="new@example.org")) == [
        IssueRegistryId(),
        WriteBack("person.email", "new@example.org"),
    ]


def test_denial_changes_nothing() -> None:
    assert JOIN.on_denied(case()) == []
