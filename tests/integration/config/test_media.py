"""What the web process gives out of the editors' files: pictures, never a document past its collection."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(settings: Any) -> Iterator[Path]:
    """Return the folder of the editors' files, with a picture and a document in it."""
    root = Path(settings.MEDIA_ROOT)
    files = [root / "images" / "seal-of-a-test.png", root / "documents" / "guide-of-a-test.txt"]
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"content")
    yield root
    for file in files:
        file.unlink()


def read(response: Any) -> bytes:
    """Return what was given out, and close the file."""
    content = b"".join(response.streaming_content)
    response.close()
    return content


def test_pictures_are_public(media: Path, client: Client) -> None:
    assert read(client.get("/media/images/seal-of-a-test.png")) == b"content"


@pytest.mark.parametrize(
    "path",
    [
        "documents/guide-of-a-test.txt",
        "images/../documents/guide-of-a-test.txt",
        "images/%2e%2e/documents/guide-of-a-test.txt",
        "images/",
    ],
)
def test_documents_are_not_files_of_the_web(media: Path, client: Client, path: str) -> None:
    assert client.get(f"/media/{path}").status_code == 404


def test_document_of_a_private_collection_asks_who_is_there(client: Client, editor: Any) -> None:
    private = Collection.get_first_root_node().add_child(name="Districts")
    restriction = CollectionViewRestriction.objects.create(
        collection=private, restriction_type=CollectionViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name="editor"))
    document = get_document_model().objects.create(
        title="Guide", collection=private, file=ContentFile(b"for districts", "guide.txt")
    )

    assert client.get(document.url).status_code in {302, 403}
    client.force_login(editor)
    given = read(client.get(document.url))
    document.file.delete()
    assert given == b"for districts"
