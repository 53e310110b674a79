"""Evidence and documents in the admin: what people claim and can show, whose it is and whether somebody verified it.

Items that are verified one by one can be ticked; settling them is a matter of the bulk acts, and of their own pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.casework.permissions import VIEW_FILE, VIEW_PERSON
from portal.casework.registered.narrowing import LATEST_FIRST, ListFilter
from portal.casework.registered.readonly import PrefixSearch, ReadOnlyAdmin
from portal.casework.registered.settling import ItemView, may_settle
from portal.casework.search import evidence_matches, person_matches
from portal.lifecycle.policies import opens_documents, settles_evidence
from portal.records.evidence.kinds import EvidenceKind
from portal.records.models import (
    BackgroundCheck,
    Document,
    DocumentUse,
    Experience,
    Qualification,
    TestResult,
    Training,
)

__all__ = [
    "BackgroundCheckAdmin",
    "DocumentAdmin",
    "ExperienceAdmin",
    "QualificationAdmin",
    "TestResultAdmin",
    "TrainingAdmin",
]

WHOSE = ("person__ein", "person__last_name", "person__first_name")
SETTLED = (
    *("state", "rejection_reason", "verified_by__username", "verified_at"),
    "application_reference",
)


class EvidenceAdmin(ReadOnlyAdmin):
    """Items, latest first, narrowed by what became of them; subclasses name the columns.

    What is claimed can be ticked, and settled on its own page, by those who verify and work on the service.
    """

    evidence_kind: ClassVar[EvidenceKind]
    view_permission = VIEW_PERSON
    ordering = ("-id",)
    related: ClassVar[Sequence[str]] = ("person",)
    search = PrefixSearch(evidence_matches)
    filters = (ListFilter("state", gettext_lazy("State"), Qualification.State.choices),)
    turned = LATEST_FIRST
    list_display_add_buttons = "person"
    inspect_view_class = ItemView
    inspect_template_name = "portal/casework/evidence_item.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the rows, each with whether the reader works on the service that claimed it."""
        condition = settles_evidence(request.user)
        is_mine = ExpressionWrapper(condition, BooleanField()) if condition else Value(True)
        rows: QuerySet[Any] = super().get_queryset(request).annotate(is_of_readers_service=is_mine)
        return rows

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        """Return the columns, with ticks before them for those who verify."""
        columns = tuple(super().get_list_display(request))
        return ("tick", *columns) if may_settle(request.user) else columns

    def list_acts(self, user: Any) -> list[tuple[str, Any]]:
        """Return what is done to ticked items."""
        if not may_settle(user):
            return []
        return [
            (reverse("casework_items:verify", args=[self.evidence_kind.value]), _("Accept")),
            (reverse("casework_items:reject", args=[self.evidence_kind.value]), _("Reject …")),
        ]

    def tick(self, item: Any) -> str:
        """Return the box of an item that nobody has settled yet, and that the reader may settle."""
        if item.state != item.State.CLAIMED or not item.is_of_readers_service:
            return ""
        label = _("Tick %(row)s") % {"row": f"{item}, {item.person}"}
        box = '<input type="checkbox" name="tick" value="{}" form="bulk" aria-label="{}">'
        return format_html(box, item.pk, label)

    tick.short_description = gettext_lazy("Tick")  # type: ignore[attr-defined]


class QualificationAdmin(EvidenceAdmin):
    """Degrees and awards."""

    model = Qualification
    evidence_kind = EvidenceKind.QUALIFICATION
    menu_icon = "doc-full-inverse"
    list_display = ("person", "degree", "field_of_study", "where", "conferred_on", "state")
    related = ("person", "institution")
    exported = (
        *(*WHOSE, "degree", "field_of_study", "institution__code", "institution_name"),
        *("conferred_on", *SETTLED),
    )

    def where(self, item: Qualification) -> str:
        """Return the institution, by the name that was given or by its code."""
        return item.institution_name or str(item.institution)

    where.short_description = gettext_lazy("institution")  # type: ignore[attr-defined]


class TestResultAdmin(EvidenceAdmin):
    """Scores as the providers reported them."""

    model = TestResult
    evidence_kind = EvidenceKind.TEST_RESULT
    menu_icon = "success"
    list_display = ("person", "provider", "test_code", "score", "taken_on", "state")
    exported = (*WHOSE, "provider", "test_code", "score", "taken_on", *SETTLED)


class ExperienceAdmin(EvidenceAdmin):
    """Service in positions."""

    model = Experience
    evidence_kind = EvidenceKind.EXPERIENCE
    menu_label = gettext_lazy("Experience")
    menu_icon = "calendar"
    list_display = ("person", "position", "where", "starts_on", "ends_on", "state")
    related = ("person", "organization")
    exported = (
        *(*WHOSE, "position", "organization__code", "organization_name", "starts_on", "ends_on"),
        *("full_time_percent", "school_months", "signed_by", *SETTLED),
    )

    def where(self, item: Experience) -> str:
        """Return the employer, by the name that was given or by its code."""
        return item.organization_name or str(item.organization)

    where.short_description = gettext_lazy("organization")  # type: ignore[attr-defined]


class TrainingAdmin(EvidenceAdmin):
    """Courses that were completed."""

    model = Training
    evidence_kind = EvidenceKind.TRAINING
    menu_label = gettext_lazy("Training")
    menu_icon = "list-ol"
    list_display = ("person", "course", "provider", "hours", "completed_on", "state")
    exported = (*WHOSE, "course", "provider", "hours", "completed_on", "expires_on", *SETTLED)


class BackgroundCheckAdmin(EvidenceAdmin):
    """Checks of criminal history and registers."""

    model = BackgroundCheck
    evidence_kind = EvidenceKind.BACKGROUND_CHECK
    menu_icon = "lock"
    list_display = ("person", "kind", "requested_on", "cleared_on", "state")
    exported = (*WHOSE, "kind", "requested_on", "cleared_on", *SETTLED)


def _document_matches(text: str) -> Q:
    return person_matches(text, "person_id")


class DocumentAdmin(ReadOnlyAdmin):
    """Received files by what is known about them; what is in a file is served elsewhere.

    Who works on some services reads of those that applications of theirs were sent with.
    """

    model = Document
    view_permission = VIEW_FILE
    menu_icon = "doc-full"
    list_display = ("original_name", "person", "kind", "readable_size", "scan_state", "received_at")
    ordering = ("-id",)
    related = ("person",)
    inspect_view_fields_exclude: ClassVar[list[str]] = ["public_id", "stored_name"]
    search = PrefixSearch(_document_matches)
    filters = (ListFilter("scan_state", gettext_lazy("Virus scan"), Document.ScanState.choices),)
    turned = LATEST_FIRST
    exported = (
        *(*WHOSE, "original_name", "kind", "media_type", "size", "scan_state", "received_at"),
        "expires_on",
    )

    @classmethod
    def open_to(cls, user: Any) -> Q:
        """Return the condition of a service that somebody works on; none for who works on all."""
        condition = opens_documents(user)
        uses = DocumentUse.objects.filter(condition, document=OuterRef("pk"))
        return Q(Exists(uses)) if condition else condition

    def readable_size(self, document: Document) -> str:
        """Return the size as people read it; the export tells the bytes."""
        return document.get_size_display()

    readable_size.short_description = gettext_lazy("size")  # type: ignore[attr-defined]
