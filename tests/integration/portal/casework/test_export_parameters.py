"""An order for a file keeps what chooses the rows of its list, and nothing else that is posted with it."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.records.jobs.models import Job
from portal.users.models import User

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("export", "kept"),
    [
        ("queue", {"q": "Okafor", "stage": "closed", "holder": "me"}),
        ("records.person", {"q": "Okafor"}),
    ],
)
def test_order_keeps_search_and_filters_of_its_list_alone(
    client: Client, specialist: User, export: str, kept: dict[str, str]
) -> None:
    client.force_login(specialist)
    foreign = {"owner_id": "1", "is_staff": "on", "format": "csv", "export": export}

    client.post(reverse("casework_jobs:export"), {**kept, **foreign})

    asked = {"export": export, "format": "csv", "parameters": kept, "language": "en"}
    assert Job.objects.get().parameters == asked
