"""Filters of the queue that somebody keeps: found again, written over, forgotten, and nobody else's."""

import pytest
from django.test import Client

from portal.casework.saved import MOST_SAVED
from portal.users.models import SavedFilter, User
from tests.factories.applications import make_application
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db
QUEUE = "/admin/applications/"
SAVE = f"{QUEUE}filters/"


@pytest.fixture
def staff(specialist: User) -> Client:
    """Return the specialist's browser."""
    return browser_of(specialist)


def test_filter_is_kept_under_its_name_and_leads_to_its_list(
    staff: Client, applicant: User
) -> None:
    make_application(applicant)
    assert (
        "Keep this filter as"
        in staff.get(f"{QUEUE}?stage=submitted&holder=nobody").content.decode()
    )

    answer = staff.post(
        SAVE, {"name": " My  mornings ", "stage": "submitted", "holder": "nobody", "p": "last"}
    )

    assert answer["Location"] == f"{QUEUE}?stage=submitted&holder=nobody"
    html = staff.get(QUEUE).content.decode()
    assert f'<a href="{QUEUE}?stage=submitted&amp;holder=nobody">My mornings</a>' in html
    assert "Keep this filter as" not in html


def test_same_name_is_written_over_and_a_filter_is_forgotten(staff: Client) -> None:
    staff.post(SAVE, {"name": "Mine", "holder": "me"})
    staff.post(SAVE, {"name": "Mine", "stage": "closed"})
    kept = SavedFilter.objects.get()
    assert kept.query == "stage=closed"

    staff.post(f"{SAVE}{kept.pk}/delete/")

    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"name": "", "stage": "closed"}, "Give the filter a name."),
        ({"name": "Empty"}, "nothing to keep"),
        ({"name": "Odd", "no-such": "x"}, "nothing to keep"),
    ],
)
def test_what_cannot_be_kept_says_why(staff: Client, sent: dict[str, str], told: str) -> None:
    assert told in staff.post(SAVE, sent, follow=True).content.decode()
    assert not SavedFilter.objects.exists()


def test_number_of_filters_has_an_end(staff: Client) -> None:
    for number in range(MOST_SAVED + 1):
        staff.post(SAVE, {"name": f"Filter {number}", "q": "x" * 600})

    assert SavedFilter.objects.count() == MOST_SAVED
    assert len(SavedFilter.objects.all()[0].query) <= 500


def test_filters_are_their_owners_alone(staff: Client, supervisor: User) -> None:
    staff.post(SAVE, {"name": "<b>Mine</b>", "holder": "me"})
    kept = SavedFilter.objects.get()
    other = browser_of(supervisor)

    assert "Mine" not in other.get(QUEUE).content.decode()
    assert other.post(f"{SAVE}{kept.pk}/delete/").status_code == 404
    assert "<b>Mine" not in staff.get(QUEUE).content.decode()
    assert SavedFilter.objects.exists()
