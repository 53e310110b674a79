"""Rows that public pages show, published in the site's own language."""

from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Locale

from content.snippets.base import PublicRow
from content.snippets.contacts import ContactPoint
from content.snippets.courses import ApprovedCourse, Format, Subject
from content.snippets.glossary import GlossaryTerm
from content.snippets.resources import Audience, Kind, Resource, ResourceVersion, Topic
from content.snippets.reusable import ReusableContent

R = TypeVar("R", bound=PublicRow)


def make_row(model: type[R], **fields: Any) -> R:
    """Save a row of a model."""
    row = model(**{"locale": Locale.get_default(), **fields})
    row.save()
    return row


def make_course(**fields: Any) -> ApprovedCourse:
    """Save a course that counts for a renewal and is approved today."""
    facts = {
        "title": "Heat and hydration",
        "provider": "Harbor Institute",
        "subject": Subject.MEDICAL,
        "clock_hours": Decimal(3),
        "format": Format.ONLINE,
        "counts_for_renewal": True,
        "valid_from": date(2020, 1, 1),
    }
    return make_row(ApprovedCourse, **{**facts, **fields})


def make_document(name: str, content: bytes = b"words") -> Document:
    """Save a file among the documents of the site."""
    document = Document(title=name, file_size=len(content))
    document.file.save(name, ContentFile(content), save=True)
    return document


def make_version(label: str, issued_on: date, **fields: Any) -> ResourceVersion:
    """Return a version that is a file, unless a page is given."""
    target = {} if "page" in fields else {"document": make_document(f"version-{label}.txt")}
    changes = f"What changed in {label}."
    return ResourceVersion(
        label=label, issued_on=issued_on, changes=changes, **{**target, **fields}
    )


def make_resource(*versions: ResourceVersion, **fields: Any) -> Resource:
    """Save a form for districts, with one version unless others are given."""
    facts = {
        "title": "Request for a permit",
        "summary": "What the district states.",
        "topic": Topic.PERMITS,
        "kind": Kind.FORM,
        "audience": Audience.DISTRICTS,
    }
    kept = list(versions) or [make_version("1.0", date(2026, 7, 1))]
    return make_row(Resource, **{**facts, **fields}, versions=kept)


def make_contact_point(**fields: Any) -> ContactPoint:
    """Save a contact point."""
    facts = {
        "name": "District line",
        "audience": "Staff of districts",
        "phone": "(860) 555-0114",
        "email": "districts@bureau.example",
        "postal_address": "P.O. Box 1\nHartford, CT 06115",
    }
    return make_row(ContactPoint, **{**facts, **fields})


def make_term(**fields: Any) -> GlossaryTerm:
    """Save a term."""
    return make_row(GlossaryTerm, **{"term": "EIN", "definition": "A number.", **fields})


def make_passage(html: str, **fields: Any) -> ReusableContent:
    """Save a passage of one text."""
    return make_row(ReusableContent, **{"title": "Passage", "body": [("text", html)], **fields})
