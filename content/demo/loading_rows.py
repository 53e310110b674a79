"""Writes the rows that demo pages show: passages, courses, resources with their files, contact points, terms."""

import csv
import uuid
from collections.abc import Callable, Iterable, Mapping
from io import StringIO
from typing import Any

from django.core.files.base import ContentFile
from django.utils import translation
from django.utils.formats import date_format
from django.utils.text import slugify
from wagtail.documents.models import Document
from wagtail.models import Page

from content.demo.papers import write_pdf
from content.demo.writing import DemoRow, DemoVersion
from content.snippets.base import PublicRow
from content.snippets.resources import Resource, ResourceVersion

NAMESPACE = uuid.UUID("3f0e1f6c-1f3d-4a86-8d0b-7b0b7f1b9c55")
FEET = {
    "en": "Demonstration, not an official form – version {label}, {day}",
    "es": "Demostración, no es un formulario oficial – versión {label}, {day}",
}

Resolve = Callable[[Any, str], Any]


def load_demo_rows(
    rows: Iterable[DemoRow], *, pages: Mapping[str, Page], resolve: Resolve, overwrite: bool
) -> dict[str, PublicRow]:
    """Write the rows that are missing; with `overwrite`, those that are there too. Return all by `row:` and key."""
    keys = {uuid.uuid5(NAMESPACE, row.key): row for row in rows}
    locale = pages[""].locale
    found: dict[str, PublicRow] = {}
    for model in {row.model for row in keys.values()}:
        for known in model.objects.filter(translation_key__in=keys, locale=locale):
            found[keys[known.translation_key].key] = known
    loaded = {}
    for translation_key, row in keys.items():
        instance = found.get(row.key)
        if instance is None or overwrite:
            instance = instance or row.model(translation_key=translation_key, locale=locale)
            _write(instance, row, pages=pages, resolve=resolve)
        loaded[f"row:{row.key}"] = instance
    return loaded


def _write(
    instance: PublicRow, row: DemoRow, *, pages: Mapping[str, Page], resolve: Resolve
) -> None:
    """Set the fields of a row and save it. Versions come with a new resource only."""
    for name, value in row.fields.items():
        setattr(instance, name, resolve(value, f"{row.key}#{name}"))
    if isinstance(instance, Resource) and instance.pk is None:
        instance.versions = [_make_version(version, instance, pages) for version in row.versions]
    instance.save()


def _make_version(
    version: DemoVersion, resource: Resource, pages: Mapping[str, Page]
) -> ResourceVersion:
    return ResourceVersion(
        label=version.label,
        issued_on=version.issued_on,
        changes=version.changes,
        page=pages[version.page] if version.page else None,
        document=_keep_version(version, resource),
    )


def _keep_version(version: DemoVersion, resource: Resource) -> Document | None:
    """Return the document of a version; none for a page. Its file is named after the resource and the version."""
    title = f"{resource.title} – {version.label}"
    name = slugify(title)
    if version.paper is not None:
        foot = _write_foot(version, language=resource.locale.language_code)
        return keep_file(f"{name}.pdf", write_pdf(version.paper, foot=foot), title=title)
    if version.table:
        written = StringIO()
        csv.writer(written).writerows(version.table)
        return keep_file(f"{name}.csv", written.getvalue().encode("utf-8-sig"), title=title)
    return None


def _write_foot(version: DemoVersion, *, language: str) -> str:
    """Return the line below each page of a paper."""
    with translation.override(language):
        day = date_format(version.issued_on, "DATE_FORMAT")
    return FEET[language].format(label=version.label, day=day)


def keep_file(name: str, content: bytes, *, title: str = "") -> Document:
    """Return the document that holds a file of the demo content, made unless it is there."""
    title = title or name.replace("-", " ").capitalize()
    known = Document.objects.filter(title=title).first()
    if known is not None:
        return known
    document = Document(title=title, file_size=len(content))
    document.file.save(name, ContentFile(content), save=True)
    document.get_file_hash()
    return document
