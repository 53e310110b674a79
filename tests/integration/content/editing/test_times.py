"""Times in the forms of editors name the zone in which they are read."""

import pytest
from django.test import Client
from wagtail.users.models import UserProfile

from portal.users.models import User
from tests.factories.pages import make_article

pytestmark = pytest.mark.django_db


def list_addresses() -> list[str]:
    """Return forms that have times: of a page, and of a notice."""
    return [f"/admin/pages/{make_article().pk}/edit/", "/admin/snippets/content/notice/add/"]


def test_times_are_those_of_the_site(visitor: Client, editor: User) -> None:
    visitor.force_login(editor)
    for address in list_addresses():
        assert visitor.get(address).content.decode().count("Time zone: America/New_York.") >= 2


def test_times_are_those_that_an_editor_has_chosen(visitor: Client, editor: User) -> None:
    profile = UserProfile.get_for_user(editor)
    profile.current_time_zone = "Europe/Madrid"
    profile.save()
    visitor.force_login(editor)
    for address in list_addresses():
        assert visitor.get(address).content.decode().count("Time zone: Europe/Madrid.") >= 2
