"""The suite's own database: a test that commits leaves nothing behind, and the first rows stay."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Page, Site

from portal.users.models import User

pytestmark = pytest.mark.database


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_test_which_commits_finds_the_first_rows_and_no_others(turn: int) -> None:
    assert (User.objects.count(), Site.objects.count()) == (0, 1)

    User.objects.create_user("somebody", email="somebody@example.com")
    Site.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_test_which_commits_finds_the_rows_that_migrations_made() -> None:
    assert Page.objects.filter(depth=1).count() == 1
    assert Group.objects.exists()


@pytest.mark.django_db
def test_test_which_rolls_back_finds_the_first_rows_and_no_others() -> None:
    assert (User.objects.count(), Site.objects.count()) == (0, 1)
