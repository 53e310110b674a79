"""Pictures of a private collection, asked for by the address of their files."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from portal.users.models import User
from tests.factories.images import make_image
from tests.integration.portal.casework.conftest import browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(settings: Any, tmp_path: Path) -> list[str]:
    """Return the addresses of a picture and of one of its sizes, kept in a collection of its own."""
    storage = "django.core.files.storage.FileSystemStorage"
    settings.STORAGES = {**settings.STORAGES, "default": {"BACKEND": storage}}
    settings.MEDIA_ROOT = tmp_path
    image = make_image(collection=Collection.get_first_root_node().add_child(name="Closed"))
    return [image.file.url, image.get_rendition("width-320").file.url]


def restrict(kind: str = CollectionViewRestriction.LOGIN) -> CollectionViewRestriction:
    """Keep the collection from visitors."""
    closed = Collection.objects.get(name="Closed")
    return CollectionViewRestriction.objects.create(collection=closed, restriction_type=kind)


def ask(browser: Client, addresses: list[str]) -> list[int]:
    """Return the answers to the addresses, by status."""
    return [browser.get(address).status_code for address in addresses]


def test_picture_of_a_private_collection_is_for_those_who_may_see_it(
    visitor: Client, applicant: User, addresses: list[str]
) -> None:
    restrict()

    assert ask(visitor, addresses) == [403, 403]
    assert ask(browser_of(applicant), addresses) == [200, 200]
    assert "private" in browser_of(applicant).get(addresses[0]).headers["Cache-Control"]


def test_picture_for_some_groups_is_seen_by_editors_who_keep_it(
    visitor: Client, applicant: User, editor: User, addresses: list[str]
) -> None:
    restrict(CollectionViewRestriction.GROUPS)

    assert ask(visitor, addresses) == [403, 403]
    assert ask(browser_of(applicant), addresses) == [403, 403]
    assert ask(browser_of(editor), addresses) == [200, 200]


def test_control_picture_of_an_open_collection_is_for_everybody(
    visitor: Client, addresses: list[str]
) -> None:
    assert ask(visitor, addresses) == [200, 200]
    restriction = restrict()
    other = make_image(title="open.png")
    assert ask(visitor, [other.file.url]) == [200]
    restriction.delete()
    assert ask(visitor, addresses) == [200, 200]


def test_file_that_no_picture_has_is_not_answered_beside_private_ones(
    visitor: Client, addresses: list[str], tmp_path: Path
) -> None:
    restrict()
    (tmp_path / "images").mkdir(exist_ok=True)
    (tmp_path / "images" / "left-behind.png").write_bytes(b"picture")

    assert ask(visitor, ["/media/images/left-behind.png"]) == [404]
