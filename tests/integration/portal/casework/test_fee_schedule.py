"""The fee schedule on a day: what holds, what services would cost, and which day was not understood."""

from http import HTTPStatus

import pytest
from django.test import Client
from django.utils import timezone

from portal.records.models import FeeTerms
from portal.records.reference.operations import load_table
from portal.records.reference.tables import find_table
from portal.users.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.database]
ADDRESS = "/admin/fees/"


@pytest.fixture
def staff(specialist: User) -> Client:
    """Return a specialist's browser, with the schedule on record."""
    load_table(table=find_table("fees"), at=timezone.now())
    client = Client()
    client.force_login(specialist)
    return client


def test_day_has_its_rows_and_what_services_cost_then(staff: Client) -> None:
    before = staff.get(ADDRESS, {"on": "2025-06-30"}).content.decode()
    after = staff.get(ADDRESS, {"on": "2025-07-01"}).content.decode()

    assert "Provisional Educator Certificate</a>" in before
    assert "Provisional Educator Certificate</a>" not in after
    for words in ("$325.00", "For each; on a first certificate for each after the first"):
        assert words in after
    assert "Request a duplicate certificate</dt>" in after
    assert "<dd>$50.00</dd>" in after
    assert "<dd>No fee</dd>" in after


def test_today_is_shown_unless_a_day_is_given(staff: Client) -> None:
    page = staff.get(ADDRESS).content.decode()

    assert f'value="{timezone.localdate().isoformat()}"' in page


@pytest.mark.parametrize("typed", ["yesterday", "2026-02-30", ""])
def test_day_that_is_none_is_said_at_its_field(staff: Client, typed: str) -> None:
    answer = staff.get(ADDRESS, {"on": typed})

    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "What holds on" not in answer.content.decode()


def test_service_whose_fee_has_no_confirmed_row_cannot_be_worked_out(staff: Client) -> None:
    FeeTerms.objects.filter(fee_item__key="duplicate").update(
        confidence="unverified", is_active=False
    )

    page = staff.get(ADDRESS).content.decode()

    assert "(not confirmed, not charged)" in page
    assert "Cannot be worked out: applications would be refused." in page


def test_list_of_rows_leads_to_the_schedule_and_proposes(staff: Client) -> None:
    page = staff.get("/admin/records/feeterms/").content.decode()

    assert f'href="{ADDRESS}"' in page
    assert "Propose a new row" in page
    assert "$150.00" in page
