"""The library of the demonstration: every version is there to read or to download, with its day and its size."""

import re
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from django.template.defaultfilters import filesizeformat
from django.test import Client
from pytest_django import Settings
from wagtail.documents.models import Document

from content.snippets.resources import Resource, ResourceVersion
from tests.demo_pages import lay_out_demo_pages

pytestmark = [pytest.mark.django_db, pytest.mark.proof]


@pytest.fixture(autouse=True)
def _demo_pages(settings: Settings, tmp_path: Path) -> None:
    """Lay the pages out, with their files on a disk."""
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = {**settings.STORAGES, "default": files}
    settings.MEDIA_ROOT = tmp_path
    lay_out_demo_pages()


def read_library(visitor: Client, language: str = "en") -> str:
    """Return all pages of the library, with plain spaces."""
    start = "/es" if language == "es" else ""
    pages = [
        visitor.get(f"{start}/district-resources/library/?page={number}").content.decode()
        for number in (1, 2)
    ]
    return re.sub(r"\s+", " ", " ".join(pages).replace("\N{NO-BREAK SPACE}", " "))


def test_every_version_is_a_page_that_is_read_or_a_file_that_is_downloaded(
    visitor: Client,
) -> None:
    versions = ResourceVersion.objects.select_related("document", "page")
    assert versions.count() > Resource.objects.count()

    for version in versions:
        response = visitor.get(version.href, follow=True)

        assert response.status_code == 200, version.href
        if version.document is not None:
            content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
            assert len(content) == version.document.file_size
            assert content[:4] in (b"%PDF", b"\xef\xbb\xbfn"), version.href


def test_library_tells_type_size_version_and_day_of_every_file(visitor: Client) -> None:
    html = read_library(visitor)

    for version in ResourceVersion.objects.filter(resource__locale__language_code="en"):
        assert f"Version {version.label}" in html
        if version.document is not None:
            size = filesizeformat(version.document.file_size).replace("\N{NO-BREAK SPACE}", " ")
            link = html.partition(f'href="{version.href}"')[2].partition("</a>")[0]
            assert f"({version.file_type}, {size})" in link
    assert "July 1, 2026" in html


def test_older_version_of_a_form_asks_less_than_the_one_in_force() -> None:
    resource = Resource.objects.get(title__contains="request worksheet (ED 177)")
    asked = {}
    for version in (resource.current, *resource.outdated):
        assert version is not None
        assert version.document is not None
        with pikepdf.open(BytesIO(version.document.file.read())) as paper:
            asked[version.label] = [str(field.TU) for field in paper.Root.AcroForm.Fields]

    attachment = "The program has confirmed the enrollment on the attachment to ED 177."
    assert attachment in asked["2026-27"]
    assert attachment not in asked["2025-26"]


def test_spanish_library_has_forms_of_its_own_marked_on_the_english_page(
    visitor: Client,
) -> None:
    html = read_library(visitor, "es")

    assert "Suplente por días sin título: solicitud (ED 174)" in html
    assert "Daily substitute without a degree" not in html
    assert html.count('<h3 lang="es">') == 2  # the page itself is the English one
    version = ResourceVersion.objects.get(resource__title__startswith="Suplente por días")
    assert version.document is not None
    with pikepdf.open(BytesIO(version.document.file.read())) as paper:
        assert str(paper.Root.Lang) == "es-US"


def test_files_are_listed_for_editors_by_the_name_of_their_resource_and_version() -> None:
    titles = set(Document.objects.values_list("title", flat=True))

    assert "Statement of professional experience (ED 126) – 2026-27" in titles
    assert "Coaches before the season: a checklist – 2025-26" in titles
