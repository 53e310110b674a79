"""What an applicant's page and a file list of the items that were claimed."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone, translation

from portal.records.evidence.kinds import EvidenceKind
from portal.records.evidence.operations import reject_item
from portal.records.evidence.queries import list_claimed_items
from portal.users.models import User
from tests.factories.evidence import make_experience, make_qualification, make_training

pytestmark = [pytest.mark.django_db, pytest.mark.database]
REFERENCE = "R1"


@pytest.fixture(autouse=True)
def _claimed(applicant: User) -> None:
    """Claim an item of each kind, and one in another application."""
    own = {"person": applicant.person, "application_reference": REFERENCE}
    make_training(**own, course="Safe sleep", provider="Bright Start", hours=Decimal("2.5"))
    make_qualification(
        **own, institution=None, institution_name="Ashford College", field_of_study="Child studies"
    )
    make_experience(**own, organization=None, organization_name="Maple Street Center")
    make_training(**{**own, "application_reference": "R2"}, course="First aid")


def test_items_of_every_kind_are_listed_in_words(applicant: User) -> None:
    items = list_claimed_items(applicant.person.pk, REFERENCE)

    assert [(item.kind, item.title) for item in items] == [
        (EvidenceKind.EXPERIENCE, "Teacher, Maple Street Center"),
        (EvidenceKind.QUALIFICATION, "BA, Child studies, Ashford College"),
        (EvidenceKind.TRAINING, "Safe sleep, Bright Start"),
    ]
    assert all(item.is_open and not item.settled_by for item in items)
    assert (items[0].starts_on, items[0].ends_on) == (date(2026, 1, 1), None)
    assert (items[2].ends_on, items[2].number) == (date(2026, 1, 1), Decimal("2.50"))


def test_without_a_reference_those_of_every_application_are_listed(applicant: User) -> None:
    make_training(person=applicant.person, course="On record, never claimed")

    courses = [item.what for item in list_claimed_items(applicant.person.pk)]

    assert courses == ["Teacher", "BA", "Safe sleep", "First aid"]


@pytest.mark.parametrize(
    ("hours", "language", "said"),
    [
        ("1", "en", "completed Jan. 1, 2026, 1 hour"),
        ("100", "en", "completed Jan. 1, 2026, 100 hours"),
        ("2.5", "es", "completado el 1 de enero de 2026, 2,5 horas"),
        (None, "en", "completed Jan. 1, 2026"),
    ],
)
def test_days_and_hours_are_said_in_the_readers_language(
    other_applicant: User, hours: str | None, language: str, said: str
) -> None:
    make_training(person=other_applicant.person, hours=hours, application_reference="R3")

    with translation.override(language):
        assert list_claimed_items(other_applicant.person.pk)[0].facts == said


def test_employment_says_until_when(other_applicant: User) -> None:
    own = {"person": other_applicant.person, "application_reference": "R3"}
    own |= {"organization": None, "organization_name": "Maple Street Center"}
    make_experience(**own)
    make_experience(**own, ends_on=date(2026, 2, 1))

    facts = [item.facts for item in list_claimed_items(other_applicant.person.pk)]

    assert facts == ["since Jan. 1, 2026", "Jan. 1, 2026 to Feb. 1, 2026"]


def test_items_of_others_are_not_listed(other_applicant: User) -> None:
    assert list_claimed_items(other_applicant.person.pk) == []


def test_rejected_item_names_who_and_why(applicant: User, registry_verifier: User) -> None:
    item = list_claimed_items(applicant.person.pk, REFERENCE)[0]
    at = timezone.now()
    reject_item(
        kind=item.kind,
        item_id=item.id,
        reason="The program does not know her.",
        by_id=registry_verifier.pk,
        at=at,
    )

    rejected = list_claimed_items(applicant.person.pk, REFERENCE)[0]

    assert rejected.is_rejected
    assert rejected.rejection_reason == "The program does not know her."
    assert (rejected.settled_by, rejected.settled_at) == (registry_verifier.username, at)


def test_one_query_lists_them_all(applicant: User, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        list_claimed_items(applicant.person.pk)
