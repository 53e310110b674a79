"""Documents as browsers ask for them: whole, in parts as players of films do, and never past their collection."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from pytest_django import Settings
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

pytestmark = pytest.mark.django_db

CONTENT = bytes(range(256)) * 800
SIZE = len(CONTENT)


def tag_of(film: Any) -> str:
    """Return the mark of the film's version."""
    return f'"{film.get_file_hash()}"'


@pytest.fixture
def film(settings: Settings, tmp_path: Path) -> Any:
    """Return a film among the documents."""
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": files}
    settings.MEDIA_ROOT = tmp_path
    return get_document_model().objects.create(title="Film", file=ContentFile(CONTENT, "film.webm"))


def read(response: Any) -> bytes:
    """Return what was given out, and close the file."""
    content = b"".join(response.streaming_content)
    response.close()
    return content


def test_film_is_sent_whole_and_says_that_parts_can_be_had(film: Any, client: Client) -> None:
    answer = client.get(film.url)

    assert answer.status_code == 200
    assert answer["Accept-Ranges"] == "bytes"
    assert answer["Content-Length"] == str(SIZE)
    assert "Content-Encoding" not in answer
    assert read(answer) == CONTENT


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-1", range(2)),
        ("bytes=0-", range(SIZE)),
        ("bytes=70000-140000", range(70_000, 140_001)),
        ("bytes=-10", range(SIZE - 10, SIZE)),
        (f"bytes={SIZE - 5}-999999999", range(SIZE - 5, SIZE)),
    ],
)
def test_part_of_a_film_is_sent(film: Any, client: Client, asked: str, part: range) -> None:
    answer = client.get(film.url, headers={"Range": asked})

    assert answer.status_code == 206
    assert answer["Content-Range"] == f"bytes {part.start}-{part.stop - 1}/{SIZE}"
    assert answer["Content-Length"] == str(len(part))
    assert answer["Content-Type"] == "video/webm"
    assert answer["Content-Security-Policy"] == "default-src 'none'"
    assert read(answer) == CONTENT[part.start : part.stop]


def test_part_behind_the_end_is_refused(film: Any, client: Client) -> None:
    answer = client.get(film.url, headers={"Range": f"bytes={SIZE}-"})

    assert answer.status_code == 416
    assert answer["Content-Range"] == f"bytes */{SIZE}"


def test_part_of_this_version_is_sent(film: Any, client: Client) -> None:
    asked = {"Range": "bytes=0-9", "If-Range": tag_of(film)}

    assert read(client.get(film.url, headers=asked)) == CONTENT[:10]


def test_part_of_a_former_version_becomes_the_whole_film(film: Any, client: Client) -> None:
    asked = {"Range": "bytes=0-9", "If-Range": '"former"'}

    assert read(client.get(film.url, headers=asked)) == CONTENT


@pytest.mark.parametrize("asked", ["bytes=0-1,5-9", "bytes=9-1", "lines=0-1", "bytes=-"])
def test_what_is_no_single_part_gets_the_whole_film(film: Any, client: Client, asked: str) -> None:
    answer = client.get(film.url, headers={"Range": asked})

    assert answer.status_code == 200
    assert read(answer) == CONTENT


def test_film_that_the_browser_has_is_not_sent_again(film: Any, client: Client) -> None:
    asked = {"If-None-Match": tag_of(film), "Range": "bytes=0-1"}
    answer = client.get(film.url, headers=asked)

    assert answer.status_code == 304


def test_part_of_a_private_film_is_as_private_as_the_whole(
    film: Any, client: Client, editor: Any
) -> None:
    private = Collection.get_first_root_node().add_child(name="Districts")
    restriction = CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name="editor"))
    film.collection = private
    film.save()
    asked = {"Range": "bytes=0-1"}

    assert client.get(film.url, headers=asked).status_code in {302, 403}
    client.force_login(editor)
    assert read(client.get(film.url, headers=asked)) == CONTENT[:2]
