"""Writes the rows that demo pages show: passages, courses, resources with their files, contact points, terms."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Page

from content.demo.writing import DemoRow, DemoVersion
from content.snippets.base import PublicRow
from content.snippets.resources import Resource, ResourceVersion

NAMESPACE = uuid.UUID("3f0e1f6c-1f3d-4a86-8d0b-7b0b7f1b9c55")

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
        instance.versions = [_make_version(version, pages) for version in row.versions]
    instance.save()


def _make_version(version: DemoVersion, pages: Mapping[str, Page]) -> ResourceVersion:
    return ResourceVersion(
        label=version.label,
        issued_on=version.issued_on,
        changes=version.changes,
        page=pages[version.page] if version.page else None,
        document=keep_file(version.file_name, version.file_text.encode())
        if version.file_name
        else None,
    )


def keep_file(name: str, content: bytes) -> Document:
    """Return the document that holds a file of the demo content, made unless it is there."""
    title = name.replace("-", " ").capitalize()
    known = Document.objects.filter(title=title).first()
    if known is not None:
        return known
    document = Document(title=title, file_size=len(content))
    document.file.save(name, ContentFile(content), save=True)
    document.get_file_hash()
    return document
