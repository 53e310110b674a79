"""Filters of staff lists that somebody keeps: found again, written over, forgotten, and nobody else's."""

from collections.abc import Callable

import pytest
from django.test import Client

from portal.casework.registered.group import REGISTERED
from portal.casework.registered.readonly import ReadOnlyAdmin
from portal.casework.saved import MOST_SAVED
from portal.users.models import SavedFilter, User
from tests.factories.applications import make_application
from tests.integration.portal.casework.conftest import browser_of, closed_status

pytestmark = pytest.mark.django_db
QUEUE = "/admin/applications/"
SAVE = "/admin/filters/queue/"


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


def test_refused_filter_is_still_on(staff: Client) -> None:
    answer = staff.post(SAVE, {"name": " ", "stage": "closed", "q": "quill"})

    assert answer["Location"] == f"{QUEUE}?q=quill&stage=closed"


@pytest.mark.parametrize("listed", REGISTERED, ids=lambda each: each.model._meta.model_name)
def test_every_list_of_records_keeps_its_own_filters(
    listed: type[ReadOnlyAdmin], admin: User
) -> None:
    client, key = browser_of(admin), listed.export_key()
    address = f"/admin/records/{listed.model._meta.model_name}/"
    sent = {"q": "quill", **{each.column: each.choices[0][0] for each in listed.filters}}
    save = f"/admin/filters/{key}/"
    offer = f'action="{save}"'
    assert (offer in client.get(address).content.decode()) is False
    assert (offer in client.get(address, sent).content.decode()) is True

    kept = client.post(save, {"name": "Mine", **sent, "holder": "me", "p": "last"})["Location"]

    assert kept.startswith(f"{address}?q=quill")
    assert "holder" not in kept
    html = client.get(address).content.decode()
    assert f'href="{kept.replace("&", "&amp;")}">Mine</a>' in html
    assert "Mine</a>" not in client.get(QUEUE).content.decode()

    client.post(f"{save}{SavedFilter.objects.get().pk}/delete/")
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize("role", ["editor", "fiscal_clerk", "content_reviewer"])
def test_filter_of_a_list_is_kept_by_those_who_see_it(
    role: str, as_role: Callable[[str], Client]
) -> None:
    answer = as_role(role).post("/admin/filters/records.person/", {"name": "Mine", "q": "x"})

    assert answer.status_code in {closed_status(role), 302}
    assert not SavedFilter.objects.exists()


def test_there_is_no_filter_of_a_list_that_is_none(staff: Client) -> None:
    for listing in ("records.account", "queue%00", "x" * 300):
        assert staff.post(f"/admin/filters/{listing}/", {"name": "a", "q": "b"}).status_code == 404
    assert staff.get(SAVE).status_code == 405


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
